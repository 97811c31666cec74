"""People by name to whom something was done, by the grammar of one sentence.

Stricter than ``frames.suffers``, which holds one answer against one incident word: here every name
in the sentence is a candidate, so a name must be the subject of the passive or the object itself,
not merely stand near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.grammar.frames import BREAK, DIED, HAS_SPEECH, is_passive, says_so
from extractor.text.span import Span

__all__ = ["listed_victims", "suffered"]

ASIDE = re.compile(
    r"\s*[\[(][^\])]{1,80}[\])]|\s*,\s[^;:]{2,160}?,(?=\s+(?:\w+ly\s+)?(?:was|were|has|have|had|"
    r"died|and|is|are|also|who))|\s*--[^-]{2,120}--",
    re.IGNORECASE,
)
OTHER_CLAUSE = re.compile(
    r"[:;]|\b(?:when|while|after|before|because|if|where|that|which|told|whose|as)\b", re.IGNORECASE
)
WHO = re.compile(r"^\s*,?\s*(?:who|that|whom)\b", re.IGNORECASE)
HELD = re.compile(r"\b(?:was|were|been|being|is|are)\s+(?:held|taken)\s+$", re.IGNORECASE)
# The object of an attack that came to nothing: "the mayor escaped an attack".
ESCAPED = re.compile(
    r"\s+(?:(?:has|have|had|narrowly|also)\s+)*(?:escaped|survived|(?:was|were)\s+(?:unhurt|unharmed|"
    r"not\s+hurt)\s+in|(?:was|were)\s+the\s+(?:targets?|victims?|objects?)\s+of)\s+"
    r"(?:an?|the|another)\s+(?:[\w-]+\s+){0,2}",
    re.IGNORECASE,
)
# The last word before an object that takes none of it away: "the murder in Lima of", "killing".
ROLE = re.compile(
    r"\b(?P<prep>of|against|on|including|in|at|near|from|to|for|with|by|after|where|into|between)\b"
    r"(?!.*\b(?:of|against|on|including|in|at|near|from|to|for|with|by|after|where|into|between)\b)",
    re.IGNORECASE | re.DOTALL,
)
TAKEN = frozenset(["of", "against", "on", "including"])
# "The wife of", "an adviser to": somebody beside the one named.
RELATED = re.compile(
    r"\b(?:wife|widow|husband|sons?|daughters?|brothers?|sisters?|father|mother|parents?|relatives?|"
    r"family|friends?|advis[eo]rs?|aides?|members?|leaders?|supporters?|followers?|governments?|"
    r"administration|houses?|homes?|residences?|offices?|car|vehicle|arrest|extradition|leadership|"
    r"command|orders?|front|name|case|bodyguards?|chauffeur|driver)\s+of\s+(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
# "The victims were identified as", "among the dead were", "injured by the blast were:".
VICTIMS_ARE = re.compile(
    r"\b(?:victims?|dead|killed|injured|wounded|deceased|bod(?:y|ies)|hostages?|kidnapped|murdered|"
    r"slain|casualt(?:y|ies)|murdered (?!was\b|were\b)\w+)\b"
    r"(?:(?!\b(?:was|were)\s+(?!killed|injured|wounded|kidnapped|murdered|abducted|slain|identified|"
    r"named|known|as\b|the\b|in\b|:)\w)[^.;:]){0,80}?"
    r"(?:\b(?:identified as|named as|known as)\b|"
    r"\b(?:was|were|is|are)\s*:?\s(?!\w+(?:ed|en)\b|found|sent|left|brought|held)|:)",
    re.IGNORECASE,
)
SUSPECTS = re.compile(
    r"\b(?:arrest|detain|captur|suspect|accus|charged|perpetrat|assassins?\b)", re.I
)
NO_LIST = re.compile(r"\b(?:by|said|told|according|who)\b")
FAR = 140
AT_ONCE = 60  # characters before the first of a list
NEAR = 110


def suffered(text: str, deed: Span, person: Span, people: Sequence[Span]) -> bool:
    """Whether what ``deed`` tells was done to the person; ``people`` are all named there."""
    if says_so(text, person) or person.overlaps(deed):
        return person.overlaps(deed) and person.start > deed.start
    if person.end <= deed.start:
        gap = text[person.end : deed.start]
        if len(gap) > FAR + 80 or BREAK.search(gap):
            return False
        if ESCAPED.fullmatch(gap):
            return True
        held = HELD.search(text, max(person.end, deed.start - 24), deed.start)
        if not (held or is_passive(text, deed) or DIED.search(deed.text)):
            return False
        plain = ASIDE.sub(" ", gap)
        bare = WHO.sub(" ", plain)
        if OTHER_CLAUSE.search(bare) or HAS_SPEECH.search(bare) or len(bare) > FAR:
            return False
        between = [p for p in people if person.end <= p.start and p.end <= deed.start]
        if between and plain != gap and WHO.match(plain):
            return False  # "Castro, who replaced Rojas, who was murdered"
        inside = ASIDE.sub(lambda match: " " * len(match.group()), gap)
        rest = [p for p in between if inside[p.start - person.end :][:2].strip()]
        return not rest or bool(re.match(r"\s*(?:,|and\b)", bare))
    gap = text[deed.end : person.start]
    if len(gap) > NEAR or BREAK.search(gap) or HAS_SPEECH.search(gap):
        return False
    if OTHER_CLAUSE.search(gap) or RELATED.search(gap) or re.search(r"\bby\b", gap):
        return False
    role = ROLE.search(gap)
    return role is None or role["prep"].lower() in TAKEN


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
        if len(gap) > (NEAR if found else AT_ONCE) or NO_LIST.search(gap):
            break
        if says_so(text, person):
            break
        found.append(person)
    return found
