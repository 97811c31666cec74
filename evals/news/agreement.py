"""Measures how far the two coders agree: ``python -m evals.news.agreement``.

For the texts that were coded twice, makes records of both codings in ``build/evals/`` (the first
coding as it was before the differences were settled) and runs ``extract score --agreement`` on
them. ``--without own`` leaves out the texts of the source ``own``. Other options go to
``extract score``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from evals.news import FOLDER, lines, write_lines
from evals.news.build import records_of
from evals.running import BUILD
from extractor.cli.score import score

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    articles = {one["id"]: one for one in lines(FOLDER / "articles.jsonl")}
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    sources = sorted({one["source"] for one in articles.values()})
    parser.add_argument("--without", metavar="SOURCE", action="append", default=[], choices=sources)
    given, of_score = parser.parse_known_args(arguments)
    second = [
        one
        for one in lines(FOLDER / "second_coding.jsonl")
        if articles[one["article"]]["source"] not in given.without
    ]
    twice = {one["article"] for one in second}
    first = [
        {**one, **one.get("first", {})}
        for one in lines(FOLDER / "coding.jsonl")
        if one["article"] in twice
    ]
    BUILD.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, rows in (("first", first), ("second", [one for one in second if "days" in one])):
        records = records_of(rows, articles, Counter())
        path = BUILD / f"news-{name}-coder.jsonl"
        write_lines(path, [one.model_dump(mode="json") for one in records])
        paths.append(str(path))
    print(f"{len(twice)} texts coded twice")
    found = score.main([*paths, "--agreement", *of_score], standalone_mode=False)
    return found if isinstance(found, int) else 0


if __name__ == "__main__":
    sys.exit(main())
