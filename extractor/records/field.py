"""The description of one field in the table of the record's fields (``fields.py``).

Code that uses the table acts by the kind of value, never by a field's name: a new field of an
existing kind needs no change there.
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
    "counts",  # the number that each speaker gives
    "words",  # the article's words for it, once
    "things",  # the article's words for several
    "statements",  # who says what about whom
    "custom",  # the fields that the user added, each with its own kind
    "checks",  # who decided each value
    "reports",  # what a merged record was made from
    "about",  # of the record itself: its article, how it was made, a coder's decision
]
CellType = Literal["text", "whole", "decimal", "day", "instant"]


@dataclass(frozen=True)
class Column:
    """A table column and the part of the value that it shows; without ``part`` the whole value.
    ``since`` is the version of the database layout (``stores/layout.py``) that added it."""

    name: str
    type: CellType = "text"
    part: str = ""
    since: int = 1

    @cached_property
    def of(self) -> Callable[[Any], Any]:
        """A function that gets the column's content from a value."""
        return attrgetter(self.part) if self.part else lambda value: value


@dataclass(frozen=True)
class InTerminal:
    """The labels of a field in ``extract show``, for its value and, if different, its evidence.
    ``style`` is rich's: whole sentences are underlined, words coloured."""

    label: str
    style: str
    evidence: str = ""


@dataclass(frozen=True)
class OnPage:
    """A field on the review page: its label, the key that makes selected words its evidence, its
    colour class in ``event.css`` (several fields may share one), its heading in the form, and its
    label in the report if that is shorter. A plain value has no evidence and needs no key.
    """

    label: str
    key: str = ""
    style: str = "value"
    heading: str = ""
    short: str = ""


@dataclass(frozen=True)
class Party:
    """A person or group that a statement involves: the column in the table ``claims``, the label in
    the form, and the words of ``extract show`` if the article does not name it."""

    name: str
    column: str
    label: str
    unknown: str = "not said who"


@dataclass(frozen=True)
class Wording:
    """A statement in words, by :func:`filled`: in a cell of a table, a line of ``extract show``, a
    sentence of the note; and the verb between its parties in a report page. ``quoted`` means that
    the record keeps the sentence as ``statement``.
    """

    cell: str
    line: str
    sentence: str
    verb: str
    quoted: bool = True


@dataclass(frozen=True)
class Side:
    """One of the two sides of actors: the check of its values and its columns in an ACLED row."""

    role: str
    check: str
    acled: Mapping[str, str | None]
    terminal: InTerminal
    page: OnPage


@dataclass(frozen=True)
class Scored:
    """A figure of the score. ``rule`` is one of ``RULES`` in ``score/compare.py``; ``part`` is what
    it compares of each statement or thing; ``alpha`` is the level of measurement for agreement
    between coders. A ``loose`` figure compares the same values as another and is more lenient.
    """

    name: str
    title: str
    rule: str = "words"
    part: str = "text"
    alpha: str | None = None
    loose: bool = False


@dataclass(frozen=True)
class Lost:
    """What a format without a place for the field loses: the feature's name, its description, and
    the paths of the values that show a record has it, if that is not the field itself."""

    name: str
    description: str = ""
    at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One field of the record.

    ``path`` is its path in the record; ``one`` is the name of a single value in rows and evidence
    (``weapon``); ``check`` is its name in ``checked``, which says who decided it. ``acled`` gives
    the ACLED columns it fills, with the parts they come from (``None``: by a rule of ``acled.py``),
    ``ucdp`` those of UCDP GED, ``flat`` the columns of our own tables beside ACLED's, ``stored``
    those of the table ``events``. ``differ`` names it where merged reports differ; with ``merged``
    false a merged record lacks it. ``presence`` names the figure of whether coders agree that it
    has any value.
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
        """A function that gets its value from a record."""
        return attrgetter(self.path)

    @property
    def name(self) -> str:
        """Its name without the path before it."""
        return self.path.rpartition(".")[2]

    @property
    def holder(self) -> str:
        """The path of the part of the record that holds it; empty at the top."""
        return self.path.rpartition(".")[0]

    @property
    def called(self) -> str:
        """The name of one of its values."""
        return self.one or self.name

    @property
    def form(self) -> str:
        """Its section in the review page's form: all types share one, all statements another."""
        return {"type": "type", "statements": "claims", "words": "record"}.get(self.kind, self.name)


def part_of(value: Any, path: str) -> Any:
    """The part of a value at the path; ``None`` where a step is missing."""
    for step in path.split(".") if path else ():
        if value is None:
            return None
        value = getattr(value, step)
    return value


def filled(template: str, statement: Any, unknown: str | Mapping[str, str]) -> str:
    """A statement in the words of a template: ``{speaker} accused {accused}.``

    A party without a name becomes ``unknown`` (or its entry for that party). Text in square
    brackets is left out if a party in it has no name.
    """

    parties = {name: getattr(statement, name) for name in named_in(template)}
    absent = dict.fromkeys(parties, unknown) if isinstance(unknown, str) else unknown
    pieces = template.replace("]", "[").split("[")  # every second piece was in brackets
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
