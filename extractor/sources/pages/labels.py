"""Reads the labels of dates, which say what a date means: "Published", "Mis à jour le", a class, a
suffix."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.sources.pages.phrases import phrases_like, rows
from extractor.sources.pages.written import folded, is_weekday
from extractor.text.words import LETTERS, any_of, unspaced

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
"""Marks in a line the end of one element and the beginning of the next."""

NEAR = 60  # characters between a label and a machine-readable date ("by … in … on")
AFTER = 12  # characters between a date and a label after it
# Words allowed between "Published" and a date in words: an author, a section of the site, "on", a
# weekday, a time of day.
WHOSE = r"(?:by|in|por|par|en|em|dans|von|da|di|door|przez|oleh)\s+(?:[^\s\d]+\s+){1,4}?"
WHEN = r"[^\W\d_]{1,3}\b|\d\d?[:.h]\d\d|[^\W\d_]{4,14}[,.](?=\W*\Z)"
GAP = re.compile(rf"[\W_]*(?:{WHOSE})?(?:(?:{WHEN})[\W_]*)*")
BEFORE_LABEL = "|•·–—/:;,>()-0123456789"
ODD_LETTERS = 6  # letters of a time zone, "at", a short town name
DATE = "\x1e"


def class_says(said: str) -> str | None:
    """Return ``PUBLISHED``, ``CHANGED`` or ``OTHER`` (some date) for an element's class and id."""
    said = said.lower()
    changed = phrases_like("classes", "changed").search(said)
    if found := [*phrases_like("classes", "published").finditer(said)]:
        # "entry-date updated" is a change, "entry-date published updated" both in one.
        sure = not changed or any(
            "published" in one[0].strip().replace("_", "-").split("-") for one in found
        )
        return PUBLISHED if sure else CHANGED
    if changed:
        return CHANGED
    return OTHER if phrases_like("classes", "a date").search(said) else None


def label_of(before: str, within: str, after: str, *, strict: bool) -> tuple[str | None, int]:
    """Return the label of a date in a folded text, and how many characters of ``after`` belong to
    it. The label may be in the date's own element, before it on its line, after it, or on earlier
    lines (``before`` goes back to the previous date).

    ``strict`` is for dates in words: "posted" in a sentence is not a label.
    """
    if found := _last(phrases_like("words", "updated later").sub(" ", within)):
        return found[0], 0
    line = before.rsplit("\n", 1)[-1]
    if kind := _before(line, strict=strict):
        return kind, 0
    kind, taken = _after(after)
    return (kind, taken) if kind else (_before(before, strict=False), 0)


def is_only_a_date(line: str, dates: Iterable[range]) -> bool:
    """Return whether a folded line holds only ``dates``, labels, times of day, weekdays, a day of
    another calendar, and the author."""
    letters = list(line)
    for one in dates:
        letters[one.start : one.stop] = DATE * len(one)
    masked_line = "".join(letters)
    for pattern in (phrases_like("words", "beside a date"), *_patterns().values()):
        masked_line = pattern.sub(BREAK, masked_line)
    stretches = masked_line.replace(DATE, f"{DATE}{BREAK}").split(BREAK)
    return all(
        _is_odd(words.rstrip(DATE).strip(), before=words.endswith(DATE))
        or _is_byline(f"{words.rstrip(DATE)} ")
        for words in stretches
    )


def _is_byline(words: str) -> bool:
    return phrases_like("words", "byline").match(words) is not None


def _is_odd(stretch: str, *, before: bool) -> bool:
    """Return whether the words beside a date are only a time zone, "at", "le", a town with a
    comma."""
    words = LETTERS.findall(stretch)
    said = [word for word in words if not is_weekday(word)]
    if before and said and said[-1] == words[-1] and stretch.endswith(said[-1]):
        short = len(said[-1]) < ODD_LETTERS // 2  # not a verb: "born 6 March"
    else:
        short = True
    labelled = any(part.rstrip()[-1:].isalnum() for part in stretch.split(":")[:-1])
    return short and sum(map(len, said)) <= ODD_LETTERS and not labelled


def _before(text: str, *, strict: bool) -> str | None:
    found = _last(text)
    if found is None or len(text) - found[2] > NEAR:
        return None
    kind, start, end = found
    return kind if kind == OTHER or _is_label(text[:start], text[end:], strict=strict) else None


def _is_label(before: str, gap: str, *, strict: bool) -> bool:
    line = before.rsplit("\n", 1)[-1]
    words = line.rstrip()
    apart = not words or words[-1] in BEFORE_LABEL or BREAK in line[len(words) :]
    begins = apart or _is_byline(line)
    return begins and (not strict or bool(GAP.fullmatch(gap)))


def _after(after: str) -> tuple[str | None, int]:
    """Return a label after its date ("2024年3月6日 公開") and its end, unless it belongs to the
    next date: then every date has its label before it, and none follows the last."""
    line = after.split("\n", 1)[0]
    for kind, pattern in _patterns().items():
        found = pattern.search(line[: AFTER + 20])
        if not found or found.start() > AFTER:
            continue
        between, following = line[: found.start()].replace(BREAK, " "), line[found.end() :]
        if any(map(str.isalnum, between)):
            continue
        last = max((at for at, sign in enumerate(following) if sign.isdecimal()), default=None)
        if not any(map(str.isdecimal, following[:NEAR])) or _last(following[(last or 0) + 1 :]):
            return kind, found.end()
    return None, 0


def _last(text: str) -> tuple[str, int, int] | None:
    """Return the last label in a text."""
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
    """Return one pattern for all phrases, as whole words in scripts with spaces."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    spaced = "|".join(re.escape(one) for one in ordered if not unspaced(one))
    joined = "|".join(re.escape(one) for one in ordered if unspaced(one))
    return rf"(?<!\w)(?:{spaced})(?!\w)|(?:{joined})"
