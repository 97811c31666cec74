"""Reports what lessons would do to records: values that equal the coder's, and other values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.actors.setting import Actor as Party
from extractor.analysis import Analysis
from extractor.coding.applied_lessons import place_said, place_shown, taught_location
from extractor.coding.values import location_of
from extractor.learn.values import (
    NameSet,
    Reviewed,
    country_of,
    setting_of,
)
from extractor.lessons.lesson import Lessons, Origin, without_years
from extractor.reading import Event, Relation, Said, Where
from extractor.records.parts import Actor, Location

__all__ = ["Effect", "Report", "report_of"]


@dataclass(frozen=True)
class Effect:
    """The effect of the lessons on one name of a record: ``given`` is their value, ``None`` if none
    fits; ``alone`` if the lesson came from this very record only."""

    name: NameSet
    given: str | None
    as_set: bool
    alone: bool = False
    decided: bool = True


@dataclass(frozen=True)
class Report:
    """The effects on all names of some records."""

    records: int
    effects: tuple[Effect, ...]

    @property
    def mended(self) -> tuple[Effect, ...]:
        """The effects on values that a coder changed."""
        return tuple(one for one in self.effects if one.name.mended)

    @property
    def as_set(self) -> tuple[Effect, ...]:
        """Corrected values that would equal the coder's."""
        return tuple(one for one in self.mended if one.given and one.as_set)

    @property
    def against(self) -> tuple[Effect, ...]:
        """Values that would differ from what a coder set or left unchanged."""
        return tuple(one for one in self.effects if one.given and not one.as_set and one.decided)

    @property
    def others(self) -> tuple[Effect, ...]:
        """Values that would change in records that nobody has decided on."""
        return tuple(
            one for one in self.effects if one.given and not one.as_set and not one.decided
        )

    def lines(self) -> Iterator[str]:
        """The report for people."""
        mended, right = self.mended, self.as_set
        alone = sum(one.alone for one in right)
        yield f"{self.records:,} records, {len(self.effects):,} names with words of the article"
        yield f"as the coder set them: {len(right):,} of {len(mended):,} mended" + (
            f" ({alone:,} by a lesson of that very record alone)" if alone else ""
        )
        yield from _listed(right)
        yield f"against the coder: {len(self.against):,}"
        yield from _listed(self.against)
        yield f"others changed, of records not yet reviewed: {len(self.others):,}"
        yield from _listed(self.others)
        left = [one for one in mended if one.given is None]
        yield f"mended, and no lesson fits: {len(left):,}"
        yield from _listed(left)


def report_of(lessons: Lessons, reviewed: Iterable[Reviewed]) -> Report:
    """The effect of the lessons on each name of the records, as in the next run."""
    effects: list[Effect] = []
    records = 0
    last: Analysis | None = None
    for entry in reviewed:
        if entry.rejected:
            continue
        records += 1
        if entry.article is None:
            last = None
        elif last is None or last.article is not entry.article:
            last = Analysis(entry.article, lessons)
        for name in entry.names():
            if isinstance(name.value, Actor):
                effects.append(_actor(lessons, entry, name, name.value))
            else:
                effects.append(_place(lessons, entry, name, name.value, last))
    return Report(records, tuple(effects))


def _actor(lessons: Lessons, entry: Reviewed, name: NameSet, actor: Actor) -> Effect:
    setting = setting_of(entry.after, actor)
    lesson = lessons.actor(name.words, setting)
    if lesson is None:
        return Effect(name, None, False, decided=entry.decided)
    given = lesson.actor(setting)
    return Effect(name, given.name, _same(given, actor), _alone(lesson.origin, name), entry.decided)


def _same(given: Party, actor: Actor) -> bool:
    return (without_years(given.name), given.kind, given.associated) == (
        without_years(actor.name),
        actor.kind,
        actor.associated,
    )


def _place(
    lessons: Lessons, entry: Reviewed, name: NameSet, place: Location, analysis: Analysis | None
) -> Effect:
    seen = entry.before or entry.after
    lesson = lessons.place(name.words, [one for one in (country_of(seen), name.country) if one])
    if lesson is None:
        return Effect(name, None, False, decided=entry.decided)
    made: Location | None = location_of(lesson.place())
    if analysis is not None and place.evidence:
        start, end = place.evidence[0].start, place.evidence[0].end
        said = Said.at(analysis.article.span(start, end))
        where = Where(said, None, None, country_of(seen), Relation.IN)
        taught = taught_location(analysis, Event("", (), ("Other",), where=(where,)), None)
        made = taught[0] if taught else None
    if made is None:
        return Effect(name, None, False, decided=entry.decided)
    return Effect(
        name,
        place_shown(made),
        place_said(made) == place_said(place),
        _alone(lesson.origin, name),
        entry.decided,
    )


def _alone(origin: Origin, name: NameSet) -> bool:
    return origin.times <= 1 and set(origin.records) == {name.record}


def _listed(effects: Sequence[Effect]) -> Iterator[str]:
    """A line for each lesson or value, most frequent first."""
    lines: dict[str, list[str]] = {}
    for one in effects:
        name = one.name
        if one.given is None:
            said = f"{name.what} “{name.words}”: {name.was or 'nothing'} -> {name.shown}"
        elif one.as_set:
            said = f"{name.what} “{name.words}”: {name.was or 'nothing'} -> {one.given}"
        else:
            by = "the coder has" if one.decided else "the record has"
            said = f"{name.what} “{name.words}”: {one.given}, where {by} {name.shown}"
        lines.setdefault(said, []).append(name.record)
    for said, records in sorted(lines.items(), key=lambda item: -len(item[1])):
        times = f"{len(records)} times, first" if len(records) > 1 else "in"
        yield f"  {said} ({times} {records[0]})"
