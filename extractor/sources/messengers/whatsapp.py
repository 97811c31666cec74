"""Reads WhatsApp's export of a chat: each message begins on a new line and may have further
lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from extractor.sources.messengers.counting import Counted
from extractor.text.article import Article

__all__ = ["is_whatsapp", "messages_of_chat"]

MARKS = "\u200e\u200f\ufeff"  # direction marks, and the byte order mark
LONGEST_SENDER = 60
LONGEST_SIGN = 64
LONGEST_TIME = 30
LOOKED_AT = 20  # lines searched for the beginnings of two messages
LONGEST_HEAD = 4000


class _Message(NamedTuple):
    line: int
    figures: tuple[str, str, str]
    words: str


def is_whatsapp(text: str) -> bool:
    """Return whether a text is a WhatsApp export."""
    lines = [line for line in text[:LONGEST_HEAD].split("\n")[:LOOKED_AT] if line.strip()]
    return (
        bool(lines)
        and _head(lines[0]) is not None
        and sum(_head(line) is not None for line in lines) >= 2
    )


def messages_of_chat(
    text: str,
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> list[Article]:
    """Return the messages with text, each as an article of its own day.

    Numeric dates are read in the order in which no message is earlier than the one above. If two
    orders remain, ``note`` is called and the day is ``published``.
    """
    messages = list(_messages(text))
    days, doubt = _days([message.figures for message in messages])
    counted, found = Counted(), []
    for message, day in zip(messages, days, strict=True):
        sender, colon, words = message.words.partition(": ")
        words = words.strip()
        if not colon or len(sender) > LONGEST_SENDER or "\n" in sender or _is_sign(words):
            counted.without += 1
            continue
        counted.articles += 1
        extra = {"file": f"{where}:{message.line}", "from": sender.strip(f"{MARKS} ")}
        found.append(Article(words, published=day or published, publisher=publisher, extra=extra))
    counted.tell("a chat of WhatsApp", where, note)
    if doubt:
        note(f"{where}: {doubt}")
    return found


def _head(line: str) -> tuple[tuple[str, str, str], str] | None:
    """Return the date's figures and the words of a line that begins a message: ``14/05/2024, 09:01
    - Name: …`` (Android), ``[14.05.24, 09:01:02] Name: …`` (iOS)."""
    line = line.lstrip(MARKS)
    if line.startswith("["):
        moment, end, words = line[1:].partition("] ")
    else:
        moment, end, words = line.partition(" - ")
    day, _, time = moment.partition(" ")
    day = day.rstrip(",")
    sign = next((sign for sign in "/.-" if day.count(sign) == 2), "")
    if not end or not sign or len(time) > LONGEST_TIME:
        return None
    first, second, third = day.split(sign)
    figures = [first, second, third]
    hour = time.replace(".", ":").partition(":")
    if not (hour[1] and hour[0].isdecimal() and hour[2][:2].isdecimal()):
        return None
    if not all(part.isdecimal() and len(part) in (1, 2, 4) for part in figures):
        return None
    return (first, second, third), words


def _is_sign(words: str) -> bool:
    """Return whether the message is only a placeholder for a picture, in any language."""
    if words.startswith("\u200e") or (words.startswith("<") and words.endswith(">")):
        return len(words) <= LONGEST_SIGN and "\n" not in words
    return not words


def _messages(text: str) -> Iterator[_Message]:
    begun: _Message | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        found = _head(line)
        if found is None:
            if begun is not None:
                begun = begun._replace(words=f"{begun.words}\n{line}")
            continue
        if begun is not None:
            yield begun
        begun = _Message(number, *found)
    if begun is not None:
        yield begun


def _days(figures: list[tuple[str, str, str]]) -> tuple[list[date | None], str | None]:
    """Return the day of each message, and a note if the order is ambiguous."""
    left: list[list[date]] = []
    year_first = len(figures[0][0]) == 4
    for order in ((0, 1, 2),) if year_first else ((2, 1, 0), (2, 0, 1)):
        days = [_date(*(each[place] for place in order)) for each in figures]
        sound = [day for day in days if day is not None]
        if len(sound) == len(days) and all(a <= b for a, b in pairwise(sound)):
            left.append(sound)
    today = date.today()
    past = [days for days in left if days[-1] <= today]
    distinct = [days for n, days in enumerate(past) if days not in past[:n]]
    if len(distinct) == 1:
        return [*distinct[0]], None
    shown = "/".join(figures[0])
    if not distinct:
        return [None] * len(figures), f"its days ({shown} …) follow no order that is known"
    choices = " or ".join(days[0].isoformat() for days in distinct)
    doubt = f"its days are open: {shown} is {choices}; --published gives one for all"
    return [None] * len(figures), doubt


def _date(year: str, month: str, day: str) -> date | None:
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None
