"""Identifies the article of a page: its addresses, headlines, languages and element.

A page names other articles too (related ones, the most read, comments). Data about the page's own
article is recognised by address or headline, and by its place in the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from extractor.sources.pages.archived import kept_address
from extractor.sources.pages.phrases import phrases_like
from extractor.sources.pages.written import folded
from extractor.text.words import WORD, unspaced

__all__ = ["Page", "address", "is_other_part", "page_of", "sameness"]

# lxml's elements, which have no types.
Element = Any

TEASER = 40  # elements of a teaser before its heading
SAME = 0.5  # share of the shorter headline's words that both must have
TRACKING = frozenset({"fbclid", "gclid", "amp", "outputtype", "ref", "source", "cmpid"})
HOSTS = frozenset({"www", *(f"www{digit}" for digit in range(10)), "m", "mobile", "amp"})
ENDS = ("/amp", "/index.html", "/index.htm", "/index.php")

OTHER_TAGS = frozenset({"aside", "nav", "figure", "figcaption", "blockquote"})
HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
ROOTS = frozenset({"html", "body", "head", "main"})


def is_other_part(named: str) -> bool:
    """Return whether a class or id marks a part with other articles' dates, or today's."""
    return phrases_like("classes", "another part").search(named) is not None


@dataclass(frozen=True)
class Page:
    """A parsed page, and what identifies its own article."""

    tree: Element
    addresses: tuple[str, ...]
    urls: tuple[str, ...]
    titles: tuple[str, ...]
    languages: tuple[str, ...]
    headline: Element | None
    around: tuple[Element, ...]
    """The headline and all elements around it, the outermost last."""
    _others: dict[Element, bool] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def own_part(self) -> Element:
        """Return the smallest element around the headline that marks an article, else the page."""
        for element in self.around:
            kind = element.get("itemtype") or ""
            if element.tag in ("article", "main") or kind.lower().endswith(("article", "posting")):
                return element
        body = self.tree.find(".//body")
        return self.tree if body is None else body

    def elsewhere(self, element: Element) -> bool:
        """Return whether the element is in a part of the page outside its own article."""
        while element is not None and element not in self.around:
            if self.is_other(element):
                return True
            element = element.getparent()
        return False

    def is_other(self, element: Element) -> bool:
        """Return whether this element, which is not around the headline, begins such a part."""
        if element not in self._others:
            self._others[element] = self._begins_another(element)
        return self._others[element]

    def _begins_another(self, element: Element) -> bool:
        tag = element.tag
        if not isinstance(tag, str) or tag in ROOTS:
            return False
        if tag in OTHER_TAGS or (tag in ("header", "footer") and self._of_the_site(element)):
            return True
        if self.around and _is_teaser(element):
            return True
        named = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
        return is_other_part(named)

    def _of_the_site(self, element: Element) -> bool:
        """Return whether it is a header or footer outside the article."""
        up = element.getparent()
        while up is not None and up.tag not in ROOTS:
            if up.tag == "article":
                return False
            up = up.getparent()
        return up is None or up.tag != "main"


def page_of(tree: Element, url: str | None = None) -> Page:
    """Return the parsed page; ``url`` is the address it was fetched from."""
    metas = _metas(tree)
    urls = [
        *(link.get("href") or "" for link in _links(tree, "canonical")),
        *metas.get("og:url", ()),
        url or "",
        *(link.get("href") or "" for link in _links(tree, "amphtml")),
    ]
    said = [
        *metas.get("og:title", ()),
        *metas.get("twitter:title", ()),
        *metas.get("headline", ()),
        *(_text(title) for title in tree.iterfind(".//head/title")),
    ]
    headline = _headline(tree, said)
    around = () if headline is None else (headline, *headline.iterancestors())
    titles = [_text(headline)] if headline is not None else []
    return Page(
        tree,
        tuple(dict.fromkeys(one for one in map(address, urls) if one)),
        tuple(dict.fromkeys(filter(None, urls))),
        tuple(dict.fromkeys(filter(None, map(str.strip, [*titles, *said])))),
        _languages(tree, metas),
        headline,
        around,
    )


@lru_cache(maxsize=1024)
def address(url: str) -> str | None:
    """Return an address without what does not distinguish articles (scheme, ``www.``, ``/amp``,
    tracking). ``None`` if it cannot be an article's: not a web address, or that of a whole site."""
    url = kept_address(url)
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        first, _, others = host.partition(".")
        host = others if first in HOSTS else host
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") and not url.startswith("//"):
        return None
    path = unquote(parts.path).lower().rstrip("/")
    path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    path = next((path.removesuffix(end) for end in ENDS if path.endswith(end)), path).rstrip("/")
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name.lower() not in TRACKING and not name.lower().startswith(("utm_", "_"))
    )
    if not host or not (path or query):
        return None
    return f"{host}{path}" + "".join(f"&{name}={value}" for name, value in query)


def sameness(headline: str, titles: tuple[str, ...]) -> tuple[float, bool] | None:
    """Return how much of a headline is in the page's own (0 to 1), and whether both are equal.

    ``None`` if one of the two has no words to compare.
    """
    words = _words(headline)
    title_words = [found for found in map(_words, titles) if found]
    if not words or not title_words:
        return None
    best = max(len(words & one) / min(len(words), len(one)) for one in title_words)
    return best, any(words == one for one in title_words)


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    """Return the words of a headline; pairs of letters in scripts without spaces."""
    words = set()
    for word in WORD.findall(folded(text).replace("_", " ")):
        if unspaced(word):
            words |= {word[at : at + 2] for at in range(max(1, len(word) - 1))}
        elif len(word) > 2 or word.isdigit():
            words.add(word)
    return frozenset(words)


def _headline(tree: Element, said: list[str]) -> Element | None:
    """Return the heading that shares most words with the page's titles, the highest rank first; if
    none does, the first heading of the highest rank."""
    titles = [words for words in map(_words, said) if words]
    best, most = None, 0
    for tag in ("h1", "h2", "h3"):
        for heading in tree.iter(tag):
            words = _words(_text(heading))
            shared = max((len(words & title) for title in titles), default=0)
            enough = tag == "h1" or any(
                len(words & title) >= 0.8 * len(words) > 1.6 for title in titles
            )
            if shared > most and enough:
                best, most = heading, shared
    if best is not None:
        return best
    return next((heading for heading in tree.iter("h1") if _text(heading)), None)


def _is_teaser(element: Element) -> bool:
    """Return whether an element is the teaser of another story: its heading is a link."""
    if element.tag == "article":
        headings = [one for one in islice(element.iter(), TEASER) if one.tag in HEADINGS]
    else:
        headings = [one for one in element if one.tag in HEADINGS]
    return any(
        one.find(".//a[@href]") is not None or one.getparent().tag == "a" for one in headings
    )


def _languages(tree: Element, metas: dict[str, list[str]]) -> tuple[str, ...]:
    said = [tree.get("lang") or "", tree.get("xml:lang") or ""]
    said += [(one.get("lang") or "") for one in tree.iterfind(".//body[@lang]")]
    for name in ("og:locale", "content-language", "dc.language", "language"):
        said += metas.get(name, [])
    tags = (one.strip().replace("_", "-").lower() for one in said)
    return tuple(dict.fromkeys(tag for tag in tags if _is_language(tag)))


def _is_language(tag: str) -> bool:
    first, *others = tag.split("-")
    letters = first.isascii() and first.isalpha() and 2 <= len(first) <= 3
    return letters and all(part.isidentifier() or part.isdecimal() for part in others)


def _metas(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for kind in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(kind)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _links(tree: Element, rel: str) -> list[Element]:
    return [link for link in tree.iter("link") if rel in (link.get("rel") or "").lower().split()]


def _text(element: Element) -> str:
    return " ".join(str(element.text_content()).split())
