"""WhatsApp's export of a chat: a text with a line for each message and more for its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from extractor.sources.messengers.counting import Counted
from extractor.text.article import Article

__all__ = ["is_whatsapp", "messages_of_chat"]

# 14/05/2024, 09:01 - Name: …  (Android)   [14.05.24, 09:01:02] Name: …  (iOS)
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
HEAD = re.compile(
    r"[\u200e\u200f\ufeff]*(\[)?(\d{1,4})([./-])(\d{1,2})\3(\d{1,4}),?\s"
    rf"{_TIME}(?(1)\]|\s-)\s(.*)"
)
SENDER = re.compile(r"([^:\n]{1,60}): (.*)", re.S)
MEDIA = re.compile(r"\u200e.{3,60}|<[^<>\n]{3,60}>", re.S)  # a sign for a picture, in any language
LOOKED_AT = 20  # lines in which two messages begin
LONGEST_HEAD = 4000


class _Message(NamedTuple):
    line: int
    figures: tuple[str, str, str]
    words: str


def is_whatsapp(text: str) -> bool:
    """Whether a text is such an export."""
    lines = [line for line in text[:LONGEST_HEAD].split("\n")[:LOOKED_AT] if line.strip()]
    return (
        bool(lines)
        and HEAD.match(lines[0]) is not None
        and sum(HEAD.match(line) is not None for line in lines) >= 2
    )


def messages_of_chat(
    text: str,
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> list[Article]:
    """The messages with a text, each an article of its own day. Days in figures are read in the
    order in which none comes before the one above it; ``note`` is told where two are left, and the
    day is then ``published``."""
    messages = list(_messages(text))
    days, doubt = _days([message.figures for message in messages])
    counted, found = Counted(), []
    for message, day in zip(messages, days, strict=True):
        parts = SENDER.fullmatch(message.words)
        if parts is None or MEDIA.fullmatch(parts[2].strip()) or not parts[2].strip():
            counted.without += 1
            continue
        counted.articles += 1
        extra = {"file": f"{where}:{message.line}", "from": parts[1].strip("\u200e ")}
        words = parts[2].strip()
        found.append(Article(words, published=day or published, publisher=publisher, extra=extra))
    counted.tell("a chat of WhatsApp", where, note)
    if doubt:
        note(f"{where}: {doubt}")
    return found


def _messages(text: str) -> Iterator[_Message]:
    begun: _Message | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        found = HEAD.match(line)
        if found is None:
            if begun is not None:
                begun = begun._replace(words=f"{begun.words}\n{line}")
            continue
        if begun is not None:
            yield begun
        begun = _Message(number, (found[2], found[4], found[5]), found[6])
    if begun is not None:
        yield begun


def _days(figures: list[tuple[str, str, str]]) -> tuple[list[date | None], str | None]:
    """The day of each message, and what to say where they are open."""
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
