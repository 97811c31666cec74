"""The kind an actor's name in ACLED's own form stands for.

Generic names are read by their pattern (``Protesters (Kenya)``, ``… Communal Militia (Benin)``,
``Military Forces of Mali (2021-)``), others are looked up among the groups. Source: ACLED codebook,
"Actor names, types and inter codes".
"""

from __future__ import annotations

import re

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name
from extractor.codebook.groups import group_named, groups_called

STATE = re.compile(
    r"^(?:Mutiny of )?(?:(?:Unidentified )?Military|Police|Prison Guards?|Former Police)"
    r"(?: Forces)? of (?:the )?(?P<country>[^(]+?)"
    r"(?: \((?P<years>\d{4}-(?:\d{4})?)\)(?P<unit>.*))?$"
)
GOVERNMENT = re.compile(
    r"^Government of (?:the )?(?P<country>[^(]+?)(?: \((?:\d{4}-(?:\d{4})?)\).*)?$"
)
PLACED = re.compile(r"^(?P<generic>.+?) \((?P<country>[^()]+)\)(?: .*)?$")
# De-facto states have forces of their own; the country their events are coded to.
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
_IDENTITY = re.compile(
    r"\b(?:Ethnic|Communal|Clan|Tribal|Caste|Sub-?Clan|Sectarian|Indigenous|Religious"
    r"|Christian|Muslim|Hindu|Buddhist|Sunni|Shiite|Shia|Jewish|Orthodox|Sikh|Pastoralist|Farmer"
    r"|Community|Refugee|Kebele|Fulani|Dinka|Nuer) (?:\w+ )?Militia"
    r"|\bMilitia \((?:Pastoralists|Farmers|Refugees|Students)\)|Tribal (?:Group|Forces|Fighters)"
    r"|\bDozo\b|\bVigilance Committee",
)
_REBELS = re.compile(
    r"\b(?:Rebels?|Separatists?|Insurgents?|Guerrillas?|Mujahid?een|Caliphate|Jihad|Front|Tigers"
    r"|Islamic State|Al Qaeda|Ansar|Lashkar|Jaish|Jaysh|Hizb\w*|Taliban|Emirate|Fatah|Islam"
    r"|Liberation(?: of)?|Independence|Secession\w*|Revolution(?:ary)?|Revolt|Communist Party"
    r"|Republican Army|Workers Party|Free \w+ Army|Peoples? Army|People's (?:\w+ )?Army"
    r"|(?:National|Democratic|Patriotic|Salvation|Resistance|Freedom) (?:Army|Forces|Movement)"
    r"|(?:Protection|Defense) Units|Transitional Council|Democratic Alliance|Alliance Army"
    r"|Freedom Fighters|Rally for|Congress for)\b"
)
_EXTERNAL = re.compile(
    r"\b(?:United Nations|African Union|European Union|Private Security|Security Company"
    r"|Peacekeep\w+|Multinational|Coalition Forces|Global Coalition|NATO"
    r"|Stabilization (?:Mission|Force)|ECOWAS"
    r"|Interim Force|Mission in|Mercenar\w+|Wagner|Joint Task Force|Observer (?:Force|Mission)"
    r"|International (?:Committee|Organization)|Southern African Development Community|OSCE"
    r"|Combined Maritime Forces)\b"
)
_GENERIC_KINDS = (
    ("Protesters", ActorKind.PROTESTERS),
    ("Rioters", ActorKind.RIOTERS),
    ("Civilians", ActorKind.CIVILIANS),
)
_MILITIA = re.compile(
    r"\b(?:Militia|Militants|Cartel|Gang|Clan|Brigades?|Battalion|Vigilante"
    r"|Unidentified (?:Armed|Gang)|Sole Perpetrator|Pirates|Settlers|Defen[cs]e Forces?"
    r"|Private|Party|Suspects|Mafia|Drug"
    r"|Movement|Command|Group|Guard|Army|Force|Forces|Front|Faction|Resistance|Youth|Police)\b"
)


def kind_of_acled_name(name: str, event_country: str | None) -> ActorKind | None:
    """The kind of an actor whose name is in ACLED's form; ``None`` for names of no known form.

    ``event_country`` is the ACLED name of the country the event lies in: forces of another state
    are External/Other forces there. Without it they are taken to be at home.
    """
    name = name.strip()
    state = STATE.match(name) or GOVERNMENT.match(name)
    if state:
        return _home_or_abroad(state["country"].strip(), event_country)
    if name.startswith("Unidentified Military Forces"):
        placed = PLACED.match(name)
        return _home_or_abroad(placed["country"] if placed else "", event_country)
    placed = PLACED.match(name)
    for generic, kind in _GENERIC_KINDS:
        if name == generic or name.startswith(f"{generic} ("):
            return kind
    group = group_named(name)
    if group:
        if group.kind is ActorKind.STATE_FORCES and group.countries:
            return _home_or_abroad(group.countries[0], event_country)
        return group.kind
    if placed and name.startswith(("Unidentified Armed Group (", "Sole Perpetrator (")):
        return ActorKind.POLITICAL_MILITIA
    if _IDENTITY.search(name):
        return ActorKind.IDENTITY_MILITIA
    if _EXTERNAL.search(name):
        return ActorKind.EXTERNAL_OTHER
    return _named_kind(name)


def _named_kind(name: str) -> ActorKind | None:
    """By the parent a faction's name begins with, then by the words of the name."""
    acronym, colon, full = name.partition(": ")
    for part in (acronym.split(" - ")[0], acronym.split("-")[0], full, name.split(" - ")[0]):
        called = groups_called(part) if part else ()
        if called and len({group.kind for group in called}) == 1:
            return called[0].kind
    if _REBELS.search(name):
        return ActorKind.REBEL_GROUP
    return ActorKind.POLITICAL_MILITIA if _MILITIA.search(name) or colon else None


def _home_or_abroad(state: str, event_country: str | None) -> ActorKind:
    known = country_by_name(state)
    home = {state, known.name if known else state, DE_FACTO.get(state, state)}
    at_home = event_country is None or event_country in home or not state
    return ActorKind.STATE_FORCES if at_home else ActorKind.EXTERNAL_OTHER
