"""What the tests of faults share: an article, what a sound model says of it, how a run ended."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from record_replies import day, party, place, statement, toll
from record_replies import event as told_event
from scripted_server import Body, Step, text

ARTICLE = (
    "JOS, March 16 (AP) – Gunmen on motorcycles killed at least 11 farmers in the village of "
    "Konduga in Nigeria's Borno State on Tuesday, officials said. The state governor blamed Boko "
    "Haram for the killings in Konduga.\n"
)
KNOWN = {"text": ARTICLE, "published": "2023-03-16"}


def event_told(
    *,
    sentences: tuple[int, ...] = (1,),
    kind: str = "Attack",
    when: str = "Tuesday",
    where: str = "Konduga",
    perpetrator: str = "Gunmen on motorcycles",
    target: str = "at least 11 farmers",
    killed: str = "at least 11",
) -> Body:
    """The event of :data:`ARTICLE` as the record reader is told it, in these words."""
    return told_event(
        list(sentences),
        words="killed",
        sub_event_type=kind,
        days=[day(when)],
        places=[place(where, admin1="Borno", country="Nigeria")],
        parties=[
            party("perpetrator", perpetrator, kind="Political militia"),
            party("target", target, kind="Civilians"),
        ],
        tolls=[toll(killed, 11, high=None)],
    )


EVENT = event_told()
STATEMENT = statement("allegation", [2], speaker="The state governor", accused="Boko Haram")
REFERENCE = re.compile(r"Reference (\w+)\.")
SUMMARY = re.compile(
    r"(?P<articles>[\d,]+) articles?, (?P<events>[\d,]+) (?:new )?events?"
    r"(?:, (?P<failed>[\d,]+) failed)?(?:, (?P<refused>[\d,]+) refused by the model)?"
    r"(?:, (?P<unasked>[\d,]+) left out by the gate)?"
    r"(?:, (?P<same>[\d,]+) with the same text as another)?(?:, (?P<before>[\d,]+) done before)?"
    r"(?:, (?P<undone>[\d,]+) more begun and left undone)?; "
    r"tokens: (?P<prompt>[\d,]+) prompt \((?P<cached>[\d,]+) cached\), "
    r"(?P<completion>[\d,]+) completion(?:; \$[\d.,]+)?"
    r"(?:; tokens are estimated[a-z :]+)?; [\d.]+ s"
)


def reading(events: list[Body] | None = None, statements: list[Body] | None = None) -> Step:
    """The whole-record reply with these events and statements."""
    return text(json.dumps({"events": events or [], "statements": statements or []}))


def asked(body: Body) -> str:
    """What the first message of the user says; a second would say what was wrong with a reply."""
    return str(body["messages"][1]["content"])


def reference(body: Body) -> str | None:
    """The ``id`` of the article asked about, as :func:`line` has put it into the text; nothing
    for a part of an article that does not hold it."""
    found = REFERENCE.search(asked(body))
    return found[1] if found else None


def sound(body: Body) -> Step:
    """What a sound model says of :data:`ARTICLE`."""
    return reading([EVENT], [STATEMENT]) if "killed" in asked(body) else reading()


def line(**more: Any) -> str:
    """:data:`ARTICLE` as a JSON line, with other or more keys; one with an ``id`` of its own has
    it in its text too, since the same text is coded once."""
    text = f"{ARTICLE}Reference {more['id']}.\n" if "id" in more else ARTICLE
    return json.dumps({**KNOWN, "text": text, **more})


def articles_in(path: Path, count: int) -> Path:
    """The file with so many articles in it, ``a0``, ``a1`` …, each a line."""
    path.write_text("".join(line(id=f"a{n}") + "\n" for n in range(count)), encoding="utf-8")
    return path


def limited(room: int) -> str:
    """The program with a limit on the size of files (bytes), which meets it as a full disk does."""
    return (
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room},) * 2)\n"
        "from extractor.cli import main\nmain(prog_name='extract')"
    )


@dataclass(frozen=True)
class Outcome:
    """How a run ended. Making one checks what holds for every run, however bad its input: whole
    JSON lines on standard output, no traceback, and each line on standard error is an error, a
    note or the summary."""

    code: int
    stdout: str
    stderr: str

    def __post_init__(self) -> None:
        assert "Traceback" not in self.stderr
        assert self.stdout == "" or self.stdout.endswith("}\n")
        for said in self.stderr.splitlines():
            assert said.startswith(("Error: ", "Note: ")) or SUMMARY.fullmatch(said), said
        assert len(self.events) == self.stdout.count("\n")

    @property
    def events(self) -> list[Body]:
        return [json.loads(written) for written in self.stdout.splitlines()]

    @property
    def ids(self) -> list[str]:
        return [event["source"]["article_id"] for event in self.events]

    @property
    def errors(self) -> list[str]:
        """What was said of failures, without the label."""
        said = self.stderr.splitlines()
        return [words.removeprefix("Error: ") for words in said if words.startswith("Error: ")]

    @property
    def error(self) -> str:
        """The one error."""
        (only,) = self.errors
        return only

    @property
    def summary(self) -> dict[str, int]:
        """The counts of the last line."""
        found = SUMMARY.fullmatch(self.stderr.splitlines()[-1])
        assert found
        return {name: int((n or "0").replace(",", "")) for name, n in found.groupdict().items()}
