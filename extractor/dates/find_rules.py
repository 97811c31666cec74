"""The rules that read a ``DateMention`` from the shape of a text.

Each rule is a shape of ``find_patterns`` and a function here that builds the mention
from the words behind its letters, or refuses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.dates.find_words import (
    CAPITAL_ONLY,
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    EVENT_NOUNS,
    SHORT_MONTHS,
    WORDS,
    full_year,
    numbers_of,
)
from extractor.dates.mention import DateMention, Kind
from extractor.languages.patterns import listed_as

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.text.tokens import Tokens

FRENCH_LAST = frozenset(listed_as("last_behind"))
PAST = frozenset(listed_as("the_past"))  # "in the past", with no unit after it
SPANS = frozenset(listed_as("several_months"))
HALVES = {"first half of": "first half", "second half of": "second half"}
ONE_DAY = frozenset(listed_as("of_one_day"))
# Before a year alone; "of 2000" and "around 2000" are as often counts.
YEAR_PREPOSITIONS = frozenset(listed_as("before_year_alone"))

ENGLISH = ENGLISH_MONTHS | SHORT_MONTHS.keys()


class Match:
    """A rule's match on the shape, with the words and values behind its letters."""

    def __init__(
        self, tokens: Tokens, shape: str, values: list[int | str], match: re.Match[str], kind: Kind
    ) -> None:
        self.tokens, self.shape, self.values, self.match, self.kind = (
            tokens, shape, values, match, kind,
        )  # fmt: skip
        self.start, self.end = match.span()

    def letter(self, group: str) -> str:
        return self.match.groupdict().get(group) or ""

    def value(self, group: str) -> int | str | None:
        if not self.letter(group):
            return None
        return self.values[self.match.start(group)]

    def number(self, group: str) -> int | None:
        value = self.value(group)
        return value if isinstance(value, int) else None

    def word(self, group: str) -> str:
        return self.tokens.words[self.match.start(group)] if self.letter(group) else ""

    def first(self, letters: str) -> str | None:
        """The value of the first token in the match with one of these letters."""
        for at in range(self.start, self.end):
            if self.shape[at] in letters:
                return str(self.values[at])
        return None

    def before(self) -> str:
        return self.shape[self.start - 1] if self.start else "|"

    def mention(self, kind: Kind | None = None, last: int | None = None) -> DateMention:
        span = self.tokens.span(self.start, last or self.end)
        return DateMention(
            span, kind or self.kind, part=self.first("p"), night="O" in self.match.group()
        )


def _date(m: Match) -> DateMention | None:
    month, day, last_day = m.number("m"), m.number("d"), m.number("d2")
    assert month is not None and day is not None
    if (
        m.letter("m") == "M"
        and m.word("m") in CAPITAL_ONLY
        and not m.tokens.capital(m.match.start("m"))
    ):
        return None
    year = m.number("y")
    short = m.number("z") if m.letter("z") else m.number("z2")
    if year is None and short is not None:
        year = full_year(short)
    if last_day is not None and last_day <= day:
        return None
    end = m.end
    if end < len(m.shape) and m.shape[end] == "C":
        return None
    if m.letter("close") and not m.letter("open"):
        end -= 1
    mention = m.mention(last=end)
    return replace(
        mention, year=year, month=month, day=day, last_day=last_day, weekday=m.number("w"),
        night=mention.night or (mention.part == "night" and last_day == day + 1),
    )  # fmt: skip


def _figures(m: Match) -> DateMention | None:
    word = m.word("full")
    one, two, three = map(int, numbers_of(word))
    end = m.end - 1 if m.letter("close") and not m.letter("open") else m.end
    if len(word.split("-")[0]) == 4:
        year, month, day, which = one, two, three, "iso"
    else:
        year = three if three > 99 else full_year(three)
        day, month, which = one, two, "dotted" if "." in word else "unsure"
        if month > 12 >= day:
            day, month, which = month, day, "month first"
        elif day > 12:
            which = "day first"
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1800 <= year <= 2100):
        return None
    return replace(m.mention(last=end), year=year, month=month, day=day, which=which)


def _which(word: str | None) -> str | None:
    """``last``, ``this`` or ``next`` from the word that says so; "past" is close to "this"."""
    if word is None:
        return None
    letter = WORDS[word][0]
    return "past" if word == "past" else {"l": "last", "t": "this", "x": "next"}[letter]


def _weekday(m: Match) -> DateMention | None:
    at = m.match.start("w")
    before = m.shape[at - 1] if at else "|"
    if before == "X" or (m.end < len(m.shape) and m.shape[m.end] == "C"):
        return None
    latin = m.tokens.words[at].isascii() and m.tokens.words[at] not in ENGLISH_WEEKDAYS
    if latin and m.tokens.capital(at) and before not in "|.":  # "Santo Domingo"
        return None
    pre = m.word("pre")
    if m.letter("pre") and len(m.letter("pre")) == 2:  # "this past Tuesday" is plain Tuesday
        pre = m.tokens.words[m.match.start("pre") + 1]
    week = _which(m.word("wk0") or m.word("wk") or None)
    return replace(
        m.mention(),
        weekday=m.number("w"),
        which=_which(pre or m.word("post") or None),
        week={None: None, "last": -1, "past": -1, "this": 0, "next": 1}[week],
    )


def _day(m: Match) -> DateMention | None:
    mention = m.mention()
    if m.letter("two") if "two" in m.match.groupdict() else False:
        return replace(mention, number=-2)
    letter = m.letter("x") if "x" in m.match.groupdict() else ""
    if letter:
        end = m.end
        if m.word("x") == "aujourd" and m.tokens.words[end : end + 2] in (
            ["'", "hui"],
            ["’", "hui"],
        ):
            mention = m.mention(last=end + 2)
        return replace(mention, number={"D": 0, "N": 0, "Y": -1, "F": 1}[letter])
    if m.match.group() == "O":
        return replace(mention, number=-1, night=True)
    if "l" in m.match.groupdict() and m.letter("l"):
        if m.word("l") in ("previous",) or m.value("p") not in ("night", "evening"):
            return None
        return replace(mention, number=-1)
    return replace(mention, number=0)


def _count(m: Match, group: str) -> tuple[int | None, bool]:
    """The number in a group and whether it was only said roughly ("a few", "several")."""
    at, to = m.match.span(group)
    for index in range(at, to):
        letter, value = m.shape[index], m.values[index]
        if letter == "q":
            return (2, False) if value == "couple" else (None, True)
        if letter == "a":
            if index + 1 < to:
                continue
            return 1, False
        if letter in "ndzg" and isinstance(value, int):
            return value, False
    return None, False


def _unit(m: Match) -> str:
    letter = m.letter("u")
    if letter == "H":
        return "hour"
    if letter == "W":
        return "weekend"
    if letter == "a":  # "l'an dernier"
        return "year"
    return "day" if letter == "p" else str(m.value("u"))


def _ago(m: Match) -> DateMention | None:
    number, rough = _count(m, "num") if m.letter("num") else (None, False)
    word = m.word("u")
    if not m.letter("num") and not word.endswith(("s", "й", "в")):
        number = 1  # "неделю назад": the singular is one
    if m.letter("w") if "w" in m.match.groupdict() else False:
        return replace(m.mention("weekday"), weekday=m.number("w"), week=-(number or 1))
    high = m.number("n2") if m.letter("n2") else None
    return replace(
        m.mention(), number=number, number_high=high, unit=_unit(m), which="few" if rough else None
    )


def _past(m: Match) -> DateMention | None:
    before = m.tokens.words[max(0, m.start - 2) : m.start]
    if m.word("l") == "previous" or before[-1:] == ["for"] or before == ["for", "the"]:
        return None  # "for the past ten years": how long, not when
    groups = m.match.groupdict()
    number, rough = _count(m, "num") if groups.get("num") else (None, True)
    high = m.number("n2") if groups.get("n2") else None
    return replace(
        m.mention(), number=number, number_high=high, unit=_unit(m), which="few" if rough else None
    )


def _event(m: Match) -> DateMention | None:
    groups = m.match.groupdict()
    if "dir" in groups:
        return _counted_from_event(m)
    mention, number = m.mention(), 0
    unit = str(m.value("u")) if groups.get("u") else "day"
    if groups.get("step"):
        word = m.word("step")
        if unit != "day" or word not in ("next", "following", "previous"):
            return None
        number = -1 if word == "previous" else 1
    if unit not in ("day", "week", "month"):
        return None
    return replace(mention, number=number, unit=unit)


def _counted_from_event(m: Match) -> DateMention | None:
    word, direction = m.word("u"), m.word("dir")
    has_number = bool(m.letter("num"))
    number, rough = _count(m, "num") if has_number else (None, False)
    unit = _unit(m)
    last = m.match.end("dir")
    if word == "night" and m.tokens.words[last - 1 : last + 1] == ["before", "last"]:
        return replace(m.mention("day", last + 1), number=-2)
    if not has_number and m.match.group()[0] == "h" and word in ONE_DAY:
        number = 1
    elif not has_number and not word.endswith("s"):
        return None
    if unit == "season":
        return None
    noun_at = m.match.start("noun") if m.letter("noun") else -1
    noun, end = None, m.match.end("dir")
    if noun_at >= 0 and direction not in ("earlier", "afterwards"):
        for at in range(noun_at, m.match.end("noun")):
            if m.tokens.words[at] in EVENT_NOUNS:
                noun, end = m.tokens.words[at], at + 1
                break
    sign = -1 if m.letter("dir") == "E" else 1
    if unit == "hour":  # within the day, or the one beside it: not said
        number, unit = (0, "day") if number is None or number < 12 else (number, "hour")
    elif number is not None:
        number *= sign
    which = "clause" if noun is None and direction in ("after", "before") and (
        end < len(m.shape) and m.shape[end] not in ",.|)]i&k-"
    ) else "few" if rough or number is None else None  # fmt: skip
    return replace(
        m.mention(last=end), number=number if number is not None else None, unit=unit, event=noun,
        which=which,
    )  # fmt: skip


def _calendar_unit(m: Match) -> DateMention | None:
    unit, which = _unit(m), m.word("which") if "which" in m.match.groupdict() else ""
    if which and len(m.letter("which")) == 2:
        which = m.tokens.words[m.match.start("which") + 1]
    if m.letter("u") == "a" and not (m.word("u") == "an" and which in FRENCH_LAST):
        return None
    edge = m.first("e")
    if not which and unit != "weekend" and edge is None:
        return None
    if unit == "day" or (unit == "season" and not which):
        return None
    if m.word("u").endswith("s") and m.word("u") not in ("mes", "mois"):
        return None
    mention = replace(m.mention(), unit=unit, edge=edge)
    if unit in ("season", "decade"):
        return replace(mention, kind="vague")
    value = _which(which or None)
    return replace(
        mention, number={None: 0, "last": -1, "past": -1, "this": 0, "next": 1}[value], which=value
    )


def _month(m: Match) -> DateMention | None:
    at, year, which = m.match.start("m"), m.number("y"), m.word("which")
    if m.end < len(m.shape) and (m.shape[m.end] == "C" or m.shape[m.end] in "d"):
        return None
    edge = str(m.first("e")) if m.letter("e") else HALVES.get(" ".join(m.tokens.words[at - 3 : at]))
    said = year is not None or bool(which) or edge is not None
    english, capital = m.tokens.words[at] in ENGLISH, m.tokens.capital(at)
    pair = m.before() == "&" and m.start > 1 and m.shape[m.start - 2] in "mMb"
    if not said and not pair and m.before() not in "iskfBo-":
        # "January" needs nothing beside it; "May" and "Jan" do, and so do other languages' months,
        # which are names of people in capitals.
        if m.letter("m") != "m" or not english or not capital or m.before() == "X":
            return None
    elif year is None and english != capital and m.tokens.words[at].isascii():
        return None
    if len(m.letter("which")) == 2:
        which = m.tokens.words[m.match.start("which") + 1]
    end = m.match.end("y") if year is not None else m.match.end("m")
    start = m.start
    if edge and not m.letter("e"):  # "the first half of March"
        start = at - 4 if m.shape[at - 4 : at - 3] == "h" else at - 3
    return replace(
        m.mention(), span=m.tokens.span(start, end), month=m.number("m"), year=year, edge=edge,
        which=_which(which or None),
    )  # fmt: skip


def _year(m: Match) -> DateMention | None:
    group = "y" if m.letter("y") else "y2" if m.letter("y2") else "y3"
    at = m.match.start(group)
    mention = replace(m.mention(last=at + 1), year=m.number(group), edge=m.first("e"))
    after = m.tokens.words[at + 1] if at + 1 < len(m.shape) else ""
    if after == "s":  # "the 1980s"
        return replace(mention, span=m.tokens.span(m.start, at + 2), unit="decade")
    before = m.tokens.words[m.start - 1] if m.start else ""
    if group == "y2" and (before not in YEAR_PREPOSITIONS or m.match.group()[0] == "h"):
        return None
    if len(after) > 3 and after.isalpha() and not WORDS.get(after):
        # "in 2000 villages": a count. "in 2000 when", "in 1994 rebels": a year, which is not round.
        count = after.endswith("s") and (mention.year or 0) % 100 == 0
        return None if count or group == "y3" else mention
    return mention


def _vague(m: Match) -> DateMention | None:
    words, after = m.tokens.words[m.start : m.end], m.tokens.words[m.end : m.end + 1]
    if m.match.group() == "r":
        return m.mention()
    if words == ["long", "ago"]:
        recent = m.tokens.words[max(0, m.start - 1) : m.start] in (["not"], ["so"])
        return replace(m.mention(), which=None if recent else "past")
    said = words[-1] in PAST and not SPANS.intersection(after)
    return replace(m.mention(), which="past") if said else None


BUILDERS: dict[Kind, Callable[[Match], DateMention | None]] = {
    "date": _date, "figures": _figures, "weekday": _weekday, "day": _day, "ago": _ago,
    "past": _past, "event": _event, "unit": _calendar_unit, "month": _month, "year": _year,
    "vague": _vague,
}  # fmt: skip
