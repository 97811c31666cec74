"""Damaged and odd files for a long while: reads whatever comes, and tells what it should not do.

    python tests/fuzz.py --minutes 60              # or: make fuzz MINUTES=60
    python tests/fuzz.py --case tables:123456      # one try again

Four kinds of tries, each named by a number that makes it again:

- ``trips``: rows written in a form that people have come back the same;
- ``tables``: a damaged file of rows gives rows or one line;
- ``convert``: what is read of a damaged table is written in each format and comes back the same;
- ``sources``: a damaged article, page, feed, mail, PDF or Word file gives articles or one line.

The tries run in a process of their own, which may die, take too long or too much memory: that is
told too. What is found is told at once, one line each; the files are kept in ``build/fuzz``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from fuzz_files import article_files, damaged_file, event_files, table_files  # noqa: E402

from extractor.records import EventRecord  # noqa: E402

KEPT = HERE.parent / "build" / "fuzz"
SLOW_S, HANGING_S = 20, 120
MOST_MEMORY = 3 << 30
EACH = 500  # tries of a process


class Found(Exception):
    """What should not be."""


def one_line(error: Exception) -> None:
    if "\n" in str(error) or not str(error).strip():
        raise Found(f"an error of more than one line, or of none: {str(error)[:200]!r}")


# Tries. Each is given chance and a folder, and leaves in it the file that it reads.


def trips(chance: random.Random, folder: Path) -> None:
    from hypothesis import HealthCheck, given, seed, settings
    from written_tables import Written, plain_rows, written_tables

    from extractor.records.kinds import fitting
    from extractor.tables import TableOptions, open_table

    @seed(chance.randrange(1 << 60))
    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=[*HealthCheck])
    @given(written_tables())
    def back(written: Written) -> None:
        path = folder / written.name
        path.write_bytes(written.data)
        options = TableOptions(
            encoding=written.encoding, delimiter=written.delimiter, fits=fitting(None)
        )
        order = [*written.rows[0]]
        with open_table(path, options) as table:
            rows = [{name: row.values[name] for name in order} for row in table]
        if plain_rows(rows) != plain_rows(written.rows):
            raise Found(f"{written.name}: other rows came back than were written")
        path.unlink()

    back()


def tables(chance: random.Random, folder: Path) -> None:
    from extractor.errors import TableError
    from extractor.records.kinds import fitting
    from extractor.tables import TableOptions, open_table

    path = damaged_file(chance, folder, table_files())
    faults: list[TableError] = []
    told = TableOptions(fits=fitting(None) if chance.randrange(3) else None)
    try:
        with open_table(path, told) as table:
            width = len(table.columns)
            last = 0
            for batch in table.batches(faults=faults.append):
                if len(batch.lines) != len(batch.rows):
                    raise Found("not as many lines as rows")
                for line, cells in zip(batch.lines, batch.rows, strict=True):
                    if line < last or line < 1:
                        raise Found(f"line {line} after line {last}")
                    last = line
                    if table.tabular and table.form != "csv" and len(cells) != width:
                        raise Found(f"{len(cells)} cells for {width} columns")
    except TableError as error:
        one_line(error)
    for fault in faults:
        one_line(fault)


def convert(chance: random.Random, folder: Path) -> None:
    from extractor.convert.formats import FORMATS, Options
    from extractor.convert.reading import read_records
    from extractor.errors import ExtractorError, RecordError, TableError

    path = damaged_file(chance, folder, event_files())
    records: list[EventRecord] = []
    try:
        for found in read_records([str(path)]):
            if found.record is not None:
                records.append(found.record)
            else:
                one_line(TableError(found.error or ""))
    except (TableError, RecordError) as error:
        one_line(error)
    again = [EventRecord.from_json(record.json_line()) for record in records]
    if again != records:
        raise Found("a record is another one after a trip through JSON")
    # Formats beside JSON Lines hold rows of ACLED; what is none cannot come back from them.
    records = [record for record in records if is_row(record)]
    form = FORMATS[chance.choice(["jsonl", "acled", "geojson", "parquet", "geoparquet", "xlsx"])]
    target = folder / f"again{form.endings[0]}"
    writable = []
    with target.open("wb") as stream:
        writer = form.make(stream, Options())
        for record in records:
            try:
                writer.write(record)
                writable.append(record)
            except ExtractorError as error:
                one_line(error)
        writer.close()
    if not writable:
        return
    back = []
    for found in read_records([str(target)]):
        if found.record is None:
            raise Found(f"{form.title}: what we wrote is no record: {found.error}")
        back.append(found.record)
    if writer.replaced:  # signs that the format cannot hold, which convert tells
        return
    for before, after in zip(writable, back, strict=True):
        one, other = before.to_acled(), after.to_acled()
        if one != other:
            columns = [name for name, cell in one if cell != getattr(other, name)]
            raise Found(f"{form.title}: {', '.join(columns)} changed on the way")


def is_row(record: EventRecord) -> bool:
    from extractor.errors import ExtractorError

    try:
        record.to_acled()
    except ExtractorError as error:
        one_line(error)
        return False
    return True


def sources(chance: random.Random, folder: Path) -> None:
    from extractor.errors import ArticleError, ExtractorError
    from extractor.sources import read_articles

    path = damaged_file(chance, folder, article_files())
    notes: list[str] = []
    split = chance.random() < 0.3
    try:
        for article in read_articles([str(path)], note=notes.append, split_live=split):
            if isinstance(article, ArticleError):
                one_line(article)
            elif not article.text.strip():
                raise Found("an article without a text")
            elif article.published is not None and not isinstance(article.published, date):
                raise Found(f"published {article.published!r}")
    except ExtractorError as error:
        one_line(error)
    if any("\n" in note for note in notes):
        raise Found("a note of more than one line")


KINDS: dict[str, Callable[[random.Random, Path], None]] = {
    "trips": trips,
    "tables": tables,
    "convert": convert,
    "sources": sources,
}


# Running them.


def work(kind: str, first: int, count: int) -> None:
    """The child: so many tries, each announced before it is made."""
    for number in range(first, first + count):
        print(f"try {kind}:{number}", flush=True)
        began = time.process_time()
        with tempfile.TemporaryDirectory() as folder:
            try:
                KINDS[kind](random.Random(f"{kind}:{number}"), Path(folder))
            except Exception as error:
                told = traceback.extract_tb(error.__traceback__)[-1]
                where = "" if isinstance(error, Found) else f" ({told.filename}:{told.lineno})"
                said = " ".join(str(error).split())[:300]
                keep(kind, number, Path(folder))
                print(f"found {type(error).__name__}: {said}{where}", flush=True)
            spent = time.process_time() - began
            if spent > SLOW_S:
                keep(kind, number, Path(folder))
                print(f"found {spent:.0f} s of processor time", flush=True)


def keep(kind: str, number: int, folder: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        (KEPT / f"{kind}-{number}-{path.name}").write_bytes(path.read_bytes())


def _limits() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def watch(kind: str, first: int, until: float) -> tuple[int, list[str]]:
    """Run a child to its end, its death or the time; how many tries it made, and what it found."""
    command = [sys.executable, "-X", "faulthandler", __file__, "--work", f"{kind}:{first}"]
    child = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        preexec_fn=None if sys.platform == "win32" else _limits,
    )
    said: list[str] = []
    drained = threading.Thread(target=lambda: said.extend(child.stderr or ()))
    drained.start()
    tries, found, last = 0, [], f"{kind}:{first}"
    hanging = threading.Timer(HANGING_S, child.kill)
    hanging.start()
    stopped = False
    for line in child.stdout or ():
        hanging.cancel()
        what, _, rest = line.rstrip().partition(" ")
        if what == "try":
            tries, last = tries + 1, rest
            if time.monotonic() > until:
                stopped = True
                child.kill()
                break
        elif what == "found":
            found.append(f"{last}: {rest}")
        hanging = threading.Timer(HANGING_S, child.kill)
        hanging.start()
    hanging.cancel()
    code = child.wait()
    drained.join()
    if code and not stopped:
        lines = [line.strip() for line in said if line.strip()]
        found.append(f"{last}: the process ended with {code}: {' / '.join(lines[-3:])[:300]}")
    return tries, found


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--minutes", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=None, help="the first number; else the time")
    options.add_argument("--kind", choices=KINDS, action="append", help="only these")
    options.add_argument("--case", help="make one try again, with its traceback: KIND:NUMBER")
    options.add_argument("--work", help=argparse.SUPPRESS)
    told = options.parse_args()
    if told.work:
        kind, _, number = told.work.partition(":")
        work(kind, int(number), EACH)
        return 0
    if told.case:
        kind, _, number = told.case.partition(":")
        with tempfile.TemporaryDirectory() as folder:
            KINDS[kind](random.Random(f"{kind}:{number}"), Path(folder))
        return 0
    first = int(time.time()) * 1000 if told.seed is None else told.seed
    until = time.monotonic() + told.minutes * 60
    kinds = told.kind or [*KINDS]
    tries, found = dict.fromkeys(kinds, 0), 0
    while time.monotonic() < until:
        for kind in kinds:
            number = first + tries[kind]
            done, told_of = watch(kind, number, until)
            tries[kind] += max(done, 1)
            found += len(told_of)
            for line in told_of:
                print(line, flush=True)
    counts = ", ".join(f"{count:,} {kind}" for kind, count in tries.items())
    print(f"{counts}; {found} found" + (f", files in {KEPT}" if found else ""))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
