"""Reads ProQuest's text exports: articles between lines of underscores, each with its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.errors import ArticleError
from extractor.sources.dates import published_of
from extractor.text.printable import plural

if TYPE_CHECKING:
    from datetime import date

    from extractor.text.article import Article

__all__ = ["proquest_articles"]

BETWEEN = "_" * 40  # at least this many, alone on the line
TEXT = "full text"
NUMBER = "Document "  # followed by "1 of 20", above a document
FIELDS = frozenset(
    {
        *("abstract", "author", "business indexing term", "classification", "column", "copyright"),
        *("company / organization", "company", "country of publication", "credit", "database"),
        *("dateline", "document feature", "document type", "document url", "edition", "e-issn"),
        *(
            "first page",
            "full text",
            "identifier / keyword",
            "identifiers / keywords",
            "issn",
            "issue",
        ),
        *(
            "language of publication",
            "last page",
            "last updated",
            "last update",
            "links",
            "location",
        ),
        *(
            "number of pages",
            "pages",
            "people",
            "person",
            "place of publication",
            "proquest document",
        ),
        *("proquest document id", "publication date", "publication info", "publication subject"),
        *(
            "publication title",
            "publication year",
            "publisher",
            "section",
            "source type",
            "subject",
        ),
        *("supplement", "title", "url", "volume", "year"),
    }
)
SIGNS = frozenset({"publication title", "publication date", "publication info"})
LEAST = 20  # letters of a text
LONG_LINE = 200  # characters; a longer line outside the text is counted as left out


def proquest_articles(
    whole: Article, *, where: str, note: Callable[[str], None]
) -> list[Article] | None:
    """Return the articles of an export, each with its headline, newspaper and day; ``None`` for
    other texts. ``note`` is told how many there are, and how many have no text or no day."""
    if BETWEEN not in whole.text or f"{TEXT}:" not in whole.text.lower():
        return None
    left: list[str] = []
    read = [_document(block, whole, left) for block in _blocks(whole.text)]
    documents = [each for each in read if each is not None]
    found = [each for each in documents if sum(map(str.isalpha, each.text)) >= LEAST]
    if not documents:
        return None
    said = f"an export of ProQuest, {plural(len(documents), 'document')}"
    if len(found) < len(documents):
        said += f"; {len(documents) - len(found):,} without a text left out"
    if undated := sum(each.published is None for each in found):
        said += f"; {undated:,} without a day"
    if left:
        said += f"; {plural(len(left), 'long line')} beside the texts left out"
    note(f"{where}: {said}")
    if not found:
        raise ArticleError("an export of ProQuest without a text", where=where)
    return [
        replace(each, extra={"file": f"{where}, document {number}"})
        for number, each in enumerate(found, start=1)
    ]


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines between two lines of underscores."""
    block: list[str] = []
    for line in text.splitlines():
        if BETWEEN in line and not line.strip().strip("_"):
            yield block
            block = []
        else:
            block.append(line)
    yield block


def _field(line: str) -> tuple[str, str]:
    """Return the name (in lower case) and the value of a field line; two blank strings for
    others."""
    name, colon, value = line.strip().partition(":")
    is_field = bool(colon) and name.lower() in FIELDS and (not value or value[0].isspace())
    return (name.lower(), value.strip()) if is_field else ("", "")


def _document(block: list[str], whole: Article, left: list[str]) -> Article | None:
    """Return the article of one block, or ``None`` if it has no text. Long lines that are neither a
    field nor in the text are added to ``left``."""
    fields: dict[str, str] = {}
    text: list[str] = []
    title = None
    in_text = False
    for line in block:
        name, value = _field(line)
        if name == TEXT:
            in_text, line = True, value
        elif name:
            in_text = False
            fields.setdefault(name, value)
        if in_text:
            text.append(line.rstrip())
            continue
        if not name and len(line) > LONG_LINE:
            left.append(line)
        if not name and title is None and line.strip() and not line.startswith(NUMBER):
            title = " ".join(line.split())
    if not SIGNS & fields.keys():
        return None
    day = _day(fields) or whole.published
    return replace(
        whole,
        text="\n".join(text).strip() or "-",
        title=fields.get("title") or title,
        published=day,
        publisher=fields.get("publication title", "").split(";")[0].strip() or whole.publisher,
    )


def _day(fields: dict[str, str]) -> date | None:
    day_text = fields.get("publication date")
    if day_text is None:  # The Paper ; Lagos [Lagos]14 May 2024: A1.
        day_text = fields.get("publication info", "").rpartition("]")[2].partition(":")[0]
    try:
        return published_of(day_text.strip(" ."))
    except ArticleError:
        return None
