"""Two versions of a file compared: what came, went and changed, in rows and deaths."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from dataset_rows import ACLED, UCDP
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_events import sample_event

from extractor.diff import Change, Difference, diff_files
from extractor.errors import TableError


def table(path: Path, rows: Iterable[Mapping[str, str]], *, delimiter: str = ",") -> Path:
    rows = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def acled(number: int, killed: int = 2, **cells: str) -> dict[str, str]:
    return {**ACLED, "event_id_cnty": f"KEN{number}", "fatalities": str(killed), **cells}


def compared(before: Path, after: Path) -> tuple[Difference, list[Change]]:
    found = diff_files([str(before), str(after)])
    changes = list(found.changes())
    found.before.close()
    found.after.close()
    return found, changes


def figures(found: Difference) -> dict[str, tuple[int, int]]:
    names = ("unchanged", "restamped", "changed", "came", "went")
    return {name: (one.rows, one.deaths) for name in names if (one := getattr(found, name)).rows}


def test_what_came_went_and_changed_is_told_with_its_deaths(tmp_path: Path) -> None:
    before = table(tmp_path / "a.csv", [acled(1, 5), acled(2, 3), acled(3, 7), acled(4, 1)])
    after = table(
        tmp_path / "b.csv",
        [
            acled(5, 9),
            acled(3, 10, notes="Counted again."),
            acled(1, 5),
            acled(4, 1, timestamp="1700000000"),
        ],
    )
    found, changes = compared(before, after)
    assert (found.before.rows, found.before.deaths) == (4, 16)
    assert (found.after.rows, found.after.deaths) == (4, 25)
    assert figures(found) == {
        "unchanged": (1, 5),
        "restamped": (1, 1),
        "changed": (1, 7),
        "came": (1, 9),
        "went": (1, 3),
    }
    assert found.changed.after == 10
    assert [(one.what, one.id, one.lines, one.deaths) for one in changes] == [
        ("went", "KEN2", (3, None), (3, None)),
        ("changed", "KEN3", (4, 3), (7, 10)),
        ("came", "KEN5", (None, 2), (None, 9)),
    ]
    assert changes[1].columns == {
        "fatalities": ("7", "10"),
        "notes": (ACLED["notes"].strip(), "Counted again."),
    }
    assert found.columns == {"fatalities": 1, "notes": 1}
    assert changes[0].label == "2022-03-09, Mob violence, Mandera, Kenya"


def test_the_same_rows_in_another_form_and_order_are_no_change(tmp_path: Path) -> None:
    rows = [acled(n, n, notes="Two lines\nof a note.") for n in range(1, 6)]
    before = table(tmp_path / "a.csv", rows)
    older = {
        "inter1": "5",
        "inter2": "7",
        "interaction": "57",
        "event_date": "09 March 2022",
        "latitude": "3.93660",
        "admin3": "NA",
    }
    texts = {"event_id_cnty", "notes", "actor1"}
    typed: list[dict[str, Any]] = [
        {
            name.upper(): int(value) if value.isdecimal() and name not in texts else value or None
            for name, value in ({**row, **older}).items()
        }
        for row in reversed(rows)
    ]
    after = tmp_path / "b.jsonl"
    after.write_text("".join(json.dumps(row) + "\n" for row in typed), encoding="utf-8")
    found, changes = compared(before, after)
    assert changes == []
    assert figures(found) == {"unchanged": (5, 15)}
    again = table(
        tmp_path / "c.csv", [{**row, "notes": "Two lines\r\nof a note."} for row in rows],
        delimiter=";",
    )  # fmt: skip
    assert compared(before, again)[1] == []


def test_a_spelling_that_was_mended_is_a_change(tmp_path: Path) -> None:
    before = table(tmp_path / "a.csv", [acled(1, disorder_type="Demostrations")])
    after = table(tmp_path / "b.csv", [acled(1, disorder_type="Demonstrations")])
    (change,) = compared(before, after)[1]
    assert change.columns == {"disorder_type": ("Demostrations", "Demonstrations")}


def test_columns_that_only_one_file_has_are_not_compared_and_named(tmp_path: Path) -> None:
    rows = [acled(n, population_best="7") for n in (1, 2)]
    without = [
        {name: cell for name, cell in acled(n).items() if name not in ("tags", "admin3")}
        for n in (1, 2)
    ]
    found, changes = compared(table(tmp_path / "a.csv", rows), table(tmp_path / "b.csv", without))
    assert changes == []
    assert figures(found) == {"unchanged": (2, 4)}
    assert found.only_in(found.before, found.after) == ["admin3", "population_best", "tags"]
    assert found.only_in(found.after, found.before) == []


def test_rows_of_ucdp_are_told_by_their_id_and_best_estimate(tmp_path: Path) -> None:
    before = table(tmp_path / "a.csv", [UCDP, {**UCDP, "id": "900002", "best": "1"}])
    api = {
        **UCDP,
        "id": 900001,
        "best": 8,
        "low": 5,
        "date_start": "2017-05-01T00:00:00",
        "date_end": "2017-05-03",
        "active_year": True,
        "latitude": "13.570000",
    }
    after = tmp_path / "b.jsonl"
    after.write_text(json.dumps(api) + "\n", encoding="utf-8")
    found, changes = compared(before, after)
    assert [(one.what, one.id, one.deaths) for one in changes] == [
        ("changed", "900001", (8, 8)),
        ("went", "900002", (1, None)),
    ]
    assert changes[0].columns == {"low": ("6", "5")}
    assert found.columns == {"low": 1}


def test_records_are_compared_value_by_value(tmp_path: Path) -> None:
    def lines(path: Path, *records: dict[str, Any]) -> Path:
        path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        return path

    def event(id: str, killed: int) -> dict[str, Any]:
        made = sample_event(id=id, casualties={"killed": {"coded": killed}})
        return made.model_dump(mode="json")

    moved = event("b", 6)
    moved["location"]["admin1"] = "Wajir"
    moved["casualties"]["killed"]["coded"] = 8
    read_again = event("c", 1)
    read_again["extraction"]["extracted_at"] = "2030-01-01T00:00:00Z"
    del read_again["reports"]  # as records of an older version, which say nothing of it
    before = lines(tmp_path / "a.jsonl", event("a", 5), event("b", 6), event("c", 1))
    after = lines(tmp_path / "b.jsonl", event("a", 5), moved, read_again)
    found, (change,) = compared(before, after)
    assert figures(found) == {"unchanged": (1, 5), "restamped": (1, 1), "changed": (1, 6)}
    admin = str(event("b", 6)["location"]["admin1"])
    assert change.columns == {
        "casualties.killed.coded": ("6", "8"),
        "location.admin1": (admin, "Wajir"),
    }


def test_an_id_that_stands_in_several_rows_loses_none_of_them(tmp_path: Path) -> None:
    """An export by actor gives an event once for each of its actors."""
    one, other = acled(1, 4, actor1="Rioters (Kenya)"), acled(1, 4, actor1="Civilians (Kenya)")
    before = table(tmp_path / "a.csv", [one, other, acled(2, 1), acled(2, 1)])
    after = table(
        tmp_path / "b.csv",
        [{**other, "notes": "Changed."}, one, acled(2, 1), acled(2, 3), acled(2, 1)],
    )
    found, changes = compared(before, after)
    assert (found.before.repeated, found.after.repeated) == (2, 2)
    assert [(each.what, each.id, [*each.columns]) for each in changes] == [
        ("changed", "KEN1", ["notes"]),
        ("came", "KEN2", []),
    ]
    assert figures(found) == {"unchanged": (3, 6), "changed": (1, 4), "came": (1, 3)}


def test_rows_without_an_id_are_the_same_only_in_every_cell(tmp_path: Path) -> None:
    nameless = acled(1, 4, event_id_cnty="")
    before = table(tmp_path / "a.csv", [nameless, {**nameless, "fatalities": "6"}, acled(2)])
    after = table(tmp_path / "b.csv", [acled(2), {**nameless, "fatalities": "7"}, nameless])
    found, changes = compared(before, after)
    assert (found.before.nameless, found.after.nameless) == (2, 2)
    assert [(each.what, each.id, each.deaths) for each in changes] == [
        ("went", "", (6, None)),
        ("came", "", (None, 7)),
    ]
    assert figures(found)["unchanged"] == (2, 6)


def test_a_file_without_ids_or_of_another_kind_cannot_be_compared(tmp_path: Path) -> None:
    good = table(tmp_path / "a.csv", [acled(1)])
    nameless = table(tmp_path / "b.csv", [acled(1, event_id_cnty="")])
    with pytest.raises(TableError, match=r"b\.csv: no row has an id \(event_id_cnty\)"):
        compared(good, nameless)
    with pytest.raises(TableError, match=r"holds rows of UCDP GED, and .*a\.csv rows of ACLED"):
        compared(good, table(tmp_path / "c.csv", [UCDP]))
    with pytest.raises(TableError, match="neither event records nor rows of ACLED or UCDP"):
        compared(good, table(tmp_path / "d.csv", [{"a": "1", "b": "2"}]))


def test_numbers_of_deaths_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    rows = [acled(1, 3), acled(2, fatalities="some"), acled(3, fatalities="")]
    before, after = table(tmp_path / "a.csv", rows), table(tmp_path / "b.csv", rows[:2])
    found, changes = compared(before, after)
    assert (found.before.untold, found.after.untold) == (2, 1)
    assert [(each.what, each.id, each.deaths) for each in changes] == [("went", "KEN3", (0, None))]


def test_a_file_of_no_records_is_compared_with_any(tmp_path: Path) -> None:
    empty, good = tmp_path / "a.jsonl", table(tmp_path / "b.csv", [acled(1, 3)])
    empty.touch()
    assert [each.what for each in compared(empty, good)[1]] == ["came"]
    assert [each.what for each in compared(good, empty)[1]] == ["went"]
    assert compared(empty, empty)[1] == []


def test_very_many_rows_of_one_id_take_no_time_of_their_square(tmp_path: Path) -> None:
    rows = [acled(1, n % 5, event_id_cnty=id) for id in ("", "KEN9") for n in range(3000)]
    before = table(tmp_path / "a.csv", rows)
    after = table(tmp_path / "b.csv", [{**row, "notes": "Changed."} for row in rows[100:]])
    found, _ = compared(before, after)
    assert figures(found) == {
        "changed": (3000, 6000),
        "went": (3000, 6000),
        "came": (2900, 5800),
    }


ROWS = st.lists(
    st.builds(
        acled,
        st.integers(1, 5),
        st.integers(0, 3),
        notes=st.sampled_from(["", "A note.", "=1+1"]),
        timestamp=st.sampled_from(["1", "2"]),
        event_id_cnty=st.sampled_from(["KEN1", "KEN2", "KEN3", "KEN4", ""]),
    ),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ROWS, ROWS)
def test_rows_and_deaths_always_add_up(
    tmp_path: Path, old: list[dict[str, str]], new: list[dict[str, str]]
) -> None:
    named = {"event_id_cnty": "KEN1"}
    before = table(tmp_path / "a.csv", [*old, acled(1, **named)])
    after = table(tmp_path / "b.csv", [*new, acled(1, **named)])
    found, changes = compared(before, after)
    same = (found.unchanged, found.restamped, found.changed)
    assert sum(one.rows for one in same) + found.went.rows == len(old) + 1
    assert sum(one.rows for one in same) + found.came.rows == len(new) + 1
    assert found.before.deaths == sum(int(row["fatalities"]) for row in old) + 2
    assert found.after.deaths == (
        found.came.deaths
        + sum(one.after for one in (found.changed, found.unchanged, found.restamped))
    )
    assert len(changes) == found.changed.rows + found.came.rows + found.went.rows
    back, _ = compared(after, before)
    assert (back.came.rows, back.went.rows) == (found.went.rows, found.came.rows)
    assert back.changed.rows + back.restamped.rows == found.changed.rows + found.restamped.rows
    assert compared(before, before)[1] == []


def test_a_column_that_is_blank_throughout_json_is_compared(tmp_path: Path) -> None:
    blank = acled(1, tags="")
    before = tmp_path / "a.json"
    before.write_text(json.dumps([blank]), encoding="utf-8")
    after = table(tmp_path / "b.csv", [acled(1, tags="local administrators")])
    found, changes = compared(before, after)
    assert figures(found) == {"changed": (1, 2)}
    assert changes[0].columns == {"tags": ("", "local administrators")}
    assert (found.only_in(found.before, found.after), found.only_in(found.after, found.before)) == (
        [],
        [],
    )


@pytest.mark.parametrize(
    "days", [("44690", "44694"), ("05/09/2022", "05/13/2022"), ("05-09-2022", "05-13-2022")]
)
def test_days_that_the_file_settles_are_no_change(tmp_path: Path, days: tuple[str, str]) -> None:
    iso = ("2022-05-09", "2022-05-13")
    rows = [acled(n, event_date=day, year="2022", notes="Two.") for n, day in enumerate(iso)]
    before = table(tmp_path / "iso.csv", rows)
    after = table(
        tmp_path / "other.csv",
        [{**row, "event_date": day} for row, day in zip(rows, days, strict=True)],
    )
    found, _ = compared(before, after)
    assert figures(found) == {"unchanged": (2, 4)}
    assert (found.after.first, found.after.last) == iso
