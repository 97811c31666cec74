"""Noun phrases for those who can act in an event: people, forces, groups.

"Two heavily armed men", "members of the Shining Path", "the FMLN", "an army patrol", "Gunmen". Who
of them acted and who suffered the grammar around the incident word says (``frames.py``); here they
are only found, so that nobody has to be asked for what stands there plainly.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.actors.persons import find_people
from extractor.actors.words import english
from extractor.codebook.groups import groups_called
from extractor.languages.patterns import follows, one_of
from extractor.text.recent import recent
from extractor.text.span import Span
from extractor.text.words import BEFORE
from extractor.tolls.find_words import PERSONS, PLURALS

__all__ = ["find_groups", "find_parties"]

MORE_HEADS = english("head")
# One word of these in small letters is no party: "the members of", "a group of", "parts".
THIN = english("thin")
OF_THEM = english("of_them")
ORGANISED = english("organised")
STOPS = english("not_in_phrase")
ADJECTIVES = english("participle")
BRACKET = re.compile(r"\s*[(\[][A-ZÀ-Þ][\w.-]{1,9}[)\]]")
OF = re.compile(r"\s+(?:of|from|belonging to|for)\s+(?:the\s+|a\s+|an\s+)?")
IN_UNIFORM = rf"\s+{one_of('wearing')}\s+(?:[\w-]+\s+){{0,2}}{one_of('uniform')}\b"
UNIFORM = re.compile(IN_UNIFORM)
CAPITAL = r"(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*)"
ORGANISATION = re.compile(rf"{CAPITAL}(?:\s+(?:(?:of|for|the|de|la|del|los|and)\s+)*{CAPITAL})*")
AND = re.compile(r"\s+and\s+(?:the\s+)?")
ACRONYM = re.compile(r"(?<![\w-])(?:[A-ZÀ-Þ]{2,8}(?:-[A-ZÀ-Þ\d]+)?|[A-Z]-\d{1,2})(?![\w-])")
NOT_IN_NAME = frozenset(["in", "on", "at", "and", "who", "that"])
LONGEST = 6  # words before the head noun


PLURAL_HEADS = PLURALS - frozenset(["police", "staff", "personnel", "forces"])


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    words = sorted(set(PERSONS) | set(PLURALS) | set(MORE_HEADS), key=len, reverse=True)
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


def find_parties(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Phrases for people, forces and groups in ``text[start:end]``, in text order, without article
    and number; none lies within another."""
    return list(_parties(text, start, len(text) if end is None else end))


@recent(64)  # asked for by each who looks for a doer, a target or a speaker
def _parties(text: str, start: int, end: int) -> tuple[Span, ...]:
    found = [
        _grown(text, start, end, match.span())
        for match in _heads().finditer(text, start, end)
        # Before one of these words a singular noun for people only says what kind it is of.
        if match.group().lower() in PLURAL_HEADS or not follows(text, match.end(), "kind_of")
    ]
    found += _organisations(text, start, end)
    found += [(span.start, span.end) for span in find_people(text, start, end)]
    joined: list[tuple[int, int]] = []
    for begin, stop in sorted(found, key=lambda one: (one[0], -one[1])):
        beside = joined and text[joined[-1][1] : begin].isspace()  # "Mayor" and "Rosa Pena"
        if joined and (begin < joined[-1][1] or (beside and begin - joined[-1][1] < 2)):
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((begin, stop))
    spans = [Span(begin, stop, text[begin:stop]) for begin, stop in joined]
    return tuple(span for span in spans if span.text.lower() not in THIN)


def _grown(text: str, start: int, end: int, head: tuple[int, int]) -> tuple[int, int]:
    """The noun phrase around a head noun: adjectives before it, "of the …" and uniform after."""
    begin, stop = head
    for _ in range(LONGEST):
        before = BEFORE.search(text, max(start, begin - 40), begin)
        if before is None or before[1].lower() in STOPS or before[1][0].isdecimal():
            break
        if "\n\n" in before[2] or _is_verb(before[1]):
            break
        earlier = text[max(start, before.start() - 8) : before.start()]
        if earlier.lower().split()[-1:] == ["to"]:  # "to target security forces"
            break
        begin = before.start(1)
    if text[head[0] : head[1]].lower() in OF_THEM:
        of = OF.match(text, stop, end)
        after = of and (_name_at(text, of.end(), end) or _plain_at(text, of.end(), end))
        stop = after if after else stop
    bracket = BRACKET.match(text, stop, end)
    stop = bracket.end() if bracket else stop
    dressed = UNIFORM.match(text, stop, end)
    return begin, dressed.end() if dressed else stop


def _is_verb(word: str) -> bool:
    """Whether a word before a noun is rather a verb than part of its phrase: "killed soldiers",
    but "armed men", "masked gunmen"."""
    low = word.lower()
    return word.islower() and low.endswith(("ed", "ing", "shot")) and low not in ADJECTIVES


def _name_at(text: str, at: int, end: int) -> int | None:
    """Where a name that begins here ends."""
    match = ORGANISATION.match(text, at, end)
    return match.end() if match else None


def _plain_at(text: str, at: int, end: int) -> int | None:
    """Where a noun phrase of small letters that begins here ends: "of the armed forces"."""
    head = _heads().search(text, at, min(end, at + 40))
    before = text[at : head.start()] if head else ""
    if head is None or any(sign in before for sign in ",.;:()"):
        return None
    if not NOT_IN_NAME.isdisjoint(before.split()):
        return None
    return head.end()


def find_groups(text: str) -> list[Span]:
    """The names of groups of the codebook in a text, with offsets, in text order."""
    found = {
        span
        for span in _organisations(text, 0, len(text))
        if groups_called(" ".join(text[span[0] : span[1]].split()))
        or groups_called(BRACKET.sub("", " ".join(text[span[0] : span[1]].split())))
    }
    spans = sorted(Span(*span, text[span[0] : span[1]]) for span in found)
    return [s for s in spans if not any(s != other and s.within(other) for other in spans)]


def _is_group(text: str, begin: int, stop: int) -> bool:
    """Whether a group has this name; short names are acronyms and looked for as such."""
    name = " ".join(text[begin:stop].split())
    return (" " in name or len(name) > 3) and bool(groups_called(name))


def _joined_by_and(text: str, begin: int, stop: int) -> list[tuple[int, int]]:
    """The parts of "the FMLN and the Shining Path"."""
    cuts = list(AND.finditer(text, begin, stop))
    starts = [begin, *(cut.end() for cut in cuts)]
    return list(zip(starts, [*(cut.start() for cut in cuts), stop], strict=True))


def _organisations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in ORGANISATION.finditer(text, start, end):
        is_group = _is_group(text, *match.span())
        pieces = [match.span()] if is_group else _joined_by_and(text, *match.span())
        for begin, stop in pieces:
            words = text[begin:stop].split()
            organised = len(words) > 1 and words[-1].lower() in ORGANISED
            if organised or _is_group(text, begin, stop):
                bracket = BRACKET.match(text, stop, end)
                found.append((begin, bracket.end() if bracket else stop))
    found += [m.span() for m in ACRONYM.finditer(text, start, end) if groups_called(m.group())]
    return found
