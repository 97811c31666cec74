"""Allegations, denials, claims of responsibility and requested investigations of one incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.analysis import Analysis
from extractor.reading import Quote, Statement, StatementKind
from extractor.records.parts import (
    Allegation,
    ClaimOfResponsibility,
    Denial,
    Evidence,
    RequestedInvestigation,
)
from extractor.resolve.grounding import ground, whole_phrase
from extractor.span import Span

__all__ = ["Grounded", "grounded", "statement_parts"]


@dataclass(frozen=True)
class Grounded:
    """A statement whose words have been found in the article; ``said`` is its sentence."""

    kind: StatementKind
    said: Span
    speaker: Span | None
    accused: Span | None
    addressee: Span | None
    investigator: Span | None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentence, then each party where it is named."""
        spans = [self.said, self.speaker, self.accused, self.addressee, self.investigator]
        return tuple(Evidence.of(span) for span in dict.fromkeys(spans) if span)


def grounded(
    analysis: Analysis, statements: Sequence[Statement], warnings: list[str]
) -> list[Grounded]:
    """The statements with their words as spans; what is not in the article is dropped and noted,
    and a statement whose speaker is not, with it."""
    article = analysis.article
    found: list[Grounded] = []
    for statement in statements:
        if not 0 <= statement.sentence < len(article.sentences):
            warnings.append(f"{statement.kind.value} in sentence {statement.sentence}: no such one")
            continue
        said = article.sentences[statement.sentence]

        def words(
            quote: Quote | None, what: str, kind: StatementKind = statement.kind
        ) -> Span | None:
            span = ground(article, quote)
            if quote and quote.text.strip() and span is None:
                short = " ".join(quote.text.split())[:80]
                warnings.append(f"{what} of {kind.value} “{short}” is not in the article; dropped")
            return whole_phrase(article, span, analysis.apart) if span else None

        speaker = words(statement.speaker, "speaker")
        if speaker is None:
            continue
        one = Grounded(
            statement.kind,
            article.span(said.start, said.end),
            speaker,
            words(statement.accused, "accused"),
            words(statement.addressee, "addressee"),
            words(statement.investigator, "investigator"),
        )
        if one not in found:
            found.append(one)
    return found


def statement_parts(
    statements: Sequence[Grounded],
) -> dict[str, tuple[Allegation | Denial | ClaimOfResponsibility | RequestedInvestigation, ...]]:
    """The record's four lists of statements, by field name."""
    parts: dict[str, list[object]] = {
        "allegations": [],
        "denials": [],
        "claims_of_responsibility": [],
        "requested_investigations": [],
    }
    for one in statements:
        speaker = one.speaker.text if one.speaker else None
        if one.kind is StatementKind.ALLEGATION:
            accused = one.accused.text if one.accused else None
            parts["allegations"].append(
                Allegation(
                    speaker=speaker,
                    accused=accused,
                    statement=one.said.text,
                    evidence=one.evidence,
                )
            )
        elif one.kind is StatementKind.DENIAL:
            parts["denials"].append(
                Denial(speaker=speaker, statement=one.said.text, evidence=one.evidence)
            )
        elif one.kind is StatementKind.RESPONSIBILITY:
            parts["claims_of_responsibility"].append(
                ClaimOfResponsibility(
                    speaker=speaker, statement=one.said.text, evidence=one.evidence
                )
            )
        else:
            parts["requested_investigations"].append(
                RequestedInvestigation(
                    requester=speaker,
                    addressee=one.addressee.text if one.addressee else None,
                    investigator=one.investigator.text if one.investigator else None,
                    evidence=one.evidence,
                )
            )
    return {name: tuple(found) for name, found in parts.items()}  # type: ignore[misc]
