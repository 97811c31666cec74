"""The folders of languages: their form, what they lack, and faults told with file and line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractor import languages
from extractor.errors import LanguageError
from extractor.numbers.tables import counted_languages

KINDS = ("weekday", "month")


def folder(where: Path, code: str = "xx", **tables: str) -> Path:
    """A folder with one language: its tables' texts by name."""
    (where / code).mkdir()
    for name, text in tables.items():
        (where / code / f"{name}.tsv").write_text(text, encoding="utf-8")
    return where


def read(where: Path) -> None:
    """Reads the languages of a folder."""
    with languages.reading_from(where):
        pass


def test_every_table_of_every_language_is_of_its_form() -> None:
    languages.check()
    assert len(languages.codes()) > 17


def test_every_language_has_a_name_and_a_script_and_some_table() -> None:
    for code in languages.codes():
        assert languages.about(code, "name") and languages.about(code, "script"), code
        assert len(languages.lacking(code)) < len(languages.TABLES), code


def test_every_language_with_numbers_has_dates_countries_and_kinds_of_actor_too() -> None:
    spoken = counted_languages()
    assert len(spoken) >= 17
    needed = {"calendar", "day_words", "country_names", "actor_words", "place_kinds"}
    for code in set(spoken) - {"en"}:
        assert needed.isdisjoint(languages.lacking(code)), code
        named = {cells[:2] for cells, _ in languages.rows("calendar", code)}
        days, months = (len([one for one in named if one[0] == kind]) for kind in KINDS)
        figures = any(cells[0] == "monthmark" for cells, _ in languages.rows("day_words", code))
        assert (days, months) in ((7, 12), (7, 12 * (not figures))), code  # "3月" has no name
        assert len(languages.rows("country_names", code)) >= 240, code


def test_no_word_stands_twice_under_one_kind() -> None:
    for name in languages.TABLES:
        for code in languages.having(name):
            lines = [cells for cells, _ in languages.rows(name, code)]
            words = Counter((*key, word) for *key, last in lines for word in last.split("|"))
            assert not [one for one, times in words.items() if times > 1], (name, code)


def test_no_two_languages_have_one_order() -> None:
    orders = [languages.about(code, "order") for code in languages.codes()]
    assert len(set(filter(None, orders))) == len(list(filter(None, orders)))
    assert languages.codes()[0] == "en"


def test_no_line_of_a_table_stands_twice() -> None:
    twice = [
        (code, table, row.line)
        for table in languages.TABLES
        for code in languages.having(table)
        for at, row in enumerate(languages.rows(table, code))
        if row.cells in {other.cells for other in languages.rows(table, code)[:at]}
    ]
    assert twice == []


def test_a_language_is_found_by_its_folder_and_only_within_the_context(tmp_path: Path) -> None:
    folder(tmp_path, language="name\tMade-up\norder\t2\n", numbers="# seven\n\n7\tmurti|murtis\n")
    assert "xx" not in languages.codes()
    with languages.reading_from(tmp_path):
        assert "xx" in languages.codes()[:3]
        (row,) = languages.rows("numbers", "xx")
        assert (row.cells, row.line) == (("7", "murti|murtis"), 3)
        assert "xx" in languages.having("numbers") and "xx" not in languages.having("joins")
        assert languages.lacking("xx") == tuple(t for t in languages.TABLES if t != "numbers")
        assert languages.about("xx", "name") == "Made-up"
        assert languages.about("xx", "homes") == ""
    assert "xx" not in languages.codes() and languages.rows("numbers", "xx") == ()


def test_a_table_written_on_windows_is_read(tmp_path: Path) -> None:
    folder(tmp_path, numbers="\ufeff# numbers\r\n7\tmurti\r\n")
    with languages.reading_from(tmp_path):
        assert [row.cells for row in languages.rows("numbers", "xx")] == [("7", "murti")]


def test_a_language_that_is_there_is_read_from_the_folder_instead(tmp_path: Path) -> None:
    before = languages.rows("numbers", "en")
    with languages.reading_from(folder(tmp_path, "en", numbers="7\tseven\n")):
        assert [row.cells for row in languages.rows("numbers", "en")] == [("7", "seven")]
    assert languages.rows("numbers", "en") == before


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("numbers", "7\tmurti\nseven\tmurti\n", "numbers.tsv:2: “seven” is no value; it fits "),
        ("numbers", "# a\n7\n", "numbers.tsv:2: 1 cells where there should be: value, words"),
        ("numbers", "7\tmurti\tmurtis\n", "numbers.tsv:1: 3 cells where there should be"),
        ("numbers", "7\tmurti||murtis\n", "numbers.tsv:1: “murti||murtis” is no words"),
        ("numbers", "7\t murti\n", "numbers.tsv:1: “ murti” is no words"),
        ("numbers", "7\t\n", "numbers.tsv:1: no words"),
        ("calendar", "weekdays\t0\tMo\n", "calendar.tsv:1: “weekdays” is no kind; it fits "),
        ("country_names", "ken\tKenya\n", "country_names.tsv:1: “ken” is no country; it fits "),
        (
            "weapon_words",
            "nuke\tmurti\n",
            "weapon_words.tsv:1: “nuke” is no kind; it fits ",
        ),
        ("turn_words", "apart\n", "turn_words.tsv:1: 1 cells where there should be: kind, words"),
        ("language", "nome\tX\n", "language.tsv:1: a key (name, order, script"),
        ("language", "name\tX\nname\tY\n", "language.tsv:2: “name” stands twice"),
        ("language", "order\tfirst\n", r"language.tsv:1: “first” is no order; it fits \d+"),
        ("number", "7\tmurti\n", "number.tsv: no table has this name; is it numbers.tsv?"),
        ("weather", "rain\n", "weather.tsv: no table has this name: numbers, "),
    ],
)
def test_a_fault_is_one_line_with_the_file(
    tmp_path: Path, table: str, text: str, said: str
) -> None:
    folder(tmp_path, **{table: text})
    with pytest.raises(LanguageError) as caught:
        read(tmp_path)
    assert f"{tmp_path}/xx/{said}" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "xx" not in languages.codes()


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "xx" / "numbers.tsv").write_bytes(b"7\t\xff\n")
    with pytest.raises(LanguageError, match=r"numbers\.tsv: not UTF-8"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["Murti", "x", "en_GB", "abcd"])
def test_a_folder_that_is_no_code_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(LanguageError, match="ISO 639 code"):
        read(folder(tmp_path, name))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="no folder of languages"):
        read(tmp_path / "none")
