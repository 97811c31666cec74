"""Counts how many marked places of the corpus are resolved, and to a country of their setting.

``python -m evals.told_places [even|odd]``: even passages were used for development, odd ones not.
Some passages take place outside their setting, so some places in other countries are right too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpus.format import Passage, read_passages
from extractor.gazetteer import store
from extractor.places.said import PlaceTold, place_told
from extractor.readers.local.countries import countries_told, homes_of_language

SETTINGS = Path(__file__).resolve().parent.parent / "corpus" / "setting_countries.tsv"
COLUMNS = (
    "places",
    "known",
    "unit around",
    "country only",
    "nothing",
    "right country",
    "right country only",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line per language, and one for all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("half", nargs="?", choices=("even", "odd"), default="odd")
    which = parser.parse_args(arguments).half
    lands = countries_of_settings()
    counts: dict[str, Counter[str]] = {}
    for passage in read_passages():
        if passage.number % 2 == (which == "odd"):
            for told in places_of(passage):
                for language in (passage.language, "all"):
                    count(counts.setdefault(language, Counter()), told, lands[setting_of(passage)])
    print("\t".join(("language", *COLUMNS)))
    for language, row in counts.items():
        print("\t".join((language, *(str(row[column]) for column in COLUMNS))))


def countries_of_settings() -> dict[str, frozenset[str]]:
    """Setting → the two-letter codes of the countries it takes place in."""
    lines = SETTINGS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {setting: frozenset(codes.split()) for setting, codes in rows}


def setting_of(passage: Passage) -> str:
    """The setting a passage was written for."""
    return passage.cell.partition("/")[0]


def places_of(passage: Passage) -> list[PlaceTold | None]:
    """The place that the first marked place of each event is resolved to."""
    marked: dict[int, tuple[list[str], list[str]]] = {}
    every = [mark.text for mark in passage.spans if mark.label.kind in ("place", "in")]
    for mark in passage.spans:
        if mark.label.kind in ("place", "in") and mark.label.event:
            names, around = marked.setdefault(mark.label.event, ([], []))
            (names if mark.label.kind == "place" else around).append(mark.text)
    return [
        place_told(
            names[0],
            (*around, *names[1:]),
            countries_told(passage.text, names[:1], every),
            homes_of_language(passage.language),
        )
        for names, around in marked.values()
        if names
    ]


def count(row: Counter[str], told: PlaceTold | None, lands: frozenset[str]) -> None:
    """Count one place; if only its country was found, it is counted separately."""
    row["places"] += 1
    if told is None:
        row["nothing"] += 1
    elif told.around and told.around.kind == store.COUNTRY:
        row["country only"] += 1
        row["right country only"] += told.place.country_code in lands
    else:
        row["known" if told.in_gazetteer else "unit around"] += 1
        row["right country"] += told.place.country_code in lands


if __name__ == "__main__":
    main()
