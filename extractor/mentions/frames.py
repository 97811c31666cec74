"""Who acts and who suffers, by the grammar around an incident word (English).

A small model names somebody as the doer of every "attack" it is shown. These checks hold its
answer against the sentence: a doer stands before an active verb, after "by", or owns the noun
("the rebels' attack"); somebody who merely says, condemns or investigates does not.
"""

from __future__ import annotations

import re

from extractor.span import Span

__all__ = ["acts", "is_passive", "says_so", "suffers"]

VERBS = re.compile(
    r"^(?:\w+(?:ed|ing|s)?)\b", re.IGNORECASE
)
PAST = frozenset(
    """shot threw hit struck blew took set fought left fired slew held beat stole dealt broke
    hurled overran drove retook seized bombed killed""".split()
)
PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got|getting)\s+(?:\w+ly\s+|also\s+|all\s+|both\s+|later\s+)*$", re.I
)
SPEECH = (
    r"(?:said|says|saying|told|tells|report(?:s|ed|ing)?|announc(?:ed|es|ing)|confirm(?:ed|s|ing)?|"
    r"state[ds]?|stating|add(?:ed|s|ing)|claim(?:ed|s|ing)|condemn(?:ed|s|ing)?|denounc(?:ed|es|ing)|"
    r"describ(?:ed|es|ing)|reveal(?:ed|s)?|disclos(?:ed|es)|indicat(?:ed|es)|declar(?:ed|es)|"
    r"mention(?:ed|s)?|explain(?:ed|s)?|accus(?:ed|es|ing)|blam(?:ed|es|ing)|denied|denies|"
    r"investigat(?:ed|es|ing)|den(?:ied|ies)|deplor(?:ed|es)|witness(?:ed)?|learned|according)"
)
SAYS = re.compile(rf"^\W*(?:\s*\(?[A-Z]{{2,8}}\)?\s*)?(?:[\w'’-]+\s+){{0,2}}?(?:has\s+|have\s+|had\s+|also\s+|\w+ly\s+)*{SPEECH}\b")
HAS_SPEECH = re.compile(rf"\b{SPEECH}\b", re.I)
SUPPORT = (
    r"(?:carr(?:ied|y|ying) out|stag(?:ed|ing)|launch(?:ed|ing)|conduct(?:ed|ing)|perpetrat(?:ed|ing)|"
    r"commit(?:ted|ting)|mount(?:ed|ing)|made|execut(?:ed|ing)|plant(?:ed|ing)|detonat(?:ed|ing)|set off|"
    r"threw|hurl(?:ed|ing)|fir(?:ed|ing)|plac(?:ed|ing)|held|organi[sz]ed|took part in|participated in|"
    r"join(?:ed|ing)|us(?:ed|ing)|dropp(?:ed|ing)|were killed in|engaged in|were behind|was behind)"
)
SUPPORTED = re.compile(rf"\b{SUPPORT}\b[^.;]{{0,60}}$", re.I)
OTHER_VERB = re.compile(r"\b(?:was|were|is|are|has been|have been|will|would)\b", re.I)
BREAK = re.compile(r"[;:]|\.\s|--|—")


def is_passive(text: str, trigger: Span) -> bool:
    """True for "was killed", "have been arrested": what stands before did not do it."""
    return bool(PASSIVE_BEFORE.search(text, max(0, trigger.start - 40), trigger.start))


def is_verb(trigger: Span) -> bool:
    """True when the incident words begin with a verb of action ("killed", "opened fire")."""
    first = trigger.text.split()[0].lower() if trigger.text.split() else ""
    return first.endswith("ed") or first in PAST or (first.endswith("ing") and len(first) > 5)


def says_so(text: str, answer: Span) -> bool:
    """True when the answer is the one who reports: it is followed by "said", "condemned" …, or
    follows "according to"."""
    before = text[max(0, answer.start - 16) : answer.start].lower()
    return bool(SAYS.match(text[answer.end : answer.end + 48])) or "according to" in before


def acts(text: str, trigger: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one who did what ``trigger`` says."""
    if answer.overlaps(trigger):  # "air force struck": the doer is part of the words
        return answer.start <= trigger.start + 4 and answer.end < trigger.end
    if answer.start >= trigger.end:
        gap = text[trigger.end : answer.start]
        if BREAK.search(gap) or len(gap) > 160:
            return False
        return bool(re.search(r"\b(?:by|between|with|involving|blamed on|from)\s+(?:\w+\s+){0,2}$", gap, re.I)) or (
            bool(re.search(r"\band\s+(?:the\s+)?$", gap)) and "between" in gap
        )
    gap = text[answer.end : trigger.start]
    if BREAK.search(gap) or len(gap) > 170 or says_so(text, answer):
        return False
    if re.fullmatch(r"['’]s?\s+(?:[\w-]+\s+){0,3}", gap):
        return True
    if is_passive(text, trigger):
        return False
    if SUPPORTED.search(gap):
        return not PASSIVE_BEFORE.search(gap[: SUPPORTED.search(gap).start()])  # type: ignore[union-attr]
    if not is_verb(trigger):
        return bool(re.fullmatch(r"\s+(?:[\w-]+\s+){0,1}", gap)) and trigger.text.split()[0].lower() in {
            "attack", "attacks", "clash", "clashes", "protest", "march", "rally", "air",
        }
    return not HAS_SPEECH.search(gap) or bool(re.search(r"\b(?:who|which|that)\b", gap))


def suffers(text: str, trigger: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be whom or what it was done to."""
    if says_so(text, answer):
        return False
    if answer.within(trigger) or trigger.within(answer):
        return trigger.within(answer) is False
    if answer.start >= trigger.end:
        gap = text[trigger.end : answer.start]
        if BREAK.search(gap) or len(gap) > 120:
            return False
        return not re.search(r"\bby\s+(?:\w+\s+){0,2}$", gap)
    gap = text[answer.end : trigger.start]
    if BREAK.search(gap) or len(gap) > 120:
        return False
    return is_passive(text, trigger) or bool(re.search(r"\b(?:died|dead|killed|wounded|injured)\b", trigger.text, re.I))
