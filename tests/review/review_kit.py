"""What the review's tests share: the fixtures' records and articles, and a running review."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forked import Popen
from patience import PATIENCE_S

from extractor.records import EventRecord
from extractor.text.article import Article

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "fixtures"
READY = ".eventpage:not(.fresh)[data-ready^='{}']"  # and long enough to be accepted
EVENTS = FIXTURES / "review" / "events.jsonl"
NEWER = FIXTURES / "records" / "valid" / "events-1.1.jsonl"
KHAN_SHEIKHOUN = "b4ee724be7a15d48"
KONDUGA, DJIBO = "922b5e16654ccb49", "22d2fe65c064df63"  # of version 1.1 in checked_records()


def fixture_records() -> list[EventRecord]:
    return [EventRecord.from_json(line) for line in EVENTS.read_text("utf-8").splitlines()]


def checked_records() -> list[EventRecord]:
    """The fixtures, two of them as version 1.1 has them: one with a disputed day, one decided by
    the reader."""
    newer = [EventRecord.from_json(line) for line in NEWER.read_text("utf-8").splitlines()]
    by_id = {one.id: one for one in newer}
    return [by_id.get(one.id, one) for one in fixture_records()]


def fixture_articles() -> list[Article]:
    known = json.loads((FIXTURES / "articles" / "metadata.json").read_text("utf-8"))
    folder = FIXTURES / "articles"
    return [
        Article((folder / name).read_text("utf-8"), id=Path(name).stem, **extra)
        for name, extra in known.items()
    ]


def write_articles(path: Path, articles: list[Article]) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for one in articles:
            entry = {"id": one.id, "text": one.text, "publisher": one.publisher, "url": one.url,
                     "published": str(one.published) if one.published else None,
                     "title": one.title}  # fmt: skip
            lines.write(json.dumps(entry) + "\n")
    return path


@dataclass
class Served:
    """A running ``extract review``."""

    folder: Path
    arguments: list[str]
    process: subprocess.Popen[str] | None = None
    address: str = ""
    told: list[str] = field(default_factory=list)

    @property
    def site(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def journal(self) -> Path:
        return self.folder / "events.anna.journal.jsonl"

    def entries(self) -> list[dict[str, Any]]:
        if not self.journal.exists():
            return []
        return [json.loads(line) for line in self.journal.read_text("utf-8").splitlines()]

    def start(self) -> None:
        self.process = Popen(
            [sys.executable, "-m", "extractor", "review", *self.arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.told.append(line)
            if found := re.search(r"http://\S+", line):
                self.address = found[0]
                return
        raise AssertionError("".join(self.told))

    def stop(self, number: int = signal.SIGINT) -> str:
        assert self.process is not None
        self.process.send_signal(number)
        _, told = self.process.communicate(timeout=PATIENCE_S)
        return told


def cpu_s(process: Any) -> float:
    """Seconds that a process's processor has worked; without ``/proc``, of wall time."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def until(page, truth):
    """Wait for an expression to hold. (Playwright's own way needs eval, which the page forbids.)"""
    last = time.monotonic() + PATIENCE_S
    while not page.evaluate(truth):
        assert time.monotonic() < last, f"never came true: {truth}"
        page.wait_for_timeout(25)


def open_list(page, served):
    page.goto(served.address)
    page.wait_for_selector(".listpage[data-ready]")


def open_event(page, served, event=KHAN_SHEIKHOUN):
    page.goto(served.address)
    page.goto(f"{served.site}/event/{event}")
    page.wait_for_selector(READY.format(event))


def saved(page, event, revision):
    page.wait_for_selector(f".eventpage[data-ready='{event} {revision}']")


def select_words(page, words):
    """As a mouse would, from the first letter to the last."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById('article-text'), 4);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const node = walker.currentNode;
            getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return;
          }
          throw new Error(`not in the article: ${words}`);
        }""",
        words,
    )
    page.wait_for_selector(".wordsbar:not([hidden])")


AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page):
    # Not add_script_tag: the page's policy forbids it, as it should.
    if not page.evaluate("() => 'axe' in window"):  # half a megabyte, once a document
        page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


WIDTHS = (400, 1280, 1920)


def violations_at_every_width(page):
    """What :func:`violations` finds at any of :data:`WIDTHS`, and whether the page is cut off."""
    before = page.viewport_size
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width}: {one}" for one in violations(page)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append(f"at {width}: wider than its window")
    page.set_viewport_size(before)
    return found


MEASURED: list[str] = []  # lines for the end of the test's output
