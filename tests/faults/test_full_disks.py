"""Full disks under databases, workbooks, ``--fix`` and temporary data: the error names the cause,
one line, nothing half is left.

A limit on the size of files meets a process as a full disk does.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import forked
import pytest
from patience import PATIENCE_S

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
ROOT = Path(__file__).parents[2]
LIMIT = 40_000
LIMITED = (
    "import resource, signal, sys\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "if int(sys.argv[1]):\n"
    "    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)\n"
    "from extractor.cli import main\nmain(sys.argv[2:], prog_name='extract')"
)
NO_ROOM = "no room for temporary data: File too large (TMPDIR names another folder)"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1,000 rows of ACLED, some 300 kB, and a workbook of them, which takes longest here."""
    with (ROOT / "fixtures/records/valid/acled.csv").open(encoding="utf-8", newline="") as file:
        header, *known = csv.reader(file)
    path = tmp_path_factory.mktemp("made") / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        for number in range(1_000):
            writer.writerow([f"KEN{number}", *known[number % len(known)][1:]])
    assert extract("convert", path, "--to", path.with_suffix(".xlsx"), limit=0).returncode == 0
    return path


@pytest.fixture
def rows(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def workbook(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made.with_suffix(".xlsx"), tmp_path))


def extract(
    *arguments: object, limit: int = LIMIT, given: Path | None = None
) -> subprocess.CompletedProcess[str]:
    with (given or Path(os.devnull)).open("rb") as stdin:
        return forked.run(
            [sys.executable, "-c", LIMITED, str(limit), *map(str, arguments)],
            stdin=stdin,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
        )


def test_a_full_disk_when_duckdb_commits_is_the_error_that_is_told(rows: Path) -> None:
    to = rows.with_name("conflict.duckdb")
    done = extract("load", rows, "--to", to)
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert said.startswith(f"Error: {to}: ")
    assert said.endswith(": File too large")
    again = extract("load", rows, "--to", to, limit=0)
    assert "1,000 read = 1,000 loaded" in again.stderr


def test_a_full_device_under_a_workbook_is_one_line(rows: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done = extract("convert", rows, "--to", "/dev/full", "--format", "xlsx", limit=0)
    assert done.returncode == 2
    assert done.stderr == "Error: /dev/full cannot be written: No space left on device\n"


@pytest.mark.parametrize("given", ["nothing", "a broken file"])
def test_a_workbook_that_comes_to_nothing_is_one_line(rows: Path, given: str) -> None:
    bad = rows.with_name("bad.csv")
    bad.write_text("" if given == "nothing" else rows.read_text("utf-8") + '"never closed')
    done = extract("convert", bad, "--to", rows.with_suffix(".xlsx"), limit=0)
    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {bad}:")
    assert done.stderr.count("\n") == 1
    assert not rows.with_suffix(".xlsx").exists()


def test_no_room_for_a_workbook_s_sheet_is_told_as_that(rows: Path) -> None:
    done = extract("convert", rows, "--to", rows.with_suffix(".xlsx"))
    assert (done.returncode, done.stderr) == (2, f"Error: {NO_ROOM}\n")
    assert [path.name for path in rows.parent.iterdir()] == ["rows.csv"]


def test_no_room_for_what_a_check_of_the_whole_file_puts_aside_is_told_as_that(rows: Path) -> None:
    few = rows.with_name("few.csv")  # so few that they are written when they are read again
    few.write_text("".join(rows.read_text("utf-8").splitlines(keepends=True)[:300]), "utf-8")
    done = extract("validate", few, limit=1_000)
    assert (done.returncode, done.stderr) == (2, f"Error: {NO_ROOM}\n")


def test_no_room_for_a_mended_workbook_is_told_as_that(workbook: Path) -> None:
    before = sorted(workbook.parent.iterdir())
    done = extract("validate", workbook, "--fix", workbook.with_name("mended.xlsx"))
    assert done.returncode == 2
    assert done.stderr == f"Error: {NO_ROOM}\n"
    assert sorted(workbook.parent.iterdir()) == before


def test_a_copy_that_cannot_be_written_is_not_said_to_be_unreadable(rows: Path) -> None:
    out = rows.with_name("mended.csv")
    done = extract("validate", rows, "--fix", out)
    assert done.returncode == 2
    assert done.stderr == f"Error: {out}: cannot be written: File too large\n"
    assert f"{out}  cannot be written" in done.stdout
    assert "cannot be read" not in done.stdout
    done = extract("validate", rows, "--fix", rows.parent / "nowhere" / "out.csv")
    assert "nowhere/out.csv: cannot be written: No such file or directory\n" in done.stderr
    missing = rows.with_name("missing.csv")
    done = extract("validate", missing, "--fix", out)
    assert done.stderr == f"Error: {missing}: no such file\n"
    assert f"{missing}  cannot be read" in done.stdout
    assert [path.name for path in rows.parent.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize(
    "command",
    [
        ["validate", "-", "--fix", "out.csv"],
        ["load", "-", "--to", "a.db"],
        ["convert", "rows.xlsx.gz", "--to", "out.jsonl"],
    ],
)
def test_no_room_to_put_the_input_aside_is_no_fault_of_the_input(
    rows: Path, workbook: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    monkeypatch.chdir(rows.parent)
    workbook.with_name("rows.xlsx.gz").write_bytes(gzip.compress(workbook.read_bytes()))
    done = extract(*command, given=rows)
    assert done.returncode == 2
    assert done.stderr.endswith(f"{NO_ROOM}\n")
    assert done.stderr.count("\n") == 1
    assert not Path("out.csv").exists()
    assert not Path("out.jsonl").exists()
