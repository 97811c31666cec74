"""The country that a name alone stands for, in any language."""

from __future__ import annotations

from functools import lru_cache

from extractor import languages
from extractor.codebook.countries import country_by_name
from extractor.codebook.country_words import country_in_any_language, country_words
from extractor.codebook.folding import fold as codebook_fold
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.gazetteer.romanise import script_of
from extractor.places.said_forms import CASED, forms_of

__all__ = ["CERTAIN", "NOT_ITSELF", "UNITS", "UNIT_KINDS", "country_named", "no_sign"]

UNITS, UNIT_KINDS = (store.ADMIN1, store.ADMIN2), frozenset(["admin1", "admin2", "unit"])
NOT_ITSELF = frozenset(["part", "nature", "site"])
"""Kinds of place whose name may be another place's."""
CERTAIN = 0.16
"""The highest cost of a name's form that is looked up in a table of countries."""


def country_named(name: str) -> str:
    """Returns the two-letter code of the country that the name alone stands for; "" for other
    names."""
    cased = script_of(name) in CASED
    for form in forms_of(name):
        if form.cost >= CERTAIN or form.kind in NOT_ITSELF or (cased and form.text[:1].islower()):
            continue
        if form.kind in UNIT_KINDS and any(e.kind in UNITS for e in store.named(form.text)):
            return ""
        if form.kind == "town" and any(e.kind == store.TOWN for e in store.named(form.text)):
            return ""  # "Kota Gaza", "ciudad de México"
        if form.kind == "side" and any(e.kind in UNITS for e in store.named(name)):
            return ""  # "North Gaza"
        # Endings count in Cyrillic only: "Iranshahr" is not a form of Iran.
        ends = script_of(name) == "cyrillic" or codebook_fold(form.text) in _country_words()
        found = country_by_name(form.text) or (country_in_any_language(form.text) if ends else None)
        if found:
            return found.alpha2
    return ""


@lru_cache(maxsize=1)
def _country_words() -> frozenset[str]:
    return frozenset(one.words for one in country_words())


@lru_cache(maxsize=2)
def no_sign(kind: str) -> frozenset[str]:
    """Returns folded names that look like a country's but are not: "of that" for Togo or "Santa
    Elena" for Saint Helena with ``kind`` "nation", names that are also a large place's with
    "place"."""
    return frozenset(map(fold, languages.words_of("no_country", kind)))
