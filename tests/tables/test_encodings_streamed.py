"""Encodings of pipes, packed and long files: found without waiting for the end."""

from __future__ import annotations

import gzip
import os
import threading
import zlib

import pytest
import zstandard
from encoded_tables import HEADER, TABLES, cells, text_of

from extractor.errors import TableError
from extractor.tables import TableOptions, open_table


def test_one_letter_at_the_end_of_a_long_file_counts(tmp_path):
    path = tmp_path / "long.csv"
    row = b"A1,2024-05-14,Protests,Argentina,Mandera,Mandera,Example Times,note,0\n"
    with path.open("wb") as file:
        file.write(f"{HEADER}\n".encode())
        file.writelines([row * 1_000] * 50)
        file.write("A2,2024-05-14,Protests,Argentina,Neuquén,x,y,z,0\n".encode("mac_roman"))
    notes: list[str] = []
    with open_table(path, TableOptions(note=notes.append)) as table:
        *_, last = table.rows()
    assert last.values["admin1"] == "Neuquén"
    assert notes == [f"{path}: read as mac-roman (a guess; --encoding says otherwise)"]


def test_rows_before_the_first_letter_do_not_wait_for_what_it_is(tmp_path):
    path = tmp_path / "late.csv"
    path.write_bytes(b"place,n\n" + b"Mandera,1\n" * 20_000 + "Київ,2\n".encode("cp1251"))
    read = []
    with open_table(path) as table, pytest.raises(TableError, match=":20002: not UTF-8"):
        for row in table:
            read.append(row.line)
    assert len(read) == 20_000


@pytest.mark.parametrize("packed", [False, True])
def test_a_pipe_is_read_like_a_file(packed):
    text = text_of("ukrainian") + "x," * 100_000 + "\n"
    data = text.encode("cp1251")
    data = gzip.compress(data) if packed else data
    ends = os.pipe()

    def send() -> None:
        with os.fdopen(ends[1], "wb") as file:
            file.write(data)

    sender = threading.Thread(target=send)
    sender.start()
    notes: list[str] = []
    with os.fdopen(ends[0], "rb") as stream:
        told = TableOptions(note=notes.append)
        with open_table("-", told, stdin=stream, form="csv") as table:
            rows = [row for batch in table.batches() for row in batch.rows]
    sender.join()
    assert [row[5] for row in rows[:4]] == list(TABLES["ukrainian"][1])
    assert notes == ["standard input: read as windows-1251 (a guess; --encoding says otherwise)"]


@pytest.mark.parametrize("codec", ["utf-8", "cp1251"])
@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_a_packed_file_that_breaks_off_gives_all_rows_before_the_break(tmp_path, codec, ending):
    text = text_of("russian") + "".join(
        f"B{n},2024-05-14,Riots,Russia,Назрань,Назрань,x,{hash((n, 1))},0\n" for n in range(40_000)
    )
    path, plain = tmp_path / f"a.csv.{ending}", text.encode(codec)
    if ending == "gz":
        packed = gzip.compress(plain)[:-20_000]
        whole = zlib.decompressobj(31).decompress(packed)
    else:
        packed = zstandard.compress(plain)[:-20_000]
        whole = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    path.write_bytes(packed)
    read = []
    with open_table(path) as table, pytest.raises(TableError, match="cut off") as caught:
        for row in table:
            read.append(row.values["location"])
    assert len(read) == whole.count(b"\n") - 1 > 20_000
    assert caught.value.line == len(read) + 2
    assert set(read) == set(TABLES["russian"][1])


def test_a_line_of_millions_of_letters_is_guessed_in_little_memory():
    for codec in ("cp1251", "gb18030"):
        name = "russian" if codec == "cp1251" else "chinese"
        words = TABLES[name][2]
        text = f'text\n"{words * 60_000}"\n'
        assert cells(text.encode(codec)) == [["text"], [words * 60_000]]
