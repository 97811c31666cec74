"""The names in a cell of the grid, ``cell=SETTING/TYPE/GENRE/DIFFICULTY``: what a passage is about.

A cell says which text a writer is asked for; see :mod:`corpus.grid`.
"""

from __future__ import annotations

import csv
import difflib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.labels import TYPES

SETTINGS_FILE = Path(__file__).resolve().parent / "settings.tsv"
NO_EVENT = {
    "accident": "an accident: traffic, fire, collapse, a boat, an explosion of gas",
    "crime": "ordinary crime without politics: robbery, a family killing, smuggling, a trial of it",
    "sport": "sport, told in words of fighting",
    "business": "business, markets, technology: strikes at prices, a hostile takeover",
    "anniversary": "an anniversary or memorial of something years ago, no day of it to code",
    "plan": "a plan, an announcement, a call to protest, an exercise, a deployment to come",
    "threat": "a threat, a warning, a feared attack that has not happened",
    "statistics": "figures over many events: deaths of a year, attacks of a region, a study",
    "fiction": "a film, a book, a game, a play about war or revolt",
    "figure": "war words as figures of speech: a battle over a bill, a bombshell, under fire",
    "politics": "court, parliament, election, diplomacy, a law, a visit; nobody is hurt or held",
    "disaster": "disease, weather, earthquake, locusts, wild animals",
}
GENRES = {
    "wire": "the lead of a news agency's report",
    "wire-mid": "the middle of a news agency's report, where the news is already known",
    "local": "a local daily",
    "rights": "a report of a human-rights organisation",
    "situation": "a situation report of the UN or a ministry",
    "bulletin": "items of a news bulletin or a round-up list",
    "communique": "a communiqué of the police, an army or an armed group",
    "interview": "a quote from radio or an interview",
    "live": "an entry of a live blog",
    "feature": "a feature or background piece",
    "timeline": "a timeline",
    "social": "a post on a social network by a journalist or witness",
    "editorial": "an editorial or comment",
}
DIFFICULTIES = {
    "plain": "told plainly",
    "passive": "passive, no doer named",
    "two-events": "two events whose numbers must not mix",
    "round-up": "a round-up of several events, each with place, day and number of its own",
    "background": "background beside the news: an older event recalled",
    "rival-tolls": "rival tolls by different tellers",
    "allegation": "an allegation and a denial",
    "claim": "a claim of responsibility",
    "request": "somebody asks for an investigation",
    "named-group": "a named armed group beside “gunmen” or “unknown men”",
    "unknown-village": "an obscure or invented village, placed by its district or a distance",
    "number-words": "numbers in words",
    "vague-numbers": "vague numbers: dozens, several, scores, at least, more than, up to",
    "long-sentence": "one long sentence with clauses inside clauses",
    "pronouns": "doer and target taken up by pronouns or other names in later sentences",
    "headline": "headline style",
    "quoted": "told only in quoted speech",
    "failed": "an attack that failed, was repelled, disarmed, intercepted",
    "retold": "retold a day or more later, with another day as the news",
    "civilians-in-battle": "civilians hurt between two fighting sides",
}
KINDS_OF_CELL = (*TYPES, *NO_EVENT)


@dataclass(frozen=True)
class Setting:
    """Where, among which parties and in which years a passage takes place."""

    slug: str
    name: str
    first_year: int
    last_year: int
    conflict: str  # war, insurgency, gangs or unrest
    languages: tuple[str, ...]
    parties: str
    areas: tuple[str, ...]


@lru_cache(maxsize=1)
def settings() -> dict[str, Setting]:
    """The settings of ``settings.tsv`` by their slug."""
    found: dict[str, Setting] = {}
    with SETTINGS_FILE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            slug, name, first, last, conflict, languages, parties, areas = row
            found[slug] = Setting(
                slug,
                name,
                int(first),
                int(last),
                conflict,
                tuple(languages.split(",")),
                parties,
                tuple(areas.split(", ")),
            )
    return found


def cell_fault(cell: str) -> str | None:
    """A message on what is wrong with a cell and how to fix it; ``None`` if the cell is valid."""
    parts = cell.split("/")
    if len(parts) != 4:
        return f"cell {cell!r} has {len(parts)} parts; write SETTING/TYPE/GENRE/DIFFICULTY"
    known = (
        ("setting", tuple(settings())),
        ("type", KINDS_OF_CELL),
        ("genre", tuple(GENRES)),
        ("difficulty", tuple(DIFFICULTIES)),
    )
    for part, (what, names) in zip(parts, known, strict=True):
        if part not in names:
            near = difflib.get_close_matches(part, names, 1, 0.5)
            hint = (
                f"{near[0]} was meant?" if near else "see corpus/cells.py and corpus/settings.tsv"
            )
            return f"cell {cell!r}: {part!r} is no {what} of the grid; {hint}"
    return None
