"""When, where and how many: what is coded, from which words, and what a warning says."""

from __future__ import annotations

from datetime import date

import pytest
from fake_model import event_of
from readings import event_in

from extractor.analysis import Analysis
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.coding.values import event_date, event_location, event_toll, place_of
from extractor.reading import TollState
from extractor.records.parts import EventDate, Location, Toll
from extractor.text.article import Article


def dated(text: str, words: str | None, published: str | None = "2024-05-10") -> EventDate | None:
    article = Article(text, published=published)  # type: ignore[arg-type]
    return event_date(Analysis(article), event_in(article, date=words), [])


def located(text: str, words: str | None) -> tuple[Location | None, list[str]]:
    warnings: list[str] = []
    analysis = Analysis(Article(text, published=date(2024, 5, 10)))
    event = event_in(analysis.article, place=words)
    place = place_of(analysis, event, [])
    return event_location(analysis, event, place, warnings), warnings


def toll(text: str, *words: str, state: str = "killed") -> tuple[Toll | None, list[str]]:
    warnings: list[str] = []
    analysis = Analysis(Article(text, published=date(2024, 5, 10)))
    event = event_in(analysis.article, **{state: words})
    return event_toll(analysis, event, TollState(state), warnings), warnings


def test_a_weekday_is_the_last_one_before_publication() -> None:
    when = dated("Gunmen killed four farmers in Konduga on Tuesday.", "Tuesday")
    assert when is not None
    assert (when.start, when.end, when.precision) == (date(2024, 5, 7), date(2024, 5, 7), 1)
    assert [e.text for e in when.evidence] == ["Tuesday"]


def test_a_shorter_quote_gives_the_whole_date_of_the_text() -> None:
    when = dated("Gunmen killed four farmers in Konduga on Tuesday morning.", "Tuesday")
    assert when is not None and when.text == "Tuesday morning"


def test_no_words_for_the_day_give_the_week_up_to_the_report() -> None:
    when = dated("Gunmen killed four farmers in Konduga.", None)
    assert when is not None
    assert (when.start, when.end, when.precision) == (date(2024, 5, 4), date(2024, 5, 10), 2)
    assert (when.text, when.evidence) == (None, ())


def test_the_week_up_to_a_dateline_has_the_dateline_as_its_evidence() -> None:
    when = dated("KANO, May 8 (AP) - Gunmen killed four farmers in Konduga.", None)
    assert when is not None
    assert (when.end, when.precision, when.text) == (date(2024, 5, 8), 2, "May 8")


def test_without_a_day_of_publication_and_words_there_is_no_date() -> None:
    assert dated("Gunmen killed four farmers in Konduga.", None, published=None) is None


def test_a_whole_date_needs_no_day_of_publication() -> None:
    when = dated("Gunmen killed four farmers on 7 May 2024.", "7 May 2024", published=None)
    assert when is not None and when.start == date(2024, 5, 7)


def test_words_for_a_day_that_are_not_in_the_article_are_dropped_with_a_warning() -> None:
    warnings: list[str] = []
    article = Article("Gunmen killed four farmers in Konduga.", published=date(2024, 5, 10))
    event = event_in(article, date="last Sunday")
    when = event_date(Analysis(article), event, warnings)
    assert when is not None and when.precision == 2
    assert warnings[0] == "date “last Sunday” is not in the article; dropped"


def test_a_place_comes_with_all_the_gazetteer_knows() -> None:
    where, warnings = located("Gunmen killed four farmers in Konduga on Tuesday.", "Konduga")
    assert where is not None and warnings == []
    assert (where.name, where.admin1, where.country, where.iso) == (
        "Konduga",
        "Borno",
        "Nigeria",
        566,
    )
    assert (where.region, where.precision, where.text) == ("Western Africa", 1, "Konduga")
    assert where.latitude == pytest.approx(11.65, abs=0.1)


def test_of_a_quote_with_two_places_the_more_exact_is_taken() -> None:
    where, _ = located("A bomb exploded in Baghdad, Iraq, on Tuesday.", "Baghdad, Iraq")
    assert where is not None and (where.name, where.precision) == ("Baghdad", 1)


def test_a_country_alone_is_precision_three() -> None:
    where, _ = located("Gunmen killed four farmers in Nigeria on Tuesday.", "Nigeria")
    assert where is not None and (where.name, where.precision) == ("Nigeria", 3)


def test_a_place_no_gazetteer_has_keeps_its_words_and_nothing_else() -> None:
    where, warnings = located("Gunmen killed four farmers at Qxyzzplatz on Tuesday.", "Qxyzzplatz")
    assert where is not None
    assert (where.name, where.text, where.country, where.latitude) == (
        "Qxyzzplatz",
        "Qxyzzplatz",
        None,
        None,
    )
    assert any("gazetteer" in warning for warning in warnings)


def test_a_place_that_is_not_in_the_article_is_dropped_with_a_warning() -> None:
    warnings: list[str] = []
    analysis = Analysis(Article("Gunmen killed four farmers.", published=date(2024, 5, 10)))
    event = event_in(analysis.article, place="Timbuktu")
    assert place_of(analysis, event, warnings) is None
    assert warnings == ["place “Timbuktu” is not in the article; dropped"]


def test_a_place_known_only_from_the_dateline_is_precision_three() -> None:
    event = event_of("ABUJA, May 8 (AP) - Gunmen killed four of the farmers on Tuesday.")
    assert event.location is not None
    assert (event.location.name, event.location.precision) == ("Abuja", 3)
    assert any("dateline" in warning for warning in event.extraction.warnings)


@pytest.mark.parametrize("here", ["here", "in this city", "in the capital"])
def test_here_means_the_town_of_the_dateline(here: str) -> None:
    event = event_of(f"ABUJA, May 8 (AP) - Gunmen killed four of the farmers {here} on Tuesday.")
    assert event.location is not None
    assert (event.location.name, event.location.precision) == ("Abuja", 1)


def test_a_town_of_four_letters_in_capitals_is_known_in_a_dateline() -> None:
    event = event_of("KANO, May 8 (AP) - Gunmen killed four of the farmers here on Tuesday.")
    assert event.location is not None and event.location.name == "Kano"


def test_a_toll_is_counted_by_acled_s_convention_with_its_words() -> None:
    killed, _ = toll("At least four people were killed.", "At least four people were killed")
    assert killed is not None
    assert (killed.low, killed.high, killed.coded) == (4, None, 4)
    assert killed.evidence[0].text == killed.text


@pytest.mark.parametrize(
    ("words", "coded"),
    [
        ("Several people were killed", VAGUE_NUMBERS["several"]),
        ("Dozens of people were killed", VAGUE_NUMBERS["dozens"]),
        ("Hundreds of people were killed", VAGUE_NUMBERS["hundreds"]),
        ("Between 10 and 15 people were killed", 10),
        ("A dozen people were killed", 12),
    ],
)
def test_words_without_a_number_are_counted_as_the_codebook_says(words: str, coded: int) -> None:
    killed, _ = toll(f"{words} in Kano.", words)
    assert killed is not None and killed.coded == coded


def test_the_injured_do_not_count_among_the_killed() -> None:
    text = "Two people were killed and nine were wounded."
    killed, _ = toll(text, text)
    injured, _ = toll(text, text, state="injured")
    assert killed is not None and injured is not None
    assert (killed.coded, injured.coded) == (2, 9)


def test_the_lowest_of_tolls_that_differ_is_coded() -> None:
    text = "Police said that 12 people were killed. Doctors said that 15 people were killed."
    killed, _ = toll(text, "12 people were killed", "15 people were killed")
    assert killed is not None
    assert (killed.coded, killed.high) == (12, 15)
    assert [e.text for e in killed.evidence] == ["12 people were killed", "15 people were killed"]


def test_one_toll_quoted_twice_is_counted_once() -> None:
    killed, _ = toll("Four farmers were killed.", "Four farmers", "Four farmers were killed")
    assert killed is not None and killed.coded == 4


def test_words_for_a_toll_that_are_not_in_the_article_are_dropped() -> None:
    killed, warnings = toll("Four farmers were killed.", "ninety people")
    assert killed is None
    assert warnings == ["killed “ninety people” is not in the article; dropped"]


def test_words_that_count_nobody_give_no_toll() -> None:
    assert toll("The market was open.", "The market")[0] is None


def test_nothing_said_of_the_dead_is_null_and_nobody_killed_is_nought() -> None:
    silent = event_of("A bomb exploded at a market in Kano on Tuesday.")
    assert silent.casualties.killed is None
    spared = event_of("A bomb exploded at a market in Kano on Tuesday. There were no casualties.")
    assert spared.casualties.killed is not None
    assert (spared.casualties.killed.coded, spared.casualties.killed.high) == (0, 0)


def test_a_later_toll_that_says_more_adds() -> None:
    event = event_of(
        "A bomb exploded in Kano on Tuesday, killing four people. "
        "Another two people died in hospital in Kano."
    )
    assert event.casualties.killed is not None
    assert event.casualties.killed.coded == 6


def test_a_part_told_again_does_not_add() -> None:
    event = event_of(
        "A bomb exploded in Kano on Tuesday, killing four people. "
        "Two children were among those killed in the blast."
    )
    assert event.casualties.killed is not None
    assert event.casualties.killed.coded == 4


def test_an_unknown_village_has_the_point_of_what_it_lies_in() -> None:
    where, warnings = located("Gunmen raided the village of Kowa in Kaduna state.", "Kowa")
    assert where is not None and where.latitude is not None
    assert (where.name, where.admin1, where.iso, where.precision) == ("Kowa", "Kaduna", 566, 3)
    assert where.gazetteer_id is None
    assert warnings == ["place “Kowa” is not in the gazetteer; the point is that of Kaduna"]


def test_an_unknown_village_of_a_country_has_no_point() -> None:
    where, _ = located("EL FASHER, Sudan - Shells hit the town of Tawila.", "Tawila")
    assert where is not None
    assert (where.name, where.country, where.latitude, where.precision) == (
        "Tawila",
        "Sudan",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The assassination of Senator Luis Rojas in Bogota on 4 August shocked all.", 1),
        ("The assassination attempt on Senator Luis Rojas in Bogota on 4 August failed.", None),
        ("Luis Rojas escaped a murder attempt in Lima on Tuesday.", None),
        (
            "The assassination attempt on Senator Nicolás Rojas in Bogota on 4 August failed. "
            "Nicolas Rojas survived.",
            None,
        ),
    ],
)
def test_who_is_named_is_dead_only_of_a_killing_that_was_done(text: str, dead: int | None) -> None:
    event = event_of(text, {})
    assert (event.casualties.killed.coded if event.casualties.killed else None) == dead
    assert len(event.victims) == 1
