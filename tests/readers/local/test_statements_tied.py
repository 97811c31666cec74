"""Which events a statement is about, and who says who did it by telling of it."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.codebook.attribution import Attribution
from extractor.reading import StatementKind

TWO = (
    "Herders burned nine huts in Daffo, Nigeria, on Monday. Soldiers shot two men in Mangu, "
    "Nigeria, on Tuesday. Relatives accused the soldiers. The army held a parade in Jos."
)


def two_events() -> Marked:
    marked = Marked(TWO)
    marked.event("burned", "Looting/property destruction", place="Daffo", day="Monday")
    marked.event("shot", place="Mangu", day="Tuesday", doer="Soldiers")
    return marked


def test_a_statement_is_about_the_event_that_its_words_are_surest_of() -> None:
    marked = two_events()
    about = [marked.words("burned", 0.7), marked.words("shot", 0.9)]
    marked.statement("accused", "allegation", speaker="Relatives", about=about)
    reading = marked.reading()
    shooting = next(one for one in reading.events if one.sub_event_types[0] == "Attack")
    assert [one.events for one in reading.statements] == [(shooting.key,)]


def test_a_statement_is_about_all_events_that_its_words_are_about_as_sure_of() -> None:
    marked = two_events()
    about = [marked.words("burned", 0.85), marked.words("shot", 0.9)]
    marked.statement("accused", "allegation", speaker="Relatives", about=about)
    reading = marked.reading()
    assert {*reading.statements[0].events} == {one.key for one in reading.events}


def test_an_event_told_after_the_statement_is_less_likely_what_it_is_about() -> None:
    text = (
        "Rebels burned huts in Daffo, Nigeria, on Monday. The chief blamed rebels. "
        "On Tuesday soldiers shot two men in Mangu, Nigeria."
    )
    marked = Marked(text)
    marked.event("burned", "Looting/property destruction", place="Daffo", day="Monday")
    marked.event("shot", place="Mangu", day="Tuesday")
    about = [marked.words("burned", 0.75), marked.words("shot", 0.9)]
    marked.statement("blamed", "allegation", speaker="The chief", about=about)
    reading = marked.reading()
    burning = next(one for one in reading.events if one.sub_event_types[0] != "Attack")
    assert [one.events for one in reading.statements] == [(burning.key,)]


def test_who_tells_of_an_event_with_its_doer_says_who_did_it() -> None:
    marked = Marked("Soldiers killed four fishermen in Rumonge, Burundi, relatives told a radio.")
    marked.event("killed", place="Rumonge", doer="Soldiers", teller="relatives")
    (statement,) = marked.reading().statements
    assert statement.kind is StatementKind.ALLEGATION
    assert statement.speaker is not None and statement.accused is not None
    assert (statement.speaker.text, statement.accused.text) == ("relatives", "Soldiers")


def test_who_gives_a_toll_without_a_doer_says_nothing_of_who_did_it() -> None:
    marked = Marked("A bomb killed four fishermen in Rumonge, Burundi, police said.")
    marked.event("killed", place="Rumonge", teller="police", killed="four fishermen")
    assert marked.reading().statements == ()


def test_who_counts_the_dead_of_a_battle_accuses_nobody() -> None:
    for kind, told in (("Armed clash", 0), ("Attack", 1)):
        marked = Marked("Soldiers fought rebels in Rumonge, Burundi; relatives counted six bodies.")
        marked.event(
            "fought",
            kind,
            place="Rumonge",
            doer="Soldiers",
            teller="relatives",
            killed="six bodies",
        )
        assert len(marked.reading().statements) == told


def test_a_doer_named_in_another_sentence_is_not_what_a_teller_says() -> None:
    text = "Four fishermen were killed in Rumonge, Burundi, police said. Soldiers had come at dawn."
    marked = Marked(text)
    marked.event("killed", place="Rumonge", teller="police", doer="Soldiers")
    assert marked.reading().statements == ()


@pytest.mark.parametrize(
    ("doer", "teller", "sure"),
    [
        ("Gunmen", "relatives", 0.97),
        ("Attackers", "relatives", 0.97),
        ("Soldiers", "the army of Burundi", 0.97),
        ("Soldiers", "relatives", 0.6),
    ],
)
def test_who_tells_of_nobody_or_of_his_own_or_may_not_tell_alleges_nothing(
    doer: str, teller: str, sure: float
) -> None:
    marked = Marked(f"{doer} killed four fishermen in Rumonge, Burundi, {teller} told a radio.")
    marked.event("killed", place="Rumonge", doer=doer, teller=marked.words(teller, sure))
    assert marked.reading().statements == ()


def test_a_claim_is_about_the_event_that_no_others_are_named_for() -> None:
    text = (
        "Gunmen shot two men in Mangu, Nigeria, on Tuesday. Boko Haram burned huts in Daffo, "
        "Nigeria, on Monday. The Ansaru group claimed the attack."
    )
    for others, claimed in ((("Boko Haram",), "Mangu"), ((), "Daffo")):
        marked = Marked(text)
        shot = marked.event("shot", place="Mangu", day="Tuesday", doer="Gunmen")
        burned = marked.event("burned", place="Daffo", day="Monday", doer=others)
        about = [marked.words("shot", 0.8), marked.words("burned", 0.9)]
        assert shot.words.sure == burned.words.sure
        marked.statement("claimed", "claim", speaker="The Ansaru group", about=about)
        reading = marked.reading()
        (statement,) = reading.statements
        (event,) = (one for one in reading.events if one.key in statement.events)
        assert event.where[0].said and event.where[0].said.text == claimed


def test_of_two_events_the_one_is_meant_whose_words_are_surely_an_events() -> None:
    marked = Marked(TWO)
    faint = marked.words("burned", 0.46)
    marked.event(faint, "Looting/property destruction", place="Daffo", day="Monday")
    marked.event("shot", place="Mangu", day="Tuesday", doer="Soldiers")
    about = [marked.words("burned", 0.9), marked.words("shot", 0.85)]
    marked.statement("accused", "allegation", speaker="Relatives", about=about)
    reading = marked.reading()
    shooting = next(one for one in reading.events if one.sub_event_types[0] == "Attack")
    assert [one.events for one in reading.statements] == [(shooting.key,)]


def test_who_accuses_somebody_claims_nothing() -> None:
    marked = Marked("Rebels shot two men in Mangu, Nigeria. Ministers ordered raids on the rebels.")
    marked.event("shot", place="Mangu", doer="Rebels")
    marked.statement(
        "ordered", "claim", speaker="Ministers", accused=marked.words("the rebels"), about="shot"
    )
    reading = marked.reading()
    assert reading.statements == ()
    assert any("claim of responsibility by “Ministers”" in note for note in reading.notes)


def test_nobody_asks_himself() -> None:
    text = (
        "Gunmen killed four farmers in Konduga, Nigeria. Amina Bello said that the Council should "
        "urge the Tribunal to look into it."
    )
    for faint, speaker, addressee in (
        (0.4, "Amina Bello", "the Council"),
        (0.2, "the Council", ""),
    ):
        marked = Marked(text)
        event = marked.event("killed", place="Konduga")
        council = marked.words("the Council", 0.8)
        more = {"faint_speaker": marked.words("Amina Bello", faint)} if faint >= 0.3 else {}
        marked.statement(
            "urge",
            "request",
            speaker="the Council",
            addressee=council,
            investigator="the Tribunal",
            about=[event.words],
            **more,
        )
        (statement,) = marked.reading().statements
        assert statement.speaker and statement.speaker.text == speaker
        assert not addressee or (statement.addressee and statement.addressee.text == addressee)
        assert statement.investigator and statement.investigator.text == "the Tribunal"


def test_a_doer_has_the_words_of_who_accuses_it() -> None:
    """The tagger's own words for a doer run on now and then."""
    marked = Marked(
        "A strike killed 70 people in Khan Sheikhoun, Syria. Rebels accuse government forces of "
        "striking the town. Others blame government."
    )
    long = marked.words("government forces of striking", detail="accused")
    event = marked.event("strike", "Air/drone strike", doer=long, place="Khan Sheikhoun")
    accused = marked.words("government forces")
    marked.statement("accuse", "allegation", speaker="Rebels", accused=accused, about=[event.words])
    (told,) = marked.reading().events
    assert [one.said.text for one in told.perpetrators if one.said] == ["government forces"]
    assert told.perpetrators[0].attribution is Attribution.ACCUSED
