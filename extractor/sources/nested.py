"""Reads articles from the answers of well-known APIs, which nest the parts of an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["without_nesting"]


@dataclass(frozen=True)
class _Answer:
    """The layout of one API's answers. ``signs`` are paths that must exist; ``parts`` are the paths
    for each part of an article, of which the first that is not blank is taken."""

    program: str
    signs: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


ANSWERS = (
    _Answer(
        "ReliefWeb",  # apidoc.reliefweb.int, fields of reports; date.original is the report's own
        ("fields.title", "fields.source"),
        {
            "text": ("fields.body", "fields.body-html"),
            "title": ("fields.title",),
            "published": ("fields.date.original",),
            "publisher": ("fields.source.0.name", "fields.source.0.shortname"),
            "url": ("fields.url", "fields.url_alias", "href"),
        },
    ),
    _Answer(
        "the Guardian",  # open-platform.theguardian.com/documentation
        ("webTitle", "webPublicationDate", "fields"),
        {
            "text": ("fields.bodyText", "fields.body"),
            "title": ("webTitle",),
            "published": ("webPublicationDate",),
            "publisher": ("fields.publication",),
            "url": ("webUrl",),
        },
    ),
)


def without_nesting(entry: dict[str, Any], remark: Callable[[str], None]) -> dict[str, Any]:
    """Return an object with its article's parts at the top level, if it is such an answer and holds
    a text. ``remark`` is then told the API."""
    if "fields" not in entry or "text" in entry:
        return entry
    for answer in ANSWERS:
        if all(_at(entry, sign) is not None for sign in answer.signs):
            paths = {
                part: next((path for path in paths if _at(entry, path)), None)
                for part, paths in answer.parts.items()
            }
            if paths["text"] is None:
                return entry
            found = {part: path for part, path in paths.items() if path is not None}
            listed = ", ".join(f"{part} from `{path}`" for part, path in found.items())
            remark(f"read as {answer.program} answers: {listed}")
            other_values = {key: value for key, value in entry.items() if key != "fields"}
            return {**other_values, **{part: _at(entry, path) for part, path in found.items()}}
    return entry


def _at(entry: Any, path: str) -> Any:
    """Return the value at a path of keys and indices; ``None`` if there is none."""
    for step in path.split("."):
        if isinstance(entry, list) and step.isdecimal() and len(entry) > int(step):
            entry = entry[int(step)]
        elif isinstance(entry, dict):
            entry = entry.get(step)
        else:
            return None
    return entry
