"""Runs all evaluations and writes their figures into docs/figures.md (``make eval``)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from evals import case2021, muc, publish, wikievents
from evals.publish import RESULTS
from evals.running import said

Run = Callable[[Sequence[str]], int]


def runs(limit: int | None) -> list[tuple[str, Run, list[str]]]:
    """The name, function and options of each evaluation, in the order of the page."""
    few = [f"--limit={limit}"] if limit else []
    return [
        ("case2021-even", case2021.main, ["--half=even", *few]),
        ("case2021-odd", case2021.main, ["--half=odd", *few]),
        ("muc-tst4a", muc.main, ["--set=tst4a", *few]),
        ("muc-dev", muc.main, ["--set=dev", "--every=13", *few]),
        ("wikievents", wikievents.main, few),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument(
        "--limit", type=int, metavar="N", help="only N texts of each; no publishing"
    )
    options.add_argument("--only", metavar="A,B", help="only these")
    chosen = options.parse_args(arguments)
    RESULTS.mkdir(parents=True, exist_ok=True)
    wanted = chosen.only.split(",") if chosen.only else None
    for name, run, given in runs(chosen.limit):
        if wanted and name not in wanted:
            continue
        where = [] if chosen.limit else [f"--json={RESULTS / name}.json"]
        code = run([*given, *where])
        if code:
            return code
    if chosen.limit:
        return 0
    return publish.main([])


if __name__ == "__main__":
    sys.exit(said(main))
