"""Scores recent news with the scorer that came with the texts: ``python -m evals.news``.

Only one table of the docs needs it; ``extract evaluate`` measures on the same texts.
Reads ``$EXTRACT_EVAL_DATA/news`` or ``news-xx`` (``articles.jsonl``, ``gold.jsonl``) and their
scorer ``news/score.py``, runs the default model or ``--model`` over the articles and prints the
scorer's output. ``--half even`` takes every second article by id, from the first (the development
half), ``odd`` the others; ``--by-language`` prints each language too.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.news import lines, write_lines
from evals.running import BUILD, collection, said
from extractor import Article, Extractor

SCORER = Path("news") / "score.py"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--set", default="news", choices=("news", "news-xx"))
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--model")
    parser.add_argument("--by-language", action="store_true")
    parser.add_argument("--show", action="store_true", help="each event")
    options = parser.parse_args(arguments)
    folder = collection(options.set)
    if folder is None:
        return 0
    articles = chosen(lines(folder / "articles.jsonl"), options.half)
    gold = lines(folder / "gold.jsonl")
    began = time.monotonic()
    records = read(articles, options.model)
    seconds = (time.monotonic() - began) / max(1, len(articles))
    print(f"{options.set}: {len(articles)} articles, {seconds:.2f} s each")
    scorer = folder.parent / SCORER
    print(score(scorer, articles, gold, records, show=options.show))
    if options.by_language:
        for language in sorted({one.get("lang", "en") for one in articles}):
            mine = [one for one in articles if one.get("lang", "en") == language]
            print(f"{language}\n{score(scorer, mine, gold, records)}")
    return 0


def chosen(articles: list[dict[str, Any]], half: str | None) -> list[dict[str, Any]]:
    """The articles of one half in the order of their ids; all articles if ``half`` is ``None``."""
    order = sorted(one["id"] for one in articles)
    kept = set(order if half is None else order[half == "odd" :: 2])
    return [one for one in articles if one["id"] in kept]


def read(articles: Sequence[dict[str, Any]], model: str | None) -> list[dict[str, Any]]:
    """Read all articles; returns their records as JSON objects."""
    records: list[dict[str, Any]] = []
    with Extractor(model, assume_yes=True) as extractor:
        for one in articles:
            article = Article(one["text"], id=one["id"], published=one["published"])
            outcome = extractor.process(article)
            if outcome.error:
                print(f"{one['id']}: {outcome.error}", file=sys.stderr)
            records += [event.model_dump(mode="json") for event in outcome.events]
    return records


def score(
    scorer: Path,
    articles: Sequence[dict[str, Any]],
    gold: Sequence[dict[str, Any]],
    records: Sequence[dict[str, Any]],
    *,
    show: bool = False,
) -> str:
    """The scorer's output for these articles."""
    ids = {one["id"] for one in articles}
    BUILD.mkdir(parents=True, exist_ok=True)
    paths = BUILD / "news-gold.jsonl", BUILD / "news-records.jsonl"
    write_lines(paths[0], [one for one in gold if one["article"] in ids])
    write_lines(paths[1], [one for one in records if one["source"]["article_id"] in ids])
    command = [sys.executable, str(scorer), *map(str, paths), *(["--show"] if show else [])]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(said(main))
