"""What rows of older exports have otherwise, told once a file with its count."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.codebook.countries import country_by_name
from extractor.codebook.older_regions import OLDER_NAMES, older_extents
from extractor.validate.finding import Problem
from extractor.validate.told_once import ToldOnce, counted

__all__ = ["OlderRegions"]

TODAY = "today's"


class OlderRegions(ToldOnce):
    """Regions under an older name or of an older extent (W220), each told once; where a file has a
    country's region of today too, that it changes says enough (E404)."""

    def __init__(self) -> None:
        super().__init__(("country", "region"), _older_region, _told_region)

    def at_end(self) -> Iterator[tuple[int, Problem, str | None]]:
        for key in [key for key in self.first if key[0] == TODAY]:
            for other in [other for other in self.first if other[1] == key[1]]:
                del self.first[other]
        return super().at_end()


def _older_region(country: str, region: str) -> tuple[str, ...] | None:
    """(Region, country), the latter blank where the name of the region is older."""
    region = region.strip()
    if region in OLDER_NAMES:
        return region, ""
    known = country_by_name(country.strip())
    extent = older_extents().get(known.name) if known is not None else None
    if known is None or extent is None:
        return None
    if region == extent[0]:
        return region, known.name
    return (TODAY, known.name) if region == known.region else None


def _told_region(key: tuple[str, ...], count: int) -> Problem:
    region, country = key
    if not country:
        message = f"region is {region!r}, today {OLDER_NAMES[region].value!r}, in {counted(count)}"
        return Problem("W220", message, "region", region)
    known = country_by_name(country)
    assert known is not None
    until = older_extents()[known.name][1]
    message = (
        f"region of {country} is {region!r}, as in exports up to {until}, today "
        f"{known.region.value!r}, in {counted(count)}"
    )
    return Problem("W220", message, "region", region)
