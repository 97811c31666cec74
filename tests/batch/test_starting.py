"""The program a helping process is given."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from patience import PATIENCE_S

from extractor.batch import processes, worker
from extractor.batch.processes import ProcessExtractor
from extractor.batch.starting import program, tie
from extractor.errors import ModelUnavailable


def test_a_path_and_what_is_none_in_the_module_path_do_no_harm(tmp_path, monkeypatch):
    (tmp_path / "helper.py").write_text("def main():\n    print('started')\n")
    monkeypatch.setattr(sys, "path", [Path(tmp_path), None, "", *sys.path])
    command = [sys.executable, "-I", "-c", program("helper")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    assert (done.stdout, done.stderr) == ("started\n", "")


BUSY = """
import signal, sys
from extractor.batch.starting import end_with_parent

def main():
    end_with_parent()
    print("busy", flush=True)
    while True:
        signal.pause()  # nothing that it is told or hears ends it
"""
STARTING = """
import subprocess, sys, threading
from extractor.batch.starting import program, tie

def start():
    command = [sys.executable, "-I", "-c", program("busy"), *tie()]
    helper = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    helper.stdout.readline()
    print(helper.pid, flush=True)

{how}
sys.stdin.read()
"""


@pytest.fixture
def started(tmp_path):
    """A process that has started a busy helping process, and the number of that one."""
    (tmp_path / "busy.py").write_text(BUSY)
    made = []

    def start(how):
        path = os.pathsep.join([str(tmp_path), *sys.path])
        process = subprocess.Popen(
            [sys.executable, "-c", STARTING.format(how=how)],
            env={**os.environ, "PYTHONPATH": path},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        helper = int(process.stdout.readline())
        made.append((process, helper))
        return process, helper

    yield start
    for process, helper in made:
        process.kill()
        process.communicate()
        with contextlib.suppress(ProcessLookupError):
            os.kill(helper, signal.SIGKILL)


def is_there(pid):
    """Whether it is, and is no more than a number that nobody has asked about."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="prctl of Linux")
def test_a_helping_process_that_hears_nothing_ends_when_the_one_that_started_it_is_killed(started):
    process, helper = started("start()")
    process.kill()
    process.wait()
    end = time.monotonic() + PATIENCE_S
    while is_there(helper):
        assert time.monotonic() < end, "it is left behind"
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl of Linux")
def test_the_end_of_the_thread_that_started_it_does_not_end_it(started):
    how = "one = threading.Thread(target=start); one.start(); one.join(); print('over', flush=True)"
    process, helper = started(how)
    assert process.stdout.readline() == b"over\n"
    time.sleep(0.1)
    assert is_there(helper)


def test_a_process_that_reads_for_a_run_is_tied_to_it(monkeypatch):
    said, called = [], []

    def start(argv, **_):
        said.append(argv)
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(processes.subprocess, "Popen", start)
    with pytest.raises(ModelUnavailable, match="Resource temporarily unavailable"):
        ProcessExtractor(
            {"model": "openai/x", "base_url": "http://127.0.0.1:9/v1"}, count=1, concurrency=1
        )
    assert [argv[4:] for argv in said] == [tie()]
    monkeypatch.setattr(worker, "end_with_parent", lambda: called.append(True) or sys.exit())
    with pytest.raises(SystemExit):
        worker.main()
    assert called
