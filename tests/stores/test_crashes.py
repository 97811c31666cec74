"""Killed in the middle, or two at once: the database holds whole files and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from forked import Popen
from load_kit import Database, acled_file, entry, records_file, rows
from patience import PATIENCE_S

from extractor.stores import address_of, open_store
from extractor.stores.loading import load_files

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")

# Loads a file and is killed by SIGKILL at the point named: nothing can be put in order.
KILLED = """
import os, signal, sys
from extractor.stores import address_of, loading, open_store
loading.BATCH_EVENTS = 50
_, to, path, point = sys.argv[1:]
def die(*_):
    sys.stdout.write("there")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
with open_store(address_of(to)) as store:
    if point == "writing":
        write, done = store.write, []
        def some(batch):
            done.append(write(batch))
            if len(done) == 3:
                die()
        store.write = some
    else:
        setattr(store, point, die)
    list(loading.load_files([path], store))
"""
LOADER = """
import sys
from extractor.stores import address_of, loading, open_store
with open_store(address_of(sys.argv[2]), wait=60, note=lambda text: print("waits")) as store:
    for report in loading.load_files(sys.argv[3:], store):
        print(report.loaded, report.updated, report.unchanged, report.rejected)
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return Popen(
        [sys.executable, "-c", code, "load", *map(str, arguments)],  # forked where that is loaded
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("point", ["writing", "commit"])
def test_killed_in_the_middle_the_database_is_as_before(
    database: Database, tmp_path: Path, point: str
) -> None:
    database.load(records_file(tmp_path / "e.jsonl", [entry(id="a"), entry(id="b")]))
    database.load(acled_file(tmp_path / "a.csv", rows(150)))
    before = database.content()
    # Half of the events are there already and change, half are new.
    more = acled_file(tmp_path / "b.csv", rows(300, notes="changed"))
    loader = start(KILLED, database.to, more, point)
    out, err = loader.communicate(timeout=PATIENCE_S)
    assert (loader.returncode, out) == (-signal.SIGKILL, "there"), err
    assert database.content() == before
    (report,) = database.load(more)
    assert (report.loaded, report.updated) == (150, 150)


REMOVER = """
import os, signal, sys
from extractor.stores import address_of, loading, open_store
with open_store(address_of(sys.argv[2])) as store:
    store.commit = lambda: os.kill(os.getpid(), signal.SIGKILL)
    list(loading.load_files([], store, deleted=sys.argv[3:]))
"""


def test_killed_while_events_are_removed_all_are_still_there(
    database: Database, tmp_path: Path
) -> None:
    database.load(acled_file(tmp_path / "a.csv", rows(150)))
    before = database.content()
    ids = tmp_path / "deleted.txt"
    ids.write_text("".join(f"KEN{n}\n" for n in range(100)), encoding="utf-8")
    remover = start(REMOVER, database.to, ids)
    _, err = remover.communicate(timeout=PATIENCE_S)
    assert remover.returncode == -signal.SIGKILL, err
    assert database.content() == before


def test_killed_in_the_first_load_the_database_is_empty(database: Database, tmp_path: Path) -> None:
    path = acled_file(tmp_path / "a.csv", rows(300))
    loader = start(KILLED, database.to, path, "commit")
    _, err = loader.communicate(timeout=PATIENCE_S)
    assert loader.returncode == -signal.SIGKILL, err
    assert database.tables() == []
    (report,) = database.load(path)
    assert report.loaded == 300


def test_two_loaders_at_once_neither_lose_nor_corrupt(database: Database, tmp_path: Path) -> None:
    # The first 200 events are in both files, with other values in each; 100 are a file's own.
    files = [
        acled_file(
            tmp_path / f"{n}.csv", [*rows(200, notes=f"of {n}"), *rows(100, start=1000 * (n + 1))]
        )
        for n in range(2)
    ]
    loaders = [start(LOADER, database.to, path) for path in files]
    for loader in loaders:
        _, err = loader.communicate(timeout=PATIENCE_S)
        assert loader.returncode == 0, err
    numbers = [*range(200), *range(1000, 1100), *range(2000, 2100)]
    killed = sum(n % 7 for n in numbers)
    assert database.query("SELECT count(*), sum(fatalities) FROM events") == [(400, killed)]
    assert database.query("SELECT id, loaded, updated FROM loads ORDER BY id") == [
        (1, 300, 0),
        (2, 100, 200),
    ]
    assert database.query(
        "SELECT load_id, count(*), count(DISTINCT notes) FROM events GROUP BY 1 ORDER BY 1"
    ) == [(1, 100, 1), (2, 300, 2)]
    assert database.one("SELECT count(*) FROM actors") == 400 * 4


def test_a_second_loader_waits_and_then_gives_up(database: Database, tmp_path: Path) -> None:
    from extractor.errors import StoreError

    database.load(acled_file(tmp_path / "a.csv", rows(3)))
    more = acled_file(tmp_path / "b.csv", rows(3, start=50))
    held = start(HOLDER, database.to, more)
    try:
        assert held.stdout is not None
        assert held.stdout.readline() == "holding\n"
        told: list[str] = []
        with (
            pytest.raises(StoreError, match=r"for 0\.3 s"),
            open_store(address_of(database.to), wait=0.3, note=told.append) as store,
        ):
            list(load_files([str(more)], store))
        assert len(told) == 1
        assert "waiting up to 0.3 s" in told[0]
    finally:
        held.communicate("go\n", timeout=PATIENCE_S)
    assert held.returncode == 0
    assert database.one("SELECT count(*) FROM events") == 6


HOLDER = """
import sys
from extractor.stores import address_of, loading, open_store
with open_store(address_of(sys.argv[2])) as store:
    commit = store.commit
    def hold():
        print("holding", flush=True)
        sys.stdin.readline()
        commit()
    store.commit = hold
    list(loading.load_files(sys.argv[3:], store))
"""
