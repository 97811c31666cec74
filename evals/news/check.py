"""Checks the form of the set and counts its contents: ``python -m evals.news.check``.

Every text has a unique id, a language, a date and the split that the rule gives it. Every gold
record fits the schema and belongs to a text of the set; its evidence stands at the given offsets;
every value has words or is marked as having none; its days are not after the text's; and it is what
``evals.news.build`` makes of the coders' lines.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from evals.news import FOLDER, lines
from evals.news.build import records_of, shares
from extractor.errors import RecordError
from extractor.score.compare import evidence_of
from extractor.score.gold import GoldRecord, is_optional

KEYS = ("id", "lang", "published", "split", "source", "text")
SPLITS = ("dev", "test")


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module; returns 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.parse_args(arguments)
    articles, gold = lines(FOLDER / "articles.jsonl"), lines(FOLDER / "gold.jsonl")
    wrong = [*wrong_articles(articles), *wrong_gold(articles, gold)]
    found: Counter[str] = Counter()
    coded, texts = lines(FOLDER / "coding.jsonl"), {one["id"]: one for one in articles}
    built = records_of(coded, texts, found)
    if [one.model_dump(mode="json") for one in built] != gold:
        wrong.append("gold.jsonl is not what python -m evals.news.build makes: run it")
    wrong += wrong_words(coded, texts)
    for line in wrong:
        print(line)
    for name, number in counted(articles, gold).items():
        print(f"{name}: {number}")
    print(f"words: {', '.join(shares(found))}")
    return 1 if wrong else 0


def wrong_articles(articles: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield one line for each fault of the texts."""
    ids = Counter(one.get("id") for one in articles)
    yield from (f"{name}: there {times} times" for name, times in ids.items() if times > 1)
    split = split_of(articles)
    for one in articles:
        missing = [key for key in KEYS if not one.get(key)]
        if missing:
            yield f"{one.get('id')}: no {', '.join(missing)}"
        elif one["split"] != split[one["id"]]:
            yield f"{one['id']}: split is {one['split']}, by the rule {split[one['id']]}"


def split_of(articles: Iterable[dict[str, Any]]) -> dict[str, str]:
    """The split of each text: of each source's ids in order, every second from the first is
    ``dev``."""
    by_source: dict[str, list[str]] = {}
    for one in articles:
        by_source.setdefault(one["source"], []).append(one["id"])
    return {
        name: SPLITS[number % 2]
        for names in by_source.values()
        for number, name in enumerate(sorted(names))
    }


def wrong_gold(articles: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield one line for each fault of the gold records."""
    texts = {one["id"]: one for one in articles}
    for row in gold:
        try:
            record = GoldRecord.model_validate(row)
        except (RecordError, ValueError) as error:
            yield f"{row.get('id')}: {str(error).splitlines()[0]}"
            continue
        article = texts.get(record.source.article_id)
        if article is None:
            yield f"{record.id}: no text {record.source.article_id}"
            continue
        text = article["text"]
        for start, words in evidence_of(record.model_dump(exclude={"source", "extraction"})):
            if text[start : start + len(words)] != words:
                yield f"{record.id}: {words!r} does not stand at {start}"
        told = date.fromisoformat(article["published"])
        if record.date and record.date.start and record.date.start > told:
            yield f"{record.id}: the event is later than its text"


def wrong_words(coded: Sequence[dict[str, Any]], texts: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield coded lines with a value that has no words and is not marked as having none."""
    for number, row in enumerate(coded, 1):
        found: Counter[str] = Counter()
        records_of([row], texts, found)
        for kind in [one for one in found if one[0] not in "+-"]:
            if found["+" + kind] + found["-" + kind] < found[kind]:
                yield f"coding.jsonl:{number}: {row['article']}: {kind} without words"


def counted(articles: Sequence[dict[str, Any]], gold: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The counts of texts and records for the datasheet."""
    records = [GoldRecord.model_validate(one) for one in gold]
    with_event = {one.source.article_id for one in records}
    statements = Counter(
        {
            "allegations": sum(len(one.allegations) for one in records),
            "denials": sum(len(one.denials) for one in records),
            "claims of responsibility": sum(len(one.claims_of_responsibility) for one in records),
            "requested inquiries": sum(len(one.requested_investigations) for one in records),
        }
    )
    values = [one.casualties.killed for one in records]
    return {
        "texts": len(articles),
        "of them dev": sum(one["split"] == "dev" for one in articles),
        "by source": dict(Counter(one["source"] for one in articles)),
        "by language": dict(Counter(one["lang"] for one in articles).most_common()),
        "texts without an event": sum(one["id"] not in with_event for one in articles),
        "events": len(records),
        "of them required": sum(not is_optional(one) for one in records),
        "statements": f"{statements.total()}, {dict(statements)}",
        "tolls of killed": sum(value is not None for value in values),
        "places with a gazetteer entry": sum(
            bool(one.location and one.location.gazetteer_id) for one in records
        ),
    }


if __name__ == "__main__":
    sys.exit(main())
