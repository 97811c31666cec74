"""Make the table of month names, weekdays and orders of day and month that web pages write.

    pip install '.[gazetteer]'
    python tools/build_page_dates.py

Names and orders are those of Unicode CLDR as babel ships it. Languages whose month names CLDR takes
from another calendar (Tigrinya, Oromo: the Ethiopian one) are left out: their years differ too.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale, localedata

OUT = Path(__file__).resolve().parent.parent / "extractor/sources/pages/data/dates.tsv"
LANGUAGES = (
    *("af", "am", "ar", "ar_SY", "az", "be", "bg", "bn", "bs", "ca", "ckb", "cs", "da"),
    *("de", "el", "en", "es", "et", "eu", "fa", "fi", "fil", "fr", "gl", "gu", "ha", "he"),
    *("hi", "hr", "hu", "hy", "id", "ig", "is", "it", "ja", "ka", "kk", "km", "kn", "ko"),
    *("ku", "ky", "lo", "lt", "lv", "mg", "mk", "ml", "mn", "mr", "ms", "my", "nb", "ne"),
    *("nl", "pa", "pl", "ps", "pt", "ro", "ru", "rw", "si", "sk", "sl", "so", "sq", "sr"),
    *("sr_Latn", "sv", "sw", "ta", "te", "tg", "th", "tk", "tr", "uk", "ur", "uz", "vi"),
    *("yo", "zh", "zu"),
)
# Months in use that CLDR does not list: the Maghreb's, spellings without the accent's letter.
MORE = {
    "ar": "جانفي فيفري - أفريل ماي جوان جويلية أوت - - - -|"
    "- - - - - - يوليوز غشت شتنبر - نونبر دجنبر|"
    "- - - - - حزيران تموز آب أيلول - - -",
    "es": "- - - - - - - - setiembre - - -",
    "en": "- - - - - - - - sept - - -",
    "id": "- pebruari - - - - - - - - nopember -",
}
# Months of the Persian calendar, as Iran and Afghanistan name them.
SOLAR = {
    "fa": "فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "prs": "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "ps": "وری غویی غبرگولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
}
# No order is taken where news sites do not use CLDR's short form, or use both orders.
OPEN = ("en", "en-bi", "en-ca", "es-us", "zh", "ja", "ko", "hu", "lt", "fa", "ps", "ckb")
DAY_FIRST = ("en-za", "sv", "fr-ca", "rw", "mg", "si", "ne")


def main() -> None:
    """Write the table."""
    lines = [
        "# Names of months and weekdays, and the order of day (D) and month (M) where the year"
        " comes last.",
        "# From Unicode CLDR; made by tools/build_page_dates.py, not by hand.",
        "# what, language, number or order, ways to write it",
    ]
    for tag in LANGUAGES:
        locale = Locale.parse(tag)
        language = tag.replace("_", "-").lower()
        if language == "ar-sy":
            language = "ar"
        lines += months_of(locale, language, own=tag in MORE and tag == language)
    lines += [
        f"solar\t{language}\t{month}\t{forms}"
        for language, months in SOLAR.items()
        for month, forms in enumerate(months.split(), 1)
    ]
    for tag in LANGUAGES:
        language = tag.replace("_", "-").lower()
        if language != "ar-sy":
            lines += weekdays_of(Locale.parse(tag), language)
    lines += orders()
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def months_of(locale: Locale, language: str, *, own: bool) -> list[str]:
    """One line for each month: its full and short names, alone and next to a day."""
    more = [row.split() for row in MORE[language].split("|")] if own else []
    lines = []
    for month in range(1, 13):
        forms = [
            locale.months[use][width][month]
            for use in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        ]
        forms += [row[month - 1] for row in more]
        lines.append(f"month\t{language}\t{month}\t{written(forms)}")
    return lines


def weekdays_of(locale: Locale, language: str) -> list[str]:
    """One line for each weekday, Monday 0."""
    return [
        f"weekday\t{language}\t{day}\t"
        + written(
            [
                locale.days[use][width][day]
                for use in ("format", "stand-alone")
                for width in ("wide", "abbreviated")
            ]
        )
        for day in range(7)
    ]


def written(forms: list[str]) -> str:
    """The distinct forms without final full stops; numbers are left out."""
    kept = (" ".join(form.split()).rstrip(".") for form in forms)
    return "|".join(dict.fromkeys(f for f in kept if f != "-" and not re.fullmatch(r"\d+", f)))


def orders() -> list[str]:
    """The order of each language, and of each country's variant that differs from it."""
    found: dict[str, str] = {}
    for tag in localedata.locale_identifiers():
        parts = tag.split("_")
        if parts[0] in {t.partition("_")[0] for t in LANGUAGES} and not any(
            len(part) == 4 for part in parts[1:]
        ):
            own = "D" if parts[0] in DAY_FIRST else order_of(Locale.parse(tag))
            found["-".join(parts).lower()] = own
    found |= dict.fromkeys(OPEN, "-") | dict.fromkeys(DAY_FIRST, "D")
    return [
        f"order\t{tag}\t{order}\t"
        for tag, order in sorted(found.items())
        if "-" not in tag or order != found.get(tag.partition("-")[0])
    ]


def order_of(locale: Locale) -> str:
    """The order of a locale: ``D`` day first, ``M`` month first, ``-`` year first."""
    letters = re.sub(r"[^dMy]", "", locale.date_formats["short"].pattern)
    return "-" if letters.startswith("y") else letters[0].upper()


if __name__ == "__main__":
    main()
