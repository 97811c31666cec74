"""News articles in, conflict event records out: each field tied to the words it came from.

The names below are the public API; everything is imported when first used, so that importing the
package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch.budget import Budget
    from extractor.batch.done import Done, Fate
    from extractor.batch.loop import Batch, extract_many
    from extractor.errors import (
        ArticleError,
        ArticleTooLong,
        CodingError,
        ExtractorError,
        LoadRefused,
        ModelError,
        ModelRefused,
        ModelReplyError,
        ModelUnavailable,
        RecordError,
        StoreError,
        TableError,
    )
    from extractor.limits import Limits
    from extractor.pipeline import Extractor, Outcome
    from extractor.records import AcledRow, EventRecord, Records
    from extractor.text.article import Article
    from extractor.validate import Finding, validate_records

__all__ = [
    "AcledRow",
    "Article",
    "ArticleError",
    "ArticleTooLong",
    "Batch",
    "Budget",
    "CodingError",
    "Done",
    "EventRecord",
    "Extractor",
    "ExtractorError",
    "Fate",
    "Finding",
    "Limits",
    "LoadRefused",
    "ModelError",
    "ModelRefused",
    "ModelReplyError",
    "ModelUnavailable",
    "Outcome",
    "RecordError",
    "Records",
    "StoreError",
    "TableError",
    "extract_many",
    "validate_records",
]

_HOMES = {
    "AcledRow": "records",
    "Article": "text.article",
    "Batch": "batch.loop",
    "Budget": "batch.budget",
    "Done": "batch.done",
    "EventRecord": "records",
    "Extractor": "pipeline",
    "Fate": "batch.done",
    "Finding": "validate",
    "Limits": "limits",
    "Outcome": "pipeline",
    "Records": "records",
    "extract_many": "batch.loop",
    "validate_records": "validate",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(f"extractor.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
