"""How far the two coders agree: ``python -m evals.news.agreement``.

Makes records of both codings of the texts that were coded twice (the first as it was before the
differences were settled) in ``build/evals/`` and runs ``extract score --agreement`` on them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from evals.news import FOLDER, lines, write_lines
from evals.news.build import records_of
from evals.running import BUILD
from extractor.cli.score import score

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module; further options go to ``extract score``."""
    articles = {one["id"]: one for one in lines(FOLDER / "articles.jsonl")}
    second = lines(FOLDER / "second_coding.jsonl")
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
    given = list(sys.argv[1:] if arguments is None else arguments)
    found = score.main([*paths, "--agreement", *given], standalone_mode=False)
    return found if isinstance(found, int) else 0


if __name__ == "__main__":
    sys.exit(main())
