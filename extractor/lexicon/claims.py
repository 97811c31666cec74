"""Words by which somebody accuses, denies, claims responsibility or asks for an investigation.

They choose the sentences a reader asks about; the lexicons (``claims.tsv``) hold the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.lexicon.files import matches
from extractor.reading import StatementKind
from extractor.text.span import Span

__all__ = ["ClaimMention", "find_claims"]


@dataclass(frozen=True, order=True)
class ClaimMention:
    """Words in the text that make a statement of this kind."""

    span: Span
    kind: StatementKind
    weight: int


def find_claims(
    text: str, start: int = 0, end: int | None = None, *, languages: Sequence[str] = ()
) -> list[ClaimMention]:
    """All claim words in ``text[start:end]``, in text order, offsets from the text's beginning.

    Words of one kind that overlap are given once, the longest first found.
    """
    end = len(text) if end is None else end
    found = sorted(
        ClaimMention(Span(*match.span(), match.group()), StatementKind(entry.label), entry.weight)
        for entry, match in matches("claims", languages, text, start, end)
    )
    kept: list[ClaimMention] = []
    for claim in found:
        if not any(k.kind is claim.kind and k.span.overlaps(claim.span) for k in kept[-4:]):
            kept.append(claim)
    return kept
