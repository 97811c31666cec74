"""Rows whose codes are labelled as people and programs do it are the rows without labels."""

from __future__ import annotations

import pytest
from rows import codes, sound

from extractor.codebook.actors import ActorKind
from extractor.convert.from_acled import record_of_acled
from extractor.records.kinds import RecordKind
from extractor.validate.mend import Mender

WAYS = {
    "number, point": ("{n}. {w}", "{n}. {w}"),
    "number, dash": ("{n} - {w}", "{n} - {w}"),
    "in capitals": ("{W}", "{W}"),
    "words of titles": ("{T}", "{T}"),
    "number behind": ("{w} ({n})", "{w} ({n})"),
    "two decimals": ("{n}.00", "{n}.00"),
    "the interaction alone": ("{w}", "{n}: {T}"),
}


def labelled(row: dict[str, str], kind: str, interaction: str) -> dict[str, str]:
    made = dict(row)
    numbers = []
    for side in ("inter1", "inter2"):
        if words := row[side]:
            numbers.append(ActorKind(words).code)
            made[side] = written(kind, words, numbers[-1])
        else:
            numbers.append(0)
    low, high = sorted(numbers)
    code = low * 10 + high if low else high * 10
    made["interaction"] = written(interaction, row["interaction"], code)
    return made


def written(form: str, words: str, number: int) -> str:
    return form.format(w=words, W=words.upper(), T=words.title(), n=number)


@pytest.mark.parametrize("way", WAYS)
def test_labels_of_kinds_are_no_error_are_read_and_are_mended(way):
    for row in sound():
        made = labelled(row, *WAYS[way])
        assert {code[0] for code in codes(made)} <= {"W"}
        record = record_of_acled(made)
        assert record.to_acled() == record_of_acled(row).to_acled()
        list(Mender(RecordKind.ACLED)(made))
        assert made == row


@pytest.mark.parametrize("label", ["1. Exact day", "1 - day", "Level 1", "day (1)"])
def test_labels_of_precisions_are_told_once_read_and_mended(label):
    rows = [{**row, "time_precision": label, "geo_precision": label} for row in sound()]
    assert codes(*rows) == ["W116", "W116"]
    for row, plain in zip(rows, sound(), strict=True):
        assert record_of_acled(row).to_acled() == record_of_acled(plain).to_acled()
        list(Mender(RecordKind.ACLED)(row))
        assert row == plain


def test_a_number_that_contradicts_its_label_is_an_error():
    row = {**sound()[0], "interaction": "12. Political militia-Civilians"}
    assert codes(row) == ["E215"]


def test_whole_numbers_with_decimals_that_are_none_are_whole():
    columns = ("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp")
    for row in sound():
        made = {**row, **{column: f"{row[column]}.00" for column in columns}}
        assert codes(made) == codes(row)
        assert record_of_acled(made).to_acled() == record_of_acled(row).to_acled()
