"""UTF-8 that was read as Windows-1252 and saved is made whole, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.codebook.broken_letters import has_broken_letters, whole_letters


def broken(text: str, encoding: str = "cp1252") -> str:
    """As such a program shows it."""
    return "".join(bytes([b]).decode(encoding, "ignore") or chr(b) for b in text.encode())


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


MISREAD = [
    "Diario de Muñoz y Peña", "São Félix", "Київ повідомила про вбитих", "Łódź and Kraków",
    "بغداد العراق", "Ağrı Şırnak", "naïve Noël", "Perú", "Ústí nad Labem", "he said “so” – no’s",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["latin-1", "cp1250", "cp1251", "mac_roman", "cp437", "cp850"])
@pytest.mark.parametrize("text", MISREAD)
def test_other_encodings_show_other_signs(text, encoding):
    shown = broken(text, encoding)
    assert has_broken_letters(shown)
    assert whole_letters(shown) == text


WORDS = [
    "«CASĂ» PÂNĂ…", "Îşi câştig", "Ω ≈ 3.2, √2 and √ x", "Г. Москва © 2020, СССР", "Рік — це С°",
    "Łąka żółć ŁÓDŹ Źdźbło", "Ďáblík Ťava Ňouma ŽIŽKA", "Őrség ÁRVÍZTŰRŐ", "Ελλάδα Γ΄ τάξη",
    "tree ├── file │ ├─ a ─┬─", "¬p ∨ q", "Âşık Çeşme ÎŞI „Ă”", "В «Г» и В»", "Đồng bằng Đà Nẵng",
    "Íslenska: Ð ð þ Þ Æ", "ÿ Ÿ – — –", "ГЛАВА В© 2", "Г.«А»",
]  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_words_of_many_languages_are_no_broken_letters(text):
    assert whole_letters(text) == text


@pytest.mark.parametrize(
    "text", ["«IRMÃ»", "CAFÉ»", "Ãguas", "À «X»", "Úžice", "Úštěk", "Ýžek", "SÃO", "Ä–Ö", "É…", "Ñ"]
)
def test_words_in_capitals_beside_signs_are_words(text):
    assert whole_letters(text) == text


SIGNS = "ĂÄĹÂŕâГВДЕРСШвЂ√¬‚–—ÿŸ├┬┼Γ╨╤Ô±©¤°·Ç„ñÃ"


@given(st.text(st.characters(max_codepoint=0x24F)) | st.text(SIGNS + "aZ "))
def test_what_is_made_whole_is_whole(text):
    made = whole_letters(text)
    assert made.isprintable() or not text.isprintable()
    assert whole_letters(made) == made
