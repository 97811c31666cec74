"""ProQuest's exports as text: articles between lines of underscores, each with its fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.errors import ArticleError
from extractor.sources.dates import published_of
from extractor.text.printable import plural

if TYPE_CHECKING:
    from datetime import date

    from extractor.text.article import Article

__all__ = ["proquest_articles"]

BETWEEN = re.compile(r"^[ \t]*_{40,}[ \t]*\r?$", re.M)
NUMBER = re.compile(r"Document \d+ of \d+")
TEXT = re.compile(r"full text:\s*", re.I)
_FIELDS = (
    *("abstract", "author", "business indexing term", "classification", "column", "copyright"),
    *("company / organization", "company", "country of publication", "credit", "database"),
    *("dateline", "document feature", "document type", "document url", "edition", "e-issn"),
    *("first page", "full text", "identifier / keyword", "identifiers / keywords", "issn", "issue"),
    *("language of publication", "last page", "last updated", "last update", "links", "location"),
    *("number of pages", "pages", "people", "person", "place of publication", "proquest document"),
    *("proquest document id", "publication date", "publication info", "publication subject"),
    *("publication title", "publication year", "publisher", "section", "source type", "subject"),
    *("supplement", "title", "url", "volume", "year"),
)
FIELD = re.compile(rf"({'|'.join(map(re.escape, _FIELDS))}):(?:\s+(.*))?", re.I)
SIGNS = frozenset({"publication title", "publication date", "publication info"})
DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}")
LEAST = 20  # letters of a text
LONG_LINE = 200  # characters; of text that stands where none is looked for


def proquest_articles(
    whole: Article, *, where: str, note: Callable[[str], None]
) -> list[Article] | None:
    """The articles of an export, each with its own headline, paper and day; ``None`` for all other
    texts. ``note`` is told how many there are, how many hold no text and how many name no day."""
    if BETWEEN.search(whole.text) is None or TEXT.search(whole.text) is None:
        return None
    left: list[str] = []
    read = [_document(block, whole, left) for block in BETWEEN.split(whole.text)]
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


def _document(block: str, whole: Article, left: list[str]) -> Article | None:
    """The article of what stands between two lines; without a text where it holds none. Long lines
    that are no field and not in the text are added to those ``left`` out."""
    fields: dict[str, str] = {}
    text: list[str] = []
    title = None
    in_text = False
    for line in block.splitlines():
        field = FIELD.fullmatch(line.strip())
        name = field[1].lower() if field else ""
        if field and name == "full text":
            in_text, line = True, field[2] or ""
        elif field:
            in_text = False
            fields.setdefault(name, (field[2] or "").strip())
        if in_text:
            text.append(line.rstrip())
            continue
        if not field and len(line) > LONG_LINE:
            left.append(line)
        if not field and title is None and line.strip() and not NUMBER.fullmatch(line.strip()):
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
    told = fields.get("publication date") or next(
        iter(DAY.findall(fields.get("publication info", ""))), ""
    )
    try:
        return published_of(told)
    except ArticleError:
        return None
