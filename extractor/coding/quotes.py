"""Turns a reader's words into evidence. Words not in the article are dropped with a warning."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.reading import Said
from extractor.text.span import Span

__all__ = ["fold", "span_of", "spans_of"]

SHOWN = 80  # characters of dropped words in their note


def span_of(said: Said | None, what: str, warnings: list[str]) -> Span | None:
    """Returns the span of the words, or ``None`` with a warning that calls them ``what``."""
    if said is None or said.span is not None:
        return said.span if said else None
    warnings.append(f"{what} “{fold(said.text)[:SHOWN]}” is not in the article; dropped")
    return None


def spans_of(many: Iterable[Said | None], what: str, warnings: list[str]) -> list[Span]:
    """Returns the spans of several quotes, each span once, in order."""
    found = (span_of(said, what, warnings) for said in many)
    return list(dict.fromkeys(span for span in found if span))


def fold(text: str) -> str:
    """Returns the text on one line, since news texts wrap their lines anywhere."""
    return " ".join(text.split())
