"""``--verify`` and ``--votes``: what a second look mends, and what most readings agree on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_model import PUBLISHED, FakeModel
from record_replies import day, event, party, place, reply, statement, toll

from extractor.errors import ExtractorError
from extractor.models.tagger import TaggerModel
from extractor.pipeline import Extractor, Outcome
from extractor.readers.options import ReaderOptions
from extractor.text.article import Article

TEXT = (
    "Gunmen shot dead four farmers in Konduga on Tuesday. A bomb went off in Kano on Wednesday. "
    "The governor will visit on Friday. Police blamed Boko Haram for the killings."
)
SHOT = event(
    [1],
    words="shot dead",
    days=[day("Tuesday", "2024-05-07")],
    places=[place("Konduga", country="Nigeria")],
    parties=[party("perpetrator", "Gunmen", kind="Political militia")],
    tolls=[toll("four farmers", 4)],
)
BOMB = event(
    [2],
    number=2,
    words="A bomb went off",
    sub_event_type="Remote explosive/landmine/IED",
    days=[day("Wednesday", "2024-05-08")],
    places=[place("Kano", country="Nigeria")],
)
VISIT = event([3], number=3, words="will visit", sub_event_type="Other")
BLAMED = statement("allegation", [4], speaker="Police", accused="Boko Haram")


def look(*mends: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"events": list(mends), "missing_statements": [], "wrong_statements": [], **more}


def mend(number: int, verdict: str, told: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"number": number, "verdict": verdict, "why": "it says so", "event": told}


def outcome(options: ReaderOptions, replies: Callable[[int], Any]) -> tuple[Outcome, FakeModel]:
    """What becomes of the text where the n-th question (from 0) is answered by ``replies(n)``."""
    model = FakeModel(lambda _: replies(len(model.asked) - 1))
    article = Article(TEXT, published=PUBLISHED)  # type: ignore[arg-type]
    return Extractor(model, reader=options).process(article), model


def places(found: Outcome) -> list[str | None]:
    return [one.location.name if one.location else None for one in found.events]


def verified(first: dict[str, Any], second: dict[str, Any]) -> Outcome:
    found, model = outcome(ReaderOptions(verify=True), lambda n: (first, second)[n])
    assert found.error is None and len(model.asked) == 2
    return found


def test_the_second_look_is_shown_the_article_and_the_answer() -> None:
    _, model = outcome(ReaderOptions(verify=True), lambda n: (reply(SHOT), look())[n])
    assert model.asked[1].startswith("Now check your answer")
    roles = [message["role"] for message in model.heard[1]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "shot dead" in model.heard[1][2]["content"]


def test_a_missing_event_is_added_and_noted() -> None:
    found = verified(reply(SHOT), look(mend(2, "missing", BOMB)))
    assert places(found) == ["Konduga", "Kano"]
    assert any("second look: event 2 changed or added" in note for note in found.warnings)


def test_what_is_no_event_is_taken_out_and_noted() -> None:
    found = verified(reply(SHOT, VISIT), look(mend(3, "no event")))
    assert places(found) == ["Konduga"]
    assert any("Other “will visit” taken out (no event: it says so)" in n for n in found.warnings)


def test_a_wrong_event_is_replaced_and_its_statements_stay_with_it() -> None:
    wrong = {**SHOT, "tolls": [toll("four farmers", 40)]}
    found = verified(reply(wrong, statements=(BLAMED,)), look(mend(1, "wrong", SHOT)))
    (one,) = found.events
    assert one.casualties.killed and one.casualties.killed.coded == 4
    assert len(one.allegations) == 1


def test_statements_are_added_and_taken_out() -> None:
    denied = statement("denial", [4], speaker="Police")
    second = look(missing_statements=[BLAMED], wrong_statements=[1])
    found = verified(reply(SHOT, statements=(denied,)), second)
    assert (len(found.events[0].denials), len(found.events[0].allegations)) == (0, 1)


def test_the_mends_go_through_the_same_checks() -> None:
    invented = {**BOMB, "parties": [party("perpetrator", "the Kremlin")]}
    found = verified(reply(SHOT), look(mend(2, "missing", invented)))
    assert any("“the Kremlin” is not in the article" in w
               for w in found.events[1].extraction.warnings)  # fmt: skip


def test_a_broken_mend_takes_nothing_out() -> None:
    broken = {**SHOT, "sub_event_type": "Massacre"}
    found = verified(reply(SHOT, BOMB), look(mend(1, "wrong", broken)))
    assert places(found) == ["Konduga", "Kano"]
    assert any("event 1 is left as it was: sub_event_type" in note for note in found.warnings)


def test_a_mend_with_one_bad_item_loses_that_item() -> None:
    parties = [party("perpetrator", "Gunmen", kind="Wizards"), party("target", "four farmers")]
    changed = {**SHOT, "parties": parties}
    found = verified(reply(SHOT), look(mend(1, "wrong", changed)))
    (one,) = found.events
    assert [actor.text for actor in one.actors] == ["Gunmen", "four farmers"]
    assert any("party.kind 'Wizards' cannot be used" in note for note in found.warnings)


def test_a_new_event_keeps_its_number_for_the_statements_about_it() -> None:
    about = {**BLAMED, "events": [7]}
    second = look(mend(7, "missing", BOMB), missing_statements=[about])
    found = verified(reply(SHOT), second)
    assert [len(one.allegations) for one in found.events] == [0, 1]


def test_two_new_events_of_one_number_are_both_added() -> None:
    found = verified(reply(SHOT), look(mend(2, "missing", BOMB), mend(2, "missing", VISIT)))
    assert len(found.events) == 3


def test_a_mend_of_what_is_not_there_is_noted() -> None:
    found = verified(reply(SHOT), look(mend(9, "no event"), wrong_statements=[4]))
    assert places(found) == ["Konduga"]
    assert any("there is no event 9" in note for note in found.warnings)
    assert any("there is no statement 4" in note for note in found.warnings)


def voted(*readings: dict[str, Any]) -> Outcome:
    options = ReaderOptions(votes=len(readings))
    found, model = outcome(options, lambda n: readings[n])
    assert found.error is None and len(model.asked) == len(readings)
    return found


def test_what_most_readings_have_stands_with_its_share_as_confidence() -> None:
    other = {**SHOT, "parties": [], "tolls": [toll("four farmers", 40)]}
    found = voted(reply(SHOT, BOMB), reply(SHOT), reply(other, VISIT))
    (one,) = found.events
    assert one.confidence is not None
    assert (one.confidence.event, one.confidence.date) == (1.0, 1.0)
    assert (one.confidence.killed, one.confidence.perpetrators) == (0.67, 0.67)
    assert one.confidence.targets is None  # nobody is named


def test_what_few_readings_have_is_noted_and_not_kept() -> None:
    found = voted(reply(SHOT, BOMB), reply(SHOT), reply(SHOT))
    assert places(found) == ["Konduga"]
    assert any("“A bomb went off”: in 1 of 3 readings" in note for note in found.warnings)


def test_an_event_that_the_first_reading_missed_is_kept() -> None:
    found = voted(reply(SHOT), reply(SHOT, BOMB), reply(BOMB, SHOT))
    assert places(found) == ["Konduga", "Kano"]


def test_statements_are_voted_on_too() -> None:
    said = reply(SHOT, statements=(BLAMED,))
    found = voted(said, said, reply(SHOT))
    assert len(found.events[0].allegations) == 1
    found = voted(said, reply(SHOT), reply(SHOT))
    assert found.events[0].allegations == ()
    assert any("allegation of “Police”: in 1 of 3" in note for note in found.warnings)


def test_the_way_of_reading_is_part_of_what_a_run_is_known_by() -> None:
    def version(options: ReaderOptions) -> str:
        return Extractor(FakeModel(), reader=options).settings["prompt"]

    versions = {version(ReaderOptions()), version(ReaderOptions(verify=True))}
    assert len(versions | {version(ReaderOptions(votes=3))}) == 3


@pytest.mark.parametrize("options", [ReaderOptions(verify=True), ReaderOptions(votes=2)])
def test_the_tagger_does_not_look_twice(options: ReaderOptions) -> None:
    with pytest.raises(ExtractorError, match="--reader record"):
        Extractor(TaggerModel(Path("none")), reader=options)


def test_a_statement_about_an_event_that_is_not_kept_is_noted() -> None:
    about = {**BLAMED, "events": [2]}
    with_bomb = reply(SHOT, BOMB, statements=(about,))
    found = voted(with_bomb, reply(SHOT), reply(SHOT))
    assert any("allegation of “Police”: no event it is about is kept" in n for n in found.warnings)


def test_half_an_emoji_in_a_reply_stops_nothing() -> None:
    torn = {**SHOT, "places": [place("Konduga", "Konduga \ud83d", admin1="\ud83d")]}
    found = verified(reply(torn), look(mend(2, "missing", {**BOMB, "words": "went off \ud83d"})))
    assert len(found.events) == 2
