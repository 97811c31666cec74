"""Reads a team's file: people with a name and a role.

double = "10%"

[[person]]
name = "anna"

[[person]]
name = "chris"
role = "adjudicator"
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from extractor.errors import ReviewError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Person", "Team", "can_name_a_file", "read_team", "share_of"]

LONGEST_NAME = 64
LONGEST_FULL_NAME = 200
MOST_PEOPLE = 100
Role = Literal["coder", "adjudicator"]
ROLES: tuple[Role, ...] = get_args(Role)


def can_name_a_file(name: str) -> bool:
    """Whether a person's name can be part of the file name of their journal."""
    return (
        0 < len(name) <= LONGEST_NAME
        and not name.startswith(".")
        and all(sign.isalnum() or sign in "_.@-" for sign in name)
    )


@dataclass(frozen=True)
class Person:
    """One person. ``name`` is used for the journal and in the records; ``full_name`` is for display
    and may be any text. A coder decides on assigned articles, an adjudicator on those that two
    coders have done.
    """

    name: str
    role: Role = "coder"
    full_name: str = ""


@dataclass(frozen=True)
class Team:
    """The people of a review; ``double`` is the share of events coded by two, 0 to 1."""

    people: tuple[Person, ...]
    double: float = 0.0
    seed: int = 1

    @property
    def coders(self) -> list[str]:
        """The names of the coders, in the file's order."""
        return [one.name for one in self.people if one.role == "coder"]

    @property
    def adjudicators(self) -> list[str]:
        """The names of the adjudicators."""
        return [one.name for one in self.people if one.role == "adjudicator"]


def read_team(path: Path) -> Team:
    """The team of a TOML file. Raises :class:`ReviewError` naming what is wrong."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ReviewError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReviewError(f"{path} is not TOML: {error}") from None
    unknown = sorted(set(given) - {"person", "double", "seed"})
    if unknown:
        raise ReviewError(f"{path}: {unknown[0]} is not known here; there are person, double, seed")
    entries = given.get("person", [])
    if not isinstance(entries, list) or not entries:
        raise ReviewError(f"{path}: names nobody; each is a table [[person]] with a name")
    people = tuple(_person(path, n, entry) for n, entry in enumerate(entries, start=1))
    seed = given.get("seed", 1)
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise ReviewError(f"{path}: seed is a whole number")
    try:
        double = share_of(given.get("double", 0))
    except ValueError as error:
        raise ReviewError(f"{path}: double {error}") from None
    team = Team(people, double, seed)
    _check(path, team)
    return team


def share_of(given: object) -> float:
    """``10%``, ``"0.1"`` or ``0.1`` as a share; raises :class:`ValueError` for anything else."""
    wrong = ValueError(f"{given!r}: a share of the events, as 10% or 0.1")
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        raise wrong
    text = str(given).strip()
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise wrong from None
    if not 0 <= share <= 1:
        raise wrong
    return share


def _person(path: Path, number: int, entry: Any) -> Person:
    where = f"{path}: person {number}"
    if not isinstance(entry, dict):
        raise ReviewError(f"{where}: is a table [[person]] with a name")
    unknown = sorted(set(entry) - {"name", "role", "full_name"})
    if unknown:
        hint = "; --new-token NAME makes one" if "token" in unknown[0] else ""
        raise ReviewError(f"{where}: {unknown[0]} is not known; name, role, full_name{hint}")
    name, role = entry.get("name"), entry.get("role", "coder")
    full = entry.get("full_name", "")
    if not isinstance(name, str) or not can_name_a_file(name):
        raise ReviewError(
            f"{where}: name {name!r}: letters, digits and . _ - @, as it names a file"
        )
    if role not in ROLES:
        raise ReviewError(f"{where}: role {role!r} is none; {' or '.join(ROLES)}")
    if not isinstance(full, str) or len(full) > LONGEST_FULL_NAME:
        raise ReviewError(f"{where}: full_name is a text of at most {LONGEST_FULL_NAME} letters")
    return Person(name, role, full)


def _check(path: Path, team: Team) -> None:
    # Ignoring case: the names become file names, and not every disk distinguishes case.
    names = [one.name.casefold() for one in team.people]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ReviewError(f"{path}: {twice} stands there twice; who has two roles has two names")
    if len(names) > MOST_PEOPLE:
        raise ReviewError(f"{path}: more than {MOST_PEOPLE} people")
    if not team.coders:
        raise ReviewError(f"{path}: nobody is a coder")
