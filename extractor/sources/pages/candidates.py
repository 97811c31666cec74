"""Where a day of publication was found: what is written there, and how surely it is one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from extractor.sources.pages.written import Written

__all__ = ["Candidate", "Change", "Place"]


class Place(IntEnum):
    """Places of a page that give the article's day, the first believed before the next."""

    ARTICLE = 1  # JSON-LD: the article's own node
    META = 2
    MARKUP = 3  # microdata, RDFa
    WEB_PAGE = 4  # JSON-LD: the page of this very address
    MARKED = 5  # <time pubdate>, a class such as "published"
    LABELLED = 6  # "Published 6 March 2024" beside the headline
    # These do not say that it is the day of publication; a note tells where it was taken from.
    CREATED = 7
    BESIDE = 8
    ADDRESS = 9


DOUBTFUL = frozenset({Place.CREATED, Place.BESIDE, Place.ADDRESS})


@dataclass(frozen=True)
class Candidate:
    """A written day of publication and where it stands, in words a reader of notes knows."""

    place: Place
    source: str
    written: Written

    @property
    def doubtful(self) -> bool:
        """Whether its place does not say that the article was published then."""
        return self.place in DOUBTFUL


@dataclass(frozen=True)
class Change:
    """The day of a change, as a page tells it; never one of publication."""

    source: str
    day: date
