"""A review under test: the server as a process of its own, and a real browser before it.

The browser is Debian's Chromium driven by Playwright. Where there is none the browser tests say so
and how to get it; with ``CI`` set they fail, so that nothing is skipped in silence.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from review_kit import (
    MEASURED,
    PATIENCE_S,
    Served,
    fixture_articles,
    fixture_records,
    write_articles,
)
from team_kit import TeamServed

from extractor.records import EventRecord
from extractor.review.journal import Journal
from extractor.review.session import Session
from extractor.text.article import Article

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
HOW = "no Chromium: apt-get install chromium-headless-shell, or chromium"


@pytest.fixture
def open_session(tmp_path: Path) -> Iterator[Callable[..., Session]]:
    """Opens a session on the fixtures; called again, one that goes on from the same journal."""
    opened: list[Journal] = []

    def open_it(coder: str = "anna", **given: Any) -> Session:
        for journal in opened:
            journal.close()
        opened.clear()
        journal = Journal(tmp_path / f"events.{coder}.journal.jsonl")
        opened.append(journal)
        records = given.pop("records", None) or fixture_records()
        articles = given.pop("articles", None) or fixture_articles()
        return Session(records, articles, journal, coder, **given)

    yield open_it
    for journal in opened:
        journal.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts ``extract review`` on records and articles (the fixtures' unless given)."""
    running: list[Served] = []

    def start(
        records: list[EventRecord] | None = None,
        articles: list[Article] | None = None,
        lines: list[str] | None = None,
        fields: str | None = None,
    ) -> Served:
        lines = lines or [one.json_line() for one in records or fixture_records()]
        (tmp_path / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        write_articles(tmp_path / "articles.jsonl", articles or fixture_articles())
        arguments = ["events.jsonl", "-a", "articles.jsonl", "--coder", "anna", "--port", "0"]
        if fields:
            (tmp_path / "fields.toml").write_text(fields, encoding="utf-8")
            arguments += ["--fields", "fields.toml"]
        served = Served(tmp_path, [*arguments, "--no-open", "-o", "reviewed.jsonl"])
        running.append(served)
        served.start()
        return served

    yield start
    for served in running:
        if served.process and served.process.poll() is None:
            served.process.kill()
            served.process.communicate(timeout=PATIENCE_S)


@pytest.fixture
def serve_team(tmp_path: Path) -> Iterator[Callable[..., TeamServed]]:
    """A team's review of the fixtures, to be started."""
    made: list[TeamServed] = []

    def make(*more: str, **given: Any) -> TeamServed:
        made.append(TeamServed(tmp_path, list(more), **given))
        return made[-1]

    yield make
    for served in made:
        if served.process and served.process.poll() is None:
            served.process.kill()
            served.process.communicate(timeout=PATIENCE_S)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once; where it is installed, the one without windows of its own, which
    takes half the processor time."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, as which tests run in containers.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=found, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test when a script of ours throws or the browser blocks something."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    made = context.new_page()
    made.set_default_timeout(1000 * PATIENCE_S)
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda m: wrong.append(m.text) if "Content Security" in m.text else None)
    made.wrong = wrong
    yield made
    made.unroute_all(behavior="ignoreErrors")  # an answer still held back is nobody's concern now
    context.close()
    assert wrong == []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for line in MEASURED:
        terminalreporter.write_line(line)
