"""PDF: columns, headlines across them, tables, and what stands in the margins."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import FIRST, FOURTH, SECOND, THIRD, Placed, flowed, set_text, the_text


def columns(left: str, right: str, y: float = 700) -> list[Placed]:
    return set_text(left, x=60, y=y, width=40) + set_text(right, x=310, y=y, width=40)


@pytest.mark.parametrize("drawn", ["by column", "by line", "backwards"])
def test_two_columns_are_read_one_after_the_other_however_they_are_drawn(drawn):
    page = columns(flowed(FIRST, SECOND), flowed(THIRD, FOURTH))
    if drawn == "by line":
        page.sort(key=lambda each: (-each[1], each[0]))
    elif drawn == "backwards":
        page.reverse()
    assert the_text(page) == flowed(FIRST, SECOND, THIRD, FOURTH)


def test_three_columns_are_read_one_after_the_other():
    texts = [flowed(FIRST, SECOND), flowed(THIRD, FOURTH), flowed(SECOND, FIRST)]
    page = [
        placed
        for number, text in enumerate(texts)
        for placed in set_text(text, x=50 + number * 175, width=27, size=9)
    ]
    page.sort(key=lambda each: (-each[1], each[0]))
    assert the_text(page) == flowed(*texts)


def test_a_headline_across_the_columns_and_one_between_stay_in_their_place():
    page = [(60, 780, 18, "Violence in three regions, and talks at last")]
    page += columns(FIRST, SECOND)
    page += [(60, 560, 14, "Elsewhere in the world, a bomb and some talks told at length")]
    page += columns(THIRD, FOURTH, y=530)
    headline, between = page[0][3], "Elsewhere in the world, a bomb and some talks told at length"
    assert the_text(page) == flowed(headline, FIRST, SECOND, between, THIRD, FOURTH)


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page():
    cut = FIRST.index("motorcycles")
    left, right = FIRST[:cut].strip(), FIRST[cut:]
    page = set_text(flowed(SECOND, left), x=60, y=700, width=40)
    page += set_text(flowed(right, THIRD), x=310, y=700, width=40)
    assert the_text(page) == flowed(SECOND, FIRST, THIRD)
    assert the_text(set_text(flowed(SECOND, left)), set_text(flowed(right, THIRD))) == flowed(
        SECOND, FIRST, THIRD
    )


def printed_margins() -> list[Placed]:
    """What a browser prints above and below a page: a day, a title, an address, a number."""
    head = [(24.0, 819.0, 8.0, "11/29/24, 7:35 AM"), (280.0, 819.0, 8.0, "Weekly")]
    return [*head, (24, 17, 8, "https://example.org/konduga"), (558, 17, 8, "1/1")]


@pytest.mark.parametrize("gap", [12, 22, 40])
def test_what_a_browser_prints_in_the_margins_does_not_hide_the_gutter(gap):
    left, right = flowed(FIRST, SECOND), flowed(THIRD, FOURTH)
    page = set_text(left, x=60, y=700, width=37) + set_text(right, x=282 + gap, y=703, width=37)
    assert the_text(page + printed_margins()) == flowed(
        "11/29/24, 7:35 AM | Weekly", left, right, "https://example.org/konduga | 1/1"
    )


def test_a_title_that_ends_in_the_gutter_does_not_hide_it():
    title = "Four killed at Konduga"
    page = set_text(FIRST, x=60, width=37) + set_text(THIRD, x=310, width=37)
    assert the_text([(60, 780, 18, title), *page]) == flowed(title, FIRST, THIRD)


@pytest.mark.parametrize("gap", [4, 8])
def test_a_page_of_one_column_with_such_margins_stays_one(gap):
    text = flowed(FIRST, SECOND, THIRD, FOURTH)
    assert printed_around(the_text(set_text(text) + printed_margins())) == text
    wide = []  # a wider space at the same place of each third line
    for number, (x, y, size, line) in enumerate(set_text(text)):
        at = len(line) if number % 3 else line.index(" ", 20)
        wide += [(x, y, size, line[:at]), (x + 6 * at + gap, y, size, line[at + 1 :])]
    assert printed_around(the_text(wide + printed_margins())) == text


def printed_around(text: str) -> str:
    """The text without what stands in the margins."""
    return "\n\n".join(text.split("\n\n")[1:-1])


def test_the_cells_of_a_table_are_no_columns():
    rows = [("Day", "Place", "Killed")]
    rows += [(f"{n} May 2024", place, str(n)) for n, place in enumerate(["Kano", "Jos"] * 4, 1)]
    page = set_text(FIRST)
    for number, cells in enumerate(rows):
        page += [(72 + 150 * n, 650 - 14 * number, 10, cell) for n, cell in enumerate(cells)]
    assert the_text(page) == flowed(FIRST, *(" | ".join(cells) for cells in rows))


def some_words(random: Random) -> list[str]:
    letters = "abcdefghijklmnop"
    return [
        "".join(random.choices(letters, k=random.randint(1, 9)))
        for _ in range(random.randint(60, 120))
    ]


@settings(max_examples=25)
@given(st.integers(0, 1_000_000))
def test_any_words_set_in_two_columns_come_back_in_their_order(seed):
    random = Random(seed)
    left, right = some_words(random), some_words(random)
    page = columns(" ".join(left), " ".join(right))
    page.sort(key=lambda each: (-each[1], each[0]))
    assert the_text(page).split() == [*left, *right]


def set_from_edge_to_edge(text: str, x: float, width: int = 40, size: float = 10) -> list[Placed]:
    """A column whose lines are as wide as it is: the words of some stand far apart."""
    placed: list[Placed] = []
    room = 0.6 * size * width
    for left, y, _, line in set_text(text, x=x, y=700, width=width, size=size):
        words = line.split()
        gaps = len(words) - 1
        spare = room - 0.6 * size * sum(map(len, words))
        if not gaps or spare / gaps > 1.4 * size:  # the last line of a paragraph
            placed.append((left, y, size, line))
            continue
        for word in words:
            placed.append((left, y, size, word))
            left += 0.6 * size * len(word) + spare / gaps
    return placed


@pytest.mark.parametrize("count", [2, 3])
def test_columns_set_from_edge_to_edge_are_told_by_the_lines_and_not_by_their_words(count):
    texts = [flowed(FIRST, SECOND), flowed(THIRD, FOURTH), flowed(SECOND, FIRST)][:count]
    width = 78 // count - 3
    page: list[Placed] = []
    for number, text in enumerate(texts):
        page += set_from_edge_to_edge(text, x=50 + number * 6 * (width + 3), width=width)
    page.sort(key=lambda each: (-each[1], each[0]))
    assert the_text(page) == flowed(*texts)
