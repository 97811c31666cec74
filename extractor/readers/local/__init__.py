"""The reader that needs no language model: a trained tagger reads, code puts together."""

from __future__ import annotations

from extractor.readers.local.reader import LocalReader

__all__ = ["LocalReader"]
