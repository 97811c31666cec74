"""The file of lessons: written by ``extract learn``, edited by hand, read by the next run."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name
from extractor.codebook.types import SubEventType
from extractor.errors import UserFileError
from extractor.lessons.lesson import (
    ActorLesson,
    Example,
    Lesson,
    Lessons,
    Origin,
    PlaceLesson,
    Undecided,
)
from extractor.text.printable import BIDI
from extractor.user_files import read_toml, toml_text

__all__ = ["VERSION", "contradictions", "lessons_text", "read_lessons", "unfit"]

VERSION = 1
LONGEST = 300  # characters of a name
LONGEST_TEXT = 1000  # of an example
TURNING = frozenset(map(chr, BIDI))
HEAD = """\
# Lessons of reviewed records, for `extract run --lessons`. Written by `extract learn`.
# What stands here is applied and nothing else: delete what is not to be, or add `apply = false`.
# An actor's or a place's `words` are those of articles. `times`, `was` and `from` (ids of records)
# say where a lesson came from. What stands under [[undecided]] contradicts itself and is not
# applied; write the right one as [[actor]], [[place]] or [[example]] to have it applied.
"""
ORIGIN = ("apply", "times", "was", "from")
KEYS = {
    "actor": ("words", "name", "kind", "countries", "associated", *ORIGIN),
    "place": (
        *("words", "country", "name", "admin1", "admin2", "latitude", "longitude", "precision"),
        *("gazetteer_id", *ORIGIN),
    ),
    "example": ("text", "sub_event_type", "instead_of", "why", *ORIGIN),
    "undecided": ("what", "words", "country", "choices", "from"),
}


def read_lessons(path: str | Path) -> Lessons:
    """The lessons of a file; raises :class:`UserFileError` with the first thing that is wrong."""
    table = read_toml(path)
    version = table.pop("lessons", None)
    if version != VERSION or isinstance(version, bool):
        said = "no line `lessons = 1`" if version is None else f"lessons = {version!r}"
        raise UserFileError(f"{path}: {said[:60]}: no file of lessons that this extract reads")
    strange = next((name for name in table if name not in KEYS), None)
    if strange is not None:
        raise UserFileError(
            f"{path}: {_shown(strange)} is no part of a file of lessons; there are "
            f"{', '.join(f'[[{name}]]' for name in KEYS)}"
        )
    made: dict[str, list[Any]] = {}
    for name, reading in READINGS.items():
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise UserFileError(f"{path}: {name} is written as tables: [[{name}]]")
        made[name] = [
            reading(_Entry(f"{path}: [[{name}]] {number}", one, KEYS[name]))
            for number, one in enumerate(entries, 1)
        ]
    lessons = Lessons(
        tuple(made["actor"]), tuple(made["place"]), tuple(made["example"]), tuple(made["undecided"])
    )
    return replace(lessons, name=Path(path).name, digest=digest_of(lessons))


def digest_of(lessons: Lessons) -> str:
    """A hash of what is applied; the origin of a lesson is not part of it."""
    applied = [replace(one, origin=Origin()) for one in lessons.every if one.apply]
    return hashlib.sha256(repr(applied).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def lessons_text(lessons: Lessons) -> str:
    """The text of the file for these lessons."""
    blocks = [f"{HEAD}lessons = {VERSION}\n"]
    for actor in lessons.actors:
        blocks.append(_block("actor", actor, kind=actor.kind.value))
    for place in lessons.places:
        blocks.append(_block("place", place))
    for one in lessons.examples:
        blocks.append(_block("example", one, sub_event_type=one.sub_event_type or "none"))
    for other in lessons.undecided:
        blocks.append(_block("undecided", other, **{"from": other.records}))
    return "\n".join(blocks)


def _block(table: str, lesson: Lesson | Undecided, **values: Any) -> str:
    """A table of the file; empty values are left out, since TOML has no null."""
    given = {name: getattr(lesson, name, None) for name in KEYS[table]}
    if not isinstance(lesson, Undecided):
        origin = lesson.origin
        given |= {"times": origin.times, "was": origin.was, "from": origin.records}
    if given.get("apply"):
        del given["apply"]  # the default
    lines = [
        f"{name} = {toml_text(value)}\n"
        for name, value in (given | values).items()
        if value is not None and value != ()
    ]
    return f"[[{table}]]\n{''.join(lines)}"


@dataclass(frozen=True)
class _Entry:
    """One table of the file; values are taken from it and checked."""

    where: str
    table: Mapping[str, Any]
    keys: tuple[str, ...]

    def __post_init__(self) -> None:
        for key in self.table:
            if key not in self.keys:
                raise self.wrong(key, f"no key of it; there are {', '.join(self.keys)}")

    def wrong(self, key: str, why: str) -> UserFileError:
        return UserFileError(f"{self.where}: {_shown(key)}: {why}")

    def words(self, key: str, longest: int = LONGEST) -> str:
        found = self.maybe(key, longest)
        if found is None:
            raise self.wrong(key, "is missing")
        return found

    def maybe(self, key: str, longest: int = LONGEST) -> str | None:
        value = self.table.get(key)
        return None if value is None else self._text(key, value, longest)

    def many(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "is a list of texts")
        return tuple(self._text(key, one, LONGEST_TEXT) for one in value)

    def number(self, key: str, least: float, most: float) -> float:
        value = self.table.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong(key, "is missing" if value is None else "is no number")
        if not least <= value <= most:
            raise self.wrong(key, f"is not between {least:g} and {most:g}")
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        if not isinstance(self.table.get(key), int):
            raise self.wrong(key, f"is a whole number from {least} to {most}")
        return int(self.number(key, least, most))

    def country(self, key: str, value: str) -> str:
        listed = country_by_name(value)
        if listed is None:
            raise self.wrong(key, f"no country is called {_shown(value)}")
        return listed.name

    def origin(self) -> dict[str, Any]:
        """The common part of all lessons: whether it is applied, and its origin."""
        apply = self.table.get("apply", True)
        if not isinstance(apply, bool):
            raise self.wrong("apply", "is true or false")
        times = self.whole("times", 0, 10**9) if "times" in self.table else 0
        return {"apply": apply, "origin": Origin(times, self.many("from"), self.many("was"))}

    def _text(self, key: str, value: Any, longest: int) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, "is no text")
        problem = unfit(value, longest)
        if problem:
            raise self.wrong(key, problem)
        return value


def unfit(text: str, longest: int = LONGEST) -> str | None:
    """Why a text is not allowed in the file; ``None`` if it is."""
    if not text.strip():
        return "is empty"
    if len(text) > longest:
        return f"is longer than {longest} characters"
    if any(char in TURNING or unicodedata.category(char) == "Cc" for char in text):
        return "holds a line break, a control sign or one that turns text"
    return None


def _actor(entry: _Entry) -> ActorLesson:
    kind = entry.words("kind")
    if kind not in [one.value for one in ActorKind]:
        raise entry.wrong("kind", f"{_shown(kind)} is none of {', '.join(ActorKind)}")
    countries = tuple(entry.country("countries", one) for one in entry.many("countries"))
    lesson = ActorLesson(
        entry.words("words"),
        entry.words("name"),
        ActorKind(kind),
        countries,
        entry.many("associated"),
        **entry.origin(),
    )
    _has_words(entry, lesson.key)
    return lesson


def _place(entry: _Entry) -> PlaceLesson:
    lesson = PlaceLesson(
        entry.words("words"),
        entry.country("country", entry.words("country")),
        entry.words("name"),
        entry.number("latitude", -90, 90),
        entry.number("longitude", -180, 180),
        entry.whole("precision", 1, 3),
        entry.maybe("admin1"),
        entry.maybe("admin2"),
        entry.maybe("gazetteer_id"),
        **entry.origin(),
    )
    _has_words(entry, lesson.key)
    return lesson


def _example(entry: _Entry) -> Example:
    kinds = [one.value for one in SubEventType]
    kind, instead = entry.words("sub_event_type"), entry.maybe("instead_of")
    for key, value in (("sub_event_type", kind), ("instead_of", instead)):
        if value not in (None, "none", *kinds):
            raise entry.wrong(key, f"{_shown(str(value))} is no sub-event type, nor none")
    return Example(
        entry.words("text", LONGEST_TEXT),
        None if kind == "none" else kind,
        instead,
        entry.maybe("why"),
        **entry.origin(),
    )


def _undecided(entry: _Entry) -> Undecided:
    return Undecided(
        entry.words("what"),
        entry.words("words", LONGEST_TEXT),
        entry.maybe("country"),
        entry.many("choices"),
        entry.many("from"),
    )


def _has_words(entry: _Entry, key: str) -> None:
    if not key:
        raise entry.wrong("words", "holds no letter or digit")


def _shown(text: str) -> str:
    plain = "".join(char if char.isprintable() else "\ufffd" for char in text[:60])
    return f"“{plain}”"


READINGS: dict[str, Callable[[_Entry], Any]] = {
    "actor": _actor,
    "place": _place,
    "example": _example,
    "undecided": _undecided,
}


def contradictions(lessons: Lessons) -> Iterator[str]:
    """A line for each lesson that another one contradicts, so that neither is applied."""
    for found in (_actors_apart(lessons), _places_apart(lessons), _examples_apart(lessons)):
        yield from found


def _actors_apart(lessons: Lessons) -> Iterator[str]:
    by_key: dict[tuple[str, str], ActorLesson] = {}
    for one in lessons.actors:
        for country in one.countries or ("",) if one.apply else ():
            other = by_key.setdefault((one.key, country), one)
            if (other.name, other.kind) != (one.name, one.kind):
                yield f"“{one.words}” is {other.name} and {one.name}{_of(country)}"


def _places_apart(lessons: Lessons) -> Iterator[str]:
    by_key: dict[tuple[str, str], PlaceLesson] = {}
    for one in lessons.places:
        if one.apply:
            other = by_key.setdefault((one.key, one.country), one)
            points = [(p.name, p.latitude, p.longitude) for p in (other, one)]
            if points[0] != points[1]:
                yield f"“{one.words}” is two places{_of(one.country)}"


def _examples_apart(lessons: Lessons) -> Iterator[str]:
    by_key: dict[str, Example] = {}
    for one in lessons.examples:
        if one.apply and by_key.setdefault(one.key, one).sub_event_type != one.sub_event_type:
            yield f"“{one.text[:60]}” is an example of two types"


def _of(country: str) -> str:
    return f" in {country}" if country else ""
