"""Things in an event: what it was done with, and what was hit besides people.

The words stand in the languages' ``things.tsv``. A weapon is named wherever it stands in a
sentence that tells of the event; a thing was hit only where the grammar says so: it is the object
of the deed ("attacked a bank"), stands after "against", "outside" … of it, or was destroyed or
damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.languages import rows
from extractor.lexicon.files import compiled, lexicon_languages
from extractor.text.span import Span
from extractor.text.tokens import listed

__all__ = ["are_one_list", "find_property", "find_weapons", "was_hit"]

# Before or after a weapon's word: nothing was done with it.
NO_WEAPON_AFTER = re.compile(
    r"[\s-]+(?:threats?|scares?|squads?|disposal|hoax|makers?|making|factor\w+|caches?|control|"
    r"alerts?|experts?|technicians?|specialists?|smuggl\w+|traffick\w+|deliver\w+|shipments?|sales?|"
    r"supplies|company|crews?|regiments?|battalions?|brigades?|units?|specialist|"
    r"(?:were|was|have|had|has) (?:been )?(?:not |never )?(?:yet )?(?:found|seized|recovered|"
    r"defused|deactivated|discovered)|"
    r"(?:had|has|have) not (?:yet )?(?:exploded|gone off|detonated))\b",
    re.IGNORECASE,
)
NO_WEAPON_BEFORE = re.compile(
    r"\b(?:seiz\w+|confiscat\w+|captur\w+|found|discover\w+|recover\w+|surrender\w+|"
    r"hand(?:ed|ing) over|defus\w+|deactivat\w+|disarm\w+|no|without|threaten\w+ (?:to|with)|"
    r"smuggl\w+|anti-?|bought|buy|sold|sell|stole|stolen|stealing|locat(?:e|ing)|referred to|"
    r"carri(?:ed|es) away)"
    r"(?:\s+[\w,.-]+){0,4}\s*$",
    re.IGNORECASE,
)
DAMAGED = (
    r"(?:destroy|damag|burn|torch|demolish|wreck|blast|bomb|dynamit|attack|raid|loot|ransack|shell|"
    r"hit|strafe|rock(?:ed|ing)|shatter|levell?(?:ed|ing)|flatten|sabotag|vandali[sz]|storm|target|strik|struck|"
    r"set (?:fire to|on fire|ablaze)|blew up|blow up|blown up|blowing up|"
    r"knock(?:ed|ing) (?:down|out)|overran|riddl|gut(?:ted)?|"
    r"(?:brought|bringing|tore|torn|cut|shot|pulled) down|down(?:ed|ing)|toppl|machine-?gun|"
    r"shot at|fired (?:on|upon|at))"
)
WAS_HIT = re.compile(
    r"(?:\s*[(\[][^)\]]{1,60}[)\]])?(?:\s*,[^,;:]{2,80},|\s+that\s[^,;:]{2,60}?)?"
    r"(?:\s+(?!who|which|that|and|when|said|says)[\w'’-]+){0,6}?,?\s+"
    r"(?:was|were|been|being|is|are|got)\s+(?:\w+ly\s+|also\s+|all\s+|both\s+)*"
    r"(?:affected by (?:the|an) (?:\w+ )?(?:blast|explosion|bomb\w*|attack)|"
    rf"{DAMAGED}\w*|(?:the\s+)?(?:target|objective)s?\b)",
    re.IGNORECASE,
)
SUFFERED = re.compile(
    r"\s+(?:suffered|sustained|received)\s+(?:\w+\s+){0,3}damages?\b", re.IGNORECASE
)
HIT_BEFORE = re.compile(
    rf"\b(?:{DAMAGED}(?:ed|d|ing|s|es)?|damages?\s+to)\s+(?:up\s+|down\s+)?"
    r"(?:(?:at least|some|about|the (?:windows?|front|facade|facing|roof|door|walls?) of)\s+)?$",
    re.IGNORECASE,
)
# Between the words of a deed and what it was done to. An explosion happens in or near it too.
UPON = re.compile(
    r"(?:^|.*\b)(?:against|on|upon|of)\s+(?:(?:some|at least|about)\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
# Who is shot "outside a bank" is hit, not the bank; what explodes or is thrown there hits it.
AT = re.compile(
    r"(?:^|.*\b)(?:at|outside|in front of|inside|under|beneath|beside|next to|opposite|into|"
    r"aboard)\s+"
    r"(?:(?:some|at least|about|the (?:front )?(?:doors?|entrance|gates?) (?:of|to))\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
THROWN = re.compile(
    r"explo|bomb|blast|detonat|dynamit|blew|went off|damage|hurl|thr[eo]w|fired|launch|plac|plant|"
    r"rocket|grenade|mortar|missile|charge|fire",
    re.IGNORECASE,
)
IN = re.compile(r"(?:^|.*\b)(?:in|near)\s+$", re.IGNORECASE | re.DOTALL)
EXPLOSION = re.compile(r"explo|bomb|blast|detonat|dynamit|blew|went off|damage", re.IGNORECASE)
# Where things happen; hit only when they are the object of the deed.
GROUND = re.compile(
    r"\b(?:roads?|highways?|streets?|neighbou?rhoods?|ports?|villages?|fields?|settlements?|farms?|"
    r"camps?|cars?|vehicles?|motorcycles?)$",
    re.IGNORECASE,
)
DIRECT = re.compile(r"\s*(?:up\s+|down\s+|at\s+)?$", re.IGNORECASE)
LISTED = re.compile(
    r"(?:\s+(?:at|in|on)\s[^,;.]{3,60})?"
    r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|as well as|including)\s+)"
    r"(?:(?:on|against|at|in|of)\s+)?$",
    re.IGNORECASE,
)
CLAUSE = re.compile(
    r"[;:.!?]\s|\b(?:that|which|who|when|while|because|after|before|said|says|told)\b", re.I
)
ARTICLES = re.compile(
    r"(?:\b(?:a|an|the|his|her|its|their|our|this|that|these|those|several|many|some|two|three|"
    r"four|five|six|seven|eight|nine|ten|\d[\d,.]*|another|other|various|both|all|of the|"
    r"\w+['’]s?)\s+)+$",
    re.IGNORECASE,
)
# What a noun phrase begins after; none of these is part of a thing's name.
STOPS = frozenset(
    listed("""
    a an the his her its their our my your this that these those some any several many few two three
    four five six seven eight nine ten eleven twelve dozens hundreds scores of in on at by with from
    to for into near outside inside against and or but as when while where after before during who
    which was were is are be been being has have had will would could may might not no only also
    both all each every another other one under over behind between through across along around
    about least more than up down out off attacked attacking bombed burned destroyed damaged hit
    struck blew set raided looted stormed targeted fired exploded dynamited sabotaged strafed
    shelled occupied seized parked located belonging including nearby said own various several local
    large small big nearby neighboring neighbouring new old great huge empty entire whole
""")
)
# After a thing's word these make another noun of it.
OTHER_NOUNS = frozenset(
    listed("""
    bomb bombs employee employees owner owners driver drivers worker workers officer officers
    official officials guard guards spokesman sources staff chief manager director president attack
    attacks raid passenger passengers accident crash robbery robberies residents
""")
)
NEXT = re.compile(r"\s(\w+)")
WHOSE = re.compile(
    r"(?:offices?|headquarters|houses?|homes?|residences?|facilit(?:y|ies)|installations?|"
    r"branch(?:es)?|premises|buildings?|embass(?:y|ies)|consulates?|universit(?:y|ies)|"
    r"warehouses?|plants?|centers?|centres?)$",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"\s+of\s+(?:the\s+|a\s+|an\s+|his\s+)?(?!(?:\w+\s+)?(?:and|in|was|were)\b)(?!(?:the|an?|his)\b)"
    r"[\w.’'-]*\w(?:\s+(?!(?:in|on|at|near|and|or|was|were|is|are|has|had|have|who|which|that|when|"
    r"while|as|by|from|with|to|but|early|late|today|yesterday|this|last|located|after|before|for|"
    r"causing|killing|injuring|leaving|damaging|destroying)\b)[\w.’'-]*\w){0,8}"
    r"(?:\s*[(\[][^)\]\s]{2,12}[)\]])?",
    re.IGNORECASE,
)
# What people own takes its owner along: "the councilman's home", "Ana Ruiz' car".
OWNED = re.compile(
    r"(?:house|home|residence|apartment|farm|ranch|car|vehicle|motorcade|convoy)s?$", re.I
)
OWNER_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w.-]*\s+){0,3}[\w-]+['’]s?\s+$")
# Who is murdered at a bank: it was not done to the bank.
TO_PEOPLE = re.compile(
    r"\b(?:murder|kill|assassinat|kidnap|abduct|wound|injur|execut|slay|slain|massacre|beat|"
    r"tortur|arrest|captur|stabb|hostage|shot dead|gunned|died|death|dead)",
    re.IGNORECASE,
)
TO_THINGS = re.compile(rf"{THROWN.pattern}|{DAMAGED}|assault|ambush|storm|offensive", re.IGNORECASE)
LONGEST = 5  # words before the head noun
FAR = 80  # characters between the deed and what it was done to


@lru_cache(maxsize=8)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = {}
    for (kind, pattern), line in rows("things", language):
        compiled(pattern, "things", language, line)
        words.setdefault(kind, []).append(pattern.replace(" ", r"\s+"))
    return {
        kind: re.compile(rf"(?<![\w-])(?:{'|'.join(found)})(?!\w)", re.IGNORECASE)
        for kind, found in words.items()
    }


def _found(
    kind: str, text: str, start: int, end: int, languages: Sequence[str]
) -> Iterator[re.Match[str]]:
    for language in languages or lexicon_languages():
        pattern = _patterns(language).get(kind)
        if pattern:
            yield from pattern.finditer(text, start, end)


def find_weapons(
    text: str, start: int = 0, end: int | None = None, *, languages: Sequence[str] = ()
) -> list[Span]:
    """Weapons named in ``text[start:end]`` as used, in text order; not those seized or only
    threatened with."""
    end = len(text) if end is None else end
    found = []
    for match in _found("weapon", text, start, end, languages):
        if NO_WEAPON_AFTER.match(text, match.end()):
            continue
        if NO_WEAPON_BEFORE.search(text, max(start, match.start() - 60), match.start()):
            continue
        found.append(Span(match.start(), match.end(), match.group()))
    return sorted(found)


def find_property(
    text: str, start: int = 0, end: int | None = None, *, languages: Sequence[str] = ()
) -> list[Span]:
    """Noun phrases for buildings, vehicles, lines … in ``text[start:end]``, without articles and
    numbers, in text order."""
    end = len(text) if end is None else end
    found: list[Span] = []
    for match in _found("property", text, start, end, languages):
        after = NEXT.match(text, match.end())
        if after and after[1].lower() in OTHER_NOUNS:
            continue  # "bank employees", "car bomb"
        begin = _beginning(text, start, match.start())
        if begin == match.start() and OWNED.match(match.group()):
            owner = OWNER_BEFORE.search(text, max(start, begin - 60), begin)
            begin = owner.start() if owner else begin
        stop = _end(text, match, end)
        if found and begin < found[-1].end:
            begin = found[-1].start if found[-1].end >= begin else begin
            found.pop()
        found.append(Span(begin, stop, text[begin:stop]))
    return found


def _end(text: str, head: re.Match[str], end: int) -> int:
    """Where the noun phrase ends: an office is somebody's ("the offices of the union")."""
    if WHOSE.search(head.group()):
        owner = OWNER.match(text, head.end(), end)
        if owner:
            return owner.end()
    return head.end()


def _beginning(text: str, start: int, head: int) -> int:
    """Where the noun phrase begins whose head noun stands at ``head``."""
    begin = head
    for _ in range(LONGEST):
        stretch = text[max(start, begin - 40) : begin]
        before = re.search(r"((?:[^\W\d_]\.)+|[\w.&'’-]*\w)(\s+)$", stretch)
        if before is None or before[1].lower() in STOPS or before[1].isdigit():
            break
        if before[1].lower().endswith(("ly", "ing", "ed")) and before[1][0].islower():
            break
        if "\n\n" in before[2] or before[1].lower().endswith(("'s", "’s")):
            break
        begin -= len(before[0])
    return begin


def are_one_list(text: str, one: Span, other: Span) -> bool:
    """Whether two things are named in a row: "two banks and a restaurant were damaged"."""
    return bool(LISTED.fullmatch(_plain(text[one.end : other.start])))


def was_hit(text: str, deed: Span | None, thing: Span, hit: Sequence[Span] = ()) -> bool:
    """Whether the grammar says that what ``deed`` tells was done to the thing; ``hit`` are the
    things before it that were."""
    after = text[thing.end : thing.end + 90]
    if WAS_HIT.match(after) or SUFFERED.match(after):
        return True
    before = _plain(text[max(0, thing.start - 60) : thing.start])
    if HIT_BEFORE.search(before):
        return True
    if hit and are_one_list(text, hit[-1], thing):
        return True
    if deed is None or (TO_PEOPLE.search(deed.text) and not TO_THINGS.search(deed.text)):
        return False
    if deed.end > thing.start:
        return deed.start < thing.start and thing.end <= deed.end
    gap = text[deed.end : thing.start]
    if len(gap) > FAR or CLAUSE.search(gap):
        return False
    bare = _plain(gap)
    if DIRECT.fullmatch(bare):
        return True
    if GROUND.search(thing.text) and not re.search(r"\b(?:of|against)\s+$", bare):
        return False
    if AT.fullmatch(bare) and THROWN.search(deed.text):
        return True
    return bool(UPON.fullmatch(bare) or (EXPLOSION.search(deed.text) and IN.fullmatch(bare)))


def _plain(before: str) -> str:
    """Words before a noun phrase without its article, owner and number."""
    return ARTICLES.sub("", before)
