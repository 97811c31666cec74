"""Perturbation tests: only what should change in a record changes. ``python -m evals.perturb``.

    python -m evals.perturb                                  # the default model
    python -m evals.perturb --model openai/gpt-4.1-mini --limit 40
    python -m evals.perturb --base-url URL --model openai/NAME

Texts of the news set are read unchanged and changed: with their dates moved by years (only the
records' days may move), or with their counts of people in words (nothing may change). In pairs of
texts written for this the two sides change places (the record must swap them), or the same is said
in other words. A reader that asks for types by name (``record``) is also asked with other names and
with the list of types shuffled. For each change the program prints how many records are as they
should be, by field.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from evals.perturb.labels import OtherLabels, renamed, shuffled
from evals.perturb.texts import Changed, moved_years, pairs, with_numbers_in_words, with_years_moved
from evals.running import said
from extractor import Article, Extractor
from extractor.codebook.folding import fold
from extractor.evaluate.sets import load_set
from extractor.models import open_model
from extractor.records import EventRecord
from extractor.score.alignment import align
from extractor.score.gold import same_party

Read = Callable[[Article], list[EventRecord]]
Check = Callable[[EventRecord, EventRecord, Changed], bool]


def _days(record: EventRecord) -> tuple[date | None, date | None]:
    return (record.date.start, record.date.end) if record.date else (None, None)


def _same_days(before: EventRecord, after: EventRecord, changed: Changed) -> bool:
    return all(
        moved_years(day, changed.years) == other if day and other else day is other
        for day, other in zip(_days(before), _days(after), strict=True)
    )


def _place(record: EventRecord) -> str | None:
    where = record.location
    return (where.gazetteer_id or fold(where.name)) if where else None


def _deaths(record: EventRecord) -> int:
    return record.casualties.killed.coded if record.casualties.killed else 0


def _parties(record: EventRecord, *, doers: bool) -> list[str]:
    actors = record.perpetrators if doers else record.targets
    return [word for one in actors for word in (one.name, one.text) if word]


def _same_parties(before: EventRecord, after: EventRecord, changed: Changed) -> bool:
    """Whether doers and targets are the same, or swapped if the sides changed places."""
    turned = changed.sides is not None
    return all(
        _alike(_parties(before, doers=doers), _parties(after, doers=doers is not turned))
        for doers in (True, False)
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return same_party(one, other) if one and other else not one and not other


CHECKS: dict[str, Check] = {
    "type": lambda a, b, _: a.sub_event_type is b.sub_event_type,
    "days": _same_days,
    "place": lambda a, b, _: _place(a) == _place(b),
    "deaths": lambda a, b, _: _deaths(a) == _deaths(b),
    "doer and target": _same_parties,
}


@dataclass
class Tally:
    """Counts for one kind of change: texts, records before and after, pairs of records, and the
    fields that are as they should be."""

    texts: int = 0
    before: int = 0
    after: int = 0
    pairs: int = 0
    held: Counter[str] = field(default_factory=Counter)

    def add(self, changed: Changed, before: list[EventRecord], after: list[EventRecord]) -> None:
        """Count one more text."""
        self.texts += 1
        self.before += len(before)
        self.after += len(after)
        for one, other in _paired(changed, before, after):
            self.pairs += 1
            found = {name for name, check in CHECKS.items() if check(one, other, changed)}
            self.held.update(found)
            self.held["all of it"] += len(found) == len(CHECKS)

    def line(self) -> str:
        """The figures in one line."""
        shares = ", ".join(f"{name} {self.held[name]}" for name in (*CHECKS, "all of it"))
        return (
            f"{self.texts} texts; {self.before} records before, {self.after} after, "
            f"{self.pairs} in both; of these as they should be: {shares}"
        )


def _paired(
    changed: Changed, before: list[EventRecord], after: list[EventRecord]
) -> Iterator[tuple[EventRecord, EventRecord]]:
    """Yield pairs of records of the same event in both texts."""
    source = before[0].source if before else None
    there = [_days_back(one, changed.years).model_copy(update={"source": source}) for one in after]
    numbers = {id(one): number for number, one in enumerate(there)}
    if not (before and after):
        return
    for unit in align(before, there):
        for one, other in unit.pairs:
            yield one, after[numbers[id(other)]]


def _days_back(record: EventRecord, years: int) -> EventRecord:
    when = record.date
    if not years or when is None or when.start is None or when.end is None:
        return record
    start, end = (moved_years(day, -years) for day in (when.start, when.end))
    if start is None or end is None:
        return record
    return record.model_copy(update={"date": when.model_copy(update={"start": start, "end": end})})


def changes(articles: Iterable[Article], languages: dict[str, str]) -> Iterator[Changed]:
    """Yield all changed texts."""
    for article in articles:
        moved = with_years_moved(article)
        if moved:
            yield moved
        if languages.get(article.key) == "en":
            written = with_numbers_in_words(article)
            if written:
                yield written
    yield from pairs()


def run(extractor: Extractor, every: Iterable[Changed]) -> dict[str, Tally]:
    """Read all texts before and after, and compare."""
    known: dict[str, list[EventRecord]] = {}
    tallies: dict[str, Tally] = {}

    def read(article: Article) -> list[EventRecord]:
        if article.key not in known:
            outcome = extractor.process(article)
            if outcome.error:
                print(f"{article.key}: {outcome.error}", file=sys.stderr)
            known[article.key] = outcome.events
        return known[article.key]

    for changed in every:
        tally = tallies.setdefault(changed.kind, Tally())
        tally.add(changed, read(changed.before), read(changed.after))
    return tallies


def run_labels(
    extractor: Extractor, articles: Sequence[Article], tallies: dict[str, Tally]
) -> None:
    """Ask for types by other names and in another order, and add the tallies."""
    asked = extractor.reader
    model = extractor.model
    ways = (
        ("labels renamed", OtherLabels(model, renamed())),
        ("types shuffled", OtherLabels(model, {}, shuffled())),
    )
    before = {one.key: extractor.process(one).events for one in articles}
    for kind, other in ways:
        extractor.reader = type(asked)(other)  # type: ignore[call-arg]
        tally = tallies.setdefault(kind, Tally())
        for article in articles:
            changed = Changed(kind, article, replace(article))
            tally.add(changed, before[article.key], extractor.process(article).events)
    extractor.reader = asked


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model")
    parser.add_argument("--base-url")
    parser.add_argument("--reader")
    parser.add_argument("--set", default="news")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int, help="only the shortest so many texts of the set")
    options = parser.parse_args(arguments)
    texts = load_set(options.set, options.split)
    articles = sorted(texts.articles, key=lambda one: len(one.text))[: options.limit]
    model = open_model(options.model, base_url=options.base_url, assume_yes=True)
    with Extractor(model, reader=options.reader) as extractor:
        tallies = run(extractor, changes(articles, texts.languages))
        if extractor.reader.name == "record":
            run_labels(extractor, articles, tallies)
        print(f"{model.name}, reader {extractor.reader.name}, {options.set} {options.split}")
    for kind, tally in tallies.items():
        print(f"{kind}: {tally.line()}")
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
