"""``extract validate`` as typed: formats, exit codes, --fix, broken files in one line each."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

RECORDS = Path(__file__).resolve().parents[2] / "fixtures" / "records"
SARIF = Path(__file__).resolve().parents[1] / "validate" / "sarif-2.1.0.schema.json"
VALID = RECORDS / "valid" / "acled.csv"
WRONG = RECORDS / "invalid" / "E306" / "row.csv"
WARNED = RECORDS / "invalid" / "W507" / "row.csv"


def rows() -> list[dict[str, str]]:
    with VALID.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def messy() -> list[dict[str, str]]:
    """Rows with everything that has one right answer, and one thing that has none."""
    one, two, three = rows()
    one.update(event_date="10 March 2022", inter1="3", inter2="7", interaction="23", iso="800")
    one.update(latitude="-0,4532", admin1=" Garissa", civilian_targeting="Civilians targeted")
    two.update(event_date="11-03-2022", disorder_type="Demostrations", actor2="NA", year="2021")
    three.update(region="Southern Asia", fatalities="some", interaction="")
    return [one, two, three]


def as_text(content: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(content[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(content)
    return out.getvalue()


def test_exit_codes(extract, tmp_path):
    assert extract("validate", VALID).exit_code == 0
    assert extract("validate", WRONG).exit_code == 1
    assert extract("validate", WARNED).exit_code == 0
    assert extract("validate", WARNED, "--warnings-as-errors").exit_code == 1
    assert extract("validate", WRONG, "--ignore", "E306").exit_code == 0
    assert extract("validate", tmp_path / "no.csv").exit_code == 2
    assert extract("validate", WRONG, "--select", "X1").exit_code == 2
    assert extract("validate", VALID, "--max-errors", "0").exit_code == 2


def test_an_unreadable_file_is_one_line_and_the_others_are_read(extract, tmp_path):
    broken = tmp_path / "a.csv"
    broken.write_bytes(b"%PDF-1.7")
    done = extract("validate", broken, WRONG)
    assert done.exit_code == 2
    assert done.stderr == f"Error: {broken}: a PDF document, not a table\n"
    assert "E306" in done.stdout
    assert "cannot be read" in done.stdout


def test_text_is_grouped_with_a_table_of_files(extract):
    done = extract("validate", WRONG, VALID)
    lines = done.stdout.splitlines()
    assert lines[1].strip() == "E306 The interaction follows from the two kinds"
    assert lines[2].startswith("    line 2 (KEN101): ")
    assert lines[-3].split() == ["file", "kind", "rows", "errors", "warnings"]
    assert lines[-1].split() == [str(VALID), "acled", "3", "0", "0"]


def test_a_mistake_in_every_row_is_told_once_with_some_lines(extract):
    content = as_text([{**rows()[0], "event_id_cnty": f"KEN{n}", "disorder_type": "Demostrations",
                        "notes": f"Note {n}"} for n in range(30)])  # fmt: skip
    done = extract("validate", "-", input=content)
    assert "E213 Unknown disorder type (30 times)" in done.stdout
    assert done.stdout.count("Demostrations") == 1
    assert "(so are 29 more)" in done.stdout


def test_many_mistakes_of_one_code_are_told_by_their_cause(extract):
    one = rows()[0]
    made = [{**one, "event_id_cnty": f"KEN{n}", "iso": "", "admin2": "NA", "notes": f"Note {n}"}
            for n in range(30)]  # fmt: skip
    made += [{**one, "event_id_cnty": f"UGA{n}", "latitude": f"x{n}"} for n in range(15)]
    done = extract("validate", "-", input=as_text(made))
    assert "W202 Blank cell that exports fill (30 times)" in done.stdout
    assert "line 2 (KEN0): iso is blank (so are 29 more)" in done.stdout
    assert "line 2 (KEN0): admin2: 'NA' stands for a blank (so are 29 more)" in done.stdout
    assert "… and 5 more" in done.stdout  # each latitude is another
    as_data = extract("validate", "-", "-f", "csv", input=as_text(made))
    assert as_data.stdout.count("W204") == 30


def test_nothing_of_a_file_commands_the_terminal(extract):
    evil = "x\x1b[31m\u202e"
    content = as_text([{**rows()[0], "event_id_cnty": evil, "location": evil, "region": evil}])
    done = extract("validate", "-", input=content.replace("notes", f"notes{evil}", 1))
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_json_is_one_document_and_json_lines_a_finding_a_line(extract):
    document = json.loads(extract("validate", WRONG, VALID, "-f", "json").stdout)
    assert [found["code"] for found in document["findings"]] == ["E306"]
    assert [(file["rows"], file["errors"]) for file in document["files"]] == [(1, 1), (3, 0)]
    (line,) = extract("validate", WRONG, "-f", "jsonl").stdout.splitlines()
    assert json.loads(line) == document["findings"][0]
    assert json.loads(extract("validate", VALID, "-f", "json").stdout)["findings"] == []


def test_github_annotations_are_escaped(extract, tmp_path):
    path = tmp_path / "a,b:c.csv"
    path.write_text(as_text([{**rows()[0], "region": "100%\nno"}]))
    (line,) = extract("validate", path, "-f", "github", "--select", "E219").stdout.splitlines()
    assert line.startswith("::error file=")
    assert "a%2Cb%3Ac.csv,line=2,title=E219 Unknown region::region" in line
    assert "100%25" in line


def test_sarif_fits_its_schema(extract, tmp_path):
    every = sorted((RECORDS / "invalid").glob("*/*"))
    (tmp_path / "no.csv").write_bytes(b"")
    done = extract("validate", *every, tmp_path / "no.csv", "-f", "sarif")
    document = json.loads(done.stdout)
    jsonschema.Draft202012Validator(json.loads(SARIF.read_text())).validate(document)
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    found = {result["ruleId"] for result in run["results"]}
    assert found | {"E705"} == {rule["id"] for rule in rules}  # that needs a file of fields
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert run["invocations"][0]["executionSuccessful"] is False


def test_csv_can_be_sorted_and_runs_nothing_in_a_spreadsheet(extract):
    content = as_text([{**rows()[0], "region": "=1+1", "latitude": "-0,5"}])
    table = list(
        csv.DictReader(io.StringIO(extract("validate", "-", "-f", "csv", input=content).stdout))
    )
    by_code = {row["code"]: row for row in table}
    assert by_code["E219"]["value"] == "'=1+1"
    assert by_code["W208"]["value"] == "-0,5"
    assert by_code["W208"]["line"] == "2"


def fix(extract, path: Path, out: Path, *options: str):
    done = extract("validate", path, "--fix", out, "-f", "jsonl", *options)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return (
        done,
        [line for line in lines if line["severity"] == "fixed"],
        [line for line in lines if line["severity"] != "fixed"],
    )


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json", "xlsx", "parquet", "csv.gz"])
def test_fix_mends_what_has_one_right_answer_in_every_format(extract, tmp_path, form):
    path, out, again = (tmp_path / f"{name}.{form}" for name in ("in", "out", "again"))
    write(path, form, messy())
    done, changes, left = fix(extract, path, out)
    assert done.exit_code == 1
    mended = {(c["code"], c["column"], c["fixed"]) for c in changes}
    assert mended >= {
        ("W111", "event_date", "2022-03-10"),
        ("W111", "event_date", "2022-03-11"),
        ("W110", "inter1", "Political militia"),
        ("W110", "inter2", "Civilians"),
        ("E306", "interaction", "Political militia-Civilians"),
        ("E315", "iso", "404"),
        ("W208", "latitude", "-0.4532"),
        ("W203", "admin1", "Garissa"),
        ("W224", "civilian_targeting", "Civilian targeting"),
        ("E213", "disorder_type", "Demonstrations"),
        ("W204", "actor2", ""),
        ("W506", "year", "2022"),
        ("W220", "region", "Eastern Africa"),
        ("W202", "interaction", "State forces-Rebel group"),
    }
    assert [(f["code"], f["column"]) for f in left] == [("E207", "fatalities")]
    _, changes_again, left_again = fix(extract, out, again)
    assert changes_again == []
    assert [f["code"] for f in left_again] == ["E207"]
    if form in ("csv", "tsv", "jsonl", "json"):
        assert out.read_bytes() == again.read_bytes()


def write(path: Path, form: str, content: list[dict[str, str]]) -> None:
    if form == "csv":
        path.write_text(as_text(content))
    elif form == "csv.gz":
        import gzip

        path.write_bytes(gzip.compress(as_text(content).encode()))
    elif form == "tsv":
        path.write_text(as_text(content, "\t"))
    elif form == "jsonl":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in content))
    elif form == "json":
        path.write_text(json.dumps(content))
    elif form == "parquet":
        pq.write_table(pa.Table.from_pylist(content), path)
    else:
        book = openpyxl.Workbook()
        book.active.append(list(content[0]))
        for row in content:
            book.active.append(list(row.values()))
        book.create_sheet("notes")["B2"] = "kept"
        book.save(path)


def test_fix_keeps_the_other_sheets_and_the_delimiter(extract, tmp_path):
    path, out = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    write(path, "xlsx", messy())
    fix(extract, path, out)
    assert openpyxl.load_workbook(out)["notes"]["B2"].value == "kept"
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(as_text(messy(), ";"))
    fix(extract, path, out)
    assert out.read_text().startswith("event_id_cnty;event_date;")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_fix_keeps_the_ends_of_lines(extract, tmp_path, newline):
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(as_text(rows()), newline=newline)
    assert extract("validate", path, "--fix", out).exit_code == 0
    assert out.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("form", "within"), [("features", "GeoJSON features"), ("answer", "an API's answer")]
)
def test_fix_writes_rows_out_of_what_they_stand_within_only_where_the_name_says_so(
    extract, tmp_path, form, within
):
    content = rows()
    features = [{"type": "Feature", "geometry": None, "properties": row} for row in content]
    whole = {
        "features": {"type": "FeatureCollection", "features": features},
        "answer": {"status": 200, "success": True, "data": content},
    }[form]
    path = tmp_path / "in.json"
    path.write_text(json.dumps(whole))
    for name in ("out.geojson", "out.json", "out"):
        done = extract("validate", path, "--fix", tmp_path / name)
        assert done.exit_code == 2
        assert f"the rows stand within {within}, which --fix does not write" in done.stderr
        assert "a name that ends in .jsonl makes a copy of the rows alone" in done.stderr
    out = tmp_path / "out.jsonl"
    assert extract("validate", path, "--fix", out).exit_code == 0
    assert [json.loads(line) for line in out.read_text().splitlines()] == content
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.json", "out.jsonl"]


def test_fix_makes_numbers_words_in_a_parquet_column_of_integers(extract, tmp_path):
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    content = [
        {**row, "inter1": code, "year": 2022} for row, code in zip(rows(), (3, 6, 1), strict=True)
    ]
    pq.write_table(pa.Table.from_pylist(content), path)
    fix(extract, path, out)
    table = pq.read_table(out)
    assert table["inter1"].to_pylist() == ["Political militia", "Protesters", "State forces"]
    assert table.schema.field("year").type == pa.int64()


def test_a_day_that_may_be_either_is_left_where_the_file_has_both_orders(extract, tmp_path):
    one, two, three = rows()
    one["event_date"], two["event_date"], three["event_date"] = (
        "03-10-2022",
        "03-28-2022",
        "28-03-2022",
    )
    one["notes"] = "The note tells no day."
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(as_text([one, two, three]))
    _, changes, _ = fix(extract, path, out)
    days = {c["value"]: c["fixed"] for c in changes if c["column"] == "event_date"}
    assert days == {"03-28-2022": "2022-03-28", "28-03-2022": "2022-03-28"}


def test_fix_writes_over_nothing_and_no_other_format(extract, tmp_path):
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(as_text(messy()))
    out.write_text("mine")
    for target, reason in [(out, "exists already"), (path, "is the file that is read"),
                           (tmp_path / "out.xlsx", "--fix writes the format of")]:  # fmt: skip
        done = extract("validate", path, "--fix", target)
        assert (done.exit_code, reason in done.stderr) == (2, True), done.stderr
        assert "cannot be read" not in done.stdout
    assert out.read_text() == "mine"
    assert extract("validate", path, "--fix", out, "--force").exit_code == 1
    assert extract("validate", path, path, "--fix", out).exit_code == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_fix_reads_standard_input(extract, tmp_path):
    out = tmp_path / "out.csv"
    done = extract("validate", "-", "--fix", out, input=as_text(messy()))
    assert done.exit_code == 1
    assert "Demonstrations" in out.read_text()


def test_a_broken_line_is_not_copied_in_silence(extract, tmp_path):
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text(f"{json.dumps(rows()[0])}\n{{broken\n")
    done = extract("validate", path, "--fix", out)
    assert done.exit_code == 2
    assert ":2: broken JSON" in done.stderr
    assert not out.exists()


def test_a_full_disk_leaves_no_half_copy(tmp_path):
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(as_text([{**messy()[0], "event_id_cnty": f"KEN{n}"} for n in range(2_000)]))
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "validate", str(path), "--fix", str(out)],
        capture_output=True,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "cannot be written" in done.stderr or "no room" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["in.csv"]


def test_a_closed_pipe_ends_well(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(as_text([{**rows()[0], "fatalities": "x"} for _ in range(5_000)]))
    command = f"{sys.executable} -m extractor validate {path} -f jsonl | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert (done.stderr, len(done.stdout.splitlines())) == ("", 1)
