"""CSV and its kin: what spreadsheets and statistics programs write, and line numbers that hold."""

from __future__ import annotations

import csv
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import TableError
from extractor.tables import TableOptions, open_table
from extractor.tables.streams import Utf8


def table(data: str | bytes, **options):
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return open_table("-", stdin=io.BytesIO(raw), form="csv", **options)


def rows(data: str | bytes, **options):
    return [(row.line, list(row.values.values())) for row in table(data, **options)]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~", "\x1f"])
def test_the_delimiter_is_found_on_the_header(sign):
    text = sign.join(["id", "a name", "notes"]) + "\n" + sign.join(["1", "x y", '"a, b; c"']) + "\n"
    opened = table(text)
    assert opened.delimiter == sign
    assert opened.columns == ("id", "a name", "notes")
    assert [row.values["notes"] for row in opened] == ["a, b; c"]


def test_signs_inside_quoted_names_do_not_mislead():
    assert table('"a;b;c","d"\n1,2\n').columns == ("a;b;c", "d")


def test_one_column_is_a_table_too():
    assert rows("text\nhello: world\n") == [(2, ["hello: world"])]


def test_a_delimiter_can_be_given():
    assert table("a:b\n1:2\n", delimiter=":").columns == ("a", "b")


def test_excels_sep_line_and_blank_lines_before_the_header_are_passed_by():
    opened = table("\nsep=;\r\na;b\r\n\r\n1;2\r\n")
    assert (opened.header_line, opened.columns) == (3, ("a", "b"))
    assert [(row.line, row.values) for row in opened] == [(5, {"a": "1", "b": "2"})]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_physical_ones_also_after_quoted_newlines(end):
    text = end.join(["a,b", "1,x", f'2,"one{end}two{end}three"', "3,z"])
    assert [line for line, _ in rows(text)] == [2, 3, 6]


def test_a_header_over_two_lines_counts():
    assert rows('"a\nb",c\n1,2\n') == [(3, ["1", "2"])]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_detected(encoding, named):
    text = "admin1,notes\nNeuquén,“señal” – fin\n" + "Chubut,x\n" * 50
    opened = table(text.encode(encoding))
    (first, *_) = list(opened)
    assert opened.columns == ("admin1", "notes")
    assert first.values == {"admin1": "Neuquén", "notes": "“señal” – fin"}
    assert opened.encoding == named


def test_windows_1252_may_show_late_in_the_file_and_at_any_byte():
    for filler in range(2**16 - 20, 2**16 + 3):
        data = b"a\n" + b"x" * (filler - 2) + b"\xe9t\xe9\n"
        text = io.BufferedReader(Utf8(io.BytesIO(data), name="f")).read().decode("utf-8")
        assert text == data.decode("cp1252")


def test_a_letter_cut_in_two_by_a_chunk_is_still_utf_8():
    for filler in range(2**16 - 4, 2**16 + 2):
        data = b"x" * filler + "é€\U0001f30d\n".encode()
        assert io.BufferedReader(Utf8(io.BytesIO(data), name="f")).read() == data


def test_damaged_utf_8_is_named_with_its_line_not_guessed():
    with pytest.raises(TableError, match=r":3: broken UTF-8; save it as UTF-8"):
        rows("a\né\n".encode() + b"caf\xe9\n")


def test_bytes_of_no_encoding_are_named():
    with pytest.raises(TableError, match="neither UTF-8 nor Windows-1252"):
        rows(b"a\ncaf\x81\x8d\n")


def test_a_quote_never_closed_is_an_error_at_the_row_it_is_opened_in():
    with pytest.raises(TableError, match=r":3: a quote that is opened in this row is never closed"):
        rows('a,b\n1,2\n3,"open\n4,5\n6,7\n')


def test_a_quote_never_closed_in_the_header_is_an_error():
    with pytest.raises(TableError, match="never closed"):
        rows('a,"b\n1,2\n')


def test_a_cell_longer_than_any_article_is_an_error_with_its_line():
    told = r":3: a cell of more than 10,000,000 characters: a quote before this line is never"
    with pytest.raises(TableError, match=told):
        rows('a,b\n1,2\n3,"' + "x" * 10_000_001 + '"\n')


def test_a_ragged_row_is_an_error_with_its_line_or_told():
    with pytest.raises(TableError, match=r":3: 1 cells where the header has 2"):
        rows("a,b\n1,2\n3\n")
    told: list[TableError] = []
    with table("a,b\n1,2\n3\n4,5,6\n7,8\n") as opened:
        good = [row.line for row in opened.rows(faults=told.append)]
    assert (good, [fault.line for fault in told]) == ([2, 5], [3, 4])


def test_batches_keep_ragged_rows():
    (batch,) = table("a,b\n1,2\n3\n").batches()
    assert (list(batch.lines), batch.rows) == ([2, 3], [["1", "2"], ["3"]])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b,,\n1,2,,\n3,4,,\n", []),
        ("a,b\n1,2,\n3,4,\n", []),  # the header does not end in a comma, every row does
        ("a,b\n1,2\n,\n \t,\n3,4\n,,\n", []),  # as spreadsheets write blank rows
        ("a,b,,\n1,2,,by Anna\n3,4,x,y\n",
         ["2: 'by Anna' beyond the table's last column is left out; so are 2 more"]),
        (",,a,b\n,,1,2\n,see note,3,4\n", ["3: 'see note' in a column without a name is left out"]),
        (",,a,b\n0,,1,2\n1,,3,4\n", []),  # numbers of rows
    ],
)  # fmt: skip
def test_what_stands_beyond_the_table_is_told_and_blanks_are_nothing(text, told):
    notes: list[str] = []
    with open_table(
        "-", TableOptions(note=notes.append), stdin=io.BytesIO(text.encode()), form="csv"
    ) as opened:
        found = [row.values for row in opened]
    assert found == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]
    assert [note.removeprefix("standard input:") for note in notes] == told


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n3,4,\n",  # of one row nobody knows where the comma is one too many
        "a,b\n1,2,x\n3,4,y\n",
        "a,b,,\n1,2,,\n3,4,5,,\n",
    ],
)
def test_a_row_that_may_be_shifted_is_a_fault(text):
    with table(text) as opened, pytest.raises(TableError, match="cells where the header has 2"):
        list(opened)


def test_a_column_there_twice_is_an_error_for_dicts_only():
    opened = table("a,b,a\n1,2,3\n")
    with pytest.raises(TableError, match=r":1: column 'a' is there twice"):
        list(opened.rows())
    assert next(opened.batches()).rows == [["1", "2", "3"]]


@pytest.mark.parametrize("data", ["", "\n\n", " \n", b"\xef\xbb\xbf", "sep=;\n"])
def test_an_empty_file_is_said_to_be(data):
    with pytest.raises(TableError, match="standard input: the file is empty"):
        rows(data)


def test_a_header_alone_is_a_table_without_rows():
    assert rows("a,b") == []


def test_batches_are_whole_and_in_order_whatever_their_size():
    text = "n\n" + "".join(f'"{n}\n"\n' if n % 7 == 0 else f"{n}\n" for n in range(100))
    whole = rows(text)
    for size in (1, 2, 3, 50, 99, 100, 101):
        opened = table(text)
        parts = [
            (line, cells)
            for batch in opened.batches(size)
            for line, cells in zip(batch.lines, batch.rows, strict=True)
        ]
        assert parts == whole


def test_a_line_without_end_does_not_fill_the_memory():
    stream = io.BytesIO(b"a\n" + b"x" * 3_000)
    with pytest.raises(TableError, match="more than 0 MiB"):
        io.BufferedReader(Utf8(stream, name="f", longest_line=1_000)).read()


CELLS = st.text(st.sampled_from(list("ab,;\"'\n\r é\t")), max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=8), st.booleans())
def test_what_csv_writes_is_read_back_with_its_lines(content, packed):
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    wanted = []
    writer.writerow(["one", "two"])
    for cells in content:
        text = out.getvalue().replace("\r\n", "\n").replace("\r", "\n")
        if "".join(cells).strip():  # blank rows are none
            wanted.append((text.count("\n") + 1, cells))
        writer.writerow(cells)
    data = out.getvalue().encode()
    assert rows(gzip.compress(data) if packed else data) == wanted


def test_a_header_of_one_column_alone_is_a_table_without_rows():
    for data in ("id\n", "id", "a name\n\n"):
        opened = table(data)
        assert len(opened.columns) == 1
        assert list(opened) == []


class Headless:
    """Knows no header, and the columns of files without one."""

    def __call__(self, names):
        return None

    def without_header(self, cells):
        return ("first", "second") if cells[0].isdecimal() else None


def test_the_first_line_of_a_file_without_a_header_is_a_row_of_its_own_line():
    for size in (1, 2, 500):
        with table("1,2\n3,4\n5,6\n", options=TableOptions(fits=Headless())) as opened:
            assert (opened.columns, opened.has_header) == (("first", "second"), False)
            batches = list(opened.batches(size))
        assert [line for batch in batches for line in batch.lines] == [1, 2, 3]
        rows = [row for batch in batches for row in batch.rows]
        assert rows == [["1", "2"], ["3", "4"], ["5", "6"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_nul_byte_far_down_ends_the_file_with_its_line(encoding, tmp_path):
    path = tmp_path / "a.csv"
    rows = [f"{n},Z\u00fcrich" for n in range(20_000)]
    path.write_bytes("\n".join(["id,place", *rows, "20000,Gar\0issa", "20001,x"]).encode(encoding))
    found = []
    with (
        pytest.raises(TableError, match="NUL byte") as broken,
        open_table(path, encoding=None if encoding == "utf-16" else encoding) as table,
    ):
        found.extend(row.values for row in table)
    assert broken.value.line == 20_002
    assert all("\0" not in row["place"] for row in found)


# Quotes within quotes

GOOD = '1,"one ""two"" three"'


@pytest.mark.parametrize(
    "line",
    ['2,"one "two" three"', '2,"one "two", three"x', '2,"a" b "c"', '2,"one\ntwo "three" four"'],
)
def test_a_lone_quote_within_quotes_is_told_and_the_other_rows_are_read(line):
    data = f"id,note\n{GOOD}\n{line}\n3,x\n".encode()
    faults = []
    with open_table("-", stdin=io.BytesIO(data), form="csv") as table:
        found = [row.values for row in table.rows(faults=faults.append)]
    assert found == [{"id": "1", "note": 'one "two" three'}, {"id": "3", "note": "x"}]
    assert [(fault.line, "quote" in fault.reason) for fault in faults] in (
        [(3, True)],
        [(3, False)],
    )
    with (
        open_table("-", stdin=io.BytesIO(data), form="csv") as table,
        pytest.raises(TableError) as broken,
    ):
        list(table)
    assert broken.value.line == 3


def test_quotes_behind_backslashes_are_read_and_told():
    notes: list[str] = []
    data = f'id,note\n{GOOD}\n2,"one \\"two\\", three"\n3,"C:\\dir\\"\n'.encode()
    with open_table("-", TableOptions(note=notes.append), stdin=io.BytesIO(data), form="csv") as t:
        found = [row.values["note"] for row in t]
    assert found == ['one "two" three', 'one "two", three', "C:\\dir\\"]
    assert notes == ["standard input: quotes behind backslashes in 1 row are read as such"]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('2,5" gun', ["2", '5" gun']),
        ('2,say "x" now', ["2", 'say "x" now']),
        ('2,"x" ', ["2", "x "]),
        ('2,""""', ["2", '"']),
        ('="2","a""b"', ['="2"', 'a"b']),
    ],
)
def test_quotes_that_change_nothing_are_no_fault(line, cells):
    data = f"id,note\n{line}\n".encode()
    with open_table("-", stdin=io.BytesIO(data), form="csv") as table:
        assert [[*row.values.values()] for row in table] == [cells]


def test_row_names_of_r_are_told_once_and_not_row_by_row():
    told = r"^standard input:2: each row has its number in front, .* row.names = FALSE$"
    with pytest.raises(TableError, match=told):
        rows("a\tb\n1\tx\ty\n2\tx\ty\n")
    # One row of another width, or another number, is a fault of that row.
    with pytest.raises(TableError, match="3 cells where the header has 2"):
        rows("a\tb\n1\tx\ty\n2\tx\n")
    with pytest.raises(TableError, match="3 cells where the header has 2"):
        rows("a\tb\n7\tx\ty\n")
