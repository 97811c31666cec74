"""What a line of an output says of itself, and which lines are no run's."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from output_kit import SETTINGS, line_of, sha_of

from extractor.batch.written import half_line, written, written_lines
from extractor.reading import Tokens


def changed(*path: str, value: Any) -> bytes:
    record = json.loads(line_of("a", "a-0"))
    part = record
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return json.dumps(record).encode()


def test_a_line_names_its_event_its_article_and_how_it_was_made() -> None:
    found = written(line_of("a", "a-0").encode())
    assert found is not None
    assert (found.id, found.article, found.sha256) == ("a-0", "a", sha_of("a"))
    assert (found.made, found.tokens) == (SETTINGS, Tokens(100, 60, 5))
    assert found.made_by(SETTINGS)
    assert not found.made_by(SETTINGS | {"lessons": "37d6797ea4cb"})


@pytest.mark.parametrize("besides", ["lessons 37d6797ea4cb", "fields 1f", "min confidence 0.5"])
def test_what_stands_behind_the_prompt_is_a_setting_of_its_own(besides: str) -> None:
    record = json.loads(line_of("a", "a-0"))
    prompt = SETTINGS["prompt"]
    record["extraction"]["prompt_version"] = f"{prompt}, {besides}"
    found = written(json.dumps(record).encode() + b"\n")
    assert found is not None
    name, _, value = besides.rpartition(" ")
    settings = SETTINGS | {name.replace(" ", "_"): value}
    assert found.made == settings
    assert found.made_by(settings)
    assert not found.made_by(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_line_made_with_any_other_setting_is_not_made_by_this_run(name: str) -> None:
    found = written(line_of("a", "a-0", **{name: "other"}).encode())
    assert found is not None
    assert not found.made_by(SETTINGS)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b" " + line_of("a", "a-0").encode(),
        line_of("a", "a-0").encode()[:-1],
        changed("reports", value=[{}]),
        changed("original", value={"dataset": "ACLED"}),
        changed("id", value=7),
        changed("source", value=None),
        changed("source", "sha256", value=sha_of("a") + "0"),
        changed("source", "sha256", value=sha_of("a").upper()),
        changed("extraction", "tokens", value=[1, 2, 3]),
        changed("extraction", "tokens", "prompt", value=-1),
        changed("extraction", "tokens", "cached", value=True),
        changed("extraction", "tokens", "completion", value=1.0),
    ],
)
def test_another_s_line_or_a_damaged_one_is_no_run_s(line: bytes) -> None:
    assert written(line) is None


def test_no_tokens_and_blank_lists_are_a_run_s_too() -> None:
    assert written(changed("reports", value=[])) is not None
    assert written(changed("original", value=None)) is not None
    found = written(changed("extraction", "tokens", "prompt", value=0))
    assert found is not None
    assert found.tokens.prompt == 0


def test_lines_of_an_output_are_told_with_their_bytes() -> None:
    lines = list(written_lines(io.BytesIO(b"one\n\ntwo\nhalf")))
    assert lines == [(0, 4, b"one\n"), (4, 5, b"\n"), (5, 9, b"two\n"), (9, 13, b"half")]


@pytest.mark.parametrize(
    ("line", "half"),
    [
        (line_of("a", "a-0").encode()[:60], True),
        (b'{"schema_version": "', True),
        (b'{"sch', True),
        (b"", True),
        (b"\0" * 50, True),
        (b'{"sch\0\0\0', True),
        (b" ", False),
        (b'{"sch\0x', False),
        (b'{"mine": 1', False),
        (b"\0{", False),
    ],
)
def test_half_a_line_is_a_run_s_if_it_begins_as_its_lines_do(line: bytes, half: bool) -> None:
    assert half_line(line) is half
