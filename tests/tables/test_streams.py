"""Bytes to text: where a text ends early, lines that are too long, what zeros in it say."""

from __future__ import annotations

import io
from typing import Any

import pytest

from extractor.errors import TableError
from extractor.tables import open_table
from extractor.tables.streams import Characters, Utf8, encoding_of_head

ROWS = "".join(f"KEN{n},Mandera\n" for n in range(20_000))
HEAD = "event_id_cnty,location\n"


def text(data: bytes, **options: Any) -> Utf8:
    return Utf8(io.BytesIO(data), name="a.csv", **options)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_rows_before_a_nul_byte_are_read_and_its_line_told(codec: str) -> None:
    data = f"{HEAD}{ROWS}KEN,\0Wajir\nKEN,Garissa\n".encode(codec)
    read = 0
    with (
        open_table("-", stdin=io.BytesIO(data), form="csv") as table,
        pytest.raises(TableError, match="a NUL byte: no text from here on") as told,
    ):
        for batch in table.batches():
            read += len(batch.rows)
    assert (read, told.value.line) == (20_000, 20_002)


def test_a_line_is_measured_over_the_parts_in_which_it_is_read() -> None:
    sound = b"x" * 90_000 + b"\n" + b"y" * 99_999 + b"\n"
    assert Characters(text(sound, longest_line=100_000)).read(1 << 20) == sound.decode()
    raw = Characters(text(b"short\n" + b"x" * 300_000, longest_line=200_000))
    assert raw.read(1 << 20).startswith("short\nx")
    with pytest.raises(TableError) as told:
        raw.read(1)
    assert (told.value.where, told.value.line) == ("a.csv", 2)
    assert "a line of more than " in str(told.value)


def test_letters_cut_in_two_by_the_parts_are_whole() -> None:
    said = "é–中𝒜" * 50_000
    raw = Characters(text(said.encode()))
    assert "".join(iter(lambda: raw.read(7), "")) == said


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_zeros_tell_the_order_of_bytes_without_a_mark(codec: str) -> None:
    data = (HEAD + ROWS).encode(codec)
    assert encoding_of_head(data) == (codec, 0)
    with open_table("-", stdin=io.BytesIO(data), form="csv") as table:
        assert table.columns == ("event_id_cnty", "location")
        assert sum(len(batch.rows) for batch in table.batches()) == 20_000


def test_what_a_few_zeros_say_is_nothing() -> None:
    assert encoding_of_head(b"") == ("utf-8", 0)
    assert encoding_of_head(bytes(400)) == ("utf-8", 0)
    assert encoding_of_head(b"a\0b\0c,d,e,f,g") == ("utf-8", 0)


@pytest.mark.parametrize("codec", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["-le", "-be"])
def test_an_encoding_of_either_order_is_read_by_its_mark(codec: str, order: str) -> None:
    marked = f"\ufeff{HEAD}KEN1,Mandera\n".encode(codec + order)
    with open_table("-", encoding=codec, stdin=io.BytesIO(marked), form="csv") as table:
        assert [row.values for row in table.rows()] == [
            {"event_id_cnty": "KEN1", "location": "Mandera"}
        ]
