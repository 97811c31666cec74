"""Exports of KoboToolbox and ODK: groups before names, columns of the server, sheets of repeats."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from dataset_rows import ACLED

from extractor.cli import main
from extractor.records.kinds import fitting, folded_column
from extractor.sources import Columns, read_articles
from extractor.tables import TableOptions, open_table
from extractor.tables.form_exports import is_form_export, without_groups

GROUPS = {"event_date": "when", "country": "where/area", "location": "where", "fatalities": "toll"}
KOBO = {
    "_id": "77",
    "_uuid": "a-b",
    "_submission_time": "2024-05-15T06:11:00",
    "_notes": "checked",
    "_tags": "",
    "_index": "1",
    "__version__": "v1",
    "meta/instanceID": "uuid:a",
}
CENTRAL = {"SubmissionDate": "2024-05-15T06:11:00.000Z", "meta-instanceID": "uuid:a", "KEY": "a"}


def row(sign: str, server: dict[str, str], number: int = 1) -> dict[str, str]:
    own = {**ACLED, "event_id_cnty": f"KEN{number}"}
    groups = {name: group.replace("/", sign) + sign for name, group in GROUPS.items()}
    named = {groups.get(name, "") + name: str(cell) for name, cell in own.items()}
    return {"start": "2024-05-15T09:00:00.000+03:00", **named, **server}


def as_csv(*rows: dict[str, str], delimiter: str = ";") -> bytes:
    out = io.StringIO()
    table = csv.DictWriter(out, [*rows[0]], delimiter=delimiter, quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows(rows)
    return out.getvalue().encode()


def opened(data: bytes, notes: list[str]):
    options = TableOptions(note=notes.append, fits=fitting(None))
    return open_table("-", options, stdin=io.BytesIO(data))


@pytest.mark.parametrize(
    ("sign", "server", "delimiter"), [("/", KOBO, ";"), ("-", CENTRAL, ","), ("/", CENTRAL, ",")]
)
def test_groups_of_questions_are_no_part_of_the_names(sign, server, delimiter):
    notes: list[str] = []
    with opened(as_csv(row(sign, server), delimiter=delimiter), notes) as table:
        (found,) = (entry.values for entry in table)
    assert {name: found[name] for name in ACLED} == {
        **{name: str(cell) for name, cell in ACLED.items()},
        "event_id_cnty": "KEN1",
    }
    (note,) = notes
    assert "an export of KoboToolbox or ODK; the groups before the names of 4 columns left" in note
    assert f"event_date for when{sign}event_date" in note


def test_api_answers_of_kobo_are_read_so_too():
    answer = {"count": 1, "next": None, "results": [{**row("/", KOBO), "_attachments": []}]}
    notes: list[str] = []
    with opened(json.dumps(answer).encode(), notes) as table:
        (found,) = (entry.values for entry in table)
    assert found["location"] == ACLED["location"]
    assert any("4 columns left out" in note for note in notes)


def test_the_sheet_of_events_is_read_and_that_of_repeats_is_named():
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [row("/", KOBO, number) for number in (1, 2)]
    sheet.append([*rows[0]])
    for each in rows:
        sheet.append([*each.values()])
    repeats = book.create_sheet("actors")
    repeats.append(["actors/name", "_index", "_parent_index", "_submission__uuid"])
    repeats.append(["Someone", 1, 1, "a-b"])
    out = io.BytesIO()
    book.save(out)
    notes: list[str] = []
    with opened(out.getvalue(), notes) as table:
        assert [entry.values["event_id_cnty"] for entry in table] == ["KEN1", "KEN2"]
    assert any("sheet 'actors' left out, 1 row" in note for note in notes)


def test_names_that_end_alike_and_options_of_a_question_keep_their_groups():
    columns = ("a/location", "b/location", "a/weapons", "a/weapons/knife", "_id", "a/other")
    assert without_groups((*columns, "_submission_time")) == {
        "a/weapons": "weapons",
        "a/other": "other",
    }


def test_a_file_of_another_program_keeps_its_names():
    assert not is_form_export(["event_date", "_id", "start"])
    assert without_groups(("link/source", "event_date", "iso-country")) == {}
    assert without_groups(("What (in words)/killed", "_id", "_submission_time")) == {}


def test_columns_of_a_server_are_no_columns_of_acled():
    assert [folded_column(name) for name in ("_notes", "_tags", " _id", "NOTES", "__")] == [
        *("_notes", "_tags", "_id", "notes", ""),
    ]


def test_columns_of_the_server_are_one_warning(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(row("/", KOBO)))
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(path)])
    assert ended.value.code == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.count("W106") == 1
    assert "9 columns of KoboToolbox or ODK (start, _id, _uuid, _submission_time, _notes …)" in told


def test_a_form_of_other_questions_is_named(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv({"Date of event": "2024-05-14", "What happened?": "killing", **KOBO}))
    with pytest.raises(SystemExit):
        main(["validate", str(path)])
    told = " ".join(capsys.readouterr().err.split())
    assert "an export of KoboToolbox or ODK whose questions are none of these" in told


@pytest.mark.parametrize("ending", ["csv", "json"])
@pytest.mark.parametrize("named", [None, "article/words"])
def test_articles_are_found_by_either_name(tmp_path, ending, named):
    words = "words" if named else "text"
    entry = {f"article/{words}": "Four men died.", "article/published": "2024-05-14", **KOBO}
    path = tmp_path / f"a.{ending}"
    path.write_bytes(as_csv(entry) if ending == "csv" else json.dumps([entry]).encode())
    (article,) = read_articles([str(path)], columns=Columns(text=named))
    assert (article.text, str(article.published)) == ("Four men died.", "2024-05-14")
