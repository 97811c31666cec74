"""Finds reports of one event: candidate pairs by block, then clusters that fit as a whole."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from extractor.merge.profile import Profile
from extractor.merge.scoring import Comparison, compare, conflict, same_text
from extractor.merge.thresholds import THRESHOLDS as T

__all__ = ["Decision", "cluster"]

CELL = 0.5  # degrees; larger than the reach of two towns anywhere but at the poles
CROWDED = 400  # reports of a day that share a word: then it is not distinctive
# A report is compared with at most so many of nearby days with the same place, word or id.
# Thousands of reports of one event are joined through each other all the same.
MOST_MET = 300
LARGE = 40  # reports of one event; of a larger group so many represent it in comparisons:
COMPARED = 20
ONE_DAY = timedelta(days=1)

NEAR, WORD = "near", "word"
Key = tuple[object, ...]
Told = Callable[["Decision"], None]


class Decision(NamedTuple):
    """Two reports, by index, and the decision; ``reason`` says why they are kept apart, if they
    are."""

    one: int
    other: int
    comparison: Comparison | None
    reason: str | None


def cluster(profiles: Sequence[Profile], hear: Told | None = None) -> list[list[int]]:
    """Groups of indexes of reports of one event, each in order; single reports are left out.

    ``profiles`` have distinct ids and articles, or one id in several articles (a text published
    twice). Rows of a dataset have distinct ids, and a group never holds two rows of one dataset.
    The order of ``profiles`` does not matter except for the indexes. ``hear`` gets every decision
    about two reports that share something distinctive, but not about two rows of one dataset.
    """
    pairs = []
    for first, second in _candidates(profiles):
        low, high = sorted((first, second))
        one, other = profiles[low], profiles[high]
        found = conflict(one, other)
        if found:
            if hear and one.victims.words & other.victims.words:
                hear(Decision(low, high, None, found))
            continue
        compared = compare(one, other)
        score = compared.score
        if same_text(one, other):
            pairs.append((-math.inf, _names(one, other), low, high, compared))
        elif compared.telling and score >= T.join:
            pairs.append((-round(score, 6), _names(one, other), low, high, compared))
        elif hear and compared.telling:
            hear(Decision(low, high, compared, f"fewer than {T.join} points"))
    pairs.sort(key=lambda pair: pair[:2])
    return _joined(profiles, pairs, hear)


def _names(one: Profile, other: Profile) -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted((one.name, other.name)))


def _joined(
    profiles: Sequence[Profile],
    pairs: Sequence[tuple[float, object, int, int, Comparison]],
    hear: Told | None,
) -> list[list[int]]:
    """Join the best pairs first. Two groups become one if no two of their reports conflict and the
    mean score of all their pairs is high enough."""
    home: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    rows: dict[int, dict[str, str]] = {}  # of a group: its row's id by dataset
    for _, _, low, high, compared in pairs:
        for index in (low, high):
            if index not in home:
                home[index] = index
                members[index] = [index]
                profile = profiles[index]
                rows[index] = {profile.dataset: profile.id} if profile.dataset else {}
        one, other = home[low], home[high]
        if one == other:
            continue
        # Looked up, since only a part of a large group's reports is compared.
        why = _rows_of_one_dataset(rows[one], rows[other])
        why = why or _apart(profiles, members[one], members[other])
        if hear:
            hear(Decision(low, high, compared, why))
        if why:
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        for index in members[other]:
            home[index] = one
        members[one] += members.pop(other)
        rows[one] |= rows.pop(other)
    return [sorted(group) for group in members.values() if len(group) > 1]


def _rows_of_one_dataset(ones: Mapping[str, str], others: Mapping[str, str]) -> str | None:
    """The reason if both groups hold a row of one dataset; else ``None``."""
    for dataset in sorted(ones.keys() & others.keys()):
        first, second = sorted((ones[dataset], others[dataset]))
        return f"{first} and {second}, joined to them, are two rows of {dataset}"
    return None


def _apart(profiles: Sequence[Profile], ones: Sequence[int], others: Sequence[int]) -> str | None:
    """Why two groups are not one event; ``None`` if they are."""
    if len(ones) == len(others) == 1:
        return None
    scores = []
    for index in _some(profiles, ones):
        for second in _some(profiles, others):
            one, other = profiles[index], profiles[second]
            found = conflict(one, other)
            if found:
                return f"{one.id} and {other.id}, joined to them: {found}"
            scores.append(T.join if same_text(one, other) else compare(one, other).score)
    mean = math.fsum(scores) / len(scores)  # exact, so the order does not matter
    if mean < T.mean:
        return f"with those joined to them {mean:.2f} points, fewer than {T.mean}"
    return None


def _some(profiles: Sequence[Profile], group: Sequence[int]) -> Sequence[int]:
    if len(group) <= LARGE:
        return group
    return sorted(group, key=lambda index: profiles[index].name)[:COMPARED]


def _candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes worth comparing, each once: on the same or the next day, and near or with a
    distinctive word in common; or with the same id. Reports without a day are paired by id only.
    Rows of one dataset are never paired, so that many rows of one place cost no time and do not
    crowd out an article's report.

    Goes through the reports by day and keeps only those that the present one can still match.
    """
    order = sorted(range(len(profiles)), key=lambda index: _by_day(profiles[index]))
    met_before: dict[Key, list[int]] = defaultdict(list)  # positions, by dataset and key
    datasets = sorted({profile.dataset for profile in profiles}, key=str)
    same_id: dict[str, list[int]] = defaultdict(list)
    for place, index in enumerate(order):
        profile = profiles[index]
        met = set(same_id[profile.id][-MOST_MET:])
        same_id[profile.id].append(place)
        if profile.first and profile.last:
            earliest = profile.first - ONE_DAY
            sought = list(_sought_keys(profile))
            for dataset in datasets:
                if dataset and dataset == profile.dataset:
                    continue
                by_kind: dict[object, set[int]] = {NEAR: set(), WORD: set()}
                for key in sought:
                    block = met_before.get((dataset, *key))
                    if block:
                        _forget(block, [profiles[order[other]].last for other in block], earliest)
                        if len(block) <= CROWDED or key[0] == NEAR:
                            by_kind[key[0]].update(block[-MOST_MET:])
                for found in by_kind.values():
                    met.update(sorted(found)[-MOST_MET:])
            for own_key in _own_keys(profile):
                key = (profile.dataset, *own_key)
                met_before[key].append(place)
        for other in sorted(met):
            yield order[other], index


def _by_day(profile: Profile) -> tuple[object, ...]:
    return (profile.first or date.max, profile.last or date.max, *profile.name)


def _forget(block: list[int], last_days: Sequence[date | None], earliest: date) -> None:
    """Drop the reports whose last day is past."""
    if any(last is None or last < earliest for last in last_days):
        kept = zip(block, last_days, strict=True)
        block[:] = [place for place, last in kept if last and last >= earliest]


def _cell(profile: Profile) -> tuple[int, int] | None:
    if profile.point is None:
        return None
    return math.floor(profile.point.latitude / CELL), math.floor(profile.point.longitude / CELL)


def _word_keys(profile: Profile) -> Iterator[Key]:
    # Five letters match most spellings of a word; false matches are sorted out by the comparison.
    for start in {word[:5] for word in profile.victims.words | profile.things.words}:
        yield WORD, start


def _own_keys(profile: Profile) -> Iterator[Key]:
    cell = _cell(profile)
    if cell:
        yield NEAR, *cell
    yield from _word_keys(profile)


def _sought_keys(profile: Profile) -> Iterator[Key]:
    cell = _cell(profile)
    if cell:
        for up in (-1, 0, 1):
            for across in (-1, 0, 1):
                yield NEAR, cell[0] + up, cell[1] + across
    yield from _word_keys(profile)
