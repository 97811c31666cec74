"""Decks of cards dealt without repetition, and the decks from which the grid's cells are dealt."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from corpus.labels import TYPES

NONE, ONE, SEVERAL = "no event", "one event", "several events"
Card = TypeVar("Card")


class Deck(Generic[Card]):
    """Cards that are all dealt before the deck is shuffled again."""

    def __init__(self, cards: Sequence[Card], rng: random.Random) -> None:
        self._cards = cards
        self._rng = rng
        self._left: list[Card] = []

    def deal(self, fits: Callable[[Card], bool] = lambda _: True) -> Card | None:
        """Deal the next card that fits, ``None`` if none does; skipped cards stay in the deck."""
        if not any(map(fits, self._left)):
            fresh = list(self._cards)
            self._rng.shuffle(fresh)
            self._left += fresh
        for at, card in enumerate(self._left):
            if fits(card):
                return self._left.pop(at)
        return None


# Of 18: a third without event, a third with several, a third with statements.
HOLDS: tuple[tuple[str, bool], ...] = (
    *[(NONE, False)] * 5,
    (NONE, True),
    *[(ONE, False)] * 4,
    *[(ONE, True)] * 2,
    *[(SEVERAL, False)] * 3,
    *[(SEVERAL, True)] * 3,
)
_COMMON = ("Attack", "Clash", "AirStrike", "Shelling", "PeacefulProtest", "IED", "Abduction")
_FREQUENT = ("ViolentDemo", "Intervention", "Mob", "Arrests", "Looting", "Suicide", "Overtakes")
EVENT_TYPES = (*TYPES, *_COMMON, *_COMMON, *_FREQUENT)
_BY_GROUND = {"Regains", "Overtakes", "AirStrike", "Shelling", "Suicide", "Transfer", "Base"}
IMPLAUSIBLE: dict[str, set[str]] = {
    "war": set(),
    "insurgency": {"Chemical"},
    "gangs": {"Chemical", "Shelling", "Suicide"},
    "unrest": {"Chemical", *_BY_GROUND},
}
"""Kind of conflict → event types that hardly occur in it."""

_ALWAYS = (
    *("plain", "passive", "unknown-village", "number-words", "vague-numbers", "long-sentence"),
    *("pronouns", "headline", "quoted", "retold"),
)
DIFFICULTY_CARDS = {
    (NONE, False): (*_ALWAYS, "named-group", "rival-tolls"),
    (NONE, True): ("allegation", "request", "plain", "long-sentence"),
    (ONE, False): (*_ALWAYS, "rival-tolls", "named-group", "failed", "civilians-in-battle"),
    (ONE, True): ("allegation", "claim", "request", "allegation", "claim", "rival-tolls", "quoted"),
    (SEVERAL, False): (
        *["two-events"] * 4,
        *["round-up"] * 5,
        *["background"] * 3,
        *("rival-tolls", "named-group", "failed", "civilians-in-battle", "passive"),
        *("number-words", "vague-numbers", "long-sentence", "pronouns", "quoted", "retold"),
    ),
    (SEVERAL, True): (
        *("allegation", "claim", "request", "two-events", "two-events", "round-up", "background"),
        *("rival-tolls", "quoted", "long-sentence", "civilians-in-battle"),
    ),
}
_WITHOUT_TOLL = {"Agreement", "Base", "Change", "Transfer", "Other", "Looting", "PeacefulProtest"}
_NO_INCIDENT = {"sport", "business", "fiction", "figure", "anniversary", "plan", "threat"}
_BATTLES = {"Clash", "Regains", "Overtakes", "Shelling", "AirStrike"}
_CLAIMED = {"Attack", "Clash", "IED", "Suicide", "Grenade", "Abduction", "AirStrike", "Shelling"}
_CROWDS = {"PeacefulProtest", "Intervention", "ExcessiveForce", "ViolentDemo", "Mob", "Other"}


def difficulty_fits(kind: str, difficulty: str) -> bool:
    """Whether a passage with this type, or without an event, can have this difficulty."""
    if difficulty == "rival-tolls":
        return kind not in _WITHOUT_TOLL | _NO_INCIDENT
    if difficulty == "civilians-in-battle":
        return kind in _BATTLES
    if difficulty == "claim":
        return kind in _CLAIMED
    if difficulty == "failed":
        return kind in {*_CLAIMED, "DisruptedWeapons", "Mob"} - {"Clash"}
    if difficulty == "named-group":
        return kind not in {*_CROWDS, "Regains", "accident", "sport", "business", "disaster"}
    return True


GENRE_CARDS = (
    *["wire"] * 3,
    *["wire-mid"] * 2,
    *["local"] * 2,
    *("rights", "situation", "bulletin", "bulletin", "communique", "communique"),
    *("interview", "live", "feature", "timeline", "social", "editorial"),
)
_LISTS = {"bulletin", "timeline", "situation"}
_GENRES_OF = {
    "round-up": {*_LISTS, "communique", "live", "rights", "wire-mid", "local", "feature"},
    "headline": {"wire", "local", "social", "live", "bulletin"},
    "quoted": {"interview", "wire-mid", "local", "live", "feature", "rights", "social"},
}


def genre_fits(holds: str, difficulty: str, genre: str) -> bool:
    """Whether a text of this genre can hold so many events with this difficulty."""
    if difficulty in _GENRES_OF:
        return genre in _GENRES_OF[difficulty]
    return holds != ONE or genre not in {"bulletin", "timeline"}
