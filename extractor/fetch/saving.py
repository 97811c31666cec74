"""Saves pages to a file, each safe on disk before the next is requested.

Beside ``acled.csv`` is ``acled.csv.fetch.json``: the query, the time and the progress. An
interrupted fetch continues from it, and afterwards it states the day of access, which must be
cited.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from extractor.errors import FetchError
from extractor.fetch.query import Query

__all__ = ["Fetched", "fetch", "state_file"]

FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


@dataclass
class Fetched:
    """The progress of a fetch: rows and bytes written, rows that came twice, rows without a column
    of the first (``lacking``, in a CSV), the columns of a CSV, where to continue (``after``), and
    whether it is complete.
    """

    rows: int = 0
    twice: int = 0
    lacking: int = 0
    size: int = 0
    total: int | None = None
    columns: list[str] = field(default_factory=list)
    after: dict[str, str] | None = None
    complete: bool = False


def state_file(target: Path) -> Path:
    """The path of the state of a fetch into this file."""
    return target.with_name(f"{target.name}.fetch.json")


def fetch(
    query: Query,
    target: Path,
    *,
    resume: bool = False,
    tell: Callable[[Fetched], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
) -> Fetched:
    """Write all rows of a query to a CSV or JSON Lines file, by its ending.

    A row whose key came before is left out and counted: rows move between pages while they are
    fetched. ``tell`` is called for each page. Raises :class:`FetchError`; the rows so far stay, and
    ``resume`` continues from them.
    """
    form = FORMATS.get(target.suffix.lower())
    if form is None:
        raise FetchError(f"{target}: write a .csv or .jsonl file", refused=True)
    begun, done = _begun(query, target, now) if resume else (now().isoformat(), Fetched())
    if done.complete:
        return done
    seen = _keys(target, done, query, form)
    try:
        with target.open("r+b" if resume and target.exists() else "wb") as file:
            file.truncate(done.size)
            file.seek(done.size)
            _save(query, target, begun, done)
            for page in query.pages(done.after):
                rows = []
                for row in page.rows:
                    name = str(row.get(query.key))
                    if query.key in row and name in seen:
                        done.twice += 1
                        continue
                    seen.add(name)
                    rows.append(row)
                data = _as_csv(rows, done, target) if form == "csv" else _as_lines(rows)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                done.rows += len(rows)
                done.size += len(data)
                done.after, done.complete = page.after, page.after is None
                done.total = page.total if page.total is not None else done.total
                _save(query, target, begun, done)
                tell(done)
    except OSError as error:
        raise FetchError(f"{target} cannot be written: {error.strerror or error}") from None
    return done


def _begun(query: Query, target: Path, now: Callable[[], datetime]) -> tuple[str, Fetched]:
    """The start of an earlier fetch of the same query, and its progress."""
    path = state_file(target)
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        asked, begun = state["asked"], str(state["begun"])
        source = state["source"]
        done = Fetched(**state["done"])
    except FileNotFoundError:
        if target.exists() and target.stat().st_size:
            raise FetchError(
                f"{target}: no fetch to go on with, {path.name} is not there", refused=True
            ) from None
        return now().isoformat(), Fetched()
    except (ValueError, KeyError, TypeError, OSError):
        raise FetchError(f"{path}: not what a fetch wrote", refused=True) from None
    if (source, asked) != (query.source, query.asked()):
        raise FetchError(
            f"{target} was fetched with another query ({_shown(source, asked)}); --force begins "
            "anew",
            refused=True,
        )
    if not target.exists() or target.stat().st_size < done.size:
        raise FetchError(f"{target} is not as the fetch left it; --force begins anew", refused=True)
    return begun, done


def _shown(source: str, asked: dict[str, str]) -> str:
    return ", ".join((source, *(f"{name} {value}" for name, value in asked.items())))


def _keys(target: Path, done: Fetched, query: Query, form: str) -> set[str]:
    """The keys of the rows already in the file."""
    if not done.size:
        return set()
    with target.open("rb") as file:
        text = file.read(done.size).decode("utf-8")
    if form == "csv":
        return {str(row.get(query.key)) for row in csv.DictReader(io.StringIO(text, newline=""))}
    return {str(json.loads(line).get(query.key)) for line in text.split("\n") if line}


def _as_csv(rows: list[dict[str, Any]], done: Fetched, target: Path) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    if rows and not done.columns:
        done.columns = list(rows[0])
        writer.writerow(done.columns)
    for row in rows:
        new = [name for name in row if name not in done.columns]
        if new:
            raise FetchError(
                f"a row has columns that the first had not ({', '.join(new[:5])}); {target.name} "
                "cannot hold them: write a .jsonl file",
                refused=True,
            )
        done.lacking += len(row) < len(done.columns)
        writer.writerow([_cell(row.get(name)) for name in done.columns])
    return out.getvalue().encode("utf-8", "replace")  # half a letter is none


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _as_lines(rows: list[dict[str, Any]]) -> bytes:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        return lines.encode("utf-8")
    except UnicodeEncodeError:  # half a letter, which JSON can name
        return "".join(json.dumps(row) + "\n" for row in rows).encode("ascii")


def _save(query: Query, target: Path, begun: str, done: Fetched) -> None:
    state = {
        "source": query.source,
        "asked": query.asked(),
        "begun": begun,
        "terms": query.terms,
        "done": vars(done),
    }
    path = state_file(target)
    beside = path.with_name(f"{path.name}.part")
    beside.write_text(json.dumps(state, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
