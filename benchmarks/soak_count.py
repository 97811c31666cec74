"""Checks that everything adds up after the soak test of :mod:`benchmarks.soak`: counts the files
it left and compares them with the plan and with what the server gave out."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from benchmarks.soak_plan import FAULTS, NONE, UNREADABLE, Asked, Plan, Tokens
from extractor.batch.entries import Entry, Share, entry_of, head_of
from extractor.batch.keys import text_key

SHOWN = 5


@dataclass
class Found:
    """The faults found, and figures to print."""

    wrong: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)

    def same(self, what: str, is_so: object, should: object) -> None:
        """Report a fault if two values are not equal."""
        if is_so != should:
            self.wrong.append(f"{what}: {is_so}, not {should}")

    def none(self, what: str, names: list[str]) -> None:
        """Report a fault if there are any such names."""
        if names:
            self.wrong.append(f"{what}: {len(names)}, such as {', '.join(names[:SHOWN])}")


@dataclass(frozen=True)
class Left:
    """The files of a finished soak test."""

    events: Path
    journal: Path
    errors: Path


def lines_of(journal: Path) -> Iterator[Entry]:
    """Yield all entries of a journal, up to a line cut off by a kill."""
    with journal.open("rb") as lines:
        next(lines, b"")
        for row in lines:
            entry = entry_of(row)
            if entry is None:
                return
            yield entry


def entries_of(journal: Path) -> Iterator[Entry]:
    """Yield the entries of articles that are done."""
    return (entry for entry in lines_of(journal) if entry.share is not Share.SPENT)


def count(left: Left, plan: Plan, asked: dict[str, list[Asked]], killed: dict[int, int]) -> Found:
    """Run all checks of this module. ``killed``: for each killed run, by its number, the most
    articles that can have been in progress."""
    found = Found()
    journal = read_journal(left, plan, found)
    count_records(left.events, plan, found)
    failed = count_failures(left.errors, plan, found)
    count_tokens(plan, asked, {**journal, **failed}, found)
    count_spent(left.journal, plan, failed, found)
    count_asked(plan, asked, killed, found)
    return found


def read_journal(left: Left, plan: Plan, found: Found) -> dict[int, Tokens]:
    """Check that the journal is consistent and has exactly the articles that could be read.
    Returns the tokens of each."""
    with left.journal.open("rb") as lines:
        rows = sum(1 for _ in lines) - 1  # without its header
    numbers = keys_of(left.journal, plan, plan.is_read)
    tokens: dict[int, Tokens] = {}
    at = read = 0
    with left.events.open("rb") as events:
        for entry in entries_of(left.journal):
            data = events.read(entry.end - at)
            at, read = entry.end, read + 1
            number = numbers.get(entry.key, -1)
            name = f"line {read + 1} of the journal (a{number})"
            found.same(f"{name}, whole", entry.share.value, "whole")
            found.same(f"{name}, CRC of its events", zlib.crc32(data), entry.crc)
            found.same(f"{name}, its events", data.count(b"\n"), entry.events)
            if number < 0 or number in tokens:
                found.wrong.append(f"{name}: of no article, or there twice")
            else:
                found.same(f"{name}, planned events", entry.events, plan.events(number))
            spent = entry.tokens
            tokens[number] = (spent.prompt, spent.cached, spent.completion)
    found.same("sound lines of the journal", sum(1 for _ in lines_of(left.journal)), rows)
    found.same("where the journal's events end", at, left.events.stat().st_size)
    missing = sorted(set(numbers.values()) - set(tokens))
    found.none("articles that are not in the journal", [f"a{n}" for n in missing])
    found.figures.append(
        f"journal: {read:,} articles, each once, its sums and ends as they should be"
    )
    return tokens


def keys_of(journal: Path, plan: Plan, which: Callable[[int], bool]) -> dict[bytes, int]:
    """The numbers of articles by their keys in the journal."""
    with journal.open("rb") as lines:
        head = head_of(next(lines))
    assert head, "the journal has no head"
    numbers = {}
    for number in filter(which, range(plan.articles)):
        text = plan.entry(number).get("text")
        if isinstance(text, str):
            digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            numbers[text_key(digest, head.settings)] = number
    return numbers


def count_spent(journal: Path, plan: Plan, failed: dict[int, Tokens], found: Found) -> None:
    """Check that the last cost the journal has for a failed article is that of the last run."""
    numbers = keys_of(journal, plan, lambda number: number in failed)
    last: dict[int, Tokens] = {}
    lines = tokens = 0
    for entry in lines_of(journal):
        if entry.share is Share.SPENT:
            spent = entry.tokens
            lines, tokens = lines + 1, tokens + spent.prompt + spent.completion
            if entry.key in numbers:
                last[numbers[entry.key]] = (spent.prompt, spent.cached, spent.completion)
    paid = {number: tokens for number, tokens in failed.items() if tokens[0] + tokens[2]}
    other = [
        f"a{n} ({last.get(n)}, not {paid.get(n)})" for n in failed if last.get(n) != paid.get(n)
    ]
    found.none("failures whose cost is not in the journal", other)
    found.figures.append(f"spent on what failed, in all runs: {lines:,} times, {tokens:,} tokens")


def count_records(events: Path, plan: Plan, found: Found) -> None:
    """Check that each article is in the output once per event and that no record is repeated."""
    told: Counter[str] = Counter()
    ids = set()
    lines = 0
    with events.open(encoding="utf-8") as rows:
        for row in rows:
            record = json.loads(row)
            told[record["source"]["article_id"]] += 1
            ids.add(record["id"])
            lines += 1
    found.same("different ids of records", len(ids), lines)
    other = [
        f"a{n} ({told[f'a{n}']})"
        for n in range(plan.articles)
        if told.pop(f"a{n}", 0) != plan.events(n)
    ]
    found.none("articles with more or fewer records than they have events", other)
    found.none("records of no such article", list(told))
    found.figures.append(f"output: {lines:,} records, each once")


def count_failures(errors: Path, plan: Plan, found: Found) -> dict[int, Tokens]:
    """Check that exactly the articles that cannot be read are among the failures, each once.

    Returns the tokens of each failed article. One that no source could read is named by its line
    number.
    """
    tokens: dict[int, Tokens] = {}
    again = []
    with errors.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            name = row["article_id"]
            number = int(name.rpartition(":")[2]) - 1 if row["article"] is None else int(name[1:])
            if number in tokens:
                again.append(name)
            spent = row["tokens"]
            tokens[number] = (spent["prompt"], spent["cached"], spent["completion"])
    should = set(filter(plan.fails, range(plan.articles)))
    found.none("failures that are listed twice", again)
    found.none("failures that are not listed", [f"a{n}" for n in sorted(should - set(tokens))])
    found.none("listed without having failed", [f"a{n}" for n in sorted(set(tokens) - should)])
    unread = sum(plan.odd.get(n) in UNREADABLE for n in tokens)
    found.figures.append(
        f"failures: {len(tokens):,}, each once: {unread:,} lines that no source can read, "
        f"{len(tokens) - unread:,} articles that the server never answers"
    )
    return tokens


def count_tokens(
    plan: Plan, asked: dict[str, list[Asked]], charged: dict[int, Tokens], found: Found
) -> None:
    """Check that each article is charged what the server gave out for it in the run that finished
    it. It may be more only if a reply gave no token count and was charged by an estimate."""
    exact = estimated = given = over = 0
    other = []
    for number, tokens in charged.items():
        name = f"a{number}"
        rows = asked.get(name, [])
        last = [one for one in rows if one.run == rows[-1].run]
        reported = tuple(map(sum, zip(NONE, *(one.tokens for one in last), strict=True)))
        unsaid = sum(bool(a.fault) and FAULTS[a.fault].charge == "an estimate" for a in last)
        given += reported[0] + reported[2]
        if not unsaid:
            exact += 1
            right = tokens == reported
        else:
            estimated += 1
            over += tokens[0] + tokens[2] - reported[0] - reported[2]
            right = (
                all(a >= b for a, b in zip(tokens, reported, strict=True)) and tokens != reported
            )
        if not right:
            other.append(f"{name} ({tokens}, the server: {reported})")
    found.none("articles with other tokens than the server gave out for them", other)
    found.figures.append(
        f"tokens: {given:,} reported by the server, all charged, {exact:,} articles to the token; "
        f"{over:,} more by our estimate, for {estimated:,} with replies that say nothing"
    )


def count_asked(
    plan: Plan, asked: dict[str, list[Asked]], killed: dict[int, int], found: Found
) -> None:
    """Check that no finished article is requested again, except those in progress at a kill."""
    lost: Counter[int] = Counter()
    wasted = 0
    for name, rows in asked.items():
        if plan.is_read(int(name[1:])):
            sound = [one for one in rows if not one.fault]
            for one in sound[:-1]:
                lost[one.run] += 1
                wasted += one.tokens[0] + one.tokens[2]
    for run, times in sorted(lost.items()):
        if times > killed.get(run, 0):
            found.wrong.append(f"run {run}: {times} sound answers were asked for again")
    found.none(
        "articles that were never to be asked for",
        [n for n in asked if plan.odd.get(int(n[1:])) in ("the same", *UNREADABLE)],
    )
    found.figures.append(
        f"lost at the kills: {sum(lost.values())} answers, {wasted:,} tokens, read again later"
    )
