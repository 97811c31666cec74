"""Counts what passages hold, compared with the targets of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.cells import DIFFICULTIES
from corpus.format import Passage
from corpus.labels import SHORT_NAMES, TYPES
from corpus.targets import SHARES, TARGETS, TOTAL


def kinds_of(passage: Passage) -> frozenset[str]:
    """The kinds of ``SHARES`` that a passage counts for."""
    events = {mark.label.event for mark in passage.spans if mark.label.kind == "E"}
    kinds = {"no event"} if not events else {"several events"} if len(events) > 1 else set()
    if any(mark.label.kind == "S" for mark in passage.spans):
        kinds.add("statements")
    return frozenset(kinds)


def summary(passages: Sequence[Passage], languages: Iterable[str] = ()) -> Iterator[str]:
    """Yield lines with passages by language, shares, types and difficulties, and their targets."""
    by_language = Counter(passage.language for passage in passages)
    wanted = [*languages] or [*TARGETS, *sorted(set(by_language) - set(TARGETS))]
    total = sum(by_language[language] for language in wanted)
    aim = TOTAL if not languages else sum(TARGETS.get(one, 0) for one in wanted)
    yield f"passages          {total:5} of {aim}"
    shares = {one: Counter[str]() for one in wanted}
    for passage in passages:
        shares.setdefault(passage.language, Counter()).update(kinds_of(passage))
    for language in wanted:
        count = by_language[language]
        line = f"  {language:16}{count:5} of {TARGETS.get(language, 0):4}"
        for name in SHARES if count else ():
            line += f"   {name} {_percent(shares[language][name], count)}"
        yield line
    if not passages:
        return
    together = Counter[str]()
    for passage in passages:
        together.update(kinds_of(passage))
    for name, share in SHARES.items():
        yield f"{name:18}{together[name]:5} {_percent(together[name], total)} of {share:.0%}"
    yield from _types(passages)
    yield from _difficulties(passages)


def _types(passages: Sequence[Passage]) -> Iterator[str]:
    count = Counter(
        SHORT_NAMES[mark.label.type]
        for passage in passages
        for mark in passage.spans
        if mark.label.type is not None
    )
    yield f"events by type ({sum(count.values())})"
    yield from _columns({name: count[name] for name in TYPES}, sum(count.values()))


def _difficulties(passages: Sequence[Passage]) -> Iterator[str]:
    count = Counter(passage.cell.rpartition("/")[2] for passage in passages)
    yield "passages by difficulty"
    yield from _columns({name: count[name] for name in DIFFICULTIES}, len(passages))


def _columns(counts: dict[str, int], total: int) -> Iterator[str]:
    cells = [f"{name:20}{count:5} {_percent(count, total)}" for name, count in counts.items()]
    for at in range(0, len(cells), 3):
        yield "  " + "   ".join(cells[at : at + 3]).rstrip()


def _percent(count: int, total: int) -> str:
    return f"{count / total:4.0%}" if total else "   –"
