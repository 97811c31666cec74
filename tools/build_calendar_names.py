"""Build ``extractor/languages/xx/calendar.tsv``: weekdays and months, from CLDR.

    .venv/bin/python tools/build_calendar_names.py [CODE …]

Needs babel (the ``gazetteer`` extra), which ships CLDR's tables. Writes the table for every
language that already has one, and for the codes given. Each weekday (Monday 0) or month has one
line with all its forms, separated by bars: alone and within a date, wide and abbreviated. Forms
that CLDR lacks (cases, "yesterday", months of other calendars) are written by hand in
``day_words.tsv``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from extractor import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

# Further locales to read after the language's own: countries with other names of months, or another
# script.
MORE = {
    "ar": "ar_SY ar_IQ ar_DZ ar_MA ar_MR", "fa": "fa_AF", "de": "de_AT", "zh": "zh_Hant",
    "sr": "sr_Latn",
}  # fmt: skip
FOLDERS = Path(__file__).resolve().parent.parent / "extractor" / "languages"
WIDTHS = ("wide", "abbreviated")
CONTEXTS = ("format", "stand-alone")
# Written without spaces, so a short form would be found within other words.
NO_SHORT_FORMS = ("my", "ja", "ko", "th")


def rows(language: str) -> Iterator[tuple[str, int, str]]:
    """Yield ``weekday`` or ``month``, its number and its forms."""
    for kind, count in (("weekday", 7), ("month", 12)):
        for number in range(count):
            value = number + (kind == "month")
            forms: dict[str, None] = {}
            for name in (language, *MORE.get(language, "").split()):
                locale = Locale.parse(name)
                table = locale.days if kind == "weekday" else locale.months
                for width in WIDTHS[: 1 if language in NO_SHORT_FORMS else 2]:
                    for context in CONTEXTS:
                        form = str(table[context][width].get(value, "")).strip().rstrip(".")
                        if usable(form):
                            forms[form] = None
            if forms:
                yield kind, value, "|".join(forms)


def usable(form: str) -> bool:
    """Whether a form has no digits ("3月", "M01") and is not just two Latin letters."""
    return not re.search(r"\d", form) and (len(form) > 2 or not form.isascii()) and form != ""


def main() -> None:
    """Rewrite the existing tables, and write those of the languages named."""
    for language in (*languages.having("calendar"), *sys.argv[1:]):
        lines = ["\t".join(map(str, row)) for row in rows(language)]
        said = f"# Weekdays and months, from CLDR, in {languages.about(language, 'name')}"
        head = f"{said}: kind, number, words (docs/languages.md)."
        target = FOLDERS / language / "calendar.tsv"
        target.write_text("\n".join([head, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
