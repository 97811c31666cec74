"""Reads Telegram Desktop's HTML export of a chat or channel (``messages.html``)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from extractor.errors import ArticleError
from extractor.sources.fragments import SPACES, tidied
from extractor.sources.messengers.counting import Counted
from extractor.text.article import Article

__all__ = ["is_telegram_page", "messages_of_page"]

PAGE = ('class="page_body chat_page"', "class='page_body chat_page'")


def is_telegram_page(page: str) -> bool:
    """Return whether a page is a Telegram export."""
    return any(mark in page for mark in PAGE)


def messages_of_page(
    page: str,
    *,
    where: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> list[Article]:
    """Return the messages with text, each as an article of its own day. The publisher is the
    writer, in a channel the channel. Raises :class:`ArticleError` if no message has text."""
    reader = _Reader()
    reader.feed(tidied(page))
    reader.close()
    counted = Counted()
    found = []
    for message in reader.messages:
        text = message.text()
        if not text:
            counted.without += 1
            continue
        counted.articles += 1
        counted.passed_on += message.passed_on
        found.append(
            Article(
                text,
                published=message.day or published,
                publisher=message.name or publisher,
                extra={"file": f"{where}, {message.id}"},
            )
        )
    if not found:
        raise ArticleError("an export of Telegram without a message that has a text", where=where)
    counted.tell("an export of Telegram", where, note)
    return found


@dataclass
class _Message:
    id: str
    name: str = ""
    day: date | None = None
    passed_on: bool = False
    words: list[str] = field(default_factory=list)

    def text(self) -> str:
        lines = "".join(self.words).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.messages: list[_Message] = []
        self._open: list[str] = []  # the content of each open div
        self._name: list[str] = []
        self._last = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "br" and self._holds("text") and self.messages:
            self.messages[-1].words.append("\n")
        if tag != "div":
            return
        classes = (said.get("class") or "").split()
        kind = ""
        if "message" in classes:
            kind = "message" if "service" not in classes else "service"
            if kind == "message":
                name = self._last if "joined" in classes else ""
                self.messages.append(_Message(said.get("id") or "message", name))
        elif self._holds("message") and self.messages:
            kind = self._part(classes, said)
        self._open.append(kind)

    def _part(self, classes: list[str], said: dict[str, str | None]) -> str:
        message = self.messages[-1]
        if "date" in classes:
            with suppress(ValueError):  # not a calendar day
                day, month, year = map(int, (said.get("title") or "").split(" ")[0].split("."))
                message.day = message.day or date(year, month, day)
        elif "forwarded" in classes:
            message.passed_on = True
        elif "from_name" in classes:
            self._name = []
            return "name"
        elif "text" in classes and not self._holds("reply"):
            return "text"
        elif "reply_to" in classes:
            return "reply"
        return ""

    def handle_endtag(self, tag: str) -> None:
        if tag != "div" or not self._open:
            return
        if self._open.pop() == "name" and self.messages:
            message = self.messages[-1]
            name = " ".join("".join(self._name).split())
            # In a forwarded message the second name is its writer's.
            if not message.passed_on:
                self._last = name
            message.name = name or message.name

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "name":
            self._name.append(data)
        elif self._holds("text") and self.messages:
            self.messages[-1].words.append(SPACES.sub(" ", data))

    def _holds(self, kind: str) -> bool:
        return kind in self._open
