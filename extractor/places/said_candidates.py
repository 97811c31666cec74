"""The gazetteer places that a name may mean: by its forms, else by its sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.gazetteer import store
from extractor.gazetteer.by_sound import alike_in
from extractor.gazetteer.other_names import listed
from extractor.gazetteer.romanise import script_of
from extractor.places.said_forms import CASED, Form, forms_of

__all__ = ["SURE", "Candidate", "Hints", "by_sound", "candidates", "is_side_of"]

ARABIC_ARTICLE = "ال"
PARTS = frozenset(["part", "nature"])
SOUND_COST, ALTERNATE_COST = 0.5, 0.12
HEARD, HEARD_IN = 6, 3  # forms of a name that are compared by sound, in so many countries
SURE = 0.93  # how alike names have to sound where no sign says that it lies there
LISTED = 0.1  # the advantage in cost of a name in the table of listed places
UNLIKE = 4.0  # cost for a name that sounds quite different


@dataclass(frozen=True)
class Candidate:
    """A gazetteer entry that a name may mean, and its cost: what speaks against it."""

    entry: store.Entry
    cost: float
    form: Form
    sounds: bool = False
    name: str = ""  # the words it is a candidate for, of what is around


@dataclass(frozen=True)
class Hints:
    """The countries with signs in the article, how alike a name has to sound there, and whether a
    place about which nothing else is known is taken to lie in the first of them."""

    countries: tuple[str, ...] = ()
    alike: float = 0.0
    whole: bool = True


def is_side_of(form: Form, name: str) -> bool:
    """Whether a form is the name without the word for a side: "Aleppo" for "eastern Aleppo"."""
    return form.kind == "side" and form.text != name


@lru_cache(maxsize=2048)
def candidates(name: str, hints: Hints) -> tuple[Candidate, ...]:
    """Returns the places that the name may mean in these countries (all if none are given),
    unordered.

    Places that only sound alike count where no place of these countries has the name.
    """
    found: dict[int, Candidate] = {}
    forms = forms_of(name)
    elsewhere = False
    alternate = ALTERNATE_COST if script_of(name) == "latin" else 0.0  # others are all alternates
    for form in forms:
        if form.kind in PARTS and form.text != name:  # "Соборна площа" is no village of Соборна
            continue
        if found and is_side_of(form, name) and not name[0].islower():
            continue  # "North Gaza", "Central Darfur"
        for place in listed(form.text):
            if not hints.countries or place.country in hints.countries:
                for entry in place.entries:
                    found[entry.id] = Candidate(entry, form.cost - LISTED, form)
        for entry in store.named(form.text):
            if hints.countries and entry.country not in hints.countries:
                elsewhere = True
                continue
            one = Candidate(entry, form.cost + alternate * entry.rank, form)
            if entry.id not in found or one.cost < found[entry.id].cost:
                found[entry.id] = one
    # It may be the name of a place elsewhere, and not of one here that sounds like it.
    if found or (script_of(name) in CASED and (elsewhere or not hints.countries)):
        return tuple(found.values())
    least = hints.alike if hints.countries else SURE
    for one in by_sound(forms, hints.countries[:HEARD_IN] or ("",), least):
        found.setdefault(one.entry.id, one)
    return tuple(found.values())


def by_sound(
    forms: Sequence[Form], countries: Iterable[str], least: float = 0.0
) -> Iterator[Candidate]:
    """Returns the places of these countries (two-letter codes) that sound like one of the forms."""
    whole = [one for one in forms if one.kind not in PARTS and not is_side_of(one, forms[0].text)]
    if whole and whole[0].text.startswith(ARABIC_ARTICLE):
        whole = [form for form in whole if form.text.startswith(ARABIC_ARTICLE)]
    for form in whole[:HEARD]:
        for country in countries:
            for likeness, entry in alike_in(country, form.text):
                if likeness >= least:
                    cost = form.cost + SOUND_COST + UNLIKE * (1 - likeness)
                    yield Candidate(entry, cost, form, sounds=True)
