"""Where marked words begin and end: mended by the words beside them and by what the tables know.

The tagger is surer that words fill a role than where they end, above all in languages it has read
little of: it marks "القوات" and "الإسرائيلية" side by side, or half of a group's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from extractor.actors.languages import Piece, read_party
from extractor.actors.terms import NAME, unspaced
from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import TOKEN
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.counting import only_counts
from extractor.numbers.tokens import counts_by, cut
from extractor.numbers.words import number_in
from extractor.places.said_forms import kind_said
from extractor.readers.local.fillers import ANY_NAME, joins, language_in

__all__ = ["before", "behind", "mended"]

PARTIES = ("doer", "target", "speaker", "accused", "addressee", "investigator", "teller")
RIVALS = {
    "speaker": ("accused", "addressee"),
    "accused": ("speaker",),
    "addressee": ("speaker",),
}
"""Roles whose words stand side by side where the verb comes first ("واتهمت حكومة الوفاق قوات حفتر":
the government accused Haftar's forces), and begin or end where the other's do."""
SPACES = (" ", "\u00a0")
BLANKS = (" ", "\n")
MOST_LETTERS = 100
"""In which words before others are looked for."""
MORE_WORDS, MORE_LETTERS = 4, 10
"""How far a name may go on; letters in scripts without spaces."""


def _is_letter(sign: str) -> bool:
    """Whether it is a letter, or a vowel sign of Burmese."""
    return sign.isalpha() or "\u1000" <= sign <= "\u109f"


def mended(text: str, found: Found) -> Found:
    """An event or statement with each role's words from where they begin to where they end."""
    roles = {}
    for role, fillers in found.roles.items():
        rivals = [one for rival in RIVALS.get(role, ()) for one in found.roles.get(rival, ())]
        edges = {edge for one in rivals for edge in (one.start, one.end)}
        joined = _joined(text, fillers, GOES_ON.get(role, _goes_on), edges)
        if role in PARTIES:
            joined = [_without_hanging(text, _with_whole_name(text, one)) for one in joined]
        roles[role] = list(joined)
    if "place" in roles:
        roles["place"] = [_before_unit(text, one, roles.get("in", ())) for one in roles["place"]]
    return replace(found, roles=roles)


def _before_unit(text: str, place: Filler, units: Sequence[Filler]) -> Filler:
    """The place without words at its end that begin the name of what it lies in: "Степное" of
    "Степное | Курской области"."""
    starts = [one.start for one in units if place.start < one.start < place.end < one.end]
    if not starts:
        return place
    kept = text[place.start : min(starts)].rstrip()
    return replace(place, end=place.start + len(kept))


def _without_hanging(text: str, filler: Filler) -> Filler:
    """The filler without words at its end that begin what the tagger left out: "the militants |
    operating", "a tribal elder | who", "民兵 | 13日"."""
    kept = text[filler.start : filler.end]
    if kept and unspaced(kept[0]):
        bare = kept.rstrip("0123456789")
        kept = bare if bare and unspaced(bare[-1]) else kept
    hanging = joins("hanging", language_in(text))
    while " " in kept and fold(kept.rsplit(maxsplit=1)[-1]) in hanging:
        kept = kept.rsplit(maxsplit=1)[0]
    return replace(filler, end=filler.start + len(kept))


def _joined(
    text: str,
    fillers: Sequence[Filler],
    go_on: Callable[[str, Filler, Filler], bool],
    edges: AbstractSet[int] = frozenset(),
) -> Sequence[Filler]:
    """The fillers, those side by side as one where the first goes on with the second: the tagger
    began anew within somebody's name ("de l'armée | ukrainienne"). Where another's words end or
    begin at ``edges`` the two are two."""
    joined: list[Filler] = []
    for one in sorted(fillers, key=lambda filler: (filler.start, filler.end)):
        last = joined[-1] if joined else None
        parted = last and not {last.end, one.start}.isdisjoint(edges)
        if last and not parted and _beside(text, last.end, one.start) and go_on(text, last, one):
            surer = max(last, one, key=lambda filler: filler.sure)
            joined[-1] = replace(surer, start=last.start, end=one.end)
        else:
            joined.append(one)
    return joined if len(joined) < len(fillers) else fillers


def _names_a_kind(text: str, last: Filler, one: Filler) -> bool:
    """Whether the first is a word for a kind of place, which the name behind it belongs to: two
    places may stand side by side ("Суджанского района | Курской области")."""
    words = text[last.start : last.end]
    if " " in words and kind_said(words):
        return False
    return kind_said(f"{words} {ANY_NAME}") not in ("", "of")


def _goes_on(text: str, last: Filler, one: Filler) -> bool:
    """Whether neither an "and" nor, where it stands before its noun, a number parts the two."""
    language = language_in(text)
    meeting = {text[last.start : last.end].split()[-1], text[one.start : one.end].split()[0]}
    if not joins("and", language).isdisjoint(map(fold, meeting)):
        return False
    if counts_by(language, "behind_noun") or only_counts(text[last.start : last.end]):
        return True
    return number_in(cut(text[one.start : one.end], language), 0, language) is None


def _any(text: str, last: Filler, one: Filler) -> bool:
    """Days, whose words themselves say whether they are one."""
    return True


GOES_ON = {"place": _names_a_kind, "in": _names_a_kind, "day": _any}


def _beside(text: str, end: int, start: int) -> bool:
    """Whether nothing stands between but a blank, or, in scripts without spaces, nothing."""
    if end == start:
        return unspaced(text[end - 1 : end]) and unspaced(text[end : end + 1])
    return text[end:start] in SPACES


def _with_whole_name(text: str, filler: Filler) -> Filler:
    """The filler as far as the name of a group or force goes that it holds a part of: "لقوات
    الدعم" of "لقوات الدعم السريع"."""
    first, last = filler.start, filler.end
    ends = [end for end in behind(text, last) if _ends_a_name(text[first:end], end - last)]
    last = max(ends, default=last)
    starts = [at for at in before(text, first) if _begins_a_name(text[at:last], first - at)]
    return replace(filler, start=min(starts, default=first), end=last)


def behind(text: str, end: int) -> Iterator[int]:
    """Where words that end at ``end`` would end with one more word, two more … (letters, in
    scripts without spaces), as far as nothing but blanks stands between."""
    if end and unspaced(text[end - 1]):
        for at in range(end, min(end + MORE_LETTERS, len(text))):
            if not _is_letter(text[at]):
                return
            yield at + 1
        return
    for _ in range(MORE_WORDS):
        start = end
        while text[start : start + 1] in BLANKS:
            start += 1
        word = TOKEN.match(text, start)
        if start == end or not word or not any(map(str.isalnum, word[0])):
            return
        end = word.end()
        yield end


def before(text: str, start: int) -> Iterator[int]:
    """The same with words before ``start``."""
    if unspaced(text[start : start + 1]):
        for at in range(start - 1, max(start - 1 - MORE_LETTERS, -1), -1):
            if not _is_letter(text[at]):
                return
            yield at
        return
    words = text[max(0, start - MOST_LETTERS) : start]
    for _ in range(MORE_WORDS):
        end = len(words.rstrip(" \n"))
        first = max(words.rfind(" ", 0, end), words.rfind("\n", 0, end)) + 1
        word = words[first:end]
        if end == len(words) or not TOKEN.fullmatch(word) or not any(map(str.isalnum, word)):
            return
        yield start - len(words) + first
        start, words = start - len(words) + first, words[:first]


@lru_cache(maxsize=8192)
def _ends_a_name(words: str, added_length: int) -> bool:
    """Whether a name of the tables ends with the words that begins before their last
    ``added_length`` signs."""
    return _spans(_name_at(words, -1), words[-added_length:])


@lru_cache(maxsize=8192)
def _begins_a_name(words: str, added_length: int) -> bool:
    """Whether a name of the tables begins with the words and goes on behind their first signs."""
    return _spans(_name_at(words, 0), words[:added_length])


def _name_at(words: str, at: int) -> Piece | None:
    pieces = read_party(" ".join(words.split())).pieces
    term = pieces[at].term if pieces else None
    return pieces[at] if term and term.sort == NAME else None


def _spans(name: Piece | None, added_words: str) -> bool:
    """Whether the name has more letters than the words that were added."""
    if name is None:
        return False
    return len(fold(name.words).replace(" ", "")) > len(fold(added_words).replace(" ", ""))
