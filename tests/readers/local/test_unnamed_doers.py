"""Perpetrators that an event's own report does not name, from other parts of the article."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.records import EventRecord

SHELLING = "Shelling/artillery/missile attack"


def doers(record: EventRecord) -> list[tuple[str, str]]:
    return [(one.name, one.attribution.value) for one in record.perpetrators]


def struck(other: str | None = None, where: str = "Novomoskovsk") -> EventRecord:
    """A strike on Kharkiv by Russia, perhaps one on Izium by somebody else, and a third one whose
    perpetrator is not told."""
    text = f"Russia struck Kharkiv in Ukraine on Monday. {other or 'Others'} hit Izium on Monday. "
    marked = Marked(f"{text}Two missiles fell on {where} on Monday.")
    marked.event("struck", SHELLING, doer="Russia", place="Kharkiv", day="Monday")
    if other:
        marked.event("hit", SHELLING, doer=other, place="Izium", day=marked.words("Monday", nth=1))
    marked.event("fell", SHELLING, place=where, day=marked.words("Monday", nth=2))
    return marked.outcome().events[-1]


def test_a_strike_without_a_perpetrator_has_that_of_the_others() -> None:
    assert [name for name, _ in doers(struck())] == ["Military Forces of Russia (2000-)"]


def test_of_two_sides_that_strike_neither_did_what_is_told_of_nobody() -> None:
    (name,) = [name for name, _ in doers(struck("Ukrainian forces"))]
    assert name.startswith("Unidentified")


def test_a_strike_in_another_country_is_not_by_the_same_side() -> None:
    (name,) = [name for name, _ in doers(struck(where="Belgorod"))]
    assert name.startswith("Unidentified")


@pytest.mark.parametrize(
    ("doer", "speaker", "found"),
    [
        ("Gunmen", "The Islamic State", ("Islamic State", "claimed")),
        ("Gunmen", "The governor", ("Unidentified Armed Group (Nigeria)", "reported_as_fact")),
        ("Ansaru fighters", "The Islamic State", None),
    ],
)
def test_who_claims_what_nobody_by_name_did_is_the_perpetrator(
    doer: str, speaker: str, found: tuple[str, str] | None
) -> None:
    """Also where the tagger does not tie the claim to the event's words."""
    marked = Marked(
        f"{doer} shot four farmers in Konduga, Nigeria, on Monday. The road was closed. "
        f"{speaker} claimed responsibility in a statement."
    )
    marked.event("shot", doer=doer, place="Konduga", day="Monday", killed="four farmers")
    marked.statement("claimed responsibility", "claim", speaker=speaker)
    (record,) = marked.outcome().events
    names = doers(record)
    assert names[0][0].startswith("Islamic State") is (speaker != "The governor" and bool(found))
    if found:
        assert names[0][1] == found[1] and names[0][0].startswith(found[0])
