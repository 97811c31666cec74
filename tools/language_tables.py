"""Write the table of docs/languages.md from the folders of languages: `make docs`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor import languages

PAGE = Path(__file__).resolve().parent.parent / "docs" / "languages.md"
BEGIN = "<!-- Written by `make docs` from extractor/languages/; tests check it -->"


class Subject(NamedTuple):
    """A subject's tables: those without which it is read only in part, and those that only some
    languages need. ``codebook``: the English words are in the codebook's own tables."""

    needed: tuple[str, ...]
    more: tuple[str, ...] = ()
    codebook: bool = False


COUNTS = ("numbers", "at_least", "up_to", "vague", "nobody", "joins", "persons", "units")
SUBJECTS = {
    "dates": Subject(("calendar", "day_words")),
    "numbers": Subject(COUNTS),
    "countries": Subject(("country_names",), ("country_words", "no_country"), codebook=True),
    "kinds of actor": Subject(("actor_words",), codebook=True),
    "groups, forces": Subject(("group_names",), ("force_names",), codebook=True),
    "places": Subject(("place_kinds",), ("place_endings", "place_names", "area_names")),
    "deeds": Subject(
        ("toll_words", "weapon_words"), ("event_words", "no_event", "toll_parts", "turn_words")
    ),
    "statements": Subject(("statement_words", "inquiry_words")),
    "rules": Subject(("place_rules", "actor_rules", "frames")),
}


def lines_of(language: str, subject: Subject) -> str:
    """How many lines a language has for a subject; in brackets if a needed table is missing."""
    if subject.codebook and language == "en":
        return "codebook"
    tables = (*subject.needed, *subject.more)
    count = sum(len(languages.rows(table, language)) for table in tables)
    whole = not set(subject.needed) & set(languages.lacking(language))
    return "" if not count else f"{count:,}" if whole else f"({count:,})"


def written() -> Iterator[str]:
    """Yield the lines of the table: one per language, those with most subjects first."""
    yield f"| language | code | {' | '.join(SUBJECTS)} |"
    yield f"|---|---|{'---|' * len(SUBJECTS)}"
    found = [
        [languages.about(code, "name"), code, *(lines_of(code, of) for of in SUBJECTS.values())]
        for code in languages.codes()
    ]
    for cells in sorted(found, key=lambda cells: -sum(map(bool, cells))):
        yield f"| {' | '.join(cells)} |"


def main() -> int:
    """Rewrite the page, or with ``--check`` only report whether it is current."""
    page = PAGE.read_text("utf-8")
    new = page[: page.index(BEGIN)] + "\n".join([BEGIN, "", *written(), ""])
    if "--check" in sys.argv:
        if page != new:
            print("docs/languages.md is not what the folders hold: make docs", file=sys.stderr)
        return int(page != new)
    PAGE.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
