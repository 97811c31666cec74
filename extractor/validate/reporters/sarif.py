"""SARIF 2.1.0 (OASIS), which code-scanning services read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractor.validate.codes import CODES
from extractor.validate.finding import Finding, Report
from extractor.validate.reporters.reporter import Item, Reporter, Write

__all__ = ["SarifReporter"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


class SarifReporter(Reporter):
    """One run; every code is a rule, every finding a result, written as it comes."""

    def __init__(self, write: Write) -> None:
        super().__init__(write)
        self._places = {code: place for place, code in enumerate(CODES)}
        self._any = False
        driver = {"name": "extract validate", "version": _version(), "rules": _rules()}
        head = {"$schema": SCHEMA, "version": "2.1.0"}
        tool = json.dumps({"driver": driver}, ensure_ascii=False)
        self._write(f'{json.dumps(head)[:-1]}, "runs": [{{"tool": {tool}, "results": [', "")

    def add(self, item: Item) -> None:
        result = json.dumps(self._result(item), ensure_ascii=False)
        self._write(f",{result}" if self._any else result, "")
        self._any = True

    def end(self, reports: Sequence[Report]) -> None:
        unreadable = [report for report in reports if report.unreadable]
        notes = [
            {"level": "error", "message": {"text": f"{each.file}: {each.unreadable}"}}
            for each in unreadable
        ]
        invocation: dict[str, Any] = {"executionSuccessful": not unreadable}
        if notes:
            invocation["toolExecutionNotifications"] = notes
        self._write(f'], "invocations": [{json.dumps(invocation, ensure_ascii=False)}]}}]}}', "")

    def _result(self, item: Item) -> dict[str, Any]:
        level = item.severity if isinstance(item, Finding) else "note"
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(item.file)}}
        if item.line is not None:
            place["region"] = {"startLine": item.line}
        properties = {
            key: value
            for key, value in item.as_dict().items()
            if key in ("column", "value", "row_id", "sheet", "cell", "fixed") and value is not None
        }
        return {
            "ruleId": item.code,
            "ruleIndex": self._places[item.code],
            "level": level,
            "message": {"text": item.message},
            "locations": [{"physicalLocation": place}],
            "properties": properties,
        }


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": code.code,
            "name": "".join(word.capitalize() for word in code.title.split() if word.isalpha()),
            "shortDescription": {"text": code.title},
            "fullDescription": {"text": f"{code.means} {code.why}"},
            "defaultConfiguration": {"level": "error" if code.is_error else "warning"},
            "properties": {"source": code.source},
        }
        for code in CODES.values()
    ]


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(file.replace("\\", "/"), errors="replace")


def _version() -> str:
    try:
        return version("extract-events")
    except PackageNotFoundError:
        return "0"
