"""What code sees in an article: its days, places and groups, each where it stands."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.analysis import Analysis
from extractor.dates.said import DaysSaid, days_said
from extractor.text.article import Article, Block

WIRE = (
    "ABUJA, May 8 (AP) - Gunmen shot dead four farmers in Konduga on Tuesday, in the north of "
    "Nigeria. Police blamed Boko Haram. Two women were kidnapped in Kano."
)


FRIDAY = date(2024, 5, 3)


def analysis(text: str, published: str | None = "2024-05-10") -> Analysis:
    return Analysis(Article(text, published=published))  # type: ignore[arg-type]


def test_everything_found_stands_in_the_text_where_it_says() -> None:
    seen = analysis(WIRE)
    spans = [*seen.groups, *(place.span for place in seen.places if place.span)]
    assert {"Boko Haram", "Konduga", "Nigeria", "Kano"} <= {span.text for span in spans}
    assert all(WIRE[span.start : span.end] == span.text for span in spans)


def test_days_count_from_the_day_the_report_was_filed() -> None:
    seen = analysis("ABUJA, May 7 (AP) - Gunmen shot dead four of the farmers on Friday.")
    assert seen.filed == date(2024, 5, 7)
    assert days_said("Friday", seen.filed_at(30)) == DaysSaid(FRIDAY, FRIDAY, False)


def test_days_in_a_live_blog_count_from_the_day_of_their_entry() -> None:
    entry = "Gunmen shot dead four farmers on Tuesday.\n\n"
    blocks = (Block(0, date(2024, 5, 10)), Block(len(entry), date(2024, 5, 3)))
    seen = Analysis(Article(entry * 2, blocks=blocks))
    assert seen.filed_at(5) == date(2024, 5, 10)
    assert seen.filed_at(len(entry) + 5) == date(2024, 5, 3)
    assert seen.filed is None


def test_a_dateline_with_a_year_stands_in_for_the_day_of_publication() -> None:
    seen = analysis("LIMA, 20 Aug 88 (EFE) -- Gunmen shot dead four farmers on Friday.", None)
    assert seen.published == date(1988, 8, 20)


def test_what_is_given_goes_before_the_dateline() -> None:
    seen = analysis("LIMA, 20 Aug 88 (EFE) -- Gunmen shot dead four farmers.", "1988-08-22")
    assert seen.published == date(1988, 8, 22)


def test_without_any_day_dates_stay_unresolved() -> None:
    seen = analysis("Gunmen shot dead four of the farmers on Tuesday.", None)
    assert (seen.filed, seen.filed_at(30)) == (None, None)


def test_the_country_is_that_of_most_places() -> None:
    assert analysis(WIRE).country == "Nigeria"
    assert analysis("Nobody was there.").country is None


def test_what_lies_within_a_sentence_is_given_in_order() -> None:
    seen = analysis(WIRE)
    first = seen.article.sentences[0]
    inside = seen.within(seen.places, first)
    assert [place.name for place in inside] == ["Konduga", "Nigeria"]


def test_each_part_is_worked_out_once() -> None:
    seen = analysis(WIRE)
    assert seen.places is seen.places
    assert seen.groups is seen.groups


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300), st.sampled_from([None, "2024-05-10", "1900-01-01"]))
def test_any_text_can_be_looked_at(text: str, published: str | None) -> None:
    if not text.strip():
        return
    seen = analysis(text, published)
    spans = [*seen.groups, *(place.span for place in seen.places if place.span)]
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_a_name_that_only_a_place_abroad_has_is_left_out_without_another_sign_of_its_country() -> (
    None
):
    at_home = Analysis(
        Article(
            "BOGOTA, May 5 (EFE) - Colombian rebels attacked Minca near Santa Marta in Colombia.",
            published="2020-05-05",
        )
    )
    assert {place.country for place in at_home.places} == {"Colombia"}
    abroad = Analysis(
        Article("Colombian police arrested two men in Munich, Germany.", published="2020-05-05")
    )
    assert "Munich" in {place.name for place in abroad.places}


@pytest.mark.parametrize(
    "text, name, admin1, country, precision",
    [
        ("Gunmen raided the village of Kowa in Kaduna state.", "Kowa", "Kaduna", "Nigeria", 3),
        ("EL FASHER, Sudan - Shells hit the town of Tawila.", "Tawila", None, "Sudan", 3),
        ("They raided Kowa village, 12 km from Zaria.", "Kowa", "Kaduna", "Nigeria", 2),
        (
            "An air strike on Friday in Umm Sunut, North Darfur.",
            "Umm Sunut",
            "North Darfur",
            "Sudan",
            3,
        ),
    ],
)
def test_a_village_the_gazetteer_lacks_is_kept_by_name(
    text: str, name: str, admin1: str | None, country: str, precision: int
) -> None:
    unknown = [place for place in analysis(text).places if place.kind == "unknown"]
    told = [(p.name, p.admin1, p.country, p.precision, p.gazetteer_id) for p in unknown]
    assert told == [(name, admin1, country, precision, "")]


def test_a_name_is_not_a_place_abroad_that_only_sounds_like_it() -> None:
    text = "Gunmen stormed Zurmi and the village of Birane in Zamfara State, Nigeria, on Friday."
    assert [place.country for place in analysis(text).places] == ["Nigeria"] * 4


def test_an_area_of_a_country_named_otherwise_is_kept() -> None:
    text = (
        "U.S. envoys met in Bogota, Colombia. Gunmen killed three miners in the Amazon on Friday."
    )
    assert "Amazon" in {place.name for place in analysis(text).places}


def test_an_area_of_no_one_country_is_no_village_that_stands_alone() -> None:
    article = Article("Five soldiers were killed in North Waziristan, officials in Kabul said.")
    assert "North Waziristan" in [place.name for place in Analysis(article).places]
