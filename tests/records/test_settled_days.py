"""Days that say themselves neither order nor year are settled by the row, then by the file."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.errors import TableError
from extractor.records.kinds import RecordKind
from extractor.records.settled_days import DaysOfFile, settled
from extractor.tables import TableOptions, open_table

TODAY = date(2026, 11, 23)


def read(*rows: tuple[str, str, str], kind=RecordKind.ACLED, size: int = 500):
    """The days as they come out, and the notes."""
    notes: list[str] = []
    lines = ["event_date,year,notes", *(",".join(row) for row in rows)]
    data = io.BytesIO(("\n".join(lines) + "\n").encode())
    with open_table("-", TableOptions(note=notes.append), stdin=data, form="csv") as table:
        batches = settled(table.batches(size), table, DaysOfFile(kind, TODAY))
        found = [row[0] for batch in batches for row in batch.rows]
    return found, [note.removeprefix("standard input:") for note in notes]


def days(*rows) -> list[str]:
    return read(*rows)[0]


def test_the_year_settles_two_digits():
    assert days(("9-May-20", "2020", "")) == ["2020-05-09"]
    assert days(("20-May-09", "2020", "")) == ["2020-05-09"]
    assert days(("31-12-19", "2019.0", "")) == ["2019-12-31"]


def test_the_note_tells_how_the_first_is_read_and_how_many_more():
    one = ("9-May-20", "2020", "")
    told = "2: event_date '9-May-20' is read as 2020-05-09, day first"
    assert read(one)[1] == [told]
    assert read(one, one, ("x", "", ""), one)[1] == [f"{told}; so are 2 more"]
    assert read(("x", "", ""))[1] == []


def test_a_year_that_says_another_leaves_the_day_open():
    assert days(("9-May-20", "2019", "")) == ["9-May-20"]
    assert days(("45426", "2023", "")) == ["45426"]


def test_other_rows_settle_day_and_month():
    rows = [("05-08-19", "2019", ""), ("31-12-19", "2019", ""), ("01-02-19", "2019", "")]
    assert days(*rows) == ["2019-08-05", "2019-12-31", "2019-02-01"]
    rows = [("5/9/2020", "2020", ""), ("5/27/2020", "2020", "")]
    assert days(*rows) == ["2020-05-09", "2020-05-27"]


def test_nothing_settles_a_lone_day_that_could_be_two():
    assert days(("05-08-19", "2019", "")) == ["05-08-19"]
    assert days(("5/9/2020", "2020", "")) == ["5/9/2020"]


def test_a_day_that_is_the_same_in_either_order_tells_no_order():
    assert days(("05/05/2020", "", ""), ("03/04/2020", "", "")) == ["2020-05-05", "03/04/2020"]


def test_rows_at_odds_settle_nothing():
    rows = [("5/9/2020", "", ""), ("5/27/2020", "", ""), ("27/5/2020", "", "")]
    assert days(*rows) == ["5/9/2020", "2020-05-27", "2020-05-27"]


def test_a_note_settles_its_row_and_then_others():
    rows = [("05-08-19", "2019", "On 5 August 2019 two"), ("03-04-19", "2019", "One")]
    assert days(*rows) == ["2019-08-05", "2019-04-03"]
    assert days(("45426", "", "On 14 May 2024 two"), ("45415", "", "")) == [
        *("2024-05-14", "2024-05-03")
    ]
    assert days(("9-May", "", "On 9 May 2020 two")) == ["2020-05-09"]


def test_with_dashes_the_day_is_first_where_nothing_contradicts_it():
    assert read(("05-09-2020", "2020", ""), ("06-09-2020", "2020", "")) == (
        ["2020-09-05", "2020-09-06"],
        ["2: event_date '05-09-2020' is read as 2020-09-05, day first; so are 1 more"],
    )
    assert days(("05-09-2020", "", ""), ("05-13-2020", "", "")) == ["2020-05-09", "2020-05-13"]
    assert days(("05-09-2020", "", ""), ("06-09-2020", "", "On 9 June 2020 two")) == [
        *("2020-05-09", "2020-06-09")
    ]
    assert days(("05-09-2020", "", ""), ("05-13-2020", "", ""), ("13-05-2020", "", "")) == [
        *("05-09-2020", "2020-05-13", "2020-05-13")
    ]
    assert days(("05-09-2020", "", ""), ("5/13/2020", "", "")) == ["05-09-2020", "2020-05-13"]


def test_the_year_of_a_row_that_is_at_odds_with_the_day_leaves_it_as_it_is():
    assert days(("05-09-2020", "2019", ""), ("27/9/2020", "2019", "")) == [
        *("2020-09-05", "2020-09-27")
    ]


def test_each_order_is_told_with_its_own_number_of_rows():
    rows = [(day, "2020", "") for day in ("5/13/2020", "13/5/2020", "5/14/2020", "5/5/2020")]
    assert read(*rows)[1] == [
        "2: event_date '5/13/2020' is read as 2020-05-13, month first; so are 1 more",
        "3: event_date '13/5/2020' is read as 2020-05-13, day first; so are 1 more",
    ]
    assert read(*rows[::2], rows[3])[1] == [
        "2: event_date '5/13/2020' is read as 2020-05-13, month first; so are 2 more",
    ]


def test_a_note_of_another_day_settles_nothing():
    assert days(("05-08-19", "2019", "On 7 August 2019 two")) == ["05-08-19"]


def test_a_count_of_days_needs_something_that_agrees():
    assert days(("45426", "", "")) == ["45426"]
    assert days(("45426", "2024", "")) == ["2024-05-14"]
    assert days(("43964", "2024", "")) == ["2024-05-14"]


def test_a_day_without_its_year_is_of_its_own_row_only():
    rows = [("9-May", "2020", ""), ("9-May", "2021", ""), ("9-May", "", "")]
    assert days(*rows) == ["2020-05-09", "2021-05-09", "9-May"]


def test_days_that_a_spreadsheet_turned_are_not_taken_for_the_others():
    """13/04/2022 stayed as it was; 03/04/2022 became a day and was saved month first."""
    rows = [("13/04/2022", "2022", ""), ("3/4/2022", "2022", ""), ("25/04/2022", "2022", "")]
    assert days(*rows) == ["2022-04-13", "3/4/2022", "2022-04-25"]
    assert days(("13/04/2022", "", ""), ("03/04/2022", "", "")) == ["2022-04-13", "2022-04-03"]


def test_no_event_is_in_the_future():
    assert days(("31-12-19", "", ""), ("05-08-19", "", "")) == ["2019-12-31", "2019-08-05"]


def test_plain_days_pass_and_the_rest_waits_in_a_file_only_then():
    plain = [("2020-05-09", "2020", "")] * 7
    assert read(*plain) == (["2020-05-09"] * 7, [])
    found, notes = read(*plain, ("5/9/2020", "2020", ""), ("27/9/2020", "2020", ""), size=2)
    assert found == [*["2020-05-09"] * 7, "2020-09-05", "2020-09-27"]
    assert notes == ["9: event_date '5/9/2020' is read as 2020-09-05, day first; so are 1 more"]


def test_ragged_rows_and_tables_without_the_columns_pass():
    assert days(("5/9/2020",), ("27/9/2020", "2020", "", "more")) == ["2020-09-05", "2020-09-27"]
    with open_table("-", stdin=io.BytesIO(b"a\n5/9/2020\n"), form="csv") as table:
        (batch,) = settled(table.batches(), table, DaysOfFile(RecordKind.UCDP, TODAY))
    assert batch.rows == [["5/9/2020"]]


def test_what_breaks_off_does_so_after_the_rows_before_it():
    data = io.BytesIO(b'event_date,year\n9-May-20,2020\n8-May-20,2020\n"7-May-20\n')
    got = []
    with (
        open_table("-", stdin=data, form="csv") as table,
        pytest.raises(TableError, match=":4: a quote that is opened"),
    ):
        for batch in settled(table.batches(1), table, DaysOfFile(RecordKind.ACLED, TODAY)):
            got += [row[0] for row in batch.rows]
    assert got == ["2020-05-09", "2020-05-08"]


def test_both_days_of_ucdp_are_settled():
    data = io.BytesIO(b"id,date_start,date_end,year\n1,5/4/2019 0:00,5/27/2019 0:00,2019\n")
    with open_table("-", stdin=data, form="csv") as table:
        (batch,) = settled(table.batches(), table, DaysOfFile(RecordKind.UCDP, TODAY))
    assert batch.rows == [["1", "2019-05-04", "2019-05-27", "2019"]]


def test_json_objects_are_settled_under_any_spelling_of_their_keys():
    data = io.BytesIO(b'{"EVENT_DATE": 45426, "Year": 2024}\n{"EVENT_DATE": null}\n')
    with open_table("-", stdin=data, form="jsonl") as table:
        (batch,) = settled(table.batches(), table, DaysOfFile(RecordKind.ACLED, TODAY))
    assert [row["EVENT_DATE"] for row in batch.rows] == ["2024-05-14", None]


FORMS = {
    "day first": "%d/%m/%Y",
    "dashes": "%d-%m-%Y",
    "month first": "%m/%d/%Y",
    "two digits": "%d-%m-%y",
    "two digits, month first": "%m/%d/%y",
    "a word": "%d-%b-%y",
    "no year": "%d-%b",
}


@settings(deadline=None)
@given(
    st.lists(st.dates(date(1997, 1, 1), date(2026, 1, 1)), min_size=1, max_size=12),
    st.sampled_from(sorted(FORMS)),
    st.booleans(),
    st.sampled_from([1, 3, 500]),
)
def test_a_day_is_read_as_it_was_meant_or_left_open(meant, form, with_year, size):
    rows = [(day.strftime(FORMS[form]), str(day.year) if with_year else "", "") for day in meant]
    found, _ = read(*rows, size=size)
    for day, before, after in zip(meant, rows, found, strict=True):
        assert after in (day.isoformat(), before[0])
    # 21-01-21 is the same day read from either end, and says not which end the year is at.
    told = [day for day in meant if form != "two digits" or day.day != day.year % 100]
    sure = any(day.day > 12 for day in told)
    if with_year and (sure or form in ("a word", "no year")):
        assert found == [day.isoformat() for day in meant]


def test_serial_days_of_any_program_are_read_as_they_were_meant():
    chance = random.Random(1)
    starts = [date(1899, 12, 30), date(1904, 1, 1), date(1960, 1, 1), date(1970, 1, 1)]
    for start in starts:
        meant = [date(1998, 1, 1) + timedelta(chance.randrange(10_000)) for _ in range(50)]
        rows = [(str((day - start).days), str(day.year), "") for day in meant]
        assert days(*rows) == [day.isoformat() for day in meant]


def test_a_month_and_two_digits_stay_open_unless_the_row_tells():
    assert days(("mai-20", "2020", "")) == ["mai-20"]
    assert days(("mai-20", "", "")) == ["mai-20"]
    assert days(("mai-20", "2019", "")) == ["2019-05-20"]
    assert days(("mai-20", "2020", "On 9 May 2020 two")) == ["2020-05-09"]
    assert days(("mai-20", "2020", "On 20 May 2020 two")) == ["2020-05-20"]
    assert days(("mai-20", "2020", "On 9 June 2020 two")) == ["mai-20"]
    others = [("mai-20", "2019", ""), ("juin-20", "2020", ""), ("juin-20", "", "")]
    assert days(*others) == ["2019-05-20", "juin-20", "juin-20"]


def test_months_in_other_languages_are_settled_as_english_ones():
    assert days(("9-Mai-20", "2020", ""), ("20-déc.-21", "2021", "")) == [
        *("2020-05-09", "2021-12-20")
    ]


def test_a_word_that_is_two_months_is_settled_by_the_note_alone():
    assert days(("9. listopada 2020", "2020", "")) == ["9. listopada 2020"]
    assert days(("9. listopada 2020", "2020", "On 9 October 2020 two")) == ["2020-10-09"]
