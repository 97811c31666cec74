"""``python -m corpus.agreement A B``: how far two people marked the same texts in the same way.

Marks of one kind are paired one to one: first those on the same words, then by how many characters
they share. A pair is ``exact`` if both mark the same characters and ``overlapping`` if they share
some. An overlapping pair is ``linked`` if the labels also agree: on the event (event numbers may
differ; events are paired by the marks they share) and on the day, count, attribution or kind of
statement. F1 is 2 × pairs / (marks of A + marks of B).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.format import CorpusError, Mark, Passage, read_passages
from corpus.labels import KINDS, Label

_EVENT_WORDS = 3  # an event's own words count as much as three other marks when pairing events
_ENOUGH = 2  # shared marks that pair two events which share no words for the event itself


@dataclass
class Tally:
    """The numbers of marks of both people, and of pairs among them."""

    ours: int = 0
    theirs: int = 0
    exact: int = 0
    overlapping: int = 0
    linked: int = 0

    def f1(self, pairs: int) -> float | None:
        """F1 of a number of pairs; ``None`` if neither marked anything."""
        marks = self.ours + self.theirs
        return 2 * pairs / marks if marks else None


@dataclass
class Agreement:
    """Agreement over a number of passages."""

    passages: int = 0
    kinds: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    events: Tally = field(default_factory=Tally)
    """Pairs of events. ``overlapping``: all pairs; ``exact``: those of the same type; ``linked``:
    those of the same type that are both news or both background."""
    same_holds: int = 0
    """Passages in which both mark an event, or neither does."""


def compare(ours: Iterable[Passage], theirs: Iterable[Passage]) -> Agreement:
    """The agreement on the passages that both have; raises ``CorpusError`` if a text differs."""
    others = {passage.id: passage for passage in theirs}
    result = Agreement()
    for one in ours:
        other = others.get(one.id)
        if other is None:
            continue
        if one.text != other.text:
            raise CorpusError(f"{other.file}:{other.line}: {one.id}: {_difference(one, other)}")
        _compare_one(one, other, result)
    if not result.passages:
        raise CorpusError("no id stands in both; name two annotations of the same passages")
    return result


def _difference(one: Passage, other: Passage) -> str:
    pairs = zip(one.text, other.text, strict=False)
    shorter = min(len(one.text), len(other.text))
    at = next((i for i, (mine, its) in enumerate(pairs) if mine != its), shorter)
    here, there = (text[max(0, at - 10) : at + 20] for text in (one.text, other.text))
    return f"another text than in {one.file}: {there!r}, not {here!r}; copy the text, mark it only"


def _compare_one(one: Passage, other: Passage, result: Agreement) -> None:
    pairs = {kind: _pairs(_of(one, kind), _of(other, kind)) for kind in KINDS}
    events = _paired_events(pairs)
    statements = {a.label.statement: b.label.statement for a, b in pairs["S"]}
    tellers = {"": "", **{a.label.teller: b.label.teller for a, b in pairs["teller"]}}
    result.passages += 1
    for kind in KINDS:
        tally = result.kinds[kind]
        tally.ours += len(_of(one, kind))
        tally.theirs += len(_of(other, kind))
        tally.overlapping += len(pairs[kind])
        tally.exact += sum(_place(a) == _place(b) for a, b in pairs[kind])
        for a, b in pairs[kind]:
            about = {events.get(event) for event in a.label.about}
            tally.linked += (
                events.get(a.label.event) == b.label.event
                and statements.get(a.label.statement) == b.label.statement
                and (kind == "teller" or tellers.get(a.label.teller) == b.label.teller)
                and about == set(b.label.about)
                and _details(a.label) == _details(b.label)
            )
    mine, its = _types(one), _types(other)
    result.same_holds += bool(mine) == bool(its)
    result.events.ours += len(mine)
    result.events.theirs += len(its)
    for event, same in events.items():
        if event in mine and same in its:
            result.events.overlapping += 1
            result.events.exact += mine[event].type == its[same].type
            result.events.linked += _details(mine[event]) == _details(its[same])


def _of(passage: Passage, kind: str) -> list[Mark]:
    return [mark for mark in passage.spans if mark.label.kind == kind]


def _types(passage: Passage) -> dict[int | None, Label]:
    """The label with its type of each event."""
    labels = (mark.label for mark in passage.spans)
    return {label.event: label for label in labels if label.type is not None}


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def _details(label: Label) -> tuple[object, ...]:
    """The values of a label other than the event, statement and teller it belongs to."""
    said = (label.type, label.background, label.attribution, label.relation, label.first)
    return (*said, label.last, label.count, label.statement_kind)


def _pairs(ours: Sequence[Mark], theirs: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Pair overlapping marks one to one: the same words first, then those that share most."""
    candidates = [
        (_place(a) == _place(b), a.label.event == b.label.event, shared, i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if (shared := min(a.end, b.end) - max(a.start, b.start)) > 0
    ]
    candidates.sort(key=lambda one: (not one[0], -one[2], not one[1], one[3], one[4]))
    used: set[tuple[str, int]] = set()
    pairs: list[tuple[Mark, Mark]] = []
    for *_, i, j in candidates:
        if ("ours", i) not in used and ("theirs", j) not in used:
            used |= {("ours", i), ("theirs", j)}
            pairs.append((ours[i], theirs[j]))
    return pairs


def _paired_events(pairs: dict[str, list[tuple[Mark, Mark]]]) -> dict[int | None, int | None]:
    """Event of one → event of the other, by the marks they share; ``None`` maps to ``None``."""
    shared: Counter[tuple[int, int]] = Counter()
    for kind, found in pairs.items():
        for a, b in found:
            if a.label.event is not None and b.label.event is not None:
                shared[a.label.event, b.label.event] += _EVENT_WORDS if kind == "E" else 1
    paired: dict[int | None, int | None] = {None: None}
    for (mine, its), weight in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        if weight >= _ENOUGH and mine not in paired and its not in paired.values():
            paired[mine] = its
    return paired


def lines(result: Agreement) -> Iterator[str]:
    """Yield the lines of the agreement's table."""
    yield f"passages {result.passages}; event or none the same in {result.same_holds}"
    yield f"{'':14}{'A':>6}{'B':>6}{'exact':>9}{'overlap':>9}{'linked':>9}"
    total = Tally()
    for kind in KINDS:
        tally = result.kinds[kind]
        if tally.ours or tally.theirs:
            yield _row(kind, tally, (tally.exact, tally.overlapping, tally.linked))
        for name in vars(total):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    yield _row("all marks", total, (total.exact, total.overlapping, total.linked))
    events = result.events
    yield f"{'':14}{'A':>6}{'B':>6}{'same':>9}{'+ type':>9}{'+ news':>9}"
    yield _row("events", events, (events.overlapping, events.exact, events.linked))


def _row(name: str, tally: Tally, pairs: tuple[int, int, int]) -> str:
    figures = (tally.f1(count) for count in pairs)
    written = "".join(f"{'–' if one is None else format(one, '.2f'):>9}" for one in figures)
    return f"{name:14}{tally.ours:6}{tally.theirs:6}{written}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m corpus.agreement",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("a", type=Path, metavar="A", help="a file or folder of passages")
    parser.add_argument("b", type=Path, metavar="B", help="the same texts, marked by another")
    options = parser.parse_args(arguments)
    try:
        result = compare(read_passages([options.a]), read_passages([options.b]))
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines(result):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
