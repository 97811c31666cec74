"""Who acts and who suffers where the grammar says so plainly."""

from __future__ import annotations

import pytest
from fake_model import PUBLISHED

from extractor.actors.find import find_groups, find_parties
from extractor.analysis import Analysis
from extractor.readers.questions.agents import doer_and_target
from extractor.readers.questions.tellings import tellings
from extractor.text.article import Article


def told(text: str) -> tuple[str | None, str | None]:
    analysis = Analysis(Article(text, published=PUBLISHED))  # type: ignore[arg-type]
    first = next(iter(tellings(analysis)))
    doer, target = doer_and_target(analysis, first)
    return doer.text if doer else None, target.text if target else None


@pytest.mark.parametrize(
    "text, doer, target",
    [
        ("Gunmen shot dead four farmers in Konduga.", "Gunmen", "four farmers"),
        ("Four farmers were shot dead by masked gunmen.", "masked gunmen", "Four farmers"),
        ("The rebels' attack left four farmers dead.", "The rebels", "four farmers"),
        ("Soldiers killed two women after suspected rebels fled.", "Soldiers", "two women"),
        ("Police opened fire on protesters, killing two.", "Police", "protesters"),
        ("Two priests were kidnapped in Zamfara.", None, "Two priests"),
        ("Two soldiers were shot in Konduga on Monday.", None, "Two soldiers"),
        ("Two priests were shot dead by Luis Rojas.", "Luis Rojas", "Two priests"),
        ("A bomb exploded in what President Ana Ruiz called an attack.", None, None),
        ("Luis Vega, son of the murdered Ana Ruiz, asked for help in Cauca.", None, "Ana Ruiz"),
        (
            "Troops demanded a trial of the man for ordering the shooting of two boys.",
            None,
            "two boys",
        ),
        (
            "Rebels reportedly belonging to the FARC ambushed an army patrol in Cauca.",
            "the FARC",
            "an army patrol",
        ),
    ],
)
def test_what_stands_there_plainly_is_taken(
    text: str, doer: str | None, target: str | None
) -> None:
    assert told(text) == (doer, target)


@pytest.mark.parametrize(
    "text",
    [
        "At least six persons were killed when a car bomb exploded in Konduga.",
        "The minister condemned the attack on Konduga that killed four farmers.",
        "Four farmers were shot dead in Konduga, police said.",
        "A judge was found dead along with Ana Ruiz in Konduga.",
        "Luis Rojas shot dead in Konduga on Monday.",
    ],
)
def test_who_dies_or_speaks_does_nothing(text: str) -> None:
    assert told(text)[0] is None


@pytest.mark.parametrize(
    "text, parties",
    [
        (
            "Two heavily armed men in military uniforms shot Mayor Rosa Pena.",
            ["heavily armed men in military uniforms", "Mayor Rosa Pena"],
        ),
        ("Members of the Shining Path attacked.", ["Members of the Shining Path"]),
        ("The terrorist attack and the guerrilla camp.", []),
        ("Soldiers of the 5th Brigade came.", ["Soldiers of the 5th Brigade"]),
        ("They laid it to target security forces.", ["security forces"]),
    ],
)
def test_phrases_for_parties(text: str, parties: list[str]) -> None:
    found = [span.text for span in find_parties(text)]
    assert [name.removeprefix("Two ") for name in found] == parties


def test_groups_are_found_by_name_and_acronym() -> None:
    text = "The FMLN and the Shining Path met Boko Haram at the U.N."
    names = [span.text.removeprefix("The ") for span in find_groups(text)]
    assert names == ["FMLN", "Shining Path", "Boko Haram"]
