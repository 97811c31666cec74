"""Scores the records made from correct readings: ``python -m evals.reading``.

Codes the replies written by hand (see README.md; no model is asked), scores the records as
``extract evaluate`` does, prints one row per set and writes all figures of each set to
``build/evals/reading-SET.json``. ``--publish`` writes the table of docs/figures.md. To measure how
a model itself reads the 25 articles, run
``extract evaluate --set reading --split all --model …``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from evals.publish import DOCS, written
from evals.reading.coded import SETS, coded, texts_of
from evals.running import BUILD, said
from extractor.evaluate.report import made_report

__all__ = ["main", "table"]

ABOUT = {
    "reading": "`evals/reading`, our own texts, gold first; a bulletin of twenty events among them",
    "news": "`news` of the news set, every third text",
    "news-xx": "`news-xx` of the news set, every second text",
}
Report = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--publish", action="store_true", help="write docs/figures.md")
    parser.add_argument("--resamples", type=int, default=1000, help="draws for the intervals")
    options = parser.parse_args(arguments)
    BUILD.mkdir(parents=True, exist_ok=True)
    reports, paths = {}, []
    for name in SETS:
        texts, replies = texts_of(name)
        read, settings = coded(texts, replies)
        about = settings | {"command": "python -m evals.reading"}
        report = made_report(texts, read, about, lambda _: None, resamples=options.resamples)
        path = BUILD / f"reading-{name}.json"
        path.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8")
        reports[name] = report
        paths.append(str(path))
    if options.publish:
        text = written(DOCS.read_text(encoding="utf-8"), "replies", table(reports))
        DOCS.write_text(text, encoding="utf-8")
        print(f"written to {DOCS.name}")
        return 0
    print(table(reports))
    print(f"all figures: extract evaluate --compare {' '.join(paths)}")
    return 0


def table(reports: dict[str, Report]) -> str:
    """The table of docs/figures.md."""
    first = next(iter(reports.values()))
    lines = [
        f"`python -m evals.reading --publish`, {first['date']}, version {first['version']}, "
        f"prompt {first['prompt']}, {first['machine']}",
        "",
        "| set | texts | languages | events F1 | all right (type, days, place, deaths), of records "
        "| … of gold events | doer right | statements F1 | without an event, coded |",
        "|---" * 9 + "|",
    ]
    for name, one in reports.items():
        clean, fields = one["figures"]["clean"], one["figures"]["fields"]
        doer = fields["doer"]
        cells = (
            ABOUT[name],
            one["texts"],
            len(one["by_language"]),
            f"{one['events']['f1']:.2f}",
            f"{clean['of_records']:.2f}",
            f"{clean['of_gold']:.2f}",
            f"{doer['right']:.2f} of {doer['right_of']}",
            f"{fields['statement']['f1']:.2f}",
            f"{clean['of_these_coded']} of {clean['articles_without_event']}",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(said(main))
