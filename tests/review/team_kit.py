"""A team's review under test: the server as a process of its own, and people who ask it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from forked import Popen
from patience import PATIENCE_S
from review_kit import (
    ROOT,
    fixture_articles,
    fixture_records,
    write_articles,
)

TEAM = """
[[person]]
name = "anna"
[[person]]
name = "ben"
[[person]]
name = "chris"
role = "adjudicator"
full_name = "Chris <img src=x onerror=alert(1)> \u202egnp.exe"
"""


def environment() -> dict[str, str]:
    """What a program finds that a service has started: little, and the language."""
    known = {name: told for name, told in os.environ.items() if name.startswith(("LC_", "LANG"))}
    return {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "OPENBLAS_NUM_THREADS": "1", **known}


@dataclass
class TeamServed:
    """A running ``extract review --team``; ``tokens`` are those it has printed."""

    folder: Path
    more: list[str] = field(default_factory=list)
    team: str = TEAM
    process: subprocess.Popen[str] | None = None
    site: str = ""
    told: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)

    def start(self) -> TeamServed:
        (self.folder / "team.toml").write_text(self.team, encoding="utf-8")
        if not (self.folder / "events.jsonl").exists():
            lines = [one.json_line() for one in fixture_records()]
            (self.folder / "events.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
            write_articles(self.folder / "articles.jsonl", fixture_articles())
        self.process = Popen(
            [sys.executable, "-m", "extractor", "review", "events.jsonl", "-a", "articles.jsonl",
             "--team", "team.toml", "--port", "0", "-o", "reviewed.jsonl", *self.more],
            cwd=self.folder,
            env=environment(),
            stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        self.told = []
        for line in self.process.stderr:
            self.told.append(line)
            if found := re.search(r"^(\S+): (https?://\S+)/\?token=(\S+)", line):
                self.tokens[found[1]] = found[3]
            if found := re.search(r"^Review: (https?://\S+)/$", line):
                self.site = found[1]
            if line.startswith("Ctrl-C"):
                return self
        raise AssertionError("".join(self.told))

    def stop(self, number: int = signal.SIGINT) -> str:
        assert self.process is not None
        self.process.send_signal(number)
        _, told = self.process.communicate(timeout=PATIENCE_S)
        return told

    def journal(self, name: str) -> list[dict[str, Any]]:
        path = self.folder / f"events.{name}.journal.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    def written(self) -> list[dict[str, Any]]:
        path = self.folder / "reviewed.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def assign(self, rows: str) -> TeamServed:
        (self.folder / "assign.csv").write_text(f"article,coder\n{rows}", encoding="utf-8")
        self.more += ["--assign", "assign.csv"]
        return self

    def person(self, name: str) -> Asking:
        return Asking(self, name).sign_in()


def ask(served: TeamServed, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """The answer, its headers and its text."""
    site = urlsplit(served.site)
    assert site.hostname is not None
    connection = http.client.HTTPConnection(site.hostname, site.port, timeout=PATIENCE_S)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if method == "POST":
        given = {"Origin": served.site, "Content-Type": "application/json", **given}
    text = json.dumps(body) if body is not None else None
    connection.request(method, path, body=text, headers=given)
    answer = connection.getresponse()
    read = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer, read


@dataclass
class Asking:
    """A person with a cookie, over plain HTTP."""

    served: TeamServed
    name: str
    cookie: str = ""

    def sign_in(self) -> Asking:
        answer, _ = ask(self.served, "GET", f"/?token={self.served.tokens[self.name]}")
        assert answer.status == 303
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        return self

    def raw(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        answer, text = ask(self.served, method, path, body, Cookie=self.cookie)
        return answer.status, text

    def get(self, path: str) -> Any:
        status, text = self.raw("GET", f"/api/{path}")
        return json.loads(text) | {"http": status}

    def post(self, path: str, **body: Any) -> Any:
        status, text = self.raw("POST", f"/api/{path}", body)
        return json.loads(text) | {"http": status}

    def ids(self) -> list[str]:
        return [row["id"] for row in self.get("events?limit=1000")["rows"]]

    def shown(self, event: str) -> Any:
        return self.get(f"event/{event}")

    def decide(self, action: str, event: str, **more: Any) -> Any:
        revision = self.shown(event)["revision"]
        return self.post("decide", action=action, event=event, revision=revision, **more)

    def mend(self, event: str, **changes: Any) -> Any:
        return self.decide("mend", event, record={**self.shown(event)["record"], **changes})

    def accept_all(self) -> None:
        for event in self.ids():
            answer = self.decide("accept", event)
            assert answer["http"] == 200, answer

    def compare(self, article: str) -> Any:
        return self.get(f"team/compare?article={article}")
