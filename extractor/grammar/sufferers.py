"""People by name to whom something was done, by the grammar of one sentence.

Stricter than ``frames.suffers``, which holds one answer against one incident word: here every name
in the sentence is a candidate, so a name must be the subject of the passive or the object itself,
not merely stand near. The words stand in the languages' ``frames.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.grammar.frames import DIED, HAS_SPEECH, is_passive, says_so
from extractor.grammar.words import ASIDE, CLAUSE, breaks_off
from extractor.languages.patterns import few_words_behind, listed_as, one_of, words_like
from extractor.text.span import Span

__all__ = ["listed_victims", "suffered"]

# The last word before an object that takes none of it away: "the murder in Lima of", "killing".
OF_VICTIM = listed_as("of_victim")
PREPOSITIONS = listed_as("of_victim", "not_of_victim")
# The object of an attack that came to nothing: "the mayor escaped an attack".
AN = r"(?:an?|the|another)\s+(?:[\w-]+\s+){0,2}"
HELPERS = rf"(?:{one_of('between_speech', 'be')}\s+)*"
ESCAPED = re.compile(rf"\s+{HELPERS}{one_of('escaped')}\s+{AN}", re.IGNORECASE)
# "The wife of", "an adviser to": somebody beside the one named.
RELATED = few_words_behind("related", most=3, link="of")
# "The victims were identified as", "among the dead were", "injured by the blast were:".
NAMED = rf"(?:\b{one_of('named')}\b|\b{one_of('be')}\s*:?\s(?!{one_of('told_of')}\b)|:)"
GAP = rf"(?:(?!\bw(?:as|ere)\s+(?!{one_of('victim_is')}\b|:)\w)[^.;:]){{0,80}}?"
VICTIMS_ARE = re.compile(rf"\b{one_of('victims')}\b{GAP}{NAMED}", re.IGNORECASE)
SUSPECTS = words_like("suspect")
FAR = 140
AT_ONCE = 60  # characters before the first of a list
NEAR = 110


def suffered(text: str, deed: Span, person: Span, people: Sequence[Span]) -> bool:
    """Whether what ``deed`` tells was done to the person; ``people`` are all named there."""
    if says_so(text, person) or person.overlaps(deed):
        return person.overlaps(deed) and person.start > deed.start
    if person.end <= deed.start:
        return _subject(text, deed, person, people)
    gap = text[deed.end : person.start]
    if len(gap) > NEAR or breaks_off(gap) or HAS_SPEECH.search(gap):
        return False
    words = gap.lower().split()
    if CLAUSE.search(gap) or RELATED.search(gap) or "by" in words:
        return False
    last = next((word for word in reversed(words) if word in PREPOSITIONS), None)
    return last is None or last in OF_VICTIM


def _subject(text: str, deed: Span, person: Span, people: Sequence[Span]) -> bool:
    """Whether the person, named before the deed, is the subject of its passive."""
    gap = text[person.end : deed.start]
    if len(gap) > FAR + 80 or breaks_off(gap):
        return False
    if ESCAPED.fullmatch(gap):
        return True
    if not is_passive(text, deed) and not DIED.search(deed.text):
        return False
    bare = ASIDE.sub(" ", gap)
    if CLAUSE.search(bare) or HAS_SPEECH.search(bare) or len(bare) > FAR:
        return False
    inside = ASIDE.sub(lambda match: " " * len(match.group()), gap)
    between = [p for p in people if person.end <= p.start and p.end <= deed.start]
    if between and bare.lstrip(" ,").startswith("who "):
        return False  # "Castro, who replaced Rojas, who was murdered"
    others = [p for p in between if inside[p.start - person.end :][:2].strip()]
    return not others or bare.lstrip().startswith((",", "and "))


def listed_victims(text: str, start: int, end: int, people: Sequence[Span]) -> list[Span]:
    """The people of a list of victims: "the dead were identified as Ana Ruiz and Juan Paz"."""
    match = VICTIMS_ARE.search(text, start, end)
    if match is None or SUSPECTS.search(text, start, match.end()):
        return []
    found: list[Span] = []
    for person in people:
        if person.start < match.end():
            continue
        gap = text[found[-1].end if found else match.end() : person.start]
        if len(gap) > (NEAR if found else AT_ONCE) or says_so(text, person):
            break
        found.append(person)
    return found
