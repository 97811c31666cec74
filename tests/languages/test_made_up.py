"""A language nobody speaks, in a folder of its own: an article is read with it, no code changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from marked import Marked

from extractor import languages
from extractor.codebook.types import SubEventType
from extractor.dates.said import days_said
from extractor.lexicon.claims import find_claims
from extractor.lexicon.incidents import find_incidents
from extractor.lexicon.realis import Realis, realis
from extractor.lexicon.sport import is_sport
from extractor.numbers.tokens import guess_language
from extractor.text.language import languages_of
from extractor.text.sentences import split_sentences
from extractor.text.span import Span
from extractor.tolls.said import count_said

CODE = "qmu"  # ISO 639 keeps qaa to qtz for such
TABLES = {
    "language": "name\tMurtian\nscript\tLATIN\nnumbers\tten_and_unit\ncountry_endings\t2\n",
    "numbers": "2\tduo\n3\ttirzu\n7\tmurti|murtin\n10\tdeku\nx100\tsentum\n",
    "at_least": "before\tminimaz\n",
    "joins": "and\tqai\n",
    "persons": "many\t*oj\n",
    "calendar": "weekday\t1\tmardulo\nweekday\t4\tvendrulo\nmonth\t5\tmaiulo\n",
    "day_words": "day\t-1\thieraz\nlast\t\tlastazi\nunit\tweek\tsemainulo\nending\t2\n",
    "country_names": "NG\tNigerizalo\nML\tMalizalo\n",
    "country_words": "NG\tnigerizk*\n",
    "actor_words": "armed men\tvaparoj|vaparoz\nfarmers\tfarmuloj\npolice\tpolizulo\nof\tdez\n",
    "group_names": "JNIM: Group for Support of Islam and Muslims\tGrupulo Zin*\n",
    "place_kinds": "town\tvilazulo|vilazulo dez\n",
    "place_endings": "az\t-\n",
    "common_words": "lazu enzu dez kaj mortiziz vaparoj vilazulo lastazi diris\n",
    "incidents": "@kill\tmortiz\\w*\nAttack\t3\t{kill}\n",
    "realis": "negated/before\t3\tnezi\n",
    "scope": "accident\t3\takzidentulo\n",
    "abbreviations": "vz|Gnl\n",
    "sport": "golz|golzor*|matzo|arbitruz\n",
    "claims": "denial\t3\tneiz\\w*\n",
}
TEXT = (
    "Vaparoj mortiziz minimaz tirzu sentum murti farmuloj enzu lazu vilazulo Kondugaz, Nigerizaloz,"
    " lazu mardulon. Lazu polizulo diris."
)


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[None]:
    """The language is there."""
    (tmp_path / CODE).mkdir()
    for name, text in TABLES.items():
        (tmp_path / CODE / f"{name}.tsv").write_text(text, encoding="utf-8")
    with languages.reading_from(tmp_path):
        yield


def marked() -> Marked:
    """The article with the words marked that a tagger marks."""
    article = Marked(TEXT)
    article.event(
        "mortiziz",
        doer="Vaparoj",
        killed="minimaz tirzu sentum murti farmuloj",
        place="Kondugaz",
        in_="Nigerizaloz",
        day="mardulon",
    )
    return article


@pytest.mark.usefixtures("spoken")
def test_an_article_in_it_becomes_a_record() -> None:
    (event,) = marked().reading().events
    assert event.when[0].first == date(2024, 5, 7)  # the Tuesday before the 10th
    assert [(toll.low, toll.high) for toll in event.tolls] == [(307, None)]
    assert (event.where[0].name, event.where[0].country) == ("Konduga", "Nigeria")
    (record,) = marked().outcome().events
    assert record.actors[0].name == "Unidentified Armed Group (Nigeria)"
    assert record.location.country == "Nigeria"
    assert record.sub_event_type == "Attack"


def test_without_its_folder_the_same_words_mean_nothing() -> None:
    (event,) = marked().reading().events
    assert event.when[0].first is None
    assert event.tolls[0].low == 1  # words that nobody knows are somebody
    assert event.where[0].country is None


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("murti farmuloj", 7, 7),
        ("minimaz duo", 2, None),
        ("deku tirzu vaparoj", 13, 13),
        ("duo farmuloj qai tirzu vaparoj", 5, 5),
    ],
)
def test_its_numbers_are_counted(words: str, low: int, high: int | None) -> None:
    said = count_said(words)
    assert said is not None and (said.low, said.high) == (low, high)
    assert guess_language(words) == CODE


@pytest.mark.usefixtures("spoken")
def test_its_days_are_told() -> None:
    friday = date(2024, 5, 10)
    for words, first, last in (
        ("hieraz", date(2024, 5, 9), date(2024, 5, 9)),
        ("7 maiulo", date(2024, 5, 7), date(2024, 5, 7)),
        ("lastazi semainulo", date(2024, 4, 29), date(2024, 5, 5)),
    ):
        days = days_said(words, friday)
        assert days is not None and (days.first, days.last) == (first, last), words


@pytest.mark.usefixtures("spoken")
def test_its_lexicon_finds_incidents_and_its_texts_are_told() -> None:
    assert languages_of(TEXT) == (CODE,)
    (found,) = find_incidents(TEXT)
    assert (found.span.text, found.sub_event_type) == ("mortiziz", SubEventType.ATTACK)
    text = "Lazu vaparoj nezi mortiziz. Lazu polizulo neizis."
    start = text.index("mortiziz")
    words = Span(start, start + 8, "mortiziz")
    assert realis(text, words, Span(0, 27, text[:27])) is Realis.NEGATED
    assert [claim.span.text for claim in find_claims(text)] == ["neizis"]


@pytest.mark.usefixtures("spoken")
def test_a_sentence_goes_on_behind_its_abbreviations() -> None:
    text = "Gnl. Kovo diris. Vaparoj vz. Polizulo."
    assert [one.text for one in split_sentences(text)] == [
        "Gnl. Kovo diris.",
        "Vaparoj vz. Polizulo.",
    ]


@pytest.mark.usefixtures("spoken")
def test_its_sports_pages_are_known() -> None:
    assert is_sport("Golz! Golzorenzu enzu matzo, diris arbitruz.")
    assert not is_sport("Golzor enzu matzo, diris arbitruz.")  # the star is a letter at least
