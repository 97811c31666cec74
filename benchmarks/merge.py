"""How long merging takes: made-up reports of a year, a third of them on events already reported.

python benchmarks/merge.py                  # 100,000 reports
python benchmarks/merge.py --rows 5000
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "merge")]

from reported import report_of  # noqa: E402

from extractor.merge import Merger  # noqa: E402
from extractor.records import EventRecord  # noqa: E402

SUBS = ("Attack", "Armed clash", "Grenade", "Shelling/artillery/missile attack", "Mob violence")
WHO = ("teachers", "priests", "miners", "traders", "herders", "students", "drivers", "nuns")
TOWNS = 400


def reports(count: int) -> list[tuple[int, str]]:
    """Records as JSON lines, each with the number of its event; the same every time."""
    chance = random.Random(7)
    towns = [(chance.uniform(-4, 5), chance.uniform(34, 42)) for _ in range(TOWNS)]
    made: list[tuple[int, str]] = []
    event = 0
    while len(made) < count:
        event += 1
        town = min(int(chance.expovariate(6) * TOWNS), TOWNS - 1)  # few towns have most events
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(365))
        killed = chance.choice((None, None, 1, 2, 3, 5, 8, 13))
        victims = [f"{chance.choice(WHO)} and {chance.choice(WHO)}"]
        doers = [f"Group {chance.randrange(40)}"]
        sub = chance.choice(SUBS)
        for telling in range(chance.choice((1, 1, 1, 2, 3))):
            if len(made) == count:
                break
            record = report_of(
                f"{event}-{telling}",
                sub=sub,
                day=day.isoformat(),
                at=towns[town],
                place=f"Town {town}",
                killed=killed,
                victims=victims,
                doers=doers,
                sha256=f"{event * 10 + telling:064x}",
            )
            made.append((event, record.json_line()))
    chance.shuffle(made)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    told = reports(rows)
    started, busy = time.perf_counter(), time.process_time()
    with Merger() as merger:
        for _, line in told:
            merger.add(EventRecord.from_json(line))
        taken = time.perf_counter()
        left = merged = inside = 0
        for record in merger.merged():
            left += 1
            merged += bool(record.reports)
            inside += len(record.reports)
    done, busy = time.perf_counter(), time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'reports':>10}{'read s':>9}{'merge s':>9}{'a second':>10}{'records':>9}{'merged':>8}")
    print(
        f"{rows:10,}{taken - started:9.1f}{done - taken:9.1f}{rows / (done - started):10,.0f}"
        f"{left:9,}{merged:8,}"
    )
    print(f"{busy:.1f} s of one processor; {inside:,} reports are in merged records")
    print(f"peak memory {memory:,.0f} MiB, the made-up lines themselves with it")


if __name__ == "__main__":
    main()
