"""Counts how often a reader's values are right, for the confidence shown in its records.

    python -m evals.calibrate_reader local         # the tagger, on `dev` and held-back articles
    python -m evals.calibrate_reader record        # on the replies written by hand (evals/reading)

``local`` groups values by the tagger's probability (``evals.tagger_sureness``), but dates by which
step decided them. ``record`` groups all values by that step. The table of the reader is written to
``extractor/coding/data/``. A field is left out, and gets no confidence in records, where the
confidence does not separate right values from wrong ones (area under the curve below 0.65; for the
tagger, in either set) or where fewer than three values were wrong. How well the confidences hold on
other texts is in the report of ``extract evaluate --split test``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.reading.coded import SETS, coded, texts_of
from evals.running import BUILD, said
from evals.tagger_sureness import CURVED, Value, curves_of, on_test, values_of
from extractor.evaluate.calibration import LEAST_AUC, judged
from extractor.evaluate.report import units_of
from extractor.score.calibration import area_under_curve

FOLDER = Path(__file__).parent.parent / "extractor" / "coding" / "data"
TABLES = {"local": "confidence-local.json", "record": "confidence-by-check.json"}
NOT_ON_TEST = ("perpetrators", "sub_event_type", "killed", "date")
"""Fields of the reader ``local`` left out: their probability separates right from wrong values on
the counted texts, but not on `test` (docs/figures.md)."""
DRAWN = 5.0
"""Weight, in values, of the whole field's share towards which each class's share is drawn."""
LEAST_WRONG = 3
"""Wrong values a field needs: with fewer, nobody can say whether its confidence separates them."""
KEPT = BUILD / "tagger-values.json"
Counts = dict[str, list[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reader", choices=TABLES)
    parser.add_argument(
        "--tell", action="store_true", help="local: say how it is on `test`; write nothing"
    )
    parser.add_argument(
        "--again", action="store_true", help=f"local: of the values kept in {KEPT}; read nothing"
    )
    options = parser.parse_args(arguments)
    if options.tell:
        shipped = json.loads((FOLDER / TABLES["local"]).read_text(encoding="utf-8"))["curves"]
        curves_of({"test": on_test()}, NOT_ON_TEST, shipped)
        return 0
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    curves = None
    if options.reader == "local":
        values = _again() if options.again else values_of()
        BUILD.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(values) + "\n", encoding="utf-8")
        curves = curves_of(values, NOT_ON_TEST)
        decided = [
            (one.field, one.check, one.right)
            for those in values.values()
            for one in those
            if one.field not in CURVED
        ]
    else:
        decided = list(_of_replies())
    for name, check, right in decided:
        if check is not None:
            counts[name][check][0] += right
            counts[name][check][1] += 1
    target = FOLDER / TABLES[options.reader]
    left_out = NOT_ON_TEST if options.reader == "local" else ()
    target.write_text(table(counts, curves, left_out) + "\n", encoding="utf-8")
    return 0


def _again() -> dict[str, list[Value]]:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: [Value(*one) for one in those] for name, those in kept.items()}


def _of_replies() -> Iterator[tuple[str, str | None, bool]]:
    for name in SETS:
        texts, replies = texts_of(name)
        for field, _, right, record in judged(units_of(texts, coded(texts, replies)[0])):
            check = getattr(record.checked, field, None) if record.checked else None
            yield field, check.value if check else None, right


def table(
    counts: dict[str, Counts],
    curves: dict[str, Any] | None = None,
    left_out: Sequence[str] = (),
) -> str:
    """The text of the table's file: for each field that separates, the share of right values by
    who decided them, but for those ``left_out``; all counts; and the curves of the fields that have
    one."""
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
        separates = area is not None and area >= LEAST_AUC and wrong >= LEAST_WRONG
        shown = separates and name not in left_out
        said_of = "none wrong or none right" if area is None else f"AUC {area:.2f}"
        print(f"{name}: {dict(classes)}; {said_of}; {'shown' if shown else 'not shown'}")
        if shown:
            fields[name] = drawn
    whole = {"fields": fields, "counts": counts} | ({} if curves is None else {"curves": curves})
    return json.dumps(whole, indent=1, sort_keys=True)


def shares(classes: Counts) -> dict[str, float]:
    """The share of right values of each class, drawn towards the field's share where it has few."""
    whole = sum(right for right, _ in classes.values()) / sum(n for _, n in classes.values())
    return {
        check: round((right + DRAWN * whole) / (number + DRAWN), 2)
        for check, (right, number) in sorted(classes.items())
    }


if __name__ == "__main__":
    sys.exit(said(main))
