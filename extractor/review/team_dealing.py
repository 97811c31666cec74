"""Assigns articles to coders, some of them to two.

An article goes to a coder as a whole, with all its events: splitting, merging and adding happen
within it. Articles without events are assigned too, so that somebody looks for missed ones.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.errors import ReviewError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from extractor.records import EventRecord
    from extractor.text.article import Article

__all__ = ["Desk", "dealt", "desk_of", "read_assignments"]

MOST_CODERS = 2  # of one article: two codings are compared
Coders = tuple[str, ...]


@dataclass
class Desk:
    """All articles, each with its number of events, in the file's order. Records may name an
    article by another id, which ``names`` maps to it."""

    events: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # of events, to their article

    def article_of(self, named: str) -> str:
        """The article that ``source.article_id`` of a record refers to."""
        return self.names.get(named, named)


def desk_of(records: Iterable[EventRecord], articles: Sequence[Article]) -> Desk:
    """The desk of a review. Articles are identified by the hash of their text first, as in a review
    by one coder."""
    desk = Desk()
    keys = {article.key: article for article in articles}
    by_hash = {article.sha256: article.key for article in articles}
    for record in records:
        named, sha256 = record.source.article_id, record.source.sha256
        if named not in desk.names:
            found = keys.get(named)
            fits = found is not None and sha256 in (None, found.sha256)
            desk.names[named] = named if fits else by_hash.get(sha256 or "", named)
        article = desk.names[named]
        desk.events[article] = desk.events.get(article, 0) + 1
        desk.ids[record.id] = article
    for key in keys:
        desk.events.setdefault(desk.article_of(key), 0)
    return desk


def read_assignments(path: Path, desk: Desk, coders: Sequence[str]) -> dict[str, Coders]:
    """Assignments from a CSV with the columns ``article`` or ``event``, and ``coder``.

    Two rows for one article: both code it. Raises :class:`ReviewError` naming the line.
    """
    found: dict[str, Coders] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            names = set(rows.fieldnames or ())
            if "coder" not in names or not names & {"article", "event"}:
                raise ReviewError(f"{path}: needs a header with coder, and article or event")
            for row in rows:
                article = _article(row, desk, f"{path}:{rows.line_num}")
                coder = (row["coder"] or "").strip()
                if coder not in coders:
                    raise ReviewError(f"{path}:{rows.line_num}: {coder!r} is no coder of the team")
                given = dict.fromkeys((*found.get(article, ()), coder))
                if len(given) > MOST_CODERS:
                    raise ReviewError(
                        f"{path}:{rows.line_num}: a third coder for {article}; two at most"
                    )
                if len(given) > 1 and not desk.events[article]:
                    raise ReviewError(
                        f"{path}:{rows.line_num}: {article} has no event that two could decide on"
                    )
                found[article] = tuple(given)
    except OSError as error:
        raise ReviewError(f"{path} cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise ReviewError(f"{path} is not CSV in UTF-8: {error}") from None
    return found


def _article(row: Mapping[str, str | None], desk: Desk, where: str) -> str:
    event = (row.get("event") or "").strip()
    named = (row.get("article") or "").strip()
    if event and event not in desk.ids:
        raise ReviewError(f"{where}: there is no event {event!r}")
    article = desk.ids[event] if event else desk.article_of(named)
    if article not in desk.events:
        raise ReviewError(f"{where}: there is no article {named!r}")
    return article


def dealt(
    desk: Desk, coders: Sequence[str], kept: Mapping[str, Coders], double: float, seed: int
) -> dict[str, Coders]:
    """The coders of every article. Those ``kept`` stay; each other article goes to the coder with
    fewest events. A random sample of these goes to two, until it holds the share ``double`` of
    events.
    """
    if double and len(coders) < MOST_CODERS:
        raise ReviewError("coding twice needs two coders in the team")
    made = {article: tuple(kept[article]) for article in desk.events if article in kept}
    load: Counter[str] = Counter()
    for article, held in made.items():
        for coder in held:
            load[coder] += max(1, desk.events[article])
    new = [article for article in desk.events if article not in made]
    twice = _sample(desk, new, double, f"{seed}:{len(made)}")
    for article in new:
        # min() keeps the team's order among coders with equal numbers
        chosen = [min(coders, key=load.__getitem__)]
        if article in twice:
            others = [coder for coder in coders if coder != chosen[0]]
            chosen.append(min(others, key=load.__getitem__))
        for coder in chosen:
            load[coder] += max(1, desk.events[article])
        made[article] = tuple(chosen)
    return made


def _sample(desk: Desk, articles: Sequence[str], share: float, seed: str) -> set[str]:
    """Articles drawn until they hold the share of events; the last may exceed it."""
    drawn = [article for article in articles if desk.events[article]]
    wanted = share * sum(desk.events[article] for article in drawn)
    random.Random(seed).shuffle(drawn)
    chosen: set[str] = set()
    events = 0
    for article in drawn:
        if events >= wanted:
            break
        chosen.add(article)
        events += desk.events[article]
    return chosen
