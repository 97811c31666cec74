"""The record reader: a language model gives the whole reading in one structured call.

The reply's schema is in :mod:`.reply`, what is sent in :mod:`.question` and ``prompts/record.txt``,
how the reply becomes a reading in :mod:`.gathering`, and the reader itself in :mod:`.reader`.
"""

from __future__ import annotations

from extractor.readers.record.reader import RecordReader
from extractor.readers.record.reply import ArticleReading

__all__ = ["ArticleReading", "RecordReader"]
