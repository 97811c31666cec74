"""Finds the column or key of an article's text if the user did not name it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.sources.fragments import is_fragment, is_page, text_of_fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = [
    "PARTING",
    "TEXT_NAMES",
    "WHOLE_NAMES",
    "other_texts",
    "text_column",
    "text_key",
    "text_where_blank",
]

TEXT_NAMES = ("text", "body", "content", "article")
WHOLE_NAMES = frozenset(  # in lower case, without underscores and spaces
    {
        *("fulltext", "maintext", "articletext", "articlebody", "bodytext", "articlecontent"),
        *("fullcontent", "contenttext", "storytext", "newstext", "plaintext", "rawtext"),
        *("cleanedtext", "cleantext", "textcontent", "bodyplain"),
    }
)
PARTING = str.maketrans("", "", "_- ")


def text_column(columns: Sequence[str], note: Callable[[str], None] = lambda _: None) -> str | None:
    """Return the only column called text, body, content or article; else the only one with a
    similar name, and ``note`` is called. ``None`` if the column is not clear."""
    likely = [name for name in columns if name.lower() in TEXT_NAMES]
    if not likely:
        likely = [name for name in columns if name.lower().translate(PARTING) in WHOLE_NAMES]
        if len(likely) == 1:
            note(f"the text is taken from `{likely[0]}`")
    return likely[0] if len(likely) == 1 else None


def text_key(entry: Mapping[str, Any], remark: Callable[[str], None]) -> str:
    """Return the key of a JSON object's text: ``text``, else the only other one that
    :func:`text_column` would take."""
    if "text" in entry:
        return "text"
    likely = [name for name in TEXT_NAMES if name in entry]
    if len(likely) == 1:
        return likely[0]
    return "text" if likely else text_column([*entry], remark) or "text"


def text_where_blank(entry: Mapping[str, Any], name: str, remark: Callable[[str], None]) -> str:
    """Return the key ``name``, or if its value is blank the only other key that holds a text."""
    if not _is_blank(entry.get(name)):
        return name
    full = [key for key in _others(entry, name) if not _is_blank(entry[key])]
    if len(full) != 1:
        return name
    remark(f"the text is taken from `{full[0]}` where `{name}` is blank")
    return full[0]


def other_texts(entry: Mapping[str, Any], name: str, remark: Callable[[str], None]) -> None:
    """Remark on a different text under another key than ``name``."""
    words = _words(entry.get(name))
    if not words:
        return
    for key in _others(entry, name):
        other = _words(entry[key])
        if other and other != words:
            what = "a longer" if len(other) > len(words) else "another"
            remark(
                f"`{key}` holds {what} text than `{name}`, which is taken; --text-column {key} "
                "would take that one"
            )


def _others(entry: Mapping[str, Any], name: str) -> Iterable[str]:
    for key in entry:
        plain = str(key).lower().translate(PARTING)
        if key != name and (plain in TEXT_NAMES or plain in WHOLE_NAMES):
            yield key


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _words(value: object) -> str | None:
    """Return a text's letters and digits, for comparison; ``None`` for a value that is no text or a
    whole page."""
    if not isinstance(value, str) or is_page(value):
        return None
    plain = text_of_fragment(value) if is_fragment(value) else value
    return "".join(filter(str.isalnum, plain))
