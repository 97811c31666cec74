"""Rows within something else: answers of APIs, GeoJSON, GeoParquet."""

from __future__ import annotations

import io
import json

import pytest

from extractor.errors import TableError
from extractor.tables import TableOptions, open_table

ROWS = [{"event_id_cnty": "KEN1", "fatalities": 2}, {"event_id_cnty": "KEN2", "fatalities": 0}]
ACLED = {"status": 200, "success": True, "last_update": 4, "count": 2, "messages": [], "data": ROWS}
UCDP = {"TotalCount": 2, "TotalPages": 1, "NextPageUrl": "", "Result": ROWS}


def read(text, **options):
    notes = []
    data = text if isinstance(text, bytes) else text.encode()
    with open_table("-", TableOptions(note=notes.append, **options), stdin=io.BytesIO(data)) as t:
        return [row.values for row in t], notes


@pytest.mark.parametrize("indent", [None, 2], ids=["one line", "many lines"])
@pytest.mark.parametrize(
    "answer",
    [
        ACLED,
        UCDP,
        {"data": ROWS},
        {"data": ROWS, "count": 2},
        {"success": True, "result": {"fields": [{"id": "x"}], "records": ROWS, "total": 2}},
        [ACLED],
    ],
    ids=["ACLED", "UCDP", "data alone", "data first", "CKAN", "a list of pages"],
)
def test_the_rows_of_an_answer_are_read(answer, indent):
    assert read(json.dumps(answer, indent=indent)) == (ROWS, [])


@pytest.mark.parametrize("join", ["\n", ",\n", ""], ids=["lines", "list without brackets", "cat"])
def test_pages_one_after_another_are_read_as_one(join):
    pages = [{**UCDP, "TotalPages": 2, "Result": [row]} for row in ROWS]
    assert read(join.join(map(json.dumps, pages))) == (ROWS, [])


def test_a_page_that_is_not_all_says_so():
    page = {**UCDP, "TotalCount": 1234, "TotalPages": 617}
    rows, notes = read(json.dumps(page))
    assert rows == ROWS
    assert notes == ["standard input: 2 of the 1,234 rows that the API has, 1 of 617 pages"]


def test_an_answer_that_counts_more_rows_than_it_holds_says_so():
    rows, notes = read(json.dumps({**ACLED, "count": 5000}))
    assert rows == ROWS
    assert notes == ["standard input: 2 of the 5,000 rows that the API has"]


def test_a_later_page_that_is_an_error_is_told_as_one_and_no_row():
    wrong = {"status": 500, "success": False, "error": "timeout"}
    text = "\n".join(map(json.dumps, (ACLED, wrong, ACLED)))
    with pytest.raises(TableError, match="input:2: an API's answer that something is wrong"):
        read(text)
    faults = []
    with open_table("-", TableOptions(), stdin=io.BytesIO(text.encode())) as table:
        found = [row.values for row in table.rows(faults=faults.append)]
    assert found == ROWS + ROWS
    assert [error.reason for error in faults] == [
        "an API's answer that something is wrong, not rows: 500 timeout"
    ]


def test_what_the_api_says_beside_rows_is_noted():
    rows, notes = read(json.dumps({**ACLED, "messages": ["Field 'x' is not known"]}))
    assert rows == ROWS
    assert notes == ["standard input: the API says: Field 'x' is not known"]


@pytest.mark.parametrize("answer", [{**ACLED, "data": []}, {"Result": [], "TotalCount": 0}, []])
def test_an_answer_without_rows_is_an_empty_table(answer):
    assert read(json.dumps(answer)) == ([], [])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 403, "success": False, "error": {"message": "no access"}}, "403 no access"),
        ({"status": 400, "success": False, "data": [], "messages": ["bad year"]}, "400 bad year"),
        ({"error": "invalid_grant", "error_description": "expired"}, "invalid_grant expired"),
        ({"statusCode": 401, "message": "no token"}, "401 no token"),
        ({"errors": [{"status": "500", "detail": "down"}], "error": ""}, "down"),
        ({"success": False}, "no reason given"),
    ],
)
def test_an_error_answer_is_told_as_one(answer, words):
    with pytest.raises(TableError, match=f"something is wrong, not rows: {words}$"):
        read(json.dumps(answer))


def test_an_object_that_holds_other_lists_is_a_row():
    row = {"schema_version": "1.1", "actors": [{"name": "A"}], "denials": []}
    assert read(json.dumps(row)) == ([row], [])


def test_a_row_whose_data_is_text_or_numbers_stays_a_row():
    for row in ({"id": 1, "data": "x"}, {"id": 1, "data": [1, 2]}, {"id": 1, "result": {"a": 1}}):
        assert read(json.dumps(row)) == ([row], [])


def test_lines_of_rows_in_an_answer_are_those_of_the_file(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text('{"status": 200,\n "data": [\n{"a": 1},\n{"a": 2}\n]}\n')
    with open_table(path) as table:
        assert [(row.line, row.values["a"]) for row in table] == [(3, 1), (4, 2)]


@pytest.mark.parametrize("cut", range(40, 70, 3))
def test_an_answer_that_is_cut_off_says_so(cut):
    text = json.dumps({"data": [{"event_id_cnty": "KEN1"}, {"event_id_cnty": "KEN2"}], "count": 2})
    with pytest.raises(TableError, match=r"cut off|broken JSON"):
        read(text[:cut])


def test_a_long_answer_is_read_in_pieces():
    row = {"event_id_cnty": "KEN1", "notes": "x" * 1000}
    rows, _ = read(json.dumps({"data": [row] * 2000}))
    assert len(rows) == 2000


POINT = {"type": "Point", "coordinates": [41.87, 3.94]}
FEATURE = {
    "type": "Feature",
    "id": 7,
    "geometry": POINT,
    "properties": {"event_id_cnty": "KEN1", "latitude": 3.94, "longitude": 41.87},
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"type": "FeatureCollection", "features": [FEATURE]}),
        json.dumps({"type": "FeatureCollection", "name": "a", "features": [FEATURE]}, indent=1),
        json.dumps(FEATURE),
        f"\x1e{json.dumps(FEATURE)}\n",
        json.dumps([FEATURE]),
    ],
    ids=["collection", "indented", "lines", "text sequence", "array"],
)
def test_the_columns_of_a_feature_are_its_properties(text):
    assert read(text) == ([FEATURE["properties"]], [])


def test_a_feature_without_coordinates_in_its_columns_has_those_of_its_point():
    bare = {**FEATURE, "properties": {"event_id_cnty": "KEN1", "Latitude": None}}
    assert read(json.dumps(bare))[0] == [
        {"event_id_cnty": "KEN1", "Latitude": 3.94, "longitude": 41.87}
    ]


def test_a_point_that_was_moved_is_noted():
    moved = {**FEATURE, "geometry": {"type": "Point", "coordinates": [30.0, 3.94]}}
    rows, notes = read(json.dumps({"type": "FeatureCollection", "features": [moved, FEATURE]}))
    assert [row["longitude"] for row in rows] == [41.87, 41.87]
    assert notes == [
        "standard input: 1 feature has another point than latitude and longitude say; the columns "
        "are read"
    ]


def test_a_multipoint_of_one_point_is_a_point():
    def read_as(*points):
        shape = {"type": "MultiPoint", "coordinates": points}
        return read(json.dumps({**FEATURE, "properties": {"a": 1}, "geometry": shape}))[0]

    assert read_as([41.87, 3.94]) == [{"a": 1, "latitude": 3.94, "longitude": 41.87}]
    assert read_as([41.87, 3.94], [41.9, 3.9]) == [{"a": 1}]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("urn:ogc:def:crs:EPSG::3857", True),
        ("EPSG:32637", True),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", False),
        ("urn:ogc:def:crs:EPSG::4326", False),
        ("EPSG:4326", False),
    ],
)
def test_points_that_are_not_in_degrees_are_told(name, told):
    crs = {"type": "name", "properties": {"name": name}}
    whole = {"type": "FeatureCollection", "crs": crs, "features": [FEATURE]}
    _, notes = read(json.dumps(whole))
    assert any("not in degrees" in note for note in notes) is told


def test_features_of_arcgis_are_read():
    feature = {"attributes": {"event_id_cnty": "KEN1"}, "geometry": {"x": 41.87, "y": 3.94}}
    text = json.dumps({"geometryType": "esriGeometryPoint", "features": [feature]})
    assert read(text)[0] == [{"event_id_cnty": "KEN1", "latitude": 3.94, "longitude": 41.87}]


@pytest.mark.parametrize("name", ["a.geojson", "a.json"])
def test_a_file_of_geojson_opens_by_its_name(tmp_path, name):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [FEATURE]}))
    with open_table(path) as table:
        assert table.columns == ("event_id_cnty", "latitude", "longitude")


def geoparquet(path, columns, point):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    geo = json.dumps({"version": "1.1.0", "primary_column": "geometry", "columns": {}})
    table = pa.table({**columns, "geometry": [point]})
    pq.write_table(table.replace_schema_metadata({"geo": geo}), path)
    return path


def test_points_of_geoparquet_are_no_column_beside_latitude_and_longitude(tmp_path):
    path = geoparquet(tmp_path / "a.geoparquet", {"latitude": [3.9], "longitude": [41.8]}, b"\1")
    with open_table(path) as table:
        assert [row.values for row in table] == [{"latitude": 3.9, "longitude": 41.8}]


def test_points_of_geoparquet_alone_are_read_as_longitude_and_latitude(tmp_path):
    import struct

    path = geoparquet(tmp_path / "a.parquet", {"id": [1]}, struct.pack("<BIdd", 1, 1, 41.8, 3.9))
    with open_table(path) as table:
        assert [row.values for row in table] == [{"id": 1, "longitude": 41.8, "latitude": 3.9}]


@pytest.mark.parametrize(
    ("around", "told"),
    [
        ({"next": "https://api.example/?page=2"}, "'next' names the next page"),
        ({"@odata.nextLink": "https://api.example/x"}, "'@odata.nextLink' names the next page"),
        (
            {"exceededTransferLimit": True},
            "the server stopped at its limit; ask for the others with resultOffset",
        ),
        (
            {"properties": {"exceededTransferLimit": True}},
            "the server stopped at its limit; ask for the others with resultOffset",
        ),
    ],
)
def test_an_answer_that_goes_on_elsewhere_says_so(around, told):
    rows, notes = read(json.dumps({**around, "results": ROWS}))
    assert (rows, notes) == (ROWS, [f"standard input: these 2 rows are not all: {told}"])
    pages = json.dumps({**around, "results": ROWS[:1]}) + json.dumps({"results": ROWS[1:]})
    assert read(pages) == (ROWS, [])  # the last one is the last


@pytest.mark.parametrize("name", ["value", "results"])
def test_lists_as_powershell_and_odata_write_them_are_read(name):
    assert read(json.dumps({name: ROWS, "Count": 2})) == (ROWS, [])


ARCGIS = [
    {"attributes": {**row, "actor1": "Al Shabaab"}, "geometry": {"x": 41.867, "y": 3.9366}}
    for row in ROWS
]
COLUMNS = {"event_id_cnty", "event_date", "fatalities", "actor1"}


@pytest.mark.parametrize("indent", [None, 2], ids=["one line", "many lines"])
def test_features_of_arcgis_are_rows_with_their_points(indent):
    made = {"geometryType": "esriGeometryPoint", "spatialReference": {"wkid": 4326}}
    rows, notes = read(
        json.dumps({**made, "features": ARCGIS}, indent=indent),
        fits=lambda columns: list(columns) if COLUMNS & set(columns) else None,
    )
    point = {"latitude": 3.9366, "longitude": 41.867}
    assert rows == [{**row, "actor1": "Al Shabaab", **point} for row in ROWS]
    assert notes == []


def test_features_of_arcgis_in_metres_are_told():
    made = {"spatialReference": {"wkid": 102100, "latestWkid": 3857}, "features": ARCGIS}
    _, notes = read(json.dumps(made))
    assert notes == [
        "standard input: its points are in EPSG:3857, and not in degrees; write it in WGS 84 "
        "(EPSG:4326)"
    ]
