"""A language nobody speaks, in a folder of its own: an article is read with it, no code changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from marked import Marked

from extractor import languages
from extractor.dates.said import days_said
from extractor.lexicon.kinds_said import kinds_said
from extractor.numbers.tokens import guess_language
from extractor.text.language import languages_of
from extractor.text.sentences import split_sentences
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
    "toll_words": "killed\tmortiz*\ninjured\tvundit*\n",
    "toll_parts": "part\tinkluzulo\n",
    "weapon_words": "air\tavjonz*\nblast\tbombz|bombzulo\n",
    "event_words": "abduction\tkaptiz*\nattack\tmortiz*\n",
    "statement_words": "denial\tneiz*\nclaim\trevendiz*\naccusation\takuziz*\n",
    "inquiry_words": "act\tenketulo\n",
    "no_event": "accident\takzidentulo\n",
    "turn_words": "apart\tapartulo\n",
    "abbreviations": "vz|Gnl\n",
}
TEXT = (
    "Vaparoj mortiziz minimaz tirzu sentum murti farmuloj enzu lazu vilazulo Kondugaz, Nigerizaloz,"
    " lazu mardulon. Lazu polizulo diris."
)


SAYING = ("statement_words", CODE)
AIR, BLAST = "Air/drone strike", "Remote explosive/landmine/IED"
Turn = Callable[[], Iterator[bool]]


@contextmanager
def spoken_from(folder: Path) -> Iterator[None]:
    """The language is there."""
    (folder / CODE).mkdir()
    for name, text in TABLES.items():
        (folder / CODE / f"{name}.tsv").write_text(text, encoding="utf-8")
    with languages.reading_from(folder):
        yield


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[None]:
    """The language is there."""
    with spoken_from(tmp_path):
        yield


@pytest.fixture
def spoken_in_turn(tmp_path: Path) -> Turn:
    """First the language is not there, then it is."""

    def turn() -> Iterator[bool]:
        yield False
        with spoken_from(tmp_path):
            yield True

    return turn


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
def test_its_texts_are_told_and_its_words_found_by_what_they_begin_with() -> None:
    assert languages_of(TEXT) == (CODE,) == (guess_language(TEXT),)
    words = "Lazu vaparoj neizis, vunditojn mortiziz."
    denial = [(one.kind, words[one.start : one.end]) for one in kinds_said(words, *SAYING)]
    assert denial == [("denial", "neizis")]
    toll = [(one.kind, words[one.start : one.end]) for one in kinds_said(words, "toll_words", CODE)]
    assert toll == [("injured", "vunditojn"), ("killed", "mortiziz")]


def test_without_its_folder_no_word_of_its_is_known() -> None:
    assert languages_of(TEXT) == ()
    assert kinds_said("Lazu vaparoj neizis.", *SAYING) == ()


HERE = "enzu lazu vilazulo Kondugaz, Nigerizaloz, lazu mardulon."
WEAPON = f"Lazu vaparoj mortiziz murti farmuloj kaj bombz {HERE}"
TAKEN = f"Lazu vaparoj kaptiz murti farmuloj {HERE}"
HURT = f"Lazu vaparoj mortiziz duo farmuloj kaj murti vunditoj {HERE}"
DENIED = f"Lazu vaparoj mortiziz murti farmuloj {HERE} Lazu polizulo neizis."
CRASH = f"Lazu akzidentulo dez murti farmuloj {HERE}"


def told(text: str, words: str, kind: str = "Attack", **roles: Any) -> Marked:
    """An article with an event where the tagger sees one."""
    article = Marked(text)
    known = {"place": "Kondugaz", "in_": "Nigerizaloz", "day": "mardulon"}
    article.event(words, kind, **{**known, **roles})
    return article


def type_of(text: str, words: str, kind: str, **roles: Any) -> str:
    (event,) = told(text, words, kind, **roles).reading().events
    return event.sub_event_types[0]


def test_its_words_for_a_weapon_and_for_a_deed_say_what_it_was(spoken_in_turn: Turn) -> None:
    for there in spoken_in_turn():
        bomb = type_of(WEAPON, "mortiziz", AIR, weapon="bombz")
        assert bomb == (BLAST if there else AIR)
        taken = type_of(TAKEN, "kaptiz", "Agreement")
        assert taken == ("Abduction/forced disappearance" if there else "Agreement")


def test_its_words_for_harm_say_which_count_is_of_whom(spoken_in_turn: Turn) -> None:
    for there in spoken_in_turn():
        counts = ["duo farmuloj", "murti vunditoj"]
        (event,) = told(HURT, "mortiziz", killed=counts).reading().events
        states = [(toll.state.value, toll.low) for toll in event.tolls]
        assert states == ([("killed", 2), ("injured", 7)] if there else [("killed", 1)])


def test_its_words_for_saying_decide_what_is_said(spoken_in_turn: Turn) -> None:
    for there in spoken_in_turn():
        article = told(DENIED, "mortiziz")
        article.statement("neizis", "allegation", speaker="Lazu polizulo")
        kinds = [one.kind.value for one in article.reading().statements]
        assert kinds == (["denial"] if there else [])  # English knows no such accusation


def test_its_words_for_accidents_are_of_no_event(spoken_in_turn: Turn) -> None:
    for there in spoken_in_turn():
        assert len(told(CRASH, "akzidentulo").reading().events) == (not there)


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize(("turn", "dead"), [("Apartulo, lazu", 2), ("Lazu", 7)])
def test_what_its_words_tell_apart_has_no_dead_of_the_event_before(turn: str, dead: int) -> None:
    again = "vaparoj mortiziz farmuloj kaj duo vaparoj dez vilazulo Kondugaz lazu vendrulon."
    seven = "murti farmuloj"
    article = told(f"{DENIED}\n\n{turn} {again}", "mortiziz", killed=seven)
    second = article.words("mortiziz", nth=1)
    article.event(second, place="Kondugaz", day="vendrulon", killed=seven)
    counts = [[toll.low for toll in event.tolls] for event in article.reading().events]
    assert counts == [[7], [dead]]


@pytest.mark.usefixtures("spoken")
def test_a_sentence_goes_on_behind_its_abbreviations() -> None:
    text = "Gnl. Kovo diris. Vaparoj vz. Polizulo."
    assert [one.text for one in split_sentences(text)] == [
        "Gnl. Kovo diris.",
        "Vaparoj vz. Polizulo.",
    ]
