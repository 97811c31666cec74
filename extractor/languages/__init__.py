"""Languages as data: a folder each, ``xx/``, named by its ISO 639 code.

In a folder stand tables of words, one file a table, and ``language.tsv`` with what else is known of
the language. Nothing else is in here: no code for a language, and no words in code. A language is
found by its folder; adding one, or a table to one, touches nothing else. Only :mod:`.loading` opens
the files; :mod:`.forms` says which tables there are and what a line of each holds. What is said of
all languages together (groups, countries, places) has its own tables in ``codebook`` and
``gazetteer``.
"""

from __future__ import annotations

from extractor.languages.forms import TABLES
from extractor.languages.loading import (
    Row,
    about,
    check,
    codes,
    every_word,
    fault,
    having,
    lacking,
    reading_from,
    rows,
    words_of,
)

__all__ = [
    "TABLES",
    "Row",
    "about",
    "check",
    "codes",
    "every_word",
    "fault",
    "having",
    "lacking",
    "reading_from",
    "rows",
    "words_of",
]
