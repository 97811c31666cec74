"""Build ``extractor/languages/xx/country_names.tsv``: countries in other languages, from CLDR.

    .venv/bin/python tools/build_country_names.py [CODE …]

Needs babel (the ``gazetteer`` extra), which ships CLDR's tables. Writes the table for every
language that already has one, and for the codes given, with one line per country of ACLED's list.
"Мьянма (Бирма)" becomes two names. Adjectives and names that CLDR lacks ("РФ", "RDC") are written
by hand in ``country_words.tsv``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from extractor import languages
from extractor.codebook.countries import countries

FOLDERS = Path(__file__).resolve().parent.parent / "extractor" / "languages"
MORE = {"zh": "zh_Hant"}  # written in another script too
TWO_CONGOS = ("CD", "CG")
BRACKETS = re.compile(r"^(.*?)\s*[(（](.+?)[)）]$")


def names_of(code: str, language: str) -> Iterator[str]:
    """The names CLDR has for a country."""
    for table in (language, *MORE.get(language, "").split()):
        name = Locale.parse(table).territories.get(code, "")
        name = name.replace("\u200f", "").replace("\u200e", "").strip()
        found = BRACKETS.match(name)
        if found and code in TWO_CONGOS:  # the brackets say which of the two Congos
            continue
        yield from found.groups() if found else [name]


def main() -> None:
    """Rewrite the existing tables, and write those of the languages named."""
    for language in (*languages.having("country_names"), *sys.argv[1:]):
        said = f"# Countries, from CLDR, in {languages.about(language, 'name')}"
        lines = [f"{said}: country, words (docs/languages.md)."]
        for country in sorted(countries(), key=lambda one: one.alpha2):
            names = "|".join(filter(None, dict.fromkeys(names_of(country.alpha2, language))))
            if names:
                lines.append(f"{country.alpha2}\t{names}")
        target = FOLDERS / language / "country_names.tsv"
        target.write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
