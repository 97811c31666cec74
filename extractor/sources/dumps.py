"""Recognises articles written by well-known programs by their keys, and maps these to the parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["DUMPS", "Dump", "dump_of"]


@dataclass(frozen=True)
class Dump:
    """The keys that one program writes. ``needed`` are always there, and at least two of ``usual``;
    ``parts`` says which key holds which part of an article."""

    program: str
    needed: frozenset[str]
    parts: Mapping[str, str]
    usual: frozenset[str] = field(default=frozenset())

    def wrote(self, keys: Collection[str]) -> bool:
        """Return whether an article with these keys was written by this program."""
        return self.needed <= set(keys) and (not self.usual or len(self.usual & set(keys)) >= 2)

    def within(self, keys: Collection[str]) -> dict[str, str]:
        """Return the parts whose keys exist. A key with the part's own name is preferred to the
        program's, except for the text: news-please writes a ``text`` that is often null."""
        return {
            part: key
            for part, key in self.parts.items()
            if key in keys and (part == "text" or part not in keys)
        }


DUMPS: tuple[Dump, ...] = (
    Dump(
        "news-please",  # newsplease/NewsArticle.py, get_serializable_dict
        frozenset({"maintext", "date_publish"}),
        {"text": "maintext", "published": "date_publish", "publisher": "source_domain"},
    ),
    Dump(
        "newspaper",  # newspaper3k and newspaper4k, the attributes of Article
        frozenset({"text", "publish_date"}),
        {"text": "text", "published": "publish_date", "publisher": "meta_site_name"},
        usual=frozenset(
            {
                *("authors", "canonical_link", "images", "keywords", "meta_description"),
                *("meta_favicon", "meta_img", "meta_keywords", "meta_lang", "meta_site_name"),
                *("movies", "source_url", "summary", "top_image", "top_img"),
            }
        ),
    ),
    Dump(
        "trafilatura",  # its JSON, and its tab-separated CSV
        frozenset({"text", "date", "fingerprint", "hostname"}),
        {"text": "text", "published": "date", "url": "source", "publisher": "source-hostname"},
    ),
    *(
        Dump(
            "JSON Feed",  # jsonfeed.org/version/1.1, an item
            frozenset({content}),
            {"text": content, "published": "date_published"},
            usual=frozenset({"id", "url", "title", "date_published", "date_modified", "authors"}),
        )
        for content in ("content_html", "content_text")
    ),
    Dump(
        "WordPress",  # /wp-json/wp/v2/posts
        frozenset({"content", "date", "date_gmt", "link"}),
        {"text": "content", "published": "date", "url": "link"},
    ),
)


def dump_of(keys: Collection[str]) -> Dump | None:
    """Return the program that writes articles with these keys; ``None`` if unknown."""
    return next((dump for dump in DUMPS if dump.wrote(keys)), None)
