"""Sessions of coders and adjudicators in a team, each without the others' data.

A coder's session has only that coder's events and articles. What another coder makes of the same
event is in another session, which this coder's requests never reach.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractor.errors import ReviewError
from extractor.review.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from extractor.custom_fields import CustomField
    from extractor.records import EventRecord
    from extractor.review.journal import Action, Entry, Journal
    from extractor.review.out import Only
    from extractor.review.team_dealing import Desk
    from extractor.text.article import Article

__all__ = ["AdjudicatorSession", "CoderSession", "TeamSession"]

DECIDED = ("accepted", "rejected")


class TeamSession(Session):
    """A session that merges within one article only, and decides only on articles that are open."""

    team = True

    def __init__(
        self,
        records: Iterable[EventRecord],
        articles: Iterable[Article],
        journal: Journal,
        coder: str,
        *,
        desk: Desk,
        closed: Callable[[str], str],
        fields: Sequence[CustomField] = (),
    ) -> None:
        """``closed`` gives the reason why an article cannot be decided on, or an empty text."""
        self._desk = desk
        self._closed = closed
        self._by_article: tuple[int, dict[str, list[str]]] = (-1, {})
        super().__init__(records, articles, journal, coder, fields=fields)

    def of_article(self, article: str) -> list[EventRecord]:
        """The records of an article as decided so far, rejected ones too, in the file's order."""
        return [self.record(event) for event in self._events().get(article, ())]

    def lines_of(self, article: str, only: Only) -> Iterable[bytes]:
        """The lines of an article's records, those of ``only``."""
        return self._lines_of(self._events().get(article, ()), only)

    def version(self, article: str) -> list[tuple[str, int]]:
        """A value that changes with every decision about the article, and with no other."""
        return [(event, self.revision(event)) for event in self._events().get(article, ())]

    def done(self, article: str) -> bool:
        """Whether every event of the article is accepted or rejected."""
        events = self._events().get(article, ())
        return all(self._rows[event].status in DECIDED for event in events)

    def decide(
        self,
        action: Action,
        event: str,
        before: Sequence[EventRecord],
        after: Sequence[EventRecord],
        **keywords: Any,
    ) -> Entry:
        """As in a review by one coder; refused if it would touch a closed article."""
        named = {record.source.article_id for record in (*before, *after)}
        if action == "merge" and len({self._desk.article_of(one) for one in named}) > 1:
            raise ReviewError(
                "in a team, events are merged within one article: the other may be somebody "
                "else's; `extract merge` joins articles afterwards"
            )
        self._allow(named)
        return super().decide(action, event, before, after, **keywords)

    def may_decide(self, record: EventRecord) -> None:
        """Raise :class:`ReviewError` if the record's article is closed."""
        self._allow({record.source.article_id})

    def undo(self) -> Entry | None:
        """As in a review by one coder; refused if it would touch a closed article."""
        if self._undone:
            entry = self.journal.read(self._undone[-1][0])
            self._allow({_named(record) for record in (*entry.before, *entry.after)})
        return super().undo()

    def _allow(self, named: set[str]) -> None:
        for article in {self._desk.article_of(one) for one in named}:
            if reason := self._closed(article):
                raise ReviewError(reason)

    def _events(self) -> dict[str, list[str]]:
        """Event ids by article, rebuilt after each decision: one pass over the rows."""
        version = len(self.journal)
        if self._by_article[0] != version:
            found: dict[str, list[str]] = {}
            for event in self._in_order():
                article = self._desk.article_of(self._rows[event].article)
                found.setdefault(article, []).append(event)
            self._by_article = (version, found)
        return self._by_article[1]


class CoderSession(TeamSession):
    """The session of a coder. ``mine`` are the coder's articles."""

    def __init__(self, *given: Any, mine: Collection[str], **keywords: Any) -> None:
        self._mine = mine
        self.not_mine = 0  # decisions in the journal about articles now assigned to others
        super().__init__(*given, **keywords)

    def _allow(self, named: set[str]) -> None:
        for one in named:
            if self._desk.article_of(one) not in self._mine:
                raise ReviewError(f"{one} is not one of your articles")
        super()._allow(named)

    def _apply(self, entry: Entry) -> None:
        before, after = self._those_mine(entry.before), self._those_mine(entry.after)
        if before == entry.before and after == entry.after:
            super()._apply(entry)
            return
        self.not_mine += 1
        if before or after:  # a bulk decision, partly about others' articles
            super()._apply(replace(entry, before=before, after=after))

    def _those_mine(self, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for one in records if self._desk.article_of(_named(one)) in self._mine]


class AdjudicatorSession(TeamSession):
    """The session of an adjudicator: the records of the adjudicated articles only.

    ``adjudicated`` holds those articles. Output and downloads are the whole team's.
    """

    def __init__(
        self, *given: Any, team_lines: Callable[[Only], Iterable[bytes]], **keywords: Any
    ) -> None:
        self.adjudicated: dict[str, int] = {}  # with the number of the decision
        self._team_lines = team_lines
        super().__init__((), *given, **keywords)

    def lines(self, only: Only = "kept") -> Iterable[bytes]:
        """The team's records, those of ``only``."""
        return self._team_lines(only)

    def decide(
        self,
        action: Action,
        event: str,
        before: Sequence[EventRecord],
        after: Sequence[EventRecord],
        **keywords: Any,
    ) -> Entry:
        """As in a session; nothing can be added to an article before it is adjudicated."""
        if action == "add":
            article = self._desk.article_of(after[0].source.article_id)
            if article not in self.adjudicated:
                raise ReviewError("adjudicate the article first, on the page Team")
        return super().decide(action, event, before, after, **keywords)

    def _apply(self, entry: Entry) -> None:
        super()._apply(entry)
        if entry.action == "adjudicate":
            self.adjudicated[entry.event] = entry.number
        elif entry.action == "undo" and self.adjudicated.get(entry.event) == entry.undoes:
            del self.adjudicated[entry.event]


def _named(record: dict[str, Any]) -> str:
    return str(record["source"]["article_id"])
