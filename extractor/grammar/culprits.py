"""Who is told or said to be behind a deed, by frames wider than one incident word.

``frames`` holds a party against the words that tell of an incident. News names the doer in other
words too: he "placed", "hurled" or "launched" what did it, "took part in the crime", "is behind
it"; it is "blamed on", "attributed to" or "claimed by" him. Each frame here is a verb or a phrase,
and where its subject or its "by" stands; the parties themselves are found by ``parties``. The words
stand in the languages' ``frames.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from extractor.grammar.frames import (
    HAS_SPEECH,
    PASSIVE_BEFORE,
    has_no_object,
    has_other_verb,
    is_joined,
)
from extractor.grammar.words import ASIDE, CLAUSE, breaks_off
from extractor.languages.patterns import in_clause_before, listed_as, one_of, words_like
from extractor.text.span import Span

__all__ = ["Culprit", "Frame", "culprits", "is_object", "may_tell"]


class Frame(Enum):
    """How it is said that they did it."""

    DID = "did"
    BLAMED = "blamed"
    CLAIMED = "claimed"


@dataclass(frozen=True)
class Culprit:
    """A party and how it is said to have done it."""

    span: Span
    frame: Frame


# Up to six words; what is done about a deed is none: "charged with investigating the attack".
WORDS = rf"(?:(?!{one_of('about_deed')})[\w'’-]+\s+){{0,6}}?"
THING = rf"\s+{WORDS}{one_of('thing', 'deed')}\b"
TRIED = rf"{one_of('tried_to')}\s+{one_of('do_harm')}"
# Violence by itself, or with such an object: "threw a bomb", "carried out the attack".
DID = re.compile(rf"\b(?:{one_of('harm')}|{one_of('handled')}(?={THING})|{TRIED})\b", re.IGNORECASE)
# "The bomb was planted by", "an attack staged by", "the murder … by": whoever follows.
SINCE = rf"(?:\s+(?!{one_of('no_agent')}\b)[\w'’,.-]+){{0,9}}?"
BY = re.compile(rf"\b{one_of('harm', 'handled', 'deed')}{SINCE}\s+by\s+$", re.IGNORECASE)
# Subject before, verb after: he is behind it, whoever says so.
HELPERS = r"[\s\"“]+(?:(?:has|have|had|also|may|might|could|must|later)\s+)*"
IS_BEHIND = rf"{one_of('be')}\s+(?:(?!not\b|never\b)\w+\s+){{0,2}}?{one_of('behind')}"
IT = rf"\s+{WORDS}{one_of('deed', 'it', 'doing')}\b"
BEHIND = re.compile(rf"{HELPERS}(?:{IS_BEHIND}|{one_of('took_part')}){IT}", re.IGNORECASE)
# "Blamed the X for", "attributed the murder to X", "the work of X".
ASCRIBED = rf"{one_of('attributed')}\s+(?:[\w'’-]+\s+){{0,8}}?(?:to|on)"
BLAME = re.compile(rf"\b(?:{one_of('blame', 'work_of')}|{ASCRIBED})\s+$", re.IGNORECASE)
RESPONSIBILITY = rf"(?:(?!{one_of('not')}\b)\w+\s+){{0,2}}?(?:responsibility|credit)"
FOR_IT = rf"(?:\s*(?:[.,;:)\"”]|$|and\b|in\b|on\b|today\b|yesterday\b)|\s+for{IT})"
CLAIMS = re.compile(rf"{HELPERS}{one_of('claim')}\s+{RESPONSIBILITY}{FOR_IT}", re.IGNORECASE)
NOT = in_clause_before("not", "denied", reach=40)
# "The possibility that the rebels staged it", "whether guards killed them": nobody says they did.
SUPPOSED = in_clause_before("supposed", reach=40)
# Not the subject: the object of a preposition, or what somebody is compared with or taken for.
BEFORE_NOUN = rf"(?:at\s+least\s+)?(?:(?:{one_of('before_noun')}|\d+)\s+)*(?:\w+-\w+\s+)?[\"“]?"
PREPOSITION = re.compile(rf"\b{one_of('preposition')}\s+{BEFORE_NOUN}$", re.IGNORECASE)
LEADING = re.compile(rf"(?:(?:{one_of('before_party')}|\d+)\s+|[\"“])+$", re.IGNORECASE)
PARTICIPLES = words_like("harmed", "harmed_too")
IS_OR_NOT = words_like("be", "not")
DETERMINERS = [[word] for word in ("a", "an", "of", *listed_as("determiner"))]
FAR = 130  # characters between a subject and its verb
# Without one of these none of the frames stands.
TELLING = words_like(
    *("harm", "handled", "deed", "tried_to", "behind", "took_part", "blame", "work_of"),
    *("attributed", "claim"),
)


def may_tell(text: str, start: int, end: int) -> bool:
    """Whether the sentence has a word without which nobody is behind anything there."""
    return TELLING.search(text, start, end) is not None


def culprits(text: str, start: int, end: int, parties: Sequence[Span]) -> Iterator[Culprit]:
    """Those of the parties that ``text[start:end]``, a sentence, tells or says to have done a deed,
    in text order."""
    verbs = list(DID.finditer(text, start, end))
    for number, party in enumerate(parties):
        begin = _with_article(text, start, party)
        before = text[max(start, begin - 110) : begin]
        frame = _frame_before(before) or _frame_after(text, party, end)
        if frame is None and not is_object(text, start, party):
            others = parties[number + 1 :]
            later = (verb for verb in verbs if verb.start() >= party.end)
            if any(_subject(text, party, verb, others) for verb in later):
                frame = Frame.DID
        if frame is None or NOT.search(text, max(start, begin - 50), begin):
            continue
        supposed = frame is Frame.DID and SUPPOSED.search(text, max(start, begin - 90), begin)
        if not supposed:
            yield Culprit(party, frame)


def is_object(text: str, start: int, party: Span) -> bool:
    """Whether the party is the object of a preposition, and so no subject: "the home of a general
    was attacked"."""
    begin = _with_article(text, start, party)
    if text[start:begin].lower().split()[-2:] == ["belonging", "to"]:
        return False
    return PREPOSITION.search(text, max(start, begin - 30), begin) is not None


def _with_article(text: str, start: int, party: Span) -> int:
    leading = LEADING.search(text, max(start, party.start - 40), party.start)
    return leading.start() if leading else party.start


def _frame_before(before: str) -> Frame | None:
    """The frame whose words end right before the party."""
    if before.lower().split()[-2:] == ["claimed", "by"]:
        return Frame.CLAIMED
    frames = ((Frame.DID, BY), (Frame.BLAMED, BLAME))
    return next((frame for frame, pattern in frames if pattern.search(before)), None)


def _frame_after(text: str, party: Span, end: int) -> Frame | None:
    """The frame whose words follow the party, asides left out."""
    aside = ASIDE.match(text, party.end, end)
    at = aside.end() if aside else party.end
    frames = ((Frame.CLAIMED, CLAIMS), (Frame.BLAMED, BEHIND))
    return next((frame for frame, pattern in frames if pattern.match(text, at, end)), None)


def _subject(text: str, party: Span, verb: re.Match[str], others: Sequence[Span]) -> bool:
    """Whether the party is the subject of the verb."""
    gap = text[party.end : verb.start()]
    if len(gap) > FAR or breaks_off(gap):
        return False
    if PASSIVE_BEFORE.search(text, max(party.end, verb.start() - 40), verb.start()):
        return False
    if PARTICIPLES.fullmatch(verb.group()) and has_no_object(text, verb.end()):
        return False  # "three men killed in the attack"
    if gap.lower().split()[-1:] in DETERMINERS:
        return False  # "the planned attacks"
    bare = ASIDE.sub(" ", gap)
    if bare.lstrip(" ,").lower().startswith(("who ", "that ", "which ")):
        bare = bare.lstrip(" ,").partition(" ")[2]
    if CLAUSE.search(bare) or HAS_SPEECH.search(bare) or IS_OR_NOT.search(bare):
        return False
    if has_other_verb(bare):
        return False
    beside = ASIDE.sub(lambda match: " " * len(match.group()), gap)
    # Another party between is the subject, unless it stands in an aside or is an object.
    return not any(
        beside[one.start - party.end : one.end - party.end].strip()
        and not PREPOSITION.search(text, party.end, one.start)
        and not is_joined(text[one.end : verb.start()])
        for one in others
        if one.end <= verb.start()
    )
