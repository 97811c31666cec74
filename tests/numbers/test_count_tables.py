"""The tables of counting words, and numbers read with them."""

from __future__ import annotations

import re

import pytest

from extractor import languages
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.numbers.tables import TABLES, counted_languages, fold_word, forms, table
from extractor.numbers.tokens import cut, end_of, guess_language
from extractor.numbers.words import number_in

LANGUAGES = counted_languages()


@pytest.mark.parametrize("name", TABLES)
def test_no_form_folds_to_nothing(name: str) -> None:
    written = [form for language in languages.having(name) for form, _ in forms(name, language)]
    empty = [form for form in written if not any(map(fold_word, re.split("[ *-]", form)))]
    assert empty == []


@pytest.mark.parametrize("name", ["numbers", "vague"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_has_two_values(name: str, language: str) -> None:
    values: dict[tuple[str, ...], set[str]] = {}
    for form, key in forms(name, language):
        values.setdefault(tuple(map(fold_word, form.replace("-", " ").split())), set()).add(key)
    assert {form: keys for form, keys in values.items() if len(keys) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_to_ten_are_known(language: str) -> None:
    values = {key.removeprefix("x") for _, key in forms("numbers", language)}
    assert {str(value) for value in range(1, 11)} <= values


LARGE = {
    "en": "nine hundred and ninety-nine thousand nine hundred and ninety-nine",
    "es": "novecientos noventa y nueve mil novecientos noventa y nueve",
    "fr": "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf",
    "it": "novecentonovantanovemilanovecentonovantanove",
    "pt": "novecentos e noventa e nove mil novecentos e noventa e nove",
    "de": "neunhundertneunundneunzigtausendneunhundertneunundneunzig",
    "ru": "девятьсот девяносто девять тысяч девятьсот девяносто девять",
    "uk": "дев'ятсот дев'яносто дев'ять тисяч дев'ятсот дев'яносто дев'ять",
    "tr": "dokuz yüz doksan dokuz bin dokuz yüz doksan dokuz",
    "id": "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
    "ar": "تسعمئة وتسعة وتسعون ألفا وتسعمئة وتسعة وتسعون",
    "fa": "نهصد و نود و نه هزار و نهصد و نود و نه",
    "hi": "नौ लाख निन्यानवे हज़ार नौ सौ निन्यानवे",
    "zh": "九十九万九千九百九十九",
    "my": "ကိုးသိန်းကိုးသောင်းကိုးထောင်ကိုးရာ့ကိုးဆယ့်ကိုး",
    "am": "ዘጠኝ መቶ ዘጠና ዘጠኝ ሺህ ዘጠኝ መቶ ዘጠና ዘጠኝ",
    "sw": "elfu tisini na tisa na mia tisa na tisini na tisa",
    "ha": "dubu casa'in da tara da ɗari tara da casa'in da tara",
    "he": "תשע מאות תשעים ותשעה אלף תשע מאות תשעים ותשעה",
    "ur": "نو لاکھ نوے ہزار",
    "bn": "নয় লাখ নব্বই হাজার",
    "so": "sagaal boqol iyo sagaashan iyo sagaal kun",
    "fil": "siyamnapung libo dalawang daan",
    "pl": "dziewięćset dziewięćdziesiąt dziewięć tysięcy dziewięćset dziewięćdziesiąt dziewięć",
    "ja": "九十九万九千九百九十九",
    "ko": "99만 9천",
}
SMALLER = {
    "sw": 99_999,
    "ha": 99_999,
    "ur": 990_000,
    "bn": 990_000,
    "so": 999_000,
    "fil": 90_200,
    "ko": 999_000,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_compound_numbers_are_read_to_the_end(language: str) -> None:
    tokens = cut(LARGE[language], language)
    number = number_in(tokens, 0, language)
    assert number is not None
    assert (number.value, number.end) == (SMALLER.get(language, 999_999), len(tokens))


@pytest.mark.parametrize("language", sorted(set(LARGE) - {"ja"}))  # as Chinese writes it
def test_the_language_of_number_words_is_guessed(language: str) -> None:
    assert guess_language(LARGE[language]) == language


def test_a_pattern_stands_for_any_letters_but_the_whole_word() -> None:
    many = table("persons", "ru", "many")
    assert many.at(["военных"], 0) and not many.at(["ых"], 0)


def test_rough_numbers_are_of_the_classes_that_the_codebook_knows() -> None:
    classes = {key for language in LANGUAGES for _, key in forms("vague", language)}
    assert classes == set(VAGUE_NUMBERS)


@pytest.mark.parametrize("words", ["1,200", "1 200", "12", "1.5", "١٢٠٠", "twenty"])
def test_a_number_ends_behind_all_its_digits(words: str) -> None:
    (token,) = cut(f"{words}, ", "en")[:1]
    assert end_of(f"{words}, ", token) == len(words)
