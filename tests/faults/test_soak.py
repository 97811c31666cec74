"""The soak in small: every fault, two kills, a Ctrl-C, and a count that sees what is not right."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.soak import main
from benchmarks.soak_count import Found, Left, count
from benchmarks.soak_plan import FAULTS, ODD, Asked, Plan, of_told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
ARTICLES, SEED = 300, 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a soak that adds up has left behind."""
    folder = tmp_path_factory.mktemp("soak") / "files"
    argv = ["--articles", ARTICLES, "--seed", SEED, "--no-hanging", "--concurrency", 8]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            main([*map(str, argv), "--quick", "--folder", str(folder)])
    except SystemExit as ended:
        raise AssertionError(said.getvalue()) from ended
    assert said.getvalue().endswith("everything adds up\n")
    return folder


def left_in(folder: Path) -> tuple[Left, Plan, dict[str, list[Asked]]]:
    events = folder / "events.jsonl"
    left = Left(events, folder / "events.jsonl.journal", folder / "errors.jsonl")
    asked = of_told(json.loads((folder / "asked.json").read_text("utf-8")))
    return left, Plan(ARTICLES, SEED, hanging=False), asked


def counted(folder: Path) -> Found:
    return count(*left_in(folder), {1: 1000, 2: 1000})


def test_three_hundred_articles_meet_every_fault_and_add_up(folder: Path) -> None:
    _, plan, asked = left_in(folder)
    met = {one.fault for rows in asked.values() for one in rows}
    assert met == {"", *FAULTS} - {"hangs"}
    assert set(plan.odd.values()) == set(ODD)
    assert counted(folder).wrong == []


def without_line(name: str, number: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        del lines[number]
        (folder / name).write_bytes(b"".join(lines))

    return change


def without_entry(share: str) -> Callable[[Path], None]:
    """The last line of the journal that says this."""

    def change(folder: Path) -> None:
        lines = (folder / "events.jsonl.journal").read_bytes().splitlines(keepends=True)
        del lines[max(n for n, line in enumerate(lines) if f'"{share}"'.encode() in line)]
        (folder / "events.jsonl.journal").write_bytes(b"".join(lines))

    return change


def with_entry_again(folder: Path) -> None:
    journal = folder / "events.jsonl.journal"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines, *[one for one in lines if b'"whole"' in one][-1:]]))


def with_line_again(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        (folder / name).write_bytes(b"".join([*lines, lines[-1]]))

    return change


def with_a_token_more(folder: Path) -> None:
    told = json.loads((folder / "asked.json").read_text("utf-8"))
    told["a0"][0][2] += 1
    (folder / "asked.json").write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (without_line("events.jsonl", 7), "more or fewer records"),
        (with_line_again("events.jsonl"), "different ids of records"),
        (without_entry("whole"), "not in the journal"),
        (without_entry("spent"), "cost is not in the journal"),
        (with_entry_again, "or there twice"),
        (without_line("errors.jsonl", 0), "failures that are not listed"),
        (with_line_again("errors.jsonl"), "listed twice"),
        (with_a_token_more, "other tokens"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_the_count_sees(
    folder: Path, tmp_path: Path, change: Callable[[Path], None], reason: str
) -> None:
    for name in ("events.jsonl", "events.jsonl.journal", "errors.jsonl", "asked.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    change(tmp_path)
    assert any(reason in wrong for wrong in counted(tmp_path).wrong)
