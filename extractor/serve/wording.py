"""Error messages about a request: which part is wrong, what was found, what to send.

Of the request only the names of keys are repeated: an answer may be kept in a log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from fastapi import Request
from fastapi.exceptions import HTTPException
from fastapi.routing import APIRoute
from pydantic import BaseModel

from extractor.serve.wire import Articles, GivenArticle, GivenRecords
from extractor.tables.distinct_keys import DistinctKeys
from extractor.text.printable import plural, printable

__all__ = ["JsonRoute", "not_json", "not_so", "nothing_there", "wrong_method"]

ARTICLE = '{"text": "…", "published": "2026-03-11"}'
ASKED: dict[str, tuple[type[BaseModel], str]] = {  # what each path takes, with an example
    "/extract": (GivenArticle, ARTICLE),
    "/extract/many": (Articles, f'{{"articles": [{ARTICLE}]}}'),
    "/validate": (GivenRecords, '{"records": [{…}], "kind": "acled"}'),
}
GET = ("/health", "/openapi.json")
LONGEST_KEY = 40
NOT_TEXT = ("string_type", "string_sub_type")
NOT_OBJECT = ("model_attributes_type", "model_type", "dict_type")
CONTROL = "Invalid control character"


class JsonRoute(APIRoute):
    """A route whose body is read by :class:`JsonRequest`."""

    def get_route_handler(self) -> Any:
        """The handler that is given the body as we read it."""
        plain = super().get_route_handler()

        async def handler(request: Request) -> Any:
            return await plain(JsonRequest(request.scope, request.receive))

        return handler


class JsonRequest(Request):
    """A request with clear JSON errors: one line where a library would only name the fault, and a
    refusal of a key that comes twice with two values."""

    async def json(self) -> Any:
        """The body; raises :class:`HTTPException`, and ``JSONDecodeError`` as Python's own does."""
        body = await self.body()
        reader = DistinctKeys()
        try:
            given = reader.decode(body.decode(json.detect_encoding(body)))
        except UnicodeDecodeError as error:
            said = f"the body is no text in UTF-8 at byte {error.start}: send JSON in UTF-8"
            raise HTTPException(400, said) from None
        except RecursionError:
            raise HTTPException(400, "the body is nested too deep") from None
        except json.JSONDecodeError:
            raise
        except ValueError:
            raise HTTPException(400, "a number in the body has too many digits") from None
        if reader.repeated:  # not with its values
            key = _cut(reader.repeated_key)
            said = f"the key '{key}' is there twice with different values: send one"
            raise HTTPException(400, said)
        return given


def not_json(error: Mapping[str, Any]) -> str:
    """The message for a body that is not valid JSON."""
    reason = str(error.get("ctx", {}).get("error", ""))
    said = f"the body is not JSON at character {error['loc'][-1]}"
    if reason.startswith(CONTROL):
        return f"{said}: a line break, tab or other control sign within a text is written \\n, \\t"
    return f"{said}: {reason[:1].lower()}{reason[1:]}" if reason else said


def not_so(errors: Sequence[Mapping[str, Any]], path: str) -> str:
    """The message for JSON that does not fit the description: the first problem, and the number of
    others."""
    misspelt = [one for one in errors if one["type"] == "extra_forbidden"]
    first = (misspelt or errors)[0]  # a missing key may be there under another name
    where = _where(first["loc"][1:])
    said = _said(first, where, path)
    others = len(errors) - 1
    return f"{said} ({others} more {'is' if others == 1 else 'are'} wrong)" if others else said


def nothing_there(path: str) -> str:
    """The message for an unknown path."""
    paths = f"POST {', '.join(ASKED)}; GET {', '.join(GET)}"
    bare = path.rstrip("/")
    if bare in ASKED or bare in GET:
        return f"there is no {_cut(path)}: ask {bare}, without the slash at its end"
    near = get_close_matches(path, [*ASKED, *GET], n=1, cutoff=0.75)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"there is no {_cut(path)}{hint} (there are: {paths})"


def wrong_method(method: str, path: str) -> str:
    """The message for a wrong HTTP method."""
    if path in ASKED:
        return f"{path} is asked with POST and a body, as {ASKED[path][1]}, not with {_cut(method)}"
    return f"{_cut(path)} is asked with GET, not with {_cut(method)}"


def _where(steps: Sequence[object]) -> str:
    """``articles[1].text``; list indexes count from 0."""
    made = ""
    for step in steps:
        made += f"[{step}]" if isinstance(step, int) else f".{_cut(str(step))}"
    return made.removeprefix(".")


def _said(error: Mapping[str, Any], where: str, path: str) -> str:
    kind, context = error["type"], error.get("ctx", {})
    taken, example = ASKED.get(path, (GivenArticle, ARTICLE))
    if not where:
        if kind == "missing" or error.get("input") in (None, b"", ""):
            return f"there is no body: send JSON, as {example}"
        return f"the body is {_kind_of(error.get('input'))}: send an object, as {example}"
    if kind == "missing":
        return f"{where} is missing: send {example}{_other_door(error.get('input'), path)}"
    if kind == "extra_forbidden":
        return _unknown_key(error, where, taken, path)
    if kind in NOT_TEXT:
        what = _kind_of(error.get("input"))
        return f"{where} is {what}, and has to be a text in quotes{_or_none(where)}"
    if kind == "string_unicode":
        return f"{where} holds half a letter (a lone surrogate), which no text can hold"
    if kind == "string_too_long":
        return f"{where} is longer than {context['max_length']:,} characters"
    if kind == "list_type":
        return f"{where} is {_kind_of(error.get('input'))}, and has to be a list, as {example}"
    if kind in NOT_OBJECT:
        return f"{where} is {_kind_of(error.get('input'))}, and has to be an object, as {example}"
    if kind == "too_long":
        most, given = context["max_length"], context["actual_length"]
        return f"{where} holds {given:,}, and at most {most:,} go in one request: send several"
    if kind == "too_short":
        return f"{where} is empty: send at least {plural(context['min_length'], 'article')}"
    if kind == "literal_error":
        values = str(context["expected"]).replace("'", '"')
        return f"{where} is none of {values}; left out, the keys of the records tell it"
    return f"{where}: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _unknown_key(error: Mapping[str, Any], where: str, taken: type[BaseModel], path: str) -> str:
    inside = len(error["loc"]) > 2  # of one of several articles
    keys = list((GivenArticle if inside else taken).model_fields)
    key = str(error["loc"][-1])
    if not inside and (other := _other_door({key: None}, path)):
        return f"{where}: no such key{other} (here there are: {', '.join(keys)})"
    near = get_close_matches(key.lower(), keys, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"{where}: no such key{hint} (there are: {', '.join(keys)})"


def _other_door(given: object, path: str) -> str:
    """The path that accepts a body of this form."""
    if not isinstance(given, Mapping):
        return ""
    for other, (taken, _) in ASKED.items():
        needed = next(iter(taken.model_fields))
        if other != path and needed in given:
            return f'; "{needed}" is asked of {other}'
    return ""


def _or_none(where: str) -> str:
    return "" if where.endswith("text") else ", or null where it is not known"


def _kind_of(value: object) -> str:
    """The type of a JSON value in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, (str, bytes)):
        return "a text"
    return "a list" if isinstance(value, list) else "an object"


def _cut(name: str) -> str:
    """A name from a request, shortened for a message."""
    shown = printable(name)
    return shown if len(shown) <= LONGEST_KEY else f"{shown[:LONGEST_KEY]}…"
