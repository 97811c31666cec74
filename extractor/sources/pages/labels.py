"""What stands beside a date to say whose it is: "Published", "Mis à jour le", a class, a suffix."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.sources.pages.phrases import any_of, phrases_like, rows
from extractor.sources.pages.written import folded, is_weekday
from extractor.text.words import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BREAK",
    "CHANGED",
    "OTHER",
    "PUBLISHED",
    "class_says",
    "is_only_a_date",
    "label_of",
]

PUBLISHED = "published"
OTHER = "other"
CHANGED = "changed"
BREAK = "\x1f"
"""Where one element of a line ends and the next begins."""

NEAR = 60  # characters between a label and a date that a machine can read ("by … in … on")
AFTER = 12  # characters between a date and a label after it
# What may stand between "Published" and a date in words: who did it, a place in the site, "on", a
# weekday, a time of day.
WHOSE = r"(?:by|in|por|par|en|em|dans|von|da|di|door|przez|oleh)\s+(?:[^\s\d]+\s+){1,4}?"
WHEN = r"[^\W\d_]{1,3}\b|\d\d?[:.h]\d\d|[^\W\d_]{4,14}[,.](?=\W*\Z)"
GAP = re.compile(rf"[\W_]*(?:{WHOSE})?(?:(?:{WHEN})[\W_]*)*")
BEGINS = re.compile(r"(?:\A|[|•·–—/:;,>()\x1f\n-]|\d)\s*\Z")
BYLINE = re.compile(
    r"\A\W*(?:by|por|par|von|da|di|de|door|av|af|oleh|na|автор|от|бы|بقلم|كتب)\W+(?:\S+\s+){0,6}\Z"
)
TIME_OF_DAY = re.compile(r"\d\d?\s?[:.h]\s?\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?h\b")
LUNAR = re.compile(r"\d\d?\s+[^\W\d_]+(?:\s+[^\W\d_]+)?[\s,]+1[34]\d\d")
LABELLED = re.compile(r"\w\s*:")
ODD_LETTERS = 6  # of a time zone, "at", a town
DATE_WORDS = re.compile(
    r"(?<!\w)(?:date|datum|fecha|data|tarihi?|дата|תאריך|تاريخ|تاریخ|tanggal)\s*:"
)
DATE = "\x1e"
STRETCHES = re.compile(rf"([^{DATE}{BREAK}]+)({DATE}?)")
# "… Updated 14 days ago", behind a date that it is not about.
LATER = re.compile(
    r"(?<=\d)\D{1,20}\b(?:updated|modified|edited)\D{0,4}\d{1,3}\s\w+\s(?:ago|later)\b.*"
)


def class_says(said: str) -> str | None:
    """``PUBLISHED``, ``CHANGED`` or ``OTHER`` (some date) for an element's class and id."""
    said = said.lower()
    changed = phrases_like("classes", "changed").search(said)
    if found := [*phrases_like("classes", "published").finditer(said)]:
        # "entry-date updated" is of a change, "entry-date published updated" of both in one.
        sure = not changed or any(
            "published" in one[0].strip().replace("_", "-").split("-") for one in found
        )
        return PUBLISHED if sure else CHANGED
    if changed:
        return CHANGED
    return OTHER if phrases_like("classes", "a date").search(said) else None


def label_of(before: str, within: str, after: str, *, strict: bool) -> tuple[str | None, int]:
    """Which label a date has in a folded text, and how much of ``after`` it takes: what stands in
    the date's own element, before it on its line, behind it, or on the lines before (``before``
    goes back to the date before).

    ``strict`` is for dates in words: "posted" in a sentence is no label.
    """
    if found := _last(LATER.sub(" ", within)):
        return found[0], 0
    line = before.rsplit("\n", 1)[-1]
    if kind := _before(line, strict=strict):
        return kind, 0
    kind, taken = _after(after)
    return (kind, taken) if kind else (_before(before, strict=False), 0)


def is_only_a_date(line: str, dates: Iterable[range]) -> bool:
    """Whether a folded line holds ``dates`` and besides them nothing but labels, times of day,
    weekdays, the day of another calendar, and whose report it is."""
    letters = list(line)
    for one in dates:
        letters[one.start : one.stop] = DATE * len(one)
    rest = "".join(letters)
    for pattern in (LUNAR, TIME_OF_DAY, DATE_WORDS, *_patterns().values()):
        rest = pattern.sub(BREAK, rest)
    return all(
        _is_odd(found[1].strip(), before=bool(found[2])) or BYLINE.match(f"{found[1]} ")
        for found in STRETCHES.finditer(rest)
    )


def _is_odd(stretch: str, *, before: bool) -> bool:
    """Whether words beside a date are no more than a time zone, "at", "le", a town and a comma."""
    words = LETTERS.findall(stretch)
    said = [word for word in words if not is_weekday(word)]
    if before and said and said[-1] == words[-1] and stretch.endswith(said[-1]):
        short = len(said[-1]) < ODD_LETTERS // 2  # no verb: "born 6 March"
    else:
        short = True
    return short and sum(map(len, said)) <= ODD_LETTERS and not LABELLED.search(stretch)


def _before(text: str, *, strict: bool) -> str | None:
    found = _last(text)
    if found is None or len(text) - found[2] > NEAR:
        return None
    kind, start, end = found
    return kind if kind == OTHER or _is_label(text[:start], text[end:], strict=strict) else None


def _is_label(before: str, gap: str, *, strict: bool) -> bool:
    line = before.rsplit("\n", 1)[-1]
    begins = bool(BEGINS.search(line) or BYLINE.match(line))
    return begins and (not strict or bool(GAP.fullmatch(gap)))


def _after(after: str) -> tuple[str | None, int]:
    """A label behind its date ("2024年3月6日 公開") and where it ends, unless it belongs to the
    date that follows: then a label stands before every date and none behind the last."""
    line = after.split("\n", 1)[0]
    for kind, pattern in _patterns().items():
        found = pattern.search(line[: AFTER + 20])
        if not found or found.start() > AFTER:
            continue
        between, rest = line[: found.start()].replace(BREAK, " "), line[found.end() :]
        if any(map(str.isalnum, between)):
            continue
        last = max((at for at, sign in enumerate(rest) if sign.isdecimal()), default=None)
        if not any(map(str.isdecimal, rest[:NEAR])) or _last(rest[(last or 0) + 1 :]):
            return kind, found.end()
    return None, 0


def _last(text: str) -> tuple[str, int, int] | None:
    """The label nearest to the end of a text."""
    found = [
        (match.end(), -match.start(), kind)
        for kind, pattern in _patterns().items()
        for match in pattern.finditer(text)
    ]
    if not found:
        return None
    end, start, kind = max(found)
    return kind, -start, end


@lru_cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, set[str]] = {}
    for kind, _, phrases in rows("labels"):
        words.setdefault(kind, set()).update(map(folded, phrases.split("|")))
    return {kind: any_of([_phrases(phrases)]) for kind, phrases in words.items()}


def _phrases(phrases: set[str]) -> str:
    """One pattern for all phrases, whole words where words are parted by spaces."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    spaced = "|".join(re.escape(one) for one in ordered if not _unspaced(one))
    unspaced = "|".join(re.escape(one) for one in ordered if _unspaced(one))
    return rf"(?<!\w)(?:{spaced})(?!\w)|(?:{unspaced})"


def _unspaced(phrase: str) -> bool:
    return any("\u0e00" <= letter <= "\u0eff" or letter >= "\u3000" for letter in phrase)
