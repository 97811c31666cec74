"""An output and its journal without a model: articles that hold events, written as a run would."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from extractor.batch.done import Done, Fate
from extractor.batch.journal import Journal
from extractor.batch.keys import text_key
from extractor.batch.processes import WrittenEvent
from extractor.batch.written import written
from extractor.cli.output import FileOutput
from extractor.reading import Tokens

SETTINGS = {"model": "openai/x", "reader": "record", "prompt": "record-1", "schema": "1.0"}
SHA = re.compile(rb'"sha256": "([0-9a-f]{64})"')
Reading = Callable[[str, int], Sequence[str]]
"""The names of an article's events, by the article's name and their number."""


def sha_of(article: str) -> str:
    return hashlib.sha256(article.encode()).hexdigest()


def line_of(article: str, event: str, **made: str) -> str:
    """A record as far as resuming looks at it."""
    made = SETTINGS | made
    source = {"article_id": article, "sha256": sha_of(article)}
    extraction = {
        "model": made["model"],
        "reader": made["reader"],
        "prompt_version": made["prompt"],
        "tokens": {"prompt": 100, "cached": 60, "completion": 5},
        "warnings": [],
    }
    notes = "— \u2028 " * (len(event) % 3)
    record = {"schema_version": made["schema"], "id": event, "notes": notes, "source": source}
    return json.dumps(record | {"extraction": extraction}, ensure_ascii=False)


def names_others(data: bytes, articles: Iterable[str]) -> bool:
    """Whether a damaged record is now one of an article that there is not: nothing tells it from
    one whose line in the journal is lost."""
    known = {sha_of(article) for article in articles}
    return any(found.decode() not in known for found in SHA.findall(data))


def changes_a_cut_article(data: bytes, articles: dict[str, int]) -> bool:
    """Whether a damaged output ends within an article of which a record before the end is changed:
    the article's sum is of all its records, so nothing tells that."""
    ids = set(expected(articles))
    lines = [line for line in data.split(b"\n") if SHA.search(line)]
    for name, count in articles.items():
        own = [line for line in lines if sha_of(name).encode() in line]
        named = [re.search(rb'"id": "([^"]*)"', line) for line in own]
        changed = any(found and found[1].decode(errors="replace") not in ids for found in named)
        if changed and len(own) < count:
            return True
    return False


def done_of(article: str, events: Sequence[str]) -> Done:
    lines = [WrittenEvent(line_of(article, event)) for event in events]
    fate = Fate.READ if events else Fate.NOTHING
    key = text_key(sha_of(article), SETTINGS)
    return Done(fate, None, lines, tokens=Tokens(100, 60, 5), key=key)  # type: ignore[arg-type]


def events_of(article: str, count: int) -> list[str]:
    """What a model that always says the same finds."""
    return [f"{article}-{number}" for number in range(count)]


def run(
    path: Path,
    articles: dict[str, int],
    *,
    resume: bool = False,
    repair: bool = False,
    reading: Reading = events_of,
    notes: list[str] | None = None,
) -> list[str]:
    """All articles that are not done yet, as ``extract run`` would write them; which were read.
    ``notes`` takes what the journal has to say."""
    journal = Journal(path)
    if notes is not None:
        journal.notes = notes
    output = FileOutput(path, existed=path.exists(), journal=journal)
    read = []
    try:
        output.ready(SETTINGS, resume=resume, repair=repair)
        for article, count in articles.items():
            if text_key(sha_of(article), SETTINGS) in journal.before:
                continue
            read.append(article)
            done = journal.unwritten(done_of(article, reading(article, count)))
            output.write([event.json_line() for event in done.events], done)
    finally:
        output.close()
    return read


def ids_in(path: Path) -> list[str]:
    """The events of an output, each line of which is whole."""
    data = path.read_bytes()
    assert data == b"" or data.endswith(b"}\n")
    return [json.loads(line)["id"] for line in data.split(b"\n")[:-1]]


def expected(articles: dict[str, int]) -> list[str]:
    return sorted(event for name, count in articles.items() for event in events_of(name, count))


def tells_nothing(before: bytes, after: bytes) -> bool:
    """Whether damage to an output leaves changed lines that are sound records of a run with these
    settings, or no record of such a run at all: without the journal's sums nothing tells that."""
    lines = after.splitlines(keepends=True)
    found = [(line, written(line)) for line in lines]
    own = [line for line, record in found if record and record.made_by(SETTINGS)]
    return not own or not set(own) <= set(before.splitlines(keepends=True))


ANY_DAMAGE = ("cut", "flip", "delete", "repeat", "swap", "zeros", "text")
BROKEN_LINES = ("flip", "repeat", "text", "block")
"""Damage that leaves something of each line it destroys."""


@st.composite
def damages(draw: st.DrawFn, kinds: Sequence[str] = ANY_DAMAGE) -> Any:
    """What may happen to a journal: a function of its bytes."""
    kind = draw(st.sampled_from(kinds))
    at = draw(st.floats(0, 1, exclude_max=True))
    bit = draw(st.integers(0, 7))
    more = draw(st.floats(0, 1, exclude_max=True))

    def damaged(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        if not lines:
            return data
        place, line = int(at * len(data)), int(at * len(lines))
        other = int(more * len(lines))
        if kind == "cut":
            return data[:place]
        if kind == "flip":
            return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]
        if kind == "zeros":
            return data[:place] + bytes(len(data) - place)
        if kind == "block":
            size = int(more * 700)
            return data[:place] + bytes(len(data[place : place + size])) + data[place + size :]
        if kind == "text":
            return data[:place] + b"[[[[{\xff\n" * bit + data[place:]
        if kind == "delete":
            del lines[line]
        elif kind == "repeat":
            lines.insert(other, lines[line])
        else:
            lines[line], lines[other] = lines[other], lines[line]
        return b"".join(lines)

    return damaged
