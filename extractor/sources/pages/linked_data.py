"""Finds in a page's JSON-LD the node of its own article, among the nodes of others.

Only nodes at the top, in ``@graph`` and under ``mainEntity`` are read. What is nested in them
(comments, images, related stories, entries of lists and live blogs) is not the article.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from extractor.sources.pages.candidates import Candidate, Change, Place
from extractor.sources.pages.identity import SAME, address, sameness
from extractor.sources.pages.written import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from extractor.sources.pages.identity import Page

__all__ = ["LinkedData", "is_article", "linked_data", "value_in"]

# "Article" in schema.org and its subtypes, with "SocialMediaPosting".
ARTICLES = frozenset(
    {
        *("article", "newsarticle", "analysisnewsarticle", "askpublicnewsarticle"),
        *("backgroundnewsarticle", "opinionnewsarticle", "reportagenewsarticle"),
        *("reviewnewsarticle", "satiricalarticle", "report", "advertisercontentarticle"),
        *("scholarlyarticle", "techarticle", "socialmediaposting", "blogposting"),
        *("liveblogposting", "discussionforumposting", "blogpost"),
    }
)
PAGES = frozenset({"webpage", "itempage", "creativework"})
LIVE = "liveblogposting"
WRAPPINGS = ("//", "<!--", "//", "<![CDATA[", "//"), ("//", "]]>", "//", "-->", ";")
COMMA = re.compile(r",(\s*[}\]])")
QUOTED = re.compile(r'"(datePublished|@type)"\s*:\s*"([^"\\]{3,40})"')
DEEPEST = 4  # levels of nested graphs
NOT_OWN = 9


@dataclass(frozen=True)
class LinkedData:
    """What a page's JSON-LD states about its own article.

    ``updates`` are the entries of a live blog (``is_live``), otherwise empty, and ``coverage`` the
    days on which it began and ended. ``others`` is the number of dated articles described that are
    not the page's own.
    """

    candidates: tuple[Candidate, ...]
    changes: tuple[Change, ...]
    is_live: bool
    updates: tuple[dict[str, Any], ...]
    coverage: tuple[date, ...]
    languages: tuple[str, ...]
    others: int


def is_article(kind: object) -> bool:
    """Return whether a schema.org type (a name, an address, a list of them) is an article type."""
    return bool(_types(kind) & ARTICLES)


def linked_data(page: Page) -> LinkedData:
    """Return the days in the JSON-LD nodes of the page's own article."""
    nodes: list[dict[str, Any]] = []
    crude: list[str] = []
    for script in page.tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            found = _parsed(str(script.text))
            nodes += [] if found is None else list(_open_nodes(found))
            crude += _crudely(str(script.text)) if found is None else []
    articles = [node for node in nodes if is_article(node.get("@type"))]
    own_nodes, others = _own_nodes(page, articles)
    languages = [node.get("inLanguage") for node in own_nodes]
    pages = [
        node
        for node in nodes
        if _types(node.get("@type")) & PAGES and node not in articles and _same_page(page, node)
    ]
    candidates = [
        *_dated(own_nodes, "datePublished", Place.ARTICLE, languages),
        *_dated(pages, "datePublished", Place.WEB_PAGE, languages),
        *_dated(own_nodes, "dateCreated", Place.CREATED, languages),
    ]
    if not articles and len(crude) == 1 and (read := day_of(crude[0])):
        candidates.append(Candidate(Place.ARTICLE, "datePublished in its JSON-LD", read))
    changes = [
        Change("dateModified in its JSON-LD", read.day)
        for node in (*own_nodes, *pages)
        if (read := day_of(value_in(node.get("dateModified")))) and read.day
    ]
    return LinkedData(
        tuple(candidates),
        tuple(changes),
        any(LIVE in _types(node.get("@type")) for node in own_nodes),
        tuple(_updates(own_nodes)),
        tuple(_coverage(own_nodes)),
        tuple(one.replace("_", "-").lower() for one in languages if isinstance(one, str)),
        others,
    )


def _dated(
    nodes: list[dict[str, Any]], key: str, place: Place, languages: list[Any]
) -> Iterator[Candidate]:
    lowered = [one.lower() for one in languages if isinstance(one, str)]
    for node in nodes:
        if read := day_of(value_in(node.get(key)), lowered):
            yield Candidate(place, f"{key} in its JSON-LD", read)


def _own_nodes(page: Page, articles: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """Return the nodes of the page's own article, and how many dated nodes describe others."""
    sole = len({str(node.get("datePublished")) for node in articles}) == 1
    ranked = [(_rank(page, node, sole=sole), node) for node in articles]
    best = min((rank for rank, _ in ranked), default=NOT_OWN)
    best_nodes = [] if best == NOT_OWN else [node for rank, node in ranked if rank == best]
    return best_nodes, sum(rank == NOT_OWN and "datePublished" in node for rank, node in ranked)


def _rank(page: Page, node: dict[str, Any], *, sole: bool) -> int:
    """Return how certainly a node is the page's own article, from 0 (certain) to ``NOT_OWN``."""
    said = {one for one in map(address, _addresses(node)) if one}
    at_its_address = bool(said & set(page.addresses)) if said and page.addresses else None
    headline = node.get("headline") or node.get("name")
    same = sameness(headline, page.titles) if isinstance(headline, str) else None
    alike, exactly = same or (None, False)
    if at_its_address and (alike is None or alike >= SAME):
        return 0
    if exactly:
        return (
            0 if at_its_address is None else 1
        )  # another publisher's report, reprinted under its headline
    if at_its_address:
        return 2
    if at_its_address is None and alike is not None and alike >= SAME:
        return 3
    return 4 if sole and at_its_address is None and alike is None else NOT_OWN


def _same_page(page: Page, node: dict[str, Any]) -> bool:
    """Return whether a page node is for this page: it has its address, or no address and its
    name."""
    said = {address(one) for one in _addresses(node) if one.lower().startswith("http")}
    if said and page.addresses:  # the address of a whole site is not an article's
        return bool(said & set(page.addresses))
    name = node.get("name") or node.get("headline")
    same = sameness(name, page.titles) if isinstance(name, str) else None
    return same is None or same[0] >= SAME


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses that a node states for itself."""
    of = node.get("mainEntityOfPage")
    for value in (node.get("url"), node.get("@id"), *(of if isinstance(of, list) else [of])):
        if isinstance(value, dict):
            yield from (v for v in (value.get("@id"), value.get("url")) if isinstance(v, str))
        elif isinstance(value, str):
            yield value


def _updates(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if LIVE in _types(node.get("@type")):
            entries = node.get("liveBlogUpdate")
            for entry in entries if isinstance(entries, list) else [entries]:
                if isinstance(entry, dict):
                    yield entry


def _coverage(nodes: list[dict[str, Any]]) -> Iterator[date]:
    for node in nodes:
        if LIVE in _types(node.get("@type")):
            for key in ("coverageStartTime", "coverageEndTime"):
                if (read := day_of(value_in(node.get(key)))) and read.day:
                    yield read.day


def _open_nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the nodes at the top, in graphs, and under a page's main entity."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _open_nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _open_nodes(value.get("@graph"), depth + 1)
        if _types(value.get("@type")) & PAGES:
            yield from _open_nodes(value.get("mainEntity"), depth + 1)


def _types(kind: object) -> frozenset[str]:
    kinds = kind if isinstance(kind, list) else [kind]
    return frozenset(
        one.rstrip("/").replace(":", "/").replace("#", "/").rpartition("/")[2].lower()
        for one in kinds
        if isinstance(one, str)
    )


def value_in(value: object) -> object:
    """Return a value, taken out of a list or an object with ``@value``."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("@value") if isinstance(value, dict) else value


def _parsed(text: str) -> Any:
    """Return the JSON of a script, without what pages put around it; ``None`` if it is not JSON."""
    bare = text.strip()
    for before, behind in zip(*WRAPPINGS, strict=True):
        bare = bare.removeprefix(before).lstrip()
        bare = bare.removesuffix(behind).rstrip()
    for tried in (bare, COMMA.sub(r"\1", bare), COMMA.sub(r"\1", unescape(bare))):
        found = []
        decoder = json.JSONDecoder(strict=False)
        try:
            while tried:  # several values one after another
                value, end = decoder.raw_decode(tried)
                found.append(value)
                tried = tried[end:].lstrip(" \t\r\n,;")
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _crudely(text: str) -> list[str]:
    """Return the publication days in a broken script, if it describes one article and nothing else
    with a day of its own."""
    quoted = QUOTED.findall(text)
    kinds = {kind for key, said in quoted if key == "@type" for kind in _types(said)}
    if not kinds & ARTICLES or kinds & {"comment", "itemlist", "videoobject", "review", LIVE}:
        return []
    return list(dict.fromkeys(said for key, said in quoted if key == "datePublished"))
