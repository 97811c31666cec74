"""PDF: Arabic, Hebrew and Persian come out as they were typed, numbers in their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import Placed, pdf, read_paper

from extractor.text.article import Article

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
PLAIN_FONT = "/Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding"
WIDTH = 0.6  # of a letter of Courier
ALEF_TO_YEH = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
ALEF_TO_TAV = "אבגדהוזחטיכלמנסעפצקרשת"


def lettered(lines: Sequence[str], size: float = 10, right: float = 540) -> bytes:
    """A document of these lines, whose letters stand from left to right as given, each line up to
    the right edge. Its font knows letters of any script by name."""
    odd = sorted({sign for line in lines for sign in line if not sign.isascii()})
    names = " ".join(f"/uni{ord(sign):04X}" for sign in odd)
    # Latin-1's upper half, and the control signs, are free.
    codes = {ord(sign): chr(0xA1 + at if at < 0x5F else at - 0x5E) for at, sign in enumerate(odd)}
    differences = f"161 {names}"
    assert len(odd) < 0x5F
    font = f"{PLAIN_FONT} << /BaseEncoding /WinAnsiEncoding /Differences [{differences}] >>"
    page: list[Placed] = [
        (right - WIDTH * size * len(line), 740 - 14 * at, size, line.translate(codes))
        for at, line in enumerate(lines)
    ]
    return pdf(page, font=font)


def text_of(data: bytes, notes: list[str] | None = None) -> str:
    (article,) = read_paper(data, notes=notes)
    assert isinstance(article, Article), article
    return article.text


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.pdf")), ids=lambda path: path.stem)
def test_what_a_browser_printed_is_read_as_it_was_written(path: Path) -> None:
    assert text_of(path.read_bytes()) == path.with_suffix(".txt").read_text("utf-8").rstrip("\n")


def drawn(words: Sequence[str]) -> str:
    """A typed line as a page draws it: the words from right to left, each of Arabic or Hebrew
    letters backwards; ``_`` stands between foreign words of one name."""
    turned = (word if word.isascii() else word[::-1] for word in reversed(words))
    return " ".join(turned).replace("_", " ")


@pytest.mark.parametrize(
    "typed",
    [
        "قتل 14 مزارعا في 2024 قرب القرية",
        "أحرقوا خيام اللاجئين ، و 1,200 منزل",
        "يوم 14/05/2024 قال الجيش",
        "منظمة UN_Refugee_Agency قالت",
        "قال «لا نعلم» أمس مساء",
        "نزح كثيرون (أهل القرية) منها",
        "נהרגו 35-40 איש בכפר",
        "דובר COVID-19 אמר",
    ],
)
def test_a_line_is_put_into_the_order_in_which_it_was_typed(typed: str) -> None:
    line = drawn(typed.split())
    wanted = " ".join(typed.replace("_", " ").split())
    assert text_of(lettered([line])) == wanted
    by_their_look = line.translate(str.maketrans("()«»", ")(»«"))
    assert text_of(lettered([by_their_look])) == wanted


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("نسبتهم 40% منهم", ["نسبتهم"[::-1], "%40", "منهم"[::-1]]),
        ("נהרגו 40% מהם", ["נהרגו"[::-1], "40%", "מהם"[::-1]]),
        ("أحرقوا ٣٥ منزلا", ["أحرقوا"[::-1], "٣٥", "منزلا"[::-1]]),
        ("نحو ١٬٢٠٠ شخص", ["نحو"[::-1], "١٬٢٠٠", "شخص"[::-1]]),
        ("بين 2019-2020 مات", ["بين"[::-1], "2020-2019", "مات"[::-1]]),
    ],
)
def test_numbers_are_read_as_unicode_draws_them(typed: str, drawn: list[str]) -> None:
    assert text_of(lettered([" ".join(drawn[::-1])])) == typed


def test_letters_as_they_look_within_words_are_plain_letters() -> None:
    # "Said" with a ligature of two letters, and "the president", from the left.
    line = "\ufedf\ufe8e\ufed7 \ufeb2\ufef4\ufe8b\ufeae\ufedf\ufe8d \ufefc\ufed7"
    assert text_of(lettered([line])) == "قلا الرئيس قال"


def test_marks_stay_at_their_letters() -> None:
    typed = "قُتِل طالبٌ أمس في القرية"
    assert text_of(lettered([typed[::-1]])) == typed


def test_a_page_that_draws_letters_in_the_order_of_typing_is_left_so() -> None:
    typed = "قال مسؤول إن 14 مزارعا قتلوا في القرية، والجيش وصل."
    assert text_of(lettered([typed])) == typed


def test_words_from_right_to_left_within_a_line_of_others_are_turned() -> None:
    name = "الشرق الأوسط"
    line = "The paper {} said that four people had died (two men)."
    assert text_of(lettered([line.format(name[::-1])])) == line.format(name)


def test_a_page_without_places_of_letters_is_told(monkeypatch) -> None:
    monkeypatch.setattr("extractor.sources.documents.pages._pieces", lambda *_, **__: [])
    notes: list[str] = []
    assert text_of(lettered(["سمأ 14 لتق نييركسع"]), notes)
    assert any("page 1 written from right to left, no telling" in note for note in notes)


NUMBERS = st.sampled_from(["14", "1,200", "5:30", "3.5", "14/05/2024", "2024"])
FOREIGN = NUMBERS | st.sampled_from(["UNHCR", "AFP", "BBC", "Reuters"])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([ALEF_TO_YEH, ALEF_TO_TAV]).flatmap(
        lambda letters: st.lists(
            st.tuples(st.text(letters, min_size=3, max_size=8), FOREIGN | st.none()),
            min_size=4,
            max_size=7,
        )
    )
)
def test_any_words_come_back_as_they_were_typed(pairs: list[tuple[str, str | None]]) -> None:
    words = [one for word, foreign in pairs for one in (word, foreign) if one]
    # Words that begin or end as no real ones do would say that the page is drawn as typed.
    words[0] = f"ال{words[0]}" if words[0][0] in ALEF_TO_YEH else words[0]
    assert text_of(lettered([drawn(words)])).split() == words
