"""Count how often values of each class are right, for the confidence of records.

Run by ``python -m evals.calibrate``: reads ``tst1`` of MUC-4 with the embedded model (replies are
kept, as ``evals.muc`` keeps them) and ``tst2`` and ``dev`` by rule alone, compares every event that
MUC would count with the key, and writes ``extractor/coding/data/confidence.json``. ``tst4a`` is
left out: there ``evals.muc`` measures the calibration error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from evals.calibrate_reader import shares
from evals.gtt import normal
from evals.muc_events import as_muc
from evals.muc_keys import Message, read_set
from evals.muc_score import Pair, score_message
from evals.running import BUILD, Run, collection, remembering
from extractor.analysis import Analysis
from extractor.coding.confidence import FIELDS, signals
from extractor.coding.events import Provenance, coded
from extractor.errors import ModelError
from extractor.evaluate.calibration import LEAST_AUC
from extractor.models.protocol import Model
from extractor.readers.local.rules import SilentModel
from extractor.readers.questions.reader import QuestionReader
from extractor.reading import Tokens
from extractor.score.calibration import area_under_curve

TARGET = Path(__file__).parent.parent / "extractor" / "coding" / "data" / "confidence.json"
Tally = dict[str, dict[str, list[int]]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rules-only", action="store_true", help="ask no model")
    parser.add_argument("--limit", type=int, help="only the first so many articles of each set")
    options = parser.parse_args(arguments)
    folder = collection("muc")
    if folder is None:
        return 0
    tally: Tally = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    articles = 0
    mute = SilentModel("mute", "questions")
    for name in ("dev", "tst2"):
        messages = read_set(folder, name)[: options.limit]
        articles += len(messages)
        count(messages, mute, tally)
    if not options.rules_only:
        messages = read_set(folder, "tst1")[: options.limit]
        articles += len(messages)
        with remembering(Run(BUILD / "calibrate.jsonl")) as model:
            count(messages, model, tally)
    write(tally, articles)
    return 0


def count(messages: Sequence[Message], model: Model, tally: Tally) -> None:
    """Add what is right and wrong in these articles to the tally."""
    reader = QuestionReader(model)
    for number, message in enumerate(messages, 1):
        analysis = Analysis(message.article)
        try:
            reading = reader.read(analysis) if analysis.may_hold_something else None
        except ModelError as error:
            print(f"{message.article.key}: {error}", file=sys.stderr)
            continue
        if reading is None:
            continue
        made = Provenance("0", model.name, reader.name, reader.prompt_version, Tokens())
        records = coded(analysis, reading, made)
        classes = {record.id: signals(analysis, incident, record) for incident, record in records}
        kept = as_muc([record for _, record in records], message.told, {})
        result = score_message(message, kept)
        for event in result.spurious:
            _add(tally, "event", classes[event.record.id]["event"], right=False)
        for pair in result.pairs:
            for field, right in judged(pair).items():
                signal = classes[pair.ours.record.id].get(field)
                if signal is not None:
                    _add(tally, field, signal, right)
        if number % 100 == 0:
            print(f"{number} of {len(messages)}", file=sys.stderr)


def judged(pair: Pair) -> dict[str, bool]:
    """What is right about an event beside its template: each field by the figure of the same name
    in docs/evaluation.md; perpetrators and targets where one of ours is one of the key's, or
    neither names any."""
    gold, ours = pair.gold, pair.ours
    doers = [*gold.individuals, *gold.organizations]
    hit = [*gold.names, *gold.descriptions, *gold.physical]
    targets = [*(a.text or "" for a in ours.record.targets), *(v.text for v in ours.record.victims)]
    named = [*ours.entities["PerpInd"], *ours.entities["PerpOrg"]]
    return {
        "event": True,
        "sub_event_type": pair.type,
        "date": pair.day,
        "location": pair.place,
        "perpetrators": _agree([one for many in named for one in many], doers),
        "targets": _agree(targets, hit),
        "killed": pair.deaths,
    }


def _agree(ours: Sequence[str], gold: Sequence[Sequence[str]]) -> bool:
    found = [set(normal(one).split()) for one in ours if one.strip()]
    if not found or not gold:
        return not found and not gold
    words = [set(normal(one).split()) for many in gold for one in many]
    return any(a and b and (a <= b or b <= a) for a in found for b in words)


def _add(tally: Tally, field: str, signal: str, right: bool) -> None:
    counts = tally[field][signal]
    counts[0] += right
    counts[1] += 1


def write(tally: Tally, articles: int) -> None:
    """The table, sorted, with where it comes from."""
    source = f"MUC-4, {articles} articles of dev, tst1 and tst2, by python -m evals.calibrate"
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(table(tally, source), encoding="utf-8")


def table(tally: Tally, source: str) -> str:
    """The file: the counts of all fields, and the names of those whose classes tell right values
    from wrong ones (area under the curve at least 0.65), which alone are shown."""
    counts = {field: dict(sorted(tally[field].items())) for field in FIELDS if field in tally}
    shown = []
    for name, classes in counts.items():
        drawn = shares(classes)
        area = area_under_curve(
            [
                (drawn[one], good)
                for one, (right, number) in classes.items()
                for good, times in ((True, right), (False, number - right))
                for _ in range(times)
            ]
        )
        if area is not None and area >= LEAST_AUC:
            shown.append(name)
        print(f"{name}: AUC {area or 0:.2f}; {'shown' if name in shown else 'not shown'}")
    value = {"source": source, "shown": shown, "counts": counts}
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
