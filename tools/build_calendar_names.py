"""Build ``extractor/dates/data/calendar_names.tsv``: weekdays and months, from CLDR.

    .venv/bin/python tools/build_calendar_names.py

Needs babel (the ``gazetteer`` extra), which ships CLDR's tables. One line a weekday (Monday 0) or
month of a language, all its forms with bars between them: alone and within a date, wide and
abbreviated. What CLDR lacks (cases, "yesterday", months of other calendars) is written by hand in
``day_words.tsv``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Iterator

# A language's own table first, then those of countries that name the months otherwise. Without
# Tigrinya and Oromo, whose months in CLDR are the Ethiopian ones.
LOCALES = {
    "en": "en", "es": "es", "fr": "fr", "pt": "pt",
    "ar": "ar ar_SY ar_IQ ar_DZ ar_MA ar_MR", "ru": "ru", "uk": "uk", "tr": "tr", "fa": "fa fa_AF",
    "de": "de de_AT", "id": "id", "sw": "sw", "hi": "hi", "my": "my", "zh": "zh_Hans zh_Hant",
    "ha": "ha", "am": "am", "it": "it", "nl": "nl", "pl": "pl", "ur": "ur", "bn": "bn",
    "so": "so", "ps": "ps", "he": "he", "ja": "ja", "th": "th", "el": "el",
    "ro": "ro", "ms": "ms", "fil": "fil", "ta": "ta", "ne": "ne", "si": "si", 
    "rw": "rw", "yo": "yo", "az": "az", "uz": "uz", "kk": "kk", "hy": "hy",
    "ka": "ka", "bg": "bg", "sr": "sr sr_Latn", "hu": "hu", "cs": "cs", "sv": "sv",
}  # fmt: skip
TARGET = Path(__file__).resolve().parent.parent / "extractor/dates/data/calendar_names.tsv"
WIDTHS = ("wide", "abbreviated")
CONTEXTS = ("format", "stand-alone")
# Written without spaces: a short form there stands within other words.
NO_SHORT_FORMS = ("my", "ja", "th")


def rows(language: str) -> Iterator[tuple[str, str, int, str]]:
    """Language, ``weekday`` or ``month``, its number, its forms."""
    for kind, count in (("weekday", 7), ("month", 12)):
        for number in range(count):
            value = number + (kind == "month")
            forms: dict[str, None] = {}
            for name in LOCALES[language].split():
                locale = Locale.parse(name)
                table = locale.days if kind == "weekday" else locale.months
                for width in WIDTHS[: 1 if language in NO_SHORT_FORMS else 2]:
                    for context in CONTEXTS:
                        form = str(table[context][width].get(value, "")).strip().rstrip(".")
                        if usable(form):
                            forms[form] = None
            if forms:
                yield language, kind, value, "|".join(forms)


def usable(form: str) -> bool:
    """No figures ("3月", "M01"), and no two letters of the Latin script."""
    return not re.search(r"\d", form) and (len(form) > 2 or not form.isascii()) and form != ""


def main() -> None:
    """Write the table anew."""
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        out.write("language\tkind\tvalue\tforms\n")
        for language in LOCALES:
            for row in rows(language):
                out.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
