"""One table of events in any form that people have: CSV of all kinds, workbooks with titles and
other sheets, JSON as files and APIs hold it, GeoJSON, Parquet, packed or not."""

from __future__ import annotations

import csv
import gzip
import io
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as parquet
import zstandard
from hypothesis import strategies as st
from open_documents import ods

from extractor.tables.guessing import codec_of

__all__ = ["Written", "plain_rows", "rows_of_events", "written_tables"]

Row = dict[str, Any]
NUMBERS = ("latitude", "longitude", "fatalities")
DEGREES = ("latitude", "longitude")
TITLES = (
    ("Data export, region: Africa",),
    ("Exported on 28 March 2026", "Source: a project; cite it", ""),
    ("# every row is an event",),
)
ENCODINGS = (  # of texts whose words no command has to guess: told, or by their mark
    *("utf-8", "utf-8-sig", "utf-16", "utf-32"),
    *("cp1252", "cp1251", "iso8859-2", "koi8-r", "cp1256", "shift_jis", "gb18030", "euc-kr"),
)
MARKED = frozenset({"utf-8", "utf-8-sig", "utf-16", "utf-32"})
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
}


@dataclass(frozen=True)
class Written:
    """A file by its name and bytes, how it has to be read, and the rows that are in it."""

    name: str
    data: bytes
    rows: list[Row]
    encoding: str | None = None
    delimiter: str | None = None


def plain_rows(rows: list[Row]) -> list[Row]:
    """Rows as they compare, whatever form they came from: blanks, numbers, the rest as text."""
    return [{column: _plain(column, cell) for column, cell in row.items()} for row in rows]


def _plain(column: str, cell: object) -> object:
    if cell is None or cell == "":
        return ""
    return float(str(cell)) if column in NUMBERS else str(cell)


signs = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"])
words = st.text(signs | st.sampled_from([*"\"',;|\t =@-+", "\n", "é", "ж", "字"]), max_size=30)
names = words.map(lambda text: " ".join(text.split()))


@st.composite
def rows_of_events(draw: st.DrawFn) -> list[Row]:
    """Rows as ACLED has them: ids, days and types as ever, names and notes of any kind."""
    count = draw(st.integers(1, 5))
    return [
        {
            "event_id_cnty": f"KEN{number}",
            "event_date": draw(st.dates()).isoformat(),
            "event_type": draw(st.sampled_from(["Riots", "Protests", "Battles"])),
            "country": "Kenya",
            "location": draw(names),
            "notes": draw(words.map(str.strip)),
            "latitude": draw(st.integers(-90_0000, 90_0000)) / 10_000,
            "longitude": draw(st.integers(-180_0000, 180_0000)) / 10_000,
            "fatalities": draw(st.integers(0, 10_000)),
        }
        for number in range(1, count + 1)
    ]


@st.composite
def written_tables(draw: st.DrawFn) -> Written:
    """Rows, and a file of them."""
    rows = draw(rows_of_events())
    made = draw(st.sampled_from([_csv, _workbook, _ods, _json_lines, _json, _geojson, _parquet]))(
        draw, rows
    )
    ending = draw(st.sampled_from(sorted(PACKED)))
    packed = PACKED[ending](made.data)
    return Written(made.name + ending, packed, made.rows, made.encoding, made.delimiter)


def _csv(draw: st.DrawFn, rows: list[Row]) -> Written:
    encoding = draw(st.sampled_from(ENCODINGS))
    rows = [{name: _held(cell, encoding) for name, cell in row.items()} for row in rows]
    sign = draw(st.sampled_from(",;\t|"))
    out = io.StringIO()
    end = draw(st.sampled_from(["\n", "\r\n"]))
    for title in draw(st.sampled_from([(), *TITLES])):
        out.write(title + end)
    quoted = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    table = csv.DictWriter(out, [*rows[0]], delimiter=sign, lineterminator=end, quoting=quoted)
    table.writeheader()
    table.writerows(rows)
    text = out.getvalue()
    if draw(st.booleans()):
        text = text.removesuffix(end)
    name = {"\t": "a.tsv"}.get(sign, "a.csv")
    told = None if encoding in MARKED else encoding
    return Written(name, text.encode(encoding), rows, told, draw(st.sampled_from([None, sign])))


def _held(cell: object, encoding: str) -> object:
    """What an encoding can hold of a text, and gives back."""
    if not isinstance(cell, str):
        return cell
    return "".join(sign for sign in cell if _comes_back(sign, encoding)).strip()


def _comes_back(sign: str, encoding: str) -> bool:
    # Read as Windows reads it: in EUC-KR, syllables spelt in four letters stay four letters.
    try:
        read_as = encoding if encoding in MARKED else codec_of(encoding)
        return sign.encode(encoding).decode(read_as) == sign
    except UnicodeError:
        return False


def _workbook(draw: st.DrawFn, rows: list[Row]) -> Written:
    book = openpyxl.Workbook()
    book.remove(book.active)
    if draw(st.booleans()):
        book.create_sheet("README").append(["These are events; cite the project."])
    cut = draw(st.integers(1, len(rows)))
    for name, part in (("Events", rows[:cut]), ("More", rows[cut:])):
        if not part:
            continue
        sheet = book.create_sheet(name)
        for title in draw(st.sampled_from([(), *TITLES])):
            sheet.append([title])
        columns = [*part[0]]
        if name == "More":
            columns = draw(st.permutations(columns))
        sheet.append(columns)
        for row in part:
            sheet.append([row[column] for column in columns])
            for cell in sheet[sheet.max_row]:
                if cell.data_type == "f":  # a text that begins with = is one here
                    cell.data_type = "s"
    if draw(st.booleans()):
        book.create_sheet("Codes").append(["a", "b"])
    out = io.BytesIO()
    book.save(out)
    return Written("a.xlsx", out.getvalue(), rows)


def _ods(draw: st.DrawFn, rows: list[Row]) -> Written:
    titles = [[title[0]] for title in draw(st.sampled_from([(), TITLES]))]
    content = [*titles, [*rows[0]], *([*row.values()] for row in rows)]
    sheets = [("Data", content)]
    if draw(st.booleans()):
        sheets.insert(0, ("Readme", [["About this export"], ["Cite it."]]))
    return Written("a.ods", ods(*sheets), rows)


def _json_lines(draw: st.DrawFn, rows: list[Row]) -> Written:
    ascii_only = draw(st.booleans())
    lines = [json.dumps(row, ensure_ascii=ascii_only) + "\n" for row in rows]
    blank = "\n" * draw(st.integers(0, 2))
    return Written("a.jsonl", blank.join(lines).encode(), rows)


def _json(draw: st.DrawFn, rows: list[Row]) -> Written:
    """An array, or answers as ACLED's and UCDP's APIs give them, a page or two, or a table as
    pandas and R's jsonlite write it."""
    how = draw(st.sampled_from(["array", "ACLED", "UCDP", "pages", "table"]))
    count = len(rows)
    cut = draw(st.integers(0, count)) if how == "pages" else count
    answers: list[Any] = []
    for part in [rows[:cut], rows[cut:]][: 2 if how == "pages" else 1]:
        around: dict[str, Any] = {"status": 200, "success": True, "count": len(part)}
        key = "data"
        if how == "UCDP":
            around, key = {"TotalCount": count, "TotalPages": 1, "NextPageUrl": ""}, "Result"
        first = draw(st.booleans())
        answers.append({key: part, **around} if first else {**around, key: part})
    if how == "array":
        answers = [rows]
    elif how == "table":
        answers = [_as_one_table(draw, rows)]
    indent = draw(st.sampled_from([None, 2]))
    text = "\n".join(json.dumps(one, ensure_ascii=False, indent=indent) for one in answers)
    return Written("a.json", text.encode(), rows)


def _as_one_table(draw: st.DrawFn, rows: list[Row]) -> Any:
    names = [*rows[0]]
    columns = {name: [row[name] for row in rows] for name in names}
    labels = list(map(str, range(draw(st.integers(0, 9)), 99)))[: len(rows)]
    cells = [[*row.values()] for row in rows]
    return draw(
        st.sampled_from(
            [
                columns,
                {name: dict(zip(labels, found, strict=True)) for name, found in columns.items()},
                dict(zip(labels, rows, strict=True)),
                {"columns": names, "index": [*range(len(rows))], "data": cells},
                [{name: [cell] for name, cell in row.items()} for row in rows],
            ]
        )
    )


def _geojson(draw: st.DrawFn, rows: list[Row]) -> Written:
    """Features with their points; latitude and longitude are columns too, or not."""
    features = []
    within = draw(st.booleans())
    for row in rows:
        inner = row if within else {k: v for k, v in row.items() if k not in DEGREES}
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        features.append({"type": "Feature", "geometry": point, "properties": inner})
    if draw(st.booleans()):
        whole = json.dumps({"type": "FeatureCollection", "features": features})
        return Written("a.geojson", whole.encode(), rows)
    sequence = draw(st.sampled_from(["", "\x1e"]))
    lines = "".join(f"{sequence}{json.dumps(feature)}\n" for feature in features)
    return Written("a.geojsonl", lines.encode(), rows)


def _parquet(draw: st.DrawFn, rows: list[Row]) -> Written:
    table = pa.Table.from_pylist(rows)
    if draw(st.booleans()):  # GeoParquet
        points = [struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"]) for row in rows]
        if draw(st.booleans()):
            table = table.drop_columns(DEGREES)
        table = table.append_column("geometry", pa.array(points, pa.binary()))
        column = {"encoding": "WKB", "geometry_types": ["Point"]}
        geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
        table = table.replace_schema_metadata({b"geo": json.dumps(geo).encode()})
    out = io.BytesIO()
    parquet.write_table(
        table,
        out,
        compression=draw(st.sampled_from(["none", "snappy", "gzip", "zstd", "brotli", "lz4"])),
        row_group_size=draw(st.sampled_from([1, 3, 1000])),
        use_dictionary=draw(st.booleans()),
        data_page_version=draw(st.sampled_from(["1.0", "2.0"])),
    )
    return Written("a.parquet", out.getvalue(), rows)
