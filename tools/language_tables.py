"""Write the tables of docs/languages.md from the folders of languages: `make docs`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from extractor import languages

PAGE = Path(__file__).resolve().parent.parent / "docs" / "languages.md"
BEGIN = "<!-- Written by `make docs` from extractor/languages/; tests check it -->"
SUBJECTS = {
    "dates": ("calendar", "day_words"),
    "numbers": (
        "numbers", "at_least", "up_to", "vague", "nobody", "joins", "persons", "units",
    ),
    "countries": ("country_names", "country_words"),
    "kinds of actor": ("actor_words",),
    "groups, forces": ("group_names", "force_names"),
}  # fmt: skip


IN_CODEBOOK = {"countries", "kinds of actor", "groups, forces"}  # in English


def lines_of(language: str, tables: tuple[str, ...]) -> str:
    """How many lines a language has for a subject; in brackets where it lacks some tables."""
    count = sum(len(languages.rows(table, language)) for table in tables)
    whole = not set(tables) & set(languages.lacking(language))
    return "" if not count else f"{count:,}" if whole else f"({count:,})"


def written() -> Iterator[str]:
    """The table: a line a language, those with most subjects first."""
    yield f"| language | code | {' | '.join(SUBJECTS)} |"
    yield f"|---|---|{'---|' * len(SUBJECTS)}"
    found = [
        [
            languages.about(code, "name"),
            code,
            *(
                "codebook" if code == "en" and subject in IN_CODEBOOK else lines_of(code, tables)
                for subject, tables in SUBJECTS.items()
            ),
        ]
        for code in languages.codes()
    ]
    for cells in sorted(found, key=lambda cells: -sum(map(bool, cells))):
        yield f"| {' | '.join(cells)} |"


def main() -> int:
    """Write the page anew, or with ``--check`` say whether it is current."""
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
