"""Statements that the tagger sees only where it is told to look: words that accuse, own up or
tell."""

from __future__ import annotations

import pytest
from marked import Marked
from shooting import accusations, record_of, shot

from extractor.analysis import Analysis
from extractor.readers.local.heard import speech_in
from extractor.reading import StatementKind
from extractor.text.article import Article

KILLED = "Soldiers killed three farmers in Mangu, Nigeria, on Monday"


def asked_in(text: str, *, found: str = "", sure: float = 0.97, real: float = 0.99) -> list[str]:
    """The words of a text that are to be looked at, an event by a doer told in it, and beside it an
    allegation by who is ``found``; how sure that doer is, and how likely the event is ``real``."""
    marked = Marked(text)
    event = marked.event("killed", doer=marked.words("Soldiers", sure), real=real)
    if found:
        marked.statement(found, "allegation")
    analysis = Analysis(Article(text))
    spans = speech_in(analysis, 0, len(text), [event], marked.statements)
    return [text[start:end] for start, end in spans]


def test_words_that_accuse_are_looked_at_before_words_that_tell_of_a_deed() -> None:
    text = f"Aid came, the mayor said. {KILLED}, residents said. Police suspect Boko Haram of it."
    assert asked_in(text) == ["suspect", "said"]
    told = f"Aid came, the mayor said. {KILLED}, residents told us. The mayor blamed the army."
    assert asked_in(told) == ["blamed", "told"]


def test_nothing_is_looked_at_where_an_allegation_was_found() -> None:
    text = f"{KILLED}, residents said."
    assert asked_in(text) == ["said"]
    assert asked_in(text, found="residents") == []


def test_words_that_tell_are_looked_at_beside_a_sure_doer_of_a_likely_event_alone() -> None:
    text = f"{KILLED}, residents said."
    assert asked_in(text, sure=0.8, real=0.5) == ["said"]
    assert asked_in(text, sure=0.75) == []
    assert asked_in(text, real=0.45) == []
    assert asked_in("Soldiers came. Three farmers were killed, residents said.") == []


def test_who_surely_accuses_somebody_is_heard() -> None:
    marked = shot("Police suspect Boko Haram.")
    marked.faint("suspect", "allegation", speaker="Police", accused="Boko Haram")
    assert accusations(record_of(marked)) == [("Police", "Boko Haram")]


def test_two_that_surely_accuse_each_other_are_heard() -> None:
    marked = shot("Boko Haram and the army traded accusations.")
    sides = ["Boko Haram", "the army"]
    marked.faint("traded accusations", "allegation", kind_sure=0.6, speaker=sides)
    found = set(accusations(record_of(marked)))
    assert found == {("Boko Haram", "the army"), ("the army", "Boko Haram")}


def test_who_may_accuse_somebody_is_not() -> None:
    marked = shot("Police suspect Boko Haram.")
    faint = marked.words("Police", 0.55)
    marked.faint("suspect", "allegation", speaker=faint, accused="Boko Haram")
    assert accusations(record_of(marked)) == []


BOUNDS = [
    # what is told, the words looked at and their kind, how sure each part has to be
    (
        *("Police suspect Boko Haram.", "suspect", "allegation"),
        {"speaker": ("Police", 0.7), "accused": ("Boko Haram", 0.6)},
    ),
    (
        *("Boko Haram owned up to the shooting.", "owned up", "claim"),
        {"kind": ("", 0.95), "speaker": ("Boko Haram", 0.95)},
    ),
    (
        *("Bandits and Boko Haram traded accusations.", "traded accusations", "allegation"),
        {"speaker": ("Bandits and Boko Haram", 0.7)},
    ),
    (
        *("The militia denied it and said the army had opened fire.", "said", "allegation"),
        {"kind": ("", 0.7), "speaker": ("The militia", 0.7), "accused": ("the army", 0.7)},
    ),
]


@pytest.mark.parametrize(
    ("rest", "words", "kind", "parts", "faint"),
    [(*bound, faint) for bound in BOUNDS for faint in ("", *bound[-1])],
)
def test_what_is_asked_for_is_told_only_where_each_part_is_sure_enough(
    rest: str, words: str, kind: str, parts: dict[str, tuple[str, float]], faint: str
) -> None:
    marked = shot(rest)
    sure = {part: least - 0.05 * (part == faint) for part, (_, least) in parts.items()}
    fillers = {
        part: marked.words(told, sure[part]) for part, (told, _) in parts.items() if part != "kind"
    }
    if "denied" in rest:
        marked.statement("denied", "denial", speaker="The militia")
    marked.faint(words, kind, kind_sure=sure.get("kind", 0.7), **fillers)
    record = record_of(marked)
    told = record.claims_of_responsibility if kind == "claim" else record.allegations
    assert bool(told) is not bool(faint)


@pytest.mark.parametrize(("sure", "told"), [(0.8, [("residents", "Soldiers")]), (0.79, [])])
def test_who_surely_tells_of_a_deed_says_who_did_it(
    sure: float, told: list[tuple[str, str]]
) -> None:
    marked = Marked(f"{KILLED}, residents told a radio station.")
    marked.event("killed", place="Mangu", day="Monday", doer="Soldiers")
    residents = marked.words("residents", sure)
    marked.faint("told", "claim", kind_sure=0.4, speaker=residents)
    assert accusations(record_of(marked)) == told


def test_who_tells_without_a_denial_beside_it_accuses_nobody() -> None:
    marked = shot("The militia said the army had opened fire.")
    marked.faint("said", "allegation", speaker="The militia", accused="the army")
    assert accusations(record_of(marked)) == []


def test_a_state_that_tells_of_its_own_forces_accuses_nobody() -> None:
    marked = Marked(f"{KILLED}, the army said.")
    marked.event("killed", place="Mangu", day="Monday", doer="Soldiers")
    marked.faint("said", "claim", kind_sure=0.4, speaker="the army")
    assert accusations(record_of(marked)) == []


def test_who_tells_of_another_event_does_not_tell_of_this_one() -> None:
    marked = Marked(
        f"{KILLED}. Bandits burned huts in Jos, Nigeria, on Tuesday, the governor said."
    )
    marked.event("killed", place="Mangu", day="Monday", doer="Soldiers", teller="the governor")
    marked.event(
        "burned", "Looting/property destruction", place="Jos", day="Tuesday", doer="Bandits"
    )
    told = {one.location.name: one.allegations for one in marked.outcome().events if one.location}
    assert not told["Mangu"]


def test_who_denies_and_says_that_others_did_it_accuses_them() -> None:
    marked = shot("The militia denied it and said the army had opened fire.")
    marked.statement("denied", "denial", speaker="The militia")
    marked.faint("said", "allegation", speaker="The militia", accused="the army")
    record = record_of(marked)
    assert [one.speaker for one in record.denials] == ["The militia"]
    assert accusations(record) == [("The militia", "the army")]


def test_who_surely_owns_up_is_heard() -> None:
    marked = shot("In a video Boko Haram owned up to the shooting.")
    marked.faint("owned up", "claim", speaker="Boko Haram")
    assert [one.speaker for one in record_of(marked).claims_of_responsibility] == ["Boko Haram"]


def test_what_somebody_is_said_to_have_done_is_no_claim_of_his() -> None:
    marked = shot("Boko Haram carried out all attacks of the week.")
    marked.faint("carried out", "claim", speaker="Boko Haram")
    assert not record_of(marked).claims_of_responsibility


def test_an_appeal_for_no_investigation_is_none() -> None:
    marked = shot("The envoy urged restraint. The union urged police to investigate.")
    marked.statement("urged", "request", speaker="The envoy")
    later = marked.words("urged", nth=1)
    marked.statement(later, "request", speaker="The union", addressee="police")
    requests = record_of(marked).requested_investigations
    assert [(one.requester, one.addressee) for one in requests] == [("The union", "police")]


def test_officers_of_a_state_claim_nothing_without_a_word_for_it() -> None:
    marked = shot("The ministry said it was terrorism.")
    faint = marked.words("terrorism", 0.6)
    marked.statement("said", "claim", speaker="The ministry", accused=faint)
    assert not record_of(marked).claims_of_responsibility


def test_an_allegation_against_nobody_needs_a_word_that_accuses() -> None:
    marked = shot("The president called it cowardly. Relatives made accusations.")
    marked.statement("called", "allegation", speaker="The president")
    marked.statement("accusations", "allegation", speaker="Relatives")
    assert accusations(record_of(marked)) == [("Relatives", None)]


def test_who_rejects_and_condemns_violence_denies_nothing() -> None:
    marked = shot("The president rejected and condemned the violence. The group rejected it.")
    marked.statement("rejected", "denial", speaker="The president")
    later = marked.words("rejected", nth=1)
    marked.statement(later, "denial", speaker="The group")
    denials = [one for one in marked.reading().statements if one.kind is StatementKind.DENIAL]
    assert [one.speaker.text for one in denials if one.speaker] == ["The group"]
