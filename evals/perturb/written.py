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
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.perturb.__main__ import Tally
from evals.perturb.labels import OtherLabels, renamed, shuffled
from evals.perturb.texts import Changed
from evals.reading.replying import WrittenReplies, articles_of, replies_of
from extractor import Article, Extractor
from extractor.records import EventRecord

HERE = Path(__file__).parent
READING = HERE.parent / "reading"
WAYS = ("again", "renamed", "shuffled")
CAPTURED = (*(f"k{number:02}" for number in range(1, 13)), "x01", "x02", "x05", "x06")
"""The articles that were answered: one for each difficulty (k…), and one each in Spanish, French,
Portuguese and Russian (x…)."""


def asked_as(way: str, model: WrittenReplies) -> OtherLabels:
    """Wrap the model so that it is asked in this way."""
    names = renamed() if way == "renamed" else {}
    return OtherLabels(model, names, shuffled() if way == "shuffled" else None)


def capture(articles: Sequence[Article], folder: Path) -> None:
    """Write the request for each article in each way: system prompt, schema, article prompt."""
    for way in WAYS:
        model, below = WrittenReplies(), folder / way
        below.mkdir(parents=True, exist_ok=True)
        with Extractor(asked_as(way, model)) as extractor:
            for article in articles:
                model.begin(article.key)
                model.requests.clear()
                extractor.process(article)
                ((messages, schema),) = model.requests
                (below / "system.txt").write_text(messages[0]["content"], encoding="utf-8")
                (below / "schema.json").write_text(json.dumps(schema, indent=1), encoding="utf-8")
                (below / f"{article.key}.txt").write_text(messages[1]["content"], encoding="utf-8")


def records(articles: Sequence[Article], replies: Path, way: str) -> dict[str, list[EventRecord]]:
    """The records made from a file of replies, by article."""
    model = WrittenReplies(replies_of(replies, articles))
    found = {}
    with Extractor(asked_as(way, model)) as extractor:
        for article in articles:
            model.begin(article.key)
            outcome = extractor.process(article)
            if outcome.error:
                raise SystemExit(f"{replies.name}: {article.key}: {outcome.error}")
            found[article.key] = outcome.events
    return found


def measured(articles: Sequence[Article]) -> dict[str, Tally]:
    """Compare the records of each way with those of the first replies."""
    first = records(articles, READING / "replies.jsonl", "again")
    tallies = {}
    for way in WAYS:
        tally = tallies[way] = Tally()
        for key, after in records(articles, HERE / f"replies-{way}.jsonl", way).items():
            article = next(one for one in articles if one.key == key)
            tally.add(Changed(way, article, article), first[key], after)
    return tallies


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("capture", nargs="*", metavar="capture FOLDER")
    given = parser.parse_args(arguments).capture
    every = articles_of(READING / "articles.jsonl")
    articles = [one for one in every if one.key.split("-")[0] in CAPTURED]
    if given:
        _, folder = given
        capture(articles, Path(folder))
        return 0
    for way, tally in measured(articles).items():
        print(f"{way}: {tally.line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
