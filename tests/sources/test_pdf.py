"""PDF: pages put back into a text, and nothing of them lost without a word."""

from __future__ import annotations

import gzip
import io
import sys
from datetime import date
from random import Random

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Placed, pdf, set_text

from extractor.errors import ArticleError, ExtractorError
from extractor.sources import read_articles
from extractor.sources.documents.pages import page_of
from extractor.sources.documents.pdf import named_pages, sound_title
from extractor.text.article import Article

FIRST = (
    "Gunmen killed four farmers near Konduga on Monday, police said. The attackers came on "
    "motorcycles before dawn and set two houses on fire, according to a resident who fled with "
    "his children."
)
SECOND = (
    "Nobody claimed the attack. Officials promised an inquiry and said that soldiers had been sent "
    "to the area, where eleven people have died in such raids since the beginning of the year."
)
THIRD = (
    "In Mosul a car bomb exploded near a market and killed five people. Another ten were wounded, "
    "a hospital said. The governor blamed Islamic State, which did not comment on the report."
)
FOURTH = (
    "The two countries agreed to talk. Their ministers will meet in Geneva next week, a spokesman "
    "said, adding that the border stays closed until both sides have withdrawn their troops."
)


def read(data: bytes, *, notes: list[str] | None = None, **options):
    told = notes if notes is not None else []
    return list(read_articles(["-"], stdin=io.BytesIO(data), note=told.append, **options))


def the_text(*pages: list[Placed], notes: list[str] | None = None) -> str:
    (article,) = read(pdf(*pages), notes=notes)
    assert isinstance(article, Article), article
    return article.text


def the_error(data: bytes) -> str:
    (error,) = read(data)
    assert isinstance(error, ArticleError), error
    return str(error)


def flowed(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("indent", [0, 12])
def test_lines_of_a_paragraph_are_joined_and_paragraphs_parted(indent):
    page = set_text(flowed(FIRST, SECOND, THIRD), indent=indent)
    assert the_text(page) == flowed(FIRST, SECOND, THIRD)


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


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The govern-", "ment said so."], "The government said so."),
        (["fighters of al-", "Shabaab came."], "fighters of al-Shabaab came."),
        (["the anti-", "government march"], "the anti-government march"),
        (["the years 2011-", "2012 were bad"], "the years 2011-2012 were bad"),
        (["it was a war –", "as told – so"], "it was a war – as told – so"),
        (["a ceasefire, the cease-", "fire held"], "a ceasefire, the ceasefire held"),
        (["a cease-fire, the cease-", "fire held"], "a cease-fire, the cease-fire held"),
        (["soft\xadhy\xad", "phens go"], "softhyphens go"),
        (["pages 3 -", "5 of it"], "pages 3 - 5 of it"),
    ],
)
def test_words_parted_at_the_end_of_a_line_are_put_together(lines, text):
    page = [(72, 700 - 12 * number, 10, line) for number, line in enumerate(lines)]
    assert the_text(page) == text


def test_a_soft_hyphen_that_a_browser_draws_within_a_line_is_no_space():
    page = [(72, 700, 10, "The govern"), (132, 700, 10, " "), (132, 700, 10, "m")]
    page += [(138, 700, 10, "ent said"), (186, 700, 10, " "), (192, 700, 10, "so.")]
    assert the_text(page) == "The government said so."


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
    (article,) = read(pdf(page), notes=notes)
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


def test_each_place_of_the_text_has_its_page():
    pages = [set_text(FIRST), set_text(flowed(SECOND, THIRD)), [], set_text(FOURTH)]
    (article,) = read(pdf(*pages))
    spans = article.extra["pages"]
    assert [(span["page"], article.text[span["start"] : span["end"]]) for span in spans] == [
        (1, FIRST),
        (2, flowed(SECOND, THIRD)),
        (4, FOURTH),
    ]
    assert [article.page_of(article.text.index(each)) for each in (FIRST, THIRD, FOURTH)] == [
        1,
        2,
        4,
    ]
    assert article.page_of(len(article.text)) is None
    assert Article("Text.").page_of(0) is None


def test_scanned_pages_are_named_and_a_scan_alone_is_an_error():
    notes: list[str] = []
    data = pdf(set_text(FIRST), [], [], set_text(SECOND), [(9, 9, 9, "copy")], picture=(2, 3, 5))
    (article,) = read(data, notes=notes)
    assert article.text == flowed(FIRST, SECOND, "copy")
    assert "standard input: pages 2-3, 5 are pictures (scanned) and not read" in notes
    assert the_error(pdf([], [], picture=(1, 2))) == (
        "standard input: no text in this PDF: its 2 pages are pictures (scanned); read it with a "
        "program for text recognition first, such as ocrmypdf"
    )
    assert the_error(pdf([])) == "standard input: no text in this PDF"


def test_fonts_that_do_not_tell_their_letters_are_an_error():
    font = (
        "/Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type "
        "/Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering "
        "(Identity) /Supplement 0 >> >>]"
    )
    page = [(72, 700, 10, "\x24a\x24b\x24c\x24d\x24e\x24f\x24g\x24h\x24i\x24j\x24k")]
    assert "its fonts do not tell which letters they show" in the_error(pdf(page, font=font))


def encrypted(user: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(set_text(FIRST))))
    writer.encrypt(user, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_what_opens_without_a_password_is_read_and_what_needs_one_is_an_error(algorithm):
    (article,) = read(encrypted("", algorithm))
    assert article.text == FIRST
    assert the_error(encrypted("secret", algorithm)) == (
        "standard input: encrypted: it opens with a password only; save it without one"
    )


def test_the_day_a_file_was_made_is_no_day_of_publication():
    notes: list[str] = []
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(set_text(FIRST))))
    writer.add_metadata({"/CreationDate": "D:20240514080000Z", "/Title": "Report on Konduga"})
    out = io.BytesIO()
    writer.write(out)
    (article,) = read(out.getvalue(), notes=notes)
    assert (article.title, article.published) == ("Report on Konduga", None)
    assert notes == [
        "standard input: a PDF does not say when it was published (this one was made on "
        "2024-05-14); --published does"
    ]
    (given,) = read(out.getvalue(), published="2024-05-20", publisher="Example Watch")
    assert (given.published, given.publisher) == (date(2024, 5, 20), "Example Watch")


@pytest.mark.parametrize("title", ["", "Microsoft Word - draft.docx", "x.indd", "Untitled", "\x00"])
def test_a_title_that_a_program_made_is_none(title):
    assert sound_title(title) is None
    assert sound_title("Report on Konduga") == "Report on Konduga"


def test_pages_are_listed_as_people_do():
    assert named_pages([3]) == "page 3"
    assert named_pages([1, 3, 4, 5, 9]) == "pages 1, 3-5, 9"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n", "no PDF, or broken"),
        (pdf(set_text(FIRST))[:200], "no PDF, or broken"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "no PDF, or broken"),
        (pdf(), "a PDF without a page"),
    ],
)
def test_a_broken_file_is_one_clear_error(data, reason):
    assert reason in the_error(data)


def test_a_page_that_makes_no_sense_is_named_and_the_others_are_read(monkeypatch):
    own = page_of

    def broken(page, number):
        if number == 2:
            raise KeyError("/Nothing")
        return own(page, number)

    monkeypatch.setattr("extractor.sources.documents.pdf.page_of", broken)
    notes: list[str] = []
    text = the_text(set_text(FIRST), set_text(SECOND), set_text(THIRD), notes=notes)
    assert text == flowed(FIRST, THIRD)
    assert "standard input: page 2 cannot be read (KeyError: '/Nothing')" in notes


def test_a_file_is_told_by_its_name_or_its_content_packed_or_not(tmp_path):
    data = pdf(set_text(FIRST))
    for name in ("a.pdf", "a.PDF", "a.pdf.gz", "a.bin"):
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
        (article,) = read_articles([str(tmp_path / name)])
        assert article.text == FIRST


def test_without_its_extra_a_pdf_in_a_folder_is_passed_over_and_one_that_is_named_says_what_to_do(
    tmp_path, monkeypatch
):
    (tmp_path / "a.pdf").write_bytes(pdf(set_text(FIRST)))
    (tmp_path / "b.txt").write_text(SECOND)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    monkeypatch.setattr(
        "extractor.sources.folders.find_spec", lambda name: None if name == "pypdf" else name
    )
    notes: list[str] = []
    (article,) = read_articles([str(tmp_path)], note=notes.append)
    assert article.text == SECOND
    assert "1 .pdf, for which the extra `documents` is needed" in notes[0]
    with pytest.raises(ExtractorError, match=r"PDF documents need the extra `documents`: pip"):
        list(read_articles([str(tmp_path / "a.pdf")]))


def test_without_the_places_of_letters_a_page_is_read_as_it_is_drawn(monkeypatch):
    monkeypatch.setattr("extractor.sources.documents.pages._pieces", lambda page: [])
    assert the_text(set_text(flowed(FIRST, SECOND))).replace("\n\n", " ") == f"{FIRST} {SECOND}"


def test_a_page_whose_places_make_no_sense_is_read_as_it_is_drawn(monkeypatch):
    def nested(page):
        raise RecursionError

    monkeypatch.setattr("extractor.sources.documents.pages._pieces", nested)
    assert FIRST[:40] in the_text(set_text(FIRST))


def test_the_installed_pypdf_tells_the_places_of_letters():
    page = pypdf.PdfReader(io.BytesIO(pdf(set_text(FIRST)))).pages[0]
    assert page_of(page, 1).placed


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


@settings(max_examples=60)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=30))
def test_a_damaged_file_never_ends_in_a_traceback(at, junk):
    data = pdf(set_text(FIRST), set_text(SECOND))
    (found,) = read(data[:at] + junk + data[at + len(junk) :])
    assert isinstance(found, (Article, ArticleError))
