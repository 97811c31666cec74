"""The codebook's rules for one ACLED row, as checks over columns; one finding for one mistake."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from extractor.codebook.actors import ActorKind, actor_kind
from extractor.codebook.countries import Region, country_by_name
from extractor.codebook.older_regions import older_extents
from extractor.codebook.older_types import is_older_type, older_type
from extractor.codebook.other_calendars import other_calendar
from extractor.codebook.rules import RULES, Row, Rule
from extractor.codebook.types import STREET, event_type_of, is_older_disorder_type
from extractor.codebook.written_dates import ISO_DAY
from extractor.records.acled import INTERACTIONS
from extractor.records.vintages import WRITTEN_BLANKS, current_cell
from extractor.validate.actors import actor_name, forces_of_time
from extractor.validate.cells import whole_number
from extractor.validate.codes_rules import RULE_CODES
from extractor.validate.columns import Verdict
from extractor.validate.finding import Problem

__all__ = ["BLANKS", "NAMED", "Parts", "broken_rules", "rule_groups"]

# After a finding of the first code, the others would repeat it.
SAID_BY = {
    "E301": {"E305", "E307", "E308", "E309", "E310"},
    "E304": {"E305", "E306", "E309", "E310", "E311", "E312", "W322"},
    "E305": {"E309", "E310"},
    "E309": {"E313", "W324"},
    "E215": {"E306"},
}
BLANK_TARGETING = "W324"
TYPE_COLUMNS = (
    *("disorder_type", "event_type", "sub_event_type", "inter1", "inter2", "interaction"),
    "civilian_targeting",
)
NAMED = ("actor1 is named", "actor2 is named")
# The rules over types only ask whether there is a second actor, not for its name.
BLANKS = frozenset({"", " ", "  ", *WRITTEN_BLANKS})
# Cells have their own findings for these; the rules would repeat them.
CELL_RULES = frozenset(
    {
        *("event-type", "sub-event-type", "disorder-type", "inter", "actor1", "interaction"),
        *("civilian-targeting", "time-precision", "geo-precision", "coordinates", "country"),
        *("admin1", "fatalities", "region-follows", "iso-follows", "year-follows"),
    }
)

# Numbers of earlier years: allowed if a file uses them consistently (E403).
OLDER_NUMBERS = {
    "Sudan": {736},
    "Serbia": {891, 688},
    "Kosovo": {383, 688, 891, 999},
    "Yemen": {886},
}


Parts = list[tuple[tuple[str, ...], Verdict]]  # columns, and the function that judges their cells


def rule_groups(present: set[str], *, before_2019: bool = False) -> list[Parts]:
    """The rules that the columns of a file allow, grouped by their columns.

    Before 2019 the order of the two actors meant nothing. Violence against civilians whose second
    side is someone else is then counted with the older types and is not an error.
    """
    columns = tuple(column for column in TYPE_COLUMNS if column in present)
    flags = tuple(flag for flag in NAMED if flag.split()[0] in present)
    of_types = [
        rule
        for rule in RULES
        if rule.name not in CELL_RULES
        and set(rule.columns) <= {*columns, *(flag.split()[0] for flag in flags)}
        and not (before_2019 and rule.name == "violence-civilians")
    ]
    types = (*columns, *flags)
    groups: list[Parts] = [
        [(types, _TypeVerdict(types, of_types))],
        [(("country", "region"), _region_follows), (("country", "iso"), _iso_follows)],
        [(("event_date", "year"), _year)],
    ]
    for side in ("1", "2"):
        actor = f"actor{side}"
        named = (actor, f"inter{side}", "country"), partial(actor_name, actor)
        groups.append([named, ((actor, "year"), partial(forces_of_time, actor))])
    return groups


class _TypeVerdict:
    """The codebook's rules over types and kinds of actors, for one combination."""

    def __init__(self, columns: Sequence[str], rules: Sequence[Rule]) -> None:
        self._columns = columns
        self._rules = rules

    def __call__(self, *cells: str) -> Sequence[Problem]:
        row: dict[str, object] = {}
        for column, cell in zip(self._columns, cells, strict=True):
            name = column.split()[0]
            row[name] = cell if column in NAMED else current_cell(column, cell.strip())
        if "sub_event_type" not in row and "event_type" in row:
            kinds = (str(row.get("inter1", "")), str(row.get("inter2", "")))
            older = older_type(str(row["event_type"]), *kinds)
            if older is None and is_older_type(str(row["event_type"])):
                message = f"{row['event_type']} with neither rioters nor protesters is neither"
                return [Problem("E211", message, "event_type", str(row["event_type"]))]
            row["event_type"] = event_type_of(older.sub).value if older else row["event_type"]
        problems = broken_rules(self._rules, row)
        told_once = {BLANK_TARGETING}  # if the column is blank throughout
        if is_older_disorder_type(str(row.get("sub_event_type")), str(row.get("disorder_type"))):
            told_once.add(RULE_CODES["disorder-type-follows"])
        return [problem for problem in problems if problem.code not in told_once]


def broken_rules(rules: Sequence[Rule], row: Row) -> list[Problem]:
    """The rules that a row breaks, without those that another finding of the row already covers."""
    problems = []
    for rule in rules:
        message = rule.check(row)
        if message:
            column = about(rule)
            code = published_exception(rule, row) or RULE_CODES[rule.name]
            problems.append(Problem(code, message, column, str(row.get(column, ""))))
    codes = {problem.code for problem in problems}
    if row.get("interaction") and row["interaction"] not in INTERACTIONS:
        codes.add("E215")
    said = set().union(*(SAID_BY.get(code, set()) for code in codes))
    return [problem for problem in problems if problem.code not in said]


def published_exception(rule: Rule, row: Row) -> str | None:
    """The code of a warning if published rows break a rule in the same way; else ``None``."""
    sub = str(row.get("sub_event_type", ""))
    if rule.name == "peaceful-protest-alone":
        try:
            civilians = actor_kind(row.get("inter2")) is ActorKind.CIVILIANS
        except ValueError:
            return None
        return "W322" if civilians else None
    if rule.name == "civilian-targeting-follows":
        if not row.get("civilian_targeting"):
            return BLANK_TARGETING
        seldom = event_type_of(sub) in STREET
        return "W323" if seldom else None
    return None


def about(rule: Rule) -> str:
    """The column that a rule's finding is shown at: the one that is most often wrong."""
    at = {
        "sub-event-type-fits": "sub_event_type",
        "actor1": "actor1",
        "admin1": "admin1",
        "interaction-follows": "interaction",
        "protests-protesters": "inter1",
        "riots-rioters": "inter1",
        "civilian-targeting-follows": "civilian_targeting",
    }
    return at.get(rule.name, rule.columns[-1])


def _year(day: str, year: str) -> Sequence[Problem]:
    date_text, text = current_cell("event_date", day.strip()), current_cell("year", year.strip())
    number = whole_number(text)
    if not ISO_DAY.fullmatch(date_text) or number is None or other_calendar(date_text):
        return ()
    if int(date_text[:4]) == number:
        return ()
    message = f"year is {text}, event_date says {date_text[:4]}"
    return [Problem("W506", message, "year", text)]


def _region_follows(country: str, region: str) -> Sequence[Problem]:
    listed, text = country_by_name(country.strip()), region.strip()
    if listed is None or listed.name != country.strip() or text == listed.region.value:
        return ()
    if text not in {each.value for each in Region}:
        return ()  # blank, unknown or older: reported with the cell
    if text in older_extents().get(listed.name, ()):
        return ()
    message = f"region is {text!r}; {listed.name} lies in {listed.region.value!r}"
    return [Problem("E314", message, "region", text)]


def _iso_follows(country: str, iso: str) -> Sequence[Problem]:
    listed, text = country_by_name(country.strip()), current_cell("iso", iso.strip())
    number = whole_number(text)
    if listed is None or listed.name != country.strip() or number is None:
        return ()
    if number == listed.iso or number in OLDER_NUMBERS.get(listed.name, ()):
        return ()
    message = f"iso is {number}; {listed.name} has {listed.iso}"
    return [Problem("E315", message, "iso", text)]
