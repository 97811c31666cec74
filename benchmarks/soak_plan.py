"""Plans each article of the soak test and how the server of :mod:`benchmarks.soak` answers for it.

Both processes compute the plan from the number of articles and the seed alone.
"""

from __future__ import annotations

import json
import random
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from fault_kit import EVENT, STATEMENT, event_told, line, reference
from scripted_server import (
    Body,
    ScriptedServer,
    Step,
    breaks_off,
    closes,
    hangs,
    raw,
    reply,
    status,
    text,
)

Tokens: TypeAlias = tuple[int, int, int]
"""Prompt, cached and completion tokens, as the server reports them."""
NONE: Tokens = (0, 0, 0)
SECOND = {**event_told(kind="Looting/property destruction"), "number": 2}
READINGS = {
    0: {"events": [], "statements": []},
    1: {"events": [EVENT], "statements": [STATEMENT]},
    2: {"events": [EVENT, SECOND], "statements": [STATEMENT]},
}
"""Number of events in an article → the reply for it."""


@dataclass(frozen=True)
class Fault:
    """A fault of the server. ``share``: in how many articles of a thousand (at least one in all);
    ``most``: the largest number of articles. ``lasting``: the fault occurs on every request, so
    that the article fails; else only on the first. ``charge``: what docs/cost.md promises to charge
    for such a reply."""

    share: float
    step: Callable[[Tokens], Step]
    charge: Literal["nothing", "as reported", "an estimate"]
    lasting: bool = False
    most: int = 1_000_000


def _too_many(wait_s: str) -> Callable[[Tokens], Step]:
    return lambda _: status(429, headers={"Retry-After": wait_s})


def _broken(tokens: Tokens) -> Step:
    return text('{"events": [{"sentences": [1], "words": ', tokens=tokens)


def _full(tokens: Tokens) -> Step:
    return text('{"events": [{"sen', finish_reason="length", tokens=tokens)


def _refused(tokens: Tokens) -> Step:
    said = "I can't help with reports of violence."
    return reply({"role": "assistant", "content": None, "refusal": said}, tokens=tokens)


FAULTS = {
    "429, Retry-After 0.02": Fault(10, _too_many("0.02"), "nothing"),
    "429, Retry-After 1": Fault(0.1, _too_many("1"), "nothing", most=5),
    "500 once": Fault(10, lambda _: status(500), "nothing"),
    "500 always": Fault(2, lambda _: status(500), "nothing", lasting=True),
    "body cut off once": Fault(5, lambda _: breaks_off(), "an estimate"),
    "body cut off always": Fault(1, lambda _: breaks_off(), "an estimate", lasting=True),
    "closed once": Fault(5, lambda _: closes(), "nothing"),
    "closed always": Fault(1, lambda _: closes(), "nothing", lasting=True),
    "invalid JSON once": Fault(10, _broken, "as reported"),
    "invalid JSON always": Fault(2, _broken, "as reported", lasting=True),
    "no JSON at all": Fault(1, lambda _: raw(b"<html>busy</html>"), "an estimate", lasting=True),
    "at its limit once": Fault(5, _full, "as reported"),
    "refusal": Fault(5, _refused, "as reported", lasting=True),
    "hangs": Fault(0.03, lambda _: hangs(), "an estimate", lasting=True),
}
ODD = {
    "empty": 5,
    "broken JSON": 5,
    "not UTF-8": 5,
    "no object": 1,
    "binary text": 2,
    "the same": 20,
}
"""Lines of the input that are not sound articles: how many of each kind in a thousand."""
UNREADABLE = ("empty", "broken JSON", "not UTF-8", "no object")


class Plan:
    """The plan for the lines of the input, by line number from 0."""

    def __init__(self, articles: int, seed: int, *, hanging: bool = True) -> None:
        chance = random.Random(seed)
        numbers = list(range(1, articles))  # article 0 has no fault: it is asked alone
        chance.shuffle(numbers)
        self.articles = articles
        self.fault: dict[int, str] = {}
        self.odd: dict[int, str] = {}
        self.original: dict[int, int] = {}
        """Line with a repeated text → the earlier line with that text."""
        for name, fault in FAULTS.items():
            if name == "hangs" and not hanging:
                continue
            for _ in range(min(fault.most, max(1, round(articles * fault.share / 1000)))):
                self.fault[numbers.pop()] = name
        for name, share in ODD.items():
            for _ in range(max(1, round(articles * share / 1000))):
                self.odd[numbers.pop()] = name
        for number in (n for n, name in self.odd.items() if name == "the same"):
            before = number - 1 if chance.random() < 0.5 else chance.randrange(number)
            while before in self.fault or before in self.odd:
                before -= 1
            self.original[number] = before

    def lines(self) -> Iterator[bytes]:
        """The input: JSON Lines."""
        for number in range(self.articles):
            entry = self.entry(number)
            match self.odd.get(number):
                case "empty":
                    yield json.dumps({**entry, "text": " \n"}).encode()
                case "broken JSON":
                    yield json.dumps(entry).encode()[: 20 + number % 200]
                case "not UTF-8":
                    yield b"\xff\xfe\x80\x81" + bytes([128 + number % 100]) * (1 + number % 50)
                case "no object":
                    yield json.dumps([entry]).encode()
                case _:
                    yield json.dumps(entry).encode()

    def entry(self, number: int) -> dict[str, Any]:
        """The article of a line, as if no line were unreadable."""
        entry: dict[str, Any] = json.loads(line(id=f"a{self.original.get(number, number)}"))
        if self.odd.get(number) == "binary text":
            entry["text"] = f"PK\x03\x04\x00\x00\x07\x1b\x01 Reference a{number}.\n"
        return {**entry, "id": f"a{number}"}

    def fails(self, number: int) -> bool:
        """Whether the article has to be among the failures in the end."""
        return self.odd.get(number) in UNREADABLE or (
            number in self.fault and FAULTS[self.fault[number]].lasting
        )

    def is_read(self, number: int) -> bool:
        """Whether the article has to be in the journal in the end."""
        return not self.fails(number) and self.odd.get(number) != "the same"

    def events(self, number: int) -> int:
        """How many records of the article have to be in the output in the end."""
        if not self.is_read(number) or number in self.odd:
            return 0
        return {1: 2, 2: 0}.get(number % 10, 1)


@dataclass
class Asked:
    """One request, as the server logged it. ``run``: the run's number, from the request's path;
    ``fault``: the fault given in place of a sound answer, or empty."""

    run: int
    fault: str
    tokens: Tokens


class Ledger:
    """The script of the server; logs for each article what the server gave out."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.asked: dict[str, list[Asked]] = {}

    def script(self, body: Body) -> Step:
        """The step for a request; it finds out its run when it is carried out."""
        name = reference(body)
        earlier = self.asked.setdefault(name, [])
        number, tries = int(name[1:]), len(earlier)
        fault = self.plan.fault.get(number, "")
        if fault and tries and not FAULTS[fault].lasting:
            fault = ""
        tokens = (900 + number % 97 + tries, 500 + number % 89, 40 + number % 31)
        if fault:
            step = FAULTS[fault].step(tokens)
            tokens = tokens if FAULTS[fault].charge == "as reported" else NONE
        else:
            told = READINGS[self.plan.events(number)]
            step = text(json.dumps(told), tokens=tokens)
        entry = Asked(0, fault, tokens)
        earlier.append(entry)

        def act(handler: Any, asked: Body, server: ScriptedServer) -> None:
            entry.run = int(handler.path.split("/")[1].removeprefix("run"))
            step.act(handler, asked, server)

        return Step(act)

    def server(self) -> ScriptedServer:
        """The server; it keeps only the last request, to save memory."""
        return ScriptedServer(self.script, requests=deque(maxlen=1))  # type: ignore[arg-type]

    def told(self) -> dict[str, list[list[Any]]]:
        """All requests in a form for JSON."""
        return {
            n: [[a.run, a.fault, *a.tokens] for a in all_of_it]
            for n, all_of_it in self.asked.items()
        }


def of_told(told: dict[str, list[list[Any]]]) -> dict[str, list[Asked]]:
    """Restore the requests from the output of :meth:`Ledger.told`."""
    return {
        name: [
            Asked(run, fault, (prompt, cached, completion))
            for run, fault, prompt, cached, completion in rows
        ]
        for name, rows in told.items()
    }
