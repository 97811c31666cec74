"""Translates words for a party in any language into the English that the rules for actors know.

"Тремя боевиками ХАМАС", "مسلحون مجهولون", "tres policías de Tilcara": generic words are translated
and names stay. Words in no table are either a name (they begin with a capital, or their script has
none) or unread, so that nothing is concluded from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import dropwhile

from extractor import languages
from extractor.actors import words as lexicon
from extractor.actors.phrase import Phrase, singular, without_possessive
from extractor.actors.terms import (
    NAME,
    NATION,
    WORD,
    Term,
    compound_end,
    match_at,
    match_letters,
    unspaced,
)
from extractor.codebook.countries import country_by_name, country_of_demonym
from extractor.codebook.country_words import languages_with
from extractor.codebook.folding import fold
from extractor.codebook.groups import groups_called, has_english_name
from extractor.codebook.regimes import force_of
from extractor.gazetteer import store
from extractor.lexicon.forms import ELIDED, forms_of
from extractor.numbers.counting import only_counts
from extractor.places.casing import is_everyday

__all__ = ["Reading", "caseless", "is_latin", "phrase_of", "read_party"]

LONGEST = 7  # words of a name
HEBREW_ACRONYM = '(?<=[\u05d0-\u05ea])["״](?=[\u05d0-\u05ea])'
PERSIAN_JOINT = "(?<=[\u0600-\u06ff])\u200c(?=[\u0600-\u06ff])"
WITHIN_A_WORD = re.compile(f"{HEBREW_ACRONYM}|{PERSIAN_JOINT}")
APOSTROPHES = str.maketrans("’ʼ", "''")
BETWEEN_WORDS = str.maketrans(dict.fromkeys('-–—/();:,"“”«»[]،؛、，。·', " "))
# These words begin a place, an instrument or a time; no name of the party follows.
ENDS_A_NAME = frozenset(["in", "by"])
OF = frozenset(["of"])
LINKS = frozenset(["of", "in", "by", "and"])  # no phrase begins or ends with one of these
ORGANISED = lexicon.GROUPISH | lexicon.GANG


@dataclass(frozen=True)
class Piece:
    """Words that belong together, and their term; ``None`` where no table has them."""

    words: str
    term: Term | None = None
    english: bool = False  # the English rules know the words as they stand

    @property
    def meaning(self) -> str:
        """The words in English; a name as it stands, or as the tables list it."""
        if self.term is None or self.english:
            return self.words
        if self.term.sort == NAME and fold(self.words) == fold(self.term.english):
            return self.term.english if self.words.islower() else self.words
        return self.term.english

    def means(self, words: frozenset[str]) -> bool:
        """Whether a word of the meaning, in the singular, is one of these words."""
        return any(singular(word) in words or word in words for word in fold(self.meaning).split())


@dataclass(frozen=True)
class Reading:
    """A party's words split into pieces; ``english`` is the text that the rules for actors read."""

    words: str
    pieces: tuple[Piece, ...]

    @cached_property
    def foreign(self) -> bool:
        """Whether a table of a language other than English has some of the words."""
        return any(piece.term and not piece.english for piece in self.pieces)

    @cached_property
    def english(self) -> str:
        """The words in English, with a nationality before the noun it belongs to."""
        if not self.foreign:
            return self.words
        said: list[str] = []
        nations = 0
        for before, piece in zip((None, *self.pieces), self.pieces, strict=False):
            small = piece.term.english if piece.term and piece.term.sort == WORD else ""
            if small == "the" or (small == "of" and before is None):  # "des frappes israéliennes"
                continue
            located = before is not None and before.means(ENDS_A_NAME)
            if piece.term and piece.term.sort == NATION and not located and not piece.english:
                if said and before and before.means(OF):
                    said.pop()
                said.insert(nations, piece.meaning)
                nations += 1
            else:
                said.append(piece.meaning)
        words = " ".join(said).split()
        while words and words[-1] in LINKS:
            words.pop()
        return " ".join(dropwhile(LINKS.__contains__, words))

    @cached_property
    def organisation(self) -> str | None:
        """The English words where one of them means an organisation: "отряд Гром", "حركة
        الزنتان"."""
        start = next((piece for piece in self.pieces if piece.means(ORGANISED)), None)
        named = self.named
        return named if start and named and named.startswith(start.words.split()[0]) else None

    @cached_property
    def named(self) -> str | None:
        """The words that are a name in no table, or ``None``: "los Xuris", "حركة الزنتان"."""
        scope = list(self._before_where())
        names = [index for index, piece in enumerate(scope) if self._is_name(index, piece)]
        if not names:
            return None
        start = next(
            (i for i, piece in enumerate(scope[: names[0]]) if piece.means(ORGANISED)), names[0]
        )
        if not scope[start].means(ORGANISED):
            return self.words
        return _from_to(self.words, scope[start].words, scope[-1].words)

    @cached_property
    def unread(self) -> bool:
        """Whether some words are in no table and are no name, so that their meaning is unknown."""
        return any(
            piece.term is None and not piece.english and not _counts(piece.words)
            for piece in self.pieces
        )

    def _before_where(self) -> Iterator[Piece]:
        for index, piece in enumerate(self.pieces):
            if index and piece.means(ENDS_A_NAME) and not piece.english:
                return
            yield piece

    def _is_name(self, index: int, piece: Piece) -> bool:
        word = piece.words
        if piece.term or piece.english or not any(letter.isalpha() for letter in word):
            return False
        if len(word) < 2 or _counts(word):
            return False
        if caseless(word):
            return True
        if not word[:1].isupper():
            return False
        if index == 0 and not word.isupper() and len(self.pieces) > 1:
            return False  # a sentence may begin here
        before = self.pieces[index - 1] if index else None
        of = before is not None and before.means(OF)
        organised = any(one.means(ORGANISED) for one in self.pieces[:index])
        return organised or not (of and store.named(word))


def _counts(word: str) -> bool:
    """Whether a word only counts people: "12", or "at least" and "eighteen" where the script has no
    capitals to mark names."""
    return word.isdecimal() or (caseless(word) and only_counts(word))


def caseless(words: str) -> bool:
    """Whether the script of these words has no capitals."""
    return words.lower() == words.upper()


def phrase_of(words: str, country: str | None = None) -> Phrase:
    """Returns the words of a party in English as a phrase; ``country`` as for
    :func:`read_party`."""
    return Phrase(read_party(" ".join(words.split()), country).english, country)


@lru_cache(maxsize=4096)
def read_party(words: str, country: str | None = None) -> Reading:
    """Splits the words of a party into runs, each with its meaning by the tables.

    ``country`` is the ACLED name of the event's country: some names count only in their own
    country.
    """
    whole = WITHIN_A_WORD.sub(lambda sign: " " if sign[0] == "\u200c" else "", words)
    tokens = whole.translate(BETWEEN_WORDS).split()
    pieces: list[Piece] = []
    forms = tuple(forms_of(token) or ("",) for token in tokens)
    at = 0
    while at < len(tokens):
        if unspaced(tokens[at]):
            end = next((i for i in range(at, len(tokens)) if not unspaced(tokens[i])), len(tokens))
            pieces += _without_spaces("".join(tokens[at:end]), country)
            at = end
            continue
        size, piece = _piece(tokens, forms, at, country)
        pieces.append(piece)
        at += size
    return Reading(words, tuple(_in_their_language(pieces)))


def _piece(
    tokens: list[str], forms: tuple[tuple[str, ...], ...], at: int, country: str | None
) -> tuple[int, Piece]:
    """Returns the longest run of words that a table has, in English or in another language."""
    sizes = range(LONGEST, 0, -1)
    listed = next((n for n in sizes if _listed(tokens[at : at + n], n, country)), 0)
    found = match_at(forms, at, country)
    if found and found[1].capitals and not _in_capitals(tokens[at : at + found[0]]):
        found = None
    if listed and listed >= (found[0] if found else 0):
        run = " ".join(tokens[at : at + listed])
        return listed, Piece(run, Term(NAME, "", run), english=True)
    if found:
        run = " ".join(tokens[at : at + found[0]])
        english = _is_english(run) if found[1].sort == NATION or found[0] == 1 else False
        return found[0], Piece(run, found[1], english=english)
    english = _is_english(tokens[at])
    return 1, Piece(tokens[at], None if english else compound_end(tokens[at]), english)


def _listed(run: list[str], size: int, country: str | None) -> bool:
    """Whether a group or force has exactly this English name."""
    words = " ".join(run)
    if len(run) < size or not words[:1].isupper():
        return False
    groups = [group for group in groups_called(words) if has_english_name(group, words)]
    return bool(groups) or force_of(words, country) is not None


def _in_capitals(run: list[str]) -> bool:
    """Whether an acronym is in capitals; an ending after an apostrophe does not count
    ("PKK'yı")."""
    words = map(_without_joined, run)
    letters = [letter for word in words for letter in word if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) * 3 >= len(letters) * 2


def _without_joined(word: str) -> str:
    """The word without an article before an apostrophe ("dell'M23"), or an ending behind it."""
    before, _, after = word.translate(APOSTROPHES).partition("'")
    if after and fold(before) in ELIDED:
        return after
    return before if len(before) > 1 else word


def _is_english(word: str) -> bool:
    folded = fold(word)
    if folded in lexicon.KNOWN or singular(folded) in lexicon.KNOWN:
        return True
    plain = without_possessive(word)
    if plain.islower():
        return False  # "israelí": in English it has a capital
    return bool(country_by_name(plain) or country_of_demonym(plain))


def _without_spaces(run: str, country: str | None) -> Iterator[Piece]:
    """Returns the terms in a text without spaces, and the letters between them."""
    letters = fold(run).replace(" ", "")
    start = at = 0
    while at < len(letters):
        found = match_letters(letters, at, country)
        if not found:
            at += 1
            continue
        if start < at:
            yield Piece(letters[start:at])
        yield Piece(letters[at : at + found[0]], found[1])
        start = at = at + found[0]
    if start < at:
        yield Piece(letters[start:at])


def _in_their_language(pieces: list[Piece]) -> Iterator[Piece]:
    """Drops the meaning of short or also English words whose language the rest of the phrase does
    not show.

    Such words count only beside others of the same language. So do countries in Latin letters:
    "Mauricio" is Mauritius, and a given name. An adjective in small letters ("un missile russo") is
    never a given name.
    """
    spoken_in = {piece.term.language for piece in pieces if piece.term and _telling(piece, pieces)}
    nation = all(piece.term and piece.term.sort == NATION for piece in pieces) or _people(pieces)
    named = all(
        piece.term and (piece.term.sort == NAME or piece.term.english in lexicon.SMALL)
        for piece in pieces
    )
    for piece in pieces:
        term = piece.term
        if term is None or piece.english or term.sort == NAME or _telling(piece, pieces):
            yield piece
            continue
        spoken = term.language in spoken_in or bool(spoken_in and term.english in lexicon.SMALL)
        spoken = spoken or (term.english == "and" and named)
        spoken = spoken or (
            term.sort == NATION and not spoken_in.isdisjoint(languages_with(piece.words))
        )
        adjective = term.sort == NATION and piece.words.islower() and not is_everyday(piece.words)
        if nation or spoken or adjective or not is_latin(piece.words):
            yield piece
        else:
            yield replace(piece, term=None, english=fold(piece.words) in lexicon.KNOWN)


def _people(pieces: list[Piece]) -> bool:
    """Whether the pieces are an article of the plural and a people, in a language that writes
    peoples with a capital: "les Russes"."""
    terms = [piece.term for piece in pieces]
    if len(terms) != 2 or not terms[0] or not terms[1] or terms[1].sort != NATION:
        return False
    article, people = terms[0], terms[1]
    if languages.about(people.language, "capitals") != "peoples":
        return False
    return fold(pieces[0].words) in languages.words_of("persons", "many", article.language)


def _telling(piece: Piece, pieces: list[Piece]) -> bool:
    """Whether a piece alone shows that the text is in its language: a word that is neither English
    nor a given name ("Nino" is not "niño" beside "Kvaratskhelia")."""
    term = piece.term
    if term and term.sort == NATION and not piece.english and len(pieces) > 1:
        return piece.words.islower() and is_latin(piece.words) and not is_everyday(piece.words)
    if term is None or piece.english or term.sort != WORD or term.english in lexicon.SMALL:
        return False
    folded = fold(piece.words)
    if folded in lexicon.TELLING:
        return True
    if term.english in lexicon.ONE_OF_US and piece.words[:1].isupper():
        return not any(one.term is None and one.words[:1].isupper() for one in pieces)
    return not (folded.isascii() and is_everyday(folded))


def is_latin(words: str) -> bool:
    """Whether the words are in Latin letters."""
    return fold(words).isascii()


def _from_to(words: str, first: str, last: str) -> str:
    """Returns the part of ``words`` from the first piece to the last."""
    start = words.find(first.split()[0])
    end = words.rfind(last.split()[-1]) + len(last.split()[-1])
    if start < 0 or end <= start:
        return words
    return words[start:end] + ("»" if "«" in words[start:end] and words[end:][:1] == "»" else "")
