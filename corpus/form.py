"""Checks the rules that every passage has to follow, besides having readable mark-up."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.cells import cell_fault
from corpus.format import PARAGRAPH, Fault, Mark, Passage
from corpus.labels import KINDS, PARTIES, TOLLS
from corpus.numbers import stands
from corpus.targets import MOST_IN_ARTICLE, MOST_SENTENCES, TARGETS
from corpus.weekdays import ENGLISH, disagrees
from extractor.text.sentences import split_sentences

ARTICLES = "articles"
_EDGES = ",;:،؛，；、。।။።"
_LEFT_OVER = re.compile(rf"\b(?:{'|'.join(k for k in KINDS if len(k) > 2)})S?\d+\b")


def form_faults(passages: Iterable[Passage]) -> list[Fault]:
    """All faults within and between ``passages``, in the order of the files."""
    faults: list[Fault] = []
    first: dict[str, Passage] = {}
    before: Passage | None = None
    for passage in passages:
        found = [*_of_one(passage)]
        if passage.id in first:
            other = first[passage.id]
            found.append((passage.line, f"also at {other.file}:{other.line}; give it another id"))
        elif before and before.file == passage.file and passage.number < before.number:
            found.append((passage.line, f"stands after {before.id}; put the ids in order"))
        first.setdefault(passage.id, passage)
        before = passage
        faults += [Fault(passage.file, line, f"{passage.id}: {what}") for line, what in found]
    return sorted(set(faults))


def _of_one(passage: Passage) -> Iterator[tuple[int, str]]:
    wrong = cell_fault(passage.cell)
    if wrong:
        yield passage.line, wrong
    yield from _language(passage)
    yield from _text(passage)
    for rule in (_events, _statements, _tellers, _days, _counts, _edges, _doubled):
        yield from rule(passage)


def _language(passage: Passage) -> Iterator[tuple[int, str]]:
    folder = Path(passage.file).parent.name
    if folder in TARGETS and folder != passage.language:
        yield passage.line, f"in the folder {folder}; move it to {passage.language}, or mend the id"


def _text(passage: Passage) -> Iterator[tuple[int, str]]:
    count = sum(1 for _ in split_sentences(passage.text))
    most = MOST_IN_ARTICLE if ARTICLES in Path(passage.file).parts else MOST_SENTENCES
    if count > most:
        yield passage.line, f"{count} sentences; a passage has at most {most}, split it"
    if "  " in passage.text:
        at = passage.text.index("  ")
        around = passage.text[max(0, at - 15) : at + 15]
        yield passage.line, f"two blanks together in {around!r}; leave one"
    odd = {c for c in passage.text.replace(PARAGRAPH, "") if unicodedata.category(c) in _ODD}
    odd |= {"\ufffd"} & set(passage.text)
    if odd:
        names = ", ".join(f"U+{ord(char):04X}" for char in sorted(odd))
        yield passage.line, f"characters that no text has ({names}); write the right ones"
    left = _LEFT_OVER.search(passage.text)
    if left:
        yield passage.line, f"a label outside a mark, {left[0]!r}; write [words|{left[0]}]"


_ODD = {"Cc", "Co", "Cn", "Cs"}


def _events(passage: Passage) -> Iterator[tuple[int, str]]:
    types: Counter[int] = Counter()
    known = {mark.label.event for mark in passage.spans if mark.label.kind == "E"}
    for mark in passage.spans:
        label = mark.label
        if label.kind == "E" and label.event is not None and label.type is not None:
            types[label.event] += 1
            if types[label.event] == 2:
                what = f"E{label.event} has its type twice; write E{label.event} the second time"
                yield mark.line, what
        if label.event is not None and label.event not in known:
            yield mark.line, f"{_shown(mark)}: no event E{label.event}; mark its words, or mend it"
        for event in label.about:
            if event not in known:
                yield mark.line, f"{_shown(mark)}: no event E{event}; mark its words, or mend it"
    for mark in passage.spans:
        if mark.label.kind == "E" and mark.label.event not in types:
            name = f"E{mark.label.event}"
            yield mark.line, f"{_shown(mark)}: {name} has no type; write {name}:TYPE once"
    numbers = sorted(event for event in known if event is not None)
    yield from _gaps(passage, "events", "E", numbers)


def _gaps(
    passage: Passage, what: str, letter: str, numbers: list[int]
) -> Iterator[tuple[int, str]]:
    if numbers != [*range(1, len(numbers) + 1)]:
        have = ", ".join(f"{letter}{number}" for number in numbers)
        yield passage.line, f"{what} {have}; number them from 1 without gaps"


def _statements(passage: Passage) -> Iterator[tuple[int, str]]:
    made: Counter[int] = Counter()
    for mark in passage.spans:
        if mark.label.kind == "S" and mark.label.statement is not None:
            made[mark.label.statement] += 1
            if made[mark.label.statement] == 2:
                number = mark.label.statement
                what = f"S{number} stands twice; mark the words that tell most, or number it anew"
                yield mark.line, what
            if len(set(mark.label.about)) != len(mark.label.about):
                yield mark.line, f"{_shown(mark)}: an event named twice; name it once"
    for mark in passage.spans:
        if mark.label.kind in PARTIES and mark.label.statement not in made:
            number = mark.label.statement or 0
            what = f"{_shown(mark)}: no statement S{number}; mark the words that make it"
            yield mark.line, what
    yield from _gaps(passage, "statements", "S", sorted(made))


def _tellers(passage: Passage) -> Iterator[tuple[int, str]]:
    tellers = {mark.label.teller for mark in passage.spans if mark.label.kind == "teller"}
    used = {mark.label.teller for mark in passage.spans if mark.label.kind in TOLLS}
    for mark in passage.spans:
        teller = mark.label.teller
        if mark.label.kind in TOLLS and teller and teller not in tellers:
            yield mark.line, f"{_shown(mark)}: no teller{teller}; mark who counts, or leave @ out"
        if mark.label.kind == "teller" and teller not in used:
            yield mark.line, f"{_shown(mark)} tells no count; write @{teller} behind one"


def _days(passage: Passage) -> Iterator[tuple[int, str]]:
    for mark in passage.spans:
        if mark.label.last is not None and mark.label.last > passage.published:
            what = f"{_shown(mark)} is after the day of publication, {passage.published}"
            yield mark.line, what + "; mend one of them"
        first, last = mark.label.first, mark.label.last
        if first and last and disagrees(mark.text, passage.language, first, last):
            what = f"{_shown(mark)}: {first} is a {ENGLISH[first.weekday()]}"
            yield mark.line, what + "; mend the day or the word"


def _counts(passage: Passage) -> Iterator[tuple[int, str]]:
    for mark in passage.spans:
        if mark.label.count is not None and not stands(mark.label.count, mark.text):
            what = f"{_shown(mark)}: {mark.label.count} does not stand in the words"
            yield mark.line, what + "; mend the number, or mark its own words"


def _edges(passage: Passage) -> Iterator[tuple[int, str]]:
    for mark in passage.spans:
        if mark.text[:1] in _EDGES or mark.text[-1:] in _EDGES:
            yield mark.line, f"{_shown(mark)}: punctuation at the edge; put it outside the brackets"
        if PARAGRAPH in mark.text:
            yield mark.line, f"{_shown(mark)}: goes over a paragraph's end; mark within one"


def _doubled(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield a fault for a label that is on the same words twice, or again within them."""
    open_marks: list[Mark] = []
    for mark in passage.spans:
        open_marks = [one for one in open_marks if one.end > mark.start]
        if any(_same(one, mark) for one in open_marks):
            yield mark.line, f"{_shown(mark)}: within the same label; mark the whole phrase only"
        open_marks.append(mark)


def _same(one: Mark, other: Mark) -> bool:
    """Whether both labels are the same. A toll may contain another with a lower number, which is
    part of it."""
    mine, its = one.label, other.label
    if mine.kind in TOLLS and (one.start, one.end) != (other.start, other.end):
        return mine == its
    key = (mine.kind, mine.event, mine.statement, mine.teller if mine.kind == "teller" else "")
    return key == (its.kind, its.event, its.statement, its.teller if its.kind == "teller" else "")


def _shown(mark: Mark) -> str:
    """A mark for a message, with long text cut."""
    words = mark.text if len(mark.text) <= 40 else mark.text[:37] + "…"
    return f"[{words}|{mark.label}]"
