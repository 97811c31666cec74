"""CASE 2021: ACLED sub-event types of news snippets; run by ``python -m evals.case2021``.

Reads ``$EXTRACT_EVAL_DATA/case2021/dev.tsv`` (task 2 of the CASE 2021 workshop, "Fine-grained
classification of socio-political events": github.com/emerging-welfare/case-2021-shared-task). Each
snippet has one of ACLED's 25 sub-event types, or ATTRIB (a claim, accusation or denial of
responsibility), or one of four kinds that are no event of ours (DIPLO, ORG_CRIME and two kinds of
disaster). Coders: ``lexicon`` takes words and the codebook's precedence alone; ``ties`` lets the
model choose where the best types are near each other; ``extractor`` takes the whole pipeline's
first event.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.publish import NOTES
from evals.report import write_json
from evals.running import BUILD, Run, collection, read_one, remembering, said
from extractor import Article, Extractor
from extractor.analysis import Analysis
from extractor.codebook.types import SubEventType
from extractor.lexicon.claims import ClaimMention
from extractor.lexicon.incidents import rank_sub_events
from extractor.lexicon.realis import Realis, realis
from extractor.models.protocol import Model
from extractor.reading import StatementKind
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
OF_RESPONSIBILITY = {
    StatementKind.ALLEGATION,
    StatementKind.DENIAL,
    StatementKind.RESPONSIBILITY,
}
SURE = 3  # a claim word that says it by itself
NEAR = 0.7  # a type with this share of the best one's weight may be it
PUBLISHED = {"supervised": 0.839, "zero-shot": 0.74}
"""Weighted F1 over the 25 types on CASE's own test set (Haneczok et al. 2021)."""


@dataclass(frozen=True)
class Snippet:
    """A text and its gold label: a sub-event type, ATTRIB, or one of the four others."""

    id: str
    text: str
    label: str


def read_snippets(path: Path) -> list[Snippet]:
    """The snippets of a file of ids, texts and labels."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Snippet(row["id"], row["EventSnippet"], _label(row["SubType"])) for row in rows]


def _label(name: str) -> str:
    kind = LABELS.get(name.strip())
    return kind.value if kind else name.strip()


def attributes(analysis: Analysis) -> bool:
    """Whether the text is first of all about who did it: a sure word for an accusation, a denial
    or a claim of responsibility, before any event of its own is told."""
    claims = [one for one in analysis.claims if one.kind in OF_RESPONSIBILITY]
    return any(one.weight >= SURE for one in claims) and not _told_before(analysis, claims)


def _told_before(analysis: Analysis, claims: Sequence[ClaimMention]) -> bool:
    first = min(one.span.start for one in claims)
    return any(one.weight >= SURE and one.span.end <= first for one in analysis.incidents)


def ranked_types(analysis: Analysis) -> list[tuple[str, float]]:
    """The types by what is said to have happened; where all is only planned or denied, by that."""
    text, languages = analysis.article.text, analysis.languages
    actual = [
        mention
        for sentence in analysis.article.sentences
        for mention in analysis.within(analysis.incidents, sentence)
        if mention.context
        or realis(text, mention.span, sentence, languages=languages) is Realis.ACTUAL
    ]
    return rank_sub_events(actual) or rank_sub_events(analysis.incidents)


def by_lexicon(article: Article) -> str:
    """The type by words and precedence alone."""
    analysis = Analysis(article)
    ranked = ranked_types(analysis)
    if attributes(analysis):
        return ATTRIB
    return ranked[0][0] if ranked else NOTHING


def with_ties(model: Model) -> Callable[[Article], str]:
    """The same, the model choosing where several types are near the best one."""

    def code(article: Article) -> str:
        analysis = Analysis(article)
        ranked = ranked_types(analysis)
        if attributes(analysis):
            return ATTRIB
        near = [kind for kind, weight in ranked if weight >= NEAR * ranked[0][1]][:4]
        if len(near) < 2:
            return near[0] if near else NOTHING
        listed = "\n".join(f"{letter}. {kind}" for letter, kind in zip("ABCD", near, strict=False))
        question = (
            f'"{" ".join(article.text.split())}"\nWhich kind of event is reported?\n{listed}\n'
            "Answer with its letter:"
        )
        answer = model.ask(
            [{"role": "user", "content": question}], max_tokens=4, choices="ABCD"[: len(near)]
        )
        return near["ABCD".index(answer.text)]

    return code


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options().parse_args(arguments)
    folder = collection("case2021")
    if folder is None:
        return 0
    snippets = read_snippets(folder / "dev.tsv")[:: options.every][: options.limit]
    run = Run(
        BUILD / "case.jsonl",
        model=options.model,
        replies=Path(options.replies),
        replay=options.replay,
    )
    if options.coder == "lexicon":
        coded = [by_lexicon(Article(one.text, id=one.id)) for one in snippets]
    else:
        with remembering(run) as model:
            if options.coder == "ties":
                code = with_ties(model)
            else:
                extractor = Extractor(model.reads)

                def code(article: Article) -> str:
                    events = read_one(extractor, model, article).events
                    return events[0].sub_event_type.value if events else by_lexicon(article)

            coded = [code(Article(one.text, id=one.id)) for one in snippets]
    found = figures([one.label for one in snippets], coded)
    if options.errors:
        for one, got in zip(snippets, coded, strict=True):
            if one.label != got and (one.label in _TYPES or ATTRIB in (got, one.label)):
                print(f"{one.id:>5} {one.label} <- {got}: {one.text[:160]!r}")
    _print(options.coder, found)
    if options.json:
        name = "case2021" if options.coder == "lexicon" else f"case2021-{options.coder}"
        write_json(options.json, name, found.plain())
    return 0


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


def figures(gold: Sequence[str], coded: Sequence[str]) -> CaseFigures:
    """Weighted F1 is over the snippets whose gold is one of the 25 types; ATTRIB's figures are
    over those and the ATTRIB ones, all types being one class there."""
    pairs = list(zip(gold, coded, strict=True))
    events = [(g, c) for g, c in pairs if g in _TYPES]
    told = [(g, c) for g, c in pairs if g in _TYPES or g == ATTRIB]
    others = [c for g, c in pairs if g not in _TYPES and g != ATTRIB]
    return CaseFigures(
        class_figures([g for g, _ in events], [c for _, c in events]),
        class_figures(
            [g if g == ATTRIB else "event" for g, _ in told],
            [c if c == ATTRIB else "event" for _, c in told],
        ),
        sum(c == NOTHING for c in others) / len(others) if others else 0.0,
    )


def _print(coder: str, found: CaseFigures) -> None:
    print(f"CASE 2021 dev, coder {coder}")
    for name, value in found.plain().items():
        print(f"  {name:20}{value:8.3f}")
    print("  asked: weighted_f1 0.70, attrib_f1 0.70")
    print(f"  published: {PUBLISHED}, on the whole test set, half of it other texts than these")
    print(f"  {NOTES['case2021']}")
    for kind, one in sorted(found.types.of.items()):
        if one.support:
            shares = f"p {one.precision:.2f} r {one.recall:.2f} f1 {one.f1:.2f}"
            print(f"    {kind:40} {shares} of {one.support}")


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--coder", choices=["lexicon", "ties", "extractor"], default="lexicon")
    options.add_argument("--limit", type=int, metavar="N", help="only the first N snippets")
    options.add_argument("--every", type=int, default=1, metavar="N", help="each Nth snippet")
    options.add_argument("--model", metavar="SPEC")
    options.add_argument("--replay", action="store_true", help="never ask the model")
    options.add_argument("--replies", default=BUILD / "replies.jsonl", metavar="FILE")
    options.add_argument("--errors", action="store_true", help="list what was coded otherwise")
    options.add_argument("--json", metavar="FILE", help="write the figures there too")
    return options


if __name__ == "__main__":
    sys.exit(said(main))
