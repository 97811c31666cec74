"""Finds the countries that an article is about, in any language, the likeliest first.

Each sign adds to a country's weight: its name or adjective, a group or force at home there, a town
or administrative unit that is much larger than its namesakes abroad. Behind these countries stand
those in which forces of the first two operate (``data/theatres.tsv``).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from extractor import languages
from extractor.actors.languages import Piece, read_party
from extractor.actors.terms import NAME, NATION
from extractor.codebook.countries import country_by_name, country_of_demonym
from extractor.codebook.country_words import country_in_any_language, country_words
from extractor.codebook.folding import fold as codebook_fold
from extractor.codebook.groups import groups_called, no_name
from extractor.codebook.names import DE_FACTO
from extractor.codebook.regimes import force_of
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.gazetteer.other_names import listed, listed_in
from extractor.gazetteer.romanise import script_of
from extractor.places.said_countries import country_named, no_sign
from extractor.places.said_forms import (
    CASED,
    Homes,
    forms_of,
    kind_said,
    names_in,
    names_nothing,
)
from extractor.text.sentences import split_sentences

__all__ = ["countries_told", "homes_of_language"]

READ = 8000  # characters that are read: an article's subject stands at its beginning
NATION_WORTH, NAME_WORTH, GROUP_WORTH, FORCE_WORTH = 0.6, 1.0, 0.6, 0.6
PLACE_WORTH, TOWN_WORTH, LISTED_WORTH, CAPITAL_WORTH = 1.1, 0.7, 1.2, 0.2
MARKED_WORTH, MARKED_FORM, MOSTLY, SMALL = 0.8, 0.2, 0.6, 200
"""For names marked as places: their weight, the highest cost of a spelling variant, the least share
of a name's bearers that one country has to have, and the population assumed if it is not known.
Chosen on the even passages of the corpus (``evals/told_places.py``)."""
MARKED_KINDS = (store.TOWN, store.ADMIN1, store.ADMIN2)
SURE_FORM = 0.16  # highest cost of a spelling variant that may match a listed name
LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
LEAST_SHARE = 0.12  # of the first country's weight; less is a passing mention
LEAST_SHARE_OF_MARKED = 0.5  # the same, of a country for which only marked names speak
MOST = 5
DATELINE = 60  # characters at the beginning in which a capital is just the dateline
OUTSTANDING = 5  # how many times the people of the largest namesake abroad a place must have
LARGE, HUGE = 40_000, 300_000  # people
ADJECTIVE = 5  # how many letters of ending the codebook gives to adjectives
UNSPACED = re.compile("[\u3400-\u9fff]{2,}|[\u1000-\u109f]{3,}")
WORD = re.compile(r"[^\W\d_][\w'’ʼ\u0300-\u036f\u0900-\u109f\u064b-\u0652-]*")
IN_NAMES = str.maketrans(dict.fromkeys("_'’ʼ-", " "))
ENGLISH_STARTS = frozenset(
    ["the", "a", "an", "first", "in", "on", "at", "and", "near", "from", "by", "free", "eneo"]
)


def homes_of_language(language: str) -> Homes:
    """Return a language's home countries (ISO 3166 alpha-2), for texts that give no other sign."""
    homes = tuple(languages.about(language, "homes").split("|"))
    return Homes(homes, languages.about(language, "alone") == "yes") if homes[0] else Homes()


def countries_told(
    text: str, leave_out: Sequence[str] = (), marked: Sequence[str] = ()
) -> list[str]:
    """Return the countries (ISO 3166 alpha-2) that a text is about, the likeliest first.

    ``leave_out``: names of the places to be resolved, which must not count as signs for themselves.
    ``marked``: words of the text that a reader marks as places, which count additionally.
    """
    left_out = frozenset(map(fold, leave_out))
    return list(_likeliest(text[:READ], left_out, tuple(dict.fromkeys(marked))))


@lru_cache(maxsize=64)  # called for each place of an article, and again when it is resolved
def _likeliest(text: str, left_out: frozenset[str], marked: tuple[str, ...]) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for code, worth in _signs(_without_namesakes(text), left_out):
        weights[code] = weights.get(code, 0.0) + worth
    told = frozenset(weights)
    for words in {fold(one): one for one in marked if fold(one) not in left_out}.values():
        for code, worth in _of_marked(words):
            weights[code] = weights.get(code, 0.0) + worth
    if not weights:
        return ()
    ranked = sorted(weights, key=lambda code: (-weights[code], code))
    most = weights[ranked[0]]

    def counts(code: str) -> bool:
        least = LEAST_SHARE if code in told or not told else LEAST_SHARE_OF_MARKED
        return weights[code] >= least * most

    kept = list(filter(counts, ranked))[:MOST]
    fought_in = [one for one in kept[:2] if one in told or not told]
    theatres = [code for one in fought_in for code in _theatres().get(one, ())]
    return tuple(dict.fromkeys([*kept, *theatres]))


@lru_cache(maxsize=8)
def _without_namesakes(text: str) -> str:
    """Return the text with spaces for the countries that streets and rivers are called after:
    "Uruguay Avenue", "avenida de Brasil", "fleuve Niger"."""
    words = list(WORD.finditer(text))
    for at, word in enumerate(words):
        if word[0][0].islower() or not country_in_any_language(word[0]):
            continue
        for first, last in ((at, at + 1), (at - 1, at), (at - 2, at)):
            if first >= 0 and last < len(words):
                run = text[words[first].start() : words[last].end()]
                kind = kind_said(run) if _is_in_one(run) else ""
                if kind == "part" or (kind == "nature" and script_of(run) in CASED):
                    blank = " " * len(word[0])
                    text = text[: word.start()] + blank + text[word.end() :]
                    break
    return text


def _signs(text: str, leave_out: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield each sign's country and weight; repeated signs add less and less."""
    said: Counter[tuple[str, float]] = Counter()
    for words, signs in _signs_of_parties(text):
        if words not in leave_out:
            said.update(signs)
    said.update(_of_names(text, leave_out))
    for run in UNSPACED.findall(text):
        left = [place for place in listed_in(run) if fold(place.name) not in leave_out]
        said.update((place.country, LISTED_WORTH) for place in left)
    for (code, worth), times in said.items():
        yield code, worth * (1 + math.log(times))


@lru_cache(maxsize=8)
def _signs_of_parties(text: str) -> list[tuple[str, list[tuple[str, float]]]]:
    """Return the words for parties, nations and groups, each with its signs."""
    pieces = (one for sentence in split_sentences(text) for one in read_party(sentence.text).pieces)
    return [(fold(piece.words), list(_of_piece(piece))) for piece in pieces if piece.term]


@lru_cache(maxsize=2048)
def _of_marked(words: str) -> tuple[tuple[str, float], ...]:
    """Return the sign of each name in words marked as a place: a country's own name, or the country
    with most of the population of places of that name."""
    signs = []
    for name in names_in(words):
        country = country_named(name)
        if country and fold(name) not in no_sign("nation"):
            signs.append((country, NAME_WORTH))
        elif not names_nothing(name):
            signs += _of_place(name)
    return tuple(signs)


def _of_place(name: str) -> Iterator[tuple[str, float]]:
    for form in forms_of(name):
        if form.cost > MARKED_FORM:
            continue
        sizes: dict[str, float] = {}
        for entry in store.named(form.text):
            if entry.kind in MARKED_KINDS:
                size = (entry.population + SMALL) ** 0.3 * (0.5 if entry.rank else 1.0)
                size *= 1.0 if entry.kind == store.TOWN else 2.0
                sizes[entry.country] = max(sizes.get(entry.country, 0.0), size)
        if sizes:
            code, size = max(sizes.items(), key=lambda pair: pair[1])
            share = size / sum(sizes.values())
            if share >= MOSTLY:
                yield code, MARKED_WORTH * share
            return


def _of_piece(piece: Piece) -> Iterator[tuple[str, float]]:
    if piece.term is None:
        return
    if piece.term.sort == NATION:
        if not _may_be_small(piece.words) or fold(piece.words) in no_sign("nation"):
            return
        country = country_of_demonym(piece.term.english) or country_by_name(piece.term.english)
        if country:
            yield country.alpha2, NATION_WORTH
    elif piece.term.sort == NAME and not (_everyday(piece.words) or no_name(piece.words)):
        yield from _of_party(piece.term.english)


def _may_be_small(words: str) -> bool:
    """Whether a word for a nation is more than a chance match of a lowercase word ("того",
    "даними"): in scripts with capitals, only adjectives may be lowercase."""
    if script_of(words) not in CASED or not words[0].islower():
        return True
    key = codebook_fold(words)
    return any(key.startswith(stem) for stem in _adjectives())


@lru_cache(maxsize=1)
def _adjectives() -> tuple[str, ...]:
    return tuple({one.words for one in country_words() if one.ending == ADJECTIVE})


def _everyday(words: str) -> bool:
    """Whether a group's name is also an everyday word: "Rebels"."""
    bits = store.word_bits(fold(words).removesuffix("s")) | store.word_bits(fold(words))
    if fold(words) == "rebels":
        return True
    return " " not in words and not words.isupper() and bool(bits & store.EVERYDAY)


def _of_party(name: str) -> Iterator[tuple[str, float]]:
    """Yield a force's country or a group's home countries; of many homes each weighs little."""
    force = force_of(name, None)
    listed = country_by_name(DE_FACTO.get(force.country, force.country)) if force else None
    if listed:
        yield listed.alpha2, FORCE_WORTH
        return
    called = groups_called(name)
    homes = called[0].countries if called else ()
    for at, home in enumerate(homes[:3]):
        country = country_by_name(home)
        if country:
            yield country.alpha2, GROUP_WORTH / (1 + at) / math.sqrt(len(homes))


def _of_names(text: str, leave_out: frozenset[str]) -> Iterator[tuple[str, float]]:
    """Yield the signs of country names and known places, one to three words long."""
    skip = 0
    for runs in _runs(text):
        if skip:
            skip -= 1
            continue
        for run in runs:
            if not leave_out.isdisjoint(run.forms):
                skip = run.size - 1
                break
            if run.sign:
                yield run.sign
                skip = run.size - 1
                break


class _Run(NamedTuple):
    """Adjacent words: how many, their folded spelling variants, and the sign that they give."""

    size: int
    forms: frozenset[str]
    sign: tuple[str, float] | None


@lru_cache(maxsize=8)
def _runs(text: str) -> list[list[_Run]]:
    """Return, for each word of a text, the runs of up to three words that begin with it, the
    longest first. A list ends with the first run that is a sign of a country."""
    words = [(match.group(), match.start()) for match in WORD.finditer(text)]
    found: list[list[_Run]] = []
    for at, (word, start) in enumerate(words):
        runs: list[_Run] = []
        found.append(runs)
        cased = script_of(word) in CASED
        if cased and not word[0].isupper():
            continue
        for size in (3, 2, 1):
            last = words[at + size - 1] if at + size <= len(words) else None
            run = text[start : last[1] + len(last[0])] if last else ""
            if not run or len(run) > 40 or (size > 1 and not _is_in_one(run)):
                continue
            if size > 1 and cased and not _all_names(run):
                continue
            forms = frozenset([fold(run), *(fold(form.text) for form in forms_of(run)[:20])])
            sign = _sign(run, start, cased and _begins(text, start))
            runs.append(_Run(size, forms, sign))
            if sign:
                break
    return found


def _is_in_one(run: str) -> bool:
    """Whether no sign that would end a name stands within the run."""
    return "".join(run.translate(IN_NAMES).split()).isalnum()


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or the text begins at ``start``."""
    before = text[max(0, start - 6) : start].rstrip(" \"“«„('‘")
    return not before.strip() or before[-1] in ".!?:\n…"


def _all_names(run: str) -> bool:
    """Whether the run begins and ends with a capitalised word and has none of ENGLISH_STARTS."""
    words = run.split()
    capitals = words[0][0].isupper() and words[-1][0].isupper()
    return capitals and not any(
        store.word_bits(fold(word)) & store.EVERYDAY and fold(word) in ENGLISH_STARTS
        for word in words
    )


def _sign(run: str, start: int, begins: bool) -> tuple[str, float] | None:
    for form in forms_of(run):
        for place in (
            listed(form.text) if form.cost < SURE_FORM and form.text[:1] not in LATIN else ()
        ):
            return place.country, LISTED_WORTH
    if run.isascii():
        country = country_by_name(run)
        if country:
            return country.alpha2, NAME_WORTH
        if country_of_demonym(run):
            return None  # adjectives count in _signs_of_parties
    entry = _known_place(run)
    if entry is None or (begins and entry.population < HUGE):
        return None  # at the beginning of a sentence any word has a capital
    namesakes = store.named(entry.name)
    if any(one.capital and one.country == entry.country for one in namesakes):
        return None if start < DATELINE else (entry.country, CAPITAL_WORTH)
    return entry.country, PLACE_WORTH if entry.population >= HUGE else TOWN_WORTH


@lru_cache(maxsize=20_000)
def _known_place(run: str) -> store.Entry | None:
    """Return the one outstanding bearer of a name, a large town or a first-level unit, if any."""
    script = script_of(run)
    cased = script in CASED
    if len(run) < (2 if script == "han" else 4):
        return None
    if groups_called(run) or kind_said(f"{run} x") or fold(run) in no_sign("place"):
        return None
    for form in forms_of(run):
        if (
            form.cost > (0.35 if cased else 0.16)
            or len(form.text) < 4
            or fold(form.text) in no_sign("place")
        ):
            continue
        if country_in_any_language(form.text):
            return None
        called = store.named(form.text)
        entries = [e for e in called if e.kind in (store.TOWN, store.ADMIN1)]
        if not entries:
            continue
        usual = [e for e in entries if not e.rank]  # Chin State, not places also called Chin
        if not usual and any(e.kind == store.ADMIN2 and not e.rank for e in called):
            continue  # Mambasa in Ituri, not Mombasa, of which it is another name
        best = max(usual or entries, key=lambda e: (e.population, e.kind == store.TOWN))
        least = LARGE if cased and not form.cost else 2 * LARGE
        if script == "latin" and best.rank and best.population < 5 * LARGE:
            continue  # "Namen" is Namur, but also German for "names"
        if best.population < least and not (best.kind == store.ADMIN1 and not best.rank):
            continue
        abroad = [e.population for e in entries if e.country != best.country]
        if max(abroad, default=0) * OUTSTANDING > best.population:
            continue
        if cased and best.population < 10 * LARGE and store.word_bits(fold(form.text)):
            continue
        return best
    return None


@lru_cache(maxsize=1)
def _theatres() -> dict[str, tuple[str, ...]]:
    file = resources.files("extractor.codebook") / "data" / "theatres.tsv"
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[0]: tuple(row[1].split()) for row in rows}
