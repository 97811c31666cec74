"""Makes selected words of the article a field's evidence and reads its value from them.

The words are read by the same code that reads articles: dates from the day of publication, places
in the gazetteer, actors and counts by the codebook. Words without a readable value become evidence
all the same, and the value stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from extractor.actors.resolve import resolve_actor
from extractor.analysis import Analysis
from extractor.dates.said import days_said
from extractor.records import Attribution
from extractor.records.field import Field, Kind
from extractor.records.fields import FIELDS as RECORD_FIELDS
from extractor.review.suggestions import location_of_words
from extractor.tolls.said import count_said

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.text.article import Article
    from extractor.text.span import Span

__all__ = ["FIELDS", "with_words"]

Record = dict[str, Any]


def with_words(
    record: EventRecord, article: Article, field: str, start: int, end: int, *, add: bool
) -> Record:
    """The record, as JSON, with these words as evidence of the field.

    ``field`` is one of :data:`FIELDS`, or ``actors.1`` or ``allegations.0`` for an existing one.
    With ``add`` the words are added to the evidence and the value stays; otherwise they replace the
    evidence and give the value. Raises ``ValueError`` for an unknown field or wrong offsets.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{start} to {end} is not in the article")
    name, _, number = field.partition(".")
    if name not in FIELDS:
        raise ValueError(f"{field} is no field that has evidence")
    span = article.span(start, end)
    made = record.model_dump(mode="json")
    FIELDS[name](made, record, article, span, int(number) if number else None, add)
    return made


def _piece(record: EventRecord, article: Article, span: Span) -> Record:
    piece: Record = {"start": span.start, "end": span.end, "text": span.text}
    if article.key != record.source.article_id and article.sha256 != record.source.sha256:
        piece["article_id"] = article.key
    return piece


def _add(part: Record, piece: Record, *, add: bool) -> None:
    kept = part["evidence"] if add else []
    part["evidence"] = [*(one for one in kept if one != piece), piece]
    part["evidence"].sort(key=lambda one: (one.get("article_id") or "", one["start"]))


def _date(
    made: Record, record: EventRecord, article: Article, span: Span, _: int | None, add: bool
) -> None:
    old = made["date"] or {
        "start": None, "end": None, "precision": None, "text": None, "evidence": [],
    }  # fmt: skip
    if not add:
        said = days_said(span.text, Analysis(article).filed_at(span.start))
        if said:
            old |= {
                "start": said.first.isoformat(),
                "end": said.last.isoformat(),
                "precision": said.precision,
            }
        old["text"] = span.text
    _add(old, _piece(record, article, span), add=add)
    made["date"] = old


def _location(
    made: Record, record: EventRecord, article: Article, span: Span, _: int | None, add: bool
) -> None:
    old = made["location"]
    if old is None or not add:
        country = record.location.country if record.location else None
        read = location_of_words(span.text, country)
        if read is None and old is None:
            read = {
                **dict.fromkeys(("admin1", "admin2", "admin3", "country", "iso", "region")),
                **dict.fromkeys(("latitude", "longitude", "precision", "gazetteer_id")),
                "name": " ".join(span.text.split()),
            }
        old = {**(old or {"evidence": []}), **(read or {}), "text": span.text}
    _add(old, _piece(record, article, span), add=add)
    made["location"] = old


def _actor(role: str) -> Callable[..., None]:
    def change(
        made: Record,
        record: EventRecord,
        article: Article,
        span: Span,
        number: int | None,
        add: bool,
    ) -> None:
        of_role = [n for n, one in enumerate(made["actors"]) if one["role"] == role]
        if add and of_role:
            _add(made["actors"][of_role[-1]], _piece(record, article, span), add=True)
            return
        read = _read_actor(record, span, role)
        if read is None and number is None:
            read = {"name": " ".join(span.text.split()), "kind": "Civilians", "associated": []}
        one = {
            "role": role,
            "attribution": Attribution.REPORTED_AS_FACT.value,
            "evidence": [],
            **(read or {}),
            "text": span.text,
        }
        same = [n for n in of_role if made["actors"][n]["name"] == one["name"]]
        generic = [n for n in of_role if made["actors"][n]["text"] is None]
        if same or generic:  # the party itself, or a placeholder for unnamed ones
            at = (same or generic)[0]
            one["attribution"] = made["actors"][at]["attribution"]
            made["actors"][at] = one
        else:
            made["actors"].append(one)
        _add(one, _piece(record, article, span), add=False)

    return change


def _numbered_actor(
    made: Record, record: EventRecord, article: Article, span: Span, number: int | None, add: bool
) -> None:
    """Evidence for an existing actor; its name changes if the words name one."""
    if number is None or not 0 <= number < len(made["actors"]):
        raise ValueError("there is no such actor")
    one = made["actors"][number]
    if not add:
        one.update(_read_actor(record, span, one["role"]) or {})
        one["text"] = span.text
    _add(one, _piece(record, article, span), add=add)


def _read_actor(record: EventRecord, span: Span, role: str) -> Record | None:
    country = record.location.country if record.location else None
    day = record.date.coded_day if record.date else None
    read = resolve_actor(
        span.text, role=role, country=country, on=day, event_type=record.event_type
    )
    if read is None:
        return None
    return {"name": read.name, "kind": read.kind.value, "associated": list(read.associated)}


def _toll(field: Field) -> Callable[..., None]:
    def change(
        made: Record, record: EventRecord, article: Article, span: Span, _: int | None, add: bool
    ) -> None:
        tolls = made[field.holder] if field.holder else made
        old = tolls.get(field.name)
        if old is None or not add:
            read = _count(span)
            if read is None and old is None:
                raise ValueError(f"“{span.text[:60]}” gives no number; type it in the field")
            old = {**(old or {"evidence": []}), **(read or {}), "text": span.text}
        _add(old, _piece(record, article, span), add=add)
        tolls[field.name] = old

    return change


def _count(span: Span) -> Record | None:
    """The number of people in the words."""
    said = count_said(span.text)
    if said is None or said.coded is None:
        return None
    return {"low": said.low, "high": said.high, "coded": said.coded}


def _thing(field: Field) -> Callable[..., None]:
    def change(
        made: Record,
        record: EventRecord,
        article: Article,
        span: Span,
        number: int | None,
        add: bool,
    ) -> None:
        if number is None:
            made[field.path].append({"text": span.text, "evidence": []})
        one = _numbered(made[field.path], number)
        if not add:
            one["text"] = span.text
        _add(one, _piece(record, article, span), add=add)

    return change


def _once(field: Field) -> Callable[..., None]:
    """The function for a field that a record has once or not at all."""

    def change(
        made: Record, record: EventRecord, article: Article, span: Span, _: int | None, add: bool
    ) -> None:
        old = made[field.path] or {"text": span.text, "evidence": []}
        if not add:
            old["text"] = span.text
        _add(old, _piece(record, article, span), add=add)
        made[field.path] = old

    return change


def _statement(field: Field) -> Callable[..., None]:
    quoted = bool(field.wording and field.wording.quoted)
    parts = (*(party.name for party in field.parties), *(("statement",) if quoted else ()))

    def change(
        made: Record,
        record: EventRecord,
        article: Article,
        span: Span,
        number: int | None,
        add: bool,
    ) -> None:
        if number is None:
            one: Record = {**dict.fromkeys(parts), "evidence": []}
            made[field.path].append(one)
        one = _numbered(made[field.path], number)
        if not add and quoted:
            one["statement"] = span.text
        _add(one, _piece(record, article, span), add=add)

    return change


def _numbered(entries: list[Record], number: int | None) -> Record:
    if number is None:
        return entries[-1]
    if not 0 <= number < len(entries):
        raise ValueError("there is no such entry")
    return entries[number]


CHANGES: dict[Kind, Callable[[Field], Callable[..., None]]] = {
    "date": lambda _: _date,
    "place": lambda _: _location,
    "actors": lambda _: _numbered_actor,
    "toll": _toll,
    "words": _once,
    "things": _thing,
    "statements": _statement,
}
FIELDS: dict[str, Callable[..., None]] = {
    **{one.name: CHANGES[one.kind](one) for one in RECORD_FIELDS if one.kind in CHANGES},
    **{side.role: _actor(side.role) for one in RECORD_FIELDS for side in one.sides},
}
