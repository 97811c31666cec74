"""Build ``extractor/codebook/data/country_names.csv``: countries in other languages, from CLDR.

    .venv/bin/python tools/build_country_names.py

Needs babel (the ``gazetteer`` extra), which ships CLDR's tables. One line a country of ACLED's
list, one column a language; "Мьянма (Бирма)" becomes two names. Adjectives and what CLDR lacks
("РФ", "RDC") are written by hand in ``country_words.csv``.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from babel import Locale

from extractor.codebook.countries import countries

LANGUAGES = (
    "am", "ar", "bn", "de", "es", "fa", "fr", "ha", "he", "hi", "id", "it", "ja", "ko", "my",
    "pt", "ru", "so", "sw", "th", "tr", "uk", "ur", "zh_Hans", "zh_Hant",
)  # fmt: skip
TARGET = Path(__file__).resolve().parent.parent / "extractor/codebook/data/country_names.csv"
TWO_CONGOS = ("CD", "CG")
BRACKETS = re.compile(r"^(.*?)\s*[(（](.+?)[)）]$")


def names_of(code: str, language: str) -> str:
    """The names CLDR has for a country, ``|`` between them; empty where it has none."""
    name = Locale.parse(language).territories.get(code, "")
    name = name.replace("\u200f", "").replace("\u200e", "").strip()
    found = BRACKETS.match(name)
    if found and code in TWO_CONGOS:  # there the brackets say which of them
        return ""
    return "|".join(found.groups()) if found else name


def main() -> None:
    """Write the table anew."""
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["code", *LANGUAGES])
        for country in sorted(countries(), key=lambda one: one.alpha2):
            names = [names_of(country.alpha2, language) for language in LANGUAGES]
            if any(names):
                table.writerow([country.alpha2, *names])


if __name__ == "__main__":
    main()
