"""PDF: running heads, page numbers and footnotes are no part of the text, and are told."""

from __future__ import annotations

from paper import FIRST, FOURTH, SECOND, THIRD, Placed, flowed, pdf, read_paper, set_text, the_text


def with_edges(number: int, *, head: str = "Weekly Bulletin No. 12") -> list[Placed]:
    foot = f"Page {number} of 3"
    return [(72, 800, 9, head), (480, 800, 9, "14 May 2024"), (280, 40, 9, foot)]


def test_running_heads_and_page_numbers_are_left_out_and_told():
    notes: list[str] = []
    pages = [
        set_text(flowed(text, SECOND)) + with_edges(number)
        for number, text in enumerate((FIRST, THIRD, FOURTH), start=1)
    ]
    assert the_text(*pages, notes=notes) == flowed(FIRST, SECOND, THIRD, SECOND, FOURTH, SECOND)
    assert (
        "standard input: running heads left out: 'Weekly Bulletin No. 12', '14 May 2024'" in notes
    )


def test_heads_of_left_and_right_pages_are_left_out_though_they_differ():
    pages = [
        set_text(text) + with_edges(number, head=("The Bulletin", "May 2024")[number % 2])
        for number, text in enumerate((FIRST, SECOND, THIRD, FOURTH), start=1)
    ]
    assert the_text(*pages) == flowed(FIRST, SECOND, THIRD, FOURTH)


def test_a_heading_that_comes_again_is_no_running_head():
    pages = [
        [(72, 780, 14, f"{number} Background"), *set_text(text)]
        for number, text in enumerate((FIRST, SECOND, THIRD), start=1)
    ]
    assert the_text(*pages) == flowed(
        "1 Background", FIRST, "2 Background", SECOND, "3 Background", THIRD
    )


def test_the_number_of_a_single_page_is_left_out_and_a_number_in_the_text_is_not():
    assert the_text([*set_text(FIRST), (290, 40, 10, "7")]) == FIRST
    assert the_text([*set_text(FIRST), (72, 600, 10, "12 dead"), (72, 560, 10, "In all.")]) == (
        flowed(FIRST, "12 dead", "In all.")
    )


def test_footnotes_are_taken_out_of_the_text_and_kept_with_their_page():
    notes: list[str] = []
    page = [
        (72, 740, 10, "Gunmen killed 12"),
        (168, 744, 6, "1"),
        (178, 740, 10, "farmers in Kano."),
    ]
    page += [(72, 728, 10, "The police did not deny it."), (234, 732, 6, "2")]
    page += [*set_text(SECOND, y=700), (72, 80, 6, "1")]
    page += [(76, 77, 8, "Interview with a farmer, Kano, 14 May 2024."), (72, 70, 6, "2")]
    page += [(76, 67, 8, "Statement of the police, which they had"), (76, 57, 8, "read out there.")]
    (article,) = read_paper(pdf(page), notes=notes)
    assert article.text == flowed(
        "Gunmen killed 12 farmers in Kano. The police did not deny it.", SECOND
    )
    assert article.extra["footnotes"] == [
        {"page": 1, "mark": "1", "text": "Interview with a farmer, Kano, 14 May 2024."},
        {"page": 1, "mark": "2", "text": "Statement of the police, which they had read out there."},
    ]
    assert "standard input: 2 footnotes left out of the text" in notes


def test_a_raised_number_is_never_a_digit_of_the_one_before_it():
    page = [(72, 740, 10, "They held 12 km"), (162, 744, 6, "2"), (172, 740, 10, "of land.")]
    assert the_text(page) == "They held 12 km² of land."


def test_small_print_without_a_mark_stays_in_the_text():
    page = [*set_text(FIRST), (72, 80, 7, "3 people shown in the picture were not hurt.")]
    assert the_text(page) == flowed(FIRST, "3 people shown in the picture were not hurt.")
