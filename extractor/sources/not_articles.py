"""Recognises texts written for programs, which are refused as articles and named in the error."""

from __future__ import annotations

from extractor.errors import ArticleError
from extractor.sources.text_columns import PARTING, TEXT_NAMES, WHOLE_NAMES

__all__ = ["refuse_machine_text"]

KINDS = {
    "a calendar or address book, no article": ("BEGIN:VCALENDAR", "BEGIN:VCARD"),
    "a file of an X (Twitter) archive; take off what stands before its first [ and name it .json": (
        "window.YTD.",
    ),
    "subtitles, whose times would be read as text; save their words alone": ("WEBVTT",),
    "an index of a web archive (CDX), no pages; name the .warc": ("CDX N ", "CDX A "),
    "references (RIS, BibTeX), no articles; export them as CSV, and --text-column names the "
    "texts": ("TY  - ", "@article{", "@misc{", "@book{", "@online{", "@inproceedings{"),
    "an SQL dump; export the table as CSV": (
        *("-- MySQL", "-- MariaDB", "-- PostgreSQL", "-- SQLite", "-- phpMyAdmin"),
        *("CREATE TABLE ", "INSERT INTO "),
    ),
}
SUBTITLES, INDEX = list(KINDS)[2:4]
OF_JSON = ('{"', "[{", '["', "[[")
STAMP = 14  # digits of a timestamp
LONGEST_NAME = 40
OTHER_NAMES = frozenset({"id", "title", "headline", "published", "publisher", "url", "date"})
LONGEST_HEADER = 2000
LONGEST_LOOK = 1 << 12  # characters


def refuse_machine_text(text: str, *, where: str) -> None:
    """Raise :class:`ArticleError` for a text that is some program's file and not an article."""
    begun = text[:LONGEST_LOOK].lstrip("\ufeff \t\r\n")
    kind = next((what for what, starts in KINDS.items() if begun.startswith(starts)), None)
    first, _, following = begun.partition("\n")
    if first.strip().isdecimal() and " --> " in following.partition("\n")[0]:
        kind = SUBTITLES
    key, _, others = first.partition(" ")  # org,example)/1 20240514093000 {…
    if ")/" in key and "," in key and others[:STAMP].isdecimal():
        kind = INDEX
    if kind is not None:
        raise ArticleError(kind, where=where)
    if names := _columns(begun):
        raise ArticleError(
            f"a table by its first line ({', '.join(names[:8])}); give it the ending .csv or .tsv",
            where=where,
        )
    inner = begun[:1] + begun[1:].lstrip()
    if inner.startswith(OF_JSON) and text.rstrip().endswith(("}", "]")):
        raise ArticleError("JSON by its content; give it the ending .json", where=where)


def _columns(begun: str) -> list[str]:
    """Return the column names in the first line of a table of articles; none for other texts."""
    first, _, following = begun.partition("\n")
    second = following.partition("\n")[0]
    for sign in "\t;,|":
        names = [name.strip().strip('"') for name in first[:LONGEST_HEADER].split(sign)]
        if len(names) > 1 and sign in second and all(map(_is_name, names)):
            plain = {name.lower().translate(PARTING) for name in names}
            if not plain.isdisjoint({*TEXT_NAMES, *WHOLE_NAMES}) and plain & OTHER_NAMES:
                return names
    return []


def _is_name(words: str) -> bool:
    """Return whether this may be the name of a column."""
    plain = words.translate(PARTING).replace(".", "")
    return len(words) <= LONGEST_NAME and bool(plain) and plain.isalnum()
