"""Counts how often values of each `checked` are right, and writes the table of confidence.

    EXTRACT_EVAL_DATA=… python -m evals.reading.confidence

Reads the three sets of replies written by hand (ours, and those to parts of ``news/`` and
``news-xx/``), codes them, and judges the records against gold with the collection's own scorer,
``news/score.py``. A field is left out where its classes do not tell right from wrong (area under
the curve is below 0.65) or fewer than three values were wrong.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.calibrate_reader import Counts, shares
from evals.reading.replying import WrittenReplies, articles_of, replies_of
from evals.running import collection, said
from extractor.evaluate.calibration import LEAST_AUC
from extractor.pipeline import Extractor
from extractor.records.checked import SURENESS

HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "extractor" / "coding" / "data" / "confidence-by-check.json"
FIELDS = {
    "sub_event_type": "type",
    "date": "day",
    "location": "place",
    "perpetrators": "doer",
    "killed": "deaths_some",
}
LEAST_WRONG = 3


def main() -> int:
    """See the module."""
    news, foreign = collection("news"), collection("news-xx")
    if news is None or foreign is None:
        return 0
    scorer = _scorer(news / "score.py")
    sets = (
        (HERE / "articles.jsonl", HERE / "gold.jsonl", HERE / "replies.jsonl"),
        (news / "articles.jsonl", news / "gold.jsonl", HERE / "replies-news.jsonl"),
        (foreign / "articles.jsonl", foreign / "gold.jsonl", HERE / "replies-news-xx.jsonl"),
    )
    tally: dict[str, Counts] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for articles, gold, replies in sets:
        for field, check, right in _judged(articles, gold, replies, scorer):
            tally[field][check][0] += right
            tally[field][check][1] += 1
    table: dict[str, dict[str, float]] = {}
    for field, counts in tally.items():
        auc, wrong = _auc(counts), sum(n - right for right, n in counts.values())
        shown = auc >= LEAST_AUC and wrong >= LEAST_WRONG
        print(f"{field}: {dict(counts)}; AUC {auc:.2f}; {'shown' if shown else 'not shown'}")
        if shown:
            table[field] = shares(counts)
    counted = {field: {k: tuple(v) for k, v in counts.items()} for field, counts in tally.items()}
    text = json.dumps({"fields": table, "counts": counted}, indent=1, sort_keys=True)
    TARGET.write_text(text + "\n", encoding="utf-8")
    return 0


def _scorer(path: Path) -> dict[str, Any]:
    """The functions of the collection's scorer, which is a script."""
    source = path.read_text(encoding="utf-8").rsplit("\nmain()", 1)[0]
    names: dict[str, Any] = {}
    exec(compile(source, str(path), "exec"), names)
    return names


def _judged(
    articles: Path, gold: Path, replies: Path, scorer: dict[str, Any]
) -> Iterator[tuple[str, str, bool]]:
    """Field, who decided, and whether it is right, for each value of a record that gold has."""
    texts = articles_of(articles)
    answers = replies_of(replies, texts)
    model = WrittenReplies(answers)
    extractor = Extractor(model)
    coded: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        if one.get("d") and "OUT-OF-SCOPE" not in one.get("s", ""):
            coded[one["article"]].append(one)
    for article in texts:
        if (article.key, 1) not in answers:
            continue
        model.begin(article.key)
        records = [one.model_dump(mode="json") for one in extractor.extract(article)]
        pairs = sorted(
            ((scorer["worth"](g, r)[0], i, j) for i, g in enumerate(coded[article.key])
             for j, r in enumerate(records)), reverse=True,
        )  # fmt: skip
        taken: set[tuple[str, int]] = set()
        for worth, i, j in pairs:
            if worth <= 0 or {("gold", i), ("ours", j)} & taken:
                continue
            taken |= {("gold", i), ("ours", j)}
            found = scorer["fields"](coded[article.key][i], records[j])
            checked = records[j].get("checked") or {}
            for field, key in FIELDS.items():
                if found[key] is not None and checked.get(field):
                    yield field, checked[field], bool(found[key])


def _auc(counts: Counts) -> float:
    """How well who decided tells right from wrong: the chance that of a right and a wrong value
    the right one is of the surer class, half where they are of one."""
    order = [check.value for check in SURENESS]
    right = {check: counts[check][0] for check in counts}
    wrong = {check: counts[check][1] - counts[check][0] for check in counts}
    all_right, all_wrong = sum(right.values()), sum(wrong.values())
    if not all_right or not all_wrong:
        return 0.5
    better = sum(
        right[a] * wrong[b] * (1.0 if order.index(a) > order.index(b) else 0.5 * (a == b))
        for a in counts
        for b in counts
    )
    return better / (all_right * all_wrong)


if __name__ == "__main__":
    sys.exit(said(main))
