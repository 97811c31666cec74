"""Names of weekdays in the languages of the corpus, to check a marked day against its words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

# Monday first; alternatives for a day are separated by a bar, as in regular expressions.
_NAMES = {
    "en": r"monday tuesday wednesday thursday friday saturday sunday",
    "es": r"lunes martes mi[eé]rcoles jueves viernes s[aá]bado domingo",
    "fr": r"lundi mardi mercredi jeudi vendredi samedi dimanche",
    "pt": r"segunda-feira ter[cç]a-feira quarta-feira quinta-feira sexta-feira s[aá]bado domingo",
    "ar": r"ال[إا]ثنين الثلاثاء ال[أا]ربعاء الخميس الجمعة السبت ال[أا]حد",
    "ru": r"понедельник вторник \bсред[ауые]\b четверг пятниц суббот воскресень",
    "uk": r"понеділ вівтор \bсеред[ауи]\b четвер п['’ʼ]?ятниц субот \bнеділ",
    "tr": r"\bpazartesi \bsalı\b çarşamba perşembe \bcuma(?!rtesi) cumartesi \bpazar(?!tesi)",
    "fa": r"دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه (?<![کهجور])شنبه یکشنبه",
    "de": r"montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
    "id": r"\bsenin \bselasa \brabu \bkamis \bjum['’]?at \bsabtu \b(?-i:Minggu|Ahad)",
    "sw": r"jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili",
    "hi": r"सोमवार मंगलवार बुधवार गुरुवार|गुरूवार|बृहस्पतिवार|वीरवार शुक्रवार शनिवार रविवार|इतवार",
    "my": r"တနင်္လာ အင်္ဂါ ဗုဒ္ဓဟူး ကြာသပတေး သောကြာ စနေ တနင်္ဂနွေ",
    "zh": r"WEEK一 WEEK二 WEEK三 WEEK四 WEEK五 WEEK六 WEEK[日天]",
    "ha": r"litinin talata laraba alhamis jumm?a['’ʼ]?a asabar lahadi",
    "am": r"(?<!ማክ)ሰኞ ማክሰኞ ረቡ|[ዕእ]ሮብ [ሐሀኀ]ሙስ [ዓአዐ]ርብ ቅዳሜ [እዕ][ሁሑ]ድ",
}
_WEEK = "(?:星期|(?<!每)[周週]|礼拜|禮拜)"
_IGNORED = re.compile("[\u200b-\u200f]")
ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    names = _NAMES.get(language, "").replace("WEEK", _WEEK).split()
    return tuple(re.compile(f"(?:{name})", re.IGNORECASE) for name in names)


def weekdays_in(words: str, language: str) -> frozenset[int]:
    """The weekdays named in ``words``, Monday 0."""
    plain = _IGNORED.sub("", words)
    if language == "fa":
        plain = plain.replace("ي", "ی").replace("ك", "ک")
        plain = re.sub(r"(یک|دو|سه|چهار|پنج) شنبه", r"\1شنبه", plain)
    return frozenset(
        day for day, pattern in enumerate(_patterns(language)) if pattern.search(plain)
    )


def disagrees(words: str, language: str, first: date, last: date) -> bool:
    """Whether ``words`` name weekdays of which none lies between ``first`` and ``last``."""
    named = weekdays_in(words, language)
    days = min((last - first).days, 6)
    meant = {(first + timedelta(days=more)).weekday() for more in range(days + 1)}
    return bool(named) and not named & meant
