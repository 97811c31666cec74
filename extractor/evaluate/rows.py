"""The rows of one report or of several side by side, for all output formats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.evaluate.report import VERSION, Report
from extractor.score.compare import FIELDS

__all__ = ["Row", "name_of", "names_of", "not_alike", "read_report", "rows_of"]

PARTS = (
    "set", "split", "texts", "texts_sha256", "model", "reader", "date", "machine", "figures",
    "events", "by_language", "by_source", "calibration", "cost",
)  # fmt: skip
"""The keys of a report that are needed to show it."""
ONE_BY_ONE = "right, of events found"
F1 = "F1 over all events"


@dataclass(frozen=True)
class Row:
    """A figure: its group, its title, its value and interval as display text."""

    group: str
    title: str
    value: str
    interval: str = ""


def read_report(path: str) -> Report:
    """A report written by ``extract evaluate``. Raises :class:`ExtractorError`."""
    try:
        value = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ExtractorError(f"{path} cannot be read: {error.strerror or error}") from None
    except ValueError:
        value = None
    if not isinstance(value, dict) or value.get("report") != VERSION:
        raise ExtractorError(f"{path}: not a report of `extract evaluate`")
    missing = [name for name in PARTS if name not in value]
    if missing:
        raise ExtractorError(
            f"{path}: not a whole report of `extract evaluate`: it has no {', '.join(missing)}"
        )
    return value


def name_of(report: Report) -> str:
    """The run in a few words: ``tagger``, ``openai/gpt-4.1-mini, record``."""
    usual = "local" if str(report["model"]).split(":")[0] == "tagger" else "record"
    reader = report["reader"]
    name = str(report["model"])
    return name if reader == usual else f"{name}, {reader}"


def names_of(reports: Sequence[Report]) -> list[str]:
    """The runs' names; equal names are numbered by position: ``tagger (1)``, ``tagger (2)``."""
    names = [name_of(one) for one in reports]
    return [
        f"{name} ({number})" if names.count(name) > 1 else name
        for number, name in enumerate(names, 1)
    ]


def not_alike(reports: Sequence[Report]) -> str | None:
    """Why reports are about different texts; ``None`` if they are not."""
    if len({one["texts_sha256"] for one in reports}) == 1:
        return None
    sets = dict.fromkeys(f"{one['set']}, {one['split']}, {one['texts']} texts" for one in reports)
    if len(sets) > 1:
        return f"not the same texts: {'; '.join(sets)}"
    return "not the same texts or gold: the set was changed between these runs"


def rows_of(report: Report) -> Iterator[Row]:
    """All rows of a report."""
    figures, events, cost = report["figures"], report["events"], report["cost"]
    yield Row("events", "F1", _share(events["f1"]), _between(events["f1_interval"]))
    yield Row("events", "precision", _share(events["precision"]))
    yield Row("events", "recall", _share(events["recall"]))
    clean = figures["clean"]
    shares = (("records", "of_records"), ("gold events", "of_gold"))
    for what, name in shares:
        yield Row(
            "clean: type, days, place, deaths all right",
            f"of {what}",
            _share(clean[name]),
            _between(clean[f"{name}_interval"]),
        )
    if clean["articles_without_event"]:
        yield Row(
            "texts without an event",
            "got one",
            f"{clean['of_these_coded']} of {clean['articles_without_event']}",
            _between(clean["coded_interval"]),
        )
    yield from _fields(figures["fields"])
    yield from _groups(report["by_language"], "by language: events F1; clean of records")
    if len(report["by_source"]) > 1:
        yield from _groups(report["by_source"], "by kind of text: events F1; clean of records")
    for field, one in report["calibration"].items():
        area = "–" if one["auc"] is None else f"{one['auc']:.2f}"
        yield Row(
            "confidence: mean gap to the share right; AUC",
            f"{field} ({one['values']} values)",
            f"{one['error']:.3f}; {area}",
        )
    yield from _costs(cost)


def _groups(groups: dict[str, Any], title: str) -> Iterator[Row]:
    for name, one in groups.items():
        value = f"{_share(one['f1'])}; clean {_share(one['clean_of_records'])}"
        if not one["gold_events"]:
            value = (
                f"{one['of_these_coded']} of {one['texts_without_event']} without an event coded"
            )
        interval = _between(one["f1_interval"]) if one["gold_events"] else ""
        yield Row(
            title, f"{name} ({one['texts']} texts, {one['gold_events']} events)", value, interval
        )


def _fields(fields: dict[str, Any]) -> Iterator[Row]:
    for field in FIELDS:
        one = fields.get(field.name)
        if one is None or field.name == "event" or not field.single or one["right"] is None:
            continue
        interval = _between(one["right_interval"])
        yield Row(
            ONE_BY_ONE, f"{field.title} (of {one['right_of']})", _share(one["right"]), interval
        )
    for field in FIELDS:
        one = fields.get(field.name)
        if one is None or field.single or not one["gold"] or field.name == "evidence":
            continue  # the gold of a set lacks some words that may be evidence
        title = f"{field.title} ({one['gold']} in gold)"
        yield Row(F1, title, _share(one["f1"]), _between(one["f1_interval"]))


def _costs(cost: dict[str, Any]) -> Iterator[Row]:
    group = "cost"
    tokens = f"{cost['prompt_tokens']:,.0f} + {cost['completion_tokens']:,.0f}"
    yield Row(group, "tokens a text, prompt + completion", tokens)
    yield Row(group, "seconds a text, median", f"{cost['median_seconds']:.2f}")
    dollars = cost["usd_a_thousand_texts"]
    yield Row(
        group, "dollars a thousand texts", "not known" if dollars is None else f"{dollars:,.2f}"
    )
    if cost["failed"]:
        yield Row(group, "texts that failed", str(cost["failed"]))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _between(bounds: Sequence[float] | None) -> str:
    return "" if bounds is None else f"{bounds[0]:.2f}–{bounds[1]:.2f}"
