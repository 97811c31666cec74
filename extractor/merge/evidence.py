"""Evidence of several articles in one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel

from extractor.records import Evidence, Report

__all__ = ["labelled", "relabelled", "with_more"]


V = TypeVar("V", bound=BaseModel)


def labelled(evidence: Iterable[Evidence], report: Report, home: str) -> tuple[Evidence, ...]:
    """The evidence with its article named, except for ``home``, the merged record's source."""
    article = report.source.article_id
    if article == home:
        return tuple(evidence)
    return tuple(one.model_copy(update={"article_id": article}) for one in evidence)


def relabelled(value: V, report: Report, home: str) -> V:
    """A value of the report with its article named in its evidence."""
    evidence: tuple[Evidence, ...] = getattr(value, "evidence")  # noqa: B009
    return value.model_copy(update={"evidence": labelled(evidence, report, home)})


def with_more(value: V, evidence: Iterable[Evidence]) -> V:
    """A value with additional evidence; each piece once."""
    existing: tuple[Evidence, ...] = getattr(value, "evidence")  # noqa: B009
    return value.model_copy(update={"evidence": tuple(dict.fromkeys((*existing, *evidence)))})
