"""The labels of a mark, as FORMAT.md lists them: parses their short notation and writes it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date

from extractor.codebook.types import SubEventType
from extractor.errors import ExtractorError

__all__ = ["CorpusError", "Count", "Label", "parse_label"]

TYPES = {
    "Regains": SubEventType.GOVERNMENT_REGAINS_TERRITORY,
    "Overtakes": SubEventType.NON_STATE_OVERTAKES_TERRITORY,
    "Clash": SubEventType.ARMED_CLASH,
    "ExcessiveForce": SubEventType.EXCESSIVE_FORCE,
    "Intervention": SubEventType.PROTEST_WITH_INTERVENTION,
    "PeacefulProtest": SubEventType.PEACEFUL_PROTEST,
    "ViolentDemo": SubEventType.VIOLENT_DEMONSTRATION,
    "Mob": SubEventType.MOB_VIOLENCE,
    "Chemical": SubEventType.CHEMICAL_WEAPON,
    "AirStrike": SubEventType.AIR_DRONE_STRIKE,
    "Suicide": SubEventType.SUICIDE_BOMB,
    "Shelling": SubEventType.SHELLING,
    "IED": SubEventType.REMOTE_EXPLOSIVE,
    "Grenade": SubEventType.GRENADE,
    "SexualViolence": SubEventType.SEXUAL_VIOLENCE,
    "Attack": SubEventType.ATTACK,
    "Abduction": SubEventType.ABDUCTION,
    "Agreement": SubEventType.AGREEMENT,
    "Arrests": SubEventType.ARRESTS,
    "Change": SubEventType.CHANGE_TO_GROUP,
    "DisruptedWeapons": SubEventType.DISRUPTED_WEAPONS_USE,
    "Base": SubEventType.HEADQUARTERS,
    "Looting": SubEventType.LOOTING,
    "Transfer": SubEventType.NON_VIOLENT_TRANSFER,
    "Other": SubEventType.OTHER,
}
SHORT_NAMES = {sub: name for name, sub in TYPES.items()}
TOLLS = ("killed", "injured", "abducted", "arrested", "missing", "displaced")
VAGUE = ("several", "tens", "dozens", "hundreds", "thousands")
ATTRIBUTIONS = ("claimed", "accused_by_authorities", "accused", "possible", "disputed")
RELATIONS = ("near", "within")
STATEMENTS = ("allegation", "denial", "claim", "request")
PARTIES = ("speaker", "accused", "addressee", "investigator")
PLAIN = ("target", "in", "weapon", "hit", "victim")  # labels with only a role and an event number
KINDS = ("E", "doer", "place", "day", "S", "teller", *PLAIN, *TOLLS, *PARTIES)

_NUMBER = r"([1-9]\d*)"
_EVENT = re.compile(rf"E{_NUMBER}(?::([A-Za-z_]+))?(:[A-Za-z_]+)?")
_DOER = re.compile(rf"doer{_NUMBER}(?::([A-Za-z_]*))?")
_PLACE = re.compile(rf"place{_NUMBER}(?::([A-Za-z_]*))?")
_PLAIN = re.compile(rf"({'|'.join(PLAIN)}){_NUMBER}")
_DAY = re.compile(rf"day{_NUMBER}=(\S+?)(?:\.\.(\S+))?")
_TOLL = re.compile(rf"({'|'.join(TOLLS)}){_NUMBER}=([^@]*)(?:@(.*))?")
_TELLER = re.compile(r"teller([A-Z])")
_STATEMENT = re.compile(rf"S{_NUMBER}:([A-Za-z_]*)(?:>(.*))?")
_PARTY = re.compile(rf"({'|'.join(PARTIES)})S{_NUMBER}")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class CorpusError(ExtractorError):
    """A file of passages does not follow FORMAT.md; the message says where and how to fix it."""


@dataclass(frozen=True)
class Count:
    """A count from ``low`` to ``high`` (``None``: open), or a word that names no number."""

    low: int | None
    high: int | None
    vague: str = ""

    def __str__(self) -> str:
        if self.vague:
            return self.vague
        if self.high is None:
            return f"{self.low}+"
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True)
class Label:
    """One label. ``kind`` is one of ``KINDS``; only the fields that belong to that kind are set."""

    kind: str
    event: int | None = None
    statement: int | None = None
    type: SubEventType | None = None
    background: bool = False
    attribution: str = ""
    relation: str = ""
    first: date | None = None
    last: date | None = None
    count: Count | None = None
    teller: str = ""
    statement_kind: str = ""
    about: tuple[int, ...] = ()

    def __str__(self) -> str:
        """The label as FORMAT.md writes it."""
        if self.kind == "teller":
            return f"teller{self.teller}"
        if self.kind == "S":
            about = ">" + ",".join(map(str, self.about)) if self.about else ""
            return f"S{self.statement}:{self.statement_kind}{about}"
        if self.statement is not None:
            return f"{self.kind}S{self.statement}"
        written = f"{self.kind}{self.event}"
        if self.type is not None:
            written += f":{SHORT_NAMES[self.type]}" + (":bg" if self.background else "")
        for detail in (self.attribution, self.relation):
            written += f":{detail}" if detail else ""
        if self.first is not None:
            written += f"={self.first}" + (f"..{self.last}" if self.last != self.first else "")
        if self.count is not None:
            written += f"={self.count}" + (f"@{self.teller}" if self.teller else "")
        return written


def parse_label(written: str) -> Label:
    """Parse the label ``written``; raises ``CorpusError`` if it is wrong."""
    for pattern, parse in _PARSERS:
        found = pattern.fullmatch(written)
        if found:
            return parse(found)
    raise CorpusError(f"{written!r} is no label{_meant(written)}")


def _meant(written: str) -> str:
    """A hint in brackets at the label that was probably meant."""
    kind = re.match(r"[A-Za-z]*", written)
    word = kind[0] if kind else ""
    if word in TOLLS or word.rstrip("S") in TOLLS:
        return f": write {word}1=7, the number of the event, then the number of people"
    if word == "day":
        return ": write day1=2024-03-12 or day1=2024-03-01..2024-03-31"
    if word in ("S", "E"):
        return f": write {'S1:denial>1' if word == 'S' else 'E1:Attack, E1:Attack:bg or E1'}"
    if word.removesuffix("S") in PARTIES:
        return f": write {word.removesuffix('S')}S1, the number of the statement after S"
    if word.startswith("teller"):
        return ": write tellerA, one capital letter"
    if word in KINDS:
        return f": write {word}1, the number of the event, counted from 1"
    near = difflib.get_close_matches(word, KINDS, 1)
    return f"; {near[0]} was meant?" if near else f"; labels are {', '.join(KINDS)}"


def _one_of(value: str, allowed: tuple[str, ...], what: str) -> str:
    if value not in allowed:
        raise CorpusError(f"{value!r} is no {what}; write one of {', '.join(allowed)}")
    return value


def _event(found: re.Match[str]) -> Label:
    number, name, after = found.groups()
    if after and after != ":bg":
        raise CorpusError(f"{found[0]!r}: after the type only :bg can stand, not {after!r}")
    if name is None or name == "bg":
        if name or after:
            raise CorpusError(f"{found[0]!r}: write E{number}:TYPE:bg, background needs the type")
        return Label("E", int(number))
    if name not in TYPES:
        near = difflib.get_close_matches(name, TYPES, 1, 0.5)
        hint = f"{near[0]} was meant?" if near else f"types are {', '.join(TYPES)}"
        raise CorpusError(f"{name!r} is no sub-event type; {hint}")
    return Label("E", int(number), type=TYPES[name], background=bool(after))


def _doer(found: re.Match[str]) -> Label:
    said = "" if found[2] is None else _one_of(found[2], ATTRIBUTIONS, "attribution")
    return Label("doer", int(found[1]), attribution=said)


def _place(found: re.Match[str]) -> Label:
    relation = "" if found[2] is None else _one_of(found[2], RELATIONS, "relation of a place")
    return Label("place", int(found[1]), relation=relation)


def _plain(found: re.Match[str]) -> Label:
    return Label(found[1], int(found[2]))


def parse_day(written: str) -> date:
    """Parse a day such as ``2024-03-12``; raises ``CorpusError`` if there is no such day."""
    try:
        if _ISO.fullmatch(written):
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise CorpusError(f"{written!r} is no day of the calendar; write YYYY-MM-DD")


def _day(found: re.Match[str]) -> Label:
    first = parse_day(found[2])
    last = first if found[3] is None else parse_day(found[3])
    if last < first:
        raise CorpusError(f"{found[0]!r} ends before it begins; write the earlier day first")
    return Label("day", int(found[1]), first=first, last=last)


def parse_count(written: str) -> Count:
    """Parse a count: ``7``, ``7+``, ``5-8`` or a word such as ``dozens``."""
    if written in VAGUE:
        return Count(None, None, written)
    found = re.fullmatch(r"(\d+)(?:(\+)|-(\d+))?", written, re.ASCII)
    if not found:
        words = ", ".join(VAGUE)
        raise CorpusError(f"{written!r} is no number; write 7, 7+, 5-8 or one of {words}")
    low = int(found[1])
    high = None if found[2] else int(found[3] or found[1])
    if high is not None and high < low:
        raise CorpusError(f"{written!r} counts backwards; write the lower number first")
    return Count(low, high)


def _toll(found: re.Match[str]) -> Label:
    teller = found[4]
    if teller is not None and not re.fullmatch("[A-Z]", teller):
        raise CorpusError(f"{teller!r} names no teller; write one capital letter after @")
    count = parse_count(found[3])
    return Label(found[1], int(found[2]), count=count, teller=teller or "")


def _teller(found: re.Match[str]) -> Label:
    return Label("teller", teller=found[1])


def _statement(found: re.Match[str]) -> Label:
    kind = _one_of(found[2], STATEMENTS, "kind of statement")
    about: tuple[int, ...] = ()
    if found[3]:
        if not re.fullmatch(r"[1-9]\d*(,[1-9]\d*)*", found[3], re.ASCII):
            raise CorpusError(f"{found[0]!r}: after > write numbers of events as in >1 or >1,2")
        about = tuple(int(number) for number in found[3].split(","))
    return Label("S", statement=int(found[1]), statement_kind=kind, about=about)


def _party(found: re.Match[str]) -> Label:
    return Label(found[1], statement=int(found[2]))


_PARSERS = (
    (_EVENT, _event),
    (_DOER, _doer),
    (_PLACE, _place),
    (_PLAIN, _plain),
    (_DAY, _day),
    (_TOLL, _toll),
    (_TELLER, _teller),
    (_STATEMENT, _statement),
    (_PARTY, _party),
)
