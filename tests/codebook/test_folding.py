from __future__ import annotations

import pytest

from extractor.codebook.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الأسايش", "الاسايش"),
        ("جماعة نُصرة الإسلام", "جماعه نصره الاسلام"),
        ("ترکیه", "تركيه"),
        ("תנועת ״אל״", "תנועת אל"),
        ('צה"ל', "צה״ל"),
        ("ሐማስ", "ሀማስ"),
        ("İŞİD", "ışid"),
        ("IŞİD", "isid"),
        ("Ёлка", "елка"),
        ("माँ।", "मां"),
    ],
)
def test_one_word_spelled_in_two_ways_is_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["सेना", "नक्सलियों", "ရဲဘော်", "တပ်မတော်", "ตำรวจ", "မြို့ခံများ"])
def test_vowel_signs_do_not_break_a_word(word: str) -> None:
    assert " " not in fold(word)


def test_marks_that_make_another_word_stay() -> None:
    assert fold("ရဲ့") != fold("ရဲ")  # of, police
    assert fold("सेना") != fold("सोना")
