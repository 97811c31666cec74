"""Allegations, denials, claims of responsibility and requested investigations of one incident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.actors.resolve import same_party
from extractor.analysis import Analysis
from extractor.coding.quotes import fold, span_of
from extractor.coding.table_words import says
from extractor.reading import Said, Statement, StatementKind
from extractor.records.checked import Check
from extractor.records.parts import (
    Allegation,
    ClaimOfResponsibility,
    Denial,
    Evidence,
    RequestedInvestigation,
)
from extractor.text.span import Span

__all__ = [
    "Grounded",
    "allegations",
    "claims_of_responsibility",
    "denials",
    "grounded",
    "requested_investigations",
    "says_of_itself",
]


TABLE = "statement_words"
WORDS_FOR = {
    StatementKind.ALLEGATION: ("accusation", "mutual"),
    StatementKind.DENIAL: ("denial",),
    StatementKind.RESPONSIBILITY: ("claim",),
    StatementKind.INVESTIGATION: ("inquiry",),
}
"""For each kind of statement, the kinds of table words that express it."""


@dataclass(frozen=True)
class Grounded:
    """A statement whose words have been found in the article; ``said`` is its first sentence."""

    kind: StatementKind
    said: Span
    speaker: Span | None
    accused: Span | None
    addressee: Span | None
    investigator: Span | None
    check: Check = Check.READER
    further_sentences: tuple[Span, ...] = ()  # other sentences of the same statement

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The sentence, then the words for each party."""
        spans = [
            self.said,
            *self.further_sentences,
            self.speaker,
            self.accused,
            self.addressee,
            self.investigator,
        ]
        return tuple(Evidence.of(span) for span in dict.fromkeys(spans) if span)


def grounded(
    analysis: Analysis, statements: Sequence[Statement], warnings: list[str]
) -> list[Grounded]:
    """Returns the statements with their words as spans, without repetitions. Words that are not in
    the article are dropped with a warning; the rest of the statement stays."""
    found = (_as_read(analysis, statement, warnings) for statement in statements)
    return list(dict.fromkeys(found))


def _as_read(analysis: Analysis, statement: Statement, warnings: list[str]) -> Grounded:
    """Returns a statement with those of its words that the article contains. Its check is ``both``
    where one of its sentences has a table word for its kind."""
    article, kind = analysis.article, statement.kind

    def words(quoted: Said | None, what: str) -> Span | None:
        return span_of(quoted, f"{what} of {kind.value}", warnings)

    sentences = [article.sentences[index] for index in statement.sentences]
    said, *following = (article.span(one.start, one.end) for one in sentences)
    speaker = words(statement.speaker, "speaker")
    accused = words(statement.accused, "accused")
    if accused and speaker and accused == speaker:
        accused = None  # nobody accuses oneself; a denial clears its own speaker
        if kind is StatementKind.ALLEGATION:
            warnings.append(
                f"allegation: “{fold(speaker.text)}” is speaker and accused; not accused"
            )
    return Grounded(
        kind,
        said,
        speaker,
        accused,
        words(statement.addressee, "addressee"),
        words(statement.investigator, "investigator"),
        Check.BOTH
        if any(says(one.text, TABLE, *WORDS_FOR[kind]) for one in sentences)
        else Check.READER,
        tuple(following),
    )


def allegations(statements: Sequence[Grounded]) -> tuple[Allegation, ...]:
    """Returns the statements that say who did it."""
    return tuple(
        Allegation(
            speaker=_text(one.speaker),
            accused=_text(one.accused),
            statement=one.said.text,
            evidence=one.evidence,
        )
        for one in _of(StatementKind.ALLEGATION, statements)
    )


def denials(statements: Sequence[Grounded]) -> tuple[Denial, ...]:
    """Returns the statements whose speaker denies the deed, or denies that it was so."""
    return tuple(
        Denial(speaker=_text(one.speaker), statement=one.said.text, evidence=one.evidence)
        for one in _of(StatementKind.DENIAL, statements)
    )


def claims_of_responsibility(statements: Sequence[Grounded]) -> tuple[ClaimOfResponsibility, ...]:
    """Returns the statements whose speaker claims the deed."""
    return tuple(
        ClaimOfResponsibility(
            speaker=_text(one.speaker), statement=one.said.text, evidence=one.evidence
        )
        for one in _of(StatementKind.RESPONSIBILITY, statements)
    )


def requested_investigations(statements: Sequence[Grounded]) -> tuple[RequestedInvestigation, ...]:
    """Returns the statements that ask for an investigation."""
    return tuple(
        RequestedInvestigation(
            requester=_text(one.speaker),
            addressee=_text(one.addressee),
            investigator=_text(one.investigator),
            evidence=one.evidence,
        )
        for one in _of(StatementKind.INVESTIGATION, statements)
    )


def says_of_itself(
    statements: Sequence[Grounded], kind: StatementKind, words: Iterable[str], country: str | None
) -> bool:
    """Whether a party that goes by any of these words makes a statement of this kind."""
    names = [fold(word) for word in words]
    return any(
        one.kind is kind
        and one.speaker is not None
        and any(same_party(fold(one.speaker.text), name, country) for name in names)
        for one in statements
    )


def _of(kind: StatementKind, statements: Sequence[Grounded]) -> list[Grounded]:
    return [one for one in statements if one.kind is kind]


def _text(span: Span | None) -> str | None:
    return span.text if span else None
