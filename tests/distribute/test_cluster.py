"""The real command on a local cluster of two processors, beside one machine."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from click.testing import CliRunner
from distribute_kit import answer, events_of, plain, written
from patience import PATIENCE_S

from extractor.cli import main

pytestmark = pytest.mark.alone  # a cluster of Ray
PROGRAM = "from extractor.cli import main; main(prog_name='extract')"
ONE_PROCESSOR = "import os; os.cpu_count = lambda: 1\n"
COUNTS = re.compile(
    r"200 articles, (\d+) events.*; tokens: [\d,]+ prompt \([\d,]+ cached\), [\d,]+ c"
)


def workers_of(driver: int) -> list[int]:
    """The processes of the driver's own cluster that read articles."""
    parents, found = {}, []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
            if command.startswith(b"ray::") and b"Worker" in command:
                found.append(int(folder.name))

    def is_ours(pid: int) -> bool:
        while pid > 1 and pid != driver:
            pid = parents.get(pid, 0)
        return pid == driver

    return [pid for pid in found if is_ours(pid)]


def errors_of(lines: list[str]) -> list[str]:
    return sorted(line for line in lines if line.startswith("Error: "))


def saved(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def test_a_cluster_with_a_worker_killed_gives_what_one_machine_gives(tmp_path, scripted_server):
    table = {name: [row[name] for row in written(200)] for name in ("id", "text", "published")}
    parquet.write_table(pa.table(table), tmp_path / "news.parquet", row_group_size=40)
    driver: list[subprocess.Popen[bytes]] = []
    killed: list[int] = []
    lock = threading.Lock()

    def killing(body):
        with lock:
            if driver and not killed and len(server.chats) > 100:
                killed.extend(workers_of(driver[0].pid) or [0])
                if killed[0]:
                    os.kill(killed[0], signal.SIGKILL)
        return answer(body)

    server = scripted_server(killing)
    model = ["--model", "openai/scripted", "--base-url", server.url]
    news = str(tmp_path / "news.parquet")
    # One at a time: of two articles with the same text read at once either may be the first.
    alone = CliRunner().invoke(main, ["run", news, *model, "--concurrency", "1"])
    assert alone.exit_code == 3, alone.stderr
    server.requests.clear()

    out = tmp_path / "events"
    # All processors of a machine of one: the reader of articles needs none.
    workers = 2
    words = ["distribute", news, "-o", str(out), "--workers", str(workers), "--unit", "10", *model]
    with subprocess.Popen(
        [sys.executable, "-c", ONE_PROCESSOR + PROGRAM, *words],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        driver.append(process)
        printed, said = process.communicate(timeout=PATIENCE_S)
    stderr = said.decode()
    assert process.returncode == 3, stderr
    assert killed, "the server was not asked often enough"
    assert 1 < len(killed) <= workers, "several workers were to be there, of which one was killed"
    assert printed == b""
    *notes, summary = stderr.splitlines()
    assert COUNTS.match(summary)
    (death,) = [line for line in notes if "a worker died" in line]
    assert f"Note: a worker died (process {killed[0]}; " in death
    assert all(line.startswith(("Note: ", "Error: ")) for line in notes), notes
    assert errors_of(notes) == errors_of(alone.stderr.splitlines())
    assert len(errors_of(notes)) == 6
    assert notes[-1].startswith(f"Note: what failed stands in {out}/failures-*.jsonl; ")
    expected = sorted(map(plain, alone.stdout.splitlines()), key=json.dumps)
    for ours, theirs in zip(events_of(out), expected, strict=True):
        assert ours == theirs
    one, many = (COUNTS.match(text.splitlines()[-1]) for text in (alone.stderr, stderr))
    assert one
    assert many
    assert one[0] == many[0]  # articles, events, failures, tokens: all that is counted
    failed = [
        json.loads(line)
        for path in out.glob("failures-*.jsonl")
        for line in path.read_text().splitlines()
    ]
    assert len(failed) == 6
    assert {row["stage"] for row in failed} == {"source", "model"}

    # Started again it tries what failed, and nothing else.
    asked = len(server.chats)
    shards = {path.name: path.stat().st_mtime_ns for path in out.glob("events-*.jsonl")}
    from extractor.distribute.job import Job

    settings = json.loads(next((out / "done").glob("*.json")).read_text())["settings"]
    job = Job((news,), str(out), settings, unit=10).opened()
    left = [entry for unit in job.units() for entry in json.loads(unit["entries"])]
    assert len(left) == 6
    assert len(server.chats) == asked
    assert shards == {path.name: path.stat().st_mtime_ns for path in out.glob("events-*.jsonl")}


POISON = """
import os
from extractor.distribute import cluster

cluster.TRIES = 2

class Dying(cluster.Worker):
    def __call__(self, unit):
        return os._exit(9) if "number 5." in unit["entries"] else super().__call__(unit)

cluster.Worker = Dying
"""


def test_an_article_that_no_worker_survives_ends_the_job_in_one_line(tmp_path, scripted_server):
    model = ["--model", "openai/scripted", "--base-url", scripted_server(answer).url]
    news = saved(tmp_path / "news.jsonl", written(6))
    out = tmp_path / "o"
    words = ["distribute", news, "-o", str(out), "--workers", "1", "--unit", "1", *model]
    done = subprocess.run(
        [sys.executable, "-c", POISON + PROGRAM, *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    *deaths, error = done.stderr.splitlines()
    assert len(deaths) in (1, 2)  # the error may be quicker than what Ray tells of the last
    assert all(line.startswith("Note: a worker died (process ") for line in deaths)
    assert error.startswith("Error: 2 workers died at one unit of articles, one after the other")
    assert done.returncode == 2
    assert list((out / "done").iterdir())


def test_sigterm_ends_a_job_in_good_order(tmp_path, scripted_server):
    asked, over = threading.Event(), threading.Event()

    def waiting(body):
        asked.set()
        over.wait(PATIENCE_S)
        return answer(body)

    model = ["--model", "openai/scripted", "--base-url", scripted_server(waiting).url]
    news = saved(tmp_path / "news.jsonl", written(3))
    words = ["distribute", news, "-o", str(tmp_path / "o"), "--workers", "1", *model]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], stderr=subprocess.PIPE, text=True
    ) as process:
        assert asked.wait(PATIENCE_S)
        process.terminate()
        _, stderr = process.communicate(timeout=PATIENCE_S)
        over.set()
    assert stderr == "Error: interrupted\nNote: the same command goes on from here\n"
    assert process.returncode == 130
