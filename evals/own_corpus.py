"""Scores the whole pipeline on our own held-back articles: ``python -m evals.own_corpus``.

The gold is the marks of ``corpus/articles``, in the articles held back from training. An event is
found if a record's trigger or evidence overlaps its words; its type, day, deaths, place and doer
are right if they agree with the marks. No file outside the project is needed. ``--by-language``
prints a line per language, ``--half even`` takes every second article, ``--show`` lists errors.
"""

from __future__ import annotations

import argparse
import collections
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from corpus.format import Mark, Passage
from evals.held_back import held_back_articles
from evals.running import said
from extractor import Article, Extractor
from extractor.records import EventRecord, Evidence
from extractor.score.assignment import best_assignment

FIELDS = ("type", "day", "deaths", "place", "doer")
CLEAN = ("type", "day", "deaths", "place")


@dataclass
class Gold:
    """One event of an article, built from its marks."""

    passage: Passage
    number: int
    main: Mark
    marks: list[Mark]

    def of(self, kind: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.label.kind == kind]

    def deaths(self) -> set[int | str] | None:
        """The accepted numbers of dead, or words that name no number; ``None`` without a count."""
        counts = [mark.label.count for mark in self.of("killed") if mark.label.count]
        return {one.vague or one.low or 0 for one in counts} or None


def golds(passage: Passage) -> Iterator[Gold]:
    """The events of an article that have a type."""
    for mark in passage.spans:
        if mark.label.kind == "E" and mark.label.type is not None:
            number = mark.label.event or 0
            mine = [one for one in passage.spans if one.label.event == number]
            yield Gold(passage, number, mark, mine)


def overlap(evidence: Iterable[Evidence], marks: Iterable[Mark]) -> bool:
    marks = [*marks]
    return any(e.start < m.end and m.start < e.end for e in evidence for m in marks)


def right(gold: Gold, record: EventRecord) -> dict[str, bool]:
    """For each field that the marks give, whether the record agrees with them."""
    found = {"type": record.sub_event_type == gold.main.label.type}
    days = gold.of("day")
    first = record.date.start if record.date else None
    last = record.date.end or first if record.date else None
    if days:
        slack = timedelta(days=1)
        found["day"] = any(
            first is not None
            and last is not None
            and m.label.first is not None
            and m.label.last is not None
            and first <= m.label.last + slack
            and m.label.first - slack <= last
            and (last - first) <= max(slack, m.label.last - m.label.first)
            for m in days
        )
    deaths = gold.deaths()
    killed = record.casualties.killed if record.casualties else None
    coded = killed.coded if killed and killed.coded else 0
    if deaths is None:
        found["deaths"] = coded == 0
    else:
        vague = any(isinstance(one, str) for one in deaths)
        found["deaths"] = coded in deaths or (vague and coded > 0)
    places = gold.of("place")
    if places:
        names = {_fold(mark.text) for mark in places}
        loc = record.location
        told = {_fold(loc.text), _fold(loc.name)} if loc else set()
        found["place"] = bool(
            loc
            and (overlap(loc.evidence, places) or any(a and a in b for a in told for b in names))
        )
    doers = gold.of("doer")
    if doers:
        named = [actor for actor in record.actors if actor.role == "perpetrator"]
        words = {_fold(mark.text) for mark in doers}
        found["doer"] = any(
            overlap(actor.evidence, doers) or _fold(actor.text) in words for actor in named
        )
    return found


def _fold(text: str | None) -> str:
    return (text or "").casefold().strip()


def about(gold: Gold, record: EventRecord) -> float:
    """A score of how surely the record is of this event; 0 means that it is not.

    The record is of the event if its words overlap the event's, or if type, place and day agree:
    not all words that report an event are marked.
    """
    trigger = record.trigger.evidence if record.trigger else ()
    fields = right(gold, record)
    share = sum(fields.values()) / len(fields)
    if overlap(trigger, gold.of("E")):
        return 1.0 + share
    return share if fields["type"] and fields.get("place") and fields.get("day", True) else 0.0


@dataclass
class Tally:
    """Counts over all articles."""

    gold: int = 0
    found: int = 0
    records: int = 0
    paired: int = 0
    clean: int = 0
    plain: int = 0
    plain_coded: int = 0
    right: collections.Counter[str] = field(default_factory=collections.Counter)
    had: collections.Counter[str] = field(default_factory=collections.Counter)

    def add(self, passage: Passage, records: Sequence[EventRecord], show: bool) -> None:
        """Count one article. Background events may be found or not; events of the gold and records
        are paired one to one."""
        events = [*golds(passage)]
        needed = [one for one in events if not one.main.label.background]
        self.gold += len(needed)
        self.records += len(records)
        if not events:
            self.plain += 1
            self.plain_coded += bool(records)
        pairs = dict(best_assignment([[about(g, r) for r in records] for g in events]))
        self.paired += len(pairs)
        for i, j in pairs.items():
            gold, record = events[i], records[j]
            self.found += not gold.main.label.background
            fields = right(gold, record)
            self.right.update(name for name, ok in fields.items() if ok)
            self.had.update([*fields])
            self.clean += all(fields.get(name, True) for name in CLEAN)
            if show and not all(fields.values()):
                wrong = ", ".join(name for name, ok in fields.items() if not ok)
                print(f"{passage.id} E{gold.number} {wrong}: {record.summary}")
        if show:
            for i, gold in enumerate(events):
                if i not in pairs and not gold.main.label.background:
                    print(f"{passage.id} E{gold.number} not found: {gold.main.text}")
            for j, record in enumerate(records):
                if j not in pairs.values():
                    print(f"{passage.id} of no event: {record.summary}")

    def line(self) -> str:
        precision = self.paired / self.records if self.records else 0.0
        recall = self.found / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        fields = ", ".join(f"{n} {self.right[n]}/{self.had[n]}" for n in FIELDS if self.had[n])
        clean = self.clean / self.records if self.records else 0.0
        return (
            f"events {self.gold}, P {precision:.2f} R {recall:.2f} F1 {f1:.3f}; clean {clean:.2f}; "
            f"{fields}; without event coded {self.plain_coded}/{self.plain}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--language")
    parser.add_argument("--by-language", action="store_true")
    parser.add_argument("--show", action="store_true", help="each event that is not all right")
    options = parser.parse_args(arguments)
    chosen = held_back_articles(options.half)
    if options.language:
        chosen = [one for one in chosen if one.language == options.language]
    whole = Tally()
    tallies: dict[str, Tally] = collections.defaultdict(Tally)
    with Extractor(options.model, assume_yes=True) as extractor:
        for one in chosen:
            article = Article(one.text, id=one.id, published=one.published)
            outcome = extractor.process(article)
            if outcome.error:
                print(f"{one.id}: {outcome.error}", file=sys.stderr)
            for tally in (tallies[one.language], whole):
                tally.add(one, outcome.events, options.show and tally is whole)
    print(f"{len(chosen)} articles; {whole.line()}")
    if options.by_language:
        for language in sorted(tallies):
            print(f"{language}: {tallies[language].line()}")
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
