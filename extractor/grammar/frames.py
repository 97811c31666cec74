"""Who acts and who suffers, by the grammar around an incident word (English, Spanish, French).

A small model names somebody as the doer of every "attack" it is shown. These checks hold its
answer against the sentence: a doer stands before an active verb, after "by", or owns the noun
("the rebels' attack"); somebody who merely says, condemns or investigates does not. The words
stand in the languages' ``frames.tsv``.
"""

from __future__ import annotations

import re

from extractor.grammar.words import breaks_off
from extractor.languages.patterns import (
    few_words_behind,
    follows,
    in_clause_before,
    listed_as,
    one_of,
    words_like,
)
from extractor.text.span import Span

__all__ = [
    "acts",
    "has_no_object",
    "has_other_verb",
    "is_joined",
    "is_named",
    "is_passive",
    "is_verb",
    "place_speaks",
    "says_so",
    "suffers",
    "tells_of_deed",
    "two_sides",
]

AUXILIARIES = frozenset(listed_as("auxiliary"))
PAST = frozenset(listed_as("past"))
ADVERBS = r"(?:\w+ly\s+|also\s+|all\s+|both\s+|later\s+|then\s+|held\s+|taken\s+)*"
PASSIVE_BEFORE = re.compile(rf"\b{one_of('be')}\s+{ADVERBS}$", re.IGNORECASE)
PASSIVE_WORDS = re.compile(rf"(?:ha[sd]\s+|have\s+)?{one_of('be')}\s+(?!\w+ing\b)", re.IGNORECASE)
# "Three soldiers killed in an ambush": no object follows, so the verb is a participle.
HARMED = words_like("harmed")
DIED = words_like("died")
NAMED_BEFORE = re.compile(
    rf"(?:\b{one_of('determiner')}\s+|\b[ld]['’])(?P<between>(?:\w+\s+){{0,2}})$", re.IGNORECASE
)
SPEECH = one_of("speech")
HELPERS = rf"(?:{one_of('between_speech')}\s+)*"
SAYS = re.compile(rf"^\W*(?:\s*\(?[A-Z]{{2,8}}\)?\s*)?(?:[\w'’-]+\s+){{0,2}}?{HELPERS}{SPEECH}\b")
PLACE_SAYS = re.compile(rf"^(?:\s*,[\w ]{{3,14}},)?\s+{HELPERS}{SPEECH}\b", re.IGNORECASE)
HAS_SPEECH = words_like("speech")
SUPPORTED = in_clause_before("support", reach=60)
DOER_AFTER = few_words_behind("doer_after", most=2)
OWNED = 3  # words between an owner and what is his
NOUNS_OF_DOERS = frozenset(listed_as("noun_of_doers"))
# "Villagers buried the four killed": another verb stands between; "gunmen armed with" has none.
OTHER_VERB = re.compile(rf"\b(?!{one_of('attribute')})\w{{3,}}ed\b", re.IGNORECASE)
JOINED = words_like("joined")
RELATIVE = words_like("relative")
SUBORDINATE = frozenset(["that", "what", "which", "who", "when", "while"])
FAR = 170  # characters between a doer and the verb; further off it is another clause
CLASH = words_like("clash")
SIDES = r"(?P<one>[^,;.]{3,60}?)\s+and\s+(?P<two>[^,;.]{3,60}?)"
BETWEEN = re.compile(rf"\bbetween\s+{SIDES}(?=\s+{one_of('after_sides')}\b|[,;.]|$)", re.IGNORECASE)
BOTH_BEFORE = re.compile(rf"(?:^|[,;]\s+){SIDES}\s+(?:have\s+|had\s+)?$", re.IGNORECASE)
# Nobody is dead of what was only tried: "the attempted murder of", "an assassination attempt".
LITTLE = r"(?:(?:to|at|of|on|the|an?|his|her|their)\s+){0,3}"
TRIED_BEFORE = re.compile(rf"\b{one_of('tried')}\s+{LITTLE}$", re.IGNORECASE)


def is_passive(text: str, trigger: Span) -> bool:
    """True for "was killed", "have been arrested": what stands before did not do it."""
    if PASSIVE_WORDS.match(trigger.text):  # "was shot" are the words of the incident themselves
        return True
    if PASSIVE_BEFORE.search(text, max(0, trigger.start - 40), trigger.start):
        return True
    harmed = HARMED.match(trigger.text)
    return harmed is not None and has_no_object(text, trigger.start + harmed.end())


def has_no_object(text: str, at: int) -> bool:
    """Whether no object follows a verb that ends there: "killed in an ambush", "killed."."""
    return follows(text, at, "no_object") or text[at : at + 40].lstrip()[:1] in ("", *".,;")


def has_other_verb(words: str) -> bool:
    """Whether another verb stands in the words that nothing joins to the one behind them."""
    return OTHER_VERB.search(words) is not None and not is_joined(words)


def is_joined(words: str) -> bool:
    """Whether a comma, "and" or "then" stands in the words."""
    return "," in words or JOINED.search(words) is not None


def is_attempt(text: str, start: int, end: int) -> bool:
    """True when the words ``text[start:end]`` for a killing tell of one that was only tried or
    threatened."""
    before = TRIED_BEFORE.search(text, max(0, start - 60), start)
    return bool(before or follows(text, end, "attempt"))


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
    words = [word for word in trigger.text.lower().split() if word not in AUXILIARIES]
    first = words[0] if words else ""
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
    after = _same_sentence_after(text, answer)
    begins, comma, behind = after.partition(",")
    # "…, said the army": the speaker comes after the verb
    if comma and not begins.strip() and HAS_SPEECH.match(behind.lstrip()):
        return False
    return bool(SAYS.match(after)) or "according to" in before


def place_speaks(text: str, place: Span) -> bool:
    """True when a place stands for its government and speaks ("Damascus denied"); in "in Konduga,
    police said" the police do."""
    return bool(PLACE_SAYS.match(_same_sentence_after(text, place)))


def _same_sentence_after(text: str, span: Span) -> str:
    after = text[span.end : span.end + 48].partition("\n\n")[0]
    for sign in ".!?;":
        after = after.partition(f"{sign} ")[0].partition(f"{sign}\n")[0]
    return after


def acts(text: str, trigger: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be the one who did what ``trigger`` says."""
    if DIED.match(trigger.text):  # who dies does nothing
        return False
    if answer.overlaps(trigger):  # "air force struck": the doer is part of the words
        return answer.start <= trigger.start + 4 and answer.end <= trigger.end
    if answer.start >= trigger.end:
        gap = text[trigger.end : answer.start]
        if breaks_off(gap) or len(gap) > FAR:
            return False
        second = "between" in gap and gap.removesuffix("the ").split()[-1:] == ["and"]
        return second or bool(DOER_AFTER.search(gap))
    gap = text[answer.end : trigger.start]
    if breaks_off(gap) or len(gap) > FAR or says_so(text, answer):
        return False
    if _owns(gap):
        return True
    relative = RELATIVE.search(gap)
    if is_passive(text, trigger) or (relative and relative.start() > 3):
        return False  # "the police … the attackers who hurled": not the one before them
    support = SUPPORTED.search(gap)
    if support:
        between = gap[: support.start()]
        return not has_other_verb(between) and not PASSIVE_BEFORE.search(between)
    if is_verb(trigger) and is_named(text, trigger):
        return False  # "the son of the murdered man"
    if not is_verb(trigger):
        of_doers = trigger.text.split()[0].lower() in NOUNS_OF_DOERS
        return of_doers and gap[:1].isspace() and len(gap.split()) < 2
    if has_other_verb(gap):
        return False
    return not HAS_SPEECH.search(gap)


def _owns(gap: str) -> bool:
    """Whether the words make an owner of whom they follow: "'s deadly "."""
    owned = gap[1:].removeprefix("s")
    if gap[:1] not in ("'", "’") or not owned[:1].isspace() or not owned[-1:].isspace():
        return False
    words = owned.split()
    return len(words) <= OWNED and all(word.replace("-", "").isalnum() for word in words)


def suffers(text: str, trigger: Span, answer: Span) -> bool:
    """Whether the grammar lets ``answer`` be whom or what it was done to."""
    if says_so(text, answer):
        return False
    if answer.overlaps(trigger):  # "attacked a police post": the object is part of the words
        return answer.start > trigger.start
    if answer.start >= trigger.end:
        gap = text[trigger.end : answer.start]
        words = gap.split()
        if breaks_off(gap) or len(gap) > 80 or HAS_SPEECH.search(gap):
            return False
        if words[:1] == ["with"] and not CLASH.search(trigger.text):
            return False  # "took part in attacks with him"
        return SUBORDINATE.isdisjoint(words) and "by" not in words[-3:]
    gap = text[answer.end : trigger.start]
    if breaks_off(gap) or len(gap) > 120:
        return False
    return is_passive(text, trigger) or bool(DIED.search(trigger.text))


def two_sides(text: str, trigger: Span, sentence: Span) -> tuple[Span, Span] | None:
    """The sides of "clashes between the army and rebels near X" and of "the army and rebels
    clashed", or ``None``."""
    if not CLASH.search(trigger.text):
        return None
    found = BETWEEN.search(text, trigger.end, sentence.end)
    if found and found.start() - trigger.end > 40:
        found = None
    if not found and is_verb(trigger):
        before = text[sentence.start : trigger.start]
        both = BOTH_BEFORE.search(before)
        if both:
            return _group(both, "one", sentence.start), _group(both, "two", sentence.start)
    return (_group(found, "one"), _group(found, "two")) if found else None


def _group(match: re.Match[str], name: str, shift: int = 0) -> Span:
    start, end = match.span(name)
    return Span(start + shift, end + shift, match[name])
