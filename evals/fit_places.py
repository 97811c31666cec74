"""Fits the weights of the signs for a place to the first 70 % of three sets' articles.

    EXTRACT_EVAL_DATA=… python -m evals.fit_places     # search, printing the shares of both parts
    … python -m evals.fit_places --tell                # only measure the shipped weights

Reads GeoWebNews, LGL and GeoVirus (``evals.places``). The search changes one weight of
``extractor/places/signs.py`` at a time. It starts with 1 for every sign that speaks for a place and
-1 for every sign against one; weights set by hand stay as they are. It tries each weight one step
larger and smaller and keeps the change if more toponyms of the first part are placed within 161 km,
all sets counting equally. The last 30 % and the other three sets are not used in the search.
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
"""Weights not fitted but set by hand: these collections have too few cases for them."""
STEPS = (3.0, 1.0, 0.4)
PASSES = 2


class Prepared(NamedTuple):
    """An article with all its place mentions, and each gold toponym with its mention."""

    text: str
    mentions: list[PlaceMention]
    golds: list[tuple[Gold, PlaceMention]]


def prepared(article: Annotated) -> Prepared:
    """Compute everything of an article that does not depend on the weights."""
    mentions = find_places(article.text)
    by_start = {one.span.start: one for one in mentions}
    golds = [(gold, mention_of(gold, by_start.get(gold.start))) for gold in article.toponyms]
    starts = {mention.span.start for _, mention in golds}
    others = [one for one in mentions if one.span.start not in starts]
    every = sorted([*(mention for _, mention in golds), *others], key=lambda one: one.span)
    return Prepared(article.text, every, golds)


def near(articles: Sequence[Prepared]) -> float:
    """The share of toponyms placed within 161 km with the current weights.

    Words for a people ("Syrian") are left out.
    """
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
    """The share of :func:`near` for each set with these weights."""
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
    """Run the search; yields the weights after each improvement."""
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
    """Replace each weight by its sign, 1 or -1, except those set by hand."""
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
