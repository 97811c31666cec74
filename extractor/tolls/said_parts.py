"""The parts of a count that lists people: "a woman", "her two children"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.numbers.tokens import Token, counts_by
from extractor.tolls.said_people import People, is_plural, people_in
from extractor.tolls.said_words import COMMA, Amount, CountWords

__all__ = ["UNKNOWN", "read_parts"]

NEAR_GROUP = 3  # words between "group" and its number: "a group of about five"
NEAR_WHOLE = 12  # words between "including" and the total
YEARS = range(1900, 2100)
NOBODY = Amount(0, 0)
UNKNOWN = Amount(0, None, "unknown")
"""People given only by a collective: "a family"."""
MARKED = "_marked"
"""The suffix of a kind of words that bound a number in marked words only, not in running text."""
BEFORE = [
    (table, kind + only)
    for table, kind in (("at_least", "before"), ("up_to", "up_to"), ("up_to", "below"))
    for only in ("", MARKED)
]


def read_parts(tokens: Sequence[Token], language: str) -> list[Amount]:
    """Returns the parts of a count, in order; none where the words mean no people."""
    if all(token.word == "#" and token.number is None for token in tokens):
        return []
    return _Reading(CountWords(tokens, language)).read()


@dataclass
class _Segment:
    """The words between two joining words, and what they say about a number.

    ``comma``: a comma, not an "and", precedes them. ``of``: the start of the description of the
    people. ``end``: after the last word. ``bound``, ``between``: "at least" and the like, so far.
    ``bare``, ``bound_end``: whether it begins with a bound, and where the last bound ends.
    ``measured``: the end of one of two numbers that share a unit ("aged 8 and 12"), which it is.
    """

    first: int
    comma: bool = False
    amount: Amount | None = None
    bound: str = ""
    between: bool = False
    of: int | None = None
    end: int | None = None
    bare: bool = False
    bound_end: int = 0
    measured: int = 0


ASKED = 2
"""The number of first words among which "anyone" may stand: "whether anyone"."""


class _Reading:
    """Reads the words once, from part to part."""

    def __init__(self, words: CountWords) -> None:
        self.words = words
        self.segments = [_Segment(0)]
        self.at = 0

    @property
    def segment(self) -> _Segment:
        return self.segments[-1]

    def _match_length(self, name: str, key: str) -> int:
        return self.words.length(name, key, self.at)

    def read(self) -> list[Amount]:
        """Returns the amounts of the parts."""
        if self._is_anybody():
            return [NOBODY]
        while self.at < len(self.words):
            if self.at and self._match_length("joins", "cut"):
                if self.segment.comma:
                    self.segments.pop()  # "nine dead, five of them children"
                break
            if self._within() or (self.segment.amount is None and self._bound()):
                continue
            if len(self.segments) == 1 and self._nobody():
                return [NOBODY]
            if self._join():
                continue
            if self.segment.amount is not None or not (
                self._read_number() or self._read_vague_number()
            ):
                self._pass()
        self.segment.end = self.segment.end or self.at
        return self._amounts()

    def _is_anybody(self) -> bool:
        """Whether the words are "anyone", or begin with it and have no number: "anyone was
        killed"."""
        if tuple(self.words.words) in self.words.table("nobody", "alone").exact:
            return True
        begins = any(self.words.length("nobody", "anybody", at) for at in range(ASKED))
        return begins and not any(map(self.words.number, range(len(self.words))))

    def _within(self) -> bool:
        """Drops parts that are included in a total behind them: "दो बच्चों समेत पांच लोग" are
        five."""
        within = self._match_length("joins", "within") if self.at else 0
        length = within or self._match_length("joins", "modifier")
        self.at += length
        behind = range(self.at, self.at + NEAR_WHOLE)
        if length and any(self.words.number(at) for at in behind):
            kept = [] if within else self.segments[:-1]  # "四个村的十人": ten
            self.segments = [*kept, _Segment(self.at, self.segment.comma)]
        return length > 0

    def _bound(self) -> bool:
        """Records "at least" or "up to" before a number."""
        for name, kind in BEFORE:
            length = self._match_length(name, kind)
            if length:
                self.segment.bound = kind.removesuffix(MARKED)
                self.segment.bare = self.segment.bare or self.at == self.segment.first
                self.at += length
                self.segment.bound_end = self.at
                return True
        return False

    def _nobody(self) -> bool:
        articles = self.words.table("persons", "bare").exact
        if articles and self.segment.of is not None:
            return False  # "a man with no family"
        if self.segment.amount or self._match_length("persons", "word"):
            return False
        return self._match_length("nobody", "any") > 0

    def _join(self) -> bool:
        """Begins another part after an "and" or a comma."""
        if self._match_length("persons", "word"):
            return False
        comma = self.words.words[self.at] == COMMA
        length = int(comma) or self.words.is_and(self.at) or self._with()
        if not length:
            return False
        if self.at == self.segment.first and (self.at == 0 or not comma):
            self.segment.comma = False  # ", and"
            self.at += length
            self.segment.first = self.at
            return True
        self.segment.end = self.at
        self.at += length
        self.segments.append(_Segment(self.at, comma))
        return True

    def _with(self) -> int:
        """Returns the number of tokens of "with" here if a number follows ("мать с двумя детьми"),
        else 0."""
        length = 0 if self.segment.amount else self._match_length("joins", "with")
        return length if length and self.words.number(self.at + length) else 0

    def _read_number(self) -> bool:
        """Reads a number of people, or skips a number of something else or of other people."""
        words = self.words
        if share := self._share():
            self.at = share
            self.segments = [_Segment(share)]
        segment = self.segment
        look_alike = self._match_length("persons", "word")
        if look_alike:
            self.at += look_alike
            return True
        before = self._match_length("units", "before")
        number = words.number(self.at + before)
        if number is None or (not before and self._match_length("vague", "several")):
            return False
        unit = words.unit(number, segment.between)
        year = number.digits and number.value in YEARS and number.end == len(words)
        if before or unit or (year and self.at):
            if self._is_measured(number.end, unit):
                segment.measured = unit
            self.at = unit or number.end
        elif not self._rough(number.end):
            self._take(number.end)
        else:
            return False
        return True

    def _is_measured(self, end: int, unit: int) -> bool:
        """Whether a number with its ``unit`` is one of two that share it: "aged 8 and 12 years"."""
        before = self.segments[-2].end if len(self.segments) > 1 else None
        if not unit or self.at != self.segment.first:
            return False
        return unit == end or bool(before and self.words.tokens[before - 1].number is not None)

    def _rough(self, end: int) -> bool:
        """Whether a vague word stands here that is longer than the number: "سوتن"."""
        found = self.words.table("vague").at(self.words.words, self.at)
        return found is not None and self.at + found[1] >= end

    def _take(self, end: int) -> None:
        words, segment = self.words, self.segment
        number = words.number(self.at)
        assert number is not None
        begins = self.at == segment.first
        if not words.counts(number, begins) or self._of_somebody():
            self.at = end
            return
        if number.value == 1 and not number.digits:
            inside = self._group_number(end)
            if inside is not None:
                self.at = inside
                return
            if words.length("units", "thing", end):
                self.at = segment.of = end
                return
            couple = any(words.length("persons", "couple", at) for at in (end, end + 1))
            if couple or words.length("persons", "collective", end):
                self.at = end  # "une famille", "एक दंपति"
                return
            if self._of_many():
                self.at = end  # "اعضای یک خانواده"
                return
        segment.amount = words.amount(number, segment.between, segment.bound)
        self.at = segment.amount.end

    def _read_vague_number(self) -> bool:
        """Reads "dozens of", but not the "some" in "some 40"."""
        found = self.words.table("vague").at(self.words.words, self.at)
        if found is None:
            return False
        self.at += found[1]
        number = self.words.number(self.at)
        if number is None or not self.words.counts(number, begins=False):
            self.segment.amount = Amount(0, None, found[0])
        return True

    def _pass(self) -> None:
        """Skips a word; "of" begins the description of the people."""
        segment = self.segment
        if segment.amount is None:
            if segment.of is None and self.at > segment.first and self._match_length("joins", "of"):
                segment.of = self.at
            segment.between = segment.between or self._match_length("joins", "between") > 0
            self.at += 1
            return
        number = self.words.number(self.at)
        self.at = number.end if number else self.at + 1

    def _of_somebody(self) -> bool:
        """Whether a number describes a person named before: "a mother of five"."""
        segment, words = self.segment, self.words
        if self.at > segment.first and words.length("persons", "parent", self.at - 1):
            return True
        nouns = range(segment.first, segment.of or segment.first)
        if any(words.length("persons", "group", at) for at in nouns):
            return False  # "the lives of three electricians"
        if any(is_plural(words.words[at], words.language) for at in nouns):
            return False
        return any(words.length("persons", kind, at) for kind in ("one", "any") for at in nouns)

    def _of_many(self) -> bool:
        """Whether a "one" belongs to the description of a plural: "members of one family"."""
        words, first = self.words, self.segment.first
        if self.at == first or (
            self.segment.of is None and counts_by(words.language, "behind_noun")
        ):
            return False
        return is_plural(words.words[first], words.language)

    def _share(self) -> int:
        """Returns where the words behind a number begin that is part of another behind it ("2'si
        çocuk 5 kişi"); 0 for none."""
        words, at, described = self.words, self.at, False
        end = words.share_end(at)
        for place in range(end, min(end + NEAR_WHOLE, len(words)) if end else 0):
            share, number = words.share_end(place), words.number(place)
            if words.length("joins", "cut", place):
                return 0
            if share or words.words[place] == COMMA or words.is_and(place):
                at = max(share, place + 1)
            elif number and not words.unit(number, between=False):
                return max(at, end) if described else 0
            described = described or place >= at
        return 0

    def _group_number(self, start: int) -> int | None:
        """Returns where the number in "a group of five" stands."""
        words = self.words
        for at in range(start, min(start + 2, len(words))):
            length = words.length("persons", "group", at)
            if not length:
                continue
            for place in range(at + length, at + length + NEAR_GROUP):
                number = words.number(place)
                if number is not None:
                    unit = words.length("units", "after", number.end)
                    return None if unit or number.value == 1 else place
        return None

    def _amounts(self) -> list[Amount]:
        """Yields the amounts of the parts. A comma separates people only where an "and" ends the
        list."""
        listed = max((n for n, one in enumerate(self.segments) if not one.comma), default=0)
        amounts: list[Amount] = []
        for number, segment in enumerate(self.segments[: listed + 1]):
            if amounts and segment.bound and segment.amount is None:
                if segment.bound == "before":  # "twelve, or perhaps more"
                    amounts[-1] = replace(amounts[-1], high=None)
                continue
            amount = segment.amount or self._unnumbered(segment, first=not number)
            if amount is not None:
                amounts.append(amount)
        return amounts[:1] if self._are_the_first(amounts) else amounts

    def _are_the_first(self, amounts: Sequence[Amount]) -> bool:
        """Whether the parts after a comma describe the first part, because they add up to it:
        "three people, a man and two women"."""
        first, *others = amounts or [NOBODY]
        exact = all(one.high == one.low for one in others)
        numbered = self.segments[0].amount is not None and first.low > 1
        behind_comma = len(self.segments) > 1 and self.segments[1].comma
        if not (numbered and exact and behind_comma and first.low == sum(o.low for o in others)):
            return False
        whole = self.segments[0]
        end = whole.end or len(self.words)
        if whole.amount and (whole.first + 1, whole.amount.end) == (end, end):
            return True  # "two, a monk and an accountant"
        said = range(whole.first, end)
        return any(at + self.words.length("persons", "anyone", at) == end for at in said)

    def _unnumbered(self, segment: _Segment, first: bool) -> Amount | None:
        """Returns the amount of a part without a number; ``None`` where it means no people ("cooks
        and fighters") or is only a bound ("at least")."""
        if (segment.bare and segment.bound_end == segment.end) or (
            segment.measured and segment.measured == segment.end
        ):
            return None
        end = segment.of if segment.of is not None else segment.end
        tokens = self.words.tokens[segment.first : end]
        who = people_in(tokens, self.words.language, len(self.segments) > 1)
        if who is People.THINGS:
            return None
        if who is People.MANY:
            return UNKNOWN
        if who is People.PAIR:
            return Amount(2, 2)
        if who is People.PLURAL:
            return Amount(0, None, "several") if first else None
        after_number = self.segments[0].amount is not None
        if segment.comma and after_number and not self.words.table("persons", "bare").exact:
            return None
        one_person = who is People.ONE or (who is People.NAME and not after_number)
        return Amount(1, 1) if one_person or first else None
