"""Things in an event: what it was done with, and what was hit besides people.

The words stand in the languages' ``things.tsv``, those around them in ``frames.tsv``. A weapon is
named wherever it stands in a sentence that tells of the event; a thing was hit only where the
grammar says so: it is the object of the deed ("attacked a bank"), stands after "against",
"outside" … of it, or was destroyed or damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from extractor.languages import rows
from extractor.languages.patterns import listed_as, one_of, words_like
from extractor.lexicon.files import compiled, lexicon_languages
from extractor.text.span import Span
from extractor.text.words import BEFORE

__all__ = ["are_one_list", "find_property", "find_weapons", "was_hit"]

# Before or after a weapon's word: nothing was done with it.
FOUND = rf"{one_of('be', 'have')}\s+(?:(?:been|not|never|yet)\s+)*{one_of('found')}"
UNUSED = rf"(?:ha[ds]|have)\s+not\s+(?:yet\s+)?{one_of('went_off')}"
AFTER_WEAPON = rf"[\s-]+(?:{one_of('no_weapon_after')}|{FOUND}|{UNUSED})\b"
NO_WEAPON_AFTER = re.compile(AFTER_WEAPON, re.IGNORECASE)
BEFORE_WEAPON = rf"\b{one_of('no_weapon_before')}(?:\s+[\w,.-]+){{0,4}}\s*$"
NO_WEAPON_BEFORE = re.compile(BEFORE_WEAPON, re.IGNORECASE)
# "(…)", ", …," and "that …" between a thing and "was hit", then up to six words.
ASIDE = r"(?:\s*[(\[][^)\]]{1,60}[)\]])?(?:\s*,[^,;:]{2,80},|\s+that\s[^,;:]{2,60}?)?"
SUBJECT = r"(?:\s+(?!who|which|that|and|when|said|says)[\w'’-]+){0,6}?,?\s+"
HIT = rf"{one_of('be')}\s+(?:\w+ly\s+|also\s+|all\s+|both\s+)*{one_of('damaged', 'affected')}"
WAS_HIT = re.compile(ASIDE + SUBJECT + HIT, re.IGNORECASE)
PART = rf"(?:up\s+|down\s+)?(?:{one_of('part_of_thing')}\s+)?"
HIT_BEFORE = re.compile(rf"\b{one_of('damaged', 'damage')}\s+{PART}$", re.IGNORECASE)
DAMAGED = words_like("damaged", "assaulted")
# Between the words of a deed and what it was done to. An explosion happens in or near it too.
UPON, IN = ("against", "on", "upon", "of"), ("in", "near")
# Who is shot "outside a bank" is hit, not the bank; what explodes or is thrown there hits it.
AT = listed_as("at_thing")
SOME = (" some", " at least", " about")
THROWN, EXPLOSION = listed_as("explosion", "thrown"), listed_as("explosion")
# Where things happen; hit only when they are the object of the deed.
GROUND = frozenset(listed_as("ground"))
DIRECT = ("", "up", "down", "at")
AND = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|or|as\s+well\s+as|including)\s+)"
LISTED = re.compile(rf"(?:\s+(?:at|in|on)\s[^,;.]{{3,60}})?{AND}(?:(?:on|against|at|in|of)\s+)?$")
CLAUSE = words_like("clause", "speech", "relative")
STOPS_BETWEEN = frozenset(";:.!?")
OWNERS = rf"{one_of('before_thing')}|\d[\d,.]*|\w+['’]s?"
ARTICLES = re.compile(rf"(?:\b(?:{OWNERS})\s+)+$", re.IGNORECASE)
# What a noun phrase begins after; none of these is part of a thing's name.
STOPS = frozenset(listed_as("not_in_thing", "before_thing"))
# After a thing's word these make another noun of it.
OTHER_NOUNS = frozenset(listed_as("other_noun"))
WHOSE = listed_as("of_somebody")
NAME = rf"[\w.’'-]*\w(?:\s+(?!{one_of('after_owner')}\b)[\w.’'-]*\w){{0,8}}"
NOBODY = rf"(?!(?:\w+\s+)?(?:and|in|was|were)\b)(?!{one_of('before_owner')}\b)"
OF = rf"\s+of\s+(?:{one_of('before_owner')}\s+)?{NOBODY}"
OWNER = re.compile(rf"{OF}{NAME}(?:\s*[(\[][^)\]\s]{{2,12}}[)\]])?", re.IGNORECASE)
# What people own takes its owner along: "the councilman's home", "Ana Ruiz' car".
OWNED = frozenset(listed_as("owned"))
OWNER_BEFORE = re.compile(r"(?:[A-ZÀ-Þ][\w.-]*\s+){0,3}[\w-]+['’]s?\s+$")
# Who is murdered at a bank: it was not done to the bank.
TO_PEOPLE = listed_as("to_people")
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
        if _next_word(text, match.end()) in OTHER_NOUNS:
            continue  # "bank employees", "car bomb"
        begin = _beginning(text, start, match.start())
        if begin == match.start() and match.group().lower() in OWNED:
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
    if head.group().lower().endswith(WHOSE):
        owner = OWNER.match(text, head.end(), end)
        if owner:
            return owner.end()
    return head.end()


def _beginning(text: str, start: int, head: int) -> int:
    """Where the noun phrase begins whose head noun stands at ``head``."""
    begin = head
    for _ in range(LONGEST):
        stretch = text[max(start, begin - 40) : begin]
        before = BEFORE.search(stretch)
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
    if WAS_HIT.match(after):
        return True
    before = _plain(text[max(0, thing.start - 60) : thing.start])
    if HIT_BEFORE.search(before):
        return True
    if hit and are_one_list(text, hit[-1], thing):
        return True
    if deed is None:
        return False
    done = deed.text.lower()
    thrown = _holds(done, THROWN)
    if _holds(done, TO_PEOPLE) and not thrown and not DAMAGED.search(done):
        return False
    if deed.end > thing.start:
        return deed.start < thing.start and thing.end <= deed.end
    gap = text[deed.end : thing.start]
    if len(gap) > FAR or CLAUSE.search(gap):
        return False
    if any(sign in STOPS_BETWEEN and after.isspace() for sign, after in pairwise(gap)):
        return False
    between = " ".join(_plain(gap).lower().split())
    if between in DIRECT:
        return True
    if thing.text.lower().split()[-1] in GROUND and not _ends_with(between, ("of", "against")):
        return False
    for few in SOME:
        between = between.removesuffix(few)
    if thrown and _ends_with(between, AT):
        return True
    return _ends_with(between, UPON) or (_holds(done, EXPLOSION) and _ends_with(between, IN))


def _holds(words: str, stems: Sequence[str]) -> bool:
    return any(stem in words for stem in stems)


def _ends_with(words: str, endings: Sequence[str]) -> bool:
    return f" {words}".endswith(tuple(f" {one}" for one in endings))


def _next_word(text: str, at: int) -> str:
    """The word after a space, in small letters; "" where no word follows."""
    following = text[at : at + 30]
    words = following.lower().split(maxsplit=1) if following[:1].isspace() else []
    return words[0].strip(".,;:)]\"'”’") if words else ""


def _plain(before: str) -> str:
    """Words before a noun phrase without its article, owner and number."""
    return ARTICLES.sub("", before)
