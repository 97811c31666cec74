"""Differences of older exports, reported once a file with a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.codebook.countries import country_by_name
from extractor.codebook.older_regions import OLDER_NAMES, older_extents
from extractor.codebook.older_types import is_older_type, older_type
from extractor.codebook.types import (
    EventType,
    SubEventType,
    disorder_type_of,
    is_older_disorder_type,
)
from extractor.records.vintages import current_cell
from extractor.text.printable import plural
from extractor.validate.cells import shown
from extractor.validate.columns import Columns, Hit
from extractor.validate.finding import Problem
from extractor.validate.told_once import ToldOnce

__all__ = ["OlderDisorderTypes", "OlderRegions", "OlderTypes", "older_event_type"]

TODAY = "today's"


class OlderRegions(ToldOnce):
    """Regions with an older name or extent (W220), each reported once. If a file also has a
    country's present region, the change of region (E404) is enough."""

    def __init__(self) -> None:
        super().__init__(("country", "region"), _older_region, _told_region)

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        for key in [key for key in self.first if key[0] == TODAY]:
            for other in [other for other in self.first if other[1] == key[1]]:
                del self.first[other]
        return super().at_end()


def _older_region(country: str, region: str) -> tuple[str, ...] | None:
    """(Region, country); the country is blank if only the name of the region is older."""
    region = region.strip()
    if region in OLDER_NAMES:
        return region, ""
    listed = country_by_name(country.strip())
    extent = older_extents().get(listed.name) if listed is not None else None
    if listed is None or extent is None:
        return None
    if region == extent[0]:
        return region, listed.name
    return (TODAY, listed.name) if region == listed.region else None


def _told_region(key: tuple[str, ...], count: int) -> Problem:
    region, country = key
    if not country:
        message = (
            f"region is {region!r}, today {OLDER_NAMES[region].value!r}, in {plural(count, 'row')}"
        )
        return Problem("W220", message, "region", region)
    listed = country_by_name(country)
    assert listed is not None
    until = older_extents()[listed.name][1]
    message = (
        f"region of {country} is {region!r}, as in exports up to {until}, today "
        f"{listed.region.value!r}, in {plural(count, 'row')}"
    )
    return Problem("W220", message, "region", region)


class OlderDisorderTypes(ToldOnce):
    """Excessive force against protesters with the disorder type of older exports (W325)."""

    def __init__(self) -> None:
        super().__init__(("sub_event_type", "disorder_type"), _older_disorder, _told_disorder)

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        if SubEventType.EXCESSIVE_FORCE.value not in batch["sub_event_type"]:
            return iter(())
        return super().__call__(batch)


def _older_disorder(sub: str, disorder: str) -> tuple[str, ...] | None:
    cells = (
        current_cell("sub_event_type", sub.strip()),
        current_cell("disorder_type", disorder.strip()),
    )
    return cells if is_older_disorder_type(*cells) else None


def _told_disorder(key: tuple[str, ...], count: int) -> Problem:
    sub, disorder = key
    message = (
        f"disorder_type of {sub} is {disorder!r}, as in older exports, today "
        f"{disorder_type_of(sub).value!r}, in {plural(count, 'row')}"
    )
    return Problem("W325", message, "disorder_type", disorder)


VIOLENCE = EventType.VIOLENCE_AGAINST_CIVILIANS.value.lower()
OTHERS = "others than civilians"
_TODAY = frozenset(each.value for each in EventType)


def older_event_type(text: str) -> Sequence[Problem]:
    """The verdict on an event type in an export before 2019."""
    if text in _TODAY or is_older_type(text) or text.lower() == VIOLENCE:
        return ()
    message = f"event_type is {shown(text)}, which ACLED neither has nor had before 2019"
    return [Problem("E211", message, "event_type", text)]


class OlderTypes(ToldOnce):
    """The event types of an export before 2019, all in one finding with their counts (W113); riots
    and protests without rioters or protesters are reported for each row."""

    def __init__(self) -> None:
        super().__init__(("event_type", "inter1", "inter2"), _older_type, _told_nothing)

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        if not self.first:
            return
        types: Counter[str] = Counter()
        for (name, _), many in self.counts.items():
            types[name] += many
        others = sum(many for (_, what), many in self.counts.items() if what == OTHERS)
        named = ", ".join(f"{name} ({many:,})" for name, many in types.most_common())
        message = f"event types of exports before 2019, without sub-event types: {named}"
        if others:
            message += (
                f"; in {plural(others, 'row')} of the last kind the second side is no civilian"
            )
            message = message.replace("of the last kind", "of Violence against civilians")
        yield min(self.first.values()), Problem("W113", message, "event_type"), None


def _older_type(event_type: str, inter1: str, inter2: str) -> tuple[str, str] | None:
    name = " ".join(event_type.split())
    if older_type(name, inter1.strip(), inter2.strip()) is None:
        return None
    if name.lower() != VIOLENCE:
        return name, ""
    civilians = current_cell("inter2", inter2.strip()) == "Civilians"
    return EventType.VIOLENCE_AGAINST_CIVILIANS.value, "" if civilians else OTHERS


def _told_nothing(key: tuple[str, ...], count: int) -> Problem:
    raise NotImplementedError  # reported together
