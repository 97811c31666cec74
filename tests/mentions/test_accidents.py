"""Who dies in traffic, in a fire or by lightning is no event; who is shot in a bus is."""

import pytest

from extractor.article import Article
from extractor.mentions.accidents import is_accident

ACCIDENTS = [
    ("A woman was killed on Tuesday when her car was hit by another car.", ["killed"]),
    ("A bus plunged into a ravine, killing 17 people and injuring 30.", ["killing", "injuring"]),
    ("Twelve people were killed in a plane crash outside Lima.", ["killed"]),
    (
        "Four soldiers were killed when their helicopter crashed.",
        ["soldiers were killed", "killed"],
    ),
    ("A fire at a garment factory killed 40 workers.", ["killed"]),
    ("Three workers were killed when a boiler exploded.", ["killed", "exploded"]),
    ("A gas leak explosion in a block of flats killed 39.", ["explosion", "killed"]),
    ("A stampede at a temple killed 30 pilgrims.", ["killed"]),
    ("Lightning killed four farmers.", ["killed"]),
    ("He died of a heart attack.", ["died"]),
    ("Tres personas murieron al volcar un autobús cerca de Puno.", ["murieron"]),
    ("Six personnes ont été tuées dans un accident de la route.", ["tuées"]),
]
VIOLENCE = [
    (
        "Four soldiers were killed when rebels shot down their jet, which crashed.",
        ["killed"],
    ),
    ("Ten people were killed when their bus hit a land mine and overturned.", ["killed"]),
    ("Gunmen set a bus on fire; the bus crashed, killing two.", ["killing"]),
    ("The bus crashed after guerrillas attacked it, killing two.", ["killing"]),
    ("Two people were murdered beside a road accident.", ["murdered"]),
    ("A blast at the station killed nine.", ["blast", "killed"]),  # nothing says what blew up
    ("A car plunged into a river after the blast killed its driver.", ["blast", "killed"]),
    ("Guerrilleros dispararon contra un autobús que volcó; murieron tres.", ["murieron"]),
    ("Le car s'est renversé après avoir sauté sur une mine, tuant six soldats.", ["tuant"]),
]


def told(text: str, words: list[str]) -> bool:
    return is_accident(text, Article(text).sentences, words)


@pytest.mark.parametrize(("text", "words"), ACCIDENTS)
def test_accident(text: str, words: list[str]):
    assert told(text, words)


@pytest.mark.parametrize(("text", "words"), VIOLENCE)
def test_violence_is_no_accident(text: str, words: list[str]):
    assert not told(text, words)


def test_without_a_word_of_either_nobody_knows():
    assert not told("Three people were killed in Puebla on Tuesday.", ["killed"])


def test_the_whole_of_what_is_told_counts():
    text = "Nine died when a bus crashed near Cali. The army said rebels had fired at it."
    assert is_accident(text, Article(text).sentences[:1], ["died"])
    assert not is_accident(text, Article(text).sentences, ["died"])
