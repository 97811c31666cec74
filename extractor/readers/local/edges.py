"""Corrects where fillers begin and end, by the words beside them and the tables.

The tagger is surer that words fill a role than where they end, above all in languages it has read
little of: it marks "القوات" and "الإسرائيلية" side by side, or half of a group's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from extractor import languages
from extractor.actors.languages import Piece, phrase_of, read_party
from extractor.actors.terms import NAME, unspaced
from extractor.codebook.folding import fold
from extractor.codebook.groups import groups_called
from extractor.dates.said_words import names_weekday
from extractor.lexicon.kinds_said import TOKEN
from extractor.models.encoder.tagging import FAINT_SPEAKER, Filler, Found
from extractor.numbers.counting import only_counts
from extractor.numbers.tokens import counts_by, cut
from extractor.numbers.words import number_in
from extractor.places.said_forms import kind_said
from extractor.readers.local.fillers import ANY_NAME, COMMAS, joins, language_in
from extractor.tolls.said_words import CountWords

__all__ = ["before", "behind", "mended"]

PARTIES = ("doer", "target", "speaker", "accused", "addressee", "investigator", "teller")
SAID = ("speaker", FAINT_SPEAKER, "accused", "addressee", "investigator")
RIVALS = {
    "speaker": ("accused", "addressee"),
    "accused": ("speaker",),
    "addressee": ("speaker",),
}
"""Roles whose words stand side by side in verb-first languages ("واتهمت حكومة الوفاق قوات حفتر":
the government accused Haftar's forces). One role's fillers are not joined across another's edge."""
SENTENCE_BEGINS = frozenset(".!?:;\"“”«»„'’‘(—–\n")
"""What may stand before the first word of a sentence."""
SPACES = (" ", "\u00a0")
BLANKS = (" ", "\n")
MOST_LETTERS = 100
"""Characters before a word within which further words are sought."""
MORE_WORDS, MORE_LETTERS = 4, 10
"""How far a name may go on: in words, or in letters for scripts without spaces."""


def _is_letter(sign: str) -> bool:
    """Whether a character is a letter or a Burmese vowel sign."""
    return sign.isalpha() or "\u1000" <= sign <= "\u109f"


def mended(text: str, found: Found) -> Found:
    """Return an event or statement with the edges of its fillers corrected."""
    roles = {}
    for role, fillers in found.roles.items():
        rivals = [one for rival in RIVALS.get(role, ()) for one in found.roles.get(rival, ())]
        edges = {edge for one in rivals for edge in (one.start, one.end)}
        joined = _joined(text, fillers, GOES_ON.get(role, _goes_on), edges)
        if role in PARTIES:
            whole = (_with_whole_name(text, _without_linking(text, one)) for one in joined)
            joined = [_without_hanging(text, one) for one in whole]
        if role in SAID:
            joined = [_with_article(text, one) for one in joined]
        if role in ("speaker", FAINT_SPEAKER):
            joined = [_with_persons_name(text, one) for one in joined]
        roles[role] = list(joined)
    if "place" in roles:
        roles["place"] = [_before_unit(text, one, roles.get("in", ())) for one in roles["place"]]
    return replace(found, roles=roles)


def _with_article(text: str, filler: Filler) -> Filler:
    """Extend a party of a statement by the article before it: "the | Security Council"."""
    start = next(before(text, filler.start), filler.start)
    article = fold(text[start : filler.start].strip())
    return (
        replace(filler, start=start) if article in joins("article", language_in(text)) else filler
    )


def _with_persons_name(text: str, filler: Filler) -> Filler:
    """Extend a surname by the given name before it ("Maria | Zakharova"), and words that end with a
    given name by the surname behind it ("spokeswoman Maria | Zakharova"). Not where all nouns have
    a capital (German)."""
    language = language_in(text)
    if languages.about(language, "capitals") == "nouns":
        return filler
    return _with_surname(text, _with_given_name(text, filler, language), language)


def _with_given_name(text: str, filler: Filler, language: str) -> Filler:
    """A word that begins a sentence is no given name."""
    surname = text[filler.start : filler.end]
    if len(surname.split()) > 1 or not surname.istitle():
        return filler
    start = next(before(text, filler.start), filler.start)
    begins = not text[:start].strip() or text[:start].rstrip()[-1] in SENTENCE_BEGINS
    if begins or not _is_name(text[start : filler.start].strip(), language):
        return filler
    return replace(filler, start=start)


def _with_surname(text: str, filler: Filler, language: str) -> Filler:
    """Groups and nations have no surname."""
    given = text[filler.start : filler.end].rpartition(" ")[2]
    end = next(behind(text, filler.end), filler.end)
    if not given.istitle() or not _is_name(text[filler.end : end].strip(), language):
        return filler
    return filler if groups_called(given) or phrase_of(given).nation else replace(filler, end=end)


def _is_name(word: str, language: str) -> bool:
    """Whether a word may be a person's name: it has a capital and is no weekday."""
    return word.istitle() and not names_weekday(fold(word), language)


def _before_unit(text: str, place: Filler, units: Sequence[Filler]) -> Filler:
    """Drop words at the place's end that begin the name of what it lies in: "Степное" of
    "Степное | Курской области"."""
    starts = [one.start for one in units if place.start < one.start < place.end < one.end]
    if not starts:
        return place
    kept = text[place.start : min(starts)].rstrip()
    return replace(place, end=place.start + len(kept))


def _without_linking(text: str, filler: Filler) -> Filler:
    """Drop prepositions at the filler's start that link it to what stands before: "of | the Rapid
    Support Forces", but not those of a number ("at least six people"). The tables leave out those
    that may begin a name ("de Villepin", "al Sadr"). None is dropped in scripts without small
    letters."""
    language = language_in(text)
    links = joins("linking", language)
    kept = text[filler.start : filler.end]
    first = kept.split(maxsplit=1)
    if not kept[:1].islower() or fold(first[0]) not in links:
        return filler
    words = CountWords(cut(kept, language), language)
    begins = next((one for one in words.tokens if one.word not in links), None)
    if begins is None or begins.joined or words.bound(0):
        return filler
    return replace(filler, start=filler.start + begins.start)


def _without_hanging(text: str, filler: Filler) -> Filler:
    """Drop words at the filler's end that begin the next phrase: "the militants | operating", "a
    tribal elder | who", "民兵 | 13日"."""
    kept = text[filler.start : filler.end]
    if kept and unspaced(kept[0]):
        bare = kept.rstrip("0123456789")
        kept = bare if bare and unspaced(bare[-1]) else kept
    hanging = joins("hanging", language_in(text))
    while " " in kept and fold(kept.rsplit(maxsplit=1)[-1]) in hanging:
        kept = kept.rsplit(maxsplit=1)[0]
    return replace(filler, end=filler.start + len(kept.rstrip(COMMAS)))


def _joined(
    text: str,
    fillers: Sequence[Filler],
    go_on: Callable[[str, Filler, Filler], bool],
    edges: AbstractSet[int] = frozenset(),
) -> Sequence[Filler]:
    """Join fillers side by side if ``go_on`` says that the first goes on with the second: the
    tagger may split a name ("de l'armée | ukrainienne"). Two that meet at one of the ``edges`` (of
    a rival role's fillers) stay apart."""
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
    """Whether the first is a word for a kind of place that goes with the name behind it. If not,
    they are two places side by side: "Суджанского района | Курской области"."""
    words = text[last.start : last.end]
    if " " in words and kind_said(words):
        return False
    return kind_said(f"{words} {ANY_NAME}") not in ("", "of")


def _goes_on(text: str, last: Filler, one: Filler) -> bool:
    """Whether the two may be one phrase: no "and" where they meet, and the second does not begin
    with a number (in languages that put it before the noun)."""
    language = language_in(text)
    meeting = {text[last.start : last.end].split()[-1], text[one.start : one.end].split()[0]}
    if not joins("and", language).isdisjoint(map(fold, meeting)):
        return False
    if counts_by(language, "behind_noun") or only_counts(text[last.start : last.end]):
        return True
    return number_in(cut(text[one.start : one.end], language), 0, language) is None


def _any(text: str, last: Filler, one: Filler) -> bool:
    """Always join: for days, whose words are split again later if they are several dates."""
    return True


GOES_ON = {"place": _names_a_kind, "in": _names_a_kind, "day": _any}


def _beside(text: str, end: int, start: int) -> bool:
    """Whether just a blank stands between, or nothing in scripts without spaces."""
    if end == start:
        return unspaced(text[end - 1 : end]) and unspaced(text[end : end + 1])
    return text[end:start] in SPACES


def _with_whole_name(text: str, filler: Filler) -> Filler:
    """Extend a filler that has a part of a group's or force's name to the whole name: "لقوات
    الدعم" to "لقوات الدعم السريع"."""
    first, last = filler.start, filler.end
    ends = [end for end in behind(text, last) if _ends_a_name(text[first:end], end - last)]
    last = max(ends, default=last)
    starts = [at for at in before(text, first) if _begins_a_name(text[at:last], first - at)]
    return replace(filler, start=min(starts, default=first), end=last)


def behind(text: str, end: int) -> Iterator[int]:
    """Yield where words that end at ``end`` would end with one more word, two more … (letters, in
    scripts without spaces). Stops at anything but blanks between words."""
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
    """Yield where words that begin at ``start`` would begin with one more word before them, two
    more … (see :func:`behind`)."""
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
    """Whether the words end with a name of the tables that is longer than their last
    ``added_length`` characters."""
    return _spans(_name_at(words, -1), words[-added_length:])


@lru_cache(maxsize=8192)
def _begins_a_name(words: str, added_length: int) -> bool:
    """Whether the words begin with a name of the tables that is longer than their first
    ``added_length`` characters."""
    return _spans(_name_at(words, 0), words[:added_length])


def _name_at(words: str, at: int) -> Piece | None:
    pieces = read_party(" ".join(words.split())).pieces
    term = pieces[at].term if pieces else None
    return pieces[at] if term and term.sort == NAME else None


def _spans(name: Piece | None, added_words: str) -> bool:
    """Whether there is a name and it has more letters than the added words."""
    if name is None:
        return False
    return len(fold(name.words).replace(" ", "")) > len(fold(added_words).replace(" ", ""))
