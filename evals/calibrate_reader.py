"""Counts how often a reader's values are right by who decided them, for its records' confidence.

    extract evaluate --split dev -o build/evals/news-dev.json --force
    python -m evals.calibrate_reader local build/evals/news-dev.read.jsonl
    python -m evals.calibrate_reader record        # on the replies written by hand (evals/reading)

Takes what a run of ``extract evaluate`` read in the ``dev`` part of the news set, or the records
made of the replies, and writes the table of ``extractor/coding/data/``. A field is left out, so
that its records show none, where who decided does not tell right from wrong (area under the curve
below 0.65) or fewer than three values were wrong. How honest the confidences are on other texts:
the report of ``--split test``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from evals.reading.coded import SETS, coded, texts_of
from evals.running import said
from extractor.coding.confidence import DRAWN
from extractor.errors import ExtractorError
from extractor.evaluate.calibration import LEAST_AUC, judged
from extractor.evaluate.reading import ReadText
from extractor.evaluate.report import units_of
from extractor.evaluate.sets import load_set
from extractor.score.alignment import Unit
from extractor.score.calibration import area_under_curve

FOLDER = Path(__file__).parent.parent / "extractor" / "coding" / "data"
TABLES = {"local": "confidence-local.json", "record": "confidence-by-check.json"}
LEAST_WRONG = 3
"""With fewer wrong values nobody can say whether they are told from right ones."""
Counts = dict[str, list[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reader", choices=TABLES)
    parser.add_argument(
        "read", type=Path, nargs="?", help="local: what a run on the dev part read (.read.jsonl)"
    )
    options = parser.parse_args(arguments)
    if (options.read is None) == (options.reader == "local"):
        parser.error("local needs the file of a run on the dev part, record none")
    units = _of_replies() if options.reader == "record" else _of_run(options.read)
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for name, _, right, record in judged(list(units)):
        check = getattr(record.checked, name, None) if record.checked else None
        if check is not None:
            counts[name][check.value][0] += right
            counts[name][check.value][1] += 1
    target = FOLDER / TABLES[options.reader]
    target.write_text(table(counts) + "\n", encoding="utf-8")
    return 0


def _of_run(path: Path) -> Iterator[Unit]:
    texts, read = load_set("news", "dev"), {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        one = ReadText.from_plain(json.loads(line))
        read[one.article] = one
    missing = [one.key for one in texts.articles if one.key not in read]
    if missing:
        raise ExtractorError(f"{path}: {len(missing)} texts of dev are not in it")
    yield from units_of(texts, read)


def _of_replies() -> Iterator[Unit]:
    for name in SETS:
        texts, replies = texts_of(name)
        yield from units_of(texts, coded(texts, replies)[0])


def table(counts: dict[str, Counts]) -> str:
    """The file: of each field that separates the share right by who decided, and all counts."""
    fields = {}
    for name, classes in sorted(counts.items()):
        drawn = shares(classes)
        area = area_under_curve(
            [
                (drawn[check], good)
                for check, (right, number) in classes.items()
                for good, times in ((True, right), (False, number - right))
                for _ in range(times)
            ]
        )
        wrong = sum(number - right for right, number in classes.values())
        shown = area is not None and area >= LEAST_AUC and wrong >= LEAST_WRONG
        said_of = "none wrong or none right" if area is None else f"AUC {area:.2f}"
        print(f"{name}: {dict(classes)}; {said_of}; {'shown' if shown else 'not shown'}")
        if shown:
            fields[name] = drawn
    return json.dumps({"fields": fields, "counts": counts}, indent=1, sort_keys=True)


def shares(classes: Counts) -> dict[str, float]:
    """The share right of each class, drawn towards that of the field where few were seen."""
    whole = sum(right for right, _ in classes.values()) / sum(n for _, n in classes.values())
    return {
        check: round((right + DRAWN * whole) / (number + DRAWN), 2)
        for check, (right, number) in sorted(classes.items())
    }


if __name__ == "__main__":
    sys.exit(said(main))
