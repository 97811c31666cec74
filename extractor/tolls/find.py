"""How many were killed, injured, missing, abducted or arrested: counts with their words.

``find_casualties`` finds them, ``total`` adds those of one event up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractor.languages.patterns import one_of
from extractor.numbers.figures import Amount
from extractor.text.tokens import Tokens, tokenize
from extractor.tolls.find_foreign import find_foreign
from extractor.tolls.find_rules import (
    CHANGED,
    COUNTED,
    FOUND,
    LOST,
    NONE_OF,
    REMAINS,
    RULES,
    SPLIT,
    WITH_THEM,
)
from extractor.tolls.find_shape import COMPANY, ONE, Item, read_items
from extractor.tolls.find_speakers import with_speakers
from extractor.tolls.find_words import FOREIGN_WORDS, HARM_WORDS, NOT_PEOPLE, State
from extractor.tolls.totals import CasualtyMention, Toll, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractor.text.span import Span

__all__ = ["CasualtyMention", "Toll", "find_casualties", "total"]

WINDOW = 8  # words and phrases on either side
YEAR = r"(?:the |a |an )?(?:(?:early|late|mid)[ -])?(?:19|20)\d\d\b(?!\s*-\s*\d)"
IN_YEAR = rf"(?:in|during|since|from|between|back in) {YEAR}"
# A sum of many events: "in the past ten years", "this year", "since the war began".
PAST = r"(?:the )?(?:past|last|previous) (?:[\w-]+ ){0,2}(?:years|months|decades?)"
OF_YEARS = r"(?:in|during) (?:the )?(?:[\w-]+ )?(?:\w+ years of|\w+-years?(?:-old)?) (?:civil )?"
BEGUN = rf"since the (?:\w+ )?{one_of('war')} {one_of('began')}|(?:so far )?this (?:year|decade)"
LONG_TIME = rf"(?:{one_of('within')} {PAST}|{BEGUN}|{OF_YEARS}{one_of('war')})\b"


def _beside(when: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns for words of time some words behind a count, and before it in its clause."""
    behind = rf"(?: (?!where|who|which|and|as)[^\s.,;:!?]+){{0,6}}? {when}"
    before = rf"\b{when},?(?: [^.;:!?]*)?$"
    return re.compile(behind, re.IGNORECASE), re.compile(before, re.IGNORECASE)


# "The offensive, which began on Monday and has left 1,000 dead": a sum, too.
IN = r",?\s(?:in\s[^.;:!?]{2,40}\s)?(?:which|that)\s"
GOING_ON = re.compile(rf"\b{one_of('war')}{IN}{one_of('began')}\b[^.;:!?]*$", re.IGNORECASE)
BESIDE_YEAR, BESIDE_LONG_TIME = _beside(IN_YEAR), _beside(LONG_TIME)


def find_casualties(
    text: str, start: int = 0, end: int | None = None, *, before: Sequence[CasualtyMention] = ()
) -> list[CasualtyMention]:
    """The casualty counts of ``text[start:end]`` in text order; never raises.

    ``before`` are the counts of the sentence before it, which "residents spoke of five" and "he
    said" go back to. What was done in a year long named ("killed in 1982") counts nobody.
    "No casualties" gives one mention of nobody killed and one of nobody injured, with one span.
    """
    tokens = tokenize(text, start, end)
    words = tokens.words
    harm = not HARM_WORDS.isdisjoint(words)  # there is one in whatever a rule matches
    if not (harm or before) and FOREIGN_WORDS.isdisjoint(words):
        return []  # most sentences
    items = read_items(tokens) if harm else []
    shape = "".join(item.letter for item in items)
    taken = bytearray(len(items))
    found: list[CasualtyMention] = []
    group = 0
    for kind, pattern in RULES:
        at = 0
        while match := pattern.search(shape, at):
            at = max(match.start() + 1, at)
            clash = taken.find(1, match.start(), match.end())
            if clash >= 0:  # the rest of a list may belong to another verb: try up to there
                match = pattern.match(shape, match.start(), clash)
            if match is None:
                continue
            mentions = _read(_Rule(kind, match, shape, items, tokens, group))
            if mentions:
                group += 1
                found += mentions
                first = min(mention.span.start for mention in mentions)
                for index in range(match.start(), match.end()):
                    taken[index] = tokens.starts[items[index].first] >= first
                at = match.end()
    _add_company(items, shape, tokens, found, taken)
    found += find_foreign(tokens, found, group)
    found.sort(key=lambda mention: mention.span)
    found = [one for one in found if not _is_told_of(BESIDE_YEAR, text, one.span, start)]
    found = [one for one in found if one.low < 2 or not _is_sum(text, one.span, start)]
    found = with_speakers(tokens, found, before)
    for index in range(1, len(found)):  # "15 others were wounded": others than the killed
        if found[index].more and found[index - 1].state != found[index].state:
            found[index] = replace(found[index], more=False)
    groups = {old: new for new, old in enumerate(dict.fromkeys(m.group for m in found))}
    return [replace(mention, group=groups[mention.group]) for mention in found]


def _add_company(
    items: list[Item],
    shape: str,
    tokens: Tokens,
    found: list[CasualtyMention],
    taken: bytearray,
) -> None:
    """Those that "along with" adds to the ones told before it in the clause."""
    for index, item in enumerate(items):
        if taken[index] or item.letter != "&" or tokens.words[item.first] not in COMPANY:
            continue
        match = WITH_THEM.match(shape, index + 1)
        at = tokens.starts[item.first]
        before = [n for n, mention in enumerate(found) if mention.span.end <= at]
        if match is None or not before:
            continue
        last = max(before, key=lambda n: found[n].span)
        first = found[last].span.end
        clause = [i.letter for i in items[:index] if tokens.starts[i.first] >= first]
        rule = _Rule("with", match, shape, items, tokens, found[last].group)
        amount, _ = _amount_of(rule, *match.span("np"))
        if amount is None or not amount.low or "S" in clause:
            continue
        found[last] = replace(found[last], named=False)
        begin, stop = match.span("np")
        found.append(
            CasualtyMention(
                rule.span(begin, stop), found[last].state, amount.low, amount.high, amount.coded,
                amount.vague, _who(rule, begin, stop), rule.group,
            )
        )  # fmt: skip


def _is_told_of(
    when: tuple[re.Pattern[str], re.Pattern[str]], text: str, span: Span, start: int
) -> bool:
    """Whether such words stand beside a count: it is no event's own, but history or a sum."""
    behind, before = when
    return bool(
        behind.match(text, span.end) or before.search(text, max(start, span.start - 80), span.start)
    )


def _is_sum(text: str, span: Span, start: int) -> bool:
    """Whether it is the sum of a long time: "in the past five years"."""
    if _is_told_of(BESIDE_LONG_TIME, text, span, start):
        return True
    return GOING_ON.search(text, max(start, span.start - 240), span.start) is not None


@dataclass(frozen=True)
class _Rule:
    """A rule's match, with the items behind its letters."""

    kind: str
    match: re.Match[str]
    shape: str
    items: list[Item]
    tokens: Tokens
    group: int

    def span(self, first: int, last: int) -> Span:
        """The span from item ``first`` up to, not including, item ``last``."""
        return self.tokens.span(self.items[first].first, self.items[last - 1].last)

    def possessive(self, last: int) -> bool:
        """Whether an apostrophe follows the item before ``last``."""
        after = self.items[last - 1].last
        return self.tokens.words[after : after + 1][0:1] in (["'"], ["’"])

    def words(self, first: int, last: int) -> list[str]:
        """The words of items ``first`` to ``last``, and nothing before or after the text."""
        first, last = max(first, 0), min(last, len(self.items))
        if first >= last:
            return []
        return self.tokens.words[self.items[first].first : self.items[last - 1].last]


def _read(rule: _Rule) -> list[CasualtyMention]:
    """The mentions of a match, or none where the words around it say that it counts nobody."""
    match, shape = rule.match, rule.shape
    verb = rule.items[match.start("verb")]
    start = match.start()
    before = shape[start - 1] if start else "S"
    if rule.kind == "none":
        return _nobody(rule)
    if verb.letter in "KGk" and rule.kind in ("after", "whom"):
        if rule.kind == "whom" and verb.letter == "K" and before in "hoiQ":  # "wounded rebels"
            return []
        # What stands before the verb, adverbs and "have" left out: passive, or what did not happen.
        helper = shape[max(0, start - 5) : start].rstrip("rv")[-1:]
        if helper and (helper in "tMn" or (verb.letter == "K" and helper == "b")):
            return []
    between = shape[match.end("np") : match.start("verb")]
    if "M" in between or "n" in between or before == "M":  # "if troops are killed"
        return []
    if rule.kind == "owned" and not rule.possessive(match.end("np")):
        return []
    if (rule.kind == "lives" or verb.letter == "L") and not LOST.intersection(
        rule.words(start - 4, match.end() + 3)
    ):
        return []
    if rule.kind == "count" and not _countable(rule):
        return []
    if verb.letter == "F" and REMAINS.intersection(rule.words(match.start("verb"), match.end())):
        around = rule.words(start - WINDOW, match.end() + WINDOW)
        if not FOUND.intersection(around):
            return []
    if (
        rule.kind == "toll"
        and verb.letter != "U"
        and "number" not in rule.words(start, match.end())
    ):
        return []
    return list(_parts(rule, verb.state or "killed", before))


def _nobody(rule: _Rule) -> list[CasualtyMention]:
    at = rule.match.start("verb")
    found = []
    words = rule.words(at, rule.match.end())
    states: list[State] = []
    for index in range(at, rule.match.end()):
        item = rule.items[index]
        if item.letter == "C":
            states += ["killed", "injured"]
        elif item.state and (item.letter == "K" or NONE_OF.intersection(words)):
            states.append(item.state)
    first = rule.match.start()
    for state in dict.fromkeys(states):
        span = rule.span(first, rule.match.end())
        found.append(CasualtyMention(span, state, 0, 0, 0, group=rule.group))
    return found


def _countable(rule: _Rule) -> bool:
    word = rule.words(rule.match.start("verb"), rule.match.end("verb"))[0]
    number = rule.words(rule.match.start("np"), rule.match.start("np") + 1)
    return word in COUNTED or (word in ("death", "fatality", "injury") and number == ["one"])


def _parts(rule: _Rule, state: State, before: str) -> Iterator[CasualtyMention]:
    """One mention a noun phrase; they share the group, the verb is in the span of the nearest."""
    match, shape = rule.match, rule.shape
    first, verb = match.start("np"), match.start("verb")
    pieces = _pieces(rule, before)
    groups = match.groupdict()
    states: list[State] = [state]
    also = rule.items[match.start("also")].state if groups.get("also") else None
    casualties = shape[verb] == "C" or {state, also} == {"killed", "injured"}
    if also and not casualties:  # "kidnapped and killed"
        states.append(also)
    end = match.end("also") if casualties and also else match.end("verb")
    corrects = rule.kind == "toll" and bool(
        CHANGED.intersection(rule.words(match.start() - 3, match.end() + 1))
    )
    for number, (begin, stop, amount, named) in enumerate(pieces):
        nearest = number == (0 if verb < first else len(pieces) - 1)
        span_first = verb if nearest and verb < begin else begin
        span_last = end if nearest and verb >= stop else stop
        if rule.kind == "toll":
            span_first = match.start()
            if rule.words(begin - 1, begin) == ["from"] and amount.high:  # "from 9 to 14"
                amount = Amount(amount.high, amount.high, amount.high)
        if casualties:  # dead and injured together: nobody is said to be dead
            amount = Amount(0, amount.high, 0, True, amount.more)
        elif groups.get("self") and nearest:  # the bomber counts (codebook, "Fatalities")
            high = None if amount.high is None else amount.high + 1
            amount = replace(
                amount, low=amount.low + 1, coded=amount.coded + 1, high=high, more=False
            )
        for index, told in enumerate(states):
            last = match.end("also") if index else span_last
            yield CasualtyMention(
                rule.span(span_first, last), told, amount.low, amount.high, amount.coded,
                amount.vague, _who(rule, begin, stop), rule.group, amount.more, corrects,
                named and len(pieces) == 1,
            )  # fmt: skip


def _pieces(rule: _Rule, before: str) -> list[tuple[int, int, Amount, bool]]:
    """The noun phrases of a list that count people: item offsets, amount, and whether a name."""
    match, shape = rule.match, rule.shape
    first, last = match.span("np")
    after_verb = match.start("verb") < first
    end = shape.rfind("&", first, last)
    if after_verb:  # a list has "and" before its last: "several people, an official said"
        comma = SPLIT.search(shape, max(end + 1, first), last)
        last = comma.start() if comma else last
    offsets = []
    begin = first
    for join in SPLIT.finditer(shape, first, last):
        offsets.append((begin, join.start()))
        begin = join.end()
    offsets.append((begin, last))
    if not after_verb and end < 0:  # "in one incident, a man was killed" is no list
        offsets = offsets[-1:]
    if rule.kind in ("before", "bare") and before in "KGk":
        offsets = offsets[1:]  # "killed 12 soldiers and 3 civilians were wounded"
    pieces = []
    for begin, stop in offsets:
        amount, named = _amount_of(rule, begin, stop) if begin < stop else (None, False)
        if amount is not None:
            pieces.append((begin, stop, amount, named))
    people = [piece for piece in pieces if set(shape[piece[0] : piece[1]]) & {"P", "X", "H"}]
    if len(pieces) > 1 and people:  # "a truck and two soldiers were hit"
        pieces = [piece for piece in pieces if piece in people or piece[1] == piece[0] + 1]
    if len(pieces) > 2 and pieces[0][2].low == sum(piece[2].low for piece in pieces[1:]):
        return pieces[:1]  # "12 people, seven women and five men"
    if len(pieces) == 1 and pieces[0][2] == ONE and not after_verb and rule.kind != "toll":
        aux = rule.words(pieces[0][1], match.start("verb"))
        if aux and aux[0] in ("were", "have", "are"):  # one is not many: the subject is another
            return []
    return pieces


def _amount_of(rule: _Rule, begin: int, end: int) -> tuple[Amount | None, bool]:
    """How many a noun phrase counts, and whether it is one person by name."""
    if rule.shape[begin : begin + 2] == "hQ":  # "their two maids"
        begin += 1
    head = rule.shape[begin:end]
    persons = [item for item in rule.items[begin:end] if item.letter == "P"]
    if head[0] == "Q":
        words = rule.words(begin, end)
        if not persons and NOT_PEOPLE.intersection(words):
            return None, False
        if words[0] in ("a", "an") and not persons and set(head) & set("oi"):
            return None, False  # "a dialogue with the government": people are named by a noun
        return rule.items[begin].amount, False
    if persons and persons[-1].plural and "X" not in head[head.index("P") :]:
        return Amount(3, None, 3, vague=True), False  # a plural without a number (codebook)
    if head == "w" or (head == "X" and rule.kind == "whom"):
        return None, False
    return Amount(1, 1, 1), "X" in head or head == "H"


def _who(rule: _Rule, begin: int, end: int) -> Span | None:
    """The words for the people: after the amount, up to where a place or time is told."""
    while begin < end and rule.shape[begin] in "Qho":
        begin += 1
    stop = begin
    while stop < end and rule.shape[stop] not in "i":
        stop += 1
    return rule.span(begin, stop) if begin < stop else None
