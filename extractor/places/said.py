"""The gazetteer's place for words that are marked as an event's place, in any language.

Other marked words (a district, a country) and the countries that the article has signs of decide
among namesakes. A place that the gazetteer lacks has the point of the smallest known unit around
it. A namesake in another country than all other signs is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.codebook.countries import country_by_code
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.gazetteer.other_names import ListedPlace, listed
from extractor.gazetteer.romanise import script_of
from extractor.places.find import PlaceMention
from extractor.places.resolve import Place, place_of_entry
from extractor.places.said_candidates import (
    SURE,
    Candidate,
    Hints,
    by_sound,
    candidates,
    is_side_of,
)
from extractor.places.said_countries import (
    CERTAIN,
    NOT_ITSELF,
    UNIT_KINDS,
    UNITS,
    country_named,
    no_sign,
)
from extractor.places.said_forms import (
    Homes,
    forms_of,
    is_of,
    kind_said,
    names_in,
    names_nothing,
)
from extractor.places.said_sizes import (
    FAR_LARGER,
    KNOWN_CITY,
    LARGE,
    LARGER,
    OUTSTANDING,
    large,
    lies_in,
    outstanding,
    stands_against,
)
from extractor.reading import Relation, Said, Where
from extractor.text.span import Span

__all__ = ["PlaceTold", "place_told"]

NOWHERE = Homes()
COUNTRY_COSTS = (0.0, 0.45, 0.65, 0.8)  # of the first country hinted at, the second …
WRONG_KIND = 0.3
MANY_PEOPLE = 0.08  # weight of each digit of a place's number of people
BEYOND = 0.3  # what a form of a name may cost that is looked for in other countries
WIDE = (store.ADMIN1, store.AREA, store.COUNTRY)
MANY = 12  # countries with a name, more say nothing


@dataclass(frozen=True)
class PlaceTold:
    """A place and whether the gazetteer has it; if not, its point is that of ``around``."""

    place: Place
    in_gazetteer: bool
    around: store.Entry | None = None

    def where(self, said: Said | None = None, relation: Relation = Relation.IN) -> Where:
        """Returns the place in a reader's form: the gazetteer's name, unit and country."""
        unit = self.place.admin1
        if not self.in_gazetteer:  # the smaller unit, whose point it then has
            unit = self.place.admin2 or unit
        if self.place.kind in ("country", "area"):
            unit = None
        if (
            self.in_gazetteer
            and self.place.kind in ("admin1", "admin2")
            and relation is Relation.IN
        ):
            relation = Relation.WITHIN  # nobody says where in it
        return Where(said, self.place.name, unit, self.place.country or None, relation)


def place_told(
    name: str,
    around: Sequence[str] = (),
    countries: Sequence[str] = (),
    homes: Homes = NOWHERE,
) -> PlaceTold | None:
    """Returns the place that these words mean, or ``None`` where nothing but the words is known.

    ``around``: names that say where it is. ``countries``: two-letter codes, those that the article
    has signs of, likeliest first. ``homes``: the home countries of the article's language, used
    where nothing else says where it is, unless the name is known elsewhere only.
    """
    names = names_in(name)
    if not names:
        return None
    other_names = [*names[1:], *(each for words in around for each in names_in(words))]
    if names_nothing(names[0]):  # "the same district"
        named = [each for each in other_names if not names_nothing(each)]
        return place_told(named[0], named[1:], countries, homes) if named else None
    if countries:
        return _place_told(names[0], other_names, Hints(tuple(dict.fromkeys(countries))))
    anywhere = _place_told(names[0], other_names, Hints())
    in_gazetteer = anywhere is not None and anywhere.in_gazetteer
    if homes.countries and not (in_gazetteer and anywhere and outstanding(anywhere.place)):
        at_home = _place_told(names[0], other_names, Hints(homes.countries, SURE, homes.alone))
        if at_home and (at_home.in_gazetteer or not in_gazetteer):
            return at_home
    return anywhere


def _place_told(name: str, around: Sequence[str], hints: Hints) -> PlaceTold | None:
    named_countries = {each: _country_around(each, around, hints) for each in around}
    said = [code for code in named_countries.values() if code]
    if said:
        hints = Hints(tuple(dict.fromkeys(said)))
    others = [each for each, code in named_countries.items() if not code and not is_of(each, name)]
    holders = [found for each in others for found in _holders(each, hints)]
    country_code = _country_meant(name, around)
    apart = bool(hints.countries) and fold(name) in no_sign("nation")
    if country_code and (
        country_code in hints.countries or not (apart or _is_here(name, holders, hints))
    ):
        return PlaceTold(place_of_entry(store.countries()[country_code]), True)
    named = [one for one in candidates(name, hints) if not one.sounds]
    exact = named if hints.countries else []
    if exact:  # what only sounds like something known says nothing against a name that is known
        holders = [one for one in holders if not one.sounds]
    held = _held(name, holders, hints)
    if held and not (exact and held.sounds):
        return _in_gazetteer(held, name)
    if exact:
        kinds = {one.entry.kind for one in exact}
        inner = {store.TOWN}
        if kinds == {store.ADMIN1}:  # it lies in no district
            inner |= {store.ADMIN2}
        units = ("admin1",) if store.ADMIN2 in kinds else ("admin1", "admin2")
        if store.ADMIN1 in kinds and kind_said(name) in units:  # "Kursk Oblast" lies in no other
            inner |= {store.ADMIN2, store.ADMIN1}
        holders = [one for one in holders if one.entry.kind not in inner]
    smallest = _smallest(holders, hints)
    city = _best(named, hints)
    held_there = smallest and any(
        one.entry.id == smallest.entry.admin1 and one.name != smallest.name for one in holders
    )
    if (
        city
        and smallest
        and not held_there  # "Муром Шебекинского округа Белгородской области" is in no other Murom
        and stands_against(city.entry, smallest.entry, hints.countries)
    ):
        return _in_gazetteer(city, name)
    lacked = _lacked(name, hints)
    if lacked and lacked.around and (not smallest or smallest.entry.kind in WIDE):
        return _unknown(lacked.name, lacked.around)
    if smallest and smallest.entry.kind == store.TOWN and kind_said(name) == "part":
        return _in_gazetteer(smallest, smallest.entry.name)  # a street of a town: the town
    if smallest:
        part = kind_said(name) in NOT_ITSELF or smallest.entry.kind == store.TOWN
        return _unknown(name, smallest.entry, part=part)
    if not holders or hints.countries:
        found = _best(candidates(name, hints), hints)
        if not found and hints.countries:
            found = _beyond(name, hints, country_said=bool(said))
        if found:
            return _in_gazetteer(found, name)
    country = store.countries().get(hints.countries[0]) if hints.countries else None
    return _unknown(name, country) if country and hints.whole else None


def _country_around(name: str, around: Sequence[str], hints: Hints) -> str:
    """Returns the two-letter code of a country whose name is among ``around``. Returns "" where
    that is a first-level unit of a country hinted at ("San Martin" in Peru), or a small territory's
    name in another language and so a town's ("Santa Elena")."""
    code = _country_meant(name, around)
    if code and hints.countries and code not in hints.countries and fold(name) in no_sign("nation"):
        return ""
    if code and hints.countries and code not in hints.countries:
        units = [one.entry for one in candidates(name, hints) if not one.sounds]
        if any(one.kind == store.ADMIN1 for one in units):
            return ""
    return code


def _country_meant(name: str, around: Sequence[str]) -> str:
    """Returns the two-letter code of the country that a name stands for; "" where it is a place in
    a first-level unit of another country, named beside it: Argelia in Cauca."""
    code = country_named(name)
    return "" if code and _is_in_another(code, name, around) else code


def _is_in_another(code: str, name: str, around: Sequence[str]) -> bool:
    """Whether a place with a country's name lies in a named unit of another country."""
    surrounding = (one for each in around if each != name for one in candidates(each, Hints()))
    units = [one.entry for one in surrounding if one.entry.kind == store.ADMIN1 and not one.sounds]
    if not units or any(unit.country == code for unit in units):
        return False
    lands = Hints(tuple(sorted({unit.country for unit in units})))
    inner = [one.entry for one in candidates(name, lands) if not one.sounds]
    return any(lies_in(entry, unit) for entry in inner for unit in units)


def _is_here(name: str, holders: Sequence[Candidate], hints: Hints) -> bool:
    """Whether a country's name is a first-level unit's in the countries hinted at (Georgia), a
    listed place's there ("马拉维", Marawi), or a town's in a unit that is named; else no town of
    that name is meant ("Russia" in Ohio)."""
    found = [one for one in candidates(name, hints) if not one.sounds] if hints.countries else []
    units = [one.entry for one in holders if one.entry.kind in UNITS and not one.sounds]
    return any(
        one.entry.kind == store.ADMIN1
        or one.cost < one.form.cost  # listed
        or any(lies_in(one.entry, unit) for unit in units)
        for one in found
    )


def _lacked(name: str, hints: Hints) -> ListedPlace | None:
    """Returns a place that the gazetteer lacks, where the unit that it lies in is known."""
    for form in forms_of(name):
        for place in listed(form.text) if form.cost <= CERTAIN else ():
            latin = script_of(name) == "latin"
            if place.unit and (place.country in hints.countries or not (latin or hints.countries)):
                return place
    return None


def _holders(name: str, hints: Hints) -> list[Candidate]:
    """Returns what a name of a larger place may mean: in the countries hinted at if they have such
    a place, else anywhere."""
    found = candidates(name, hints)
    abroad: list[Candidate] = []
    first_level = [
        one
        for one in found
        if one.form.kind == "admin1" and one.entry.kind == store.ADMIN1 and not one.sounds
    ]
    found = tuple(first_level) or found  # "Курской области" is no Kursk district elsewhere
    if hints.countries and all(one.sounds for one in found):
        abroad = [replace(one, cost=one.cost + 1.0) for one in candidates(name, Hints())]
    return [replace(one, name=fold(name)) for one in (*found, *abroad)]


def _held(name: str, holders: Sequence[Candidate], hints: Hints) -> Candidate | None:
    """Returns the likeliest pair of a place and a container, if any fit together."""
    if not holders:
        return None
    lands = tuple(sorted({holder.entry.country for holder in holders if holder.entry.country}))
    best: tuple[float, int, Candidate] | None = None
    if len(lands) > MANY:
        return None
    exact = candidates(name, Hints(lands, hints.alike))
    for one in (*exact, *by_sound(forms_of(name), lands[:MANY], hints.alike)):
        for holder in holders:
            if one.entry.id == holder.entry.id or not lies_in(one.entry, holder.entry):
                continue
            cost = _cost(one, hints) + _cost(holder, hints)
            if hints.countries and one.entry.country not in hints.countries:
                if one.sounds or holder.sounds:
                    continue
                cost += 1.0
            if best is None or (cost, one.entry.id) < best[:2]:
                best = (cost, one.entry.id, one)
    return best[2] if best else None


def _smallest(holders: Sequence[Candidate], hints: Hints) -> Candidate | None:
    """Returns the smallest place named as container, in a country of the hints."""
    order = {store.TOWN: 0, store.ADMIN2: 0, store.ADMIN1: 1, store.AREA: 2, store.COUNTRY: 3}
    by_name: dict[str, Candidate] = {}
    lands: dict[str, set[str]] = {}
    for holder in holders:
        lands.setdefault(holder.name, set()).add(holder.entry.country)
    for holder in holders:
        entry = holder.entry
        if hints.countries and entry.country not in hints.countries:
            continue
        if not hints.countries and not large(entry) and len(lands[holder.name]) > 1:
            continue
        key = holder.name
        if key not in by_name or _cost(holder, hints) < _cost(by_name[key], hints):
            by_name[key] = holder
    if not by_name:
        return None
    lands_told = list(hints.countries)

    def rank(one: Candidate) -> tuple[float, int, int]:
        country = one.entry.country
        at = lands_told.index(country) if country in lands_told else len(lands_told)
        return round(one.cost, 0), at, order[one.entry.kind]

    return min(by_name.values(), key=rank)


def _best(found: Iterable[Candidate], hints: Hints) -> Candidate | None:
    ranked = sorted(found, key=lambda one: (_cost(one, hints), one.entry.id))
    if not ranked:
        return None
    first = ranked[0]
    if not hints.countries and first.entry.kind == store.TOWN and first.entry.population < LARGE:
        abroad = [one.entry for one in ranked if one.entry.country != first.entry.country]
        most = max((entry.population for entry in abroad), default=-1)
        if most * OUTSTANDING >= first.entry.population or (most == 0 and len(abroad) > 2):
            return None  # nothing says which village of this name it is
    if first.entry.kind == store.TOWN:  # London before London in Ohio, where both countries count
        towns = [one for one in ranked if one.entry.kind == store.TOWN and not one.sounds]
        largest = max(towns, key=lambda one: one.entry.population, default=first)
        far = hints.countries and largest.entry.country not in hints.countries
        times = FAR_LARGER if far else LARGER if hints.countries else OUTSTANDING
        if largest.entry.population >= max(KNOWN_CITY, times * first.entry.population):
            return largest
    return first


def _beyond(name: str, hints: Hints, *, country_said: bool) -> Candidate | None:
    """A large place of that name only: a town anywhere, unless ``country_said`` ("US air strikes
    in Hodeidah"), others in a country of the same part of the world."""
    found = [one for one in candidates(name, Hints()) if not one.sounds]
    best = _best(found, Hints())
    if best is None or best.cost > BEYOND or not large(best.entry) or is_side_of(best.form, name):
        return None
    if any(
        one.entry.country != best.entry.country
        and one.entry.population * OUTSTANDING > best.entry.population
        for one in found
    ):
        return None
    if best.entry.kind == store.TOWN and not country_said:
        return best
    home, country = country_by_code(hints.countries[0]), country_by_code(best.entry.country)
    return best if home and country and home.region == country.region else None


def _cost(one: Candidate, hints: Hints) -> float:
    """Returns the cost of a candidate: for changed letters, another kind, a country further down
    the list, few people."""
    entry = one.entry
    cost = one.cost
    if hints.countries:
        named = hints.countries
        at = named.index(entry.country) if entry.country in named else len(named)
        cost += COUNTRY_COSTS[min(at, len(COUNTRY_COSTS) - 1)]
    kind = one.form.kind
    if kind in UNIT_KINDS:
        cost += 0.0 if entry.kind in UNITS else WRONG_KIND
        cost += 0.1 * (kind == "admin1" and entry.kind == store.ADMIN2)
        cost += 0.1 * (kind == "admin2" and entry.kind == store.ADMIN1)
    elif kind in ("town", "site"):
        cost += 0.0 if entry.kind == store.TOWN else WRONG_KIND
    else:  # a town before its unit of the same name
        cost += {store.TOWN: 0.0, store.AREA: 0.05, store.ADMIN1: 0.1, store.ADMIN2: 0.15}.get(
            entry.kind, 0.1
        )
    return cost - MANY_PEOPLE * len(str(max(1, entry.population)))


def _in_gazetteer(one: Candidate, name: str) -> PlaceTold:
    text = one.form.text if one.form.text.strip() else name
    plain = " ".join(text.split())
    called = any(e.id == one.entry.id for e in store.named(plain))
    mention = PlaceMention(Span(0, len(plain), plain)) if called else None
    place = place_of_entry(one.entry, mention)
    if one.form.kind in NOT_ITSELF and place.precision == 1:
        place = replace(place, precision=2)
    return PlaceTold(place, True)


def _unknown(name: str, around: store.Entry, *, part: bool = False) -> PlaceTold:
    """Returns a place that the gazetteer lacks: its name, with the point and units around it."""
    place = place_of_entry(around)
    unit = around.kind in (*UNITS, store.TOWN)
    near = part or around.kind == store.ADMIN2
    place = replace(
        place,
        gazetteer_id="",
        name=" ".join(name.split()),
        kind="unknown",
        admin1=place.admin1 if unit else None,
        admin2=place.admin2 if unit else None,
        precision=2 if near and around.kind != store.COUNTRY else 3,
        score=0.0,
    )
    return PlaceTold(place, False, around)
