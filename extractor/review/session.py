"""The state of a review: the records as decided so far, their articles, the rows of the list.

Records are kept as the bytes of their lines and parsed when opened: 20,000 of them take about as
much memory as their file. All decisions go through :meth:`Session.decide`, which writes the journal
first; a restart replays the journal and restores the state.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.errors import RecordError, ReviewError
from extractor.records import EventRecord
from extractor.review.drafts import Draft, draft_of
from extractor.review.findings import Finding, findings_of
from extractor.review.journal import Action, Entry, Journal, json_text
from extractor.review.listing import Filters, Found, find
from extractor.review.order import Orders
from extractor.review.out import Only, Written, goes_out, save
from extractor.review.own_fields import own_fields_of, page_own
from extractor.review.rows import Row, folded, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from extractor.custom_fields import CustomField
    from extractor.text.article import Article

__all__ = ["Session", "Stale"]

MOST_CHECKED = 20  # records checked before a decision is answered


class Stale(ReviewError):
    """The record was changed since the page read it, perhaps in another tab."""


class Session:
    """One coder's review of one file. Not thread-safe: the server calls it from one thread."""

    team = False  # whether the page links to a team's pages

    def __init__(
        self,
        records: Iterable[EventRecord],
        articles: Iterable[Article],
        journal: Journal,
        coder: str,
        *,
        fields: Sequence[CustomField] = (),
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """``fields`` are the user's own, as their file has them."""
        self.coder = coder
        self.journal = journal
        self.articles: dict[str, Article] = {}
        self._now = now
        self._lines: dict[str, bytes] = {}
        self._rows: dict[str, Row] = {}
        self._order: dict[str, tuple[int, ...]] = {}
        self._revisions: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._undone: list[tuple[int, Action, str]] = []  # decisions that can be taken back
        self._found: tuple[tuple[int, int], Filters, Found] | None = None
        self._orders = Orders()
        self._unchecked: dict[str, None] = {}  # a set in order
        self._file_fields = tuple(fields)
        self.only: Only = "kept"  # what :meth:`save` writes
        self.reasons: dict[str, int] = {}  # of rejections, with how often each was given
        self.at_hand = 0  # how many records have their article
        self.strangers = 0  # decisions in the journal about events not in the file
        for article in articles:
            self.articles.setdefault(article.key, article)
        by_hash = {article.sha256: article.key for article in self.articles.values()}
        self._keys_by_hash = by_hash
        found: dict[str, CustomField] = {}
        for number, record in enumerate(records):
            found = {one.name: one for one in own_fields_of([record])} | found
            if record.id in self._lines:
                raise ReviewError(f"id {record.id} stands for two different events in the file")
            self._order[record.id] = (number,)
            self._put(record, check=False)
            self.at_hand += self.article_of(record) is not None
        self.fields = self._file_fields or tuple(found.values())  # the user's own
        for entry in journal.replay():
            if entry.coder != coder:
                raise ReviewError(
                    f"{journal.path}:{entry.number}: holds decisions of {entry.coder}, and this "
                    f"is {coder}; each coder has a journal of their own"
                )
            self.strangers += any(record["id"] not in self._lines for record in entry.before)
            self._apply(entry)

    # State

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, event: str) -> bool:
        return event in self._lines

    def record(self, event: str) -> EventRecord:
        """The record as decided so far. Raises :class:`ReviewError` if the id is unknown."""
        if event not in self._lines:
            raise ReviewError(f"there is no event {event}")
        return EventRecord.from_json(self._lines[event].decode("utf-8"))

    def revision(self, event: str) -> int:
        """The number of the decision that last changed the record, 0 before any."""
        return self._revisions.get(event, 0)

    def article_of(self, record: EventRecord) -> Article | None:
        """The article that its offsets refer to: the one with that very text, whatever its id."""
        return self._article(record.source.article_id, record.source.sha256)

    def articles_of(self, record: EventRecord) -> list[Article]:
        """The record's own article first, then those of the reports it was merged from."""
        sources = [record.source, *(report.source for report in record.reports)]
        found = [self._article(source.article_id, source.sha256) for source in sources]
        return list({article.key: article for article in found if article}.values())

    def findings(self, record: EventRecord) -> list[Finding]:
        """The record's findings, with its evidence compared to its article."""
        article = self.article_of(record)
        return findings_of(record, article.text if article else None, self._file_fields)

    def draft(self, given: Mapping[str, Any], event: str) -> Draft:
        """The draft of the form's content for this event."""
        opened = self.record(event)
        article = self.article_of(opened)
        return draft_of(given, opened, article.text if article else None, self._file_fields)

    def page_own(self) -> list[dict[str, Any]]:
        """The user's own fields as data for the page."""
        return page_own(self.fields, of_file=bool(self._file_fields))

    @property
    def unchecked(self) -> int:
        """How many records have not been checked for findings."""
        return len(self._unchecked)

    def check_some(self, number: int) -> None:
        """Check the next few records: there is no time for all at the start."""
        for event in list(islice(self._unchecked, number)):
            del self._unchecked[event]
            if event in self._rows:
                codes = self._codes(self.record(event))
                self._rows[event] = replace(self._rows[event], findings=len(codes), codes=codes)

    def find(self, filters: Filters, *, anew: bool = False) -> Found:
        """The matching rows, in the order of the last time with ``anew``. A repeated query is
        answered from memory."""
        version = (len(self.journal), len(self._unchecked))
        if anew or self._found is None or self._found[:2] != (version, filters):
            found = find(self._rows.values(), filters, self.text)
            held = self._orders.hold(filters, found, anew=anew, checked=not self._unchecked)
            self._found = (version, filters, held)
        return self._found[2]

    def counts(self) -> dict[str, int]:
        """How many events there are of each status."""
        made = dict.fromkeys(("open", "mended", "accepted", "rejected"), 0)
        for row in self._rows.values():
            made[row.status] += 1
        return made

    def row(self, event: str) -> Row:
        """The record's row of the list."""
        return self._rows[event]

    def rows(self) -> Iterable[Row]:
        """All rows, in no order."""
        return self._rows.values()

    def text(self, key: str) -> str:
        """An article's text in searchable form; empty if the article is not available."""
        if key not in self._texts:
            article = self.articles.get(key)
            self._texts[key] = folded(article.text) if article else ""
        return self._texts[key]

    # Decisions

    def decide(
        self,
        action: Action,
        event: str,
        before: Sequence[EventRecord],
        after: Sequence[EventRecord],
        *,
        reason: str | None = None,
        fields: Sequence[str] = (),
    ) -> Entry:
        """Write the decision to the journal, then apply it. Raises :class:`ReviewError` if the
        journal cannot be written; then nothing has changed."""
        entry = Entry(
            number=len(self.journal) + 1,
            at=self.now(),
            coder=self.coder,
            action=action,
            event=event,
            before=[record.model_dump(mode="json") for record in before],
            after=[record.model_dump(mode="json") for record in after],
            fields=list(fields),
            reason=reason,
        )
        self.journal.append(entry)
        self._apply(entry)
        return entry

    def may_decide(self, record: EventRecord) -> None:
        """Raise :class:`ReviewError` if the record may not be decided on. In a review by one coder
        it always may."""

    def undo(self) -> Entry | None:
        """Take back the latest decision that stands; ``None`` if there is none."""
        if not self._undone:
            return None
        number, _, event = self._undone[-1]
        earlier = self.journal.read(number)
        entry = Entry(
            number=len(self.journal) + 1,
            at=self.now(),
            coder=self.coder,
            action="undo",
            event=event,
            before=earlier.after,
            after=earlier.before,
            undoes=number,
        )
        self.journal.append(entry)
        self._apply(entry)
        return entry

    def last(self) -> tuple[Action, str] | None:
        """The decision that :meth:`undo` would take back, and the event it was made on."""
        return self._undone[-1][1:] if self._undone else None

    def now(self) -> str:
        """The time as records and journals write it."""
        return self._now().astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    # Output

    def lines(self, only: Only = "kept") -> Iterable[bytes]:
        """The records as decided, in the file's order: ``accepted`` only, those not rejected
        (``kept``), or all."""
        return self._lines_of(self._in_order(), only)

    def save(self, path: Path) -> Written:
        """Write the reviewed records (those of ``only``), all or nothing, in the format of the
        file's ending. Raises :class:`ReviewError`."""
        return save(self, path, self.only)

    # Internal

    def _in_order(self) -> list[str]:
        """The ids of all records, in the file's order."""
        return sorted(self._lines, key=self._order.__getitem__)

    def _lines_of(self, events: Iterable[str], only: Only) -> Iterable[bytes]:
        for event in events:
            if goes_out(self._rows[event].status, only):
                yield self._lines[event] + b"\n"

    def _apply(self, entry: Entry) -> None:
        old = [record["id"] for record in entry.before]
        where = [self._order[event] for event in old if event in self._order]
        codes = self._codes_kept(entry)
        for event in old:
            self._lines.pop(event, None)
            self._rows.pop(event, None)
        for made in entry.after:
            try:
                record = EventRecord.from_json(json_text(made))
            except RecordError as error:
                raise ReviewError(
                    f"{self.journal.path}: decision {entry.number}: {error}"
                ) from None
            if record.id not in self._order:
                self._order[record.id] = self._new_place(record, where)
            self._put(record, check=len(entry.after) <= MOST_CHECKED, codes=codes.get(record.id))
            self._revisions[record.id] = entry.number
        if entry.reason:
            self.reasons[entry.reason] = self.reasons.get(entry.reason, 0) + 1
        if entry.action == "undo":
            self._undone = [one for one in self._undone if one[0] != entry.undoes]
        else:
            self._undone.append((entry.number, entry.action, entry.event))

    def _codes_kept(self, entry: Entry) -> dict[str, tuple[str, ...]]:
        """The known findings of records that a decision leaves unchanged but for their status."""
        before = {record["id"]: record for record in entry.before}
        rows = {record["id"]: self._rows.get(record["id"]) for record in entry.after}
        return {
            record["id"]: row.codes
            for record in entry.after
            if (row := rows[record["id"]]) is not None
            and row.findings is not None
            and {**record, "review": None} == {**before.get(record["id"], {}), "review": None}
        }

    def _new_place(self, record: EventRecord, where: list[tuple[int, ...]]) -> tuple[int, ...]:
        """The position of a new record: behind its origin, else behind its article's last event,
        else at the end."""
        if not where:
            article = record.source.article_id
            where = [self._order[row.id] for row in self._rows.values() if row.article == article]
        head = max(where)[0] if where else len(self._order)
        behind = [place[1] for place in self._order.values() if place[0] == head and place[1:]]
        return (head, max(behind, default=0) + 1)

    def _put(
        self, record: EventRecord, *, check: bool = True, codes: tuple[str, ...] | None = None
    ) -> None:
        if codes is None and check:
            codes = self._codes(record)
        if codes is not None:
            self._unchecked.pop(record.id, None)
        else:
            self._unchecked[record.id] = None
        self._lines[record.id] = record.json_line().encode("utf-8")
        self._rows[record.id] = row_of(record, self._order[record.id], codes)

    def _codes(self, record: EventRecord) -> tuple[str, ...]:
        return tuple(finding.code for finding in self.findings(record))

    def _article(self, key: str, sha256: str | None) -> Article | None:
        article = self.articles.get(key)
        if article is not None and sha256 is not None and article.sha256 != sha256:
            article = None
        if article is None and sha256 is not None:
            article = self.articles.get(self._keys_by_hash.get(sha256, ""))
        return article


def with_review(record: EventRecord, **values: Any) -> EventRecord:
    """The record with its decision."""
    whole = record.model_dump(mode="json")
    return EventRecord.model_validate({**whole, "review": values or None})
