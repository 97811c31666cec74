"""Merging measured on MUC-4: templates of different texts that describe the same incident.

    EXTRACT_EVAL_DATA=… python evals/merge.py            # figures of every set
    EXTRACT_EVAL_DATA=… python evals/merge.py --show 30  # pairs that differ from the truth
    EXTRACT_EVAL_DATA=… python evals/merge.py --check    # against evals/merge-baseline.json
    EXTRACT_EVAL_DATA=… python evals/merge.py --update   # raise the baseline; --lower to lower it

The truth comes from evals/merge_truth.py. Records are built from the templates, not read by a
model, so that only merging is measured.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from evals.merge_truth import Pair, Truth, record_of, truth_of
from evals.muc_keys import Template, read_set
from evals.running import collection
from extractor.merge import merge_records

BASELINE = Path(__file__).with_name("merge-baseline.json")
SETS = {
    "dev": ("dev",),
    "test": ("tst1", "tst2", "tst4a"),
    "all": ("dev", "tst1", "tst2", "tst4a"),
    "rest": ("dev", "tst1", "tst2", "tst4a"),  # without the day that has most pairs
}
ROUNDED = 3


def templates_of(folder: Path, sets: tuple[str, ...]) -> list[Template]:
    """Read every template of these sets."""
    return [one for name in sets for message in read_set(folder, name) for one in message.templates]


def without_largest_day(templates: list[Template]) -> list[Template]:
    """Leave out the templates of the day with the most pairs of one incident.

    One killing that 27 texts report makes hundreds of pairs and would hide all other results.
    """
    truth = truth_of(templates)
    days = {one.key: min(one.days) for one in truth.incidents}
    (largest, _), *_ = Counter(days[one] for one, _ in sorted(truth.same)).most_common(1)
    return [one for one in templates if all(first != largest for first, _ in one.days)]


def predicted(truth: Truth) -> frozenset[Pair]:
    """The pairs of incidents that merging puts into one event."""
    records = [record_of(one.template) for one in truth.incidents]
    groups = (sorted(report.id for report in merged.reports) for merged in merge_records(records))
    return frozenset(pair for group in groups for pair in combinations(group, 2))


def figures(truth: Truth, found: frozenset[Pair]) -> dict[str, float]:
    """Pairwise precision and recall; pairs the truth leaves undecided count neither way."""
    counted = found - truth.undecided
    right = len(counted & truth.same)
    return {
        "incidents": len(truth.incidents),
        "same": len(truth.same),
        "joined": len(counted),
        "precision": round(right / max(1, len(counted)), ROUNDED),
        "recall": round(right / max(1, len(truth.same)), ROUNDED),
    }


def show(truth: Truth, found: frozenset[Pair], most: int) -> None:
    """Print up to ``most`` pairs that differ from the truth, the same ones every time."""
    by_key = {one.key: one.template for one in truth.incidents}
    wrong = [("joined, not the same", pair) for pair in found - truth.undecided - truth.same]
    wrong += [("the same, kept apart", pair) for pair in truth.same - found]
    for what, pair in random.Random(4).sample(sorted(wrong), min(most, len(wrong))):
        print(what)
        for key in pair:
            one = by_key[key]
            place = one.places[0] if one.places else None
            levels = [name for level in place.levels for name, _ in level] if place else []
            hit = [words[0] for words in (*one.names, *one.descriptions, *one.physical)]
            day = one.days[0][0]
            print(f"  {key} {one.text_type} {day} {place.country if place else ''} {levels} {hit}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--show", type=int, default=0, metavar="N")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower", action="store_true", help="let --update lower a figure")
    options = parser.parse_args()
    folder = collection("muc")
    if folder is None:
        return 0
    made = {}
    print(f"{'set':6}{'incidents':>10}{'same':>7}{'joined':>8}{'precision':>11}{'recall':>8}")
    for name, sets in SETS.items():
        templates = templates_of(folder, sets)
        if name == "rest":
            templates = without_largest_day(templates)
        truth = truth_of(templates)
        found = predicted(truth)
        made[name] = one = figures(truth, found)
        print(
            f"{name:6}{one['incidents']:10}{one['same']:7}{one['joined']:8}"
            f"{one['precision']:11.3f}{one['recall']:8.3f}"
        )
        if options.show and name == "all":
            show(truth, found, options.show)
    pinned = json.loads(BASELINE.read_text()) if BASELINE.is_file() else {}
    fallen = [
        f"{name} {figure}: {made[name][figure]} is below the pinned {pinned[name][figure]}"
        for name in pinned
        for figure in ("precision", "recall")
        if made[name][figure] < pinned[name][figure]
    ]
    if options.check or (options.update and not options.lower):
        print("\n".join(fallen), end="\n" if fallen else "")
        if fallen:
            return 1
    if options.update:
        BASELINE.write_text(json.dumps(made, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
