"""Rows inside another JSON object: the answer of an API, GeoJSON.

ACLED's API answers ``{"status": 200, "success": true, …, "data": [...]}``, UCDP's ``{"TotalCount":
…, "TotalPages": …, "Result": [...]}``; a GeoJSON feature has its columns in ``properties``, a
feature of ArcGIS in ``attributes``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Envelopes", "error_answer", "holds_rows", "is_envelope", "lines_of", "list_within"]

# Keys that hold the rows, in lower case.
ROWS = frozenset(
    {
        *("data", "result", "results", "records", "rows", "features"),
        *("articles", "items", "docs", "posts", "response"),  # of news APIs
        "value",  # of OData, and of lists as PowerShell writes them
    }
)
# Keys with the total number of rows or pages that match the query.
TOTALS = ("TotalCount", "total_count", "totalCount", "total")
PAGES = ("TotalPages", "total_pages", "totalPages")
# Keys that say the answer is incomplete: the address of the next page, or that a limit was reached.
NEXT = frozenset(
    {"next", "nextpageurl", "next_page_url", "nextlink", "@odata.nextlink", "next_url"}
)
CUT_OFF = "exceededTransferLimit"  # of ArcGIS
# The only keys of an error answer without rows.
ERROR_KEYS = frozenset(
    {
        *("error", "errors", "error_description", "message", "messages", "status", "code"),
        *("success", "hint", "detail", "details", "title", "type", "count", "data", "filename"),
        *("last_update", "statuscode", "timestamp", "path", "result", "instance", "traceid"),
    }
)
ERRORS = ("error", "errors", "error_description", "message", "messages", "detail", "title")
POINTS = ("Point", "MultiPoint")
DEGREES = ("CRS84", "CRS:84", "4326", "4979", "4258", "4269")
MEMBERS = ("properties", "attributes")
SAME_POINT = 1e-3  # degrees; a smaller difference is rounding, not another place
MOST_DIGITS = 15  # of a count; Python refuses to convert thousands of digits
SPACE = " \t\r\n"
_decoder = json.JSONDecoder()


def is_envelope(text: str, start: int = 0) -> bool:
    """Return whether the object at ``start`` holds rows, judged by the text read so far."""
    at = _past(text, start, SPACE)
    if text[at : at + 1] != "{":
        return False
    at += 1
    while True:
        at = _past(text, at, SPACE + ",")
        if text[at : at + 1] != '"':
            return False
        try:
            key, at = _decoder.raw_decode(text, at)
            at = _past(text, _past(text, at, SPACE) + 1, SPACE)
            sign = text[at : at + 1]
            if holds_rows(key, sign):
                return (sign == "[" and _begins_objects(text, at)) or is_envelope(text, at)
            _, at = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return False


def holds_rows(key: object, sign: str) -> bool:
    """Return whether the value of ``key`` can be the rows; ``sign`` is its first character."""
    return isinstance(key, str) and key.lower() in ROWS and sign in ("[", "{")


def _begins_objects(text: str, at: int) -> bool:
    first = text[_past(text, at + 1, SPACE) :][:1]
    return first in ("{", "]", "")


def list_within(entry: dict[str, Any], depth: int = 2) -> str:
    """Return the path of a list of objects inside an object, such as ``hits.hits``, or a blank
    string."""
    for key, value in entry.items():
        if not str(key).isidentifier():
            continue
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            return str(key)
        if isinstance(value, dict) and depth > 1 and (inner := list_within(value, depth - 1)):
            return f"{key}.{inner}"
    return ""


def lines_of(path: str) -> str:
    """Return a hint for a message: how to put the objects of that list in their own file."""
    return f"the list {path}: jq -c '.{path}[]' FILE writes them"


def _past(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def error_answer(value: dict[str, Any]) -> str | None:
    """Return the error message in an API's error answer; ``None`` for any other object."""
    keys = {key.lower() for key in value if isinstance(key, str)}
    fields = {key.lower(): inner for key, inner in value.items() if isinstance(key, str)}
    status = fields.get("status", fields.get("statuscode", fields.get("code")))
    number = _whole(status)
    failed = fields.get("success") is False or number >= 400 or "error" in keys
    if not (failed and keys <= ERROR_KEYS):
        return None
    words = [str(number)] if number >= 400 else []
    words += [text for key in ERRORS if (text := _words(fields.get(key)))]
    return " ".join(" ".join(dict.fromkeys(words)).split())[:300] or "no reason given"


def _words(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(filter(None, map(_words, value[:3])))
    if isinstance(value, dict):
        parts = (_words(inner) for key, inner in value.items() if str(key).lower() in ERRORS)
        return " ".join(filter(None, parts))
    return value.strip() if isinstance(value, str) else ""


class Envelopes:
    """Collects what surrounds the rows of a file while they are read, and notes it at the end."""

    def __init__(self, name: str, note: Callable[[str], object]) -> None:
        self._name = name
        self._note = note
        self.rows = 0
        self._answers = 0
        self._total = 0
        self._pages = 0
        self._messages: dict[str, None] = {}
        self._moved = 0
        self._crs = ""
        self._goes_on = ""
        self.features = False
        self.answer = False

    def row(self, value: Any) -> Any:
        """Return the row for a value. For a GeoJSON or ArcGIS feature, its columns and its
        point."""
        self.rows += 1
        if not isinstance(value, dict):
            return value
        member = next((name for name in MEMBERS if name in value), None)
        inner = value.get(member) if member else None
        if member is None or not isinstance(inner, dict | None) or "event_id_cnty" in value:
            return value
        if value.get("type") != "Feature" and not ("geometry" in value and len(value) <= 3):
            return value
        self.features = True
        row = dict(inner or {})
        point = _point(value.get("geometry"))
        if point:
            self._place(row, *point)
        return row

    def _place(self, row: dict[str, Any], east: float, north: float) -> None:
        named = {str(key).strip().lower(): key for key in row}
        for column, degrees in (("latitude", north), ("longitude", east)):
            key = named.get(column)
            if key is None or row[key] in (None, ""):
                row[key or column] = degrees
                continue
            try:
                same = abs(float(row[key]) - degrees) <= SAME_POINT
            except (TypeError, ValueError):
                return
            if not same:
                self._moved += 1
                return

    def around(self, members: dict[str, Any]) -> None:
        """Take in the other members of an object that held rows."""
        self._answers += 1
        total = _number(members, TOTALS) or (_number(members, ("count",)) if self.rows else 0)
        self._total = max(self._total, total)
        self._pages = max(self._pages, _number(members, PAGES))
        self._crs = self._crs or _crs(members.get("crs")) or _wkid(members.get("spatialReference"))
        self._goes_on = _goes_on(members)
        for key in ("messages", "message"):
            if text := _words(members.get(key)):
                self._messages[text] = None

    def tell(self) -> None:
        """Write the notes for the user, once all rows were read."""
        for text in list(self._messages)[:5]:
            self._note(f"{self._name}: the API says: {' '.join(text.split())[:200]}")
        if self._answers and self._total > self.rows:
            pages = f", {self._answers:,} of {self._pages:,} pages" if self._pages > 1 else ""
            self._note(
                f"{self._name}: {self.rows:,} of the {self._total:,} rows that the API has{pages}"
            )
        elif self._answers and self._pages > self._answers and not self._total:
            self._note(f"{self._name}: {self._answers:,} of {self._pages:,} pages that the API has")
        elif self._answers and self._goes_on:
            self._note(f"{self._name}: these {self.rows:,} rows are not all: {self._goes_on}")
        if self.features and self._crs and not self._crs.upper().endswith(DEGREES):
            self._note(
                f"{self._name}: its points are in {self._crs[:60]}, and not in degrees; write it "
                "in WGS 84 (EPSG:4326)"
            )
        if self._moved:
            features = "1 feature has" if self._moved == 1 else f"{self._moved:,} features have"
            self._note(
                f"{self._name}: {features} another point than latitude and longitude say; "
                "the columns are read"
            )


def _crs(value: object) -> str:
    """Return the name of a collection's reference system, as written before RFC 7946."""
    named = value.get("properties") if isinstance(value, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    return name if isinstance(name, str) else ""


def _wkid(value: object) -> str:
    """Return the reference system of ArcGIS features."""
    numbers = value if isinstance(value, dict) else {}
    number = _whole(numbers.get("latestWkid") or numbers.get("wkid"))
    return f"EPSG:{number}" if number else ""


def _goes_on(members: dict[str, Any]) -> str:
    """Return how an answer says that more rows exist; a blank string if it is the last."""
    inner = members.get("properties")
    if members.get(CUT_OFF) is True or (isinstance(inner, dict) and inner.get(CUT_OFF) is True):
        return "the server stopped at its limit; ask for the others with resultOffset"
    for key, value in members.items():
        if str(key).lower() in NEXT and isinstance(value, str) and value.strip():
            return f"{key!r} names the next page"
    return ""


def _number(members: dict[str, Any], keys: tuple[str, ...]) -> int:
    found: Iterator[Any] = (members[key] for key in keys if key in members)
    return _whole(next(found, 0))


def _whole(value: object) -> int:
    """Return a count or a status, 0 if the value is not one."""
    text = str(value)
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


def _point(geometry: object) -> tuple[float, float] | None:
    """Return longitude and latitude of a point."""
    if not isinstance(geometry, dict):
        return None
    pair = geometry.get("coordinates") if geometry.get("type") in POINTS else None
    if geometry.get("type") == "MultiPoint" and isinstance(pair, list):  # QGIS writes points so
        pair = pair[0] if len(pair) == 1 else None
    if pair is None and {"x", "y"} <= geometry.keys():
        pair = [geometry["x"], geometry["y"]]
    if not isinstance(pair, list) or len(pair) < 2:
        return None
    east, north = pair[:2]
    numbers = all(isinstance(each, (int, float)) and each == each for each in (east, north))
    return (float(east), float(north)) if numbers else None
