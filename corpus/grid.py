"""``python -m corpus.grid LANGUAGE COUNT [--start N] [--seed N]``: cells for a writer to fill.

A cell says which text a writer is asked for. For a given seed, the cell of a language and number is
always the same, however many are asked for. Every language has its own decks: number of events and
statements, type, difficulty, genre and setting. Each deck is dealt to the end before it is shuffled
again, so that the shares hold in any stretch of cells.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from corpus.cells import DIFFICULTIES, GENRES, NO_EVENT, Setting, settings
from corpus.decks import (
    DIFFICULTY_CARDS,
    EVENT_TYPES,
    GENRE_CARDS,
    HOLDS,
    IMPLAUSIBLE,
    NONE,
    SEVERAL,
    Deck,
    difficulty_fits,
    genre_fits,
)
from corpus.labels import TYPES
from corpus.targets import TARGETS
from corpus.weekdays import ENGLISH

LAST_DAY = date(2026, 9, 30)
SEED = 7
AT_HOME = (True,) * 7 + (False,) * 3
_STATED: dict[str, tuple[tuple[str, ...], ...]] = {
    "allegation": (("allegation", "denial"),),
    "claim": (("claim",), ("claim",), ("claim", "denial")),
    "request": (("request",), ("request", "denial"), ("allegation", "request")),
}
_OTHERWISE = (("allegation",), ("denial",), ("claim",), ("request",), ("allegation", "denial"))
_WITHOUT_EVENT = (("allegation",), ("denial",), ("request",), ("allegation", "denial"))


@dataclass(frozen=True)
class Cell:
    """What a writer is asked for: the values of the passage's head line, and those not in it."""

    id: str
    setting: Setting
    type: str
    genre: str
    difficulty: str
    published: date
    holds: str
    also: tuple[str, ...]
    statements: tuple[str, ...]
    area: str

    @property
    def head(self) -> str:
        """The head line of the passage."""
        cell = "/".join((self.setting.slug, self.type, self.genre, self.difficulty))
        return f"= {self.id} cell={cell} published={self.published}"

    @property
    def wish(self) -> str:
        """Instructions for the writer, as remarks above the head line."""
        words = NO_EVENT.get(self.type) or f"{self.type} ({TYPES[self.type].value})"
        parts = [f"{self.holds}: " + " + ".join((words, *self.also))]
        if self.statements:
            parts.append("statements: " + ", ".join(self.statements))
        parts += [GENRES[self.genre], DIFFICULTIES[self.difficulty]]
        where = f"{self.setting.name}, around {self.area} ({self.setting.parties})"
        weekday = ENGLISH[self.published.weekday()]
        return f"# {'; '.join(parts)}\n# {where}; published on a {weekday}"


def cells(language: str, seed: int = SEED) -> Iterator[Cell]:
    """Yield the cells of a language, from number 1 on, without end."""
    dealer = _Dealer(language, random.Random(f"{seed}/{language}"))
    number = 0
    while True:
        number += 1
        yield dealer.cell(f"{language}-{number:04}")


class _Dealer:
    """The decks of one language."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.rng = rng
        known = tuple(settings().values())
        home = [one for one in known if language in one.languages]
        home += [one for one in home if one.languages[0] == language]  # these count twice
        away = [one for one in known if one not in home]
        if len(away) < len(home):  # English is at home nearly everywhere
            away = [*known]
        self.holds = Deck(HOLDS, rng)
        self.types = Deck(EVENT_TYPES, rng)
        self.no_event = Deck(tuple(NO_EVENT), rng)
        self.difficulties = {held: Deck(cards, rng) for held, cards in DIFFICULTY_CARDS.items()}
        self.genres = Deck(GENRE_CARDS, rng)
        self.at_home = Deck(AT_HOME, rng)
        self.settings = {True: Deck(home, rng), False: Deck(away, rng)}

    def cell(self, identity: str) -> Cell:
        held = _dealt(self.holds.deal())
        holds, stated = held
        kind = _dealt(self.no_event.deal() if holds == NONE else self.types.deal())
        deck = self.difficulties[held]
        difficulty = deck.deal(lambda one: difficulty_fits(kind, one)) or "plain"
        genre = _dealt(self.genres.deal(lambda one: genre_fits(holds, difficulty, one)))
        setting = self._setting(kind)
        return Cell(
            identity,
            setting,
            kind,
            genre,
            difficulty,
            self._published(setting),
            holds,
            self._also(setting, difficulty) if holds == SEVERAL else (),
            self._statements(holds, difficulty) if stated else (),
            self.rng.choice(setting.areas),
        )

    def _setting(self, kind: str) -> Setting:
        home = _dealt(self.at_home.deal())

        def plausible(one: Setting) -> bool:
            return kind not in IMPLAUSIBLE[one.conflict]

        found = self.settings[home].deal(plausible) or self.settings[not home].deal(plausible)
        return _dealt(found)

    def _published(self, setting: Setting) -> date:
        first = date(setting.first_year, 1, 1)
        last = min(LAST_DAY, date(setting.last_year, 12, 31))
        return first + timedelta(days=self.rng.randrange((last - first).days + 1))

    def _also(self, setting: Setting, difficulty: str) -> tuple[str, ...]:
        """The types of the other events."""
        more = self.rng.choice((2, 2, 3, 4)) if difficulty == "round-up" else 1
        if difficulty not in ("round-up", "two-events", "background"):
            more = self.rng.choice((1, 1, 2))
        wrong = IMPLAUSIBLE[setting.conflict]
        types = (_dealt(self.types.deal(lambda one: one not in wrong)) for _ in range(more))
        return tuple(f"{one} as background" if difficulty == "background" else one for one in types)

    def _statements(self, holds: str, difficulty: str) -> tuple[str, ...]:
        usual = _WITHOUT_EVENT if holds == NONE else _OTHERWISE
        return self.rng.choice(_STATED.get(difficulty, usual))


Card = TypeVar("Card")


def _dealt(card: Card | None) -> Card:
    """The card, which is never ``None``: every deck that is asked has one that fits."""
    assert card is not None
    return card


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m corpus.grid", description=__doc__)
    parser.add_argument("language", choices=sorted(TARGETS), metavar="LANGUAGE")
    parser.add_argument("count", type=int, metavar="COUNT", help="how many cells")
    parser.add_argument("--start", type=int, default=1, help="the number of the first (1)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"another grid ({SEED})")
    options = parser.parse_args(arguments)
    if options.start < 1 or options.count < 1:
        parser.error("COUNT and --start begin at 1")
    first = options.start - 1
    for cell in islice(cells(options.language, options.seed), first, first + options.count):
        print(cell.wish, cell.head, "", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
