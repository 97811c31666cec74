"""Workbooks: every sheet of a table is read, every other is named with its rows."""

from __future__ import annotations

import io
import sys
import tracemalloc
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart

from extractor.errors import TableError
from extractor.records.kinds import RecordKind, fitting
from extractor.tables import TableOptions, open_table

HEADER = ["event_id_cnty", "event_date", "event_type", "country", "location", "fatalities"]
UCDP = ["id", "type_of_violence", "side_a", "side_b", "best", "country"]


def row(number: int) -> list[object]:
    return [f"KEN{number}", "2024-05-14", "Riots", "Kenya", "Mandera", number]


def book(*sheets: tuple[str, list[list[object]]], hidden: tuple[str, ...] = (), chart: str = ""):
    made = openpyxl.Workbook()
    made.remove(made.active)
    if chart:
        made.create_chartsheet(chart).add_chart(BarChart())
    for name, content in sheets:
        sheet = made.create_sheet(name)
        for cells in content:
            sheet.append(cells)
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def opened(data: bytes, notes: list[str] | None = None, fits=None, **options):
    told = TableOptions(note=(notes if notes is not None else []).append, fits=fits, **options)
    return open_table("-", told, stdin=io.BytesIO(data), form="xlsx")


def read(data: bytes, fits=fitting(None), **options) -> tuple[list[object], list[str]]:  # noqa: B008
    """The ids in order, and the notes."""
    notes: list[str] = []
    with opened(data, notes, fits, **options) as table:
        ids = [entry.values[table.columns[0]] for entry in table]
    return ids, [note.removeprefix("standard input: ") for note in notes]


def test_every_sheet_with_the_same_columns_is_read_in_order():
    content = book(("2023", [HEADER, row(1)]), ("2024", [HEADER, row(2), row(3)]))
    assert read(content) == (["KEN1", "KEN2", "KEN3"], [])


def test_columns_that_are_written_differently_are_the_same():
    spelt = [name.upper().replace("_", " ") for name in HEADER]
    content = book(("2023", [HEADER, row(1)]), ("2024", [[""], spelt, row(2)]))
    assert read(content) == (["KEN1", "KEN2"], [])


def test_columns_of_one_s_own_are_compared_without_their_white_space():
    content = book(("a", [["my  id", "B"], ["1", 2]]), ("b", [["My ID ", "b"], ["3", 4]]))
    assert read(content, fits=None) == (["1", "3"], [])


def test_a_column_between_others_may_have_no_name():
    with opened(book(("a", [["a", None, " b ", None], [1, None, 2, None]]))) as table:
        assert table.columns == ("a", "", "b")
        assert [batch.rows for batch in table.batches()] == [[[1, None, 2]]]


def changed(data: bytes, change) -> bytes:
    """A workbook with another text of its first sheet."""
    out, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(data))
    with old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)
    return out.getvalue()


def test_a_formula_counts_as_the_value_it_had():
    content = book(("a", [["a", "b"], [1, 7]]))
    content = changed(content, lambda text: text.replace(b"<v>7</v>", b"<f>3+4</f><v>7</v>"))
    with opened(content) as table:
        assert [batch.rows for batch in table.batches()] == [[[1, 7]]]


@pytest.mark.parametrize("size", [1, 7, 20, 500])
def test_the_rows_before_the_place_where_a_sheet_breaks_off_are_read(size):
    content = book(("a", [["a"], *([n] for n in range(40))]))
    content = changed(content, lambda text: text[: text.index(b'<row r="22"') + 5])
    read = []
    with (
        opened(content) as table,
        pytest.raises(TableError, match="not a readable Excel workbook: unclosed token"),
    ):
        for batch in table.batches(size):
            read += [row[0] for row in batch.rows]
    assert read == list(range(20))


def test_where_openpyxl_is_missing_it_is_told_how_to_have_it(monkeypatch):
    content = book(("a", [["a"], [1]]))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(TableError, match=r": an Excel workbook needs openpyxl: .*\[tables\]"):
        opened(content)


def test_what_is_no_workbook_is_one_line_with_its_cause():
    with pytest.raises(TableError) as caught:
        opened(b"PK\x03\x04xxxx")
    assert str(caught.value) == (
        "standard input: not a readable Excel workbook: File is not a zip file"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("[Content_Types].xml", "<a\n  b")
    with pytest.raises(TableError, match=r"^standard input: not a readable Excel workbook: \w.*$"):
        opened(out.getvalue())


def test_columns_in_another_order_are_put_in_the_first_sheets():
    turned = [HEADER[::-1], row(2)[::-1], [None, None, None, None, None, "KEN3"]]
    with opened(book(("2023", [HEADER, row(1)]), ("2024", turned)), fits=fitting(None)) as table:
        rows = [cells for batch in table.batches() for cells in batch.rows]
    assert rows == [row(1), row(2), ["KEN3", None, None, None, None, None]]
    assert table.cell(2, 0) == 0
    assert table.cell(table.headers()[1][0], 0) == 5


@pytest.mark.parametrize("first", [0, 2])
def test_a_table_may_begin_in_another_column_of_each_sheet(first):
    def indented(cells, by):
        return [*[None] * by, *cells]

    sheets = [
        (name, [indented(cells, by) for cells in ([], HEADER, row(number))])
        for number, (name, by) in enumerate([("2023", first), ("2024", 2 - first)], 1)
    ]
    with opened(book(*sheets), fits=fitting(None)) as table:
        rows = [cells for batch in table.batches() for cells in batch.rows]
    assert rows == [indented(row(1), first), indented(row(2), first)]
    names = [list(columns) for _, columns in table.headers()]
    assert names == [["", "", *HEADER] if first else HEADER, names[1]]
    assert [name for name in names[1] if name] == HEADER


def test_a_row_says_its_sheet():
    content = book(("2023", [HEADER, row(1)]), ("2024", [[], HEADER, [], row(2)]))
    with opened(content, fits=fitting(None)) as table:
        lines = [line for batch in table.batches() for line in batch.lines]
        assert [table.place(line)[:2] for line in lines] == [("2023", 2), ("2024", 4)]
        assert table.where(lines[1]) == "standard input, sheet '2024':4"
        assert table.line_words(lines[1]) == "row 4 of '2024'"
        assert str(table.error("is wrong", lines[1])) == f"{table.where(lines[1])}: is wrong"


def test_a_single_sheet_is_not_named():
    with opened(book(("Sheet", [HEADER, row(1)]))) as table:
        assert (table.where(2), table.line_words(2)) == ("standard input:2", "line 2")


def test_a_readme_first_is_named_and_the_data_are_read():
    about = [["ACLED data export"], ["Licence: see the terms of use"], ["28 March 2026"]]
    content = book(("README", about), ("Data", [HEADER, row(1)]))
    assert read(content) == (
        ["KEN1"],
        ["sheet 'README' left out, 3 rows (--sheet names the one to read)"],
    )


def test_sheets_of_two_kinds_are_not_mixed():
    content = book(
        ("ACLED", [HEADER, row(1)]),
        ("GED", [UCDP, [1, 2, "A", "B", 3, "Kenya"], [2, 2, "A", "B", 3, "Kenya"]]),
        ("Regions", [["code", "name"], [1, "Coast"]]),
    )
    assert read(content) == (
        ["KEN1"],
        [
            "sheet 'GED' left out, 2 rows (--sheet names the one to read)",
            "sheet 'Regions' left out, 1 row (--sheet names the one to read)",
        ],
    )
    ids, notes = read(content, fitting(RecordKind.UCDP))
    assert (ids, len(notes)) == ([1, 2], 2)


def test_a_list_of_codes_before_the_data_is_not_taken_for_them():
    codes = [["event_type", "sub_event_type", "disorder_type"], ["Riots", "Mob violence", "x"]]
    wide = [*HEADER, "admin1", "admin2"]
    ids, notes = read(book(("Codes", codes), ("Data", [wide, [*row(1), "a", "b"]])))
    assert ids == ["KEN1"]
    assert notes == ["sheet 'Codes' left out, 1 row (--sheet names the one to read)"]


def test_a_sheet_with_a_column_more_is_left_out_and_named():
    more = [[*HEADER, "checked by"], [*row(2), "me"]]
    ids, (note,) = read(book(("2023", [HEADER, row(1)]), ("2024", more)))
    assert ids == ["KEN1"]
    assert note.startswith("sheet '2024' left out, 1 row")


@pytest.mark.parametrize("empty", [[], [[None, " "]], [HEADER]])
def test_empty_sheets_say_nothing(empty):
    content = book(("Empty", empty), ("Data", [HEADER, row(1)]), ("End", empty))
    assert read(content) == (["KEN1"], [])


def test_an_empty_workbook_is_one_line():
    with pytest.raises(TableError, match="the sheet 'One' is empty"):
        read(book(("One", []), ("Two", [[" "]])))


def test_hidden_sheets_are_named_and_read_only_if_there_are_no_others():
    both = ("2023", [HEADER, row(1)]), ("Old", [HEADER, row(2)])
    ids, notes = read(book(*both, hidden=("Old",)))
    assert (ids, notes) == (
        ["KEN1"],
        ["sheet 'Old' (hidden) left out, 1 row (--sheet names the one to read)"],
    )
    board = ("Dashboard", [["Figures"]]), *both
    ids, notes = read(book(*board, hidden=("2023", "Old")))
    assert ids == ["KEN1", "KEN2"]
    assert notes == ["sheet 'Dashboard' left out, 1 row (--sheet names the one to read)"]


def test_chart_sheets_are_passed_over():
    content = book(("Data", [HEADER, row(1)]), chart="Chart")
    assert read(content) == (["KEN1"], [])
    with pytest.raises(TableError, match="'Chart' is a chart, not a sheet of cells"):
        opened(content, sheet="Chart")


def test_a_title_above_the_header_is_named_and_left_out():
    content = book(("Data", [["Export of May"], [], ["for", "internal", "use"], HEADER, row(1)]))
    assert read(content) == (["KEN1"], ["2 rows above the header in row 4 left out"])
    content = book(("Data", [["Export"], HEADER, row(1)]), ("More", [HEADER, row(2)]))
    ids, notes = read(content)
    assert ids == ["KEN1", "KEN2"]
    assert notes == ["sheet 'Data': 1 row above the header in row 2 left out"]


def test_a_sheet_that_is_named_is_read_whatever_it_holds():
    content = book(("README", [["hello"], ["you"]]), ("Data", [HEADER, row(1)]))
    assert read(content, sheet="Data") == (
        ["KEN1"],
        ["sheet 'README' left out, 2 rows (--sheet names the one to read)"],
    )
    with opened(content, fits=fitting(None), sheet="README") as table:
        assert table.columns == ("hello",)
        assert table.other_sheets == "; there is also a sheet 'Data', which --sheet names"
    with pytest.raises(TableError, match="no sheet 'Dta'; there are 'README', 'Data'"):
        opened(content, sheet="Dta")


def test_stray_blanks_are_no_cells_of_the_table():
    wide = [*row(1), None, None, " "]
    content = book(("Data", [HEADER, wide, [None] * 9 + [" "], [*row(2), None, "x"]]))
    with opened(content, fits=fitting(None)) as table:
        rows = [cells for batch in table.batches() for cells in batch.rows]
    assert rows == [row(1), row(2)]


def test_what_stands_beside_the_table_is_none_of_it_and_told():
    aside = [None] * 8
    content = book(
        ("2023", [HEADER, [*row(1), None, "checked by me"], [*aside, "sum", 7]]),
        ("2024", [HEADER, row(2), [*row(3), None, None, "again"]]),
    )
    notes: list[str] = []
    with opened(content, notes, fitting(None)) as table:
        found = [(table.line_words(entry.key), *entry.values.values()) for entry in table]
    assert [cells[:2] for cells in found] == [
        ("row 2 of '2023'", "KEN1"),
        ("row 2 of '2024'", "KEN2"),
        ("row 3 of '2024'", "KEN3"),
    ]
    assert notes == [
        "standard input, sheet '2023':2: 'checked by me' beyond the table's last column is left "
        "out; so are 3 more"
    ]


def test_a_column_there_twice_keeps_sheets_apart():
    twice = [["event_type", "country", "admin1", "fatalities", "country"], [1, 2, 3, 4, 5]]
    turned = [twice[0][::-1], twice[1]]
    with opened(book(("A", twice), ("B", twice), ("C", turned)), fits=fitting(None)) as table:
        assert [batch.rows for batch in table.batches()] == [[[1, 2, 3, 4, 5]]] * 2


def test_memory_does_not_grow_with_the_rows_of_sheets():
    def peak(rows: int) -> int:
        content = book(*((name, [HEADER, *map(row, range(rows))]) for name in ("A", "B", "C")))
        tracemalloc.start()
        with opened(content, fits=fitting(None)) as table:
            assert sum(len(batch.rows) for batch in table.batches()) == 3 * rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(2_000) < peak(300) * 1.6  # 1.9 where rows are kept


def made(change) -> bytes:
    """A workbook of four rows whose sheet was changed by hand."""
    made = openpyxl.load_workbook(io.BytesIO(book(("a", [HEADER, *map(row, range(1, 5))]))))
    change(made["a"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_merged_texts_and_days_count_in_each_row_and_numbers_in_the_first():
    def merge(sheet):
        sheet["D2"] = "Uganda"
        for area in ("D2:D4", "E4:E5", "F2:F3", "A5:B5"):
            sheet.merge_cells(area)

    notes: list[str] = []
    with opened(made(merge), notes, fitting(None)) as table:
        rows = [entry.values for entry in table]
    assert [each["country"] for each in rows] == ["Uganda", "Uganda", "Uganda", "Kenya"]
    assert [each["location"] for each in rows] == ["Mandera"] * 4
    assert [each["fatalities"] for each in rows] == [1, None, 3, 4]
    (note,) = notes
    assert "3 merged areas of cells" in note


def test_a_formula_without_a_value_is_refused_and_not_read_as_blank():
    data = made(lambda sheet: sheet.__setitem__("E3", '=CONCATENATE("Man","dera")'))
    with pytest.raises(TableError, match=r":3: 1 formula without a value, in column 'location'"):
        opened(data, fits=fitting(None))
    # Beyond the table, or above it, nothing of it is missing.
    beside = made(lambda sheet: sheet.__setitem__("Z3", "=1+1"))
    assert read(beside)[0] == ["KEN1", "KEN2", "KEN3", "KEN4"]


@pytest.mark.parametrize(("told", "refused"), [(b'fullCalcOnLoad="1"', True), (b"", False)])
def test_zeros_that_xlsxwriter_writes_for_every_formula_are_no_values(told, refused):
    import zipfile

    data = made(lambda sheet: sheet.__setitem__("F3", "=1+1"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            assert part != "xl/workbook.xml" or b'fullCalcOnLoad="1"' in text
            text = text.replace(b'fullCalcOnLoad="1"', told)
            new.writestr(part, text.replace(b"<v></v>", b"<v>0</v>").replace(b"<v />", b"<v>0</v>"))
    if refused:
        with pytest.raises(TableError, match="1 formula without a value, in column 'fatalities'"):
            opened(out.getvalue(), fits=fitting(None))
    else:
        with opened(out.getvalue(), fits=fitting(None)) as table:
            assert [entry.values["fatalities"] for entry in table] == [1, 0, 3, 4]


def test_a_formula_that_gives_a_blank_text_has_a_value():
    import zipfile

    data = made(lambda sheet: sheet.__setitem__("E3", '=""'))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert b'<c r="E3"><f>' in text
                text = text.replace(b'<c r="E3"><f>', b'<c r="E3" t="str"><f>')
            new.writestr(part, text)
    assert read(out.getvalue())[0] == ["KEN1", "KEN2", "KEN3", "KEN4"]


def test_rows_that_a_filter_hides_are_read_and_told():
    def hide(sheet):
        for number in (3, 4):
            sheet.row_dimensions[number].hidden = True

    ids, notes = read(made(hide))
    assert ids == ["KEN1", "KEN2", "KEN3", "KEN4"]
    assert notes == ["2 rows hidden, as by a filter; read as others"]


def test_columns_that_are_hidden_are_read_and_named():
    def hide(sheet):
        for letter in ("B", "F", "H"):  # the last is none of the table's
            sheet.column_dimensions[letter].hidden = True

    ids, notes = read(made(hide))
    assert ids == ["KEN1", "KEN2", "KEN3", "KEN4"]
    assert notes == ["2 columns hidden; read as others: 'event_date', 'fatalities'"]
