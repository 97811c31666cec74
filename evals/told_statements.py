"""Scores statements on our own held-back articles: ``python -m evals.told_statements``.

The gold is the statements marked in ``corpus/articles``, in the articles held back from training.
A statement of a record matches one of the same kind by one of its speakers about one of those it
accuses or is addressed to, as far as they are named; each matches one at most. Statements about no
event of the article, and sources of a count who name its perpetrator, are left out of precision and
recall, as are further matches of one statement. ``--half even`` takes every second article,
``--show`` lists what is missing and what is too much.
"""

from __future__ import annotations

import argparse
import collections
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from corpus.format import Passage
from evals.held_back import held_back_articles
from evals.running import said
from extractor import Article, Extractor
from extractor.records import EventRecord
from extractor.score.assignment import best_assignment
from extractor.score.compare import same_side, statements_of
from extractor.text.words import QUOTES

OTHER = {"allegation": "accused", "inquiry": "addressee"}
"""The role of the party that a statement of a kind is about."""


class Told(NamedTuple):
    """A statement: its kind, who may be its speaker, and whom it may accuse or be addressed to."""

    kind: str
    speakers: tuple[str, ...]
    others: tuple[str, ...]
    counts: bool = True

    def is_that(self, other: Told) -> bool:
        """Whether a record's statement is this one."""
        return self.kind == other.kind and all(
            not ours or any(same_side(one, its) for one in ours for its in theirs)
            for ours, theirs in ((self.speakers, other.speakers), (self.others, other.others))
        )


def marked(passage: Passage) -> Iterator[Told]:
    """The statements of a passage. Those about none of its events do not count, nor do tellers of
    a count beside the event's doer."""
    for mark in passage.spans:
        label = mark.label
        if label.kind == "S":
            mine = [one for one in passage.spans if one.label.statement == label.statement]
            kind = label.statement_kind.replace("request", "inquiry")
            speakers, others = (
                tuple(one.text.strip(QUOTES) for one in mine if one.label.kind == role)
                for role in ("speaker", OTHER.get(kind, ""))
            )
            yield Told(kind, speakers, others, bool(label.about))
        elif label.kind == "teller":
            doers = tuple(one.text for one in passage.spans if one.label.kind == "doer")
            yield Told("allegation", (mark.text,), doers, counts=False)


def coded(records: Iterable[EventRecord]) -> list[Told]:
    """The statements of records, each once."""
    found = dict.fromkeys(said for record in records for said in statements_of(record))
    return [
        Told(kind, (speaker,) if speaker else (), (other,) if other else ())
        for kind, speaker, other in found
    ]


class Tally:
    """Counts over all articles, by kind of statement."""

    def __init__(self) -> None:
        self.gold: collections.Counter[str] = collections.Counter()
        self.found: collections.Counter[str] = collections.Counter()
        self.coded: collections.Counter[str] = collections.Counter()
        self.right: collections.Counter[str] = collections.Counter()

    def add(self, passage: Passage, records: Sequence[EventRecord], show: bool) -> None:
        """Count one article."""
        gold, ours = [*marked(passage)], coded(records)
        needed = [one for one in gold if one.counts]
        pairs = best_assignment([[float(g.is_that(one)) for one in ours] for g in needed])
        found = {i: j for i, j in pairs if needed[i].is_that(ours[j])}
        for i, one in enumerate(needed):
            self.gold[one.kind] += 1
            self.found[one.kind] += i in found
            if show and i not in found:
                print(f"{passage.id} missing {one.kind}: {one.speakers} {one.others}")
        for j, one in enumerate(ours):
            right = j in found.values()
            if right or not any(other.is_that(one) for other in gold):
                self.coded[one.kind] += 1
                self.right[one.kind] += right
                if show and not right:
                    print(f"{passage.id} too much {one.kind}: {one.speakers} {one.others}")

    def lines(self) -> Iterator[str]:
        """A line for all statements and for each kind."""
        for kind in ("", *self.gold):
            gold, found, ours, right = (
                counter[kind] if kind else counter.total()
                for counter in (self.gold, self.found, self.coded, self.right)
            )
            precision, recall = right / max(1, ours), found / max(1, gold)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            yield f"{kind or 'statements'} {gold}, P {precision:.2f} R {recall:.2f} F1 {f1:.3f}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--model")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show", action="store_true", help="each statement missed or too much")
    options = parser.parse_args(arguments)
    chosen = held_back_articles(options.half)
    tally = Tally()
    with Extractor(options.model, assume_yes=True) as extractor:
        for one in chosen:
            outcome = extractor.process(Article(one.text, id=one.id, published=one.published))
            if outcome.error:
                print(f"{one.id}: {outcome.error}", file=sys.stderr)
            tally.add(one, outcome.events, options.show)
    print(f"{len(chosen)} articles; " + "; ".join(tally.lines()))
    return 0


if __name__ == "__main__":
    sys.exit(said(main))
