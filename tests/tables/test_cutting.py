"""Lines cut without csv come out as csv has them, whatever stands in them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractor.tables.cutting import Rows, cut

SIGNS = st.text(alphabet='a,;"\n\r \t\0é€', max_size=40)
CELLS = st.one_of(st.text(alphabet='ab",\n\r é', max_size=8), st.text(max_size=8))


def by_csv(text: str, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, row) for row in reader]


def by_us(text: str, delimiter: str = ",", longest: int = 10_000) -> list[tuple[int, list[str]]]:
    rows = Rows(iter(io.StringIO(text, newline="")), delimiter, longest)
    return [(rows.line_num, row) for row in rows]


@settings(max_examples=500, deadline=None)
@given(SIGNS, st.sampled_from(",;\t"), st.sampled_from([10_000, 3]))
@example('"",""\n', ",", 10_000)
@example('a"b,"c"\n"d"e,"f\n', ",", 10_000)
@example('"a""b",c\n"\n",""""\n', ",", 10_000)
@example('a,"b\r"\r\n"c"\r\n', ",", 10_000)
@example('a,"b"\r', ",", 10_000)
@example("\n,\n\r\n", ",", 10_000)
def test_any_text(text, delimiter, longest):
    assert by_us(text, delimiter, longest) == by_csv(text, delimiter)


@settings(deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=5), max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(",;|"),
)
def test_any_table_that_was_written(rows, end, quoting, delimiter):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end, quoting=quoting, delimiter=delimiter)
    writer.writerows(rows)
    assert by_us(out.getvalue(), delimiter) == by_csv(out.getvalue(), delimiter)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("a,b\n", ["a", "b"]),
        ('a,"b, c",d\r\n', ["a", "b, c", "d"]),
        ('"a","b"\n', ["a", "b"]),
        (',"",\n', ["", "", ""]),
    ],
)
def test_what_is_plain_is_cut(line, row):
    assert cut(line, ",") == row


@pytest.mark.parametrize("line", ["\n", "a", 'a,"b\n', 'a"b\n', '"a""b"\n', '"a"b\n', "a\rb\n"])
def test_what_is_not_plain_is_left_to_csv(line):
    assert cut(line, ",") is None


def test_an_error_of_csv_comes_after_the_rows_before_it():
    rows = Rows(iter(["a,b\n", 'c,"' + "d" * 200_000 + '"\n']), ",", 10)
    before = csv.field_size_limit(100_000)
    try:
        assert next(rows) == ["a", "b"]
        with pytest.raises(csv.Error, match="field larger"):
            next(rows)
    finally:
        csv.field_size_limit(before)
