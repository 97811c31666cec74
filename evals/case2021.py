"""CASE 2021: ACLED sub-event types of news snippets; run by ``python -m evals.case2021``.

Reads ``$EXTRACT_EVAL_DATA/case2021/dev.tsv`` (task 2 of the CASE 2021 workshop, "Fine-grained
classification of socio-political events": github.com/emerging-welfare/case-2021-shared-task). Each
snippet has one of ACLED's 25 sub-event types, or ATTRIB (a claim, accusation or denial of
responsibility), or one of four kinds that we do not code (DIPLO, ORG_CRIME and two kinds of
disaster). The tagger was trained on none of these snippets. As published systems do, it gives every
snippet a type: that of the words most likely to be an event, even where no record would be made of
them. ``--records`` takes the type of the first record instead.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from evals.report import write_json
from evals.running import collection, open_tagger, said
from extractor import Article, Extractor
from extractor.analysis import Analysis
from extractor.codebook.types import SubEventType
from extractor.coding.checked_parties import checked_parties
from extractor.coding.sides import Scene
from extractor.models.encoder.tagging import Found, Tagger
from extractor.readers.local.gathering import event_of
from extractor.readers.local.reader import REAL
from extractor.readers.local.unsaid import bears_out, by_its_words, is_said
from extractor.score.classes import ClassFigures, Counts, class_figures

LABELS: dict[str, SubEventType] = {
    "ABDUCT_DISSAP": SubEventType.ABDUCTION,
    "AGREEMENT": SubEventType.AGREEMENT,
    "AIR_STRIKE": SubEventType.AIR_DRONE_STRIKE,
    "ARMED_CLASH": SubEventType.ARMED_CLASH,
    "ARREST": SubEventType.ARRESTS,
    "ART_MISS_ATTACK": SubEventType.SHELLING,
    "ATTACK": SubEventType.ATTACK,
    "CHANGE_TO_GROUP_ACT": SubEventType.CHANGE_TO_GROUP,
    "CHEM_WEAP": SubEventType.CHEMICAL_WEAPON,
    "DISR_WEAP": SubEventType.DISRUPTED_WEAPONS_USE,
    "FORCE_AGAINST_PROTEST": SubEventType.EXCESSIVE_FORCE,
    "GOV_REGAINS_TERIT": SubEventType.GOVERNMENT_REGAINS_TERRITORY,
    "GRENADE": SubEventType.GRENADE,
    "HQ_ESTABLISHED": SubEventType.HEADQUARTERS,
    "MOB_VIOL": SubEventType.MOB_VIOLENCE,
    "NON_STATE_ACTOR_OVERTAKES_TER": SubEventType.NON_STATE_OVERTAKES_TERRITORY,
    "NON_VIOL_TERRIT_TRANSFER": SubEventType.NON_VIOLENT_TRANSFER,
    "OTHER": SubEventType.OTHER,
    "PEACE_PROTEST": SubEventType.PEACEFUL_PROTEST,
    "PROPERTY_DISTRUCT": SubEventType.LOOTING,
    "PROTEST_WITH_INTER": SubEventType.PROTEST_WITH_INTERVENTION,
    "REM_EXPLOS": SubEventType.REMOTE_EXPLOSIVE,
    "SEX_VIOL": SubEventType.SEXUAL_VIOLENCE,
    "SUIC_BOMB": SubEventType.SUICIDE_BOMB,
    "VIOL_DEMONSTR": SubEventType.VIOLENT_DEMONSTRATION,
}
ATTRIB = "ATTRIB"
NOTHING = "none"
OF_RESPONSIBILITY = ("allegation", "denial", "claim")
WORD = re.compile(r"\w+")
HALVES = ("even", "odd")
"""Every second line. The coder was chosen on the even lines; the odd ones were only counted."""
PUBLISHED = {"supervised": 0.839, "zero-shot": 0.74}
"""Weighted F1 over the 25 types on CASE's own test set (Haneczok et al. 2021)."""


@dataclass(frozen=True)
class Snippet:
    """A text and its gold label: a sub-event type, ATTRIB, or one of the four others."""

    id: str
    text: str
    label: str


class Coded(NamedTuple):
    """A type or ATTRIB, and whether the tagger's first pass found words of an event."""

    label: str
    told: bool = True


Coder = Callable[[Article], Coded]


def read_snippets(path: Path) -> list[Snippet]:
    """Read the snippets of a file with ids, texts and labels."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Snippet(row["id"], row["EventSnippet"], _label(row["SubType"])) for row in rows]


def _label(name: str) -> str:
    kind = LABELS.get(name.strip())
    return kind.value if kind else name.strip()


def by_tagger(tagger: Tagger) -> Coder:
    """Return a coder that uses the tagger alone.

    It gives ATTRIB where a statement stands before all words of events and the tagger is surer of
    it than of any of those; else the type of the words most likely to be an event of their type.
    Where the first pass finds no words of an event, every word is tried.
    """

    def code(article: Article) -> Coded:
        analysis = Analysis(article)
        text, sentences = analysis.article.text, analysis.article.sentences
        found, spoken, _ = tagger.read(text, sentences)
        real = [one for one in found if one.real >= REAL]
        first = min((one.words.start for one in real), default=len(text))
        told = max(map(_sure, real), default=0.0)
        before = (one for one in spoken if one.words.start < first and _sure(one) > told)
        if any(_says_who(analysis, one) for one in before):
            return Coded(ATTRIB, bool(real))
        if not real:
            words = [one.span() for one in WORD.finditer(text)]
            found = tagger.read(text, sentences, words).events
        likeliest = max(found, key=_of_its_type, default=None)
        kind = _typed(analysis, tagger, likeliest) if likeliest else NOTHING
        return Coded(kind, bool(real))

    return code


def _sure(found: Found) -> float:
    return found.words.sure * found.real


def _of_its_type(found: Found) -> float:
    """The probability that words are of an event, times that of their likeliest type."""
    return found.real * found.kinds[0][1]


def _typed(analysis: Analysis, tagger: Tagger, found: Found) -> str:
    """The event's type as the reader codes it, after the check against its parties."""
    event = event_of(analysis, tagger, found, "e1", {})
    return checked_parties(analysis, event, (), Scene(analysis.country, None), []).kind.value


def _says_who(analysis: Analysis, found: Found) -> bool:
    """Whether the reader would take the words for a claim, an allegation or a denial."""
    if found.real < REAL or found.kind == "none":
        return False
    statement = by_its_words(analysis, found)
    return (
        statement.kind in OF_RESPONSIBILITY
        and is_said(analysis, statement)
        and bears_out(analysis, statement)
    )


def by_records(extractor: Extractor) -> Coder:
    """Return a coder that gives the type of the whole pipeline's first record, or nothing."""

    def code(article: Article) -> Coded:
        events = extractor.extract(article)
        return Coded(events[0].sub_event_type.value if events else NOTHING, bool(events))

    return code


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    folder = collection("case2021")
    if folder is None:
        return 0
    snippets = read_snippets(folder / "dev.tsv")
    if options.half:
        snippets = snippets[HALVES.index(options.half) :: 2]
    snippets = snippets[: options.limit]
    with open_tagger() as model:
        code = by_records(Extractor(model)) if options.records else by_tagger(model.tagger)
        coded = [code(Article(one.text, id=one.id)) for one in snippets]
    found = figures([one.label for one in snippets], coded)
    if options.errors:
        _print_errors(snippets, coded)
    _print(found)
    if options.json:
        write_json(
            options.json,
            f"case2021-{options.half}" if options.half else "case2021",
            found.plain(),
            model="tagger",
        )
    return 0


def _print_errors(snippets: Sequence[Snippet], coded: Sequence[Coded]) -> None:
    """Print the snippets coded differently from the gold, and count the confusions."""
    taken: Counter[tuple[str, str]] = Counter()
    for one, got in zip(snippets, coded, strict=True):
        if one.label != got.label and (one.label in _TYPES or ATTRIB in (got.label, one.label)):
            print(f"{one.id:>5} {one.label} <- {got.label}: {one.text[:160]!r}")
            taken[one.label, got.label] += 1
    for (gold, ours), number in taken.most_common():
        print(f"{number:>5} {gold} <- {ours}")


_TYPES = {kind.value for kind in SubEventType}


@dataclass(frozen=True)
class CaseFigures:
    """Figures over the snippets of the 25 types, and of ATTRIB against those."""

    types: ClassFigures
    attrib: ClassFigures
    no_event: float

    def plain(self) -> dict[str, float]:
        """Names and numbers."""
        attrib = self.attrib.of.get(ATTRIB, Counts())
        return {
            "snippets": self.types.count,
            "weighted_f1": self.types.weighted_f1,
            "macro_f1": self.types.macro_f1,
            "accuracy": self.types.accuracy,
            "attrib_precision": attrib.precision,
            "attrib_recall": attrib.recall,
            "attrib_f1": attrib.f1,
            "no_event_right": self.no_event,
        }


def figures(gold: Sequence[str], coded: Sequence[Coded]) -> CaseFigures:
    """The figures of coded labels against gold ones.

    Weighted F1 is over the snippets whose gold is one of the 25 types. ATTRIB's figures are over
    those and the ATTRIB ones, with all types as one class. A snippet of another kind is right if
    the tagger's first pass found no event in it.
    """
    pairs = [(one, got.label) for one, got in zip(gold, coded, strict=True)]
    events = [(g, c) for g, c in pairs if g in _TYPES]
    told = [(g, c) for g, c in pairs if g in _TYPES or g == ATTRIB]
    others = [c.told for g, c in zip(gold, coded, strict=True) if g not in _TYPES and g != ATTRIB]
    return CaseFigures(
        class_figures([g for g, _ in events], [c for _, c in events]),
        class_figures(
            [g if g == ATTRIB else "event" for g, _ in told],
            [c if c == ATTRIB else "event" for _, c in told],
        ),
        others.count(False) / len(others) if others else 0.0,
    )


def _print(found: CaseFigures) -> None:
    print("CASE 2021 dev")
    for name, value in found.plain().items():
        print(f"  {name:20}{value:8.3f}")
    print(f"  published: {PUBLISHED}, on the whole test set, half of it other texts than these")
    for kind, one in sorted(found.types.of.items()):
        if one.support:
            shares = f"p {one.precision:.2f} r {one.recall:.2f} f1 {one.f1:.2f}"
            print(f"    {kind:40} {shares} of {one.support}")


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--half", choices=HALVES, help="only every second line")
    options.add_argument("--limit", type=int, metavar="N", help="only the first N snippets")
    options.add_argument("--records", action="store_true", help="the type of the first record")
    options.add_argument("--errors", action="store_true", help="list what was coded otherwise")
    options.add_argument("--json", metavar="FILE", help="write the figures there too")
    return options


if __name__ == "__main__":
    sys.exit(said(main))
