"""The quality gate: pinned figures of the default reader that cannot be lowered in silence.

    python -m evals.gate                    # measure and compare with evals/baseline.json
    python -m evals.gate --update           # pin better figures; refuses if one is worse …
    python -m evals.gate --update --allow-regression "why"   # … unless a reason is given

The texts are half of MUC's ``tst4a``, one in 65 of ``dev`` and the even lines of CASE 2021, from
``EXTRACT_EVAL_DATA``; the odd lines of CASE must not be used to choose anything. The tagger gives
the same figures every time; no language model is asked.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import case2021
from evals.muc import evaluate
from evals.muc_keys import Message, read_set
from evals.muc_score import figures
from evals.running import BUILD, Run, collection, open_tagger, read_all, said
from extractor import Article
from extractor.errors import ModelUnavailable
from extractor.evaluate.machine import about
from extractor.models.tagger import TaggerModel

BASELINE = Path(__file__).parent / "baseline.json"
SAMPLE = {"tst4a": 2, "dev": 65}
"""Of each set every Nth article is taken: 25 and 20 articles."""
FLOORS = (
    *("relevance_f1", "events_f1", "type", "country", "day", "place", "deaths"),
    *("attribution", "roles_f1"),
)
CASE_FLOORS = ("weighted_f1", "attrib_f1", "no_event_right")
Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Gate:
    """The paths of the baseline and the working folder, and the model to measure (the default
    model if none is given)."""

    baseline: Path = BASELINE
    build: Path = BUILD
    model: TaggerModel | None = None

    def read_baseline(self) -> dict[str, Any]:
        """Read the pinned figures; empty if none are pinned yet."""
        if not self.baseline.exists():
            return {}
        value: dict[str, Any] = json.loads(self.baseline.read_text(encoding="utf-8"))
        return value


def sample(name: str, folder: Path) -> list[Message]:
    """The gate's articles of a set."""
    return read_set(folder, name)[:: SAMPLE[name]]


def measure(gate: Gate, folder: Path) -> Figures:
    """Measure the figures on the gate's texts. Raises :class:`ModelUnavailable` if the tagger
    cannot be loaded or an article could not be read."""
    found: Figures = {}
    with gate.model or open_tagger() as model:
        for name in SAMPLE:
            if not (folder / "muc" / name).is_dir():
                continue
            messages = sample(name, folder / "muc")
            run = Run(gate.build / f"gate-{name}.jsonl", model, quiet=True)
            reads = read_all([one.article for one in messages], run)
            failed = [f"{one.article}: {one.error}" for one in reads if one.error]
            if failed:
                raise ModelUnavailable(f"{len(failed)} articles failed; the first: {failed[0]}")
            found[f"muc-{name}"] = figures(evaluate(messages, reads)[0])
        snippets = folder / "case2021" / "dev.tsv"
        if snippets.is_file():
            gold = case2021.read_snippets(snippets)[:: len(case2021.HALVES)]
            code = case2021.by_tagger(model.tagger)
            coded = [code(Article(one.text, id=one.id)) for one in gold]
            found["case2021"] = case2021.figures([one.label for one in gold], coded).plain()
    return found


def below(pinned: Mapping[str, Any], found: Figures) -> dict[str, tuple[float, float]]:
    """The figures that have fallen: name → (pinned value, value now)."""
    fallen = {}
    for name, floors in pinned.get("floors", {}).items():
        for figure, value in floors.items():
            now = found.get(name, {}).get(figure, math.nan)
            if not now - value >= -1e-9:  # a figure that is missing now has fallen too
                fallen[f"{name} {figure}"] = (value, now)
    return fallen


def update(gate: Gate, found: Figures, why: str | None) -> dict[str, tuple[float, float]]:
    """Write the figures to the baseline.

    If a figure would be lowered, returns those figures and writes nothing, unless ``why`` gives a
    reason; the reason is then kept in the baseline.
    """
    pinned = gate.read_baseline()
    fallen = below(pinned, found)
    if fallen and not why:
        return fallen
    regressions = pinned.get("regressions", [])
    if fallen:
        regressions.append(
            {
                "date": about()["date"],
                "why": why,
                "figures": {name: list(values) for name, values in fallen.items()},
            }
        )
    value = {
        "about": about() | {"model": "tagger"},
        "floors": {
            name: {
                figure: math.floor(values[figure] * 1000) / 1000
                for figure in (CASE_FLOORS if name == "case2021" else FLOORS)
                if figure in values
            }
            for name, values in found.items()
        },
        "regressions": regressions,
    }
    beside = gate.baseline.with_name(gate.baseline.name + ".new")
    beside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(gate.baseline)
    return {}


def main(arguments: Sequence[str] | None = None, gate: Gate | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--update", action="store_true", help="pin the figures as they are")
    options.add_argument("--allow-regression", metavar="WHY", help="with --update: lower, and why")
    chosen = options.parse_args(arguments)
    gate = gate or Gate()
    muc = collection("muc")
    if muc is None:
        return 0
    if chosen.allow_regression is not None and not chosen.allow_regression.strip():
        print("--allow-regression wants a reason", file=sys.stderr)
        return 2
    found = measure(gate, muc.parent)
    for name, values in found.items():
        print(name)
        for figure in (*FLOORS, *CASE_FLOORS):
            if figure in values:
                print(f"  {figure:20}{values[figure]:8.3f}")
    if chosen.update:
        fallen = update(gate, found, chosen.allow_regression)
    else:
        fallen = below(gate.read_baseline(), found)
    for name, (value, now) in fallen.items():
        print(f"{name}: {now:.4f} is worse than the pinned {value}", file=sys.stderr)
    if fallen and chosen.update:
        print("nothing is pinned; say --allow-regression WHY to lower them", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(said(main))
