"""Compares our default extractor with LangExtract and a plain instructor script on a local model:
the same articles for all, the same server and weights for both peers.

    EXTRACT_EVAL_DATA=… python benchmarks/peers.py    # 50 articles of MUC's tst4a: takes an hour
    … python benchmarks/peers.py --limit 1            # a quick try
    … python benchmarks/peers.py --publish            # the table into docs/figures.md

Each article is read by all three, one after the other, and each result is written to
``build/evals/peers/`` at once, so that a stopped run continues where it was. Peers give values in
words; our own code derives days, places and codes from them (benchmarks/peer_systems.py), so that
only the reading differs. Run it on an idle machine. Needs ``pip install '.[local,bench]'``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.peer_systems import InstructorScript, LangExtract, Ours, PeerEvent, Spent
from evals.muc_events import OurEvent, as_muc, bare
from evals.muc_keys import Message, read_set
from evals.muc_score import figures, score_message
from evals.publish import DOCS, written
from evals.running import BUILD, collection
from extractor import Article
from extractor.analysis import Analysis
from extractor.coding.events import Provenance, code_reading
from extractor.evaluate.machine import about
from extractor.models.embedded import EmbeddedServer
from extractor.models.weights import WEIGHTS
from extractor.reading import Reading, Tokens
from extractor.records import EventRecord

FOLDER = BUILD / "peers"
SYSTEMS = {"ours": Ours, "langextract": LangExtract, "instructor": InstructorScript}
CONTEXT = 8192  # tokens: the longest article, the examples and the longest answer
FIGURES = {
    "relevance_f1": "articles told apart, F1",
    "events_f1": "events found, F1",
    "type": "type right",
    "country": "country right",
    "day": "day right",
    "place": "place right",
    "deaths": "deaths right",
    "roles_f1": "role fillers, micro F1",
}


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    options.add_argument("--systems", default=",".join(SYSTEMS), metavar="A,B")
    options.add_argument("--table", action="store_true", help="only show what was read before")
    options.add_argument("--publish", action="store_true", help="and write it into the docs")
    options.add_argument("--fresh", action="store_true", help="forget what was read before")
    chosen = options.parse_args()
    folder = collection("muc")
    if folder is None:
        return 0
    names = chosen.systems.split(",")
    messages = read_set(folder, "tst4a")[: chosen.limit]
    FOLDER.mkdir(parents=True, exist_ok=True)
    if chosen.fresh:
        for name in names:
            (FOLDER / f"{name}.jsonl").unlink(missing_ok=True)
    if not (chosen.table or chosen.publish):
        run(names, messages)
    rows = {name: row(name, messages) for name in names}
    shown = table(rows)
    print(shown)
    if chosen.publish:
        text = written(DOCS.read_text(encoding="utf-8"), "peers", shown)
        DOCS.write_text(text, encoding="utf-8")
        print(f"written to {DOCS.name}")
    return 0


def run(names: Sequence[str], messages: Sequence[Message]) -> None:
    """Read every article with every system that has not read it yet."""
    done = {name: set(read(name)) for name in names}
    weights = WEIGHTS[0]
    server = EmbeddedServer(weights.path, context_tokens=CONTEXT)
    try:
        systems = {name: SYSTEMS[name](server, weights.path.stem) for name in names}
        for number, message in enumerate(messages, 1):
            for name, system in systems.items():
                if message.article.key in done[name]:
                    continue
                value = one_article(system, message.article)
                with (FOLDER / f"{name}.jsonl").open("a", encoding="utf-8") as out:
                    out.write(json.dumps(value, ensure_ascii=False) + "\n")
                print(
                    f"{number:3}/{len(messages)} {message.article.key} {name:12}"
                    f"{value['seconds']:7.1f} s {value['completion']:5} decoded "
                    f"{len(value['records'])} events  {value['error'] or ''}",
                    file=sys.stderr,
                    flush=True,
                )
    finally:
        server.stop()


def one_article(system: Any, article: Article) -> dict[str, Any]:
    """A system's result for an article; an error is recorded as the result and stops nothing."""
    spent = Spent()
    events: list[PeerEvent] = []
    records: list[EventRecord] = []
    error = None
    began = time.monotonic()
    seconds = 0.0
    try:
        if isinstance(system, Ours):
            records, seconds = system.process(article, spent)
        else:
            events = system.read(article, spent)
            seconds = time.monotonic() - began
            records = coded(article, events)
    except Exception as failed:  # whatever a peer raises
        seconds = seconds or time.monotonic() - began
        error = f"{type(failed).__name__}: {str(failed)[:200]}"
    return {
        "article": article.key,
        "seconds": round(seconds, 2),
        "prompt": spent.prompt,
        "completion": spent.completion,
        "events": [asdict(one) for one in events],
        "records": [one.model_dump(mode="json") for one in records],
        "error": error,
    }


def coded(article: Article, events: Sequence[PeerEvent]) -> list[EventRecord]:
    """A peer's events as records, made by our own code after reading."""
    analysis = Analysis(article)
    read = tuple(one.event(analysis, f"i{n}") for n, one in enumerate(events))
    provenance = Provenance("0", "peer", "peer", "0", Tokens())
    return code_reading(analysis, Reading(read), provenance)


def read(name: str) -> dict[str, dict[str, Any]]:
    """A system's results so far, by article."""
    path = FOLDER / f"{name}.jsonl"
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            value = json.loads(line)
        except ValueError:
            continue  # a line cut off when the run was killed
        found[value["article"]] = value
    return found


def row(name: str, messages: Sequence[Message]) -> dict[str, float]:
    """The figures of a system over the articles it has read."""
    known = read(name)
    used = [one for one in messages if one.article.key in known]
    results = []
    inside = values = 0
    for message in used:
        value = known[message.article.key]
        records = [EventRecord.model_validate(one) for one in value["records"]]
        events = as_muc(records, message.told, {})
        if name != "ours":
            peers = [PeerEvent(**one) for one in value["events"]]
            events = [_with_fillers(one, records, peers) for one in events]
            words = [word for one in peers for word in one.words]
        else:
            words = [word for one in records for word in _words(one.model_dump())]
        text = _plain(message.article.text)
        inside += sum(_plain(word) in text for word in words)
        values += len(words)
        results.append(score_message(message, events))
    asked = [known[one.article.key] for one in used]
    found = figures(results) if results else {}
    return {
        "articles": len(used),
        "failed": sum(bool(one["error"]) for one in asked),
        "seconds": median(one["seconds"] for one in asked) if asked else 0.0,
        "all_seconds": sum(one["seconds"] for one in asked),
        "prompt": sum(one["prompt"] for one in asked),
        "completion": sum(one["completion"] for one in asked),
        **{key: found[key] for key in FIGURES if key in found},
        "in_text": inside / values if values else 0.0,
    }


def _with_fillers(
    event: OurEvent, records: Sequence[EventRecord], peers: Sequence[PeerEvent]
) -> OurEvent:
    """Replace an event's role fillers by the peer's own words, without what our code adds.

    If our code left out an incident, records and peers' events no longer correspond; then the event
    keeps its fillers.
    """
    if len(records) != len(peers):
        return event
    peer = peers[[one.id for one in records].index(event.record.id)]
    roles = {
        "PerpInd": peer.perpetrators,
        "PerpOrg": peer.organizations,
        "Target": peer.things,
        "Victim": peer.victims,
        "Weapon": peer.weapons,
    }
    entities = {role: tuple((bare(one),) for one in words) for role, words in roles.items()}
    return OurEvent(event.record, event.types, entities)


def _words(value: Any) -> list[str]:
    """The ``text`` of every value of a record, which should be words of the article."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) and "start" not in value else []
        return own + [word for part in value.values() for word in _words(part)]
    if isinstance(value, (list, tuple)):
        return [word for part in value for word in _words(part)]
    return []


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def table(rows: dict[str, dict[str, float]]) -> str:
    """The systems side by side, as Markdown."""
    names = [SYSTEMS[name].name for name in rows]
    machine = about()
    lines = [
        f"{machine['date']}, version {machine['version']}, {machine['machine']}, "
        f"{WEIGHTS[0].file}; {min(one['articles'] for one in rows.values()):.0f} articles of tst4a",
        "",
        "The peers ask the language model named here; extract reads with its tagger, which was "
        "trained on none of these texts.",
        "",
        "| | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
    ]
    shown = {
        "seconds": ("median seconds an article", "{:.1f}"),
        "all_seconds": ("seconds in all", "{:.0f}"),
        "prompt": ("tokens sent", "{:.0f}"),
        "completion": ("tokens decoded", "{:.0f}"),
        "failed": ("articles without a usable answer", "{:.0f}"),
        **{key: (title, "{:.3f}") for key, title in FIGURES.items()},
        "in_text": ("values that stand in the text", "{:.3f}"),
    }
    for key, (title, form) in shown.items():
        cells = [form.format(one[key]) if key in one else "–" for one in rows.values()]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
