"""Parquet files that are damaged, cut off or made to harm: one clear line, in a sound process."""

from __future__ import annotations

import io
import struct
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from effort import effort
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import TableError
from extractor.tables import columnar, open_table

ROWS = 40
RECORDS = pa.table(
    {
        "id": [f"A{n}" for n in range(ROWS)],
        "deaths": [n if n % 7 else None for n in range(ROWS)],
        "notes": [f"report {n} " * 3 for n in range(ROWS)],
        "tags": [["x", "y" * n] if n % 3 else None for n in range(ROWS)],
    }
)
WAYS: dict[str, dict[str, object]] = {
    "usual": {},
    "many groups": {"row_group_size": 7, "data_page_size": 50},
    "zstd": {"compression": "zstd", "data_page_version": "2.0"},
    "gzip": {"compression": "gzip", "use_dictionary": False},
    "not packed": {"compression": "none", "write_page_checksum": True, "write_page_index": True},
    "differences": {
        "use_dictionary": False,
        "column_encoding": {"id": "DELTA_BYTE_ARRAY", "notes": "DELTA_LENGTH_BYTE_ARRAY"},
    },
}


def written(table: pa.Table, **ways: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **ways)
    return out.getvalue()


WHOLE = {name: written(RECORDS, **ways) for name, ways in WAYS.items()}


def read(data: bytes) -> list[dict[str, object]]:
    with open_table("-", stdin=io.BytesIO(data), form="parquet") as table:
        return [row.values for row in table]


def footer_of(data: bytes) -> int:
    return len(data) - 8 - struct.unpack("<I", data[-8:-4])[0]


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_packing_and_coding_is_read(way):
    assert read(WHOLE[way]) == RECORDS.to_pylist()


CHILD = """
import sys
from extractor.errors import TableError
from extractor.tables import open_table
for path in sys.argv[1:]:
    try:
        with open_table(path) as table:
            print(sum(1 for _ in table), "rows")
    except TableError as error:
        print(error)
"""


def test_a_damaged_description_of_a_column_does_not_end_the_process(tmp_path):
    """Each byte of the footer in turn; some make pyarrow's own look at it abort the process."""
    table = pa.table({"id": ["A1", "A2"], "n": [1, None]})
    whole = written(table)
    start = footer_of(whole)
    paths = []
    for at in range(start, len(whole) - 8):
        for value in (0x00, 0x15, 0x26):
            data = bytearray(whole)
            data[at] = value
            path = tmp_path / f"{at}-{value}.parquet"
            path.write_bytes(data)
            paths.append(str(path))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *paths], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(done.stdout.splitlines()) == len(paths)
    assert "not a readable Parquet file" in done.stdout


@settings(deadline=None, max_examples=effort(150))
@given(st.sampled_from(sorted(WHOLE)), st.booleans(), st.data())
def test_damage_anywhere_gives_rows_or_one_line(way, in_footer, draw):
    data = bytearray(WHOLE[way])
    first = footer_of(WHOLE[way]) if in_footer else 0
    for _ in range(draw.draw(st.integers(1, 5))):
        data[draw.draw(st.integers(first, len(data) - 1))] = draw.draw(st.integers(0, 255))
    try:
        read(bytes(data))
    except TableError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_cut_off_anywhere_is_told_to_be(way):
    whole = WHOLE[way]
    for kept in range(4, len(whole), max(1, len(whole) // 60)):
        with pytest.raises(TableError, match="not a readable Parquet file: "):
            read(whole[:kept])


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        (struct.pack("<I", 0xFFFFFFF0) + b"PAR1", "footer would be longer than the file"),
        (struct.pack("<I", 3) + b"PAR1", "it is damaged"),
        (struct.pack("<I", 0) + b"PAR1", "breaks off"),
        (struct.pack("<I", 40) + b"PARE", "encrypted"),
        (struct.pack("<I", 40) + b"PAR2", "cut off or damaged"),
    ],
)
def test_a_wrong_end_is_named(tail, reason):
    with pytest.raises(TableError, match=reason):
        read(WHOLE["usual"][:-8] + tail)


@pytest.mark.parametrize(
    "footer",
    [b"\x19\xfc\xff\xff\xff\xff\x0f", b"\x1c" * 5000, b"\x19" * 5000, b"\x18\xff\xff\xff\xff\x07"],
    ids=["a list of billions", "structures in each other", "lists in each other", "a long text"],
)
def test_a_footer_made_to_harm_is_refused_at_once(footer):
    data = b"PAR1" + footer + struct.pack("<I", len(footer)) + b"PAR1"
    with pytest.raises(TableError, match="it is damaged"):
        read(data)


def test_a_page_that_unpacks_to_more_than_the_footer_says_is_refused(monkeypatch):
    """The footer may lie; each page says for itself what it takes."""
    monkeypatch.setattr(columnar, "LARGEST_PACKED", 4 << 20)
    data = written(pa.table({"text": ["A" * 8_000_000]}), compression="zstd", use_dictionary=False)
    start, size = footer_of(data), pq.read_metadata(io.BytesIO(data)).row_group(0).column(0)
    told, lied = (varint(n) for n in (size.total_uncompressed_size, 100))
    footer = data[start:-8]
    assert footer.count(told) == 2  # of the column and of its group of rows
    footer = footer.replace(told, lied)
    lying = data[:start] + footer + struct.pack("<I", len(footer)) + b"PAR1"
    with pytest.raises(TableError, match="column 'text' unpacks to 7 MiB"):
        read(lying)


def test_rows_of_a_page_of_no_known_kind_are_not_left_out(tmp_path):
    """pyarrow passes such a page over, and gives fewer rows without a word."""
    data = bytearray(written(pa.table({"dead": [True, False] * 20}), compression="none"))
    assert data[4:6] == b"\x15\x00"  # the first page's kind: data
    data[4] = 0x01
    with pytest.raises(TableError, match="a page of column 'dead' is of no kind there is"):
        read(bytes(data))


def test_a_letter_changed_within_a_page_is_told_where_the_file_has_checksums():
    data = written(pa.table({"id": ["Mosul"]}), compression="none", write_page_checksum=True)
    at = data.index(b"Mosul")
    with pytest.raises(TableError, match="CRC checksum"):
        read(data[:at] + b"Posul" + data[at + 5 :])


def varint(number: int) -> bytes:
    """As Thrift writes a number: zigzag, seven bits a byte."""
    number <<= 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
