"""MUC figures: compares our events with the key's templates, article by article.

Every figure is defined in docs/evaluation.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan, nan
from statistics import median

from evals.gtt import Filled, Scores, score_article
from evals.muc_events import OurEvent, same_name
from evals.muc_keys import Days, Loc, Message, Template
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold
from extractor.places.resolve import distance_km
from extractor.records import EventRecord
from extractor.records.parts import Location
from extractor.score.assignment import best_assignment

NEAR_KM = 50.0
WITHIN_A_TOWN = {
    "NEIGHBORHOOD",
    "STREET",
    "AVENUE",
    "SECTOR",
    "DISTRICT",
    "ZONE",
    "AIRPORT",
    "UNIVERSITY",
    "FARM",
    "PARK",
    "AREA",
}
CONFIDENCE = {
    "reported_as_fact": {"REPORTED AS FACT"},
    "claimed": {"CLAIMED OR ADMITTED"},
    "accused_by_authorities": {"SUSPECTED OR ACCUSED BY AUTHORITIES"},
    "accused": {"SUSPECTED OR ACCUSED"},
    "disputed": {"SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"},
    "possible": {"POSSIBLE"},
}


@dataclass(frozen=True)
class Pair:
    """An event of ours paired with a template, and which values are right; ``None``: the template
    does not give the value."""

    ours: OurEvent
    gold: Template
    type: bool
    date: bool
    place: bool
    country: bool
    day: bool
    exact_day: bool | None
    town: bool
    deaths: bool
    some_deaths: bool | None
    attribution: bool | None
    organization: bool | None

    @property
    def found(self) -> bool:
        """Type, date and place are compatible."""
        return self.type and self.date and self.place


@dataclass
class Result:
    """The pairs and leftovers of one article."""

    message: Message
    events: list[OurEvent]
    pairs: list[Pair]
    roles: Scores
    missed: list[Template] = field(default_factory=list)
    spurious: list[OurEvent] = field(default_factory=list)


def score_message(message: Message, events: list[OurEvent]) -> Result:
    """Pair our events of an article with its templates by the best assignment.

    Found pairs count most, then agreement in the other values. Two of type, date and place have to
    be compatible, or the event and the template are not the same incident.
    """
    templates = message.templates
    every = [[_pair(ours, gold) for gold in templates] for ours in events]
    chosen = best_assignment([[_worth(pair) for pair in row] for row in every])
    pairs = [every[i][j] for i, j in chosen]
    rows, columns = {i for i, _ in chosen}, {j for _, j in chosen}
    return Result(
        message,
        events,
        pairs,
        score_article([_filled(one) for one in events], [_gold(message, t) for t in templates]),
        [one for j, one in enumerate(templates) if j not in columns],
        [one for i, one in enumerate(events) if i not in rows],
    )


def _worth(pair: Pair) -> float:
    if pair.type + pair.date + pair.place < 2:
        return 0.0
    extras = (pair.day, pair.town, pair.deaths, bool(pair.organization), pair.country)
    return 1000.0 * pair.found + 10.0 * (pair.type + pair.date + pair.place) + sum(extras)


def _pair(ours: OurEvent, gold: Template) -> Pair:
    days = ours.days
    where = ours.record.location
    attribution, organization = _attribution(ours.record, gold)
    low, high = gold.deaths
    exact = [day for day in gold.days if day[0] == day[1]]
    coded = ours.record.date.coded_day if ours.record.date else None
    return Pair(
        ours,
        gold,
        type=any(one in gold.types for one in ours.types),
        date=not gold.days or (days is not None and any(_overlap(days, one) for one in gold.days)),
        place=any(compatible(where, one) for one in gold.places),
        country=any(same_country(where, one) for one in gold.places),
        day=not gold.days
        or (coded is not None and any(one[0] <= coded <= one[1] for one in gold.days)),
        exact_day=any(days == one for one in exact) if exact else None,
        town=any(place_right(where, one) for one in gold.places),
        deaths=low <= ours.deaths and (high is None or ours.deaths <= high),
        some_deaths=(low <= ours.deaths and (high is None or ours.deaths <= high))
        if high != 0
        else None,
        attribution=attribution,
        organization=organization,
    )


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def same_country(where: Location | None, gold: Loc) -> bool:
    """Whether our record names the gold's country."""
    return bool(where and where.country and fold(where.country) == fold(gold.country))


def compatible(where: Location | None, gold: Loc) -> bool:
    """Whether the country is the same and neither place rules the other out: they have a name in
    common, one contains the other, they are within 50 km of each other, or the gazetteer does not
    know the gold's place."""
    if where is None or not same_country(where, gold):
        return False
    if not gold.levels or where.name == where.country:
        return True
    names = [name for level in gold.levels for name, _ in level]
    if place_right(where, gold) or any(same_name(where.name, name) for name in names):
        return True
    known = _known(gold, where.country or "")
    if not known:  # no coordinates to measure from: the wider levels decide, or the country alone
        return len(gold.levels) == 1
    regions = {_region(entry) for entry in known}
    return fold(where.name) in regions


def place_right(where: Location | None, gold: Loc) -> bool:
    """Whether our place is the gold's narrowest level, lies in it, or is within 50 km of it. Where
    the gold names a part of a town (a neighbourhood), the town is enough."""
    if where is None or not same_country(where, gold):
        return False
    if not gold.levels:
        return True
    ours = [one for one in (where.name, where.text, where.admin1, where.admin2) if one]
    narrow = {name for level in (_town_level(gold), gold.levels[-1]) for name, _ in level}
    if any(same_name(mine, name) for mine in ours for name in narrow):
        return True
    if where.latitude is None or where.longitude is None or where.precision == 3:
        return False
    here = (where.latitude, where.longitude)
    return any(
        distance_km(*here, entry.latitude, entry.longitude) <= NEAR_KM
        for entry in _known(gold, where.country or "")
        if entry.kind in (store.TOWN, store.ADMIN2)
    )


def _town_level(gold: Loc) -> tuple[tuple[str, str], ...]:
    """The narrowest level that is not a part of a town; the widest if all are."""
    levels = list(gold.levels)
    while len(levels) > 1 and all(_in_town(types) for _, types in levels[-1]):
        levels.pop()
    return levels[-1]


def _known(gold: Loc, country: str) -> list[store.Entry]:
    """The gazetteer's entries for the gold's narrowest names. If some of several namesakes lie in a
    region that the gold also names, only those."""
    found = [entry for name, _ in _town_level(gold) for entry in _entries(name, country)]
    wider = {fold(name) for level in gold.levels[:-1] for name, _ in level}
    return [entry for entry in found if _region(entry) in wider] or found


def _region(entry: store.Entry) -> str:
    region = store.entry(entry.admin1) if entry.admin1 else None
    return fold(region.name) if region else ""


def _in_town(types: str) -> bool:
    return any(one.strip() in WITHIN_A_TOWN for one in types.split("/"))


def _entries(name: str, country: str) -> list[store.Entry]:
    codes = {one.country for one in store.named(country) if one.kind == store.COUNTRY}
    return [one for one in store.named(name) if one.country in codes and one.kind != store.COUNTRY]


def _attribution(record: EventRecord, gold: Template) -> tuple[bool | None, bool | None]:
    """Whether our perpetrator's attribution is one that the key accepts for its organisation, and
    whether we name that organisation; ``None`` if the key has none."""
    if not gold.confidence:
        return None, None
    best: tuple[bool, bool] = (False, False)
    for actor in record.perpetrators:
        said = CONFIDENCE.get(actor.attribution.value, set()) if actor.text else set()
        for organization, words in gold.confidence:
            named = any(
                same_name(name, mine)
                for name in organization
                for mine in (actor.text, actor.name)
                if mine
            )
            best = max(best, (bool(said & words), named), key=lambda one: (one[1], one[0]))
    return best


def _filled(event: OurEvent) -> Filled:
    return Filled(event.types[0], event.entities)


def _gold(message: Message, gold: Template) -> Filled:
    """The template as in GTT's data: strings that are not in the text are left out."""
    text = " ".join(message.article.text.lower().split())

    def kept(entities: Sequence[Sequence[str]]) -> list[list[str]]:
        found = [[one for one in entity if one.lower() in text] for entity in entities]
        return [entity for entity in found if entity]

    return Filled(
        gold.text_type,
        {
            "PerpInd": kept(gold.individuals),
            "PerpOrg": kept(gold.organizations),
            "Target": kept(gold.physical),
            "Victim": kept(gold.names),
            "Weapon": kept(gold.weapons),
        },
    )


# Figures -------------------------------------------------------------------------------------


def figures(results: Sequence[Result]) -> dict[str, float]:
    """All figures of a set: shares from 0 to 1 and whole counts. Figures for which the key gives
    nothing to compare with are left out."""
    wanted = [one for one in results if one.message.relevant is not None]
    hit = sum(bool(one.events) and bool(one.message.relevant) for one in wanted)
    said = sum(bool(one.events) for one in wanted)
    relevant = sum(bool(one.message.relevant) for one in wanted)
    pairs = [pair for one in results for pair in one.pairs]
    found = sum(pair.found for pair in pairs)
    # An optional template need not be found; finding it is no error.
    missed = sum(not gold.optional for one in results for gold in one.missed)
    missed += sum(not pair.gold.optional for pair in pairs if not pair.found)
    events = sum(len(one.events) for one in results)
    roles = Scores()
    for one in results:
        roles.add(one.roles)
    micro = roles.micro
    found_figures = {
        "articles": len(results),
        "gold_events": sum(len(one.message.templates) for one in results),
        "our_events": events,
        "relevance_precision": _share(hit, said),
        "relevance_recall": _share(hit, relevant),
        "relevance_f1": _share(2 * hit, said + relevant),
        "events_precision": _share(found, events),
        "events_recall": _share(found, found + missed),
        "events_f1": _f1(_share(found, events), _share(found, found + missed)),
        "aligned": len(pairs),
        "type": _right([pair.type for pair in pairs]),
        "country": _right([pair.country for pair in pairs]),
        "day": _right([pair.day for pair in pairs]),
        "exact_day": _right([pair.exact_day for pair in pairs]),
        "place": _right([pair.town for pair in pairs]),
        "deaths": _right([pair.deaths for pair in pairs]),
        "deaths_where_some": _right([pair.some_deaths for pair in pairs]),
        "attribution": _right([pair.attribution for pair in pairs]),
        "with_organization": sum(pair.attribution is not None for pair in pairs),
        "organization": _right([pair.organization for pair in pairs]),
        "roles_precision": micro.precision,
        "roles_recall": micro.recall,
        "roles_f1": micro.f1,
        **{f"role_{name}_f1": count.f1 for name, count in roles.counts.items()},
    }
    return {name: value for name, value in found_figures.items() if not isnan(value)}


def timing(
    outcomes: Mapping[str, Mapping[str, float]], words: Mapping[str, int]
) -> dict[str, float]:
    """Median seconds per article, median seconds per 300 words, and median decoded tokens."""
    asked = [(one, words[key]) for key, one in outcomes.items() if key in words]
    if not asked:
        return {}
    return {
        "median_s": median(one["seconds"] for one, _ in asked),
        "median_s_300_words": median(one["seconds"] * 300 / max(n, 1) for one, n in asked),
        "median_decoded": median(one["decoded"] for one, _ in asked),
        "median_decoded_300_words": median(one["decoded"] * 300 / max(n, 1) for one, n in asked),
    }


def _right(answers: Sequence[bool | None]) -> float:
    """The share of answers that are right, ``None`` left out; NaN if there are none."""
    asked = [one for one in answers if one is not None]
    return sum(asked) / len(asked) if asked else nan


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
