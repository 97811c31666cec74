"""Articles of every fate, and a server that answers them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "faults"))

from fault_kit import ARTICLE, sound
from scripted_server import Body, Step, status


def answer(body: Body) -> Step:
    """What a sound model says, but some articles are refused."""
    if "REFUSED" in body["messages"][1]["content"]:
        return status(400)
    return sound(body)


def written(count: int) -> list[dict[str, Any]]:
    """Articles: most with an event, some the same as another, empty, refused, or with nothing."""
    rows = []
    for number in range(count):
        text = f"{ARTICLE}This was report number {number}.\n"
        if number % 10 == 3:
            text = f"{ARTICLE}This was report number {number - 3}.\n"
        elif number % 25 == 4:
            text = f"The museum opens at {number} minutes past nine in the morning."
        elif number % 50 == 7:
            text = text.replace("officials said", "officials said REFUSED")
        elif number % 100 == 11:
            text = ""
        rows.append({"id": f"a{number}", "text": text, "published": "2023-03-16"})
    return rows


def plain(line: str) -> dict[str, Any]:
    """A record without what differs from run to run."""
    record = json.loads(line)
    del record["extraction"]["extracted_at"]
    return record


def events_of(folder: Path) -> list[dict[str, Any]]:
    """All records of a folder of shards, by id and article."""
    shards = (path.read_text("utf-8") for path in folder.glob("events-*.jsonl"))
    lines = [line for shard in shards for line in shard.splitlines()]
    return sorted(map(plain, lines), key=json.dumps)
