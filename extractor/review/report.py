"""One self-contained page of records for sharing: list, map, timeline, articles with evidence.

It needs no server, no network and no extra. The file holds everything: the style and script of the
review page, the records and articles as JSON. Its content security policy allows only that script
and style, by their hashes, and nothing from elsewhere.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

from extractor.review.columns import page_columns
from extractor.review.fields import page_fields
from extractor.review.findings import finding_titles, findings_of
from extractor.review.labels import country_labels, labels_around
from extractor.review.rows import row_of

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.text.article import Article

__all__ = ["report_page", "shown_article"]

STYLES = ("look.css", "list.css", "event.css")
MODULES = (  # each after its imports
    *(
        "dom.js",
        "evidence.js",
        "checks.js",
        "counts.js",
        "labels.js",
        "map.js",
        "timeline.js",
        "table.js",
    ),
    *("keys.js", "selection.js", "combo.js", "filters.js", "list.js", "article.js", "own.js"),
    "report.js",
)


def report_page(records: Sequence[EventRecord], articles: Iterable[Article], *, title: str) -> str:
    """The page as HTML, to be written as UTF-8, with those articles that the records come from."""
    style = "".join(_static(name) for name in STYLES)
    script = bundle()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )
    parts = {
        "policy": policy,
        "title": html.escape(title),
        "told": f"{len(records):,} events".replace(",", "\u202f"),
        "style": style,
        "script": script,
        "data": _data(records, articles),
    }
    template = (resources.files("extractor.review") / "templates" / "report.html").read_text(
        "utf-8"
    )
    pieces = template.split("@")  # every second piece is the name of a part
    return "".join(parts[one] if number % 2 else one for number, one in enumerate(pieces))


def bundle() -> str:
    """The modules as one script, each in a scope of its own."""
    made = ["const modules = {};"]
    for name in MODULES:
        lines, exported = [], []
        for line in _static(name).split("\n"):
            if line.startswith("import {"):
                names, _, module = line.removeprefix("import ").rstrip("';").partition(" from './")
                line = f"const {names} = modules['{module}'];"
            elif line.startswith("export "):
                line = line.removeprefix("export ")
                kind_and_name = line.removeprefix("async ").partition("(")[0]  # "const rows = …"
                exported.append(kind_and_name.split()[1])
            lines.append(line)
        source, names = "\n".join(lines), ", ".join(exported)
        made.append(f"modules['{name}'] = (() => {{\n{source}\nreturn {{ {names} }};\n}})();")
    return "\n".join(made)


def shown_article(article: Article) -> dict[str, Any]:
    """An article as data for a page."""
    return {
        "id": article.key,
        "title": article.title,
        "text": article.text,
        "publisher": article.source_name,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


def _static(name: str) -> str:
    return (resources.files("extractor.review") / "static" / name).read_text("utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _data(records: Sequence[EventRecord], articles: Iterable[Article]) -> str:
    wanted = {record.source.sha256 for record in records}
    texts = {article.sha256: article for article in articles if article.sha256 in wanted}
    rows = []
    for number, record in enumerate(records):
        article = texts.get(record.source.sha256 or "")
        found = findings_of(record, article.text if article else None)
        row = row_of(record, (number,), tuple(finding.code for finding in found))
        rows.append(
            {
                **row.shown(),
                "latitude": row.latitude,
                "longitude": row.longitude,
                "geo_precision": row.geo_precision,
                "article": row.article,
                **{name: getattr(row, name) for name in ("actors", "source", "codes")},
                **{name: getattr(row, name) for name in ("weakest", "doubt")},
            }
        )
    places = [
        (row["longitude"], row["latitude"])
        for row in rows
        if row["longitude"] is not None and row["latitude"] is not None
    ]
    whole: dict[str, Any] = {
        "rows": rows,
        "records": [record.model_dump(mode="json") for record in records],
        "articles": [{**shown_article(one), "sha256": one.sha256} for one in texts.values()],
        "fields": page_fields(),
        "columns": page_columns(),
        "findings": finding_titles(),
        "labels": {"countries": country_labels(), "towns": labels_around(places)},
        "outlines": json.loads(_static("outlines.json")),
    }
    # Inside a script element only "<" can end it; escaped, the JSON means the same.
    return json.dumps(whole, separators=(",", ":")).replace("<", "\\u003c")
