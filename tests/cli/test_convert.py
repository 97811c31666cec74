"""`extract convert`: what is told, what is left out, and files written whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from dataset_rows import ACLED, UCDP
from patience import PATIENCE_S

from extractor.records import schema_for

VALID = Path(__file__).resolve().parents[2] / "fixtures" / "records" / "valid"


def csv_file(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def acled_file(tmp_path):
    return csv_file(tmp_path / "acled.csv", ACLED, {**ACLED, "event_id_cnty": "KEN4712"})


@pytest.fixture
def events_file(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(schema_for("event")["examples"][0]) + "\n", encoding="utf-8")
    return path


def test_a_new_format_is_a_line_of_the_table_and_its_writer(tmp_path, acled_file):
    code = (
        "from extractor.convert.formats import FORMATS, Format\n"
        "FORMATS['text'] = Format('text', 'Text', ('.txt',), 'writers:JsonLinesWriter')\n"
        "from extractor.cli import main\n"
        "main()"
    )

    def told(*arguments):
        command = [sys.executable, "-c", code, "convert", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=True)

    shown = " ".join(told("--help").stdout.split())
    assert "|xlsx|text]" in shown and ".xlsx, .txt." in shown
    told(acled_file, "--to", tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text("utf-8").count("\n") == 2


def test_help_loads_no_writer_and_no_record():
    code = (
        "import sys, extractor.cli.convert\n"
        "print([name for name in sys.modules if name in ('pydantic', 'extractor.convert.writers')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_acled_to_geojson(extract, acled_file, tmp_path):
    target = tmp_path / "events.geojson"
    result = extract("convert", acled_file, "--to", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"2 read, 2 written to {target}\n"
    assert len(json.loads(target.read_text())["features"]) == 2


def test_there_and_back_is_the_same_file(extract, acled_file, tmp_path):
    extract("convert", acled_file, "--to", tmp_path / "e.jsonl")
    result = extract("convert", tmp_path / "e.jsonl", "--to", tmp_path / "again.csv")
    assert result.exit_code == 0
    assert (tmp_path / "again.csv").read_bytes() == acled_file.read_bytes()


def test_several_inputs_of_several_kinds_and_standard_input(extract, acled_file, tmp_path):
    ged = csv_file(tmp_path / "ged.csv", UCDP)
    lines = json.dumps(schema_for("event")["examples"][0]) + "\n"
    options = ("--to", "-", "--format", "jsonl")
    result = extract("convert", acled_file, ged, "-", *options, input=lines)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 4


def test_what_a_format_cannot_hold_is_told_once(extract, events_file, tmp_path):
    result = extract("convert", events_file, "--to", tmp_path / "a.csv")
    assert result.exit_code == 0
    told, summary = result.stderr.splitlines()
    assert told.startswith("ACLED CSV does not hold (records that have it): evidence")
    for name in ("allegations (1)", "denials (1)", "requested investigations (1)", "weapons (1)"):
        assert name in told
    assert summary.startswith("1 read, 1 written")


def test_signs_that_a_format_cannot_hold_are_told(extract, tmp_path):
    path = csv_file(tmp_path / "a.csv", {**ACLED, "notes": "Two killed.\x0cNext page."})
    result = extract("convert", path, "--to", tmp_path / "a.xlsx")
    told, _ = result.stderr.splitlines()
    assert told.startswith("Excel workbook does not hold 1 sign (control signs, ")
    result = extract("convert", path, "--to", tmp_path / "a.parquet")
    assert "U+FFFD" not in result.stderr


def test_what_came_with_version_1_1_is_told_where_a_format_cannot_hold_it(extract, tmp_path):
    both = VALID / "events-of-both-versions.jsonl"
    result = extract("convert", both, "--to", tmp_path / "a.csv")
    told, _ = result.stderr.splitlines()
    assert "who says that an actor did it (1)" in told
    assert "each teller's count (2)" in told
    assert "who decided each value (2)" in told
    result = extract("convert", both, "--to", tmp_path / "a.ucdp.csv")
    assert "each teller's count (1)" in result.stderr
    result = extract("convert", both, "--to", tmp_path / "a.geojson")
    assert "who" not in result.stderr
    assert "each teller" not in result.stderr


def test_a_file_of_both_versions_comes_out_as_it_went_in(extract, tmp_path):
    both = VALID / "events-of-both-versions.jsonl"
    assert extract("convert", both, "--to", tmp_path / "a.jsonl").exit_code == 0
    assert (tmp_path / "a.jsonl").read_text("utf-8") == both.read_text("utf-8")


def test_a_record_of_an_unknown_version_is_named_and_the_others_written(extract, tmp_path):
    lines = (VALID / "events-1.1.jsonl").read_text("utf-8")
    path = tmp_path / "e.jsonl"
    path.write_text(lines.replace('"1.1"', '"2.0"', 1))
    result = extract("convert", path, "--to", tmp_path / "a.geojson")
    assert result.exit_code == 1
    first, *_, last = result.stderr.splitlines()
    assert first.startswith(f"Error: {path}:1: schema_version: '2.0' is not known; this extract")
    assert last.startswith("2 read, 1 wrong, 1 written")


def test_wrong_rows_are_told_with_their_lines_and_the_others_written(extract, tmp_path):
    wrong = [{**ACLED, "inter1": "9"}, ACLED, {**ACLED, "inter1": "9"}]
    target = tmp_path / "a.jsonl"
    result = extract("convert", csv_file(tmp_path / "a.csv", *wrong), "--to", target)
    assert result.exit_code == 1
    first, *_, last = result.stderr.splitlines()
    assert first.startswith(f"Error: {tmp_path}/a.csv:2, {tmp_path}/a.csv:4: ")
    assert last == f"3 read, 2 wrong, 1 written to {target}"
    assert len(target.read_text().splitlines()) == 1


def test_lines_that_are_no_json_are_told_with_their_lines(extract, events_file, tmp_path):
    events_file.write_text(events_file.read_text() + "{broken\n[]\n")
    result = extract("convert", events_file, "--to", tmp_path / "a.csv")
    assert result.exit_code == 1
    assert f"{events_file}:2: " in result.stderr
    assert f"{events_file}:3: " in result.stderr


def test_records_a_format_has_no_place_for_are_told_and_left_out(extract, acled_file, tmp_path):
    none = csv_file(tmp_path / "none.csv", {**ACLED, "fatalities": "0"}, ACLED)
    result = extract("convert", none, "--to", tmp_path / "a.ucdp.csv")
    assert result.exit_code == 3
    assert "Left out, no place in UCDP GED CSV" in result.stderr
    assert "no death is coded" in result.stderr


def test_nothing_is_written_when_no_row_can_be(extract, tmp_path):
    target = tmp_path / "a.jsonl"
    target.write_text("old\n")
    wrong = csv_file(tmp_path / "a.csv", {**ACLED, "inter1": "9"})
    result = extract("convert", wrong, "--to", target, "--force")
    assert result.exit_code == 1
    assert "none written" in result.stderr
    assert target.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.jsonl"]


def test_a_file_that_exists_is_kept_unless_forced(extract, acled_file, tmp_path):
    target = tmp_path / "a.jsonl"
    target.write_text("old\n")
    result = extract("convert", acled_file, "--to", target)
    assert result.exit_code == 2
    assert "exists already; --force" in result.stderr
    assert target.read_text() == "old\n"
    assert extract("convert", acled_file, "--to", target, "--force").exit_code == 0
    assert len(target.read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--to", "a.doc"], "no format has this ending"),
        (["--to", "-"], "say what to write to standard output"),
        (["--to", "-", "--format", "xlsx"], "cannot go to standard output"),
        (["--to", "a.jsonl", "--numeric-codes"], "--numeric-codes is for ACLED CSV"),
        (["--to", "a.jsonl", "--excel-safe"], "--excel-safe is for CSV"),
        (["--to", "no/such/folder/a.jsonl"], "there is no folder"),
        ([], "say where to"),
    ],
)
def test_wrong_usage(extract, acled_file, options, message):
    result = extract("convert", acled_file, *options)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_input_is_never_written_over(extract, acled_file):
    before = acled_file.read_bytes()
    result = extract("convert", acled_file, "--to", acled_file, "--force")
    assert result.exit_code == 2
    assert acled_file.read_bytes() == before


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01\x02"])
def test_a_file_of_something_else_is_one_line(extract, tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    result = extract("convert", path, "--to", tmp_path / "a.jsonl")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "a.jsonl").exists()


def test_a_run_that_found_no_event_is_converted_too(extract, tmp_path):
    path = tmp_path / "events.jsonl"
    path.touch()
    result = extract("convert", path, "--to", tmp_path / "a.geojson")
    assert result.exit_code == 0
    assert json.loads((tmp_path / "a.geojson").read_text())["features"] == []


def test_a_workbook_that_would_be_too_long_is_refused_before_anything_is_written(
    extract, acled_file, tmp_path, monkeypatch
):
    from extractor.convert import workbook

    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    result = extract("convert", acled_file, "--to", tmp_path / "a.xlsx")
    assert result.exit_code == 2
    assert "2 rows are more than the 1 an Excel sheet can hold" in result.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_a_hostile_name_of_a_column_reaches_no_terminal(extract, tmp_path):
    path = csv_file(tmp_path / "a.csv", {**ACLED, "x\x1b[31mred": "1"})
    result = extract("convert", path, "--to", tmp_path / "b.csv")
    assert "\x1b" not in result.stderr
    assert "␛[31mred" in result.stderr


def run(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "extractor", *map(str, arguments)]


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(acled_file, tmp_path):
    target = tmp_path / "a.jsonl"
    target.write_text("old\n")
    command = run("convert", acled_file, "--to", target, "--force")
    limited = ["bash", "-c", 'ulimit -f 1; trap "" XFSZ; exec "$@"', "bash", *command]
    done = subprocess.run(limited, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 2
    assert done.stderr == f"Error: {target} cannot be written: File too large\n"
    assert target.read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "acled.csv"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_the_old_file(tmp_path, number):
    pipe = tmp_path / "acled.csv"
    os.mkfifo(pipe)
    target = tmp_path / "a.jsonl"
    target.write_text("old\n")
    process = subprocess.Popen(
        run("convert", pipe, "--to", target, "--force"), stderr=subprocess.PIPE, text=True
    )
    with pipe.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(ACLED))
        writer.writeheader()
        for _ in range(3000):
            writer.writerow(ACLED)
        file.flush()
        while not list(tmp_path.glob(".a.jsonl.*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
    # Closed only now: Python notices a signal that comes just before a blocking read after it.
    process.wait(timeout=PATIENCE_S)
    assert target.read_text() == "old\n"
    if number == signal.SIGTERM:
        assert process.returncode == 130
        assert not list(tmp_path.glob(".a.jsonl.*"))


def test_a_reader_that_has_enough_ends_the_work_in_peace(acled_file):
    command = run("convert", acled_file, "--to", "-", "--format", "jsonl")
    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert first.stdout is not None
    first.stdout.close()
    assert first.stderr is not None
    assert "Traceback" not in first.stderr.read()
    first.wait(timeout=PATIENCE_S)
