"""``--min-confidence``: what is less sure is left out, and said to be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from marked import Marked
from sample_events import sample_event

from extractor import Extractor
from extractor.batch.done import Done, Fate
from extractor.batch.journal import JournalError
from extractor.batch.keys import article_key
from extractor.cli.output import open_output
from extractor.coding.confidence import FIELDS
from extractor.coding.least_confidence import LEFT_OUT, at_least
from extractor.readers.options import ReaderOptions
from extractor.records.schema import validate_event

NONE = dict.fromkeys(FIELDS)
DOER = {"role": "perpetrator", "name": "Al Shabaab", "kind": "Rebel group"}
TARGET = {"role": "target", "name": "Civilians (Kenya)", "kind": "Civilians"}
FULL = {
    "actors": [DOER, TARGET],
    "casualties": {"killed": {"low": 4, "coded": 4}, "injured": None},
}


def record(**confidence: float):
    return sample_event(confidence=NONE | confidence, **FULL)


def test_nothing_is_less_sure_than_0() -> None:
    assert at_least([record(event=0.0)], 0.1, []) == []


@pytest.mark.parametrize("name", ["event", "sub_event_type"])
def test_an_event_less_sure_than_asked_is_left_out_and_its_neighbours_say_so(name: str) -> None:
    notes: list[str] = []
    unsure, sure = record(**{name: 0.5}), record(**{name: 0.9})
    (kept,) = at_least([unsure, sure], 0.7, notes)
    (note,) = notes
    assert note.startswith(LEFT_OUT) and unsure.summary in note and "0.5, asked 0.7" in note
    assert note in kept.extraction.warnings
    assert kept.date == sure.date and kept.actors == sure.actors


@pytest.mark.parametrize(
    ("name", "value", "gone"),
    [
        ("date", "2026-03-10", lambda one: one.date is None),
        ("location", "Mandera", lambda one: one.location is None and "Mandera" not in one.summary),
        ("perpetrators", "Al Shabaab", lambda one: one.perpetrators == () and one.targets),
        ("targets", "Civilians (Kenya)", lambda one: one.targets == () and one.perpetrators),
        ("killed", "4", lambda one: one.casualties.killed is None),
    ],
)
def test_a_value_less_sure_than_asked_is_unknown_with_a_warning(name, value, gone) -> None:
    before = record(**{name: 0.5})
    (after,) = at_least([before], 0.7, [])
    assert gone(after) and not gone(before)
    (told,) = [one for one in after.extraction.warnings if one.startswith(LEFT_OUT)]
    assert f"{name} {value} (0.5, asked 0.7)" in told
    assert getattr(after.confidence, name) is None and value not in after.notes.split(" in 20")[0]
    assert after.id == before.id
    validate_event(after.model_dump(mode="json"))


def test_what_is_as_sure_as_asked_or_shows_none_stays_as_it_was() -> None:
    before = record(event=0.7, date=0.7, killed=0.99)
    notes: list[str] = []
    assert at_least([before], 0.7, notes) == [before] and notes == []


def test_a_row_that_can_no_longer_be_made_is_told_once() -> None:
    (after,) = at_least([record(date=0.1)], 0.5, [])
    (after,) = at_least([after], 0.5, [])
    rows = [one for one in after.extraction.warnings if one.startswith("no ACLED row")]
    assert len(rows) == 1


def bombing() -> Marked:
    """A bomb in an article, with its place marked less surely than the rest."""
    text = "MOSUL, Iraq, 4 May 2016 - A roadside bomb killed four people in Mosul on Tuesday."
    article = Marked(text, date(2016, 5, 4))
    article.event(
        "killed",
        "Remote explosive/landmine/IED",
        weapon="A roadside bomb",
        killed="four people",
        place=article.words("Mosul on", 0.4),
        day="Tuesday",
    )
    return article


def test_the_extractor_leaves_out_and_its_settings_say_so() -> None:
    marked, made = bombing(), {}
    for least in (None, 0.01, 0.8):
        with Extractor(marked.model, reader=ReaderOptions(least=least)) as extractor:
            assert extractor.settings.get("min_confidence") == (str(least) if least else None)
            (made[least],) = extractor.extract(marked.article)
    plain, low, high = made.values()
    print(plain.confidence)
    assert plain.confidence.location < 0.8 < plain.confidence.event
    assert low.location == plain.location and low.extraction.warnings == ()
    assert high.location is None and high.casualties == plain.casualties
    assert any("location Mosul" in one for one in high.extraction.warnings)
    assert high.extraction.prompt_version.endswith(", min confidence 0.8")


def test_a_run_does_not_go_on_with_records_of_another_share(tmp_path: Path) -> None:
    marked = bombing()
    article = marked.article
    output = tmp_path / "events.jsonl"
    first, *others = (
        Extractor(marked.model, reader=ReaderOptions(least=one)) for one in (0.9, 0.5, None)
    )
    written = open_output(str(output))
    written.ready(first.settings, resume=False)
    (event,) = first.extract(article)
    key = article_key(article, first.settings)
    written.write([event.json_line()], Done(Fate.READ, article, [event], key=key))
    written.close()
    for other in others:
        again = open_output(str(output), resume=True)
        with pytest.raises(JournalError, match="made with"):
            again.ready(other.settings, resume=True)
        again.close()
    again = open_output(str(output), resume=True)
    again.ready(first.settings, resume=True)
    again.close()
