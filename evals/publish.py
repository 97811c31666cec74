"""Writes measured figures into docs/figures.md; they are never typed by hand.

``python -m evals.publish`` takes the JSON files that the evaluations wrote to
``build/evals/results/`` and writes each as a table between the markers with its name. A table
stays unchanged until its evaluation is run again.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.running import BUILD

RESULTS = BUILD / "results"
DOCS = Path(__file__).parent.parent / "docs" / "figures.md"
BLOCK = "<!-- figures {name} -->\n{body}<!-- /figures -->"
ASKED = {
    "muc-tst4a": {
        "relevance_f1": 0.78,
        "events_f1": 0.50,
        "type": 0.85,
        "country": 0.95,
        "day": 0.65,
        "place": 0.60,
        "deaths": 0.70,
        "attribution": 0.60,
        "roles_f1": 0.35,
        "median_s_300_words": 15.0,
        "median_decoded_300_words": 120.0,
    },
    "case2021": {"weighted_f1": 0.80, "attrib_f1": 0.70},
}
"""The project's targets: maxima for seconds and tokens, minima for all others."""
NOTES = {
    "muc-tst4a": "The tagger was trained on none of these texts.",
    "muc-dev": "The tagger was trained on none of these texts.",
    "case2021-even": "The tagger was trained on none of these snippets; what is asked of it was "
    "chosen on these.",
    "case2021-odd": "The tagger was trained on none of these snippets, and nothing was chosen on "
    "them.",
}
"""The text above the table of an evaluation."""


def table(value: dict[str, Any]) -> str:
    """One evaluation as Markdown."""
    asked = ASKED.get(re.sub("-(even|odd)$", "", value["eval"]), {})
    model = value.get("model")
    lines = [
        f"{value['eval']}, {value['date']}, version {value['version']}, "
        + (f"{model}, " if model else "")
        + value["machine"],
        "",
        *((NOTES[value["eval"]], "") if value["eval"] in NOTES else ()),
        "| figure | measured | set out for |" if asked else "| figure | measured |",
        "|---|---|---|" if asked else "|---|---|",
    ]
    for name, figure in value["figures"].items():
        shown = str(figure) if isinstance(figure, int) else f"{figure:.3f}"
        goal = f" {asked.get(name, '')} |" if asked else ""
        lines.append(f"| {name} | {shown} |{goal}")
    for rule, count in sorted(value.get("dropped", {}).items()):
        lines.append(f"| events dropped: {rule} | {count} |{' |' if asked else ''}")
    return "\n".join(lines) + "\n"


def written(text: str, name: str, body: str) -> str:
    """The text with the block of this name replaced; raises ``ValueError`` if there is none."""
    block = re.compile(rf"<!-- figures {re.escape(name)} -->\n.*?<!-- /figures -->", re.DOTALL)
    if not block.search(text):
        raise ValueError(f"no block <!-- figures {name} --> in the page")
    return block.sub(lambda _: BLOCK.format(name=name, body=body), text)


def publish(results: Path, docs: Path) -> list[str]:
    """Write every result into the page; returns the names of those written."""
    text = docs.read_text(encoding="utf-8")
    names = []
    for path in sorted(results.glob("*.json")):
        value = json.loads(path.read_text(encoding="utf-8"))
        text = written(text, value["eval"], table(value))
        names.append(value["eval"])
    if names:
        beside = docs.with_name(docs.name + ".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(docs)
    return names


def main(arguments: Sequence[str] | None = None) -> int:
    """Publish, and print the names of the tables written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.parse_args(arguments)
    names = publish(RESULTS, DOCS)
    print(f"written to {DOCS.name}: {', '.join(names) or 'nothing; run `make eval`'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
