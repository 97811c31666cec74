from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.text.article import Article
from extractor.text.sentences import split_sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("Gen. Ali met Mr. Smith of St. Paul.", ["Gen. Ali met Mr. Smith of St. Paul."]),
        ("It costs $3.5 million. They paid.", ["It costs $3.5 million.", "They paid."]),
        ("At 5 p.m. Monday the U.N. council met.", ["At 5 p.m. Monday the U.N. council met."]),
        ("“We fled.” They came back.", ["“We fled.”", "They came back."]),
        ('"Is it so?" asked the man. Yes.', ['"Is it so?" asked the man.', "Yes."]),
        ("The camp was hit.The army denied it.", ["The camp was hit.", "The army denied it."]),
        ("Three gunmen.Later, a man died.", ["Three gunmen.", "Later, a man died."]),
        ("See figure12.png and 15.jpg.", ["See figure12.png and 15.jpg."]),
        ("It killed 15.Twenty fled.", ["It killed 15.", "Twenty fled."]),
        ("Войска ушли.Армия молчит.", ["Войска ушли.", "Армия молчит."]),
        ("قتل خمسة.وقال الجيش", ["قتل خمسة.", "وقال الجيش"]),
        ("वे गाँव में.उसने कहा।वह गया।", ["वे गाँव में.", "उसने कहा।", "वह गया।"]),
        ("قال د.أحمد و أ.ف.ب شيئا", ["قال د.أحمد و أ.ف.ب شيئا"]),
        ("वे गाँव में.सेना ने कहा", ["वे गाँव में.", "सेना ने कहा"]),
        ("ဦးသေ။ စစ်တပ်က။ပြောသည်", ["ဦးသေ။", "စစ်တပ်က။", "ပြောသည်"]),
        ("It blew up.UN forces came.", ["It blew up.", "UN forces came."]),
        ("They killed Ali.Al-Shabaab left.", ["They killed Ali.", "Al-Shabaab left."]),
        ("…We fight on.", ["…We fight on."]),
        ("Am 12.März kam 5.Kolordu.", ["Am 12.März kam 5.Kolordu."]),
        ("穆罕默德.阿里说", ["穆罕默德.阿里说"]),
        ("На ул.Ленина", ["На ул.Ленина"]),
        ("Capt.Ali met Maj.Gen.Buba.", ["Capt.Ali met Maj.Gen.Buba."]),
        ("See www.Reuters.com or 3.5m.", ["See www.Reuters.com or 3.5m."]),
        ("Read bbc.com and U.S.Army pages.", ["Read bbc.com and U.S.Army pages."]),
        ("A line that\nwraps here. Next.", ["A line that\nwraps here.", "Next."]),
        ("Heading\n\nText here.", ["Heading", "Text here."]),
        ("ومتى؟ نعم.", ["ومتى؟", "نعم."]),
        ("他说。我走。", ["他说。", "我走。"]),
        ("घर जला। लोग भागे।", ["घर जला।", "लोग भागे।"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_no_character_but_white_space_is_lost_and_offsets_fit(text: str) -> None:
    sentences = list(split_sentences(text))
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    kept = "".join("".join(s.text.split()) for s in sentences)
    assert kept == "".join(text.split())
    assert [s.index for s in sentences] == list(range(len(sentences)))


def test_sentences_leave_out_dateline_and_source_line() -> None:
    article = Article("KABUL, March 14 (AP) – A bomb went off. Two died.\nSource: Press TV")
    assert [s.text for s in article.sentences] == ["A bomb went off.", "Two died."]


def test_paragraphs_are_counted() -> None:
    assert [s.paragraph for s in split_sentences("A b. C d.\n\nE f.\nG h.")] == [0, 0, 1, 2]
