"""Where a long file is cut into parts, and what a part is as a table."""

from __future__ import annotations

import codecs
import os
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.errors import TableError
from extractor.tables import open_table
from extractor.tables.splitting import Part, SplitFile, can_be_split

COLUMNS = ("a", "b", "c", "d", "e")
HEADER = b"a,b,c,d,e\n"


def split_of(path: Path, data: bytes, size: int, **options: int) -> SplitFile:
    path.write_bytes(data)
    return SplitFile(str(path), COLUMNS, ",", size, **options)


def parts_of(split: SplitFile) -> list[Part]:
    return [part for n in range(split.count) if (part := split.part(n)) is not None]


def rows_of(split: SplitFile, part: Part) -> list[list[str]]:
    return [row for batch in split.table(part, "file").batches() for row in batch.rows]


@pytest.mark.parametrize("start", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("end", [b"\n", b""])
def test_parts_of_about_the_size_follow_one_another_from_beginning_to_end(
    tmp_path: Path, start: bytes, end: bytes
) -> None:
    lines = [b"%03d,2,3,4,5" % n for n in range(200)]
    data = start + HEADER + b"\n".join(lines) + end
    split = split_of(tmp_path / "file.csv", data, 100)
    parts = parts_of(split)
    assert split.count == -(-len(data) // 100)
    assert len(parts) in (split.count, split.count - 1)  # no row may begin in the last few bytes
    assert (parts[0].start, parts[-1].end) == (len(start), len(data))
    assert all(one.end == after.start for one, after in pairwise(parts))
    assert all(data[part.start - 1] == ord("\n") for part in parts[1:])
    assert all(n * 100 <= part.start < n * 100 + len(lines[0]) for n, part in enumerate(parts) if n)
    found = [row for part in parts for row in rows_of(split, part)]
    assert found == [line.decode().split(",") for line in lines]
    split.close()


def test_a_file_is_one_part_where_it_is_no_longer_than_one(tmp_path: Path) -> None:
    for size in (len(HEADER) + 10, 1000):
        split = split_of(tmp_path / "file.csv", HEADER + b"1,2,3,4,5\n", size)
        assert parts_of(split) == [(0, len(HEADER) + 10)]
        split.close()
    empty = split_of(tmp_path / "file.csv", b"", 10)
    assert (empty.count, parts_of(empty)) == (1, [(0, 0)])
    empty.close()


def test_a_row_that_begins_where_a_part_would_is_that_part_s(tmp_path: Path) -> None:
    data = HEADER + b"1,2,3,4,5\n" * 3
    split = split_of(tmp_path / "file.csv", data, 10)
    assert parts_of(split) == [(0, 10), (10, 20), (20, 30), (30, 40)]
    split.close()


def test_no_part_begins_within_a_long_row(tmp_path: Path) -> None:
    long = b'1,2,3,4,"' + b"no row\n" * 20 + b'"\n'
    data = HEADER + long + b"5,4,3,2,1\n"
    split = split_of(tmp_path / "file.csv", data, 30)
    after = len(HEADER) + len(long)
    assert parts_of(split) == [(0, after), (after, len(data))]
    assert [part is None for part in map(split.part, range(split.count))].count(False) == 2
    assert rows_of(split, Part(after, len(data))) == [["5", "4", "3", "2", "1"]]
    split.close()


def test_lines_above_the_header_are_passed_by_in_the_first_part_alone(tmp_path: Path) -> None:
    data = b"A title\n" + HEADER + b"1,2,3,4,5\n" * 9
    split = split_of(tmp_path / "file.csv", data, 50, above=1)
    assert [len(rows_of(split, part)) for part in parts_of(split)] == [4, 5]
    split.close()


def test_a_part_that_is_too_short_for_the_header_or_ends_in_a_row_is_refused(
    tmp_path: Path,
) -> None:
    split = split_of(tmp_path / "file.csv", HEADER + b'1,2,3,4,"5\n6"\n', 10)
    with pytest.raises(TableError, match="file: the header ends in another part"):
        split.table(Part(0, 4), "file")
    with pytest.raises(TableError, match="never closed"):
        rows_of(split, Part(10, 21))
    split.close()


def test_a_file_that_was_changed_is_another(tmp_path: Path) -> None:
    split = split_of(tmp_path / "file.csv", HEADER, 10)
    found = (tmp_path / "file.csv").stat()
    assert split.identity == (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
    split.close()
    os.utime(tmp_path / "file.csv", ns=(1, 1))
    again = SplitFile(str(tmp_path / "file.csv"), COLUMNS, ",", 10)
    assert again.identity != split.identity
    again.close()


@pytest.mark.parametrize(
    ("name", "data", "split"),
    [
        ("five.csv", b"a,b,c,d,e\n1,2,3,4,5\n", True),
        ("five.tsv", b"a\tb\tc\td\te\n1\t2\t3\t4\t5\n", True),
        ("four.csv", b"a,b,c,d\n1,2,3,4\n", False),
        ("utf-16.csv", "a,b,c,d,e\n1,2,3,4,5\n".encode("utf-16"), False),
        ("delimiter.csv", "a§b§c§d§e\n1§2§3§4§5\n".encode(), False),
        ("rows.jsonl", b'{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}\n', False),
    ],
)
def test_only_plain_delimited_files_of_some_columns_are_split(
    tmp_path: Path, name: str, data: bytes, split: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with open_table(path) as table:
        assert can_be_split(table) is split
