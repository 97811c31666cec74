"""Lessons, and which of them applies to given words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from extractor.actors.meaning import home_of
from extractor.actors.phrase import without_article
from extractor.actors.setting import Actor, Setting
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold
from extractor.codebook.names import DE_FACTO, STATE
from extractor.codebook.types import EventType
from extractor.places.find_words import TOWN_WORDS
from extractor.places.resolve import Place

__all__ = [
    "ActorLesson",
    "Example",
    "Lesson",
    "Lessons",
    "Origin",
    "PlaceLesson",
    "Undecided",
    "actor_key",
    "place_key",
    "without_years",
]

FIGHTERS = frozenset(
    (
        *("fighters", "militants", "militiamen", "members", "gunmen", "rebels", "insurgents"),
        *("guerrillas", "terrorists", "soldiers", "troops", "elements", "operatives"),
    )
)
"""Lower-case words after a name that add nothing to it: "Qolvani Front fighters"."""
TOWNLY = frozenset(TOWN_WORDS | {"the", "of"})
BRANCHES = ("Military", "Police", "Government")
STREET = {ActorKind.PROTESTERS: EventType.PROTESTS, ActorKind.RIOTERS: EventType.RIOTS}
FIRST_EXAMPLES = 20
"""Examples in a prompt: about a thousand tokens."""


def actor_key(words: str) -> str:
    """The form of an actor's words for comparison: "the Qolvani Front fighters" is "qolvani
    front"."""
    tokens = without_article(" ".join(words.split())).split()
    if len(tokens) > 2 and tokens[0].lower() in FIGHTERS and tokens[1] in ("of", "from"):
        tokens = without_article(" ".join(tokens[2:])).split()
    while len(tokens) > 1 and tokens[-1] in FIGHTERS:
        tokens.pop()
    return fold(" ".join(tokens))


def place_key(words: str) -> str:
    """The form of a place's words for comparison: "the village of Kowa" is "kowa"; a province is
    not the town of its name."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[0].casefold() in TOWNLY:
        tokens.pop(0)
    while len(tokens) > 1 and tokens[-1].casefold() in TOWNLY:
        tokens.pop()
    return fold(" ".join(tokens))


def without_years(name: str) -> str:
    """A state force's name without the years of its regime, which the day of the event gives."""
    regime = _of_a_regime(name)
    return (
        f"{regime['branch']} of {regime['country']} {regime['unit'].lstrip()}" if regime else name
    )


def _of_a_regime(name: str) -> re.Match[str] | None:
    """The match of a state force's name with years in it; else ``None``."""
    found = STATE.match(name)
    return found if found and found["first"] and name.startswith(BRANCHES) else None


@dataclass(frozen=True)
class Origin:
    """The origin of a lesson: ``times`` it was decided so, ids of the ``records`` with it, and the
    earlier value."""

    times: int = 1
    records: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActorLesson:
    """Words that mean an actor, in ``countries`` (ACLED's names; none: everywhere)."""

    words: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...] = ()
    associated: tuple[str, ...] = ()
    origin: Origin = field(default_factory=Origin)
    apply: bool = True

    @property
    def key(self) -> str:
        return actor_key(self.words)

    def fits(self, setting: Setting, told_country: str | None = None) -> bool:
        """Whether the lesson applies in this setting. ``told_country`` is the actor's country as
        the reader gives it; one state's forces are not another's."""
        if self.countries and setting.country not in self.countries:
            return False
        street = STREET.get(self.kind)
        if street is not None and setting.event_type is not street:
            return False
        if self.kind is ActorKind.CIVILIANS and setting.street:
            return False  # marchers are protesters
        state = STATE.match(self.name)
        home = home_of(told_country)
        if state and home:
            listed = country_by_name(state["country"])
            return (listed.name if listed else state["country"]) in (home, DE_FACTO.get(home, home))
        return True

    def actor(self, setting: Setting) -> Actor:
        """The actor; for a state's forces under the regime of the day."""
        regime = _of_a_regime(self.name)
        if regime:
            listed = country_by_name(regime["country"])
            country = listed.name if listed else regime["country"]
            made = setting.state_actor(regime["branch"], country, regime["unit"].lstrip())
            return Actor(made.name, made.kind, made.country, self.associated)
        return Actor(self.name, self.kind, None, self.associated)


@dataclass(frozen=True)
class PlaceLesson:
    """Words that mean a place of a country."""

    words: str
    country: str
    name: str
    latitude: float
    longitude: float
    precision: int
    admin1: str | None = None
    admin2: str | None = None
    gazetteer_id: str | None = None
    origin: Origin = field(default_factory=Origin)
    apply: bool = True

    @property
    def key(self) -> str:
        return place_key(self.words)

    def place(self) -> Place:
        """The place in the gazetteer's form."""
        country = country_by_name(self.country)
        return Place(
            self.gazetteer_id or "",
            self.name,
            "feature",
            self.admin1,
            self.admin2,
            self.country,
            country.iso if country else 0,
            country.alpha2 if country else "",
            self.latitude,
            self.longitude,
            self.precision,
            1.0,
        )


@dataclass(frozen=True)
class Example:
    """A sentence and the coder's decision: an event of this type, or none."""

    text: str
    sub_event_type: str | None
    instead_of: str | None = None
    why: str | None = None
    origin: Origin = field(default_factory=Origin)
    apply: bool = True

    @property
    def key(self) -> str:
        return fold(self.text)


@dataclass(frozen=True)
class Undecided:
    """Words on which coders disagree: listed, never applied."""

    what: str
    words: str
    country: str | None
    choices: tuple[str, ...]
    records: tuple[str, ...] = ()


Lesson = ActorLesson | PlaceLesson | Example
One = TypeVar("One", ActorLesson, PlaceLesson)


@dataclass(frozen=True)
class Lessons:
    """All lessons of a file; ``name`` is the file's and ``digest`` a hash of what is applied."""

    actors: tuple[ActorLesson, ...] = ()
    places: tuple[PlaceLesson, ...] = ()
    examples: tuple[Example, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    name: str = "lessons"
    digest: str = ""

    def actor(
        self, words: str, setting: Setting, told_country: str | None = None
    ) -> ActorLesson | None:
        """The lesson for these words in this setting; ``None`` if two contradict each other."""
        lessons = self._actors.get(actor_key(words), ())
        fitting = [one for one in lessons if one.fits(setting, told_country)]
        exact = [one for one in fitting if one.countries] or fitting
        same = {(without_years(one.name), one.kind) for one in exact}
        return exact[0] if len(same) == 1 else None

    def place(self, words: str, countries: Iterable[str]) -> PlaceLesson | None:
        """The lesson of these words in the first of the countries that has one."""
        lessons = self._places.get(place_key(words), ())
        for country in countries:
            in_country = [one for one in lessons if one.country == country]
            if in_country:
                same = {(one.latitude, one.longitude, one.name) for one in in_country}
                return in_country[0] if len(same) == 1 else None
        return None

    @property
    def every(self) -> tuple[Lesson, ...]:
        """Actors, places and examples, turned off or not."""
        found: list[Lesson] = [*self.actors, *self.places, *self.examples]
        return tuple(found)

    @property
    def shown(self) -> tuple[Example, ...]:
        """The examples for the reader, without contradicted ones."""
        applied = [one for one in self.examples if one.apply]
        kinds: dict[str, set[str | None]] = {}
        for one in applied:
            kinds.setdefault(one.key, set()).add(one.sub_event_type)
        return tuple(one for one in applied if len(kinds[one.key]) == 1)[:FIRST_EXAMPLES]

    @cached_property
    def _actors(self) -> dict[str, list[ActorLesson]]:
        return _by_key(self.actors)

    @cached_property
    def _places(self) -> dict[str, list[PlaceLesson]]:
        return _by_key(self.places)


def _by_key(lessons: Sequence[One]) -> dict[str, list[One]]:
    found: dict[str, list[One]] = {}
    for one in lessons:
        if one.apply:
            found.setdefault(one.key, []).append(one)
    return found
