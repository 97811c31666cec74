"""Cells are the same for everybody, spread over everything, and possible."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice

import pytest

from corpus.cells import DIFFICULTIES, GENRES, NO_EVENT, cell_fault, settings
from corpus.decks import IMPLAUSIBLE, NONE, SEVERAL, difficulty_fits, genre_fits
from corpus.format import parse
from corpus.grid import LAST_DAY, cells, main
from corpus.labels import TYPES
from corpus.targets import TARGETS


def test_a_cell_is_the_same_whoever_asks(capsys: pytest.CaptureFixture[str]) -> None:
    main(["sw", "6"])
    six = capsys.readouterr().out
    main(["sw", "2", "--start", "5"])
    assert six.endswith(capsys.readouterr().out)
    main(["sw", "6", "--seed", "8"])
    assert capsys.readouterr().out != six


def test_what_is_printed_is_the_beginning_of_a_file_of_passages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["my", "5", "--start", "3"])
    passages, faults = parse(capsys.readouterr().out)
    assert [passage.id for passage in passages] == [f"my-{n:04}" for n in range(3, 8)]
    assert all("no text" in str(fault) for fault in faults)


@pytest.mark.parametrize("language", sorted(TARGETS))
def test_shares_hold_in_any_stretch_and_everything_occurs(language: str) -> None:
    some = list(islice(cells(language), 180))
    holds = Counter(cell.holds for cell in some)
    assert all(55 <= count <= 65 for count in holds.values())
    assert 55 <= sum(bool(cell.statements) for cell in some) <= 65
    assert {cell.genre for cell in some} == set(GENRES)
    assert {cell.difficulty for cell in some} == set(DIFFICULTIES)
    kinds = {cell.type for cell in some}
    also = {one.partition(" ")[0] for cell in some for one in cell.also}
    assert kinds | also == {*TYPES, *NO_EVENT}


@pytest.mark.parametrize("language", ["en", "uk", "am"])
def test_cells_are_possible(language: str) -> None:
    for cell in islice(cells(language), 400):
        assert cell_fault(cell.head.split("cell=")[1].split(" ")[0]) is None
        assert (cell.holds == NONE) == (cell.type in NO_EVENT)
        assert bool(cell.also) == (cell.holds == SEVERAL)
        wrong = IMPLAUSIBLE[cell.setting.conflict]
        assert not {cell.type, *(one.partition(" ")[0] for one in cell.also)} & wrong
        assert cell.difficulty == "plain" or difficulty_fits(cell.type, cell.difficulty)
        assert genre_fits(cell.holds, cell.difficulty, cell.genre)
        assert date(2015, 1, 1) <= cell.published <= LAST_DAY
        assert cell.setting.first_year <= cell.published.year <= cell.setting.last_year


def test_most_cells_play_where_the_language_is_at_home() -> None:
    some = list(islice(cells("tr"), 200))
    assert sum("tr" in cell.setting.languages for cell in some) == pytest.approx(140, abs=5)


def test_the_settings_are_complete() -> None:
    known = settings()
    assert len(known) >= 60
    for one in known.values():
        assert one.conflict in IMPLAUSIBLE
        assert set(one.languages) <= set(TARGETS)
        assert 2015 <= one.first_year <= one.last_year <= 2026
        assert one.parties
        assert len(one.areas) >= 4
    assert {language for one in known.values() for language in one.languages} == set(TARGETS)


@pytest.mark.parametrize("arguments", [["en", "0"], ["en", "5", "--start", "0"], ["xx", "5"]])
def test_a_grid_that_cannot_be_is_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
