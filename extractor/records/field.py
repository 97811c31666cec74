"""What the table of the record's fields (``fields.py``) says of one field.

A consumer acts by the kind of value, never by a field's name: a field of a kind that is there
already needs no change of any consumer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from string import Formatter
from typing import Any, Literal

__all__ = [
    "CellType",
    "Column",
    "Field",
    "InTerminal",
    "Kind",
    "Lost",
    "OnPage",
    "Party",
    "Scored",
    "Side",
    "Wording",
    "filled",
    "part_of",
    "sentence_of",
]

Kind = Literal[
    "id",
    "value",  # a text, a number, a day
    "type",  # ACLED's types, of a closed list
    "prose",  # written from the other fields, or by a coder
    "date",
    "place",
    "actors",
    "toll",  # how many people, as one coded number and a range
    "counts",  # each teller's own number
    "words",  # the article's words for it, once
    "things",  # the article's words for several
    "statements",  # who says what of whom
    "custom",  # what the user asked for beside the record's fields, each with its own kind
    "checks",  # who decided each value
    "reports",  # what a merged record was made from
    "about",  # of the record itself: its article, how it was made, a coder's decision
]
CellType = Literal["text", "whole", "decimal", "day", "instant"]


@dataclass(frozen=True)
class Column:
    """A column of a table and the part of the value that stands in it; without ``part`` the
    value itself. ``since`` is the layout of databases (``stores/layout.py``) it came with."""

    name: str
    type: CellType = "text"
    part: str = ""
    since: int = 1

    @cached_property
    def of(self) -> Callable[[Any], Any]:
        """Gives what stands in it of a value."""
        return attrgetter(self.part) if self.part else lambda value: value


@dataclass(frozen=True)
class InTerminal:
    """How ``extract show`` names its lines, and its evidence where that has another name;
    ``style`` is rich's: whole sentences are underlined, words coloured."""

    label: str
    style: str
    evidence: str = ""


@dataclass(frozen=True)
class OnPage:
    """How the review page names it, the key that makes selected words its evidence, its colours'
    class in ``event.css`` (several fields may share one), its heading in the form, and its name
    in the report where that is shorter. A plain value has no evidence and needs no key."""

    label: str
    key: str = ""
    style: str = "value"
    heading: str = ""
    short: str = ""


@dataclass(frozen=True)
class Party:
    """Who has to do with a statement: its column of the table ``claims``, what the form writes
    before it, and what ``extract show`` says where the article does not name it."""

    name: str
    column: str
    label: str
    unknown: str = "not said who"


@dataclass(frozen=True)
class Wording:
    """A statement in words, by :func:`filled`: a cell of a table, a line of ``extract show``, a
    sentence of the note; the verb between its parties in a report page. ``quoted`` says that the
    sentence it stands in is kept in the record as its ``statement``."""

    cell: str
    line: str
    sentence: str
    verb: str
    quoted: bool = True


@dataclass(frozen=True)
class Side:
    """One of the two roles of the actors: the check of its values, its columns in an ACLED row."""

    role: str
    check: str
    acled: Mapping[str, str | None]
    terminal: InTerminal
    page: OnPage


@dataclass(frozen=True)
class Scored:
    """A figure of the score. ``rule`` is one of ``RULES`` in ``score/compare.py``, ``part`` what
    of each statement or thing it compares, ``alpha`` the level of measurement for agreement
    between coders; a ``loose`` figure has the same values as another and forgives more."""

    name: str
    title: str
    rule: str = "words"
    part: str = "text"
    alpha: str | None = None
    loose: bool = False


@dataclass(frozen=True)
class Lost:
    """What a format without a place for it loses: the feature's name, its description, and the
    paths of the values that make a record have it, where that is not the field itself."""

    name: str
    description: str = ""
    at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One field of the record.

    ``path`` is where it lies in the record, ``one`` what one value is called where a row or a
    piece of evidence names it (``weapon``), ``check`` the name of who decided it in ``checked``.
    ``acled`` gives the ACLED columns it fills with the parts they are from (``None``: by a rule
    of ``acled.py``), ``ucdp`` those of UCDP GED, ``flat`` the columns of our own tables beside
    ACLED's, ``stored`` those of the table ``events``. ``differ`` is the word for it where merged
    reports differ; with ``merged`` false it is left out of a merged record. ``presence`` names
    the figure of whether coders agree that there is any.
    """

    path: str
    kind: Kind
    one: str = ""
    check: str = ""
    acled: Mapping[str, str | None] = field(default_factory=dict)
    ucdp: tuple[str, ...] = ()
    flat: tuple[Column, ...] = ()
    stored: tuple[Column, ...] = ()
    lost: Lost | None = None
    differ: str = ""
    merged: bool = True
    scored: tuple[Scored, ...] = ()
    presence: str = ""
    terminal: InTerminal | None = None
    page: OnPage | None = None
    sides: tuple[Side, ...] = ()
    parties: tuple[Party, ...] = ()
    wording: Wording | None = None

    @cached_property
    def of(self) -> attrgetter[Any]:
        """Gives its value in a record."""
        return attrgetter(self.path)

    @property
    def name(self) -> str:
        """Its name without the part of the record it lies in."""
        return self.path.rpartition(".")[2]

    @property
    def holder(self) -> str:
        """The part of the record it lies in; empty if it stands in the record itself."""
        return self.path.rpartition(".")[0]

    @property
    def called(self) -> str:
        """What one value of it is called."""
        return self.one or self.name

    @property
    def form(self) -> str:
        """Its place in the review page's form: all types share one, all statements another."""
        return {"type": "type", "statements": "claims", "words": "record"}.get(self.kind, self.name)


def part_of(value: Any, path: str) -> Any:
    """The part of a value that lies at the path; ``None`` where there is none on the way."""
    for step in path.split(".") if path else ():
        if value is None:
            return None
        value = getattr(value, step)
    return value


def filled(template: str, statement: Any, unknown: str | Mapping[str, str]) -> str:
    """A statement in the words of a template: ``{speaker} accused {accused}.``

    Who is not named becomes ``unknown`` (or its entry for that party). What stands in square
    brackets is left out where somebody in it is not named.
    """

    parties = {name: getattr(statement, name) for name in named_in(template)}
    absent = dict.fromkeys(parties, unknown) if isinstance(unknown, str) else unknown
    pieces = template.replace("]", "[").split("[")  # every other one stood in brackets
    kept = (
        piece
        for number, piece in enumerate(pieces)
        if number % 2 == 0 or all(parties[name] for name in named_in(piece))
    )
    return "".join(kept).format_map({name: one or absent[name] for name, one in parties.items()})


def named_in(template: str) -> list[str]:
    """The names in the curly brackets of a template, in order."""
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def sentence_of(field: Field, statement: Any) -> str:
    """The statement as a sentence of a note: ``Police accused Al Shabaab.``"""
    assert field.wording
    sentence = filled(field.wording.sentence, statement, "somebody")
    return " ".join((sentence[:1].upper() + sentence[1:]).split())
