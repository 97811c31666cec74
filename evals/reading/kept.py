"""Measures how much of what a reader named reaches the records as it was meant.

    python -m evals.reading.kept ARTICLES.jsonl REPLIES.jsonl [--show]

The replies are coded as in :mod:`evals.reading.replying`. Each event of a reply is paired with its
record (the one whose trigger and values come from the same sentences), and each value of the event
is looked for there:

* events: a record was made for each place (or apart days) of the event;
* days: the record's first and last day are the reply's;
* places: the record's name is the reply's name or words, in its country, with a point;
* doers, targets: an actor has the reply's words or name, and its kind unless that is a generic
  one;
* tolls: the number (or the codebook's for a vague word) is among the record's;
* statements: kind, speaker and accused stand in a record of each event it is about;
* rows: of records with a day, a place and a doer in the text, those that give an ACLED row.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.reading.replying import WrittenReplies, articles_of, replies_of
from extractor.analysis import Analysis
from extractor.codebook.attribution import Role
from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold
from extractor.codebook.vague_numbers import VAGUE_NUMBERS
from extractor.coding.events import Provenance, coded
from extractor.errors import CodingError
from extractor.readers.record import RecordReader
from extractor.reading import Event, Party, Reading, Statement, Tokens, TollTold, Where
from extractor.records import EventRecord
from extractor.text.article import Article

FIELDS = ("events", "days", "places", "doers", "targets", "tolls", "statements", "rows")
PROVENANCE = Provenance("0", "replies written by hand", "record", "record", Tokens())


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("replies", type=Path)
    parser.add_argument("--show", action="store_true", help="a line for each value that is lost")
    options = parser.parse_args()
    articles = articles_of(options.articles)
    replies = replies_of(options.replies, articles)
    wanted = {article for article, _ in replies}
    articles = [article for article in articles if article.key in wanted]
    kept: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for article in articles:
        for field, stands, what in judged(article, replies):
            named[field] += 1
            kept[field] += stands
            if options.show and not stands:
                print(f"{article.key}: {field}: {what}")
    for field in FIELDS:
        share = kept[field] / named[field] if named[field] else 1.0
        print(f"{field:<11} {kept[field]:>4} of {named[field]:>4}  {share:.3f}")
    return 0


def judged(
    article: Article, replies: dict[tuple[str, int], Any]
) -> Iterator[tuple[str, bool, str]]:
    """Yield, for every value of the replies: its field, whether its record has it, the value."""
    model = WrittenReplies(replies)
    model.begin(article.key)
    analysis = Analysis(article)
    reading = RecordReader(model).read(analysis)
    records = coded(analysis, reading, PROVENANCE)
    by_key: dict[str, list[tuple[Event, EventRecord]]] = {}
    for event, record in records:
        by_key.setdefault(event.key, []).append((event, record))
    yield from _lost_whole(reading, replies, article)
    for event in reading.events:
        pieces = by_key.get(event.key, [])
        yield "events", bool(pieces), _shown(event)
        for piece, record in pieces:
            yield from _values(piece, record)
            yield from _row(record)
    for statement in reading.statements:
        told = [record for key in statement.events for _, record in by_key.get(key, [])]
        yield "statements", bool(told) and all(_says(r, statement) for r in told), repr(statement)


def _lost_whole(
    reading: Reading, replies: dict[tuple[str, int], Any], article: Article
) -> Iterator[tuple[str, bool, str]]:
    """Yield the events and statements of the reply that did not even reach the reading."""
    for what, many in (("events", reading.events), ("statements", reading.statements)):
        given = sum(len(r[what]) for (name, _), r in replies.items() if name == article.key)
        for _ in range(given - len(many)):
            yield what, False, f"{given} given, {len(many)} read: {reading.notes}"


def _values(event: Event, record: EventRecord) -> Iterator[tuple[str, bool, str]]:
    where = _shown(event)
    for when in event.when:
        if when.first:
            found = record.date
            stands = bool(found and found.start and found.start <= when.first and found.end)
            days = len(event.when) > 1 or bool(
                found and (found.start, found.end) == (when.first, when.last or when.first)
            )
            yield (
                "days",
                stands and days,
                f"{where}: {when} is {found and (found.start, found.end)}",
            )
    for place in event.where[:1]:
        yield "places", _is_place(record, place), f"{where}: {place} is {record.location}"
    for party in event.parties:
        field = "doers" if party.role is Role.PERPETRATOR else "targets"
        if party.name or party.said:
            shown = [(a.role.value, a.name, a.text) for a in record.actors]
            yield field, _is_party(record, party), f"{where}: {party} is {shown}"
    for toll in event.tolls:
        yield "tolls", _is_toll(record, toll), f"{where}: {toll} is {record.casualties}"


def _is_place(record: EventRecord, place: Where) -> bool:
    found = record.location
    if found is None or found.latitude is None:
        return False
    said = {fold(w) for w in (place.name, place.said.text if place.said else None) if w}
    has = {fold(w) for w in (found.name, found.text) if w}
    country = country_by_name(place.country or "")
    same = any(a in b or b in a for a in said for b in has)
    return same and (country is None or found.country == country.name)


def _is_party(record: EventRecord, party: Party) -> bool:
    said = [fold(w) for w in (party.name, party.said.text if party.said else None) if w]
    for actor in record.actors:
        words = [actor.name, actor.text or "", *actor.associated]
        words += [e.text for e in actor.evidence]
        has = [fold(w) for w in words if w]
        if any(a in b or b in a for a in said for b in has):
            return (
                party.kind is None
                or actor.role is not party.role
                or _kinds_fit(actor.kind.value, party)
            )
    return False


def _kinds_fit(kind: str, party: Party) -> bool:
    """Whether the kinds are the same, or a rule of the codebook may turn one into the other (a
    state's forces abroad; an armed group whose kind the table gives)."""
    assert party.kind is not None
    armed = {"Rebel group", "Political militia", "Identity militia", "External/Other forces"}
    state = {"State forces", "External/Other forces"}
    pair = {kind, party.kind.value}
    return len(pair) == 1 or pair <= armed or pair <= state


def _is_toll(record: EventRecord, toll: TollTold) -> bool:
    number = toll.low if toll.low is not None else VAGUE_NUMBERS.get(toll.vague or "")
    coded = getattr(record.casualties, toll.state.value, None)
    told = [t for t in record.casualties.told if t.state is toll.state]
    numbers = {coded.coded, coded.low, coded.high} if coded else set()
    numbers |= {n for t in told for n in (t.low, t.high)}
    return number in numbers or any(t.text and toll.said and t.text == toll.said.text for t in told)


def _says(record: EventRecord, statement: Statement) -> bool:
    speaker = statement.speaker.text if statement.speaker else None
    accused = statement.accused.text if statement.accused else None
    if statement.kind.value == "allegation":
        return any(
            _alike(one.speaker, speaker) and _alike(one.accused, accused)
            for one in record.allegations
        )
    if statement.kind.value == "denial":
        return any(_alike(one.speaker, speaker) for one in record.denials)
    if statement.kind.value == "claim_of_responsibility":
        return any(_alike(one.speaker, speaker) for one in record.claims_of_responsibility)
    return any(_alike(one.requester, speaker) for one in record.requested_investigations)


def _alike(one: str | None, other: str | None) -> bool:
    return one == other or bool(one and other and fold(one) == fold(other))


def _row(record: EventRecord) -> Iterator[tuple[str, bool, str]]:
    doer = any(actor.text for actor in record.perpetrators)
    if record.date and record.location and doer:
        try:
            record.to_acled()
        except CodingError as missing:
            yield "rows", False, f"{record.summary}: {missing}"
        else:
            yield "rows", True, ""


def _shown(event: Event) -> str:
    words = event.what.text if event.what else ""
    return f"{event.sub_event_types[0]} “{words}” {[s + 1 for s in event.sentences]}"


if __name__ == "__main__":
    sys.exit(main())
