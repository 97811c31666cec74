"""Who is told or said to be behind a deed, by frames wider than one incident word.

``frames`` holds a party against the words that tell of an incident. News names the doer in other
words too: he "placed", "hurled" or "launched" what did it, "took part in the crime", "is behind
it"; it is "blamed on", "attributed to" or "claimed by" him. Each frame here is a verb or a phrase,
and where its subject or its "by" stands; the parties themselves are found by ``parties``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from extractor.grammar.frames import BREAK, HAS_SPEECH, JOINED, OTHER_VERB, PASSIVE_BEFORE
from extractor.text.span import Span
from extractor.text.tokens import listed, tokenize

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


DEED_NOUNS = (
    r"(?:attacks?|assaults?|offensives?|ambush(?:es)?|raids?|murders?|assassinations?|killings?|"
    r"massacres?|executions?|kidnapp?ings?|abductions?|bombings?|explosions?|blasts?|shootings?|"
    r"slayings?|deaths?|sabotage|crimes?|acts?|actions?|operations?|incidents?|strikes?)"
)
THINGS = (
    r"(?:\w*bombs?|explosives?|dynamite|grenades?|charges?|devices?|rockets?|missiles?|mortars?|"
    rf"mines?|shells|projectiles?|cocktails?|shots|rounds|bursts?|machine-?guns?|{DEED_NOUNS})"
)
# Verbs of violence by themselves: finite, and after "by" as participles.
HARM = (
    r"(?:attacked|ambushed|assaulted|raided|stormed|bombed|strafed|shelled|machine-?gunned|"
    r"gunned down|shot|opened fire(?:d)?|opened fired|killed|murdered|assassinated|executed|"
    r"massacred|slaughtered|stabbed|beat|beaten|tortured|wounded|injured|kidnapped|abducted|"
    r"hijacked|intercepted|blew up|blown up|dynamited|blasted|destroyed|damaged|sabotaged|burned|"
    r"burnt|torched|set fire|set ablaze|robbed|looted|ransacked|riddled|burst into|broke into|"
    r"forced (?:him|her|them|his|their)|fired (?:at|on|upon|several|from|their|his|shots)|"
    r"held (?:\w+ )?hostage|took (?:\w+ ){1,3}hostages?|overran|mowed down|finished off)"
)
# Verbs that are violence with such an object: "threw a bomb", "carried out the attack".
HANDLED = (
    r"(?:set off|detonated|exploded|hurled|threw|thrown|tossed|lobbed|launched|placed|planted|"
    r"left|installed|fired|carried out|staged|perpetrated|committed|conducted|mounted|executed|"
    r"directed|masterminded|organi[sz]ed|ordered|planned|participated in|took part in|used)"
)
TO = (
    r"(?:tried|attempted|sought|managed|began|started|proceeded|intended|wanted)\s+to\s+"
    r"(?:attack|ambush|kill|murder|assassinate|kidnap|abduct|bomb|burn|blow\s+up|destroy|storm|"
    r"fire|shoot|hijack|place|plant)"
)
# What is done about a deed is none: "charged with investigating the attack", "ordered the arrest".
NO_DEED = (
    r"investigat|search|arrest|captur|talks|negotiat|ending|end\b|prevent|prob(?:e|ing)|inquir|"
    r"inquest|solv|funeral|releas|defen[cs]|protect|trial|prosecut|stop|halt"
)
DID = re.compile(
    rf"\b(?:{HARM}|{HANDLED}(?=\s+(?:(?!{NO_DEED})[\w'’-]+\s+){{0,6}}?{THINGS}\b)|{TO})\b".replace(
        " ", r"\s+"
    ),
    re.IGNORECASE,
)
# "The bomb was planted by", "an attack staged by", "the murder … by": whoever follows.
BY = re.compile(
    rf"\b(?:{HARM}|set off|detonated|hurled|thrown|tossed|launched|placed|planted|fired|"
    r"carried out|staged|perpetrated|committed|conducted|mounted|masterminded|unleashed|"
    rf"{DEED_NOUNS})"
    r"(?:\s+(?!by\b|who\b|that\b|which\b|when\b|while\b|and\b|after\b|before\b|said\b|\w{3,}ed\b)"
    r"[\w'’,.-]+){0,9}?\s+by\s+$",
    re.IGNORECASE,
)
# Subject before, verb after: he is behind it, whoever says so.
BEHIND = re.compile(
    r"[\s\"“]+(?:(?:has|have|had|also|may|might|could|must)\s+)*"
    r"(?:(?:is|are|was|were|be|been)\s+(?:(?!not\b|never\b)\w+\s+){0,2}?(?:responsible\s+for|behind|guilty\s+of|"
    r"to\s+blame\s+for|accountable\s+for|involved\s+in|implicated\s+in|the\s+perpetrators?\s+of|"
    r"the\s+authors?\s+of|charged\s+with|accused\s+of|blamed\s+for|suspected\s+of|convicted\s+of|"
    r"indicted\s+for|sentenced\s+for|held\s+responsible\s+for|implicated\s+in|linked\s+to|"
    r"arrested\s+for)|participated\s+in|took\s+part\s+in|ordered|masterminded)\s+"
    rf"(?:(?!{NO_DEED})[\w'’-]+\s+){{0,6}}?(?:{DEED_NOUNS}|(?:what\s+happened)|(?:this|it|them)\b|"
    r"(?:killing|murdering|kidnapping|planting|placing|attacking|bombing|shooting|masterminding|"
    r"carrying\s+out|taking\s+part\s+in|participating\s+in|having\s+\w+ed)\b)",
    re.IGNORECASE,
)
# "Blamed the X for", "attributed the murder to X", "claimed by X", "the work of X".
BLAME = re.compile(
    r"(?:\b(?:blam(?:ed?|es|ing)|accus(?:ed?|es|ing)|implicat(?:ed?|es|ing)|suspect(?:s|ed|ing)?)"
    r"(?:\s+(?:it|this|that|the|\w*\s*(?:attack|murder|killing|crime|bombing)s?)"
    r"\s+on)?|"
    r"\b(?:attribut(?:ed?|es|ing)|ascribed|imputed)\s+(?:[\w'’-]+\s+){0,8}?to|"
    r"\bblamed\s+(?:[\w'’-]+\s+){0,6}?on|\b(?:the\s+)?work\s+of|\bpoint(?:ed|s|ing)?\s+to(?:ward)?)"
    r"\s+$",
    re.IGNORECASE,
)
CLAIMED_BY = re.compile(r"\bclaimed\s+(?:\w+\s+)?by\s+$", re.IGNORECASE)
CLAIMS = re.compile(
    r"[\s\"“]+(?:(?:has|have|had|also|later|today|yesterday|immediately)\s+)*(?:claim(?:ed|s|ing)?|"
    r"took|taken|taking|assum(?:ed|es|ing)|accept(?:ed|s|ing)|admitted|acknowledged)\s+"
    r"(?:(?!no\b|not\b|any\b|little\b)\w+\s+){0,2}?(?:(?:responsibility|credit)"
    r"(?=\s*(?:[.,;:)\"”]|$|and\b|in\b|on\b|today\b|yesterday\b)|\s+for\s+"
    rf"(?:(?!{NO_DEED}|after\b|before\b|security\b)[\w'’-]+\s+){{0,5}}?"
    rf"(?:{DEED_NOUNS}|it|this|that|them|both|all|having|(?:kill|bomb|attack|plac|plant|kidnap|"
    r"murder|destroy|burn|shoot|abduct|assassinat|execut)\w*)\b)|"
    r"having\s+(?:killed|carried|placed|attacked|kidnapped|murdered))",
    re.IGNORECASE,
)
NOT = re.compile(
    r"(?:\b(?:not|never|no|nobody|denied|deny|denies|without)|n['’]t)\b[^.;]{0,40}$", re.I
)
# "The possibility that the rebels staged it", "whether guards killed them": nobody says they did.
SUPPOSED = re.compile(
    r"\b(?:possibility|possible|whether|if|hypothes[ie]s|theory|rumou?rs?|fear(?:s|ed)?|"
    r"threat(?:s|en\w*)?|speculat\w+)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# An aside between a subject and its verb: "[FMLN]", ", disguised as policemen,", ", who …,".
ASIDE = re.compile(r"\s*[\[(][^\])]{1,80}[\])]|\s*,\s[^,;:]{2,90},(?=\s)|\s*--[^-]{2,120}--")
OTHER_CLAUSE = re.compile(
    r"[:;]|\b(?:when|while|after|before|because|was|were|been|being|whose|whom|if|where|is|are|"
    r"that|which|said|says)\b",
    re.IGNORECASE,
)
WHO = re.compile(r"^\s*,?\s*(?:who|that|which)\b", re.IGNORECASE)
# Not the subject: the object of a preposition, or what somebody is compared with or taken for.
PREPOSITION = re.compile(
    r"\b(?:of|in|on|at|by|with|from|to|for|against|near|as|including|between|among|than|into|"
    r"like|toward|towards|under|upon|left|leaving|shot|hit|struck|(?:kill|murder|wound|injur|attack|"
    r"ambush|kidnap|abduct|target|arrest|captur|assassinat|execut|claim)\w*)\s+(?:at least\s+)?"
    r"(?:(?:the|a|an|some|his|her|their|its|two|three|four|five|six|several|\d+|other|these|those)"
    r"\s+)*(?:\w+-\w+\s+)?[\"“]?$",
    re.IGNORECASE,
)
BELONGING = re.compile(r"\bbelonging\s+to\s+$", re.IGNORECASE)
OTHER_SIDE = re.compile(r"\bbetween\s[^,;.]{3,60}\sand\s+$", re.IGNORECASE)
LEADING = re.compile(
    r"(?:(?:the|a|an|some|several|two|three|four|five|six|seven|eight|nine|ten|\d+|at\s+least|about|over|more\s+than|"
    r"alleged|presumed|suspected|so-called|self-styled|"
    r"(?:number|groups?|bands?|gangs?|crowds?|dozens|scores|hundreds|thousands|tens)\s+of|"
    r"his|her|their|its)\s+|[\"“])+$",
    re.IGNORECASE,
)
NO_OBJECT = re.compile(
    r"\s*(?:(?:in|by|during|when|near|at|on|after|as|while|and)\b|[.,;]|$)", re.I
)
PARTICIPLES = re.compile(
    r"(?:killed|wounded|injured|kidnapped|abducted|murdered|assassinated|executed|massacred|"
    r"beaten|tortured|shot|attacked|burned|burnt|destroyed|damaged|intercepted|hijacked)$",
    re.IGNORECASE,
)
DETERMINER = re.compile(r"\b(?:the|a|an|this|these|those|of|his|their|its)\s+$", re.IGNORECASE)
ANOTHER = re.compile(r"\s*(?:the|a|an|his|her|their|its|\d+|two|three|four|five|six|ten)\s", re.I)
FAR = 130  # characters between a subject and its verb
# How the words begin without which none of the frames stands.
STEMS = frozenset(
    listed("""
    atta ambu assa raid stor bomb stra shel mach gunn shot open kill murd exec mass slau stab beat
    tort woun inju kidn abdu hija inte blew blow dyna blas dest dama sabo burn torc set robb loot
    rans ridd burs brok forc fire held took over mowe fini deto expl hurl thre thro toss lobb laun
    plac plan left inst carr stag perp comm cond moun dire mast orga orde part used trie atte soug
    mana bega star proc want unle offe shoo slay deat crim act acts acti oper inci stri resp behi
    guil blam acco invo impl auth accu susp char attr ascr impu work poin clai cred admi ackn
""")
)


def may_tell(text: str, start: int, end: int) -> bool:
    """Whether the sentence has a word without which nobody is behind anything there."""
    return any(word[:4] in STEMS for word in tokenize(text, start, end).words)


def culprits(text: str, start: int, end: int, parties: Sequence[Span]) -> Iterator[Culprit]:
    """Those of the parties that ``text[start:end]``, a sentence, tells or says to have done a deed,
    in text order."""
    verbs = list(DID.finditer(text, start, end))
    for number, party in enumerate(parties):
        begin = _with_article(text, start, party)
        before = text[max(start, begin - 110) : begin]
        frame = _frame_before(before) or _frame_after(text, party, end)
        if frame is None and not is_object(text, start, party):
            rest = parties[number + 1 :]
            later = (verb for verb in verbs if verb.start() >= party.end)
            if any(_subject(text, party, verb, rest) for verb in later):
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
    if BELONGING.search(text, max(start, begin - 20), begin):
        return False
    before = max(start, begin - 80)
    return bool(
        PREPOSITION.search(text, max(start, begin - 30), begin)
        or OTHER_SIDE.search(text, before, begin)
    )


def _with_article(text: str, start: int, party: Span) -> int:
    leading = LEADING.search(text, max(start, party.start - 40), party.start)
    return leading.start() if leading else party.start


def _frame_before(before: str) -> Frame | None:
    """The frame whose words end right before the party."""
    frames = ((Frame.CLAIMED, CLAIMED_BY), (Frame.DID, BY), (Frame.BLAMED, BLAME))
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
    if len(gap) > FAR or BREAK.search(gap):
        return False
    if PASSIVE_BEFORE.search(text, max(party.end, verb.start() - 40), verb.start()):
        return False
    bare = WHO.sub(" ", ASIDE.sub(" ", gap))
    if PARTICIPLES.match(verb.group()) and NO_OBJECT.match(text, verb.end()):
        return False  # "three men killed in the attack"
    if DETERMINER.search(text, max(party.end, verb.start() - 8), verb.start()):
        return False  # "the planned attacks"
    if OTHER_CLAUSE.search(bare) or HAS_SPEECH.search(bare):
        return False
    if re.search(r"\b(?:not|never|to)\s+$", bare):
        return False
    if OTHER_VERB.search(bare) and not JOINED.search(bare):
        return False
    joined = [match.end() for match in JOINED.finditer(bare)]
    if joined and ANOTHER.match(bare, joined[-1]):
        return False  # "gunmen killed a man, and a bomb wounded"
    inside = [one for one in others if one.end <= verb.start()]
    beside = ASIDE.sub(lambda match: " " * len(match.group()), gap)
    # Another party between is the subject, unless it stands in an aside or is an object.
    return not any(
        beside[one.start - party.end : one.end - party.end].strip()
        and not PREPOSITION.search(text, party.end, one.start)
        and not JOINED.search(text, one.end, verb.start())
        for one in inside
    )
