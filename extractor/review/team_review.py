"""A team's review of one file: a session for each person, comparisons, and the output.

All decisions are in the journals, one a person; assignments and opened comparisons are in the
team's log. Nothing else is stored, so a review that was killed continues where it was.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.errors import ReviewError
from extractor.records import EventRecord
from extractor.review.journal import Journal
from extractor.review.out import save
from extractor.review.rows import status_of
from extractor.review.session import Session, Stale, with_review
from extractor.review.team_compare import Pair, chosen, differing, pairs_of, shown_pair
from extractor.review.team_dealing import dealt, desk_of
from extractor.review.team_sessions import AdjudicatorSession, CoderSession, TeamSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from extractor.custom_fields import CustomField
    from extractor.review.out import Only, Written
    from extractor.review.team import Team
    from extractor.review.team_dealing import Coders, Desk
    from extractor.review.team_log import TeamLog
    from extractor.text.article import Article

__all__ = ["TeamReview"]

NOTHING = "there is nothing to compare under this name, or not yet"
CLOSED = "two codings of this article have been compared: it is closed"


@dataclass
class TeamReview:
    """The review of a team; not thread-safe, like a session.

    ``journals`` are those of all people, ``by_hand`` the assignments from a file. Raises
    :class:`ReviewError` if these contradict an earlier start.
    """

    team: Team
    log: TeamLog
    records: Sequence[EventRecord]
    articles: Sequence[Article]
    journals: Mapping[str, Journal]
    by_hand: Callable[[Desk], Mapping[str, Coders]] = lambda desk: {}
    fields: Sequence[CustomField] = ()  # the user's own, of the file or of the records
    sessions: dict[str, TeamSession] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.desk = desk_of(self.records, self.articles)
        self._deal()
        self._counted: dict[str, tuple[list[Any], int]] = {}
        self._titles = {one.key: one.title for one in self.articles}
        records = self._shares(self.records, lambda one: one.source.article_id)
        texts = self._shares(self.articles, lambda one: one.key)
        twice = {one for one, coders in self.log.articles.items() if len(coders) > 1}
        self._originals: dict[str, list[bytes]] = {}  # of doubly coded articles
        for record in self.records:
            article = self.desk.article_of(record.source.article_id)
            if article in twice:
                line = record.json_line().encode() + b"\n"
                self._originals.setdefault(article, []).append(line)
        self.records = ()  # each session has its own
        for person in self.team.people:
            if person.role == "adjudicator":
                self.sessions[person.name] = AdjudicatorSession(
                    [one for one in self.articles if self.desk.article_of(one.key) in twice],
                    self.journals[person.name],
                    person.name,
                    desk=self.desk,
                    closed=lambda article: "",
                    team_lines=self.lines,
                    fields=self.fields,
                )
                continue
            mine = {one for one, coders in self.log.articles.items() if person.name in coders}
            self.sessions[person.name] = CoderSession(
                records.get(person.name, []),
                texts.get(person.name, []),
                self.journals[person.name],
                person.name,
                desk=self.desk,
                closed=lambda article: CLOSED if article in self.log.opened else "",
                mine=mine,
                fields=self.fields,
            )

    # Assignments

    def _deal(self) -> None:
        kept = dict(self.log.articles)
        gone = {one for coders in kept.values() for one in coders} - set(self.team.coders)
        if gone:
            raise ReviewError(
                f"{sorted(gone)[0]} has articles in {self.log.path} and is no coder of the team "
                "any more: leave the name in, and give the articles to others with --assign"
            )
        begun = self._begun()
        for article, coders in self.by_hand(self.desk).items():
            held = sorted(begun.get(article, {}).keys() - set(coders))
            if held or (article in self.log.opened and set(coders) != set(kept[article])):
                who = held[0] if held else "an adjudicator"
                raise ReviewError(f"{article} stays as it is assigned: {who} has begun it")
            kept[article] = coders
        for article, decided in begun.items():
            if article not in kept and article in self.desk.events:
                # For an article without events, nobody could say when a second coder is done.
                kept[article] = tuple(decided)[: 2 if self.desk.events[article] else 1]
        seed = self.team.seed if self.log.seed is None else self.log.seed
        made = dealt(self.desk, self.team.coders, kept, self.team.double, seed)
        if any(len(coders) > 1 for coders in made.values()) and not self.team.adjudicators:
            raise ReviewError(
                "articles that two code need somebody who adjudicates: a [[person]] with "
                'role = "adjudicator"'
            )
        new = {one: coders for one, coders in made.items() if self.log.articles.get(one) != coders}
        if new:
            self.log.deal(new, self.team.double, seed)

    def _begun(self) -> dict[str, dict[str, None]]:
        """The people who have decisions in the journals, by article."""
        found: dict[str, dict[str, None]] = {}
        for coder in self.team.coders:
            for entry in self.journals[coder].replay():
                for record in (*entry.before, *entry.after):
                    with contextlib.suppress(KeyError, TypeError):
                        article = self.desk.article_of(record["source"]["article_id"])
                        found.setdefault(article, {})[coder] = None
        return found

    def _shares(self, things: Sequence[Any], named: Callable[[Any], str]) -> dict[str, list[Any]]:
        """The things of each coder, in one pass."""
        found: dict[str, list[Any]] = {}
        for one in things:
            for coder in self.log.articles.get(self.desk.article_of(named(one)), ()):
                found.setdefault(coder, []).append(one)
        return found

    # Comparisons

    def done(self, article: str) -> bool:
        """Whether two coders have the article and both have decided on all of its events."""
        coders = self.log.articles.get(article, ())
        return len(coders) > 1 and all(self.sessions[one].done(article) for one in coders)

    def adjudicates(self, person: str) -> bool:
        """Whether the person is an adjudicator, who codes nothing."""
        return isinstance(self.sessions[person], AdjudicatorSession)

    def _visible(self, person: str, article: str) -> bool:
        """Coders see their own articles that both have done, adjudicators all such articles."""
        mine = self.adjudicates(person) or person in self.log.articles.get(article, ())
        return mine and (self.done(article) or self.adjudicator_of(article) is not None)

    def adjudicator_of(self, article: str) -> str | None:
        """The person who has adjudicated the article."""
        for name, session in self.sessions.items():
            if isinstance(session, AdjudicatorSession) and article in session.adjudicated:
                return name
        return None

    def pairs(self, article: str) -> list[Pair]:
        """The article's events paired between its two coders."""
        left, right = (self.sessions[one].of_article(article) for one in self.log.articles[article])
        return pairs_of(left, right)

    def comparisons(self, person: str) -> list[dict[str, Any]]:
        """The articles that the person may compare. A coder sees the number of differences only for
        articles that somebody has opened: before that, the coder could still change the coding."""
        adjudicates = self.adjudicates(person)
        found = []
        for article, coders in self.log.articles.items():
            if len(coders) < 2 or not self._visible(person, article):
                continue
            line: dict[str, Any] = {
                "article": article,
                "title": self._titles.get(article) or article,
                "coders": list(coders),
                "events": self.desk.events.get(article, 0),
                "adjudicator": self.adjudicator_of(article),
                "differs": None,
            }
            if adjudicates or article in self.log.opened:
                line["differs"] = self._differs(article)
            found.append(line)
        return found

    def _differs(self, article: str) -> int:
        """The number of values that differ between the two codings, counted again after a
        change."""
        version = [self.sessions[one].version(article) for one in self.log.articles[article]]
        counted = self._counted.get(article)
        if counted is None or counted[0] != version:
            count = sum(len(differing(pair)) for pair in self.pairs(article))
            counted = self._counted[article] = (version, count)
        return counted[1]

    def compare(self, person: str, article: str) -> dict[str, Any]:
        """The article's two codings side by side; from now on its coders cannot change it.

        Raises :class:`ReviewError` with the same message whether the article does not exist, is not
        the person's to see, or is not done by both.
        """
        if not self._visible(person, article):
            raise ReviewError(NOTHING)
        self.log.open(article, person)
        adjudicator = self.adjudicator_of(article)
        final = self.sessions[adjudicator].of_article(article) if adjudicator else []
        return {
            "article": article,
            "title": self._titles.get(article) or article,
            "coders": list(self.log.articles[article]),
            "adjudicator": adjudicator,
            "may": adjudicator is None and self.adjudicates(person),
            "pairs": [shown_pair(pair) for pair in self.pairs(article)],
            "final": [shown_pair(Pair(one, None)) for one in final],
        }

    def adjudicate(self, person: str, article: str, choices: Sequence[Any]) -> dict[str, Any]:
        """Decide on the article: for each of its pairs, in order, a side and the fields taken from
        the other side. It is one line in the adjudicator's journal."""
        session = self.sessions[person]
        if not self.adjudicates(person) or not self._visible(person, article):
            raise ReviewError(NOTHING)
        if self.adjudicator_of(article) is not None:
            raise Stale("the article has been adjudicated meanwhile; it is shown anew")
        if article not in self.log.opened:
            raise ReviewError("open the comparison first")
        pairs = self.pairs(article)
        if len(choices) != len(pairs):
            raise ReviewError(f"{len(pairs)} events need as many choices")
        made: list[EventRecord] = []
        for pair, choice in zip(pairs, choices, strict=True):
            record = chosen(pair, str(choice.get("keep")), [*map(str, choice.get("fields", ()))])
            if record is not None:
                made.append(self._stamped(record, session, {one.id for one in made}))
        session.decide("adjudicate", article, [], made)
        return {"article": article, "events": [one.id for one in made]}

    def _stamped(self, record: EventRecord, session: Session, ids: set[str]) -> EventRecord:
        rejected = status_of(record) == "rejected"
        stamp = {"coder": session.coder, "at": session.now()}
        stamp["status"] = "rejected" if rejected else "accepted"
        reason = record.review.reason if record.review and rejected else None
        made = with_review(record, **stamp, reason=reason)
        while made.id in ids:  # two added events with the same generated id
            digest = hashlib.sha256(f"{made.id}\x1ftwin".encode()).hexdigest()
            made = made.model_copy(update={"id": digest[:16]})
        return made

    # Figures

    def both_done(self) -> dict[str, list[Pair]]:
        """The basis of agreement: the pairs of each article that both coders have done."""
        return {
            article: self.pairs(article)
            for article, coders in self.log.articles.items()
            if len(coders) > 1 and (article in self.log.opened or self.done(article))
        }

    @property
    def twice(self) -> int:
        """How many articles are coded by two."""
        return sum(len(coders) > 1 for coders in self.log.articles.values())

    def progress(self, person: str) -> list[dict[str, Any]]:
        """Everybody's progress for an adjudicator; a coder's own for a coder."""
        everybody = self.adjudicates(person)
        return [
            {
                "name": one.name,
                "full_name": one.full_name,
                "role": one.role,
                **self.sessions[one.name].counts(),
            }
            for one in self.team.people
            if everybody or one.name == person
        ]

    # Output

    def lines(self, only: Only = "kept") -> Iterable[bytes]:
        """The team's records, by article in the file's order, those of ``only``.

        For a doubly coded article: the adjudicated records; or the first coder's if both agree in
        everything; until then the records as they were before any decision.
        """
        for article in self.desk.events:
            coders = self.log.articles[article]
            adjudicator = self.adjudicator_of(article)
            if adjudicator is not None:
                yield from self.sessions[adjudicator].lines_of(article, only)
            elif len(coders) == 1 or self._agreed(article):
                yield from self.sessions[coders[0]].lines_of(article, only)
            elif only != "accepted":
                yield from self._originals.get(article, ())

    def _agreed(self, article: str) -> bool:
        return self.done(article) and not self._differs(article)

    def save(self, path: Path, only: Only) -> Written:
        """Write the team's records, all or nothing."""
        return save(self, path, only)

    def counts(self) -> dict[str, int]:
        """Numbers of doubly coded articles: adjudicated, agreed, differing, not done by both."""
        made = dict.fromkeys(("adjudicated", "agreed", "to adjudicate", "not done by both"), 0)
        for article, coders in self.log.articles.items():
            if len(coders) < 2:
                continue
            if self.adjudicator_of(article) is not None:
                made["adjudicated"] += 1
            elif not self.done(article):
                made["not done by both"] += 1
            else:
                made["agreed" if self._agreed(article) else "to adjudicate"] += 1
        return made
