"""Checks an actor's name against its kind and the event's country and year.

Source: ACLED codebook, "Actor names, types and inter codes". What holds without exception in 9,811
published rows is an error, the rest a warning.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.codebook.actors import ActorKind, actor_kind
from extractor.codebook.countries import country_by_name
from extractor.codebook.names import DE_FACTO, STATE
from extractor.records.vintages import current_cell
from extractor.validate.cells import nearest, shown, whole_number
from extractor.validate.finding import Problem

__all__ = ["actor_name", "forces_of_time"]

GENERIC = {
    "Protesters": ActorKind.PROTESTERS,
    "Rioters": ActorKind.RIOTERS,
    "Civilians": ActorKind.CIVILIANS,
}
_OF_IDENTITY = frozenset({"Ethnic", "Communal", "Clan", "Tribal"})
# Used in generic names in place of a country.
NO_COUNTRY = frozenset({"International", "Unidentified", "Unknown"})


def actor_name(column: str, name: str, kind: str, country: str) -> Sequence[Problem]:
    """The problems of one actor's name, given its kind (in any form) and the event's country."""
    name = current_cell(column, name.strip())
    try:
        known_kind = actor_kind(current_cell("inter1", kind.strip()))
    except ValueError:
        return ()
    if not name or known_kind is None:
        return ()
    problems = [*_unidentified(column, name, known_kind)]
    generic, bracket, country_named = name.partition(" (")
    whole = country_named.endswith(")") or not bracket
    if whole and not any(sign in generic + country_named[:-1] for sign in "()"):
        problems += _generic(column, name, generic, country_named.removesuffix(")"), known_kind)
    if known_kind is ActorKind.STATE_FORCES and (of := _forces_country(name)):
        home = country_by_name(country.strip())
        if home and of != home.name:
            message = f"{shown(name)} in {home.name} are External/Other forces, not State forces"
            problems.append(Problem("W320", message, column.replace("actor", "inter"), kind))
    return problems


def forces_of_time(column: str, name: str, year: str) -> Sequence[Problem]:
    """The problem of a state force whose years do not include the year of the event."""
    if " (" not in name or " of " not in name or not (found := STATE.match(name.strip())):
        return ()
    text = current_cell("year", year.strip())
    number = whole_number(text)
    if number is None or not found["first"] or found["branch"] == "Government":
        return ()
    first, last = int(found["first"]), int(found["last"] or 9999)
    if first <= number <= last:
        return ()
    message = f"{shown(name.strip())} did not serve in {text}"
    return [Problem("W321", message, column, name.strip())]


def _unidentified(column: str, name: str, kind: ActorKind) -> Sequence[Problem]:
    if name.startswith("Unidentified Armed Group ("):
        wanted: tuple[ActorKind, ...] = (ActorKind.POLITICAL_MILITIA,)
    elif name.startswith("Unidentified Military Forces"):
        wanted = (ActorKind.STATE_FORCES, ActorKind.EXTERNAL_OTHER)
    elif _is_of_identity(name.partition(" (")[0].split()):
        wanted = (ActorKind.IDENTITY_MILITIA,)
    else:
        return ()
    if kind in wanted:
        return ()
    words = " or ".join(each.value for each in wanted)
    message = f"{shown(name)} is {words}, not {kind.value}"
    return [Problem("E317", message, column.replace("actor", "inter"), kind.value)]


def _is_of_identity(words: Sequence[str]) -> bool:
    """Whether it is the name of an unidentified identity militia."""
    at = next((at for at, word in enumerate(words) if word in _OF_IDENTITY), 0)
    return words[:1] == ["Unidentified"] and at > 0 and "Militia" in words[at:]


def _generic(
    column: str, name: str, generic: str, country: str, kind: ActorKind
) -> Sequence[Problem]:
    usual = GENERIC.get(generic)
    if not usual and not generic.startswith("Unidentified "):
        return ()
    if usual and kind is not usual:
        message = f"{shown(name)} is usually {usual.value}, not {kind.value}"
        return [Problem("W318", message, column.replace("actor", "inter"), kind.value)]
    if not country:
        if usual or generic == "Unidentified Armed Group":
            message = f"{shown(name)} carries no country; write {generic} (COUNTRY)"
            return [Problem("W319", message, column, name)]
        return ()
    if not usual or country in NO_COUNTRY or country in DE_FACTO or country_by_name(country):
        return ()
    suggestion = nearest(country, _country_names(), least=80)
    if not suggestion:
        return ()  # "Civilians (Kurdistan)": a name of its own
    message = f"{shown(name)} carries no country of ACLED's; did you mean {generic} ({suggestion})?"
    return [Problem("W319", message, column, name)]


def _forces_country(name: str) -> str | None:
    """The country of the forces with this name; ``None`` for a de-facto state's."""
    found = STATE.match(name)
    if not found or found["branch"] == "Government":
        return None
    of = found["country"].strip()
    if of in DE_FACTO:
        return None
    country = country_by_name(of)
    return country.name if country else None


def _country_names() -> list[str]:
    from extractor.codebook.countries import countries

    return [country.name for country in countries()]
