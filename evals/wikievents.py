"""WikiEvents: event and argument spans in news; run by ``python -m evals.wikievents``.

Reads ``$EXTRACT_EVAL_DATA/wikievents/dev.jsonl`` (Li, Ji and Han, NAACL 2021;
github.com/raspberryice/gen-arg): 20 articles with triggers and arguments. Its ontology is wider
than ours and has neither days nor our sub-event types, so only positions in the text are compared:
whether our records rest on sentences with a trigger, and whether our perpetrators, targets, places
and weapons are among the arguments.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.report import write_json
from evals.running import BUILD, Read, Run, collection, read_all, said
from extractor import Article
from extractor.records import EventRecord
from extractor.score.assignment import best_assignment
from extractor.score.classes import Counts
from extractor.score.compare import evidence_of, same_words

SCOPE = (
    "Conflict.",
    "Life.Die",
    "Life.Injure",
    "Justice.ArrestJailDetain",
    "ArtifactExistence.DamageDestroyDisableDismantle",
)
"""Event types that ACLED codes too; threats, meetings, trials and crime are left out."""
ROLES = {
    "perpetrator": {"Attacker", "Killer", "Injurer", "Perpetrator", "Jailer", "Demonstrator"},
    "target": {"Target", "Victim", "Detainee"},
    "place": {"Place"},
    "weapon": {"ExplosiveDevice", "Instrument"},
}
"""Our role → WikiEvents' roles; a physical target is a target."""


@dataclass(frozen=True)
class Span:
    """Words of the text with their character offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Gold:
    """One article with its triggers in scope, the offsets of its sentences, and its arguments by
    our role."""

    article: Article
    triggers: tuple[Span, ...]
    sentences: tuple[int, ...]
    arguments: dict[str, tuple[Span, ...]]


def read_articles(path: Path) -> list[Gold]:
    """The articles of a file of JSON lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_gold(json.loads(line)) for line in lines if line.strip()]


def _gold(value: dict[str, Any]) -> Gold:
    # The text of the file has its sentences glued together; here each has its own line.
    text = "\n".join(sentence[1] for sentence in value["sentences"])
    tokens = _offsets(text, value["tokens"])
    entities = {one["id"]: one for one in value["entity_mentions"]}

    def span(one: dict[str, Any]) -> Span:
        start, end = tokens[one["start"]][0], tokens[one["end"] - 1][1]
        return Span(start, end, text[start:end])

    events = [one for one in value["event_mentions"] if one["event_type"].startswith(SCOPE)]
    arguments: dict[str, list[Span]] = {role: [] for role in ROLES}
    for event in events:
        for argument in event["arguments"]:
            for role, names in ROLES.items():
                if argument["role"] in names and argument["entity_id"] in entities:
                    arguments[role].append(span(entities[argument["entity_id"]]))
    starts = [0]
    for sentence in value["sentences"][:-1]:
        starts.append(starts[-1] + len(sentence[1]) + 1)
    return Gold(
        Article(text, id=value["doc_id"]),
        tuple(span(event["trigger"]) for event in events),
        tuple(starts),
        {role: tuple(dict.fromkeys(spans)) for role, spans in arguments.items()},
    )


def _offsets(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where each token starts and ends, in the order they stand."""
    found = []
    at = 0
    for token in tokens:
        start = text.index(token, at)
        at = start + len(token)
        found.append((start, at))
    return found


def event_counts(gold: Gold, events: Sequence[EventRecord]) -> Counts:
    """Compare the sentences of our events with the sentences that have a trigger."""
    theirs = {_sentence(gold, one.start) for one in gold.triggers}
    ours = {_sentence(gold, start) for event in events for start, _ in _what(event)}
    return Counts(len(theirs & ours), len(ours), len(theirs))


def _what(event: EventRecord) -> Iterable[tuple[int, str]]:
    """The words that decide the event's type, with their offsets."""
    return evidence_of(event.model_dump(include={"trigger"}))


def _sentence(gold: Gold, start: int) -> int:
    return sum(first <= start for first in gold.sentences)


def argument_counts(gold: Gold, role: str, events: Sequence[EventRecord]) -> Counts:
    """Compare our values of a role with the arguments, one to one. A value is right if the spans
    overlap or at least half of the words are the same (the same thing named elsewhere in the
    text)."""
    theirs = _distinct(gold.arguments[role])
    ours = _distinct(_fillers(events, role))
    match = [[float(_same(one, other)) for other in theirs] for one in ours]
    return Counts(len(best_assignment(match)), len(ours), len(theirs))


def _same(one: Span, other: Span) -> bool:
    overlap = one.start < other.end and other.start < one.end
    return overlap or same_words(one.text, other.text)


def _distinct(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that overlap an earlier one or repeat its words."""
    kept: list[Span] = []
    for one in spans:
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return kept


def _fillers(events: Sequence[EventRecord], role: str) -> Iterable[Span]:
    for event in events:
        parts: list[Any] = []
        if role == "place":
            parts = [event.location] if event.location else []
        elif role == "weapon":
            parts = list(event.weapons)
        elif role == "perpetrator":
            parts = [one for one in event.perpetrators if one.text]
        else:
            parts = [*(one for one in event.targets if one.text), *event.physical_targets]
        for part in parts:
            for one in part.evidence[:1]:
                yield Span(one.start, one.end, one.text)


def figures(golds: Sequence[Gold], reads: Sequence[Read]) -> dict[str, float]:
    """Precision, recall and F1 of event sentences and of each role, and of all roles together."""
    total: dict[str, Counts] = {name: Counts() for name in ("event", *ROLES)}
    for gold, read in zip(golds, reads, strict=True):
        total["event"] += event_counts(gold, read.events)
        for role in ROLES:
            total[role] += argument_counts(gold, role, read.events)
    arguments = sum((total[role] for role in ROLES), Counts())
    found: dict[str, float] = {"articles": len(golds)}
    for name, one in (total | {"arguments": arguments}).items():
        found |= {f"{name}_precision": one.precision, f"{name}_recall": one.recall}
        found[f"{name}_f1"] = one.f1
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    options.add_argument("--model", metavar="SPEC")
    options.add_argument("--resume", action="store_true", help="keep what an earlier run read")
    options.add_argument("--quiet", action="store_true")
    options.add_argument("--json", metavar="FILE", help="write the figures there too")
    chosen = options.parse_args(arguments)
    folder = collection("wikievents")
    if folder is None:
        return 0
    golds = read_articles(folder / "dev.jsonl")[: chosen.limit]
    run = Run(
        BUILD / "wikievents.jsonl",
        model=chosen.model,
        resume=chosen.resume,
        quiet=chosen.quiet,
    )
    found = figures(golds, read_all([one.article for one in golds], run))
    print("WikiEvents dev")
    for name, value in found.items():
        print(f"  {name:24}{value:8.3f}")
    if chosen.json:
        write_json(chosen.json, "wikievents", found)
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
