"""Finds dates in a page's ``<meta>`` tags, microdata and RDFa."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.sources.pages.candidates import Candidate, Change, Place
from extractor.sources.pages.identity import SAME, sameness
from extractor.sources.pages.linked_data import is_article
from extractor.sources.pages.phrases import phrases_like
from extractor.sources.pages.written import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from extractor.sources.pages.identity import Page

__all__ = ["changes", "live_days", "meta_days", "property_days", "value_of", "words_of"]

PUBLISHED = (
    # Open Graph's own names first; other names with the same content often come from plug-ins.
    *("article:published_time", "og:article:published_time", "article:published"),
    *("article:published_date", "article:publicationdate", "og:article:published"),
    *("og:published_time", "og:publish_date", "og:pubdate", "og:datepublished"),
    *("datepublished", "date_published", "date-published", "date.published", "article.published"),
    *("rnews:datepublished", "schema:datepublished", "published_time", "published-time"),
    *("published_at", "publishedat", "published", "published_date", "published-date"),
    *("publisheddate", "publish_date", "publish-date", "publishdate", "publish_time"),
    *("publish-time", "publishtime", "publication_date", "publication-date", "publicationdate"),
    *("pubdate", "pub_date", "pub-date", "pdate", "bt:pubdate", "rbpubdate", "article:post_date"),
    *("article_date_original", "originalpublicationdate", "dcsext.articlefirstpublished"),
    *("firstpublished", "first_published", "displaydate", "dateposted"),
    *("citation_publication_date", "citation_online_date"),
    *("dc.date.issued", "dc:date.issued", "dcterms.issued", "dc.issued", "dcterms:issued"),
    *("dc.date.publication", "prism.publicationdate", "parsely-pub-date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "cxenseparse:publishtime", "mediator_published_time"),
    *("shareaholic:article_published_time", "vr:published_time", "twt-published-at"),
    *("analyticsattributes.articledate", "field-name-post-date"),
)
CREATED = (  # the names do not say of what
    *("date", "dc.date", "dc:date", "dcterms.date", "dcterms:date", "dc.date.created"),
    *("dc.created", "dcterms.created", "dcterms:created", "dc:created", "created"),
    *("date_created", "datecreated", "content_create_date", "article.created", "article:created"),
)
CHANGED = frozenset(
    {
        *("article:modified_time", "article:modified", "article:modified_date"),
        *("article:post_modified", "og:updated_time", "og:modified_time"),
        *("og:article:modified_time", "article:updated_time", "modified_time", "updated_time"),
        *("datemodified", "date_modified", "last-modified", "lastmodified", "last_modified"),
        *("lastmod", "modified", "revised", "revision_date", "dcterms.modified", "dc.modified"),
        *("dc.date.modified", "bt:moddate", "moddate", "updated", "updated_at"),
        *("cxenseparse:recs:modifiedtime",),
    }
)
PROPERTIES = frozenset({"datepublished", "schema:datepublished", "rnews:datepublished"})
CREATED_PROPERTIES = frozenset({"datecreated", "schema:datecreated", "dc:created", "dc:date"})
CHANGED_PROPERTIES = frozenset(
    {"datemodified", "dateupdated", "schema:datemodified", "dc:modified", "dcterms:modified"}
)


def meta_days(page: Page) -> Iterator[Candidate]:
    """Yield the days of publication in ``<meta>`` tags, Open Graph's first."""
    for names, place in ((PUBLISHED, Place.META), (CREATED, Place.CREATED)):
        said = [
            (names.index(name), name, content) for name, content in _metas(page) if name in names
        ]
        for _, name, content in sorted(said, key=lambda one: one[0]):
            if read := day_of(content, page.languages):
                yield Candidate(place, f"meta {name}", read)


def property_days(page: Page) -> Iterator[Candidate]:
    """Yield the days of publication in the microdata and RDFa of the page's own article."""
    found = [
        (scope, place, value)
        for element, names in _properties(page)
        for wanted, place in ((PROPERTIES, Place.MARKUP), (CREATED_PROPERTIES, Place.CREATED))
        if names & wanted
        and (value := value_of(element))
        and (scope := _article_scope(page, element)) is not None
    ]
    scopes = {id(scope) for scope, _, _ in found}
    surely = [one for one in found if _is_own(page, one[0])]
    if not surely and len(scopes) > 1:
        return  # several articles, and the page's own is unknown
    for _, place, value in surely or found:
        if read := day_of(value, page.languages):
            what = "datePublished" if place is Place.MARKUP else "dateCreated"
            yield Candidate(place, f"{what} in its markup", read)


def changes(page: Page) -> Iterator[Change]:
    """Yield the days of changes in ``<meta>`` tags, microdata and RDFa."""
    for name, content in _metas(page, http=True):
        if name in CHANGED and (read := day_of(content, page.languages)) and read.day:
            yield Change(f"meta {name}", read.day)
    for element, names in _properties(page):
        if names & CHANGED_PROPERTIES and not page.elsewhere(element):
            read = day_of(value_of(element), page.languages)
            if read and read.day:
                yield Change("dateModified in its markup", read.day)


def live_days(page: Page) -> set[date]:
    """Return the days of a live blog's entries, which are recognised by class."""
    found = set()
    for element in page.tree.iter("time"):
        named = (up.get("class") or "" for up in element.iterancestors())
        if any(
            phrases_like("classes", "an entry").search(said) for said in named if said
        ) and not page.elsewhere(element):
            read = day_of(value_of(element), page.languages)
            if read and read.day:
                found.add(read.day)
    return found


def value_of(element: Any) -> str:
    """Return an element's machine-readable value, else its text."""
    for name in ("content", "datetime", "data-datetime"):
        if value := element.get(name):
            return str(value)
    if element.tag == "abbr" and element.get("title"):
        return str(element.get("title"))
    inner = next((one for one in element.iter("time") if one.get("datetime")), None)
    return str(inner.get("datetime")) if inner is not None else words_of(element)


def words_of(element: Any) -> str:
    """Return the words of an element, with spaces between its child elements."""
    return " ".join(" ".join(element.itertext()).split())


def _metas(page: Page, *, http: bool = False) -> Iterator[tuple[str, str]]:
    for meta in page.tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        names = {
            (meta.get(kind) or "").strip().lower()
            for kind in ("property", "name", *(("http-equiv",) if http else ()))
        }
        if content and not page.elsewhere(meta):
            yield from ((name, content) for name in sorted(names - {""}))


def _properties(page: Page) -> Iterator[tuple[Any, set[str]]]:
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        said = element.get("itemprop") or (element.tag != "meta" and element.get("property")) or ""
        if "date" in said.lower() or "dc:" in said.lower():
            yield element, {name.rsplit("/", 1)[-1] for name in said.lower().split()}


def _article_scope(page: Page, element: Any) -> Any:
    """Return the item that a property belongs to (the whole page if to none); ``None`` if it is not
    an article, or is in another part of the page."""
    if page.elsewhere(element):
        return None
    scopes = [up for up in element.iterancestors() if up.get("itemscope") is not None]
    scopes = scopes or [up for up in element.iterancestors() if up.get("typeof")]
    if not scopes:
        return page.tree
    kind = scopes[0].get("itemtype") or scopes[0].get("typeof") or ""
    if not kind:
        return scopes[0]
    # If no article is marked up, a property of the page is its article's.
    is_page = kind.lower().endswith("webpage") or "foaf:document" in kind.lower()
    return scopes[0] if is_article(kind.split()) or is_page else None


def _is_own(page: Page, scope: Any) -> bool:
    """Return whether the page's headline, or a very similar one, is in this item."""
    if scope is page.tree or scope in page.around:
        return True
    for element in scope.iter():
        if isinstance(element.tag, str) and "headline" in (element.get("itemprop") or ""):
            said = element.get("content") or element.text_content()
            same = sameness(said, page.titles)
            return same is not None and same[0] >= SAME
    return False
