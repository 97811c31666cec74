"""The lines of a journal: read back as written, and never anything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.batch.entries import Entry, Share, entry_line, entry_of, head_line, head_of
from extractor.reading import Tokens

KEY = bytes(range(16))
ENTRY = Entry(KEY, 2, 8214, 2911043213, Tokens(1210, 900, 212), Share.WHOLE)
SETTINGS = {"model": "openai/x", "reader": "record", "prompt": "r-1", "schema": "1.0"}


def of_version_1(*counts: Any) -> bytes:
    return json.dumps([KEY.hex(), *counts]).encode() + b"\n"


@pytest.mark.parametrize("share", Share)
def test_an_entry_is_read_back_as_it_was_written(share: Share) -> None:
    entry = Entry(KEY, 3, 77, 5, Tokens(4, 3, 2), share)
    assert entry_of(entry_line(entry)) == entry


def test_a_line_that_is_changed_in_any_byte_or_cut_anywhere_is_no_entry() -> None:
    line = entry_line(ENTRY)
    for at, byte in enumerate(line):
        assert entry_of(line[:at]) is None
        for other in (b"0", b"7", b" ", b"\xff", b"]"):
            if other != bytes([byte]):
                assert entry_of(line[:at] + other + line[at + 1 :]) is None, (at, other)


def test_an_entry_without_a_sum_is_read_and_known_for_it() -> None:
    found = entry_of(of_version_1(2, 8214, 2911043213, 1210, 900, 212))
    assert found == Entry(KEY, 2, 8214, 2911043213, Tokens(1210, 900, 212), Share.WHOLE, sure=False)


@pytest.mark.parametrize("wrong", [-1, True, 1 << 62, 1.5, "2", None, [2]])
@pytest.mark.parametrize("place", range(6))
def test_what_is_no_count_makes_no_entry(place: int, wrong: Any) -> None:
    counts: list[Any] = [2, 8214, 5, 12, 9, 2]
    assert entry_of(of_version_1(*counts)) is not None
    counts[place] = wrong
    assert entry_of(of_version_1(*counts)) is None


def test_the_largest_count_is_one() -> None:
    found = entry_of(of_version_1(2, (1 << 62) - 1, 5, 12, 9, 2))
    assert found is not None
    assert found.end == (1 << 62) - 1


@pytest.mark.parametrize(
    ("events", "crc", "sound"), [(0, 0, True), (0, 5, False), (1, 5, True), (1, 0, True)]
)
def test_an_article_without_events_has_no_sum(events: int, crc: int, sound: bool) -> None:
    assert (entry_of(of_version_1(events, 100, crc, 0, 0, 0)) is not None) == sound


@pytest.mark.parametrize("key", [KEY[:15], KEY + b"\0", b""])
def test_a_key_of_another_length_is_none(key: bytes) -> None:
    assert entry_of(entry_line(Entry(key, 2, 100, 5))) is None


def test_a_head_is_read_back_as_it_was_written() -> None:
    head = head_of(head_line(SETTINGS))
    assert head is not None
    assert (head.version, head.settings, head.sure) == (2, SETTINGS, True)


def test_a_head_that_is_changed_in_any_byte_or_cut_anywhere_is_none() -> None:
    line = head_line(SETTINGS)
    for at, byte in enumerate(line):
        assert head_of(line[:at]) is None
        for other in (b"0", b"7", b"x", b"\xff"):
            if other != bytes([byte]):
                assert head_of(line[:at] + other + line[at + 1 :]) is None, (at, other)


def test_only_a_head_of_version_1_needs_no_sum() -> None:
    older = head_of(b'{"journal": 1, "model": "m"}\n')
    assert older is not None
    assert (older.version, older.settings, older.sure) == (1, {"model": "m"}, False)
    for version in ("2", "-1", "true", '"1"', "1.5", "null", str(1 << 62)):
        assert head_of(f'{{"journal": {version}, "model": "m"}}\n'.encode()) is None


@pytest.mark.parametrize("line", [b"", b"\n", b"[]\n", b"{}\n", b"7\n", b"null\n", b"[" * 99999])
def test_another_program_s_line_is_neither(line: bytes) -> None:
    assert head_of(line) is None
    assert entry_of(line) is None
