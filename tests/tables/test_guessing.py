"""What a guess goes by: the sample of a file, the words in it, and how sure a verdict is."""

from __future__ import annotations

import math
import random
import tracemalloc
from collections import Counter

import pytest

from extractor.tables.guessing import Doubt, Guess, Sample, codec_of, guess, shown_name
from extractor.tables.guessing.encodings import AT_HOME, CANDIDATES
from extractor.tables.guessing.letters import (
    languages,
    languages_of_countries,
    likelihoods,
    scripts,
)
from extractor.tables.guessing.sample import LONGEST_LINE, pieces_of
from extractor.tables.guessing.spelling import spelling_of
from extractor.tables.guessing.verdict import MOST_BYTES, Piece, ranked

RUSSIAN = "Неизвестные обстреляли машину полиции, двое сотрудников ранены, сообщили власти."


def sampled(data: bytes, chunk: int = 1 << 16, line: int = 1) -> Sample:
    sample = Sample(line)
    for start in range(0, len(data), chunk):
        sample.read(data[start : start + chunk])
    sample.end()
    return sample


def verdict(text: str, codec: str) -> Guess | Doubt:
    return guess(sampled(text.encode(codec)))


def test_a_sample_is_the_same_however_it_is_read():
    data = f"a,b\n1,x\n2,{RUSSIAN}\n3,Назрань\n\n4,«Рига»\n".encode("cp1251")
    whole = sampled(data)
    assert str(whole.others) == "lines 3, 4, 6"
    for chunk in (1, 2, 3, 7, 50):
        parts = sampled(data, chunk)
        assert (parts.pieces, str(parts.others)) == (whole.pieces, "lines 3, 4, 6")
    assert str(sampled(data, line=100).others) == "lines 102, 103, 105"


def test_lines_are_counted_apart_and_the_first_are_named():
    data = b"".join(
        "é\n".encode("utf-8" if number % 2 else "cp1252") + b"plain\n" for number in range(1, 15)
    )
    sample = sampled(data)
    assert str(sample.utf_8) == "lines 1, 5, 9, 13, 17 and 2 more"
    assert str(sample.others) == "lines 3, 7, 11, 15, 19 and 2 more"


def test_a_sample_of_many_different_words_keeps_every_byte_and_little_else():
    rows = [f"{n},{chr(0x410 + n % 32)}{n}ова,Курган" for n in range(60_000)]
    data = "\n".join([*rows, "Ђ,ё"]).encode("cp1251")
    tracemalloc.start()
    sample = sampled(data)
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()
    assert len(sample.pieces) <= 4_001
    met = {byte for piece in sample.pieces for byte in piece.data if byte > 127}
    assert met == {byte for byte in data if byte > 127}


@pytest.mark.parametrize("codec", ["gb18030", "cp932", "cp874"])
def test_text_without_a_space_for_megabytes_is_cut_where_it_can_be(codec):
    words = {
        "gb18030": "工人在工厂门口抗议，要求支付工资。",
        "cp932": "国会前で抗議のデモを行った。",
        "cp874": "คนร้ายลอบวางระเบิดทหารบาดเจ็บ",
    }[codec]
    found = verdict(words * 100_000, codec)
    assert isinstance(found, Guess)
    assert found.codec == codec


def test_a_long_start_of_ascii_does_not_hide_the_letters_after_it():
    found = verdict("x" * 100_000 + "été, où l’élève", "cp1252")
    assert isinstance(found, Guess)
    assert found.name == "windows-1252"


def test_the_countries_of_the_file_count():
    assert isinstance(verdict("Şırnak", "cp1254"), Doubt)
    assert verdict("TUR1,Turkey,Şırnak\n", "cp1254") == Guess("cp1254", certain=False)
    assert verdict('{"country": "Turkey", "location": "Şırnak"}', "cp1254") == Guess(
        "cp1254", certain=False
    )


@pytest.mark.parametrize(
    "text",
    [
        "The minister said “no” to the plan – again. It’s the third attack.",
        "Mandera\xa0East, 10\xa0km off",
        "paid £500 and €20 at 45° heat",
        "NEUQUÉN, CÓRDOBA",
        "Côte d’Ivoire, Ségou, Ménaka",
        "São Tomé e Príncipe",
        "N’Djamena, Moïssala",
        "Zürich, Genève, Tromsø, Ål, Þingeyri and Ærø",
    ],
)
def test_western_texts_of_every_sort_stay_western(text):
    found = verdict(text, "cp1252")
    assert isinstance(found, Guess)
    assert found.codec == "cp1252"


def test_a_doubtful_guess_is_none_that_is_certain():
    assert verdict("Харків", "cp1251") == Guess("cp1251", certain=False)
    assert verdict(RUSSIAN, "cp1251") == Guess("cp1251", certain=True)


def test_readings_of_other_things_are_not_plausible():
    for data in (bytes(range(128, 256)) * 3, b"\xff\xfe\xfd" * 9):
        assert isinstance(guess(sampled(data)), Doubt)


def test_an_example_shows_the_place_where_two_readings_part():
    found = guess(sampled(("word " * 30 + "Київ " + "word " * 30).encode("cp1251")))
    assert isinstance(found, Doubt)
    assert "'Київ' in windows-1251 or " in found.reason
    assert len(found.reason) < 200


def test_every_candidate_has_a_language_and_a_name_that_is_understood():
    known = {name for script in (*scripts(), "EAST ASIAN") for name in languages(script)}
    for codec, rarity in CANDIDATES:
        assert rarity <= 0
        assert set(AT_HOME[codec]) <= known
        assert codec_of(shown_name(codec)).replace("-", "_") == codec.replace("-", "_")


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        *(("windows-1251", "cp1251"), ("CP1251", "cp1251"), (" latin2 ", "iso8859-2")),
        *(("GBK", "gb18030"), ("gb2312", "gb18030"), ("shift_jis", "cp932"), ("euc-kr", "cp949")),
        *(("macintosh", "mac_roman"), ("utf8", "utf-8"), ("UTF-8-sig", "utf-8")),
        *(("windows-874", "cp874"), ("iso-8859-1", "iso8859-1")),
    ],
)
def test_encodings_are_understood_under_the_names_people_use(name, codec):
    assert codec_of(name) == codec


def test_words_are_likelier_in_their_own_language():
    spanish, polish = (languages("LATIN").index(name) for name in ("spanish", "polish"))
    likely = likelihoods("LATIN", "españa")
    assert likely[spanish] == max(likely) > likely[polish]


def test_what_is_odd_about_a_text_costs():
    def cost(text: str) -> float:
        found = spelling_of(text)
        assert found is not None
        return found.odd

    assert cost("Neuquén") > cost("NeuquÈn") > cost("NeuquМn")
    assert cost("l’armée") > cost("l£armée")
    assert cost("45°") > cost("4½a5")
    assert spelling_of("a\x85b") is None
    assert Piece(b"x").cut is False


@pytest.mark.parametrize("script", scripts())
def test_what_may_follow_a_letter_adds_up_to_one(script: str) -> None:
    for language in scripts()[script]:
        share = {letter: math.exp(told) for letter, told in language.letters.items()}
        assert sum(share.values()) == pytest.approx(1)
        for first, unmet in language.unmet.items():
            met = {pair[1]: told for pair, told in language.pairs.items() if pair[0] == first}
            rest = sum(one for letter, one in share.items() if letter not in met)
            whole = sum(map(math.exp, met.values())) + math.exp(unmet) * rest
            assert whole == pytest.approx(1)


def test_countries_beside_other_letters_say_what_is_spoken() -> None:
    sample = sampled("Russia,Назрань\nRussia,Грозный\nKenya,Nairobi\n".encode("cp1251"))
    assert sample.spoken == {languages_of_countries()[b"russia"]: 2}


def test_of_a_cell_whose_end_is_missing_the_last_word_does_not_count() -> None:
    cell = "Назрань, Грозный и Магас".encode("cp1251")
    found = [piece.data.decode("cp1251") for piece in pieces_of(cell, cut=True)]
    assert found == ["Назрань", "Грозный", "и"]


def test_a_line_without_an_end_is_cut_between_words() -> None:
    line = ("Назрань обстреляли неизвестные " * 40_000).encode("cp1251")
    assert len(line) > LONGEST_LINE
    words = {piece.data.decode("cp1251") for piece in sampled(line).pieces}
    assert words == {"Назрань", "обстреляли", "неизвестные"}


def test_more_text_than_is_looked_at_is_ranked_by_a_part_of_it() -> None:
    words = [word.strip(".,") for word in RUSSIAN.split()]
    joined = ["".join(random.Random(number).sample(words, 8)) for number in range(500)]
    pieces = [Piece(one.encode("cp1251")) for one in joined]
    assert sum(len(piece.data) for piece in pieces) > 2 * MOST_BYTES
    assert ranked(pieces, Counter())[0].codec == "cp1251"
