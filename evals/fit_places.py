"""Weights of the signs for a place, fitted to the first 70 % of three sets' articles.

    EXTRACT_EVAL_DATA=… python -m evals.fit_places     # the search, and both parts on the way
    … python -m evals.fit_places --tell                # only what the shipped weights reach

Reads GeoWebNews, LGL and GeoVirus (``evals.places``). A search over one weight of
``extractor/places/signs.py`` at a time: it begins with nothing but the sign of each (for it 1,
against it -1; those set by hand stay as they are), tries each larger and smaller by a step, and
keeps what has more toponyms of the first part within 161 km, each set counting as much as the
others. Of the last 30 % and of the other three sets it sees nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unittest import mock

from evals.place_score import NEAR_KM, error, mention_of
from evals.place_sets import Annotated, Gold, read_sets
from evals.places import FITTED
from evals.running import collection, said
from extractor.gazetteer import store
from extractor.places import context as contexts
from extractor.places import signs
from extractor.places.context import PlaceContext
from extractor.places.find import PlaceMention, find_places
from extractor.places.resolve import resolve_place

TRAINING = 0.7
BY_HAND = frozenset(
    (
        *("town_word", "not_town", "inside", "not_inside", "dateline_country", "dateline_near"),
        *("contains", "region_of_namesake"),
    )
)
"""What these collections say little of."""
STEPS = (3.0, 1.0, 0.4)
PASSES = 2


class Prepared(NamedTuple):
    """An article with its mentions, and those of the gold's toponyms."""

    text: str
    mentions: list[PlaceMention]
    golds: list[tuple[Gold, PlaceMention]]


def prepared(article: Annotated) -> Prepared:
    """What does not change with the weights."""
    mentions = find_places(article.text)
    by_start = {one.span.start: one for one in mentions}
    golds = [(gold, mention_of(gold, by_start.get(gold.start))) for gold in article.toponyms]
    starts = {mention.span.start for _, mention in golds}
    others = [one for one in mentions if one.span.start not in starts]
    every = sorted([*(mention for _, mention in golds), *others], key=lambda one: one.span)
    return Prepared(article.text, every, golds)


def near(articles: Sequence[Prepared]) -> float:
    """The share of toponyms, people's words left out, within 161 km by the weights of now."""
    contexts._weighed_alone.cache_clear()
    right = number = 0
    for one in articles:
        context = PlaceContext.of(one.text, one.mentions)
        for gold, mention in one.golds:
            if gold.kind != "people's word":
                km, _ = error(gold, resolve_place(mention, context))
                number += 1
                right += km is not None and km <= NEAR_KM[-1]
    return right / max(1, number)


def shares(sets: Sequence[Sequence[Prepared]], weights: signs.Weights) -> list[float]:
    """The same of each set with these weights."""
    kinds = {
        store.COUNTRY: weights.country_kind,
        store.ADMIN1: weights.admin1_kind,
        store.ADMIN2: weights.admin2_kind,
        store.AREA: weights.area_kind,
        store.TOWN: 0.0,
    }
    with (
        mock.patch.object(signs, "WEIGHTS", weights),
        mock.patch.object(signs, "KIND_WEIGHTS", kinds),
    ):
        found = [near(articles) for articles in sets]
    contexts._weighed_alone.cache_clear()
    return found


def fitted(sets: Sequence[Sequence[Prepared]], weights: signs.Weights) -> Iterator[signs.Weights]:
    """Better and better weights."""
    best = sum(shares(sets, weights))
    for step in STEPS:
        for _ in range(PASSES):
            before = best
            for name in weights._fields:
                if name in BY_HAND:
                    continue
                for change in (step, -step):
                    other = weights._replace(**{name: round(getattr(weights, name) + change, 2)})
                    now = sum(shares(sets, other))
                    if now > best:
                        best, weights = now, other
                        break
            yield weights
            if best == before:
                break


def bare(weights: signs.Weights) -> signs.Weights:
    """Only what speaks for and what against, but for what is set by hand."""
    return weights._replace(
        **{
            name: 1.0 if value > 0 else -1.0
            for name, value in weights._asdict().items()
            if name not in BY_HAND
        }
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--tell", action="store_true", help="only what the shipped weights reach")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="fit to every N-th text")
    options = parser.parse_args(arguments)
    folder = collection("geo")
    if folder is None:
        return 0
    every = [[*map(prepared, articles)] for articles in read_sets(folder, FITTED).values()]
    first = [those[: int(len(those) * TRAINING)] for those in every]
    last = [those[int(len(those) * TRAINING) :] for those in every]

    def told(name: str, weights: signs.Weights) -> None:
        parts = [" ".join(f"{one:.3f}" for one in shares(sets, weights)) for sets in (first, last)]
        print(f"{name}: first part {parts[0]}, last {parts[1]}", flush=True)

    print(f"within 161 km, {', '.join(FITTED)}; people's words left out")
    told("shipped", signs.WEIGHTS)
    if options.tell:
        return 0
    weights = bare(signs.WEIGHTS)
    told("signs alone", weights)
    for found in fitted([those[:: options.every] for those in first], weights):
        told("so far", found)
        weights = found
    print(weights)
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
