"""News articles in, conflict event records out: each field tied to the words it came from.

The names below are the public API; everything is imported when first used, so that importing the
package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.article import Article
    from extractor.errors import (
        ArticleError,
        CodingError,
        ExtractorError,
        LoadRefused,
        ModelError,
        ModelReplyError,
        ModelUnavailable,
        RecordError,
        StoreError,
        TableError,
    )
    from extractor.pipeline import Extractor, Outcome
    from extractor.records import AcledRow, EventRecord

__all__ = [
    "AcledRow",
    "Article",
    "ArticleError",
    "CodingError",
    "EventRecord",
    "Extractor",
    "ExtractorError",
    "LoadRefused",
    "ModelError",
    "ModelReplyError",
    "ModelUnavailable",
    "Outcome",
    "RecordError",
    "StoreError",
    "TableError",
]

_HOMES = {
    "AcledRow": "records",
    "Article": "article",
    "EventRecord": "records",
    "Extractor": "pipeline",
    "Outcome": "pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    return getattr(import_module(f"extractor.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
