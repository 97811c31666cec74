"""Packed files of a few kilobytes that would fill the memory: refused where they are opened."""

from __future__ import annotations

import gzip
import io
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from extractor.errors import TableError
from extractor.tables import bounds, open_table, opening

openpyxl = pytest.importorskip("openpyxl")
MEMORY = 400 << 20
"""Bytes that a process may ask for; opening a sound workbook takes some 150 MB with libraries."""


def workbook(path: Path, **parts: bytes) -> Path:
    """A sound workbook with these parts in place of its own (``sheet``, ``shared``, ``styles``)."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "shared": "xl/sharedStrings.xml"}
    names |= {"styles": "xl/styles.xml"}
    given = {names[part]: data for part, data in parts.items()}
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append(["a", "A bomb exploded in Mosul."])
    plain = io.BytesIO()
    book.save(plain)
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {**dict.fromkeys(old.namelist()), **given}:
            new.writestr(name, given.get(name) or old.read(name))
    return path


SPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHARED_STRING = b"<sst %s><si><t>" % SPACE + b"A" * 30_000_000 + b"</t></si></sst>"
ROW = b"<row r='1'>" + b"<c t='inlineStr'><is><t>x</t></is></c>" * 2_000_000 + b"</row>"
SHEET = b"<worksheet %s><sheetData>%%s</sheetData></worksheet>" % SPACE
ENTITIES = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaa'>]><sst %s><si><t>&a;</t></si></sst>"
BOMBS: dict[str, tuple[dict[str, bytes], str]] = {
    "a shared string": ({"shared": SHARED_STRING}, "a text of more than 10,000,000 bytes"),
    "a string in a cell": (
        {"sheet": SHEET % (b"<row><c t='inlineStr'><is><t>" + b"A" * 30_000_000)},
        "a text of more than 10,000,000 bytes",
    ),
    "a row": ({"sheet": SHEET % ROW}, "a row of more than 64 MiB"),
    "styles": ({"styles": b"<styleSheet>" + b"<x/>" * 20_000_000}, "unpacks to more than 64 MiB"),
    "entities": ({"shared": ENTITIES % SPACE}, "declares a document type"),
    "text in CDATA": (
        {"shared": b"<sst %s><si><t><![CDATA[" % SPACE + b"<si " * 20_000_000},
        "unpacks to more than 64 MiB",
    ),
    "UTF-16": ({"shared": b"\xff\xfe" + SHARED_STRING.decode().encode("utf-16-le")}, "a text of"),
}


@pytest.mark.parametrize(("parts", "reason"), BOMBS.values(), ids=BOMBS)
def test_a_workbook_with_more_in_it_than_any_sound_one_is_refused(tmp_path, parts, reason):
    path = workbook(tmp_path / "bomb.xlsx", **parts)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(TableError, match=reason):
        open_table(path)


def test_a_bomb_takes_little_memory(tmp_path):
    """In a process of its own that may ask for no more than :data:`MEMORY`."""
    path = workbook(tmp_path / "bomb.xlsx", shared=SHARED_STRING * 4)
    program = (
        "import sys\nfrom extractor.tables import open_table\n"
        "from extractor.errors import TableError\n"
        "try:\n    open_table(sys.argv[1])\nexcept TableError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY)),
    )
    assert "a text of more than" in done.stdout


def test_a_sound_workbook_is_read_as_ever(tmp_path):
    with open_table(workbook(tmp_path / "a.xlsx")) as table:
        rows = [row for batch in table.batches() for row in batch.rows]
    assert rows == [["a", "A bomb exploded in Mosul."]]


def test_a_row_is_as_long_as_it_is_and_not_as_the_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "LONGEST_ROW", 8 << 10)
    book = openpyxl.Workbook()
    for number in range(200):
        book.active.append([number * 1_000_003 + n for n in range(100)])
    book.save(tmp_path / "a.xlsx")
    with open_table(tmp_path / "a.xlsx") as table:  # rows of some 4 kB, 800 kB in all
        assert sum(len(batch.rows) for batch in table.batches()) == 199
    book.active.append([1_000_003 + n for n in range(16_000)])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(
        TableError, match=r"a\.xlsx: .*'xl/worksheets/sheet1.xml' in it holds a row"
    ):
        open_table(tmp_path / "a.xlsx")


def test_all_parts_together_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "LARGEST_PARTS", 3 << 20)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(5):
            made.writestr(f"xl/styles{number}.xml", b"<a>x</a>" * 100_000)
    with pytest.raises(TableError, match="it unpacks to more than 3 MiB"):
        open_table(path)


def test_a_way_of_packing_that_workbooks_do_not_use_is_refused(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(TableError, match="packed in a way"):
        open_table(path)


def test_a_packed_workbook_does_not_fill_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_COPY", 5 << 20)
    path = tmp_path / "a.xlsx.gz"
    path.write_bytes(gzip.compress(b"PK\x03\x04" + bytes(10 << 20)))
    with pytest.raises(TableError, match="it unpacks to more than"):
        open_table(path)


def test_packed_zeros_come_a_bounded_part_at_a_time(tmp_path):
    zstandard = pytest.importorskip("zstandard")
    zeros = zstandard.ZstdCompressor(level=19).compress(bytes(400 << 20))
    path = tmp_path / "a.csv.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(b"id,text\n") + zeros)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TableError, match=r"a binary file|a line of more than"):
        list(open_table(path).batches())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 250_000  # kilobytes


def test_a_text_that_a_parquet_file_repeats_is_one_in_memory(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    texts = pyarrow.DictionaryArray.from_arrays([0] * 20_000 + [None], ["A" * 500_000])
    numbers = pyarrow.array(range(20_001))
    parquet.write_table(pyarrow.table({"text": texts, "id": numbers}), tmp_path / "a.parquet")
    with open_table(tmp_path / "a.parquet") as table:  # ten gigabytes if each were its own
        (batch, *_) = table.batches(20_001)
    assert batch.rows[0] == ("A" * 500_000, 0)
    assert batch.rows[0][0] is batch.rows[19_999][0]
    assert batch.rows[20_000] == (None, 20_000)


def test_a_parquet_column_that_grows_too_much_is_refused(tmp_path, monkeypatch):
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    from extractor.tables import columnar

    monkeypatch.setattr(columnar, "LARGEST_PACKED", 4 << 20)
    table = pyarrow.table({"text": ["A" * 8_000_000]})
    parquet.write_table(table, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    with pytest.raises(TableError, match="column 'text' unpacks to 7 MiB"):
        open_table(tmp_path / "a.parquet")


def test_many_parts_are_refused_before_any_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "MOST_PARTS", 3)
    with pytest.raises(TableError, match="no workbook has so many"):
        open_table(workbook(tmp_path / "a.xlsx"))
