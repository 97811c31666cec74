"""A soak test: very many articles, every kind of fault, kills and resumes, then everything counted.

    make soak                                   # 100,000 articles
    python benchmarks/soak.py --articles 2000 --seed 6

``extract run`` with the reader `record`, in its own process, asks a server in another process over
real sockets. For some articles the server answers 429 or 500, cuts off its reply, replies with
broken JSON or a refusal, closes the connection or never answers. Some lines of the input are empty,
broken, binary or repeat an earlier text (:mod:`benchmarks.soak_plan`). The run is killed twice
(SIGKILL) and stopped once (SIGINT), each at a random moment, and resumed. Its memory is sampled
every second. In the end all counts have to agree (:mod:`benchmarks.soak_count`); if one does not,
the exit code is 1 and the folder is kept.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "faults")]

import forked  # noqa: E402
from fault_kit import Outcome  # noqa: E402

from benchmarks.serve_load import memory_mb  # noqa: E402
from benchmarks.soak_count import Found, Left, count, entries_of  # noqa: E402
from benchmarks.soak_plan import Asked, Ledger, Plan, of_told  # noqa: E402
from extractor.batch.loop import articles_in_hand  # noqa: E402

PROGRAM = "from extractor.cli import main; main(prog_name='extract')"
QUICK = f"from extractor.models import pace; pace.FIRST_WAIT_S = 0.05; {PROGRAM}"
STOPS = (
    (signal.SIGKILL, 0.03, 0.10),
    (signal.SIGKILL, 0.12, 0.20),
    (signal.SIGINT, 0.22, 0.30),
)
"""How each run before the last is ended, and between which shares of the whole journal."""
ENTRY_BYTES = 105
"""Approximate length of a journal line; the moment of a stop is chosen by the journal's size."""
LOOK_S = 0.01
SAMPLE_S = 1.0
JUDGED = 10_000
"""Memory is judged from this many articles on: with fewer, what is loaded lazily dominates."""
KEY_BYTES = 24
SLACK_MB = 8


@dataclass
class Run:
    """One run of the command: how it ended and its memory second by second."""

    number: int
    stop: signal.Signals | None
    code: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    said: str = ""
    samples: list[tuple[int, int]] = field(default_factory=list)
    """Bytes of the journal and megabytes."""
    before: int = 0
    after: int = 0
    """Bytes of the journal when the run began and when it ended."""

    def memory_at(self, share: float) -> int:
        """Megabytes in use when this share of the run's articles was done."""
        at = self.before + share * (self.after - self.before)
        return next((mb for size, mb in self.samples if size >= at), self.samples[-1][1])


class Soak:
    """One soak test in one folder."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self.plan = Plan(given.articles, given.seed, hanging=not given.no_hanging)
        self.given = given
        self.input = folder / "articles.jsonl"
        events = folder / "events.jsonl"
        self.left = Left(events, folder / "events.jsonl.journal", folder / "errors.jsonl")
        self.chance = random.Random(given.seed)
        with self.input.open("wb") as lines:
            lines.writelines(row + b"\n" for row in self.plan.lines())

    def journal_size(self) -> int:
        """Bytes of the journal so far."""
        return self.left.journal.stat().st_size if self.left.journal.exists() else 0

    def run(self, number: int, url: str) -> Run:
        """Run the command until it ends or its moment to be stopped has come."""
        stop, low, high = STOPS[number - 1] if number <= len(STOPS) else (None, 2.0, 2.0)
        run = Run(number, stop, before=self.journal_size())
        moment = self.chance.uniform(low, high) * self.plan.articles * ENTRY_BYTES
        pause = self.chance.uniform(0, 2 * LOOK_S)  # so that a stop is not always just after a line
        quick = self.given.quick
        argv = [sys.executable, "-c", QUICK if quick else PROGRAM, "run"]
        argv += [self.input, "-o", self.left.events]
        argv += ["--errors", self.left.errors, "--base-url", f"{url}/run{number}/v1"]
        argv += ["--model", "openai/soak", "--reader", "record", "--timeout", self.given.timeout]
        argv += ["--concurrency", self.given.concurrency, "--processes", 1]
        argv += ["--resume"] if number > 1 else []
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        environment = {**os.environ, "PYTHONPATH": path, "NO_PROXY": "127.0.0.1"}
        began = sampled = time.monotonic()
        cpu = cpu_seconds()
        said = self.input.with_name(f"run-{number}.txt")
        with said.open("wb") as errors:
            start = forked.Popen if quick else subprocess.Popen
            process = start(list(map(str, argv)), env=environment, stderr=errors)
            while process.poll() is None:
                size = self.journal_size()
                if size > moment:
                    time.sleep(pause)
                    process.send_signal(stop or signal.SIGKILL)
                    moment = float("inf")
                if time.monotonic() - sampled >= SAMPLE_S:
                    sampled = time.monotonic()
                    memory = memory_mb(process.pid)
                    run.samples += [(size, int(memory))] if memory.isdecimal() else []
                time.sleep(LOOK_S)
        run.said = said.read_text("utf-8")
        run.code, run.seconds = process.returncode, time.monotonic() - began
        run.cpu_seconds = cpu_seconds() - cpu
        run.after = self.journal_size()
        return run


def cpu_seconds() -> float:
    """CPU seconds of all child processes waited for: the runs, not the server."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def serve(given: argparse.Namespace) -> None:
    """Run the server: print its address and, when standard input ends, everything it gave out."""
    ledger = Ledger(Plan(given.articles, given.seed, hanging=not given.no_hanging))
    with ledger.server() as server:
        print(server.root, flush=True)
        sys.stdin.read()
    json.dump(ledger.told(), sys.stdout)


def check_runs(soak: Soak, runs: list[Run], done: list[int], found: Found) -> None:
    """Check how the runs ended and what the last one reports. ``done``: how many articles were in
    the journal after each run."""
    for run in runs:
        should = {signal.SIGKILL: -signal.SIGKILL, signal.SIGINT: 130, None: 3}[run.stop]
        found.same(f"exit code of run {run.number}", run.code, should)
        if "Traceback" in run.said:
            found.wrong.append(f"run {run.number} shows a traceback")
    last = runs[-1]
    if last.code != 3:
        found.wrong.append(f"the last run: {last.said[-500:]}")
        return
    told = Outcome(last.code, "", last.said).summary
    found.same("articles of the last run", told["articles"], soak.plan.articles)
    rest = ("failed", "refused", "unasked", "same", "before", "undone")
    read = told["articles"] - sum(told[name] for name in rest)
    found.same("read by the last run, by its closing line", read, done[-1] - done[-2])
    known = done[-2] + len(soak.plan.original)
    found.same("known before, by its closing line", told["before"] + told["same"], known)
    spent = Counter[str]()
    for at, entry in enumerate(entries_of(soak.left.journal)):
        if at >= done[-2]:
            spent["prompt"] += entry.tokens.prompt
            spent["completion"] += entry.tokens.completion
    with soak.left.errors.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):  # all are of the last run, which tried them again
            spent["prompt"] += row["tokens"]["prompt"]
            spent["completion"] += row["tokens"]["completion"]
    for name in ("prompt", "completion"):
        found.same(f"{name} tokens, by the last closing line", told[name], spent[name])
    found.figures.append(f"the last run says: {last.said.splitlines()[-1]}")


def check_memory(soak: Soak, last: Run, found: Found) -> None:
    """Check that memory does not grow, except for the keys of the texts."""
    if len(last.samples) < 3:
        found.figures.append("memory: the last run was too short for that")
        return
    tenth, middle, end = (last.memory_at(share) for share in (0.1, 0.5, 1.0))
    most = max(mb for _, mb in last.samples)
    found.figures.append(
        f"memory of the last run, {len(last.samples)} samples: {tenth} MB at 10 %, {middle} MB at "
        f"50 %, {end} MB at 100 %, {most} MB at most"
    )
    keys_mb = KEY_BYTES * soak.plan.articles / 1e6
    if soak.plan.articles >= JUDGED and end > middle + keys_mb + SLACK_MB:
        found.wrong.append(f"memory grows: {middle} MB in the middle, {end} MB at the end")


def tell(plan: Plan, runs: list[Run], done: list[int], asked: dict[str, list[Asked]]) -> None:
    """Print the figures of the runs and the faults that occurred."""
    seconds = sum(run.seconds for run in runs)
    print(
        f"{plan.articles:,} articles in {seconds:,.0f} s ({plan.articles / seconds:.0f} a second)"
    )
    for run, so_far in zip(runs, done, strict=True):
        how = run.stop.name if run.stop else "to its end"
        took = f"{run.seconds:.1f} s, {run.cpu_seconds:.1f} of CPU"
        print(f"  run {run.number}, {how}: {took}, {so_far:,} articles in the journal")
    print("requests met by a fault")
    met = Counter(one.fault for rows in asked.values() for one in rows)
    for name, times in met.items():
        print(f"  {name or 'none, a sound answer':24} {times:9,}")
    print("lines of the input that are no articles, or odd ones")
    for name, times in Counter(plan.odd.values()).items():
        print(f"  {name:24} {times:9,}")


def soaked(folder: Path, given: argparse.Namespace) -> Found:
    """Run the whole soak test; returns its figures and everything that is wrong."""
    soak = Soak(folder, given)
    argv = [sys.executable, __file__, "--serve", "--articles", given.articles, "--seed", given.seed]
    argv += ["--no-hanging"] if given.no_hanging else []
    server = subprocess.Popen(
        map(str, argv), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    runs, done = [], []
    try:
        assert server.stdout
        url = server.stdout.readline().strip()
        for number in range(1, len(STOPS) + 2):
            runs.append(soak.run(number, url))
            done.append(sum(1 for _ in entries_of(soak.left.journal)))
            print(f"run {number}: {done[-1]:,} articles are done", file=sys.stderr, flush=True)
        told = server.communicate()[0]
    finally:
        server.kill()
        server.wait()
    (folder / "asked.json").write_text(told, "utf-8")
    asked = of_told(json.loads(told))
    tell(soak.plan, runs, done, asked)
    at_most = articles_in_hand(given.concurrency)
    killed = {run.number: at_most for run in runs if run.stop is signal.SIGKILL}
    found = count(soak.left, soak.plan, asked, killed)
    check_runs(soak, runs, done, found)
    check_memory(soak, runs[-1], found)
    return found


def main(arguments: list[str] | None = None) -> None:
    """Run the soak test and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--concurrency", type=int, default=32)
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--folder", type=Path, help="work there and leave all files (a new one)")
    parser.add_argument("--no-hanging", action="store_true", help="no reply that never comes")
    parser.add_argument(
        "--quick", action="store_true", help="as the tests have it: forked runs, short waits"
    )
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.serve:
        serve(given)
        return
    # A shell that starts this in the background sets SIGINT to ignored; the runs would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if given.folder:
        given.folder.mkdir(parents=True)
    folder = given.folder or Path(tempfile.mkdtemp(prefix="soak-"))
    found = soaked(folder, given)
    for figure in found.figures:
        print(figure)
    for wrong in found.wrong[:20]:
        print(f"WRONG: {wrong}")
    if found.wrong:
        sys.exit(f"{len(found.wrong)} things do not add up; see {folder}")
    if not given.folder:
        shutil.rmtree(folder)
    print("everything adds up")


if __name__ == "__main__":
    main()
