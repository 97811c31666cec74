"""Who tells a toll: "police said three were killed, residents spoke of five".

``with_speakers`` gives each count the words for the one who tells it and finds the counts that a
second speaker gives without naming again what happened to the people.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.languages.patterns import listed_as, one_of, words_like
from extractor.numbers.figures import FOREIGN, Amount, amount_at
from extractor.text.span import Span
from extractor.tolls.totals import CasualtyMention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.text.tokens import Tokens

PUTS = rf"{one_of('puts')}(?=\s+{one_of('it_or_a')}\b)"
TELLS = rf"(?P<said>{one_of('states')})|{one_of('gives')}|{PUTS}"
VERB = re.compile(rf"\b(?:{TELLS})(?!\w)", re.IGNORECASE)
ACCORDING = words_like("according_to")
# Where a speaker's words begin, read backwards from the verb.
CLAUSE = re.compile(rf"[,;:()\"“”«»—]|\s-+\s|\b{one_of('begins_clause')}\s", re.IGNORECASE)
ASIDE = re.compile(r",\s[\w ]{3,14},\s*$")  # "the rebels, however, put"
HELPERS = re.compile(rf"(?:\s+{one_of('between_speech')})+$", re.IGNORECASE)
NOBODY = frozenset(listed_as("no_speaker", "pronoun"))
# Before a verb that tells nothing: "was reported", "declined to say".
NO_TELLING = [[word] for word in listed_as("be", "before_no_telling")]
PRONOUNS = frozenset(listed_as("pronoun"))
AFTER_NAME = re.compile(rf"[,;.:()\"“”«»—\n]|\s{one_of('after_speaker')}\b", re.IGNORECASE)
# What may stand between "police said" and the end of the clause that they said.
DAY = rf"{one_of('said_when_to')}\s+[^,;.]{{1,40}}?|{one_of('said_at_when', 'hearers')}"
TAIL_END = re.compile(rf"(?:\s+(?:{DAY}))*\s*(?:[,;.\"”»)]|$)", re.IGNORECASE)
COUNT = r"(?:number|figure|count|total|dead)"
PUT_AT = rf"(?:it|them|(?:the|their|its)\s+{COUNT}(?:\s+of\s+(?:the\s+)?\w+)?)\s+at\s+"
GIVEN = re.compile(rf"\s+(?:that\s+)?(?:{PUT_AT}|(?:a|the)\s+{COUNT}\s+of\s+)?", re.IGNORECASE)
LONGEST = 10  # words of a speaker's name and office; more is no noun phrase


@dataclass(frozen=True)
class _Teller:
    """Who tells, where the words that say so stand, and whether what is told came before them."""

    start: int
    end: int
    name: Span
    tail: bool


def with_speakers(
    tokens: Tokens, mentions: list[CasualtyMention], before: Sequence[CasualtyMention] = ()
) -> list[CasualtyMention]:
    """The mentions, in text order, each with its speaker; and counts told by a verb of speech
    alone ("residents spoke of five"), about the people of the mention before, which may be of the
    sentence ``before``, as may be whom "he said" means."""
    if not mentions and not before:
        return mentions
    found: list[CasualtyMention] = []
    earlier = list(before)
    for start, end in _sentences(tokens):
        in_sentence = [m for m in mentions if start <= m.span.start < end]
        if not in_sentence and not earlier:
            continue
        speakers = [m.speaker for m in earlier if m.speaker]
        tellers = _tellers(tokens.text, start, end, in_sentence, speakers[-1] if speakers else None)
        in_sentence += _given(tokens, tellers, in_sentence or earlier, len(mentions) + len(found))
        earlier = [replace(m, speaker=_speaker(m.span, tellers)) for m in in_sentence]
        found += earlier
    return sorted(found, key=lambda mention: mention.span)


def _sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """Offsets of the sentences: a stop that a capital, a quotation mark or nothing follows."""
    bounds = []
    begin = tokens.starts[0] if len(tokens) else 0
    for index, word in enumerate(tokens.words):
        last = index + 1 == len(tokens)
        before = tokens.words[index - 1] if index else ""  # "Gen. Smith", "U.S. troops"
        short = before.isalpha() and len(before) < 4 and tokens.capital(index - 1)
        ends = word in ".!?" and not (short and word == ".") and (last or tokens.capital(index + 1))
        if ends or last or word.startswith("\n"):
            bounds.append((begin, tokens.ends[index]))
            begin = tokens.ends[index]
    return bounds


def _tellers(
    text: str, start: int, end: int, mentions: list[CasualtyMention], last: Span | None
) -> list[_Teller]:
    """Who tells something in a sentence; ``last`` is the speaker that "he said" means."""
    found = []
    for match in ACCORDING.finditer(text, start, end):
        name = _forward(text, match.end(), end)
        if name is not None:
            before = any(m.span.end <= match.start() for m in mentions)
            found.append(_Teller(match.start(), name.end, name, before))
    for match in VERB.finditer(text, start, end):
        if any(m.span.start < match.end() and match.start() < m.span.end for m in mentions):
            continue  # "reported killed"
        name = _backward(text, start, match.start(), last)
        before = any(m.span.end <= match.start() for m in mentions)
        if name is not None:
            closed = match["said"] and TAIL_END.match(text, match.end(), end)
            begin = name.start if name.start >= start else match.start()
            found.append(_Teller(begin, match.end(), name, bool(before and closed)))
        elif before and match["said"] and text[start : match.start()].rstrip()[-1:] in ',"”»':
            name = _forward(text, match.end(), end)  # "…, said the army"
            if name is not None:
                found.append(_Teller(match.start(), name.end, name, tail=True))
    return sorted(found, key=lambda teller: teller.start)


def _backward(text: str, start: int, verb: int, last: Span | None) -> Span | None:
    """The noun phrase that ends before a verb of speech; ``last`` where it is a pronoun."""
    aside = ASIDE.search(text, start, verb)
    verb = aside.start() if aside else verb
    begin = start
    for border in CLAUSE.finditer(text, start, verb):
        begin = border.end()
    words = text[begin:verb].rstrip()
    words = words[: len(words) - len(found[0])] if (found := HELPERS.search(words)) else words
    if words.lower().split()[-1:] in NO_TELLING:
        return None
    if words[len(text[begin:verb]) - len(text[begin:verb].lstrip()) :].lower() in PRONOUNS:
        return last
    return _name(text, begin, begin + len(words))


def _forward(text: str, begin: int, end: int) -> Span | None:
    """The noun phrase that begins here."""
    stop = AFTER_NAME.search(text, begin + 1, end)
    return _name(text, begin, stop.start() if stop else end)


def _name(text: str, begin: int, end: int) -> Span | None:
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    words = text[begin:end].lower().split()
    if not words or len(words) > LONGEST or words[0] in NOBODY or not words[0][0].isalpha():
        return None
    return Span(begin, end, text[begin:end])


def _speaker(span: Span, tellers: list[_Teller]) -> Span | None:
    """The one whose words come right after the count, else the last before it."""
    after = next((t for t in tellers if t.start >= span.end), None)
    if after is not None and after.tail:
        return after.name
    before = [t for t in tellers if t.end <= span.start and not t.tail]
    return before[-1].name if before else None


def _amount(tokens: Tokens, at: int) -> tuple[Amount, int] | None:
    if at >= len(tokens):
        return None
    number = FOREIGN.get(tokens.words[at], 0)
    return (Amount(number, number, number), at + 1) if number else amount_at(tokens.words, at)


def _given(
    tokens: Tokens, tellers: list[_Teller], mentions: Sequence[CasualtyMention], group: int
) -> list[CasualtyMention]:
    """Counts that follow a verb of speech at once and end their clause."""
    found: list[CasualtyMention] = []
    for teller in tellers:
        earlier = [m for m in mentions if m.span.end <= teller.start]
        lead_in = GIVEN.match(tokens.text, teller.end)
        if teller.tail or not earlier or lead_in is None:
            continue
        first = bisect_left(tokens.starts, lead_in.end())
        read = _amount(tokens, first)
        if read is None or any(m.span.start < lead_in.end() + 1 < m.span.end for m in mentions):
            continue
        amount, last = read
        following = tokens.words[last] if last < len(tokens) else "."
        span = tokens.span(first, last)
        clash = any(m.span.start < span.end and span.start < m.span.end for m in mentions)
        if clash or (following.isalnum() and following not in ("and", "but", "while", "in")):
            continue
        about = next((m for m in reversed(earlier) if m.state == "killed"), earlier[-1])
        found.append(
            CasualtyMention(
                span, about.state, amount.low, amount.high, amount.coded, amount.vague,
                about.who, group + len(found), amount.more,
            )
        )  # fmt: skip
    return found
