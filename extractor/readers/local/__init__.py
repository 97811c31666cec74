"""The reader that needs no language model: a trained tagger and rules that use its marks."""

from __future__ import annotations

from extractor.readers.local.reader import LocalReader

__all__ = ["LocalReader"]
