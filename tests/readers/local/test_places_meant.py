"""Words marked as a place, weighed with the article's other places."""

from __future__ import annotations

import pytest
from marked import Marked

from extractor.analysis import Analysis
from extractor.readers.local.meaning import placed
from extractor.reading import Match, Relation, Said, Where
from extractor.text.article import Article


def where(text: str, words: str) -> Where:
    article = Article(text)
    start = text.rindex(words)
    span = article.span(start, start + len(words))
    return placed(Analysis(article), Said(words, span, Match.EXACT), Relation.IN)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (
            "The police of Huntington and of Parkersburg in West Virginia said that two Americans "
            "were shot by the men on Monday in Charleston.",
            "West Virginia",
        ),
        (
            "The police of Savannah said that two Americans of Columbia and Greenville in South "
            "Carolina were shot by the men on Monday in Charleston.",
            "South Carolina",
        ),
    ],
)
def test_a_name_means_what_the_other_places_of_the_article_make_of_it(text: str, unit: str) -> None:
    assert where(text, "Charleston").admin1 == unit


@pytest.mark.parametrize(
    ("head", "name", "country"),
    [
        ("BEIRUT (EFE).- ", "Beirut", "Lebanon"),
        ("Beirut - ", "Beirut", "Lebanon"),
        ("", "Qasqas", None),
    ],
)
def test_a_part_of_a_town_that_is_not_told_is_in_the_town_a_report_was_filed_from(
    head: str, name: str, country: str | None
) -> None:
    marked = Marked(
        f"{head}Un cohete cayó este lunes en el barrio de Qasqas y mató a dos personas."
    )
    marked.event("cayó", "Shelling/artillery/missile attack", place="Qasqas", killed="dos personas")
    (place,) = marked.reading().events[0].where
    assert place.said and place.said.text == "barrio de Qasqas"
    assert (place.name or "").endswith(name)
    assert place.country == country


def test_a_known_place_is_no_part_of_the_town_a_report_was_filed_from() -> None:
    marked = Marked("BEIRUT.- Un cohete cayó este lunes en el mercado de Haifa, en Israel.")
    marked.event("cayó", "Shelling/artillery/missile attack", place="Haifa", in_="Israel")
    (place,) = marked.reading().events[0].where
    assert place.name == "Haifa"


COLOMBIA = (
    "Colombia's army killed four rebels in Cauca on Monday, the Colombian ministry said. Bogota, "
    "Cali and Medellin are quiet.\n\n"
)


@pytest.mark.parametrize(
    ("paragraph", "country"),
    [
        ("In Mali gunmen killed six people in Wombadara on Tuesday.", "Mali"),
        ("Gunmen killed six people in Wombadara on Tuesday.", "Colombia"),
        ("A Colombian on his way to Mali was killed in Wombadara on Tuesday.", "Colombia"),
    ],
)
def test_an_unknown_place_is_in_the_country_that_its_paragraph_is_about(
    paragraph: str, country: str
) -> None:
    assert where(COLOMBIA + paragraph, "Wombadara").country == country


@pytest.mark.parametrize(("hit", "place"), [("سرمين", "سرمين"), ("براميل", ""), ("سوريا", "")])
def test_a_known_place_that_was_hit_is_where_it_was(hit: str, place: str) -> None:
    marked = Marked(f"ألقت مروحيات براميل متفجرة على {hit} يوم الأحد.")
    marked.event("ألقت", "Air/drone strike", day="يوم الأحد", hit=hit)
    assert [one.said.text for one in marked.told().where if one.said] == ([place] if place else [])


@pytest.mark.parametrize(
    ("text", "river"),
    [
        ("Au Mali, un bateau a été attaqué lundi sur le fleuve Niger.", "fleuve Niger"),
        ("In Mali, gunmen attacked a boat on the Niger River on Monday.", "Niger River"),
    ],
)
def test_a_river_called_like_a_country_is_not_that_country(text: str, river: str) -> None:
    marked = Marked(text)
    word = "attaqué" if "attaqué" in text else "attacked"
    marked.event(word, place="Niger", day="lundi" if "lundi" in text else "Monday")
    (event,) = marked.reading().events
    assert [(where.name, where.country) for where in event.where] == [(river, "Mali")]


def test_a_street_is_no_village_that_sounds_like_its_last_word() -> None:
    marked = Marked("In Leipzig in Deutschland warfen Vermummte am Montag Steine auf Läden.")
    said = Said("Wolfgang-Heinze-Straße")
    assert placed(Analysis(marked.article), said, Relation.IN).name == "Wolfgang-Heinze-Straße"
