"""Writes reports of ``extract evaluate`` into README.md and docs/figures.md.

    python -m evals.news.publish build/evals/news-test.json [more reports]

Figures are never typed by hand. README gets one row per run and the languages of the first run;
docs/figures.md gets every row of all runs side by side. Reports on different texts are refused,
since their figures cannot be compared in one table.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.running import said
from extractor.errors import ExtractorError
from extractor.evaluate.page import side_by_side
from extractor.evaluate.rows import name_of, names_of, not_alike, read_report

ROOT = Path(__file__).parents[2]
README, FIGURES = ROOT / "README.md", ROOT / "docs" / "figures.md"
BLOCK = re.compile(r"<!-- evaluate -->\n.*?<!-- /evaluate -->", re.DOTALL)
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "my": "Burmese",
    "pt": "Portuguese", "ru": "Russian", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian",
    "zh": "Chinese",
}  # fmt: skip
KINDS = {
    "news": "reports in English",
    "news-xx": "reports in other languages",
    "readings": "short texts, each hard in one way",
    "own": "invented, half without an event",
}
REPORTS = ("news", "news-xx")
Report = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("reports", nargs="+")
    options = parser.parse_args(arguments)
    reports = [read_report(path) for path in options.reports]
    unlike = not_alike(reports)
    if unlike:
        raise ExtractorError(unlike)
    for page, body in ((README, short(reports)), (FIGURES, whole(reports))):
        text = page.read_text(encoding="utf-8")
        page.write_text(written(text, body, page.name), encoding="utf-8")
        print(f"written to {page.name}")
    return 0


def written(text: str, body: str, page: str) -> str:
    """The text with its generated block replaced by ``body``."""
    if not BLOCK.search(text):
        raise ExtractorError(f"{page}: no block <!-- evaluate --> … <!-- /evaluate -->")
    return BLOCK.sub(lambda _: f"<!-- evaluate -->\n{body}<!-- /evaluate -->", text)


def short(reports: Sequence[Report]) -> str:
    """The table of README: the figures a user asks for first, one row per run, then languages."""
    first = reports[0]
    heads = (
        "events F1 (95 %)", "all right, of records", "… of gold events",
        "texts without an event coded", "statements F1", "s a text", "$ a 1,000 texts",
    )  # fmt: skip
    lines = [
        f"{first['texts']} news texts of {len(first['by_language'])} languages, "
        f"`{first['split']}` part ([what they are](evals/news/README.md)); "
        f"{first['date']}, {first['machine']}:",
        "",
        f"| | {' | '.join(heads)} |",
        "|---|" + "---|" * len(heads),
        *(
            f"| {name} | {' | '.join(_cells(one))} |"
            for name, one in zip(names_of(reports), reports, strict=True)
        ),
        "",
        *_of_reports(first),
        f"Events F1 of {name_of(first)} by language: {_languages(first)}.",
        f"By kind of text, events F1 and all right of records: {_kinds(first)}.",
    ]
    return "\n".join(lines) + "\n"


def _cells(report: Report) -> list[str]:
    events, clean, cost = report["events"], report["figures"]["clean"], report["cost"]
    low, high = events["f1_interval"]
    dollars = cost["usd_a_thousand_texts"]
    return [
        f"{events['f1']:.2f} ({low:.2f}–{high:.2f})",
        f"{clean['of_records']:.2f}",
        f"{clean['of_gold']:.2f}",
        f"{clean['of_these_coded']} of {clean['articles_without_event']}",
        f"{report['figures']['fields']['statement']['f1'] or 0:.2f}",
        f"{cost['median_seconds']:.1f}",
        "?" if dollars is None else f"{dollars:,.2f}",
    ]


def _of_reports(report: Report) -> list[str]:
    """What to expect on the texts written after real reports, as whole numbers out of 100."""
    parts = [one for name, one in report["by_source"].items() if name in REPORTS]
    gold, records = (sum(one[key] for one in parts) for key in ("gold_events", "records"))
    if not (gold and records):
        return []
    found = sum(one["recall"] * one["gold_events"] for one in parts) / gold
    real, clean = (
        sum(one[key] * one["records"] for one in parts) / records
        for key in ("precision", "clean_of_records")
    )
    return [
        f"On the {sum(one['texts'] for one in parts)} of them that follow real reports "
        f"{name_of(report)} finds {100 * found:.0f} of 100 events; of 100 records {100 * real:.0f} "
        f"are of a real event and {100 * clean:.0f} have type, days, place and deaths all right."
    ]


def _languages(report: Report) -> str:
    """``English 0.62 (74 events), …``, most events first; those without events are left out."""
    known = [item for item in report["by_language"].items() if item[1]["gold_events"]]
    known.sort(key=lambda item: -item[1]["gold_events"])
    return ", ".join(
        f"{LANGUAGES.get(name, name)} {one['f1']:.2f} ({one['gold_events']})" for name, one in known
    ) + " (number of events; under twenty a figure says little)"  # fmt: skip


def _kinds(report: Report) -> str:
    """``news 0.70, 0.20 (33 texts), …``."""
    return ", ".join(
        f"{KINDS.get(name, name)} {one['f1']:.2f}, {one['clean_of_records']:.2f} "
        f"({one['texts']} texts)"
        for name, one in report["by_source"].items()
    )


def whole(reports: Sequence[Report]) -> str:
    """The table of docs/figures.md: every row, runs side by side."""
    about = [
        f"- **{name}**: {one['set']}, {one['split']}, {one['texts']} texts; "
        f"`{one['command']}`; "
        f"{one['date']}, version {one['version']}, prompt {one['prompt']}, "
        + (f"weights {one['weights']}, " if "weights" in one else "")
        + one["machine"]
        for name, one in zip(names_of(reports), reports, strict=True)
    ]
    lines = [
        *about,
        "",
        f"| figure (95 % interval over texts) | {' | '.join(names_of(reports))} |",
        "|---|" + "---|" * len(reports),
    ]
    for group, title, cells in side_by_side(reports):
        if title is None:
            lines.append(f"| **{group}** |" + " |" * len(reports))
            continue
        shown = [f"{one.value}{f' ({one.interval})' if one.interval else ''}" if one else "–"
                 for one in cells]  # fmt: skip
        lines.append(f"| {title} | {' | '.join(shown)} |")
    for one in reports:
        lines += _least(one)
    return "\n".join(lines) + "\n"


def _least(report: Report) -> list[str]:
    """One row per field: how many of the values with at least a given confidence are right."""
    fields = report["calibration"]
    if not fields:
        return []
    shares = list(next(iter(fields.values()))["at_least"])
    rows = [
        "",
        f"What `--min-confidence` buys with {name_of(report)}, right of the values that stay "
        "(`event`: of records, those of a real event):",
        "",
        f"| field | all | {' | '.join(f'at least {one}' for one in shares)} |",
        "|---|---|" + "---|" * len(shares),
    ]
    for name, one in fields.items():
        cells = [(one["values"], one["right"]), *map(tuple, one["at_least"].values())]
        shown = [f"{right} of {number}: {right / number:.2f}" if number else "none"
                 for number, right in cells]  # fmt: skip
        rows.append(f"| {name} | {' | '.join(shown)} |")
    return [*rows, *_shown_as(report)]


def _shown_as(report: Report) -> list[str]:
    """One row per field: of the values shown with a confidence of, say, 0.8, how many are right."""
    fields = {name: one["shown_as"] for name, one in report["calibration"].items()}
    tenths = sorted({tenth for one in fields.values() for tenth in one}, key=float)
    rows = [
        "",
        f"Of what {name_of(report)} shows as 0.8 (0.75 to 0.84) 8 of 10 are right if it is honest:",
        "",
        f"| field | {' | '.join(f'shown as {one}' for one in tenths)} |",
        "|---|" + "---|" * len(tenths),
    ]
    for name, one in fields.items():
        cells = [f"{one[tenth][1]} of {one[tenth][0]}" if tenth in one else "–"
                 for tenth in tenths]  # fmt: skip
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return rows


if __name__ == "__main__":
    sys.exit(said(main))
