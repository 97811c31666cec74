"""One structured call for the whole reading, for models that can answer one: the reply's schema
(:mod:`.reply`), what is sent (:mod:`.question`, ``prompts/record.txt``), how the reply becomes a
reading (:mod:`.gathering`), and what reads an article (:mod:`.reader`)."""

from __future__ import annotations

from extractor.readers.record.reader import RecordReader
from extractor.readers.record.reply import ArticleReading

__all__ = ["ArticleReading", "RecordReader"]
