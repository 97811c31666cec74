"""The quality gate: figures pinned on recorded replies, that nobody lowers in silence.

    python -m evals.gate                    # replay and compare with evals/baseline.json
    python -m evals.gate --record           # ask the model again and keep its replies
    python -m evals.gate --update           # pin what is better now; refuses what is worse …
    python -m evals.gate --update --allow-regression "why"   # … unless it is said why

The articles are half of MUC's ``tst4a`` and one in 65 of ``dev``, from ``EXTRACT_EVAL_DATA``; the
model's replies to them are in ``evals/replies/muc.jsonl`` by the SHA-256 of the request. A prompt
that changes has no reply there: that is an error which says to record again, never a pass.
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
from evals.muc import evaluate, times
from evals.muc_keys import Message, read_set
from evals.muc_score import figures
from evals.replies import Replies
from evals.running import BUILD, DEFAULT_MODEL, Run, collection, read_all, said
from extractor import Article
from extractor.errors import ModelUnavailable
from extractor.evaluate.machine import about

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
REPLIES = HERE / "replies" / "muc.jsonl"
SAMPLE = {"tst4a": 2, "dev": 65}
"""One article in so many of each set: 25 and 20."""
FLOORS = (
    *("relevance_f1", "events_f1", "type", "country", "day", "place", "deaths"),
    *("attribution", "roles_f1"),
)
CEILINGS = ("median_decoded",)
CASE_FLOORS = ("weighted_f1", "attrib_f1")
Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Gate:
    """Where the gate's things are: the baseline, the recorded replies, the working folder."""

    baseline: Path = BASELINE
    replies: Path = REPLIES
    build: Path = BUILD

    def read_baseline(self) -> dict[str, Any]:
        """The pinned figures; empty where none are pinned yet."""
        if not self.baseline.exists():
            return {}
        value: dict[str, Any] = json.loads(self.baseline.read_text(encoding="utf-8"))
        return value


def sample(name: str, folder: Path) -> list[Message]:
    """The gate's articles of a set."""
    return read_set(folder, name)[:: SAMPLE[name]]


def measure(gate: Gate, folder: Path, *, replay: bool = True) -> Figures:
    """The figures of the gate's articles; raises :class:`ModelUnavailable` when a reply is
    missing in a replay."""
    found: Figures = {}
    replies = Replies(gate.replies if replay else gate.build / "replies.jsonl")
    for name in SAMPLE:
        if not (folder / "muc" / name).is_dir():
            continue
        messages = sample(name, folder / "muc")
        run = Run(
            gate.build / f"gate-{name}.jsonl",
            replies=replies,
            replay=replay,
            quiet=replay,
        )
        reads = read_all([one.article for one in messages], run)
        failed = [f"{one.article}: {one.error}" for one in reads if one.error]
        if failed:
            raise ModelUnavailable(f"{len(failed)} articles failed; the first: {failed[0]}")
        results, _ = evaluate(messages, reads)
        found[f"muc-{name}"] = figures(results) | times(messages, reads)
    if not replay:
        replies.write_used(gate.replies)
    snippets = folder / "case2021" / "dev.tsv"
    if snippets.is_file():
        gold = case2021.read_snippets(snippets)
        coded = [case2021.by_lexicon(Article(one.text, id=one.id)) for one in gold]
        found["case2021"] = case2021.figures([one.label for one in gold], coded).plain()
    return found


def below(pinned: Mapping[str, Any], found: Figures) -> dict[str, tuple[float, float]]:
    """What has fallen: the figure's name, what is pinned and what it is now."""
    fallen = {}
    for kind, worse in (("floors", -1), ("ceilings", 1)):
        for name, figures_pinned in pinned.get(kind, {}).items():
            for figure, value in figures_pinned.items():
                now = found.get(name, {}).get(figure, math.nan)
                if not (now - value) * worse <= 1e-9:  # a figure that is gone has fallen too
                    fallen[f"{name} {figure}"] = (value, now)
    return fallen


def update(gate: Gate, found: Figures, why: str | None) -> dict[str, tuple[float, float]]:
    """Pin the figures as they are. What would be lowered is given back, and nothing is written,
    unless ``why`` says so; then it stands in the baseline too."""
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
        "about": about() | {"model": DEFAULT_MODEL},
        "floors": {
            name: {
                figure: math.floor(values[figure] * 1000) / 1000
                for figure in (CASE_FLOORS if name == "case2021" else FLOORS)
                if figure in values
            }
            for name, values in found.items()
        },
        "ceilings": {
            name: {figure: values[figure] for figure in CEILINGS if figure in values}
            for name, values in found.items()
            if name != "case2021"
        },
        "regressions": regressions,
    }
    beside = gate.baseline.with_name(gate.baseline.name + ".new")
    beside.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(gate.baseline)
    return {}


def main(arguments: Sequence[str] | None = None, gate: Gate | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--record", action="store_true", help="ask the model again")
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
    if not chosen.record and not gate.replies.exists():
        print(f"no recorded replies in {gate.replies}; make eval-record", file=sys.stderr)
        return 2
    try:
        found = measure(gate, muc.parent, replay=not chosen.record)
    except ModelUnavailable as missing:
        print(missing, file=sys.stderr)
        return 2
    for name, values in found.items():
        print(name)
        for figure in (*FLOORS, *CASE_FLOORS, *CEILINGS):
            if figure in values:
                print(f"  {figure:20}{values[figure]:8.3f}")
    if chosen.update:
        fallen = update(gate, found, chosen.allow_regression)
    elif chosen.record:
        print(f"{len(Replies(gate.replies))} replies kept in {gate.replies}")
        fallen = {}
    else:
        fallen = below(gate.read_baseline(), found)
    for name, (value, now) in fallen.items():
        print(f"{name}: {now:.4f} is worse than the pinned {value}", file=sys.stderr)
    if fallen and chosen.update:
        print("nothing is pinned; say --allow-regression WHY to lower them", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(said(main))
