"""Reads Telegram Desktop's JSON export of a chat or channel (``result.json``)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

from extractor.errors import ArticleError
from extractor.sources.messengers.counting import Counted
from extractor.tables.json_faults import json_fault
from extractor.text.article import Article

__all__ = ["bounded", "is_telegram", "read_telegram", "telegram_in"]

HEAD = 4096
LARGEST = 256 << 20  # bytes, read as a whole
_TYPES = (
    *("public_channel", "private_channel", "public_supergroup", "private_supergroup"),
    *("public_group", "private_group", "personal_chat", "bot_chat", "saved_messages"),
)
SIGNS = tuple(f'"type":"{kind}"'.encode() for kind in _TYPES)
STARTS = (b'{"name":', b'{"type":', b'{"about":')


def is_telegram(head: bytes) -> bool:
    """Return whether a file with these first bytes is a Telegram export, of one chat or of all."""
    begun = b"".join(head.removeprefix(b"\xef\xbb\xbf").split())
    return begun.startswith(STARTS) and any(sign in begun for sign in SIGNS)


def telegram_in(path: str) -> bytes | None:
    """Return the content of a JSON file if it is a Telegram export. Raises :class:`ArticleError` if
    it is too large."""
    with Path(path).open("rb") as file:
        if not is_telegram(file.read(HEAD)):
            return None
        file.seek(0)
        return bounded(file, path)


def bounded(file: IO[bytes], where: str) -> bytes:
    """Return all bytes of an export. Raises :class:`ArticleError` if it is too large."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(f"more than {LARGEST >> 20} MiB; export it in parts", where=where)
    return data


def read_telegram(
    data: bytes,
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | ArticleError]:
    """Yield the messages with text, each as an article of the day in the export (by the clock of
    the computer that wrote it). The publisher is the channel, or the source of a forwarded message.

    Raises :class:`ArticleError` for invalid JSON.
    """
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ArticleError(json_fault(error), where=where) from None
    counted = Counted()
    for chat in _chats(whole):
        name = chat.get("name") if isinstance(chat, dict) else None
        messages = chat.get("messages") if isinstance(chat, dict) else None
        of_channel = isinstance(name, str) and "channel" in str(chat.get("type"))
        for message in messages if isinstance(messages, list) else []:
            text = _text(message.get("text")) if isinstance(message, dict) else ""
            if not text.strip():
                counted.without += 1
                continue
            number = f"{chat.get('id', '')}/{message.get('id', '')}"
            passed_on = message.get("forwarded_from")
            counted.articles += 1
            counted.passed_on += bool(passed_on)
            origin = passed_on or (name if of_channel else None)
            extra = {key: message[key] for key in ("from", "edited") if message.get(key)}
            try:
                yield Article(
                    text,
                    id=f"telegram:{number}",
                    published=_day(message.get("date")) or published,
                    publisher=origin if isinstance(origin, str) else publisher,
                    extra={"file": f"{where}, message {number}", **extra},
                )
            except ArticleError as error:
                yield ArticleError(str(error), where=f"{where}, message {number}")
    counted.tell("an export of Telegram", where, note)


def _chats(whole: Any) -> list[Any]:
    """Return the chats of an export: one or all."""
    if not isinstance(whole, dict) or "messages" in whole:
        return [whole]
    every = whole.get("chats")
    listed = every.get("list") if isinstance(every, dict) else None
    return listed if isinstance(listed, list) else []


def _text(value: Any) -> str:
    """Join plain words and marked-up pieces as they are displayed."""
    if isinstance(value, str):
        return value
    pieces = value if isinstance(value, list) else []
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(word for word in words if isinstance(word, str))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
