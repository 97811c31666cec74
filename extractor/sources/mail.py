"""Reads e-mail: the text of a message (.eml) or of each in a mailbox (.mbox), as an article."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.errors import (
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
from email.message import EmailMessage
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.errors import ArticleError
from extractor.sources.attachments import DEEPEST, Attachment, mails_of
from extractor.sources.digests import Digest, digest_of, several_links
from extractor.sources.fragments import text_of_fragment
from extractor.sources.pages.encoding import decode_page
from extractor.sources.struck_words import STRUCK_LEFT_OUT, without_struck
from extractor.sources.text import decode
from extractor.text.article import Article
from extractor.text.printable import one_line, plural

if TYPE_CHECKING:
    from datetime import date

__all__ = ["looks_like_mail", "read_mail"]

# Headers that no article begins with; one might begin with "From:" or "Date:".
HEADERS = (
    *(b"return-path", b"received", b"delivered-to", b"mime-version", b"message-id", b"x-"),
    *(b"dkim-signature", b"arc-", b"authentication-results"),
)
FORWARDED = frozenset(["fw", "fwd", "wg", "tr", "rv", "enc", "doorst", "vs", "пересл", "转发"])
"""Prefixes of the subject of a forwarded message, before the colon."""
PASSED_ON = (
    *("forwarded", "original", "weitergeleitet", "transfér", "transfer", "reenviado", "encaminhad"),
    *("inoltrat", "пересыл", "transmis"),
)
"""Words between dashes on the line above a forwarded message."""
LONGEST_MARK = 120  # characters of such a line
STUB = 0.5  # a plain part with a smaller share of the HTML part's letters only points to it
MOST_QUOTED = 0.5  # share of a message's letters; with more quoted, the words are another's
PGP = "-----BEGIN PGP MESSAGE-----"
OPAQUE = ("application/pkcs7-mime", "application/x-pkcs7-mime")
BASE64 = f"{ascii_letters}{digits}+/".encode()
BROKEN_BASE64 = (
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
MOST_NAMED = 5  # attachments listed in a note


def looks_like_mail(head: bytes) -> bool:
    """Return whether a stream with these first bytes is a message or a mailbox."""
    first, _, others = head.lstrip().partition(b"\n")
    line = others if first.startswith(b"From ") else first  # a mailbox
    name, colon, _ = line.lower().partition(b": ")
    return bool(colon) and name.startswith(HEADERS) and not name.strip().count(b" ")


def read_mail(
    stream: BinaryIO,
    *,
    name: str,
    published: date | None = None,
    publisher: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Article | ArticleError]:
    """Yield the article of a message, or those of a mailbox in order.

    The text is the plain part, or the words of the HTML part if the plain one only points to it.
    The day is the one on which the message was sent, by its own clock; for a forwarded message it
    is unknown. The sender is the publisher only for a newsletter or a list. Attachments are never
    read into memory; ``note`` names them. Attached messages, and those of a digest, are articles
    too. A message without text is an error. A newsletter whose stories are clear
    (:mod:`~extractor.sources.digests`) gives an article for each story.
    """
    for number, (data, attached) in enumerate(mails_of(stream, name=name), start=1):
        where = name if number == 1 else f"{name}, message {number}"
        try:
            yield from _articles(data, attached, where, published, publisher, note)
        except ArticleError as error:
            yield error


def _articles(
    data: bytes,
    attached: list[Attachment],
    where: str,
    published: date | None,
    publisher: str | None,
    note: Callable[[str], None],
) -> list[Article | ArticleError]:
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.default)
    if not message.keys():
        raise ArticleError("no e-mail: it does not begin with headers", where=where)
    listed = one_line(", ".join(map(str, attached[:MOST_NAMED])))
    if len(attached) > MOST_NAMED:
        listed += f" and {len(attached) - MOST_NAMED} more"
    given = _Given(published, publisher, note, listed)
    found = list(_of_message(message, where, given))
    if listed:
        note(f"{where}: attachments not read: {listed}")
    return found


@dataclass(frozen=True)
class _Given:
    """What is known about a message from outside it; ``listed`` are its attachments."""

    published: date | None
    publisher: str | None
    note: Callable[[str], None]
    listed: str


def _of_message(
    message: EmailMessage, where: str, given: _Given, depth: int = 0
) -> Iterator[Article | ArticleError]:
    """Yield the article of a message, or its stories, then the articles of attached messages. A
    message that only holds another is read as that one."""
    if depth > DEEPEST:
        raise ArticleError(f"messages within messages, more than {DEEPEST} deep", where=where)
    _refuse_encrypted(message, where)
    text = _text(message, where, given.note)
    inner = _attached_messages(message)
    if not text and len(inner) == 1:
        yield from _of_message(inner[0], where, given, depth + 1)
        return
    if PGP in text[:2000]:
        raise ArticleError("encrypted (PGP); decrypt it first", where=where)
    if not text and not inner:
        attached = given.listed
        beside = f"; attached, to be saved and read by themselves: {attached}" if attached else ""
        raise ArticleError(f"no text in this message{beside}", where=where)
    if text:
        yield from _own_articles(message, text, where, given)
    if inner:
        many = plural(len(inner), "message")
        given.note(f"{where}: {many} attached to it, read as articles of their own")
    for number, one in enumerate(inner, start=1):
        try:
            yield from _of_message(one, f"{where}, attached {number}", given, depth + 1)
        except ArticleError as error:
            yield error


def _own_articles(message: EmailMessage, text: str, where: str, given: _Given) -> list[Article]:
    sender = _header(message, "From")
    day = _day(message, text, where, given.published, given.note)
    whole = Article(
        text,
        id=(_header(message, "Message-ID") or "").strip("<> ") or None,
        title=_header(message, "Subject"),
        published=day or given.published,
        publisher=_list_sender(message) or given.publisher,
        extra={"file": where, **({"from": sender} if sender else {})},
    )
    return _stories(message, whole, where, given.note)


def _stories(
    message: EmailMessage, whole: Article, where: str, note: Callable[[str], None]
) -> list[Article]:
    """Return the stories of a newsletter, each as an article; ``[whole]`` for any other message."""
    if not _is_listed(message):
        return [whole]
    marked = _part(message, "html")
    found = digest_of(_page(marked, where, lambda _: None)) if marked else Digest([], False, 0)
    if not found.plain:
        if found.stories or several_links(whole.text):
            note(f"{where}: a newsletter that may hold several stories; read as one article")
        return [whole]
    many = len(found.stories)
    left = f"; {found.around:,} letters around them left out" if found.around else ""
    stories = "1 story" if many == 1 else f"{many:,} stories"
    note(f"{where}: a newsletter of {stories}, each an article as far as it is told{left}")
    if found.bare:
        named = ", ".join(repr(title[:60]) for title in found.bare[:MOST_NAMED])
        unnamed = len(found.bare) - MOST_NAMED
        others = f" and {unnamed:,} more" if unnamed > 0 else ""
        note(f"{where}: headlines without a text, which are not read: {named}{others}")
    return [
        replace(
            whole,
            text=story.text,
            id=f"{whole.id}#{number}" if whole.id else None,
            title=story.title,
            url=story.url if story.url.startswith("http") else None,
            publisher=story.publisher or whole.publisher,
            extra={**whole.extra, "file": f"{where}, story {number}", "newsletter": whole.title},
        )
        for number, story in enumerate(found.stories, start=1)
    ]


def _refuse_encrypted(message: EmailMessage, where: str) -> None:
    kind = message.get_content_type()
    if kind == "multipart/encrypted":
        raise ArticleError("encrypted (PGP); decrypt it first", where=where)
    if kind in OPAQUE:
        signed = "signed" in str(message.get_param("smime-type", "")).lower()
        how = "signed so that its text is enclosed" if signed else "encrypted"
        raise ArticleError(f"{how} (S/MIME); save its text by itself", where=where)


def _text(message: EmailMessage, where: str, note: Callable[[str], None]) -> str:
    """Return the text of the message itself, without attached messages."""
    plain, marked = (_part(message, kind) for kind in ("plain", "html"))
    text = "" if plain is None else _plain_text(plain, where, note)
    if marked is None:
        return text
    html = _html_text(marked, where, note)
    return text if _letters(text) >= STUB * _letters(html) and text else html


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    try:
        found = message.get_body(preferencelist=(kind,))
    except (AttributeError, KeyError, ValueError):  # a structure that email does not expect
        return None
    return found if isinstance(found, EmailMessage) else None


def _plain_text(part: EmailMessage, where: str, note: Callable[[str], None]) -> str:
    data = _bytes(part, where, note)
    if not data.strip():
        return ""
    charset = part.get_content_charset()
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        decoded = decode(data, where=where)
        if decoded.note:
            note(decoded.note)
        text = decoded.text
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, joined=str(part.get_param("delsp", "")).lower() == "yes")
    return text.strip()


def _html_text(part: EmailMessage, where: str, note: Callable[[str], None]) -> str:
    return text_of_fragment(_page(part, where, note))


def _page(part: EmailMessage, where: str, note: Callable[[str], None]) -> str:
    data = _bytes(part, where, note)
    if not data.strip():
        return ""
    page = decode_page(data, where=where, charset=part.get_content_charset(), note=note)
    page, struck = without_struck(page)
    if struck:
        note(f"{where}: {STRUCK_LEFT_OUT}")
    return page


def _bytes(part: EmailMessage, where: str, note: Callable[[str], None]) -> bytes:
    payload = part.get_payload(decode=True)
    if any(isinstance(defect, BROKEN_BASE64) for defect in part.defects):
        note(
            f"{where}: its text is written in base64 that is damaged or cut off: words may be "
            "missing or wrong; save the message again"
        )
    if not isinstance(payload, bytes):
        return b""
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        # email returns it undecoded if its last group of four has a single letter: drop that.
        return b64decode(bytes(filter(BASE64.__contains__, payload))[:-1])
    return payload


def _unflowed(text: str, *, joined: bool) -> str:
    """Return the paragraphs of ``format=flowed`` text (RFC 3676): a space at a line's end continues
    the line, except in quotes and at the signature mark."""
    lines: list[str] = []
    flowing = False
    for line in text.split("\n"):
        body = line[1:] if line.startswith(" ") else line
        if flowing and not body.startswith(">"):
            lines[-1] = (lines[-1][:-1] if joined else lines[-1]) + body
        else:
            lines.append(body)
        flowing = body.endswith(" ") and body != "-- " and not body.startswith(">")
    return "\n".join(lines)


def _attached_messages(message: EmailMessage) -> list[EmailMessage]:
    """Return the messages attached to a message or contained in a digest, but not those inside
    them."""
    found: list[EmailMessage] = []
    parts: list[Any] = [message]
    while parts:
        part = parts.pop()
        payload = part.get_payload() if part.is_multipart() else []
        inside = [one for one in payload if isinstance(one, EmailMessage)]
        if part.get_content_type() == "message/rfc822":
            found += [one for one in inside if one.keys()]
        else:
            parts += reversed(inside)
    return found


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message[name]
    except Exception:  # email's own parser fails on the header
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _day(
    message: EmailMessage,
    text: str,
    where: str,
    published: date | None,
    note: Callable[[str], None],
) -> date | None:
    from extractor.sources.dates import published_of

    said = _header(message, "Date")
    if said is None:
        return None
    try:
        day = published_of(said.partition("(")[0], where=where)
    except ArticleError:
        note(f"{where}: its Date {said[:60]!r} is no date")
        return None
    subject = (_header(message, "Subject") or "").replace("：", ":").partition(":")
    if (subject[1] and subject[0].strip().lower() in FORWARDED) or any(
        map(_is_passed_on, text.splitlines())
    ):
        if published is None:
            note(f"{where}: passed on to somebody on {day}; when it was published is not known")
        return None
    quoted = "".join(line for line in text.splitlines() if line.startswith(">"))
    if _letters(quoted) > MOST_QUOTED * _letters(text):
        if published is None:
            note(f"{where}: an answer of {day} that quotes another message; whose day is not known")
        return None
    return day


def _is_passed_on(line: str) -> bool:
    """Return whether this is the line above a forwarded message."""
    words = line.lower().lstrip("> \t")
    if words.startswith("begin forwarded message:"):
        return True
    if not words.startswith(("---", "___")) or len(words) > LONGEST_MARK:
        return False
    return any(word in words for word in PASSED_ON)


def _list_sender(message: EmailMessage) -> str | None:
    """Return the sender's name of a newsletter or list, as given beside the address."""
    if not _is_listed(message):
        return None
    from email.utils import parseaddr

    return parseaddr(_header(message, "From") or "")[0] or None


def _is_listed(message: EmailMessage) -> bool:
    return bool(_header(message, "List-Id") or _header(message, "List-Unsubscribe"))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
