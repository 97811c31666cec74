"""Who acts and who suffers, by the grammar around an incident word (English, Spanish, French).

A small model names somebody as the doer of every "attack" it is shown. These checks hold its
answer against the sentence: a doer stands before an active verb, after "by", or owns the noun
("the rebels' attack"); somebody who merely says, condemns or investigates does not.
"""

from __future__ import annotations

import re

from extractor.span import Span

__all__ = [
    "acts",
    "asked_and_charged",
    "is_accused",
    "is_named",
    "is_passive",
    "is_verb",
    "says_so",
    "speaks",
    "suffers",
    "tells_of_deed",
    "two_sides",
]

VERBS = re.compile(r"^(?:\w+(?:ed|ing|s)?)\b", re.IGNORECASE)
PAST = frozenset(
    [
        "shot",
        "threw",
        "hit",
        "struck",
        "blew",
        "took",
        "set",
        "fought",
        "left",
        "fired",
        "slew",
        "held",
        "beat",
        "stole",
        "dealt",
        "broke",
        "hurled",
        "overran",
        "drove",
        "retook",
        "seized",
        "bombed",
        "killed",
    ]
)
PASSIVE_BEFORE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got|getting)\s+(?:\w+ly\s+|also\s+|all\s+|both\s+|later\s+)*$",
    re.I,
)
NAMED_BEFORE = re.compile(
    r"\b(?:the|this|that|these|those|his|her|their|its|such|each|every)\s+"
    r"(?P<between>(?:\w+\s+){0,2})$",
    re.IGNORECASE,
)
SPEECH = (
    r"(?:said|says|saying|told|tells|report(?:s|ed|ing)?|announc(?:ed|es|ing)|confirm(?:ed|s|ing)?|"
    r"state[ds]?|stating|add(?:ed|s|ing)|claim(?:ed|s|ing)|condemn(?:ed|s|ing)?|denounc(?:ed|es|ing)|"
    r"describ(?:ed|es|ing)|reveal(?:ed|s)?|disclos(?:ed|es)|indicat(?:ed|es)|declar(?:ed|es)|"
    r"mention(?:ed|s)?|explain(?:ed|s)?|accus(?:ed|es|ing)|blam(?:ed|es|ing)|denied|denies|"
    r"investigat(?:ed|es|ing)|deplor(?:ed|es)|witness(?:ed)?|learned|according|"
    r"dijo|dijeron|(?:inform|asegur|conden|denunci|afirm|señal|acus)(?:ó|aron)|"
    r"a (?:dit|déclaré|annoncé|condamné|dénoncé|affirmé|accusé|indiqué))"
)
SAYS = re.compile(
    rf"^\W*(?:\s*\(?[A-Z]{{2,8}}\)?\s*)?(?:[\w'’-]+\s+){{0,2}}?"
    rf"(?:has\s+|have\s+|had\s+|also\s+|\w+ly\s+)*{SPEECH}\b"
)
INVERTED = re.compile(rf"\s*,\s*{SPEECH}\b", re.IGNORECASE)
HAS_SPEECH = re.compile(rf"\b{SPEECH}\b", re.I)
SUPPORT = (
    r"(?:carr(?:ied|y|ying) out|(?:stag|launch|conduct|perpetrat|mount|execut|plant|detonat|hurl|"
    r"fir|plac|organi[sz]|join|us)(?:ed|ing)|committ(?:ed|ing)|dropp(?:ed|ing)|set off|threw|held|made|"
    r"took part in|participated in|engaged in|were behind|was behind)"
)
SUPPORTED = re.compile(rf"\b{SUPPORT}\b[^.;]{{0,60}}$", re.I)
DOER_AFTER = re.compile(
    r"\b(?:by|between|with|involving|blamed on|from|por|entre|con|par|avec)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
BREAK = re.compile(r"[;:]|\.\s|--|—")


def is_passive(text: str, trigger: Span) -> bool:
    """True for "was killed", "have been arrested": what stands before did not do it."""
    return bool(PASSIVE_BEFORE.search(text, max(0, trigger.start - 40), trigger.start))


def is_named(text: str, trigger: Span) -> bool:
    """True when the incident is only named as something known: "the attack", "his murder", "the
    murdered man", "the attack and the kidnapping"."""
    before = NAMED_BEFORE.search(text, max(0, trigger.start - 48), trigger.start)
    if not before:
        return False
    # "the murdered man", but not "the rebels murdered".
    return not is_verb(trigger) or not before["between"]


def is_verb(trigger: Span) -> bool:
    """True when the incident words begin with a verb of action ("killed", "opened fire")."""
    first = trigger.text.split()[0].lower() if trigger.text.split() else ""
    if first.endswith(("ed", "ó", "aron", "ieron", "ié", "és", "é")) or first in PAST:
        return True
    return first.endswith("ing") and len(first) > 5


def tells_of_deed(trigger: Span) -> bool:
    """True when some word of the incident words is a verb of action ("bomb exploded")."""
    return any(is_verb(Span(0, len(word), word)) for word in trigger.text.split())


def says_so(text: str, answer: Span) -> bool:
    """True when the answer is the one who reports: it is followed by "said", "condemned" …, or
    follows "according to"."""
    before = text[max(0, answer.start - 16) : answer.start].lower()
    after = SENTENCE_END.split(text[answer.end : answer.end + 48], maxsplit=1)[0]
    if INVERTED.match(after):  # "…, said the army": the speaker comes after the verb
        return False
    return bool(SAYS.match(after)) or "according to" in before


def acts(text: str, trigger: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one who did what ``trigger`` says."""
    if answer.overlaps(trigger):  # "air force struck": the doer is part of the words
        return answer.start <= trigger.start + 4 and answer.end < trigger.end
    if answer.start >= trigger.end:
        gap = text[trigger.end : answer.start]
        if BREAK.search(gap) or len(gap) > 160:
            return False
        second = re.search(r"\band\s+(?:the\s+)?$", gap) and "between" in gap
        return bool(DOER_AFTER.search(gap) or second)
    gap = text[answer.end : trigger.start]
    if BREAK.search(gap) or len(gap) > 170 or says_so(text, answer):
        return False
    if re.fullmatch(r"['’]s?\s+(?:[\w-]+\s+){0,3}", gap):
        return True
    if is_passive(text, trigger):
        return False
    relative = re.search(r"\b(?:who|which|that)\b", gap)
    if relative and relative.start() > 3:  # "… the attackers who hurled": not the one before them
        return False
    if SUPPORTED.search(gap):
        return not PASSIVE_BEFORE.search(gap[: SUPPORTED.search(gap).start()])  # type: ignore[union-attr]
    if not is_verb(trigger):
        return bool(re.fullmatch(r"\s+(?:[\w-]+\s+){0,1}", gap)) and trigger.text.split()[
            0
        ].lower() in {
            "attack",
            "attacks",
            "clash",
            "clashes",
            "protest",
            "march",
            "rally",
            "air",
        }
    return not HAS_SPEECH.search(gap)


def suffers(text: str, trigger: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be whom or what it was done to."""
    if says_so(text, answer):
        return False
    if answer.overlaps(trigger):  # "attacked a police post": the object is part of the words
        return answer.start > trigger.start
    if answer.start >= trigger.end:
        gap = text[trigger.end : answer.start]
        if BREAK.search(gap) or len(gap) > 80 or HAS_SPEECH.search(gap):
            return False
        if re.search(r"\b(?:that|which|who|when|while|in which)\b", gap):
            return False
        return not re.search(r"\bby\s+(?:\w+\s+){0,2}$", gap)
    gap = text[answer.end : trigger.start]
    if BREAK.search(gap) or len(gap) > 120:
        return False
    return is_passive(text, trigger) or bool(
        re.search(r"\b(?:died|dead|killed|wounded|injured)\b", trigger.text, re.I)
    )


def speaks(text: str, words: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one who says what the claim ``words`` say."""
    if answer.overlaps(words):
        return False
    if answer.start >= words.end:
        gap = text[words.end : answer.start]
        named = re.search(
            r"\b(?:by|according to|por|par|según|selon)\s+(?:\w+\s+){0,2}$", gap, re.I
        )
        return bool(named) or says_so(text, answer)
    if is_verb(words) and is_passive(text, words):
        return False
    return not BREAK.search(text[answer.end : words.start])


def is_accused(text: str, words: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one accused: after an active verb, before a
    passive one; after a noun ("the accusation") or a bare verb anything goes."""
    if not is_verb(words) or answer.overlaps(words):
        return True
    return (answer.start < words.start) == is_passive(text, words)


CLASH = re.compile(
    r"clash|fight|battle|skirmish|combat|confrontation|exchange|shoot-?out|hostilit|enfrentamiento|"
    r"tiroteo|affrontement|accrochage",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"\bbetween\s+(?P<one>[^,;.]{3,60}?)\s+and\s+(?P<two>[^,;.]{3,60}?)"
    r"(?=\s+(?:in|on|at|near|that|which|who|left|kill\w*|has|have|had|was|were|broke|erupted|over|"
    r"around|along|outside|as|for|since|after|during|early|late|continued)\b|[,;.]|$)",
    re.IGNORECASE,
)
ASKED_OF = re.compile(
    r"(?:.*(?:\bthat\s+|\bsaid\s+|,\s+)|^)(?P<asked>(?:the\s+|a\s+|an\s+)?[^,;.]{2,60}?)\s+"
    r"(?:should|must|needs?\s+to|ought\s+to|has\s+to|have\s+to)\s+"
    r"(?:urge|ask|press|call\s+(?:up)?on|request|tell|order|task|send|mandate|get)\s+$",
    re.IGNORECASE | re.DOTALL,
)
TO_INVESTIGATE = re.compile(
    r"\s+to\s+(?:(?:immediately|promptly|fully|independently)\s+)?(?:launch|open|conduct|carry\s+out|"
    r"investigate|send|establish|start|lead|look\s+into|probe|set\s+up|begin|examine|inspect)\b",
    re.IGNORECASE,
)


def two_sides(text: str, trigger: Span, sentence: Span) -> tuple[Span, Span] | None:
    """The sides of "clashes between the army and rebels near X", or ``None``."""
    if not CLASH.search(trigger.text):
        return None
    found = BETWEEN.search(text, trigger.end, sentence.end)
    if not found or found.start() - trigger.end > 40:
        return None

    def span(group: str) -> Span:
        return Span(found.start(group), found.end(group), found[group])

    return span("one"), span("two")


def asked_and_charged(text: str, sentence: Span, addressee: Span) -> tuple[Span, Span] | None:
    """Who is asked and who is to investigate in "X should urge Y to launch an inquiry", when the
    answer for the addressee is Y; ``None`` when the sentence is not of that form."""
    before = ASKED_OF.search(text[sentence.start : addressee.start])
    if not before or not TO_INVESTIGATE.match(text, addressee.end):
        return None
    start = sentence.start + before.start("asked")
    return Span(start, start + len(before["asked"]), before["asked"]), addressee
