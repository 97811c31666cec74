"""Tells the kind of an actor from its name in ACLED's own form.

Generic names are recognised by their pattern (``Protesters (Kenya)``, ``… Communal Militia
(Benin)``, ``Military Forces of Mali (2021-)``). Others are looked up among the groups, then judged
by their words. Source: ACLED codebook, "Actor names, types and inter codes".
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name
from extractor.codebook.groups import group_named, groups_called
from extractor.languages.patterns import alone

BRANCH = r"(?P<branch>(?:Unidentified )?Military|(?:Former )?Police|Prison Guards?|Government)"
COUNTRY = r"(?P<country>[^(]+?)"
YEARS = r"\((?P<first>\d{4})-(?P<last>\d{4})?\)"
STATE = re.compile(
    rf"(?:Mutiny of )?{BRANCH}(?: Forces)? of (?:the )?{COUNTRY}(?: {YEARS}(?P<unit>.*))?$"
)
"""A state's forces, or its government: "Military Forces of Mali (2021-) Gendarmerie"."""
# De-facto states with forces of their own, and the country that their events are coded to.
DE_FACTO = {
    "Somaliland": "Somalia",
    "Puntland": "Somalia",
    "Jubaland": "Somalia",
    "Artsakh": "Azerbaijan",
    "Abkhazia": "Georgia",
    "South Ossetia": "Georgia",
    "Transnistria": "Moldova",
    "Kosovo": "Kosovo",
    "Northern Cyprus": "Cyprus",
}
_GENERIC_KINDS = (
    ("Protesters", ActorKind.PROTESTERS),
    ("Rioters", ActorKind.RIOTERS),
    ("Civilians", ActorKind.CIVILIANS),
)
DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    """Returns the words of names by the kind they mean: ``data/name_words.csv``; ``*`` is any
    letters."""
    forms: dict[str, list[str]] = {}
    with (DATA / "name_words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            forms.setdefault(row["kind"], []).append(row["words"])
    return {kind: alone(words) for kind, words in forms.items()}


def _says(kind: str, name: str) -> bool:
    return _words()[kind].search(name) is not None


def kind_of_acled_name(name: str, event_country: str | None) -> ActorKind | None:
    """Returns the kind of an actor whose name is in ACLED's form; ``None`` for a name in no known
    form.

    ``event_country`` is the ACLED name of the event's country: forces of another state are
    External/Other forces there. Without it, forces are taken to be in their own country.
    """
    name = name.strip()
    state = STATE.match(name)
    if state:
        return _home_or_abroad(state["country"].strip(), event_country)
    if name.startswith("Unidentified Military Forces"):
        country = name.partition(" (")[2].partition(")")[0]
        return _home_or_abroad(country, event_country)
    for generic, kind in _GENERIC_KINDS:
        if name == generic or name.startswith(f"{generic} ("):
            return kind
    group = group_named(name)
    if group:
        if group.kind is ActorKind.STATE_FORCES and group.countries:
            return _home_or_abroad(group.countries[0], event_country)
        return group.kind
    if name.startswith(("Unidentified Armed Group (", "Sole Perpetrator (")):
        return ActorKind.POLITICAL_MILITIA
    if _says("identity", name):
        return ActorKind.IDENTITY_MILITIA
    if _says("external", name):
        return ActorKind.EXTERNAL_OTHER
    return _named_kind(name)


def _named_kind(name: str) -> ActorKind | None:
    """Returns the kind of a faction's parent, by which its name begins, else the kind by its
    words."""
    acronym, colon, full = name.partition(": ")
    for part in (acronym.split(" - ")[0], acronym.split("-")[0], full, name.split(" - ")[0]):
        called = groups_called(part) if part else ()
        if called and len({group.kind for group in called}) == 1:
            return called[0].kind
    if _says("rebels", name):
        return ActorKind.REBEL_GROUP
    return ActorKind.POLITICAL_MILITIA if _says("militia", name) or colon else None


def _home_or_abroad(state: str, event_country: str | None) -> ActorKind:
    listed = country_by_name(state)
    home = {state, listed.name if listed else state, DE_FACTO.get(state, state)}
    at_home = event_country is None or event_country in home or not state
    return ActorKind.STATE_FORCES if at_home else ActorKind.EXTERNAL_OTHER
