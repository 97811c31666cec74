"""``make test`` runs several processes, each with whole files: what a file makes is made once.

Those of a room that shares a database stay in one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

from patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[1]
STORES = ("tests/stores/test_address.py", "tests/stores/test_plan.py")
OTHERS = ("tests/records/test_counts.py", "tests/records/test_versions.py")
RAN = re.compile(r"^\[(gw\d+)\] .*PASSED (\S+?)::", re.MULTILINE)


def test_the_tests_of_a_file_run_in_one_process() -> None:
    outside = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    argv = ["-m", "pytest", "-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"]
    argv += ["-vv", "-o", "addopts=", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [
            sys.executable,
            *argv,
            "-vv",
            "-o",
            "addopts=",
            "-p",
            "no:cacheprovider",
            *STORES,
            *OTHERS,
        ],
        cwd=ROOT,
        env=outside,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    processes: dict[str, Counter[str]] = defaultdict(Counter)
    for process, file in RAN.findall(done.stdout):
        processes[file][process] += 1
    assert sorted(processes) == sorted({*STORES, *OTHERS}), done.stdout + done.stderr
    for counted in processes.values():
        assert len(counted) == 1
        assert counted.total() > 5  # scattered, they would hardly meet in one
    one, other = (set(processes[file]) for file in STORES)
    assert one == other


def test_make_test_runs_whole_files() -> None:
    assert "--dist loadscope --no-loadscope-reorder" in (ROOT / "Makefile").read_text("utf-8")
