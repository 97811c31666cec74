"""Several processes find what one finds: the same, in the same order, whatever the file."""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from patience import PATIENCE_S
from rows import FIXTURES, TODAY, attack, sound, text_of

from extractor.errors import TableError
from extractor.tables import open_table
from extractor.tables.splitting import SplitFile
from extractor.validate import Options, Report, parallel, validate_table
from extractor.validate.worker import NOT_SPLIT, answers

FILES = sorted(
    path
    for path in FIXTURES.rglob("*")
    if path.suffix in (".csv", ".tsv") and path.stat().st_size < 300_000
)


class Within:
    """A worker without a process of its own."""

    refused = 0

    def __init__(self, order, seed):
        self._answers = answers(order)

    def answer(self):
        answer = marshal.loads(marshal.dumps(next(self._answers)))
        Within.refused += answer[0] == NOT_SPLIT
        return answer

    def close(self):
        pass


@pytest.fixture
def within(monkeypatch):
    monkeypatch.setattr(parallel, "Worker", Within)
    monkeypatch.setattr(Within, "refused", 0)


def outcome(path, processes, part_bytes=4 << 20, **options):
    """All findings, the report, and the error that ended them."""
    report, found, error = Report(str(path)), [], None
    chosen = Options(today=TODAY, processes=processes, part_bytes=part_bytes, **options)
    try:
        with open_table(path) as table:
            for finding in validate_table(table, chosen, report):
                found.append((finding, report.rows))
    except TableError as broken:
        error = str(broken)
    return found, report, error


def alike(path, part_bytes, processes=3, **options):
    assert outcome(path, processes, part_bytes, **options) == outcome(path, 1, **options)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_fixture_in_tiny_parts(within, path):
    for part_bytes in (200, 701, 3_000):
        alike(path, part_bytes)


def many(count: int = 60) -> list[dict[str, str]]:
    """Rows with something of every check over the file, in parts far from each other."""
    rows = [
        {
            **row,
            "event_id_cnty": f"KEN{number * 10 + place}",
            "notes": f"On 10 March 2022, note {number} of {place}, in which\nmore is told.",
        }
        for number in range(count)
        for place, row in enumerate(sound())
    ]
    rows[0] = {**rows[0], "interaction": "37", "event_date": "10 March 2022"}
    rows[3] = {**rows[3], "inter1": "3", "event_date": "10 March 2022"}
    rows[40] = {**rows[40], "event_id_cnty": rows[2]["event_id_cnty"]}
    rows[41] = {**rows[7], "event_id_cnty": "SOM77"}
    rows[50] = {**rows[50], "country": "Atlantis", "iso": "9", "region": "Nowhere"}
    rows[90] = {**rows[90], "country": "Atlantis", "iso": "10", "region": "Elsewhere"}
    for at in (20, 41):
        rows[at] = {**rows[at], "event_id_cnty": "NIG  7"}
    rows[11] = {**rows[11], "event_id_cnty": "NIG  1\n2"}
    rows[91] = {**rows[91], "inter1": "3", "fatalities": "many", "location": "Nowhere at all"}
    rows[95] = {**rows[95], "location": "Nowhere else", "event_date": "11 March 2022"}
    rows[99] = {**rows[99], "location": "Nowhere at all"}
    return rows


def test_rules_over_the_file_are_those_of_the_file(within, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(text_of(*many()), "utf-8")
    found, report, _ = outcome(path, 3, 4_000)
    codes = {finding.code for finding, _ in found}
    assert codes >= {"E401", "W402", "E403", "E404", "W405", "W110", "W111", "W112", "W510"}
    assert Within.refused == 0
    assert report.rows == len(many())
    for part_bytes in (1_500, 4_000, 20_000):
        for processes in (2, 3, 5):
            alike(path, part_bytes, processes)


def test_max_errors_stops_at_the_same_row(within, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(text_of(*many()), "utf-8")
    for most in (1, 2, 5):
        alike(path, 2_000, max_errors=most)


quick = settings(
    deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SIGNS = [b'"', b"\n", b'"\n', b"\r\n", b","]
CELL = st.one_of(
    st.sampled_from(["", "3", "Atlantis", "a,b", 'said "no"', "two\nlines", 'a"b\n"', "\r", "é"]),
    st.text(alphabet='a,"\n\r é', max_size=6),
)


@quick
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["notes", "country", "inter1", "event_id_cnty", "location", "tags"]),
            CELL,
            max_size=3,
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(150, 1_500),
)
def test_any_cells(within, tmp_path, changes, part_bytes):
    path = tmp_path / "rows.csv"
    path.write_bytes(text_of(*({**attack(), **change} for change in changes)).encode())
    alike(path, part_bytes)


@quick
@given(st.data(), st.integers(100, 1_500))
def test_any_damage(within, tmp_path, draw, part_bytes):
    data = bytearray(text_of(*many()[:8]).encode())
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        put = st.one_of(st.binary(max_size=3), st.sampled_from(SIGNS))
        data[at : at + draw.draw(st.integers(0, 3))] = draw.draw(put)
    path = tmp_path / "rows.csv"
    path.write_bytes(bytes(data))
    alike(path, part_bytes)


LINE = st.text(alphabet='a,"\n\ré', max_size=30)


@settings(deadline=None, max_examples=400)
@given(st.lists(LINE, max_size=12), st.integers(8, 90))
@example(['a,b,c,d,"e\n', 'a,b,c,d,e\na,b,c,d,e\na,b,c,d,e\n"\na,b,c,d,e\n'], 10)
def test_parts_that_all_end_well_are_the_whole_file(tmp_path_factory, lines, size):
    """The proof that a wrong guess at where a row begins cannot go unseen."""
    path = tmp_path_factory.mktemp("parts") / "file.csv"
    text = "a,b,c,d,e\n" + "1,2,3,4,5\n".join(lines)
    path.write_bytes(text.encode())
    split = SplitFile(str(path), ("a", "b", "c", "d", "e"), ",", size)
    rows, before = [], 0
    try:
        for number in range(split.count):
            part = split.part(number)
            if part is not None:
                table = split.table(part, "file")
                for batch in table.batches():
                    rows += [
                        (before + n, row) for n, row in zip(batch.lines, batch.rows, strict=True)
                    ]
                before += table.lines_read
    except TableError:
        return
    finally:
        split.close()
    with open_table(path) as table:
        whole = [
            pair for batch in table.batches() for pair in zip(batch.lines, batch.rows, strict=True)
        ]
    assert rows == whole


@pytest.fixture(scope="module")
def long_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "rows.csv"
    path.write_text(text_of(*many(400)), "utf-8")
    return path


@pytest.mark.alone
def test_real_processes_find_the_same(long_file):
    found, report, error = outcome(long_file, 2, 50_000)
    assert error is None
    assert (found, report) == outcome(long_file, 1)[:2]


@pytest.mark.alone
def test_where_no_other_process_can_be_started_one_reads(long_file, tmp_path, monkeypatch):
    (tmp_path / "extractor.py").write_text("raise SystemExit(3)")
    monkeypatch.setattr(sys, "path", [str(tmp_path), Path(tmp_path), *sys.path])
    found, report, error = outcome(long_file, 2, 50_000)
    assert error is None
    assert (found, report) == outcome(long_file, 1)[:2]


def test_a_table_whose_file_is_gone_is_read_on(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text(text_of(*many()), "utf-8")
    with open_table(str(path)) as table:
        path.unlink()
        assert list(validate_table(table, Options()))


def run(code: str, *args: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)


@pytest.mark.alone
def test_a_script_without_a_main_guard_may_use_several(long_file, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom extractor import validate_records\n"
        "print(len(list(validate_records(sys.argv[1], processes=2))))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(long_file)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 5


KILLED = """
    import os, signal, sys
    from extractor.validate import Options, parallel, validate_table
    from extractor.tables import open_table

    class Dying(parallel.Worker):
        def answer(self):
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            while True:
                super().answer()

    parallel.Worker = Dying
    with open_table(sys.argv[1]) as table:
        list(validate_table(table, Options(processes=2, part_bytes=50_000)))
"""


@pytest.mark.alone
def test_a_killed_process_is_told_in_one_line(long_file):
    done = run(KILLED, long_file)
    last = done.stderr.splitlines()[-1]
    assert last.endswith(
        "rows.csv: a process that read it was killed (signal 9; out of memory?); "
        "--processes 1 reads it with one"
    )


def children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(status.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(status.parent.name))
        except (OSError, IndexError):
            continue
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


WAITS = """
    import sys
    from extractor.validate import Options, validate_table
    from extractor.tables import open_table
    with open_table(sys.argv[1]) as table:
        found = validate_table(table, Options(processes=2, part_bytes=50_000))
        next(found)
        print("found", flush=True)
        sys.stdin.read()
"""


@pytest.mark.alone
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(long_file, ending):
    command = [sys.executable, "-c", textwrap.dedent(WAITS), str(long_file)]
    asking = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert asking.stdout
    assert asking.stdout.readline() == b"found\n"
    workers = children(asking.pid)
    assert len(workers) == 2
    os.kill(asking.pid, ending)
    asking.wait(timeout=PATIENCE_S)
    deadline = time.monotonic() + 60
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(alive, workers))
