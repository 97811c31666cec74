"""The words of a count together with their language's tables, and the numbers in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor import languages
from extractor.numbers.tables import Table, table
from extractor.numbers.tokens import AND, Token, counts_by, unspaced
from extractor.numbers.words import Number, number_in

__all__ = ["COMMA", "Amount", "CountWords"]

COMMA = ","
NEAR = 3  # words between a number and "or more" behind it
LONG = 2  # letters of a unit behind a classifier
BOUNDS = (("at_least", "before"), ("up_to", "up_to"), ("up_to", "below"))
BEHIND = (("at_least", "after"), ("up_to", "up_to_after"), ("up_to", "below_after"))


@dataclass(frozen=True)
class Amount:
    """An amount: bounds (``high`` ``None``: open), or the class of a vague word; and where it
    ends."""

    low: int
    high: int | None
    vague: str = ""
    end: int = 0


class CountWords:
    """Looks up what stands at a token: forms of a table, numbers, amounts."""

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self.tokens, self.language = tokens, language
        self.words = [token.word for token in tokens]

    def __len__(self) -> int:
        return len(self.words)

    def table(self, name: str, key: str | None = None) -> Table:
        """Returns a table of the words' language."""
        return table(name, self.language, key)

    def length(self, name: str, key: str, at: int) -> int:
        """Returns the number of words in the table's form at this token; 0 where there is none."""
        found = self.table(name, key).at(self.words, at) if at < len(self) else None
        return found[1] if found else 0

    def bound(self, at: int) -> int:
        """Returns the end of the words at this token that bound a following number ("at least")."""
        lengths = (self.length(name, kind, at) for name, kind in BOUNDS)
        return at + max(lengths)

    def is_and(self, at: int) -> int:
        """Returns the number of words of an "and" at this token; 0 for none."""
        if at < len(self) and self.words[at] == AND:
            return 1
        return self.length("joins", "and", at)

    def number(self, at: int) -> Number | None:
        """Returns the number at this token."""
        return number_in(self.tokens, at, self.language)

    def counts(self, number: Number, begins: bool) -> bool:
        """Whether a number word is a number here: in scripts without spaces, a classifier tells it
        from a syllable. ``begins``: it is at the start of a part of the count."""
        end = number.end
        if not unspaced(self.language) or number.digits:
            return True
        if end >= len(self):
            return begins or self.language == "zh"  # "လေး" in "ကောင်လေး" is no four
        if self.language == "my" and end == number.start + 1 and number.value >= 10:
            return False  # "ရာ" in "ဆရာ"
        return bool(
            self.length("persons", "classifier", end)
            or self.length("at_least", "after", end)
            or self.length("joins", "range", end)
            or (self.language == "zh" and begins and number.value > 1)
            or (self.language == "zh" and self.upper_end(number, between=False))
        )

    def share_end(self, at: int) -> int:
        """Returns the end of a number of some of the people told of behind it: "ikisi", "2'si"; 0
        for others."""
        shares, number = self.table("joins", "share").exact, None
        if shares and at < len(self):
            number = self.number(at)
        if number is None or self.length("at_least", "after", number.end):
            return 0
        if not number.digits:
            return number.end if (self.words[number.end - 1],) in shares else 0
        endings = languages.about(self.language, "share_endings").split("|")
        ends_so = number.end < len(self) and self.words[number.end] in endings
        return number.end + 1 if ends_so else 0

    def unit(self, number: Number, between: bool) -> int:
        """Returns the end of a unit after a number ("34-year-old", "12-13 yaşında"); 0 for none."""
        classifier = self.length("persons", "classifier", number.end)
        if unspaced(self.language) and classifier:
            at = number.end + classifier
            length = self.length("units", "after", at)
            # "三个孩子的母亲", but not "两名师长"
            return at + length if length and len(self.words[at]) > LONG else 0
        upper = self.upper_end(number, between)
        end = upper.end if upper else number.end
        for place in (end, end + self.length("at_least", "after", end)):
            length = self.length("units", "after", place)
            if length:
                return place + length
        link = self.is_and(number.end)
        other = self.number(number.end + link) if link else None
        if other and self.length("units", "after", other.end):
            return number.end  # "5 और 7 साल के"
        return 0

    def amount(self, number: Number, between: bool, bound: str) -> Amount:
        """Returns a number with its range and bounds; ``between`` or ``bound`` came before it."""
        low, high, end = number.value, number.value, number.end
        is_open = number.open
        upper = self.upper_end(number, between)
        if upper is not None:
            high, end, is_open = upper.value, upper.end, is_open or upper.open
            if number.scale == 1 and number.value < upper.value // upper.scale:
                low *= upper.scale  # "two to three hundred"
        kind, end = self._bound_behind(end)
        kind = kind or bound
        if is_open or kind in ("before", "after"):
            return Amount(low, None, end=end)
        if kind in ("up_to", "up_to_after"):
            return Amount(0, high, end=end)
        if kind in ("below", "below_after"):
            return Amount(0, max(high - 1, 0), end=end)
        return Amount(low, high, end=end)

    def upper_end(self, number: Number, between: bool) -> Number | None:
        """Returns the upper end of "5-8", "between five and eight", "five, maybe six", "三四名"."""
        at = number.end
        classifier = self.length("persons", "classifier", at)
        if classifier and self.length("joins", "range", at + classifier):
            at += classifier
        if at >= len(self):
            return None
        comma = int(self.words[at] == COMMA)
        link = self.length("joins", "range", at + comma)
        if not link and (between or self._is_between(at)):
            link = self.is_and(at + comma)
        beside = not number.digits and counts_by(self.language, "neighbours")
        if not link and (comma or not (self.tokens[at].joined or beside)):
            return None
        upper = self.number(at + comma + link)
        if upper is None or upper.value <= number.value:
            return None
        if not link and not self.tokens[at].joined:
            return upper if self._is_next(number, upper) else None
        return upper

    def _is_between(self, at: int) -> bool:
        """Whether "between" stands behind the number that an "and" here joins ("5 ile 8
        arasında")."""
        upper = self.number(at + self.is_and(at)) if self.is_and(at) else None
        places = range(upper.end, upper.end + 2) if upper else ()
        return any(self.length("joins", "between_after", place) for place in places)

    def _is_next(self, number: Number, upper: Number) -> bool:
        """Whether a number in words right behind another is the upper end of it: "üç dört"."""
        if unspaced(self.language):
            return upper.value // upper.scale == number.value + 1
        return upper.value == number.value + 1 < 10 and not (
            upper.digits or self.length("units", "after", upper.end)
        )

    def _bound_behind(self, end: int) -> tuple[str, int]:
        """Returns the kind of "or more" or "以内" after a number, and where it ends."""
        classified = False
        for step in range(end, min(end + NEAR, len(self))):
            if step > end and self.words[step] in (AND, COMMA):
                break
            for name, kind in BEHIND:
                length = self.length(name, kind, step)
                sure = length > 1 or (classified and len(self.words[step]) > 1)
                if length and (step == end or sure):
                    return kind, step + length
            classified = bool(self.length("persons", "classifier", step))
        return "", end
