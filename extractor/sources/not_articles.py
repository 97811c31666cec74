"""Texts that programs write for programs, each named: as an article it would be nonsense."""

from __future__ import annotations

import re

from extractor.errors import ArticleError
from extractor.sources.text_columns import PARTING, TEXT_NAMES, WHOLE_NAMES

__all__ = ["refuse_machine_text"]

_TIMES = r"\d\d:\d\d:\d\d[,.]\d{3} --> "
KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (r"BEGIN:VC(?:ALENDAR|ARD)\b", "a calendar or address book, no article"),
        (
            r"window\.YTD\.",
            "a file of an X (Twitter) archive; take off what stands before its first [ and name it "
            ".json",
        ),
        (
            rf"WEBVTT\b|\d+\s*\n{_TIMES}",
            "subtitles, whose times would be read as text; save their words alone",
        ),
        (
            r"(?:CDX [a-zA-Z] |[\w.-]+(?:,[\w-]+)+\)/\S* \d{14} )",
            "an index of a web archive (CDX), no pages; name the .warc",
        ),
        (
            r"(?:TY  - \w+\s*\n|@\w+\{[^\s,]*,)",
            "references (RIS, BibTeX), no articles; export them as CSV, and --text-column names "
            "the texts",
        ),
        (
            r"(?:-- (?:MySQL|MariaDB|PostgreSQL|SQLite|phpMyAdmin)\b|CREATE TABLE |INSERT INTO )",
            "an SQL dump; export the table as CSV",
        ),
    )
)
JSON = re.compile(r'(?:\{\s*"|\[\s*[{\["]).*[}\]]', re.S)
NAME = re.compile(r"[\w .-]{1,40}")
OTHER_NAMES = frozenset({"id", "title", "headline", "published", "publisher", "url", "date"})
LONGEST_HEADER = 2000
LONGEST_LOOK = 1 << 16  # characters in which the end of JSON is looked for, at both ends


def refuse_machine_text(text: str, *, where: str) -> None:
    """Raise :class:`ArticleError` for a text that is no article but a file of some program."""
    begun = text[:LONGEST_LOOK].lstrip("\ufeff \t\r\n")
    for kind, what in KINDS:
        if kind.match(begun):
            raise ArticleError(what, where=where)
    if names := _columns(begun):
        raise ArticleError(
            f"a table by its first line ({', '.join(names[:8])}); give it the ending .csv or .tsv",
            where=where,
        )
    if begun[:1] in ("{", "[") and JSON.fullmatch(begun[:100] + text[-100:].rstrip()):
        raise ArticleError("JSON by its content; give it the ending .json", where=where)


def _columns(begun: str) -> list[str]:
    """The columns of a table of articles, which its first line names; none for other texts."""
    first, _, rest = begun.partition("\n")
    second = rest.partition("\n")[0]
    for sign in "\t;,|":
        names = [name.strip().strip('"') for name in first[:LONGEST_HEADER].split(sign)]
        if len(names) > 1 and sign in second and all(map(NAME.fullmatch, names)):
            plain = {name.lower().translate(PARTING) for name in names}
            if not plain.isdisjoint({*TEXT_NAMES, *WHOLE_NAMES}) and plain & OTHER_NAMES:
                return names
    return []
