"""Lessons of reviewed records where values are coded: by rule, and never against the text."""

from __future__ import annotations

from typing import Any

import pytest
from fake_model import PUBLISHED, FakeModel
from readings import event_in
from record_replies import day, event, party, place, reply

from extractor.analysis import Analysis
from extractor.codebook.actors import ActorKind
from extractor.coding.events import Provenance, code_reading
from extractor.lessons.lesson import ActorLesson, Lessons, Origin, PlaceLesson
from extractor.pipeline import Extractor
from extractor.readers.options import ReaderOptions
from extractor.reading import Reading, Tokens
from extractor.records import EventRecord
from extractor.text.article import Article

ORIGIN = Origin(3, ("a", "b", "c"))
FRONT = ActorLesson(
    *("Qolvani Front", "Qolvani Liberation Front", ActorKind.POLITICAL_MILITIA, ("Nigeria",)),
    origin=ORIGIN,
)
KOWA = PlaceLesson("Kowa", "Nigeria", "Kowa", 12.3, 4.1, 1, "Kebbi", origin=ORIGIN)
LESSONS = Lessons((FRONT,), (KOWA,), name="lessons.toml", digest="0123456789ab")
RAID = "Qolvani Front fighters shot dead four farmers in Kowa, Nigeria, on Tuesday."


def coded(text: str = RAID, lessons: Lessons = LESSONS, **told: Any) -> EventRecord:
    """The record of a reply of a model that reads everything at once."""
    given: dict[str, Any] = {
        "places": [place("Kowa", country="Nigeria")],
        "parties": [party("perpetrator", "Qolvani Front fighters", kind="Rebel group")],
        "days": [day("Tuesday", "2024-05-07")],
    }
    answer = reply(event([1], words="shot dead", **(given | told)))
    model = FakeModel(lambda _: answer)
    options = ReaderOptions(lessons=lessons)
    outcome = Extractor(model, reader=options).process(Article(text, published=PUBLISHED))
    assert outcome.error is None, outcome.error
    (record,) = outcome.events
    return record


def warned(record: EventRecord, *words: str) -> bool:
    return any(all(one in warning for one in words) for warning in record.extraction.warnings)


def test_a_lesson_names_actor_and_place_and_says_so() -> None:
    record = coded()
    actor = record.perpetrators[0]
    assert (actor.name, actor.kind) == ("Qolvani Liberation Front", ActorKind.POLITICAL_MILITIA)
    assert actor.text == "Qolvani Front fighters"
    assert record.location
    assert (record.location.admin1, record.location.latitude) == ("Kebbi", 12.3)
    assert record.location.region and record.location.region.value == "Western Africa"
    assert record.location.evidence[0].text == "Kowa"
    assert record.checked
    assert (record.checked.perpetrators, record.checked.location) == ("rule", "rule")
    assert warned(record, "by a lesson (lessons.toml, decided so 3 times)", "without it")
    assert not warned(record, "not in the gazetteer")
    assert record.extraction.prompt_version.endswith(", lessons 0123456789ab")
    assert record.to_acled().actor1 == "Qolvani Liberation Front"


def test_without_lessons_nothing_is_other_than_before() -> None:
    record = coded(lessons=Lessons())
    assert record.perpetrators[0].name == "Qolvani Front"
    assert "lessons" not in record.extraction.prompt_version


def test_a_place_near_the_lesson_s_is_not_exact() -> None:
    record = coded(places=[place("Kowa", country="Nigeria", relation="near")])
    assert record.location and record.location.precision == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # The article names another country.
        (RAID.replace("Nigeria", "Niger"), {"places": [place("Kowa", country="Niger")]}),
        # It names another unit beside the place.
        (RAID.replace("Kowa, Nigeria", "Kowa, Borno state, Nigeria"), {}),
        # The unit that the reader gives stands elsewhere in the article.
        (
            f"{RAID} Borno has seen such raids.",
            {"places": [place("Kowa", admin1="Borno", country="Nigeria")]},
        ),
    ],
)
def test_a_lesson_of_a_place_gives_way_to_what_the_article_says(
    text: str, told: dict[str, Any]
) -> None:
    record = coded(text, **told)
    assert record.location and record.location.latitude != 12.3
    assert not warned(record, "place", "by a lesson")


def test_a_country_that_nobody_names_does_not_keep_the_lesson_s_away() -> None:
    text = "Gunmen shot dead four farmers in Kowa on Tuesday, Nigerian police said."
    record = coded(text, parties=[], places=[place("Kowa", country="Niger")])
    assert record.location and record.location.country == "Nigeria"


def test_an_actor_of_another_country_is_not_the_lesson_s() -> None:
    text = RAID.replace("Nigeria", "Mali")
    record = coded(text, places=[place("Kowa", country="Mali")])
    assert record.perpetrators[0].name == "Qolvani Front"


def test_a_value_that_is_the_lesson_s_anyhow_has_no_note() -> None:
    same = ActorLesson(
        "Boko Haram",
        "Boko Haram - Jamaatu Ahli is-Sunnah lid-Dawati wal-Jihad",
        ActorKind.REBEL_GROUP,
        ("Nigeria",),
    )
    text = RAID.replace("Qolvani Front fighters", "Boko Haram")
    record = coded(
        text,
        Lessons((same,), digest="1"),
        parties=[party("perpetrator", "Boko Haram", "Boko Haram", kind="Rebel group")],
    )
    assert not warned(record, "by a lesson")
    assert record.checked and record.checked.perpetrators == "both"


def test_lessons_hold_for_words_of_which_nothing_is_said() -> None:
    article = Article(RAID, published=PUBLISHED)
    told = event_in(
        article, what="shot dead", place="Kowa", perpetrators=("Qolvani Front fighters",)
    )
    provenance = Provenance("0", "m", "local", "1", Tokens())
    (record,) = code_reading(Analysis(article, LESSONS), Reading((told,)), provenance)
    assert record.perpetrators[0].name == "Qolvani Liberation Front"
    assert record.location and record.location.latitude == 12.3
    assert warned(record, "perpetrator: “Qolvani Front”", "by a lesson")
