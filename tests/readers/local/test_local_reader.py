"""The reader ``local``: what stands, what statements are about, what is noted."""

from __future__ import annotations

from typing import Any

import pytest
from marked import Marked

from extractor.reading import Reading
from extractor.records import EventRecord
from extractor.records.schema import validate_event

SHOT = "Gunmen killed four farmers in Konduga, Nigeria, on Tuesday."


def shot(text: str = SHOT, **about: Any) -> Marked:
    """An article on four farmers killed; words marked as surely as ``about`` says."""
    marked = Marked(text)
    roles = {"doer": "Gunmen", "killed": "four farmers", "place": "Konduga", "day": "Tuesday"}
    marked.event(about.pop("words", "killed"), **{**roles, **about})
    return marked


def test_an_event_without_a_place_is_noted_and_left_out() -> None:
    marked = Marked("Gunmen killed four farmers.")
    marked.event("killed", killed="four farmers")
    reading = marked.reading()
    assert reading.events == ()
    assert reading.notes == ("not coded: “killed” (Attack; no place is told)",)
    assert marked.outcome().warnings == list(reading.notes)


def test_words_that_turn_out_to_be_no_event_are_noted() -> None:
    marked = shot(f"{SHOT} The minister opened a war\nmuseum. A match was a battle.")
    marked.event("war\nmuseum", real=0.2, place="Nigeria")
    marked.event(marked.words("battle", 0.3), real=0.2)  # looked at, and never likely
    reading = marked.reading()
    assert len(reading.events) == 1
    assert reading.notes == ("not coded: “war museum” (read as no event in scope)",)


def test_unsure_words_stand_where_the_tagger_is_sure_of_what_they_tell() -> None:
    marked = Marked(SHOT)
    unsure, doubtful = marked.words("killed", 0.3), marked.words("Konduga", 0.79)
    assert len(shot(words=unsure).reading().events) == 1
    assert len(shot(words=unsure, killed=()).reading().events) == 1  # its day is enough
    assert len(shot(words=unsure, day=()).reading().events) == 1  # so is a number
    assert shot(words=unsure, day=(), killed=()).reading().events == ()
    assert shot(words=unsure, place=doubtful).reading().events == ()
    assert shot(words=unsure, real=0.89).reading().events == ()
    assert len(shot(place=doubtful, day=(), killed=(), real=0.6).reading().events) == 1


def test_unsure_words_stand_in_any_language() -> None:
    for day, told in ((("7 мая",), 1), ((), 0)):
        marked = Marked("7 мая в Херсоне убиты двое.")
        marked.event(marked.words("убиты", 0.3), place="Херсоне", day=day)
        assert len(marked.reading().events) == told


def test_unsure_words_stand_where_their_type_is_likely_or_somebody_is_harmed() -> None:
    marked = Marked(SHOT)
    faint, unclear, clear = (marked.words("killed", sure) for sure in (0.3, 0.74, 0.75))
    for words in (faint, unclear):
        assert len(shot(words=words, kind_sure=0.5, killed=()).reading().events) == 1
        assert len(shot(words=words, kind_sure=0.4).reading().events) == 1
        assert shot(words=words, kind_sure=0.4, killed=()).reading().events == ()
    assert len(shot(words=clear, kind_sure=0.4, killed=()).reading().events) == 1


def test_likely_words_without_a_likely_type_are_noted() -> None:
    reading = shot(words=Marked(SHOT).words("killed", 0.6), kind_sure=0.4, killed=()).reading()
    (note,) = reading.notes
    assert note.startswith("not coded: “killed” (of no type that is likely enough, and without")
    assert shot(words=Marked(SHOT).words("killed", 0.2), real=0.6, kind_sure=0.4).reading() == (
        Reading((), (), ())
    )


def test_unsure_words_of_which_somebody_speaks_stand_if_somebody_is_harmed() -> None:
    for dead, count in ((("four farmers",), 1), ((), 0)):
        marked = Marked("Gunmen killed four farmers in Konduga, Nigeria. The army denied it.")
        words = marked.words("killed", 0.3)
        event = marked.event(words, place="Konduga", killed=dead, real=0.6)
        assert marked.reading().events == ()
        marked.statement("denied", "denial", speaker="The army", about=[event.words])
        assert len(marked.reading().events) == count


def test_an_article_that_hardly_tells_of_an_event_tells_only_of_what_somebody_denies() -> None:
    marked = Marked("Gunmen killed four farmers in Konduga, Nigeria. The army denied it. It left.")
    marked.tells = 0.21
    event = marked.event("killed", place="Konduga")
    assert marked.reading().events == ()
    assert any("“killed” (the article as a whole" in note for note in marked.reading().notes)
    marked.statement("denied", "denial", speaker="The army", about=[event.words])
    assert len(marked.reading().events) == 1
    marked.tells = 0.19
    assert marked.reading().events == ()


def test_what_is_surely_told_in_all_stands_in_an_article_that_hardly_tells_of_an_event() -> None:
    text = "Gunmen killed four farmers in Konduga, Nigeria, on Monday. It rained. They left."
    roles = {"doer": "Gunmen", "killed": "four farmers", "place": "Konduga", "day": "on Monday"}
    for without in ("", *roles):
        marked = Marked(text)
        marked.tells = 0.21
        marked.event("killed", **{role: words for role, words in roles.items() if role != without})
        assert len(marked.reading().events) == (not without), without
        marked.tells = 0.19
        assert marked.reading().events == ()


def test_where_nobody_armed_acts_or_speaks_a_denial_makes_an_accident_no_event() -> None:
    marked = Marked("A wall killed four men in Konduga, Nigeria. The owner denied it. He left.")
    marked.tells = 0.4
    event = marked.event("killed", place="Konduga")
    marked.statement("denied", "denial", speaker="The owner", about=[event.words])
    assert marked.reading().events == ()
    armed = Marked("A bomb killed four men in Konduga, Nigeria. The owner denied it. He left.")
    armed.tells = 0.4
    event = armed.event("killed", place="Konduga", weapon="A bomb")
    armed.statement("denied", "denial", speaker="The owner", about=[event.words])
    assert len(armed.reading().events) == 1


def test_who_is_arrested_arrests_nobody() -> None:
    marked = Marked("Ten activists were arrested in Harare, Zimbabwe, on Monday.")
    marked.event("arrested", "Arrests", target="Ten activists", place="Harare", day="Monday")
    (event,) = marked.reading().events
    assert event.perpetrators == ()
    assert [party.said.text for party in event.targets if party.said] == ["Ten activists"]


def test_what_the_tagger_is_sure_of_stands_as_it_is_marked() -> None:
    marked = Marked(SHOT.replace("Tuesday", "Tuesday, a Monday"))
    dead = marked.words("farmers", 0.95)
    marked.event("killed", doer="Nigeria", place="Nigeria", killed=dead, day="Monday")
    (event,) = marked.reading().events
    assert [when.said.text for when in event.when if when.said] == ["Monday"]
    assert [party.said.text for party in event.perpetrators if party.said] == ["Nigeria"]
    assert event.where[0].name == "Nigeria"
    assert [toll.said.text for toll in event.tolls if toll.said] == ["farmers"]


def test_a_likely_second_type_is_named_and_an_unlikely_one_is_not() -> None:
    marked = shot(kind_sure=0.97, or_kind=[("Armed clash", 0.2), ("Arrests", 0.1)])
    (event,) = marked.reading().events
    assert event.sub_event_types == ("Attack", "Armed clash")


TWO = (
    "Gunmen killed four farmers in Konduga, Nigeria, on Tuesday. A bomb in Mubi hurt six on "
    "Monday. Police blamed Boko Haram for the killing. The group denied it."
)


def two_events() -> Marked:
    marked = shot(TWO)
    kind = "Remote explosive/landmine/IED"
    marked.event("bomb", kind, injured="six", place="Mubi", day="Monday")
    return marked


def test_a_statement_is_about_the_event_whose_words_it_is_tied_to() -> None:
    for words, number in (("killed", 0), ("bomb", 1)):
        marked = two_events()
        marked.statement("denied", "denial", speaker="The group", about=words)
        reading = marked.reading()
        (statement,) = reading.statements
        assert statement.events == (reading.events[number].key,)
        assert statement.speaker and statement.speaker.text == "The group"


def test_a_statement_tied_to_a_telling_is_about_the_event_it_is_part_of() -> None:
    text = f"{SHOT} The raid was an outrage. A mine hurt six in Mubi. A group has claimed it."
    for apart in (True, False):  # told apart by the tagger, or known to be other words of it
        marked = shot(text, **({} if apart else {"same": ["raid", "outrage"]}))
        if apart:
            marked.event("raid", same="outrage")
        marked.event("mine", "Remote explosive/landmine/IED", injured="six", place="Mubi")
        marked.statement("claimed", "claim", speaker="A group", about="outrage")
        reading = marked.reading()
        assert [event.where[0].name for event in reading.events] == ["Konduga", "Mubi"]
        (statement,) = reading.statements
        assert statement.kind.value == "claim_of_responsibility"
        assert statement.events == (reading.events[0].key,)


def test_a_statement_tied_to_nothing_is_about_the_nearest_event() -> None:
    marked = two_events()
    marked.statement("denied", "denial", speaker="The group")
    marked.statement("blamed", "none", speaker="Police")  # no statement after all
    reading = marked.reading()
    assert [one.events for one in reading.statements] == [(reading.events[1].key,)]


def test_a_statement_in_the_dateline_does_not_lose_the_article() -> None:
    marked = shot(f"MAIDUGURI, Nigeria, May 9 (Reuters) - {SHOT}")
    marked.statement("Reuters", "allegation", speaker="Reuters")
    outcome = marked.outcome()
    assert outcome.error is None
    assert len(outcome.events) == 1


def test_without_an_event_no_statement_is_kept() -> None:
    marked = Marked("Boko Haram denied everything.")
    marked.statement("denied", "denial", speaker="Boko Haram")
    assert marked.reading().statements == ()


def spanish() -> Marked:
    marked = Marked(
        "Hombres armados mataron a tres campesinos el martes en Tibú, Norte de Santander, "
        "Colombia. La policía acusó al ELN del ataque."
    )
    marked.event("mataron", doer="Hombres armados", target="tres campesinos", day="el martes",
                 killed="tres campesinos", place="Tibú", same="ataque",
                 in_=["Norte de Santander", "Colombia"])  # fmt: skip
    marked.statement("acusó", "allegation", speaker="La policía", accused="ELN", about="ataque")
    return marked


def russian() -> Marked:
    marked = Marked(
        "В результате обстрела Херсона 7 мая погибли два человека, ещё пятеро ранены, сообщил "
        "глава области. Российские военные обвинения отрицают."
    )
    marked.event("обстрела", "Shelling/artillery/missile attack", doer="Российские военные",
                 place="Херсона", day="7 мая", killed="два человека", injured="пятеро",
                 teller="глава области")  # fmt: skip
    marked.statement("отрицают", "denial", speaker="Российские военные", about="обстрела")
    return marked


def arabic() -> Marked:
    marked = Marked(
        "قتل أربعة مدنيين في قصف على مدينة إدلب شمال غربي سوريا يوم الثلاثاء. "
        "وأصيب تسعة آخرون بجروح."
    )
    marked.event("قصف", "Shelling/artillery/missile attack", target="أربعة مدنيين",
                 killed="أربعة مدنيين", injured="تسعة آخرون", place="إدلب", in_="سوريا",
                 day="يوم الثلاثاء")  # fmt: skip
    return marked


def chinese() -> Marked:
    marked = Marked(
        "周二，武装分子在阿富汗喀布尔袭击一座检查站，造成三名警察死亡。塔利班宣称对此负责。"
    )
    marked.event("袭击", "Armed clash", doer="武装分子", target="警察", killed="三名警察",
                 place="喀布尔", in_="阿富汗", day="周二", hit="检查站")  # fmt: skip
    marked.statement("宣称对此负责", "claim", speaker="塔利班", about="袭击")
    return marked


@pytest.mark.parametrize(
    ("marked", "place", "country", "dead", "hurt", "said"),
    [
        (spanish(), "Tibú", "Colombia", 3, None, ["La policía"]),
        (russian(), "Kherson", "Ukraine", 2, 5, ["Российские военные"]),
        (arabic(), "Idlib", "Syria", 4, 9, []),
        (chinese(), "Kabul", "Afghanistan", 3, None, ["塔利班"]),
    ],
    ids=["es", "ru", "ar", "zh"],
)
def test_an_article_in_another_language_becomes_a_valid_record(
    marked: Marked, place: str, country: str, dead: int, hurt: int | None, said: list[str]
) -> None:
    outcome = marked.outcome()
    assert outcome.error is None
    (record,) = outcome.events
    validate_event(record.model_dump(mode="json"))
    assert record.date and record.date.start and record.date.start.isoformat() == "2024-05-07"
    assert record.location
    assert (record.location.name, record.location.country) == (place, country)
    tolls = record.casualties
    assert [toll and toll.coded for toll in (tolls.killed, tolls.injured)] == [dead, hurt]
    statements = (*record.allegations, *record.denials, *record.claims_of_responsibility)
    assert [one.speaker for one in statements] == said
    evidence = all_evidence(record)
    assert len(evidence) >= 5
    text = marked.article.text
    assert all(text[one["start"] : one["end"]] == one["text"] for one in evidence)


def all_evidence(record: EventRecord) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def look(part: Any) -> None:
        if isinstance(part, dict):
            found.extend(part.get("evidence") or ())
            for inner in part.values():
                look(inner)
        elif isinstance(part, list):
            for inner in part:
                look(inner)

    look(record.model_dump(mode="json"))
    return found
