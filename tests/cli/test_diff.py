"""`extract diff` on the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from dataset_rows import ACLED, UCDP

ROOT = Path(__file__).resolve().parents[2]


def table(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def acled(number: int, killed: int | str = 2, **cells: str) -> dict[str, str]:
    return {**ACLED, "event_id_cnty": f"KEN{number}", "fatalities": str(killed), **cells}


@pytest.fixture
def versions(tmp_path: Path) -> tuple[Path, Path]:
    """A file and a later version: one row went, one came, one changed, one was touched."""
    before = table(tmp_path / "may.csv", acled(1, 5), acled(2, 1), acled(3, 7), acled(4))
    after = table(
        tmp_path / "june.csv",
        acled(1, 5),
        acled(3, 5, actor2="", location="Rhamu"),
        acled(4, timestamp="1700000000"),
        acled(5, 1200, event_date="2022-06-01"),
    )
    return before, after


def test_the_figures_add_up_and_are_told(extract, versions):
    before, after = versions
    result = extract("diff", before, after)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"{before}: 4 rows with 15 deaths, 2022-03-09 to 2022-03-09",
        f"{after}: 4 rows with 1,212 deaths, 2022-03-09 to 2022-06-01",
        "came: 1 row with 1,200 deaths",
        "  KEN5 (2022-06-01, Mob violence, Mandera, Kenya): 1,200 deaths",
        "went: 1 row with 1 death",
        "  KEN2 (2022-03-09, Mob violence, Mandera, Kenya): 1 death",
        "changed: 1 row with 7 deaths before and 5 after (actor2 1, fatalities 1, location 1)",
        "  KEN3 (2022-03-09, Mob violence, Rhamu, Kenya): 7 → 5 deaths; actor2 Civilians (Kenya) → "
        "blank; fatalities 7 → 5; location Mandera → Rhamu",
        "changed only in when it was written: 1 row with 2 deaths",
        "unchanged: 1 row with 5 deaths",
        "4 rows - 1 + 1 = 4 rows; 15 deaths - 1 + 1,200 - 2 of changed rows = 1,212 deaths",
    ]


def test_as_json_every_change_is_there(extract, versions):
    before, after = versions
    result = extract("diff", before, after, "--json")
    found = json.loads(result.stdout)
    assert (found["kind"], found["before"]["rows"], found["after"]["deaths"]) == ("acled", 4, 1212)
    assert found["unchanged"] == {"rows": 1, "deaths": 5}
    assert found["restamped"] == {"rows": 1, "deaths": 2}
    assert found["went"] == {
        "rows": 1,
        "deaths": 1,
        "events": [
            {
                "id": "KEN2",
                "event": "2022-03-09, Mob violence, Mandera, Kenya",
                "before": {"line": 3, "deaths": 1},
            }
        ],
    }
    (changed,) = found["changed"]["events"]
    assert changed["before"] == {"line": 4, "deaths": 7}
    assert changed["after"] == {"line": 3, "deaths": 5}
    assert changed["columns"]["location"] == ["Mandera", "Rhamu"]
    assert found["changed"]["columns"] == {"actor2": 1, "fatalities": 1, "location": 1}
    assert [event["after"]["deaths"] for event in found["came"]["events"]] == [1200]


def test_a_file_and_itself_differ_in_nothing(extract, versions):
    path, _ = versions
    found = json.loads(extract("diff", "-", path, "--json", input=path.read_bytes()).stdout)
    assert (found["came"]["events"], found["went"]["rows"], found["changed"]["rows"]) == ([], 0, 0)
    assert found["before"]["file"] == "standard input"


def test_only_the_first_changes_are_listed_unless_all_are_asked_for(extract, tmp_path):
    before = table(tmp_path / "a.csv", *(acled(n) for n in range(1, 33)))
    after = table(tmp_path / "b.csv", acled(32))
    result = extract("diff", before, after)
    assert "  … and 11 more (--all lists them)" in result.stdout.splitlines()
    assert result.stdout.count("\n  KEN") == 20
    assert extract("diff", before, after, "--all").stdout.count("\n  KEN") == 31


def test_what_a_user_should_know_is_told_apart(extract, tmp_path):
    before = table(tmp_path / "a.csv", acled(1), acled(1, 3), acled(2, event_id_cnty=""))
    rows = [acled(1), acled(2, "some")]
    after = table(
        tmp_path / "b.csv",
        *({k: v for k, v in row.items() if k != "tags"} for row in rows),
    )
    with after.open("a", encoding="utf-8") as file:
        file.write("KEN3,too,few\n")
    result = extract("diff", before, after)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"Note: {before}: 1 row without an id, compared only with rows that are the same in every "
        "cell",
        f"Note: {before}: an id stands in several rows, each of which is compared",
        f"Error: {after}:4: 3 cells where the header has 30",
        f"Note: {after}: 1 row gives no number of deaths; 0 is counted",
        f"Note: columns that only {before} has are not compared: tags",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.csv", "missing.csv"], "missing.csv: no such file"),
        (["a.csv", "u.csv"], "u.csv: holds rows of UCDP GED, and a.csv rows of ACLED"),
        (["a.csv", "empty.csv"], "empty.csv: the file is empty"),
        (["a.csv", "e.txt"], "neither event records nor rows of ACLED or UCDP"),
        (["-", "-"], "standard input (-) can be read only once"),
        (["a.csv"], "Missing argument 'AFTER'"),
    ],
)
def test_what_cannot_be_compared_is_one_line(extract, tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    table(Path("a.csv"), acled(1))
    table(Path("u.csv"), UCDP)
    Path("empty.csv").touch()
    Path("e.txt").write_text("hello, there\n1,2\n", encoding="utf-8")
    result = extract("diff", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_hostile_cell_reaches_no_terminal(extract, tmp_path):
    before = table(tmp_path / "a.csv", acled(1, location="\x1b[31mred\u202e\nKEN9: nothing"))
    after = table(tmp_path / "b.csv", acled(1, location="x" * 500))
    result = extract("diff", before, after)
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "\nKEN9" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 900


def test_a_reader_that_stops_reading_is_no_error(tmp_path):
    before = table(tmp_path / "a.csv", *(acled(n) for n in range(3000)))
    after = table(tmp_path / "b.csv", acled(1))
    with subprocess.Popen(
        [sys.executable, "-m", "extractor", "diff", str(before), str(after), "--all"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
