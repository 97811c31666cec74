"""Replies written by hand to requests of the reader ``record``, with labels renamed and shuffled.

    python -m evals.perturb.written capture FOLDER   # write the requests, a folder for each way
    python -m evals.perturb.written                  # print how far the records agree

The articles are those of the reading set whose replies are in this folder. Requests are sent in
three ways. ``again`` is the request unchanged, which shows how far two readers agree anyway;
``renamed`` and ``shuffled`` give the types other names or another order. Each way was answered by
careful readers who saw neither the other ways nor the first replies (``evals/reading``).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.perturb.__main__ import Tally
from evals.perturb.labels import OtherLabels, renamed, shuffled
from evals.perturb.texts import Changed
from evals.reading.replying import Asked, articles_of, capture, replayed
from extractor import Article
from extractor.records import EventRecord

HERE = Path(__file__).parent
READING = HERE.parent / "reading"
WAYS = ("again", "renamed", "shuffled")
ANSWERED = (*(f"k{number:02}" for number in range(1, 13)), "x01", "x02", "x05", "x06")
"""The articles that were answered: one for each difficulty (k…), and one each in Spanish, French,
Portuguese and Russian (x…)."""


def asked_as(way: str) -> Asked:
    """How the model is asked in one of the ways."""
    names = renamed() if way == "renamed" else {}
    order = shuffled() if way == "shuffled" else None
    return lambda model: OtherLabels(model, names, order)


def records(articles: Sequence[Article], replies: Path, way: str) -> dict[str, list[EventRecord]]:
    """What is made of the replies of a file, by article."""
    found = {}
    for article, outcome in replayed(articles, replies, asked_as(way)):
        if outcome.error:
            raise SystemExit(f"{replies.name}: {article.key}: {outcome.error}")
        found[article.key] = outcome.events
    return found


def measured(articles: Sequence[Article]) -> dict[str, Tally]:
    """The records of each way beside those of the first replies."""
    first = records(articles, READING / "replies.jsonl", "again")
    tallies = {}
    for way in WAYS:
        tally = tallies[way] = Tally()
        after = records(articles, HERE / f"replies-{way}.jsonl", way)
        for article in articles:
            changed = Changed(way, article, article)
            tally.add(changed, first[article.key], after[article.key])
    return tallies


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--capture", type=Path, metavar="FOLDER", help="write what is sent")
    folder = parser.parse_args(arguments).capture
    every = articles_of(READING / "articles.jsonl")
    articles = [one for one in every if one.key.split("-")[0] in ANSWERED]
    if folder:
        for way in WAYS:
            capture(articles, folder / way, asked_as(way))
        return 0
    for way, tally in measured(articles).items():
        print(f"{way}: {tally.line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
