"""Compares `extract load` with the shortest script that reads the same file: seconds, memory."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extractor.records import ACLED_COLUMNS


def cells(number: int) -> list[str]:
    """An ACLED-like row. Names, places and days repeat as in an export; notes do not."""
    day = f"20{10 + number % 13:02}-{1 + number % 12:02}-{1 + number % 28:02}"
    town, group = number * 7919 % 6_000, number * 104_729 % 400
    note = (
        f"On {day}, fighters of group {group} attacked a patrol near Town {town}; officials say "
        f"that {number % 5} people were killed and {number % 9} hurt, and a spokesman of the "
        f"district told reporters of report {number} that houses were burnt. [size=no report]"
    )
    return [
        *(f"KEN{number}", day, day[:4], "1", "Political violence", "Battles", "Armed clash"),
        *(f"Armed Group {group}", f"Militia {group % 40}; Militia {group % 7}", "Rebel group"),
        *(f"Military Forces of Kenya ({group % 20})", "", "State forces"),
        *("State forces-Rebel group", "", "404", "Eastern Africa", "Kenya"),
        *(f"Province {town % 47}", f"District {town % 300}", "", f"Town {town}"),
        *(f"{town % 180 / 20:.4f}", f"{34 + town % 140 / 20:.4f}", "1"),
        *("The Example Times; Example Radio", "National", note, str(number % 5), "", "1700000000"),
    ]


def command(fresh: Callable[[str], str], kinds: list[str], events: int) -> None:
    """Time the whole command on a file, and measure its memory."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for size in (events // 4, events):
            paths[size] = Path(folder) / f"acled{size}.csv"
            with paths[size].open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(ACLED_COLUMNS)
                writer.writerows(cells(number) for number in range(size))
        for kind in kinds:
            _, least = measured(paths[events // 4], fresh(kind))
            seconds, most = measured(paths[events], fresh(kind))
            script = SCRIPTS[kind](paths[events], fresh(kind))
            print(
                f"  {kind:<10}{seconds:8.2f} s {events / seconds:10,.0f} events/s; script "
                f"{script:6.2f} s; peak {least:,.0f} MB for {events // 4:,}, {most:,.0f} MB for all"
            )


MEASURE = """
import resource, sys, time
from extractor.cli import main
start = time.perf_counter()
try:
    main(["load", sys.argv[1], "--to", sys.argv[2], "--quiet"])
except SystemExit as end:
    assert not end.code, end.code
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
"""


def measured(path: Path, to: str) -> tuple[float, float]:
    """Seconds and peak megabytes of `extract load` in a process of its own."""
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), to],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def script_sqlite(path: Path, to: str) -> float:
    start = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        names = next(reader)
        connection = sqlite3.connect(to)
        connection.execute(f"CREATE TABLE events ({', '.join(names)}, PRIMARY KEY (event_id_cnty))")
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO events VALUES ({marks})", reader)
        connection.commit()
        connection.close()
    return time.perf_counter() - start


def script_duckdb(path: Path, to: str) -> float:
    import duckdb

    start = time.perf_counter()
    with duckdb.connect(to) as connection:
        connection.execute(f"CREATE TABLE events AS SELECT * FROM read_csv('{path}')")
        connection.execute("ALTER TABLE events ADD PRIMARY KEY (event_id_cnty)")
    return time.perf_counter() - start


def script_postgres(path: Path, to: str) -> float:
    import psycopg

    start = time.perf_counter()
    columns = ", ".join(f'"{name}" text' for name in ACLED_COLUMNS)
    with psycopg.connect(to) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE events ({columns}, PRIMARY KEY (event_id_cnty))")
        with path.open("rb") as file, cursor.copy(COPY_CSV) as copy:
            while piece := file.read(1 << 20):
                copy.write(piece)
    return time.perf_counter() - start


COPY_CSV = "COPY events FROM STDIN (FORMAT csv, HEADER)"


SCRIPTS = {"sqlite": script_sqlite, "duckdb": script_duckdb, "postgres": script_postgres}
