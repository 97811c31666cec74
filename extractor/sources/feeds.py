"""Reads feeds: each entry of an RSS or Atom file is an article, as far as the feed contains it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.parsers import expat

from extractor.errors import ArticleError
from extractor.sources.dates import published_of
from extractor.sources.fragments import is_fragment, text_of_fragment
from extractor.sources.pages.encoding import decode_page
from extractor.sources.rows import RememberedIds
from extractor.sources.struck_words import STRUCK_LEFT_OUT, without_struck
from extractor.text.article import Article
from extractor.text.printable import plural
from extractor.text.surrogates import NOT_XML

if TYPE_CHECKING:
    from datetime import date

__all__ = ["looks_like_feed", "looks_like_xml", "read_feed"]

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
BASE = "http://www.w3.org/XML/1998/namespace base"
DUBLIN = "http://purl.org/dc/elements/1.1/"
ROOTS = ("rss", "RDF", "feed")
ENTRIES = ("item", "entry")
OWNERS = (["channel"], ["feed"])  # elements directly below these describe the feed
XML_HEADS = (b"<?xml", b"<!--", b"<rss", b"<feed", b"<rdf:rdf")
FEED_TAGS = tuple(
    f"{before}{tag}{end}".encode() for before in "<:" for tag in ROOTS for end in " >\n"
)
# Invalid XML that feeds contain: names of HTML entities, bare ampersands, control characters.
AMPERSAND = re.compile(r"&((?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)?")
OF_XML = frozenset(["amp;", "lt;", "gt;", "quot;", "apos;"])
NAME = 30  # characters of a publisher's name after a headline
DEEPEST = 200  # levels of nested elements; a feed has seven, and XHTML in it a few more


@dataclass
class _Field:
    """The text of one element of an entry. ``marked`` if it contains elements, as XHTML does."""

    attributes: dict[str, str]
    base: str = ""
    plain: list[str] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    marked: bool = False

    @property
    def text(self) -> str:
        return "".join(self.markup if self.marked else self.plain).strip()


# Item types in WordPress exports, which are feeds of everything on a site, that are no posts.
NO_POSTS = frozenset(
    {
        *("attachment", "page", "nav_menu_item", "revision", "custom_css", "customize_changeset"),
        *("oembed_cache", "user_request"),
    }
)
UNPUBLISHED = frozenset({"draft", "auto-draft", "pending", "private", "future", "trash", "inherit"})


@dataclass
class _Entry:
    line: int
    fields: dict[str, list[_Field]] = field(default_factory=dict)

    def first(self, *names: str) -> _Field | None:
        """Return the first of these elements that is not blank."""
        found = (each for name in names for each in self.fields.get(name, ()))
        return next((each for each in found if each.text), None)

    def words(self, *names: str) -> str | None:
        """Return a short text, such as a title."""
        found = self.first(*names)
        if found is None:
            return None
        return " ".join(_body(found).split()) or None


def looks_like_xml(head: bytes) -> bool:
    """Return whether a file with these first bytes is XML, and not a web page."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(XML_HEADS)


def looks_like_feed(head: bytes) -> bool:
    """Return whether a file with these first bytes is a feed."""
    return looks_like_xml(head) and any(tag in head for tag in FEED_TAGS)


def read_feed(
    data: bytes,
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
    encoding: str | None = None,
) -> Iterator[Article | ArticleError]:
    """Yield the articles of a feed in its order: RSS 0.9 to 2.0, RDF, Atom.

    The text is the entry's content, else its summary; ``note`` is told how many have only a
    summary. The day is that of publication, never of a change. The publisher is the entry's own
    source, else the feed's title. ``published`` and ``publisher`` are used if the feed lacks them.
    Of a broken feed the entries before the break come first, then one error. Errors give ``name``
    and the line in which an entry begins.
    """
    text = decode_page(data, where=name, charset=encoding, note=note)
    feed = _Feed(name)
    broken = feed.parse(_mended(text, name, note))
    publisher = feed.title.words("title") or publisher
    site = _address(feed.title, "") or ""
    ids = RememberedIds(name, note)
    summaries, struck = 0, False
    unpublished: Counter[str] = Counter()
    for entry in feed.entries:
        where = f"{name}:{entry.line}"
        if kind := _unpublished(entry):
            unpublished[kind] += 1
            continue
        try:
            article, whole = _article(entry, where, published, publisher, note, site)
        except ArticleError as error:
            yield error
            continue
        summaries += not whole
        said = (each.text for several in entry.fields.values() for each in several)
        struck = struck or any(without_struck(text)[1] for text in said)
        ids.see(article, entry.line)
        yield article
    if unpublished:
        listed = ", ".join(f"{many:,} {kind}" for kind, many in unpublished.most_common())
        note(f"{name}: entries of WordPress that are no published posts passed over: {listed}")
    if struck:
        note(f"{name}: {STRUCK_LEFT_OUT}")
    if summaries:
        note(f"{name}: {summaries} of {len(feed.entries)} entries hold a summary, not the article")
    if broken:
        yield broken
    elif not feed.entries:
        yield ArticleError("no entry in this feed", where=name)


def _unpublished(entry: _Entry) -> str:
    """Return what an entry of a WordPress export is if it is not a published post (an attachment, a
    draft); blank for a post and for an entry of any other feed."""
    kind, status = entry.words("other:post_type"), entry.words("other:status")
    if kind is None or status is None:
        return ""
    if kind in NO_POSTS or kind.startswith("wp_"):
        return kind
    return status if status in UNPUBLISHED else ""


def _mended(text: str, name: str, note: Callable[[str], None]) -> str:
    """Return the feed without characters invalid in XML. Bare ampersands and HTML entities are
    replaced by what they mean: ``&eacute;`` by é."""
    text = AMPERSAND.sub(_letter, text)
    cleaned = NOT_XML.sub("", text)
    if len(cleaned) < len(text):
        note(f"{name}: {plural(len(text) - len(cleaned), 'control character')} left out")
    return cleaned.lstrip()


def _letter(found: re.Match[str]) -> str:
    name = found[1] or ""
    if name.startswith("#") or name in OF_XML:
        return found[0]
    letter = html5.get(name)
    return f"&amp;{name}" if letter is None else html.escape(letter)


class _Feed:
    """Collects entries while the XML is parsed. ``title`` holds the elements of the feed itself."""

    def __init__(self, name: str) -> None:
        self.entries: list[_Entry] = []
        self.title = _Entry(0)
        self._bases: list[str] = []  # base address for links, for each open element
        self._name = name
        self._path: list[str] = []
        self._entry: _Entry | None = None
        self._field: _Field | None = None
        self._depth = 0  # depth in the open field
        parser = self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._entity

    def parse(self, text: str) -> ArticleError | None:
        """Parse the text; return the error, if any, after the entries before it were collected."""
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "broken")
            return ArticleError(f"broken XML: {reason}", where=f"{self._name}:{error.lineno}")
        except ArticleError as error:
            return error
        return None

    def _error(self, reason: str) -> ArticleError:
        return ArticleError(reason, where=f"{self._name}:{self._parser.CurrentLineNumber}")

    def _entity(self, *_: object) -> None:
        raise self._error("declares entities of its own, which no feed needs; not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if not self._path and tag not in ROOTS:
            raise self._error(f"XML, but no RSS or Atom feed: its first element is <{tag[:40]}>")
        if len(self._path) >= DEEPEST:
            raise self._error(f"elements within elements, more than {DEEPEST} deep")
        self._path.append(tag)
        outer = self._bases[-1] if self._bases else ""
        self._bases.append(_joined(outer, attributes.get(BASE, "")))
        if self._field is not None:
            self._field.marked = True
            self._field.markup.append(f"<{tag}>")
        elif tag in ENTRIES and self._entry is None and len(self._path) <= 3:
            self._entry = _Entry(self._parser.CurrentLineNumber)
        elif self._entry is not None or (tag != "channel" and self._path[-2:-1] in OWNERS):
            self._field = _Field(attributes, base=self._bases[-1])
            self._depth = len(self._path)
            owner = self._entry or self.title
            owner.fields.setdefault(_key(space, tag), []).append(self._field)

    def _end(self, name: str) -> None:
        tag = self._path[-1]
        if self._field is not None:
            if len(self._path) == self._depth:
                self._field = None
            else:
                self._field.markup.append(f"</{tag}>")
        elif tag in ENTRIES and self._entry is not None:
            self.entries.append(self._entry)
            self._entry = None
        self._path.pop()
        self._bases.pop()

    def _data(self, data: str) -> None:
        if self._field is not None:
            self._field.plain.append(data)
            self._field.markup.append(html.escape(data, quote=False))


def _key(space: str, tag: str) -> str:
    """Return the name of an element; for RSS, RDF and Atom the tag alone."""
    if space == CONTENT:
        return f"content:{tag}"
    if space == DUBLIN:
        return f"dc:{tag}"
    rss = not space or space == ATOM or "rss" in space.lower() or "rdf" in space.lower()
    return tag if rss else f"other:{tag}"


def _article(
    entry: _Entry,
    where: str,
    published: date | None,
    publisher: str | None,
    note: Callable[[str], None],
    site: str,
) -> tuple[Article, bool]:
    """Return the article of an entry, and whether it has the full text. Links are relative to
    ``site`` if the feed has no base address."""
    title = entry.words("title")
    content = entry.first("content:encoded", "content")
    summary = entry.first("description", "summary")
    whole, text = _body(content), _body(summary)
    full = len(whole) >= len(text)
    text = whole if full else text
    if not text or (title and _only_repeats(text, title)):
        shown = f", only the headline {title[:80]!r}" if title else ""
        raise ArticleError(f"no text in this entry{shown}", where=where)
    day = _day(entry, where, published, note)
    source = entry.first("source")
    theirs = None if source is None or source.marked else " ".join(source.text.split())
    url = _address(entry, site)
    name = entry.words("guid", "id")
    return (
        Article(
            text,
            id=name,
            title=title,
            published=day or published,
            publisher=theirs or publisher,
            url=url,
            extra={"file": where},
        ),
        full,
    )


def _only_repeats(text: str, title: str) -> bool:
    """Return whether a text only repeats the headline, perhaps with the publisher's name."""
    return " ".join(text.split()).startswith(title) and len(text) < len(title) + NAME


def _body(found: _Field | None) -> str:
    """Return the words of an element that may contain HTML, escaped or as XHTML."""
    if found is None:
        return ""
    text, kind = found.text, found.attributes.get("type", "")
    if found.marked or kind in ("html", "text/html") or is_fragment(text):
        return text_of_fragment(text)
    return text if kind in ("text", "text/plain") else html.unescape(text).strip()


def _day(
    entry: _Entry, where: str, published: date | None, note: Callable[[str], None]
) -> date | None:
    said = entry.words("pubDate", "published", "issued", "dc:date")
    if said:
        return published_of(said, where=where)
    changed = entry.words("updated", "modified")
    if changed and published is None:
        note(f"{where}: says when it was updated ({changed[:40]}), not when it was published")
    return None


def _address(entry: _Entry, site: str) -> str | None:
    for link in entry.fields.get("link", ()):
        href = link.attributes.get("href")
        if href and link.attributes.get("rel", "alternate") == "alternate":
            return _joined(_joined(site, link.base), href.strip())
        if not href and link.text:
            return _joined(_joined(site, link.base), link.text)
    permanent = entry.first("guid")
    if permanent and permanent.text.startswith(("http://", "https://")):
        return permanent.text
    return None


def _joined(base: str, address: str) -> str:
    """Return an address resolved against its base; unchanged if that fails."""
    try:
        return urljoin(base, address) if base and address else address or base
    except ValueError:  # invalid, such as "http://["
        return address
