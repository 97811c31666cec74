"""The candidates for a day of publication: the date, where it was found, and how reliable that
is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from extractor.sources.pages.written import Written

__all__ = ["Candidate", "Change", "Place"]


class Place(IntEnum):
    """Places of a page that state the article's day, the most reliable first."""

    ARTICLE = 1  # JSON-LD: the article's own node
    META = 2
    MARKUP = 3  # microdata, RDFa
    WEB_PAGE = 4  # JSON-LD: the page of this very address
    MARKED = 5  # <time pubdate>, a class such as "published"
    LABELLED = 6  # "Published 6 March 2024" beside the headline
    # The following do not say that it is the day of publication; a note names the place.
    CREATED = 7
    BESIDE = 8
    ADDRESS = 9


DOUBTFUL = frozenset({Place.CREATED, Place.BESIDE, Place.ADDRESS})


@dataclass(frozen=True)
class Candidate:
    """A written day of publication and its place, in words for the notes."""

    place: Place
    source: str
    written: Written

    @property
    def doubtful(self) -> bool:
        """Return whether the place does not say that the article was published then."""
        return self.place in DOUBTFUL


@dataclass(frozen=True)
class Change:
    """A day of a change stated by a page; never a day of publication."""

    source: str
    day: date
