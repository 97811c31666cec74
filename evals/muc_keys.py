"""The texts and keys of MUC-4 as they were distributed.

Available from NIST (www-nlpir.nist.gov/related_projects/muc/muc_data/muc_data_index.html). A key
has one template of 25 numbered slots for each incident, with one filler per line. ``*`` means "does
not apply", ``-`` no filler, ``A / B`` alternatives, and a leading ``?`` an optional filler.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.text.article import Article

FILES = {
    "tst4a": (["tst4a/tst4-muc4.mixed-case"], ["tst4a/key-tst4.v2"]),
    "tst1": (["tst1/tst1-muc3"], ["tst1/key-tst1.v7"]),
    "tst2": (["tst2/tst2-muc4"], ["tst2/key-tst2.v4"]),
}
MESSAGE = re.compile(r"^((?:TST\d|DEV)-MUC\d-\d{4})(?: \(.*\))?[ \t]*$", re.M)
SLOT = re.compile(r"(\d+)\.\s")
VALUES_FROM = 33  # the column after which a line holds a value, in all the key files
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]*(?: (\d{2}))?\b")
RECENT = timedelta(days=62)
"""MUC counts what happened within two months of the article (task description, 1.0, 6)."""

Entity = tuple[str, ...]
"""The alternative strings of one filler."""
Days = tuple[date, date]


@dataclass(frozen=True)
class Loc:
    """One alternative of a location: its country, then levels of names from wide to narrow.

    A level has two names where the incident was between two places; each name has its types.
    """

    country: str
    levels: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True)
class Template:
    """One incident of a key, with the slots that our records can be compared with.

    ``days`` are alternatives, each with the first and last possible day; ``exact`` is true if one
    of them is a single day. ``deaths`` is the fewest and the most the key allows (most ``None``:
    open). ``confidence`` has the acceptable words for each organisation.
    """

    article: str
    number: int
    optional: bool
    types: tuple[str, ...]
    stage: str
    days: tuple[Days, ...]
    exact: bool
    places: tuple[Loc, ...]
    weapons: tuple[Entity, ...] = ()
    individuals: tuple[Entity, ...] = ()
    organizations: tuple[Entity, ...] = ()
    confidence: tuple[tuple[Entity, frozenset[str]], ...] = ()
    physical: tuple[Entity, ...] = ()
    names: tuple[Entity, ...] = ()
    descriptions: tuple[Entity, ...] = ()
    deaths: tuple[int, int | None] = (0, 0)
    text_type: str = ""


@dataclass(frozen=True)
class Message:
    """One article, its gold templates, and its date (``None`` if none is given)."""

    article: Article
    templates: tuple[Template, ...] = field(default=())
    told: date | None = None

    @property
    def relevant(self) -> bool | None:
        """Whether it reports an incident; ``None`` if it has only optional templates."""
        if not self.templates:
            return False
        return None if all(one.optional for one in self.templates) else True


def read_set(folder: Path, name: str) -> list[Message]:
    """Read the messages of ``dev``, ``tst1`` to ``tst4`` or ``tst4a`` below ``folder``, in order.

    For ``tst3`` and ``tst4`` it takes the texts in mixed case if both forms are there, and the last
    version of the key. Raises :class:`ExtractorError` if the set is missing.
    """
    if name == "dev":
        texts = sorted((folder / "dev").glob("dev-muc3-*"))
        keys = sorted((folder / "dev").glob("key-dev-*"))
    elif name in FILES:
        texts, keys = ([folder / one for one in files] for files in FILES[name])
    else:
        here = folder / name
        texts = sorted(here.glob(f"{name}-muc[34]*"), key=lambda one: "mixed" in one.name)[-1:]
        keys = sorted(here.glob(f"key-{name}.v*"), key=_version)[-1:]
    if not (texts and keys and all(one.is_file() for one in (*texts, *keys))):
        raise ExtractorError(
            f"{folder / name} does not hold texts and keys as NIST gives them: "
            f"{name}/{name}-muc4 (or .mixed-case) and {name}/key-{name}.v2, to be had from "
            "www-nlpir.nist.gov/related_projects/muc"
        )
    messages = {}
    for path in texts:
        for identity, text in split_texts(path.read_text(encoding="latin-1")):
            messages[identity] = Message(Article(text, id=identity), told=told_day(text))
    templates: dict[str, list[Template]] = {}
    for path in keys:
        for slots in split_key(path.read_text(encoding="latin-1")):
            identity = re.sub(r"\s*\(.*", "", slots[0][0])
            if identity in messages and not slots[4][0].startswith("*"):
                one = template(slots, identity, messages[identity].told)
                templates.setdefault(identity, []).append(one)
    return [
        Message(one.article, tuple(templates.get(identity, ())), one.told)
        for identity, one in messages.items()
    ]


def _version(path: Path) -> int:
    """The number after ``.v`` in a key's file name."""
    number = path.name.rpartition(".v")[2]
    return int(number) if number.isdecimal() else 0


def split_texts(file: str) -> list[tuple[str, str]]:
    """Ids and texts of a file of messages, the id line left out."""
    parts = MESSAGE.split(file)
    return [
        (identity, text.strip("\n"))
        for identity, text in zip(parts[1::2], parts[2::2], strict=True)
    ]


def told_day(text: str) -> date | None:
    """The date in the head of the text, if it has one."""
    found = DAY.search(text[:200].upper())
    return as_day(found, None) if found else None


def split_key(file: str) -> list[dict[int, list[str]]]:
    """The slots of each template: number → lines of fillers. Comments (``;``) are left out."""
    templates: list[dict[int, list[str]]] = []
    lines: list[str] = []
    for raw in file.split("\n"):
        if raw.startswith(";") or not raw.strip():
            continue
        found = SLOT.match(raw)
        if found and raw[:VALUES_FROM].strip()[-1:].isalpha():
            if found[1] == "0":
                templates.append({})
            lines = templates[-1].setdefault(int(found[1]), [])
        value = raw[VALUES_FROM:].strip()
        if value:
            lines.append(value)
    return [slots for slots in templates if slots.get(0) and slots.get(4)]


def template(slots: dict[int, list[str]], identity: str, told: date | None) -> Template:
    """Build a template from its slots; ``told`` is the article's date."""
    first = {number: (lines[0] if lines else "-") for number, lines in slots.items()}
    numbering = first.get(1, "1")
    days, exact = dates(first.get(2, "-"), told)
    return Template(
        article=identity,
        number=int(re.match(r"\d*", numbering)[0] or 1),  # type: ignore[index]
        optional="OPTIONAL" in numbering,
        types=tuple(one.strip() for one in first[4].split("/")),
        stage=first.get(5, "-"),
        days=days,
        exact=exact,
        places=locations(first.get(3, "-")),
        weapons=entities(slots.get(6, [])),
        individuals=entities(slots.get(9, [])),
        organizations=entities(slots.get(10, [])),
        confidence=tuple(
            (refs, frozenset(part.strip(" ()?") for part in head.split("/")))
            for head, refs in cross_referenced(slots.get(11, []))
        ),
        physical=entities(slots.get(12, [])),
        names=entities(slots.get(18, [])),
        descriptions=entities(slots.get(19, [])),
        deaths=death_toll(slots.get(21, []), slots.get(23, [])),
        text_type=re.sub(r"\s*\(.*$", "", first[4]),
    )


def strings(value: str) -> Entity:
    """The quoted strings of a filler; ``\\"`` inside one is a quote."""
    found = re.findall(r'"((?:\\"|[^"])*)"', value)
    return tuple(one.replace('\\"', '"').strip() for one in found if one.strip(' -"'))


def entities(lines: list[str]) -> tuple[Entity, ...]:
    """One entity per line; of ``"TITLE": "NAME"`` the part before the colon."""
    found = (strings(head) for line in lines for head in [before_colon(line)[0]])
    return tuple(one for one in found if one)


def before_colon(line: str) -> tuple[str, str]:
    """The parts before and after the colon that is outside quotes."""
    outside = re.sub(r'"(?:\\"|[^"])*"', lambda m: "x" * len(m[0]), line)
    at = outside.find(":")
    return (line, "") if at < 0 else (line[:at], line[at + 1 :])


def cross_referenced(lines: list[str]) -> list[tuple[str, Entity]]:
    """The text before the colon of each line, and the strings after it."""
    return [
        (head.strip(), strings(refs))
        for line in lines
        for head, refs in [before_colon(line)]
        if refs and head.strip() not in ("-", "*")
    ]


def as_day(found: re.Match[str], told: date | None) -> date | None:
    """The date of a match of ``DAY``; without a year, the last such date before the article's."""
    if found[2] not in MONTHS:
        return None
    year = 1900 + int(found[3]) if found[3] else (told.year if told else None)
    if year is None:
        return None
    try:
        day = date(year, MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None
    if not found[3] and told and day > told:
        day = day.replace(year=year - 1)
    return day


def dates(value: str, told: date | None) -> tuple[tuple[Days, ...], bool]:
    """The alternatives of a date slot, and whether one of them is a single day.

    ``- 23 AUG 88`` is "on or before". MUC counts only two months back, so it becomes those months.
    """
    alternatives: list[Days] = []
    exact = False
    for part in value.upper().split("/"):
        found = [day for match in DAY.finditer(part) if (day := as_day(match, told))]
        if not found:
            continue
        if part.strip(" (").startswith("-"):
            alternatives.append((found[0] - RECENT, found[0]))
        else:
            exact = exact or len(found) == 1
            alternatives.append((min(found), max(found)))
    return tuple(alternatives), exact


def locations(value: str) -> tuple[Loc, ...]:
    """The alternatives of a location."""
    places = []
    for alternative in _outside_brackets(value, "/"):
        one = alternative.strip()
        if one.startswith("(") and one.endswith(")"):
            one = one[1:-1]
        country, *levels = [part.strip() for part in _outside_brackets(one, ":")]
        if country.strip("-*"):
            places.append(Loc(country, tuple(_names(level) for level in levels)))
    return tuple(places)


def _names(level: str) -> tuple[tuple[str, str], ...]:
    """``CUCUTA (CITY) - CAMPANARIO (REGION)`` as names with their types."""
    found = re.findall(r"([^()]+?)\s*(?:\(([^()]*)\)|$)", level)
    return tuple((name.strip(" -"), types.strip()) for name, types in found if name.strip(" -"))


def _outside_brackets(value: str, separator: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(value):
        depth += (letter == "(") - (letter == ")")
        if letter == separator and depth == 0:
            parts.append(value[start:at])
            start = at + 1
    return [*parts, value[start:]]


def death_toll(numbers: list[str], effects: list[str]) -> tuple[int, int | None]:
    """The fewest and most dead the key allows: the numbers of victims whose effect is DEATH.

    A victim can have several effects, each with its own number, in the same order. A number that is
    optional, or whose effect may also be an injury, may be 0; a plural is 2 or more.
    """
    counted = cross_referenced(numbers)
    low, high = 0, 0
    open_end = False
    seen: dict[Entity, int] = {}
    for head, refs in cross_referenced(effects):
        turn = seen.get(refs, 0)
        seen[refs] = turn + 1
        words = {part.strip(" ()?") for part in head.split("/")}
        if "DEATH" not in words:
            continue
        own = [number for number, who in counted if who == refs]
        least, most = _bounds(own[min(turn, len(own) - 1)]) if own else (1, None)
        low += 0 if head.startswith("?") or len(words) > 1 else least
        open_end = open_end or most is None
        high += most or 0
    return low, None if open_end else high


def _bounds(number: str) -> tuple[int, int | None]:
    """The fewest and most of ``5``, ``5-``, ``-5``, ``3-5``, ``~100`` (give or take a tenth),
    ``PLURAL`` and alternatives of them."""
    least: list[int] = []
    most: list[int | None] = []
    for part in number.strip(" ?").split("/"):
        one = part.strip(" ()?")
        digits = [int(found) for found in re.findall(r"\d+", one)]
        if not digits:
            least.append(2 if "PLURAL" in one else 1)
            most.append(None)
        elif "~" in one:
            least.append(round(digits[0] * 0.9))
            most.append(round(digits[0] * 1.1))
        elif one.endswith("-"):
            least.append(digits[0])
            most.append(None)
        elif one.startswith("-"):
            least.append(1)
            most.append(digits[0])
        else:
            least.append(min(digits))
            most.append(max(digits))
    return min(least), None if None in most else max(one for one in most if one is not None)
