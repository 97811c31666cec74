"""What a sentence tells apart from the event before it: its own parties and counts."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.records import EventRecord

FIRST = "Al Shabaab killed nine soldiers in Mandera, Kenya, on Monday."
APART = " In a separate attack, a mine hit a bus in Wajir on Tuesday."


def two_events(text: str) -> list[EventRecord]:
    """The records of an attack and of a mine, all of whose parties the tagger marks with both."""
    marked = Marked(text)
    both = {"doer": "Al Shabaab", "target": "nine soldiers", "killed": "nine soldiers"}
    marked.event("killed", place="Mandera", day="Monday", **both)
    mine = {"place": "Wajir", "day": "Tuesday", "weapon": "a mine"}
    marked.event("hit", "Remote explosive/landmine/IED", **mine, **both)
    return list(marked.outcome().events)


def doers(record: EventRecord) -> list[str]:
    return [one.name for one in record.actors if one.role == "perpetrator"]


@pytest.mark.parametrize("apart", [APART, "\n\n" + APART.strip()])
def test_an_event_told_apart_has_no_doer_and_no_dead_of_the_one_before(apart: str) -> None:
    first, second = two_events(FIRST + apart)
    assert doers(first) == ["Al Shabaab"]
    assert doers(second) == ["Unidentified Armed Group (Kenya)"]
    assert second.casualties.killed is None


def test_without_such_words_the_marks_stand() -> None:
    _, second = two_events(FIRST + APART.replace("In a separate attack,", "There"))
    assert doers(second) == ["Al Shabaab"]


def test_the_event_before_has_no_dead_of_the_one_told_apart() -> None:
    text = FIRST.replace("nine soldiers", "soldiers") + APART + " Six people died."
    marked = Marked(text)
    marked.event("killed", place="Mandera", day="Monday", doer="Al Shabaab", killed="Six people")
    (record,) = marked.outcome().events
    assert record.casualties.killed is None


def test_what_a_paragraph_behind_it_tells_belongs_to_the_first_again() -> None:
    text = FIRST.replace("nine soldiers", "soldiers") + APART + "\n\nSix people died in Mandera."
    marked = Marked(text)
    marked.event("killed", place="Mandera", day="Monday", doer="Al Shabaab", killed="Six people")
    (record,) = marked.outcome().events
    assert record.casualties.killed is not None
    assert record.casualties.killed.coded == 6


@pytest.mark.parametrize(
    ("first", "apart", "word"),
    [
        (
            "El ELN mató a dos soldados en Tibú.",
            "En un hecho aparte, una bomba estalló en Ocaña.",
            "estalló",
        ),
        ("قتل تنظيم داعش جنديين في تدمر.", "وفي حادثة منفصلة، انفجر لغم في حمص.", "انفجر"),
        ("“基地”组织在加奥打死3名士兵。", "此外，莫普提发生爆炸。", "爆炸"),
    ],
)
def test_such_words_in_other_languages(first: str, apart: str, word: str) -> None:
    doer = {"El": "El ELN", "قت": "تنظيم داعش", "“基": "“基地”组织"}[first[:2]]
    marked = Marked(f"{first}\n{apart}")
    place = apart.split()[-1].strip(".") if " " in apart else "莫普提"
    marked.event(word, "Remote explosive/landmine/IED", place=place, doer=doer)
    (record,) = marked.outcome().events
    assert all(one.startswith("Unidentified") for one in doers(record))
