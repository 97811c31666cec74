"""A file's kind is told by its columns, those of older exports and careless hands too."""

from __future__ import annotations

import pytest

from extractor.records import ACLED_COLUMNS, EventRecord
from extractor.records.kinds import (
    ACLED_LATER,
    UCDP_COLUMNS,
    UCDP_NEEDED,
    RecordKind,
    folded_column,
    kind_of_columns,
)


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (ACLED_COLUMNS, RecordKind.ACLED),
        (tuple(EventRecord.model_fields), RecordKind.EVENT),
        (UCDP_COLUMNS, RecordKind.UCDP),
        ([name.upper() for name in ACLED_COLUMNS], RecordKind.ACLED),
        (["event date", "Event Type", " ACTOR1 ", "notes"], RecordKind.ACLED),
        (["event_date", "evnt_type", "actor1", "inter1"], RecordKind.ACLED),
        (["", *ACLED_COLUMNS, "population_best"], RecordKind.ACLED),
        (["id", "year", "country", "latitude", "longitude"], None),
        (["name", "fatalities"], None),
        ([], None),
    ],
)
def test_the_kind_follows_from_the_columns(columns, kind):
    assert kind_of_columns(columns) is kind


def test_the_codebooks_columns_are_all_there():
    assert len(UCDP_COLUMNS) == 49
    assert set(UCDP_COLUMNS) >= UCDP_NEEDED
    assert set(ACLED_COLUMNS) >= ACLED_LATER


def test_names_are_compared_without_case_and_spaces():
    assert folded_column(" Event-Id  CNTY ") == "event_id_cnty"
    assert folded_column("event.id.cnty") == "event_id_cnty"


def test_columns_of_power_bi_are_those_within_its_brackets():
    assert folded_column("acled[event_id_cnty]") == "event_id_cnty"
    assert folded_column("'My table'[Event Date]") == "event_date"
    assert folded_column("notes [old]") == "notes_[old]"
    assert folded_column("a[b[c]]") == "a[b[c]]"
