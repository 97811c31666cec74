"""Measures what each part of the default reader contributes: ``python -m evals.contribution``.

Reads the ``dev`` part of the news set with the tagger once, then codes it again with one part taken
out at a time, and prints a row for each: events, clean records, type, days, place, deaths,
perpetrators. The network's output is kept in memory, so that each part costs only its coding. A
part adds nothing on these texts if its row is no worse without it. ``--changes`` counts for each
part how many records change without it, whatever the gold says.
``--only NAME`` (repeatable) keeps the parts whose name contains NAME.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from evals.running import said
from extractor import Extractor
from extractor.evaluate.reading import ReadText
from extractor.evaluate.report import units_of
from extractor.evaluate.sets import EvaluationSet, load_set
from extractor.models import open_model
from extractor.readers.local import reader as local
from extractor.readers.local.composing import Composed
from extractor.readers.local.heard import Heard
from extractor.score.figures import Summary, by_name, summary

__all__ = ["PARTS", "figures_of", "main"]

Patch = tuple[str, Any]
FIGURES = ("sub_event_type", "day", "place", "deaths", "doer", "statement")
MEANING = "extractor.readers.local.meaning"
GATHERING = "extractor.readers.local.gathering"
STATEMENTS = "extractor.readers.local.statements"
GROUPS = "extractor.codebook.groups"
REMEMBER = ("extractor.actors", GROUPS, "extractor.readers.local")
"""The modules that cache look-ups in tables."""


def _each_alone(tellings: Sequence[Any]) -> Composed:
    """Compose nothing: make every telling an event of its own."""
    events = [one.event for one in tellings]
    return Composed(events, {one.key: one.key for one in events}, [])


PARTS: dict[str, tuple[Patch, ...]] = {
    "nothing taken out": (),
    "the look with a mark (is it an event?)": (("REAL", 0.0),),
    "doubt of faint words": (("is_faint", lambda _: False),),
    "faint words that are well told": (("SURELY_REAL", 1.1),),
    "bar of whole articles": (("TELLS", 0.0), ("TELLS_AT_ALL", 0.0)),
    "making one event of its tellings": (("composed", _each_alone),),
    "words shared out among events": (("shared_out", lambda found: found),),
    "countries told without a name": ((f"{MEANING}.countries_told", lambda *_, **__: []),),
    "words joined and widened": (("mended", lambda _, found: found),),
    "days told beside, or just before": (
        ("_dated", lambda _, found: found),
        ("_on_the_day_before", lambda events, _: list(events)),
    ),
    "types by the word for the weapon": (
        (f"{GATHERING}.typed_by_weapon", lambda *given: given[2]),
    ),
    "counts by what befell people": ((f"{GATHERING}.by_their_words", lambda *given: given[2]),),
    "unsure counts of dead without a word for dying": (
        (f"{GATHERING}.said_to_have_died", lambda _, dead, __: dead),
    ),
    "parts of counts, and older ones": (
        (f"{GATHERING}.wholes", lambda _, fillers, __: list(fillers)),
        ("without_parts", lambda _, found: found),
    ),
    "words of harm looked at besides": (
        ("elsewhere", lambda _, found: [one for one in found if not one.asked]),
        ("told_in_gaps", lambda _, found: found),
    ),
    "words of accidents, drills, museums": (("in_scope", lambda _, found: (found, [])),),
    "what an article recalls left out": (("without_older", lambda _, found: (found, [])),),
    "who accuses is no doer": (
        ("with_accusers", lambda _, __, found, ___: found),
        ("recast", lambda _, said, __: said),
    ),
    "statements heard besides": (
        ("heard_of", lambda _, said: Heard([one for one in said if not one.asked], [])),
    ),
    "statements by their own words": (
        ("by_its_words", lambda _, one: one),
        ("bears_out", lambda *_: True),
    ),
    "counts that nobody marks, or that are told anew": (
        ("with_counts_beside", lambda _, found: found),
        ("with_new_tolls", lambda _, found: found),
    ),
    "counts that are denied": (("with_denied", lambda _, found, __: found),),
    "the group named before": (("with_groups", lambda event, _: event),),
    "each party on one side": (("sides_apart", lambda _, found: found),),
    "marked places as signs of countries": (("marked_places", lambda *_: ()),),
    "statements told once": ((f"{STATEMENTS}.each_once", tuple),),
    "the table of armed groups": (
        (f"{GROUPS}._by_name", dict),
        (f"{GROUPS}._aliases", lambda: {"-": []}),
    ),
    "marked places looked up by themselves": ((f"{MEANING}.place_told", lambda *_: None),),
}
"""Each part and the names of the reader, or of the named module, that are replaced to remove it."""


class RememberingTagger:
    """A tagger that reads each text once and caches the result; wraps another tagger."""

    def __init__(self, tagger: Any) -> None:
        self._tagger = tagger
        self._known: dict[tuple[str, tuple[tuple[int, int], ...]], Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tagger, name)

    def read(self, text: str, sentences: Any, also: Sequence[Any] = (), **asked: Any) -> Any:
        """See :class:`extractor.models.encoder.tagging.Tagger`."""
        key = text, tuple(also)
        if key not in self._known:
            self._known[key] = self._tagger.read(text, sentences, also, **asked)
        return self._known[key]


@contextmanager
def without(patches: Sequence[Patch]) -> Iterator[None]:
    """Context manager in which these names are replaced; caches are cleared before."""
    with ExitStack() as out:
        for name, value in patches:
            target = name if "." in name else f"{local.__name__}.{name}"
            out.enter_context(mock.patch(target, value))
        _forget()
        yield
    _forget()


def _forget() -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith(REMEMBER):
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def read_all(extractor: Extractor, texts: EvaluationSet) -> dict[str, ReadText]:
    """Read every text; returns the records by text."""
    return {one.key: ReadText(one.key, tuple(extractor.extract(one))) for one in texts.articles}


def figures_of(extractor: Extractor, texts: EvaluationSet, patches: Sequence[Patch]) -> Summary:
    """The figures on all texts with these names replaced."""
    with without(patches):
        read = read_all(extractor, texts)
    return summary(units_of(texts, read), resamples=0)


def records_of(extractor: Extractor, texts: EvaluationSet) -> dict[str, Counter[str]]:
    """The records of every text as JSON lines, without the time of extraction."""
    unread = {"extraction": {"extracted_at"}}
    return {
        name: Counter(record.model_dump_json(exclude=unread) for record in one.events)
        for name, one in read_all(extractor, texts).items()
    }


def changed(before: dict[str, Counter[str]], after: dict[str, Counter[str]]) -> tuple[int, int]:
    """How many records changed, disappeared or are new, and in how many texts."""
    found = [
        max((before[name] - after[name]).total(), (after[name] - before[name]).total())
        for name in before
    ]
    return sum(found), sum(one > 0 for one in found)


def row(name: str, found: Summary) -> str:
    """A row of the table."""
    fields, clean = by_name(found), found.clean
    event = fields["event"].counts
    cells = [
        f"{event.f1:.3f} ({event.precision:.2f}, {event.recall:.2f})",
        f"{clean.counts.precision:.3f}",
        f"{clean.counts.recall:.3f}",
        f"{clean.coded} of {clean.without_event}",
    ]
    for field in FIGURES:
        one = fields[field]
        cells.append(f"{one.right if one.right is not None else one.counts.f1:.3f}")
    return f"| {name} | {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None, open_: Callable[..., Any] = open_model) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--set", default="news")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only", action="append", metavar="NAME", help="parts with this in a name")
    parser.add_argument("--changes", action="store_true", help="count records that are others")
    options = parser.parse_args(arguments)
    texts = load_set(options.set, options.split, options.limit)
    parts = {
        name: patches
        for name, patches in PARTS.items()
        if not options.only or not patches or any(one in name for one in options.only)
    }
    model = open_("tagger", assume_yes=True)
    tagger = RememberingTagger(model.tagger)
    with mock.patch.object(type(model), "tagger", tagger), Extractor(model) as extractor:
        if options.changes:
            _print_changes(extractor, texts, parts)
            return 0
        heads = ("events F1 (P, R)", "clean of records", "of gold", "no event, coded", *FIGURES)
        print(f"| without | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
        for name, patches in parts.items():
            print(row(name, figures_of(extractor, texts, patches)), flush=True)
    return 0


def _print_changes(
    extractor: Extractor, texts: EvaluationSet, parts: dict[str, tuple[Patch, ...]]
) -> None:
    before: dict[str, Counter[str]] = {}
    for name, patches in parts.items():
        with without(patches):
            after = records_of(extractor, texts)
        if not patches:
            before = after
            number = sum(one.total() for one in before.values())
            print(f"| {number} records of {len(texts.articles)} texts, without | others | texts |")
            print("|---|---|---|", flush=True)
        else:
            records, where = changed(before, after)
            print(f"| {name} | {records} | {where} |", flush=True)


if __name__ == "__main__":
    sys.exit(said(main))
