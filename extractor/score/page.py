"""A page that shows each disagreement beside the article: one file, no scripts, no requests.

Articles and records are untrusted: all their text is escaped, and the page's content security
policy forbids scripts, frames and anything from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from itertools import pairwise
from typing import Any

from extractor.records import EventRecord
from extractor.score.alignment import Unit
from extractor.score.compare import FIELDS, Field, counts, evidence_of
from extractor.score.figures import Summary
from extractor.text.printable import printable

__all__ = ["head", "page", "sections"]

HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>{style}</style></head><body>
<h1>{title}</h1>
"""


def page(
    title: str, found: Summary, units: Sequence[Unit], texts: Mapping[str, str]
) -> Iterable[str]:
    """The page in pieces. ``texts`` are articles by SHA-256 and by id; without the article only the
    disagreements are shown."""
    yield head(title)
    yield _figures(found)
    yield from sections(units, texts)
    yield "</body></html>\n"


def sections(units: Sequence[Unit], texts: Mapping[str, str]) -> Iterable[str]:
    """Each article with a disagreement."""
    wrong = [unit for unit in units if _disagrees(unit)]
    yield f"<p>{len(wrong)} of {len(units)} articles with a disagreement; the others are left out. "
    yield (
        "In the text: <mark class=gold>evidence of the gold</mark>, <mark class=ours>of the "
        "prediction</mark>, <mark class=both>of both</mark>.</p>"
    )
    for unit in wrong:
        yield from _unit(unit, texts)


def head(title: str) -> str:
    """The beginning of an HTML page: head, style and title."""
    return HEAD.format(title=escape(printable(title)), style=_style())


def _style() -> str:
    return (resources.files("extractor.score") / "page.css").read_text(encoding="utf-8")


def _figures(found: Summary) -> str:
    rows = [
        f"<tr><th>{escape(one.field.title)}</th>{_number(one.counts.precision)}"
        f"{_number(one.counts.recall)}{_number(one.counts.f1)}"
        f"{_number(one.right)}<td class=n>{one.counts.support}</td>"
        f"<td class=n>{one.counts.given}</td></tr>"
        for one in found.figures
        if one.counts.given + one.counts.support
    ]
    heads = "".join(
        f"<th class=n>{name}</th>"
        for name in ("precision", "recall", "F1", "right of aligned", "in gold", "predicted")
    )
    return f"<table><tr><th>field</th>{heads}</tr>{''.join(rows)}</table>\n"


def _number(value: float | None) -> str:
    return f"<td class=n>{'–' if value is None else f'{value:.3f}'}</td>"


def _disagrees(unit: Unit) -> bool:
    return bool(unit.missed or unit.spurious) or any(_differs(*pair) for pair in unit.pairs)


def _differs(gold: EventRecord, given: EventRecord) -> bool:
    return any(_wrong(field, gold, given) for field in FIELDS if field.name != "evidence")


def _wrong(field: Field, gold: EventRecord, given: EventRecord) -> bool:
    one = counts(field, gold, given)
    return one.right < max(one.given, one.support)


def _unit(unit: Unit, texts: Mapping[str, str]) -> Iterable[str]:
    records = [*(one for pair in unit.pairs for one in pair), *unit.missed, *unit.spurious]
    hashes = [one.source.sha256 for one in records if one.source.sha256]
    text = next((texts[one] for one in [*hashes, unit.name] if one in texts), None)
    yield f"<section><h2>{escape(printable(unit.name))}</h2><div class=beside><div>"
    if text is None:
        yield "<p class=note>The article is not at hand.</p>"
    else:
        gold = [*(pair[0] for pair in unit.pairs), *unit.missed]
        ours = [*(pair[1] for pair in unit.pairs), *unit.spurious]
        yield f"<div class=text>{_marked(text, gold, ours)}</div>"
    yield "</div><div>"
    for pair in unit.pairs:
        if _differs(*pair):
            yield _table(pair[1].summary, *pair)
    for one in unit.missed:
        yield _table(f"missed: {one.summary}", one, None)
    for one in unit.spurious:
        yield _table(f"not in the gold: {one.summary}", None, one)
    yield "</div></div></section>\n"


def _marked(text: str, gold: Sequence[EventRecord], ours: Sequence[EventRecord]) -> str:
    """The text with the evidence of each side marked; offsets that do not fit are ignored."""
    sides = [_spans(text, gold), _spans(text, ours)]
    edges = sorted({0, len(text), *(edge for side in sides for span in side for edge in span)})
    pieces = []
    for start, end in pairwise(edges):
        inside = [any(a <= start and end <= b for a, b in side) for side in sides]
        words = escape(printable(text[start:end]))
        kind = {(True, True): "both", (True, False): "gold", (False, True): "ours"}.get(
            (inside[0], inside[1])
        )
        pieces.append(f"<mark class={kind}>{words}</mark>" if kind else words)
    return "".join(pieces)


def _spans(text: str, records: Sequence[EventRecord]) -> list[tuple[int, int]]:
    found = {
        (start, start + len(words))
        for record in records
        for start, words in evidence_of(record.model_dump(exclude={"extraction", "reports"}))
        if text[start : start + len(words)] == words
    }
    return sorted(found)


def _table(title: str, gold: EventRecord | None, given: EventRecord | None) -> str:
    rows = []
    for field in FIELDS:
        if field.loose or field.view or field.name in ("event", "evidence"):
            continue
        theirs, ours = (_shown(field, one) for one in (gold, given))
        if not theirs and not ours:
            continue
        wrong = gold and given and _wrong(field, gold, given)
        rows.append(
            f"<tr{' class=wrong' if wrong else ''}><th>{escape(field.title)}</th>"
            f"<td>{theirs}</td><td>{ours}</td></tr>"
        )
    return (
        f"<h3>{escape(printable(title))}</h3><table><tr><th></th><th>gold</th><th>predicted</th></tr>"
        f"{''.join(rows)}</table>"
    )


def _shown(field: Field, record: EventRecord | None) -> str:
    if record is None:
        return ""
    return "<br>".join(escape(printable(_word(one))) for one in field.items(record))


def _word(item: Any) -> str:
    """An item as display text."""
    if isinstance(item, tuple):
        return ": ".join(_word(part) for part in item)
    if hasattr(item, "gazetteer_id"):
        parts = (item.name, item.admin1, item.country)
        return ", ".join(part for part in parts if part)
    return str(getattr(item, "value", item))
