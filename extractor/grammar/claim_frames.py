"""Who speaks, of whom and to whom, by the grammar around a claim word; and whether it is said."""

from __future__ import annotations

import re

from extractor.grammar.frames import is_passive, is_verb, says_so
from extractor.grammar.words import NOT_SAID, breaks_off
from extractor.languages.patterns import few_words_behind, one_of, words_like
from extractor.reading import StatementKind
from extractor.text.span import Span

__all__ = ["asked_and_charged", "is_accused", "is_said", "speaks"]

NAMED_AFTER = few_words_behind("named_after", most=2)
EARLIER = rf"in\s+the\s+past|{one_of('earlier')}\s+{one_of('deed')}"
PAST_HABIT = re.compile(rf"[^.;]{{0,40}}\b(?:{EARLIER})\b", re.IGNORECASE)
# "Rebels believed to be responsible": nobody is said to believe it.
OPINION = words_like("opinion")
SHOULD_URGE = rf"\s+{one_of('should')}\s+{one_of('urge')}\s+$"
ASKED = r"(?:.*(?:\bthat\s+|\bsaid\s+|,\s+)|^)(?P<asked>(?:(?:the|an?)\s+)?[^,;.]{2,60}?)"
ASKED_OF = re.compile(ASKED + SHOULD_URGE, re.IGNORECASE | re.DOTALL)
TO_INVESTIGATE = re.compile(rf"\s+to\s+(?:\w+ly\s+)?{one_of('look_into')}\b", re.IGNORECASE)


def is_said(text: str, kind: StatementKind, words: Span, sentence: Span) -> bool:
    """False when nobody says it: "has not claimed", "did not deny", "no group has claimed", and a
    claim of other attacks than this one ("has claimed responsibility for attacks in the past")."""
    if NOT_SAID.search(text, sentence.start, words.start):
        return False
    earlier = PAST_HABIT.match(text, words.end, sentence.end)
    return not (kind is StatementKind.RESPONSIBILITY and earlier)


def speaks(text: str, words: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one who says what the claim ``words`` say."""
    if answer.overlaps(words):
        return False
    if answer.start >= words.end:
        gap = text[words.end : answer.start]
        return bool(NAMED_AFTER.search(gap)) or says_so(text, answer)
    if (is_verb(words) and is_passive(text, words)) or OPINION.match(words.text):
        return False
    return not breaks_off(text[answer.end : words.start])


def is_accused(text: str, words: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one accused: after an active verb, before a
    passive one; after a noun ("the accusation") or a bare verb anything goes."""
    if not is_verb(words) or answer.overlaps(words):
        return True
    return (answer.start < words.start) == is_passive(text, words)


def asked_and_charged(text: str, sentence: Span, addressee: Span) -> tuple[Span, Span] | None:
    """Who is asked and who is to investigate in "X should urge Y to launch an inquiry", when the
    answer for the addressee is Y; ``None`` when the sentence is not of that form."""
    before = ASKED_OF.search(text[sentence.start : addressee.start])
    if not before or not TO_INVESTIGATE.match(text, addressee.end):
        return None
    start = sentence.start + before.start("asked")
    return Span(start, start + len(before["asked"]), before["asked"]), addressee
