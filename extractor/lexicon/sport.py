"""Sports pages, where teams attack, shoot, bombard and kill the game off."""

from __future__ import annotations

import re

__all__ = ["is_sport"]

WORDS = re.compile(
    r"\b(?:goals?|strikers?|midfielders?|defenders?|goalkeepers?|penalt(?:y|ies)|half[- ]time|"
    r"offside|league|cup final|derby|fixtures?|kick-?off|pitch|innings|wickets?|touchdowns?|"
    r"quarterback|playoffs?|tournament|semi-?finals?|quarter-?finals?|grand slam|title race|"
    r"head coach|manager|scored|scorer|equalis\w+|equaliz\w+|hat-trick|relegat\w+|teammates?|"
    r"season|match|gol(?:es)?|delantero|portero|entrenador|partido|liga|campeonato|"
    r"but(?:s|eur)?|gardien|entraîneur|ligue|championnat|mi-temps)\b",
    re.IGNORECASE,
)
SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b")
ENOUGH = 4  # different words; a report of a bomb at a stadium has one or two


def is_sport(text: str) -> bool:
    """True for a report of a match: several different words of sport."""
    found = {match.group().lower() for match in WORDS.finditer(text)}
    return len(found) >= ENOUGH or (len(found) == ENOUGH - 1 and bool(SCORE.search(text)))
