"""Splits newsletters with several stories: each headline that is a link, with the text below it.

Only clear cases are split: HTML blocks that are nothing but a link, or headings that are, each with
its own address and each followed by text. Subheadings of a single article are not links. If the
message marks its stories itself (schema.org's ``Article``, as in Google Alerts), these are used,
however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from extractor.sources.fragments import BLOCKS, CELLS, SPACES, UNSEEN, tidied
from extractor.sources.pages.phrases import phrases_like
from extractor.sources.pages.written import folded
from extractor.text.sentences import ends_sentence

__all__ = ["Digest", "Story", "digest_of", "several_links"]

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
FEWEST = 3  # stories; two may be an article and another it links to
FEWEST_WORDS = 4  # words of a headline that is not a heading; "Read more" has fewer
LONGEST_LABEL = 40  # characters
LONGEST_HEADLINE = 250  # characters
SOON = 40  # characters from a word to the end of its second word
SIGNS = str.maketrans("-_.", "   ")
LEAST_TEXT = 60  # letters below a headline, links not counted
FOOTER = (
    *("unsubscrib", "opt out", "optout", "list manage", "abmelden", "abbestellen", "désabonn"),
    *("desabonn", "désinscri", "desinscri", "darse de baja", "disiscri", "отпис", "відпис"),
    *("إلغاء الاشتراك", "afmelden"),
)
FOOTER_PAIRS = (
    ("manage", "preferences"),
    ("cancelar", "suscripci"),
    ("cancelar", "subscri"),
    ("cancelar", "inscri"),
)
"""Words at the end of a newsletter, about how to unsubscribe. Of a pair, the second word must
follow closely after the first."""


class Story(NamedTuple):
    """One story of a newsletter."""

    title: str
    url: str
    text: str
    publisher: str = ""


class Digest(NamedTuple):
    """The content of a newsletter: its stories, and whether they are clearly all of it. ``around``
    is the number of letters outside the stories, ``bare`` the headlines of stories without text."""

    stories: list[Story]
    plain: bool
    around: int
    bare: tuple[str, ...] = ()


@dataclass
class _Block:
    """A line or paragraph: its words, how many of its letters are links, and their addresses."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    links: list[str] = field(default_factory=list)
    heading: bool = False
    marked: bool = False  # marked as a story's headline
    publisher: bool = False  # the publisher of the marked story

    @property
    def text(self) -> str:
        lines = "".join(self.words).split("\n")
        return "\n".join(line for each in lines if (line := " ".join(each.split())))

    @property
    def letters(self) -> int:
        return _letters("".join(self.words))

    @property
    def is_link(self) -> bool:
        return 0 < self.letters == self.linked and len(set(self.links)) == 1

    @property
    def is_headline(self) -> bool:
        enough = self.heading or self.marked or len(self.text.split()) >= FEWEST_WORDS
        return self.is_link and enough and len(self.text) <= LONGEST_HEADLINE


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self._block = _Block()
        self._unseen = 0
        self._link = ""
        self._heading = False
        self._story = False  # inside a marked story, before its headline

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
            return
        said = dict(attrs)
        if "itemtype" in said:
            self._story = self._story or (said["itemtype"] or "").rstrip("/").endswith("Article")
        if said.get("itemprop") == "publisher":
            self.end()
            self._block.publisher = True
        if tag == "br":
            self._block.words.append("\n")
        elif tag == "a":
            self._link = (said.get("href") or "").strip()
        elif tag in BLOCKS or tag in CELLS:
            if not self._block.publisher or self._block.text:
                self.end()
            self._heading = self._heading or tag in HEADINGS
            self._block.heading = self._heading

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in UNSEEN and tag != "a":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "a":
            self._link = ""
        elif tag in BLOCKS or tag in CELLS:
            self.end()
            if tag in HEADINGS:
                self._heading = False
            self._block.heading = self._heading

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        self._block.words.append(SPACES.sub(" ", data))
        if self._link and (letters := _letters(data)):
            self._block.linked += letters
            self._block.links.append(self._link)
            if self._story:
                self._block.marked, self._story = True, False

    def end(self) -> None:
        if self._block.text:
            self.blocks.append(self._block)
        self._block = _Block()


def digest_of(html: str) -> Digest:
    """Return the stories of a newsletter's HTML; none if it has fewer than three."""
    reader = _Blocks()
    reader.feed(tidied(html))
    reader.close()
    reader.end()
    before, found = _parted(reader.blocks)
    marked = any(head.marked for head, _ in found)
    fewest, least = (1, 1) if marked else (FEWEST, LEAST_TEXT)
    full = [n for n, (_, below) in enumerate(found) if _unlinked_letters(below) >= least]
    if full:
        kept = found[-1][1]
        ends = (n for n, each in enumerate(kept) if _is_footer(each))
        del kept[next(ends, len(kept)) :]
        full = [n for n in full if _unlinked_letters(found[n][1]) >= least]
    addresses = {found[n][0].links[0] for n in full}
    if len(full) < fewest or len(addresses) < len(full):
        return Digest([], False, 0)
    stories, bare = [], []
    for number, (head, below) in enumerate(found):
        story = _story(head, below)
        if number in full:
            stories.append(story)
        elif head.links[0] in addresses or _is_footer(head):
            continue
        elif story.text and (full[0] < number < full[-1] or ends_sentence(story.text)):
            if number > full[0] or head.heading:  # too short to be read without its headline
                stories.append(story._replace(text=f"{story.title}\n\n{story.text}"))
        elif number > full[0]:
            bare.append(story.title)
    longest = max(_letters(story.text) for story in stories)
    total = sum(block.letters for block in reader.blocks)
    kept_letters = sum(_letters(story.title) + _letters(story.text) for story in stories)
    around = max(0, total - kept_letters)
    plain = marked or sum(block.letters for block in before) <= longest
    return Digest(stories, plain, around, tuple(bare))


def _parted(blocks: list[_Block]) -> tuple[list[_Block], list[tuple[_Block, list[_Block]]]]:
    """Return the blocks before the first headline, and each headline with the blocks below it.

    Links to other stories do not start a new story: links below "Read also", and links that are not
    headings if the other headlines are."""
    if any(block.marked for block in blocks):
        starts = [n for n, block in enumerate(blocks) if block.marked and block.is_headline]
        ends = [*starts[1:], len(blocks)]
        pairs = zip(starts, ends, strict=True)
        return blocks[: starts[0] if starts else None], [
            (blocks[start], blocks[start + 1 : end]) for start, end in pairs
        ]
    headings = [n for n, block in enumerate(blocks) if block.is_headline and block.heading]
    last = headings[-1] if len(headings) >= FEWEST else -1
    before: list[_Block] = []
    found: list[tuple[_Block, list[_Block]]] = []
    also = False
    for number, block in enumerate(blocks):
        is_also = bool(phrases_like("words", "read also").match(folded(block.text))) and (
            block.is_link or bool(block.links) or len(block.text) <= LONGEST_LABEL
        )
        part = block.is_headline and not is_also and (block.heading or not also)
        if part and (block.heading or number > last):
            found.append((block, []))
        else:
            (found[-1][1] if found else before).append(block)
        also = is_also or (also and block.is_link)
    return before, found


def several_links(text: str) -> bool:
    """Return whether a plain text has lines that are addresses, as stories of a newsletter end
    with."""
    lines = {line.strip().strip("()<>[]") for line in text.split("\n") if "://" in line}
    return (
        sum(line.startswith(("http://", "https://")) and " " not in line for line in lines)
        >= FEWEST
    )


def _story(head: _Block, below: list[_Block]) -> Story:
    kept = [block for block in below if not block.publisher]
    text = "\n\n".join(block.text for block in kept if block.linked < block.letters)
    publisher = next((block.text for block in below if block.publisher), "")
    return Story(" ".join(head.text.split()), _address(head.links[0]), text, publisher)


def _address(link: str) -> str:
    """Return the address a link leads to; Google's links contain the page's address."""
    parts = urlsplit(link)
    if ".google." in f".{parts.netloc}" and parts.path == "/url":
        return next(iter(parse_qs(parts.query).get("url", [])), link)
    return link


def _unlinked_letters(below: list[_Block]) -> int:
    return sum(block.letters - block.linked for block in below if not block.publisher)


def _is_footer(block: _Block) -> bool:
    said = " ".join((block.text, *block.links)).lower().translate(SIGNS)
    if any(words in said for words in FOOTER):
        return True
    return any(
        second in said[at : at + SOON]
        for first, second in FOOTER_PAIRS
        if (at := said.find(first)) >= 0
    )


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
