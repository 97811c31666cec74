"""Metadata within a text: a dateline at its start, a source line at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.text.span import Span

MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
# Day first: with an English month, or any word for one when the year follows ("12 mayo 2024").
DAY = (
    rf"(?:\d{{1,2}}\s{MONTHS}(?:\s(?:\d{{4}}|\d{{2}})\b)?"
    rf"|\d{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,12}}\s(?:de\s)?\d{{4}}"
    rf"|{MONTHS}\s\d{{1,2}}(?:,\s\d{{4}})?)"
)

# KABUL, March 14 (AP) – …      Lima, 20 Aug 88 (EFE) -- [Excerpts] …      MOSCOW (Reuters) - …
# The place is short and starts with a capital; without a date it is all in capitals.
# In a place's name a stop ends no sentence.
# A dateline may have two places: CAIRO/GAZA, July 9 (Reuters) - …
IN_NAME = r"(?:[\w'’\- /]|\.(?! (?-i:[A-Z][a-z])))"
UNIT = rf"(?:, (?!{MONTHS}\s\d|no date\b)[^\W\d_]{IN_NAME}{{1,30}}?)?"
PLACE = rf"(?P<place>[^\W\d_]{IN_NAME}{{1,40}}?{UNIT})(?: \([^()\n]{{2,30}}\)(?=,))?"
FILED = rf",? (?:(?P<date>{DAY})|(?P<undated>no date))(?: ?\((?P<agency>[^()\n]{{2,60}})\))?"
BY_AGENCY = r" \((?P<agency2>[^()\n]{2,60})\)|(?= (?:--|[–—]))"
DASH = r"\s*\.?\s*(?:--+|[-–—])\s"  # Cali, 21 may (EFE).- …
BRACKETS = r"(?P<brackets>(?:\[[^\[\]\n]{1,80}\]\s*)*)"
DATELINE = re.compile(rf"\s*{PLACE}(?:{FILED}|{BY_AGENCY}){DASH}*{BRACKETS}", re.IGNORECASE)
# A headline before the dateline, on lines of its own or directly before it. Then the place is all
# in capitals, and a day or an agency follows it.
HEADLINE = 300  # characters before the dateline
LINE_START = re.compile(r"\n[ \t]*(?=[^\W\d_])")
IN_CAPITALS = r"[A-Z][A-Z.'’\- ]{2,30}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
DATED = rf"(?:, (?i:{DAY})(?: ?\([^()\n]{{2,60}}\))?| \([^()\n]{{2,60}}\))"
GLUED = re.compile(rf"(?<=[a-z\d'’”\"!?)])[ \t]{{1,4}}(?={IN_CAPITALS}{DATED}{DASH})")
SOURCE_NAME = range(2, 121)  # characters


@dataclass(frozen=True)
class Dateline:
    """Where and when a report was filed, and by whom; the story begins at offset ``end``."""

    place: Span
    date: Span | None
    agency: Span | None
    end: int


def find_dateline(text: str) -> Dateline | None:
    """Returns the dateline at the start of a text, or after its headline; ``None`` where there is
    none.

    The story repeats what the headline says, so it begins after the dateline.
    """
    match = _dateline_at(text, 0)
    if match and not match["place"].isupper() and GLUED.search(text, 0, match.end()):
        match = None  # the headline's words are no part of the place
    for gap in (LINE_START, GLUED):
        if match:
            break
        for start in gap.finditer(text, 0, HEADLINE):
            match = _dateline_at(text, start.end())
            if match and (match["date"] or match["agency"] or match["agency2"]):
                break
            match = None
    if not match:
        return None

    def span(group: str) -> Span | None:
        start, end = match.span(group)
        return Span(start, end, text[start:end]) if start >= 0 else None

    place = span("place")
    assert place is not None
    return Dateline(place, span("date"), span("agency") or span("agency2"), match.end())


def _dateline_at(text: str, start: int) -> re.Match[str] | None:
    match = DATELINE.match(text, start)
    if not match or not text[match.start("place")].isupper():
        return None
    dated = match["date"] or match["undated"]
    if not dated and not match["place"].split(",")[0].isupper():
        return None
    return match


def find_source_line(text: str) -> Span | None:
    """Returns the name in a last line ``Source: NAME``, or ``None``."""
    stripped = text.rstrip()
    word, _, name = stripped.rpartition("\n")[2].replace("：", ":").partition(":")
    length = len(name.lstrip(" \t"))
    if word.strip().lower() != "source" or length not in SOURCE_NAME:
        return None
    return Span(len(stripped) - length, len(stripped), stripped[-length:])
