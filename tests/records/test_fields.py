"""The table of the record's fields fits the record, ACLED's row and UCDP's."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from extractor.convert.to_ucdp import derived_ucdp
from extractor.records import ACLED_COLUMNS, Casualties, EventRecord, schema_for
from extractor.records.field import Field, Side, filled, part_of
from extractor.records.field_lookup import of_kind, own_columns, parts_of
from extractor.records.fields import FIELDS
from extractor.records.kinds import UCDP_COLUMNS
from extractor.records.known_columns import known_columns


@pytest.fixture(scope="module")
def example() -> EventRecord:
    return EventRecord.model_validate(schema_for("event")["examples"][0])


def test_every_field_of_the_record_stands_in_the_table_once() -> None:
    whole = [name for name in EventRecord.model_fields if name != "casualties"]
    whole += [f"casualties.{name}" for name in Casualties.model_fields]
    assert Counter(field.path for field in FIELDS) == Counter(whole)


def test_every_column_of_acled_is_filled_by_one_field() -> None:
    filled_by = [column for field in FIELDS for column in field.acled]
    filled_by += [column for field in FIELDS for side in field.sides for column in side.acled]
    assert sorted(filled_by) == sorted(ACLED_COLUMNS)


def test_the_columns_known_are_those_of_the_whole_row(example: EventRecord) -> None:
    row = example.to_acled()
    known = known_columns(example)
    assert {column: value for column, value in known.items() if value is not None} == {
        column: getattr(row, column) for column in known if getattr(row, column) != ""
    }


def test_the_table_names_the_columns_of_ucdp_that_follow_from_a_record(
    example: EventRecord,
) -> None:
    named = [column for field in FIELDS for column in field.ucdp]
    assert set(named) <= set(UCDP_COLUMNS)
    given = {column for column, cell in derived_ucdp(example).items() if cell}
    assert given - set(named) == {"event_clarity"}  # always 1: one event, not several summed up


def test_every_column_is_of_a_part_that_its_value_has(example: EventRecord) -> None:
    for field in FIELDS:
        for part in parts_of(field, example) if field.kind != "actors" else ():
            for column in (*field.flat, *field.stored):
                assert hasattr(part, column.part or "__class__"), f"{field.path}: {column.name}"


def test_names_keys_and_columns_are_not_given_twice() -> None:
    shown: list[Field | Side] = [*FIELDS, *(side for field in FIELDS for side in field.sides)]
    for names in (
        [column.name for _, column in own_columns()],
        [one.page.key for one in shown if one.page and one.page.key],
        [field.lost.name for field in FIELDS if field.lost],
        [figure.name for field in FIELDS for figure in field.scored],
        [field.called for field in FIELDS],
    ):
        assert len(names) == len(set(names))


def test_every_statement_has_its_parties_and_its_words() -> None:
    for field in of_kind("statements"):
        assert field.parties and field.wording


def test_a_template_leaves_out_what_nobody_is_named_for() -> None:
    asked = SimpleNamespace(requester="The UN", addressee=None, investigator="a panel")
    template = "{requester}[, of {addressee}]; by {investigator}"
    assert filled(template, asked, "?") == "The UN; by a panel"
    unknown = {"requester": "?", "addressee": "?", "investigator": "nobody"}
    asked = SimpleNamespace(requester="[A] {addressee}", addressee="B", investigator="")
    assert filled(template, asked, unknown) == "[A] {addressee}, of B; by nobody"


def test_a_part_below_nothing_is_nothing() -> None:
    assert part_of(None, "coded_day.year") is None
    assert part_of(SimpleNamespace(coded_day=None), "coded_day.year") is None


def test_a_field_is_named_by_the_last_step_of_its_path() -> None:
    killed = next(field for field in FIELDS if field.path == "casualties.killed")
    assert (killed.name, killed.holder, killed.called) == ("killed", "casualties", "killed")
    said = of_kind("statements")
    assert {field.holder for field in said} == {""}
    assert len({field.form for field in said}) == 1
    assert "claim_of_responsibility" in {field.called for field in said}
