"""Fill the output blocks of README.md and docs/record.md from an actually extracted record.

    extract fixtures/articles/khan-sheikhoun.txt --published 2017-04-05 -o build/demo.jsonl
    python tools/readme.py build/demo.jsonl

A test compares the blocks with the recorded output of the tagger, so they cannot go out of date.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from extractor.cli import main as extract

ROOT = Path(__file__).resolve().parent.parent
README, RECORD = ROOT / "README.md", ROOT / "docs" / "record.md"
TIMES = ("extracted_at", "extractor_version")  # different at every run


def shown(line: str) -> str:
    """What ``extract show`` prints for the record, on 80 columns, without colour."""
    runner = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"})
    with tempfile.TemporaryDirectory() as folder:
        events = Path(folder) / "events.jsonl"
        events.write_text(line + "\n", encoding="utf-8")
        result = runner.invoke(extract, ["show", str(events)])
    table, _, _ = result.output.partition("╯\n")
    return "\n".join(row.rstrip() for row in (table + "╯").splitlines())


def shortened(line: str) -> str:
    """The record with one top-level key per line, and only the first item of each evidence list."""
    record = json.loads(line)
    for name in TIMES:
        record["extraction"].pop(name)
    keys = [
        f"  {json.dumps(k)}: {json.dumps(_short(v), ensure_ascii=False)}" for k, v in record.items()
    ]
    return "{\n" + ",\n".join(keys) + "\n}"


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _short(v[:1] if k == "evidence" else v) for k, v in value.items()}
    return [_short(one) for one in value] if isinstance(value, list) else value


def filled(page: str, line: str) -> str:
    """The page with its blocks filled from this record."""
    for name, language, text in (("demo", "", shown(line)), ("record", "json", shortened(line))):
        block = f"<!-- {name} -->\n```{language}\n{text}\n```\n<!-- /{name} -->"
        page = re.sub(
            rf"<!-- {name} -->.*?<!-- /{name} -->", lambda _, b=block: b, page, flags=re.DOTALL
        )
    return page


if __name__ == "__main__":
    line = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()[0]
    for page in (README, RECORD):
        page.write_text(filled(page.read_text(encoding="utf-8"), line), encoding="utf-8")
