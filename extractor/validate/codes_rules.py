"""Codes of the 300s and 400s: the codebook's rules over one row, and rules over a whole file."""

from __future__ import annotations

from extractor.codebook.rules import rule_named
from extractor.validate.finding import Code

__all__ = ["CODES", "RULE_CODES"]

_BOTH = "ACLED rows, event records"
_ACLED = "ACLED rows"
_EXCEPTIONS = "counted in public exports"
_ACTORS = 'ACLED codebook, "Actor types and interaction codes"'


def _rule(code: str, rule: str, why: str, wrong: str, right: str, *, fixable: bool = False) -> Code:
    """A code for one of the codebook's rules, with that rule's title and source."""
    named = rule_named(rule)
    return Code(
        code, named.title, _BOTH, f"{named.title}.", why, wrong, right, named.source, fixable
    )


RULE_CODES = {
    "event-type": "E211",
    "sub-event-type": "E212",
    "disorder-type": "E213",
    "sub-event-type-fits": "E301",
    "disorder-type-follows": "E302",
    "inter": "E214",
    "actor1": "E201",
    "actor2-inter2": "E304",
    "actor2-needed": "E305",
    "interaction": "E215",
    "interaction-follows": "E306",
    "protests-protesters": "E307",
    "riots-rioters": "E308",
    "violence-civilians": "E309",
    "battles-armed": "E310",
    "peaceful-protest-alone": "E311",
    "intervention-intervener": "E312",
    "civilian-targeting": "E216",
    "civilian-targeting-follows": "E313",
    "time-precision": "E210",
    "year-follows": "W506",
    "geo-precision": "E210",
    "coordinates": "E210",
    "country": "E217",
    "admin1": "E201",
    "region-follows": "E314",
    "iso-follows": "E315",
    "fatalities": "E209",
}

CODES = (
    _rule(
        "E301",
        "sub-event-type-fits",
        "One of the two is wrong, and counts by type and by sub-type disagree.",
        "Protests; Mob violence",
        "Riots; Mob violence",
    ),
    _rule(
        "E302",
        "disorder-type-follows",
        "Counts of demonstrations and of political violence take the row for the other.",
        "Mob violence: Demonstrations",
        "Mob violence: Political violence",
        fixable=True,
    ),
    _rule(
        "E304",
        "actor2-inter2",
        "An actor without a kind, or a kind without an actor: one of the two was forgotten.",
        'actor2: Civilians (Kenya), inter2: ""',
        "actor2: Civilians (Kenya), inter2: Civilians",
    ),
    _rule(
        "E305",
        "actor2-needed",
        "Nobody was fought, or nobody was hurt: the second actor was forgotten.",
        'Battles, actor2: ""',
        "Battles, actor2: Unidentified Armed Group (Mali)",
    ),
    _rule(
        "E306",
        "interaction-follows",
        "The pair of kinds says who met whom; a wrong one counts the event under other actors.",
        "Rebel group, Civilians: 23",
        "Rebel group, Civilians: 27",
        fixable=True,
    ),
    _rule(
        "E307",
        "protests-protesters",
        "Either it was no protest or the kind of the actor is wrong.",
        "Protests, inter1: Rioters",
        "Protests, inter1: Protesters",
    ),
    _rule(
        "E308",
        "riots-rioters",
        "Either it was no riot or the kind of the actor is wrong.",
        "Riots, inter1: Protesters",
        "Riots, inter1: Rioters",
    ),
    _rule(
        "E309",
        "violence-civilians",
        "Violence against anybody else is a battle, a riot or remote violence.",
        "Violence against civilians, inter2: Rebel group",
        "Violence against civilians, inter2: Civilians",
    ),
    _rule(
        "E310",
        "battles-armed",
        "An attack on civilians counted as a battle hides them.",
        "Battles, inter2: Civilians",
        "Violence against civilians, inter2: Civilians",
    ),
    _rule(
        "E311",
        "peaceful-protest-alone",
        "Where somebody intervened it is a Protest with intervention.",
        "Peaceful protest, inter2: State forces",
        "Protest with intervention, inter2: State forces",
    ),
    _rule(
        "E312",
        "intervention-intervener",
        "Where nobody intervened it is a Peaceful protest.",
        'Protest with intervention, inter2: ""',
        'Peaceful protest, inter2: ""',
    ),
    _rule(
        "E313",
        "civilian-targeting-follows",
        "Counts of civilian targeting are wrong by the row.",
        "Battles: Civilian targeting",
        'Battles: ""',
    ),
    _rule(
        "E314",
        "region-follows",
        "Counts by region are wrong by the row.",
        "Afghanistan: South Asia",
        "Afghanistan: Caucasus and Central Asia",
        fixable=True,
    ),
    _rule(
        "E315",
        "iso-follows",
        "Joined with other tables by the number, the event moves to another country.",
        "Kenya: 800",
        "Kenya: 404",
        fixable=True,
    ),
    Code(
        "E317",
        "Unidentified actor of the wrong kind",
        _BOTH,
        "Unidentified Armed Group (X) is a Political militia, Unidentified Military Forces are "
        "State or External/Other forces, and an unidentified ethnic, communal, clan or tribal "
        "militia is an Identity militia.",
        "The name says who it was; the kind says something else.",
        "Unidentified Armed Group (Kenya): Rebel group",
        "Unidentified Armed Group (Kenya): Political militia",
        f"{_ACTORS}; counted",
    ),
    Code(
        "W318",
        "Generic actor of an unusual kind",
        _BOTH,
        "Protesters (X), Rioters (X) or Civilians (X) with a kind other than their own.",
        "Nearly always one of the two was mistyped.",
        "Protesters (Kenya): Rioters",
        "Protesters (Kenya): Protesters",
        _ACTORS,
    ),
    Code(
        "W319",
        "Generic actor without a country",
        _BOTH,
        "Protesters, Rioters, Civilians or an unidentified group without a country in brackets, or "
        "with one that ACLED does not have.",
        "Generic names carry the country, so that counts by actor keep countries apart.",
        "Protesters; Protesters (Kenia)",
        "Protesters (Kenya)",
        _ACTORS,
    ),
    Code(
        "W320",
        "Forces abroad coded as state forces",
        _BOTH,
        "The military or police of one country as State forces in another.",
        "A military outside its own country is External/Other forces.",
        "Military Forces of Kenya (2013-2022) in Somalia: State forces",
        "Military Forces of Kenya (2013-2022) in Somalia: External/Other forces",
        _ACTORS,
    ),
    Code(
        "W321",
        "State forces of another time",
        _BOTH,
        "The years in a name of state forces do not hold the day of the event.",
        "Forces carry the years of the regime they served: the name is of another regime.",
        "Military Forces of Sudan (2011-2019) in 2021",
        "Military Forces of Sudan (2019-) in 2021",
        _ACTORS,
    ),
    Code(
        "W322",
        "Civilians beside a peaceful protest",
        _BOTH,
        "A peaceful protest with civilians as its second actor: bystanders, or others who did not "
        "intervene. With any other kind it is an error (E311).",
        "Published rows have it, seldom; where somebody intervened it is a Protest with "
        "intervention.",
        "Peaceful protest, inter2: Civilians",
        'Peaceful protest, inter2: ""',
        _EXCEPTIONS,
    ),
    Code(
        "W323",
        "Civilian targeting of a demonstration",
        _BOTH,
        "civilian_targeting is set for a protest or a violent demonstration. Set for a battle or a "
        "strategic development it is an error (E313).",
        "Published rows have it, seldom; counts of civilian targeting take the row in.",
        "Violent demonstration: Civilian targeting",
        'Violent demonstration: ""',
        _EXCEPTIONS,
    ),
    Code(
        "W324",
        "Civilian targeting left blank",
        _BOTH,
        "civilian_targeting is blank though the sub-event type always has it. Told once where the "
        "column is blank throughout.",
        "Counts of civilian targeting miss the row.",
        'Attack: ""',
        "Attack: Civilian targeting",
        _EXCEPTIONS,
    ),
    Code(
        "W325",
        "Older disorder type",
        _ACLED,
        "Excessive force against protesters as Demonstrations, as exports had it before it was "
        "political violence too. Told once with its count; any other disorder type that does not "
        "follow is an error (E302).",
        "Counts of political violence over years leave these rows out.",
        "Excessive force against protesters: Demonstrations",
        "Excessive force against protesters: Political violence; Demonstrations",
        _EXCEPTIONS,
        fixable=True,
    ),
    Code(
        "E401",
        "Id used twice",
        "all",
        "Two rows or records have the same id.",
        "Loading by id keeps one of them; counting counts both.",
        "KEN1 in lines 2 and 9",
        "KEN1 in line 2, KEN2 in line 9",
        'ACLED codebook, "Columns"; UCDP GED codebook',
    ),
    Code(
        "W402",
        "Event there twice",
        "all",
        "Two rows with different ids have the same day, place, type, actors, deaths and note.",
        "The event was probably coded twice, and its deaths are counted twice.",
        "KEN1 and KEN2 with one note",
        "KEN1 alone",
        "–",
    ),
    Code(
        "E403",
        "Country that changes its ISO number",
        _ACLED,
        "A country has different ISO numbers in one file, each of which was right at some time, or "
        "of which none is known.",
        "Joined by the number, its events are spread over two countries.",
        "Sudan: 729, then 736",
        "Sudan: 729, then 729",
        "ISO 3166-1, ISO 3166-3",
    ),
    Code(
        "E404",
        "Country that changes its region",
        _ACLED,
        "A country has different regions in one file, each of which was right at some time, or of "
        "which none is known.",
        "Counts by region are wrong for one of them.",
        "Afghanistan: South Asia, then Caucasus and Central Asia",
        "Afghanistan: Caucasus and Central Asia throughout",
        'ACLED, "Country coverage"',
    ),
    Code(
        "W405",
        "Id with another country's acronym",
        _ACLED,
        "The acronym of an id is the one that other rows of the file have for another country.",
        "The country or the id was mistyped or shifted by a row.",
        "ARG10607 in Chile",
        "CHL10607 in Chile",
        'ACLED codebook, "Columns"',
    ),
)
