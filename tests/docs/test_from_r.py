"""What the page for R tells: its queries in DuckDB, its columns in the CSV, its answer's keys."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner
from http_server import HttpServer

from extractor.cli import main
from extractor.records import EventRecord

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "r.md").read_text("utf-8")
EVENTS = ROOT / "fixtures" / "review" / "events.jsonl"
BLOCKS = re.findall(r"```r\n(.*?)```", PAGE, re.S)
DUCKDB = 'dbConnect(duckdb::duckdb(), "conflict.duckdb", read_only = TRUE)'
QUERIES = re.findall(r'dbGetQuery\(con, "(.*?)"\)', PAGE, re.S)


def run(*words: object) -> None:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code in (0, 3), result.stderr


def test_the_queries_run_and_give_rows(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    database = tmp_path / "conflict.duckdb"
    run("load", EVENTS, "--to", database)
    assert len(QUERIES) == 4
    with duckdb.connect(str(database), read_only=True) as connection:
        for query in QUERIES:
            assert connection.execute(query).fetchall(), query


def test_the_csv_has_the_columns_that_r_asks_for(tmp_path):
    run("convert", EVENTS, "--to", tmp_path / "acled.csv")
    with (tmp_path / "acled.csv").open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines))
    section = PAGE.partition("## A CSV")[2].partition("## The service")[0]
    named = set(re.findall(r"\b(event_id_cnty|event_date|fatalities|country)\b", section))
    named |= set(re.findall(r'coords = c\("(\w+)", "(\w+)"\)', section)[0])
    assert len(named) == 6 and named <= set(header)


def test_the_path_into_an_answer_is_one_of_the_record():
    steps = re.findall(r"\$events\[\[1\]\]\$(\w+)\$(\w+)", PAGE)
    record = EventRecord.from_json(EVENTS.read_text("utf-8").splitlines()[0]).model_dump()
    for part, key in steps:
        assert key in record[part]
    assert steps


def in_r(folder: Path, code: str, *packages: str) -> str:
    """What R prints for the code; the test is left out where R or a package is not installed."""
    if not shutil.which("Rscript"):
        pytest.skip("no R: apt-get install r-base-core")
    asked = " ".join(f'cat(requireNamespace("{one}", quietly = TRUE));' for one in packages)
    have = subprocess.run(["Rscript", "-e", asked], capture_output=True, text=True, check=True)
    if "FALSE" in have.stdout:
        pytest.skip(f"R has not all of {', '.join(packages)}")
    done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_r_reads_the_database(tmp_path):
    run("load", EVENTS, "--to", tmp_path / "conflict.sqlite")
    code = BLOCKS[0].replace(DUCKDB, 'dbConnect(RSQLite::SQLite(), "conflict.sqlite")')
    assert "duckdb" not in code
    code = code.replace("dbDisconnect(con, shutdown = TRUE)", "dbDisconnect(con)")
    told = in_r(tmp_path, code + "cat(nrow(acled), nrow(deaths), nrow(said))", "DBI", "RSQLite")
    rows, countries, said = map(int, told.split())
    assert (rows, said > 0) == (9, True) and 1 < countries <= rows


def test_r_reads_the_csv(tmp_path):
    run("convert", EVENTS, "--to", tmp_path / "acled.csv")
    code = BLOCKS[1] + "cat(sum(by_day$fatalities), nrow(points), class(events$event_date))"
    told = in_r(tmp_path, code, "readr", "sf")
    with (tmp_path / "acled.csv").open(encoding="utf-8", newline="") as lines:
        rows = [*csv.DictReader(lines)]
    assert told.split() == [str(sum(int(r["fatalities"]) for r in rows)), str(len(rows)), "Date"]


def test_r_asks_the_service(tmp_path):
    record = EventRecord.from_json(EVENTS.read_text("utf-8").splitlines()[0])
    asked = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = f'{{"events": [{record.json_line()}]}}'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HttpServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"127.0.0.1:{server.server_port}"
        code = 'article <- "Ten died."\n' + BLOCKS[2].replace("127.0.0.1:8766", address)
        told = in_r(tmp_path, code, "httr2", "jsonlite")
    finally:
        server.shutdown()
    assert asked == [{"text": "Ten died.", "published": "2024-05-10"}]
    assert record.location is not None
    assert told.split("\n")[:2] == ["[1] 1", f'[1] "{record.location.name}"']
