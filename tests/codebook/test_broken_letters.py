"""UTF-8 that was read as Windows-1252 and saved is made whole, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.broken_letters import has_broken_letters, whole_letters


def broken(text: str) -> str:
    """As such a program shows it."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in text.encode())


TEXTS = [
    "Muñoz", "São Félix", "Київ повідомила", "بغداد", "दिल्ली", "“so” – said’s", "Łódź", "Ağrı",
    "Đà Nẵng", "Île-de-France", "Ústí nad Labem", "30° N", "¡Ñandú!", "北京市", "naïve «Noël»",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_broken_letters_are_made_whole_and_whole_ones_left(text):
    assert whole_letters(broken(text)) == text
    assert whole_letters(broken(broken(text))) == text
    assert whole_letters(broken(broken(broken(text)))) == text
    assert whole_letters(text) == text
    assert has_broken_letters(broken(text)) and not has_broken_letters(text)


@pytest.mark.parametrize("text", ["«IRMÃ»", "CAFÉ»", "Ãguas", "À «X»", "SÃO", "Ä–Ö", "É…", "Ñ"])
def test_words_in_capitals_beside_signs_are_words(text):
    assert whole_letters(text) == text


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_what_is_made_whole_is_whole(text):
    made = whole_letters(text)
    assert made.isprintable() or not text.isprintable()
    assert whole_letters(made) == made
