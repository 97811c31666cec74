"""Who decided each value: kept while a coder works, dropped where he decides, first in the list."""

from __future__ import annotations

import json
from typing import Any

import pytest
from review_kit import DJIBO, KHAN_SHEIKHOUN, KONDUGA, checked_records, fixture_records

from extractor.records import EventRecord, validate_event
from extractor.review import decisions
from extractor.review.listing import filters_of
from extractor.review.rows import row_of


@pytest.fixture
def session(open_session):
    return open_session(records=checked_records())


def changed(session, event, change) -> dict[str, Any]:
    whole = session.record(event).model_dump(mode="json")
    change(whole)
    return whole


def checks(session, event=KONDUGA) -> dict[str, str]:
    checked = session.record(event).checked
    return {k: v for k, v in checked.model_dump(mode="json").items() if v} if checked else {}


BEFORE = {
    "sub_event_type": "both",
    "date": "disputed",
    "location": "both",
    "perpetrators": "rule",
    "targets": "both",
    "killed": "both",
    "statements": "reader",
}


def set_in(path, value):
    def change(whole):
        *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        part = whole
        for step in steps:
            part = part[step]
        part[last] = value

    return change


@pytest.mark.parametrize(
    ("field", "path", "value"),
    [
        ("sub_event_type", "sub_event_type", "Mob violence"),
        ("date", "date.start", "2023-03-13"),
        ("date", "date", None),
        ("location", "location.name", "Damboa"),
        ("location", "location.precision", 2),
        ("perpetrators", "actors.0.attribution", "accused"),
        ("perpetrators", "actors.0.attributed_by", None),
        ("targets", "actors.1.name", "Civilians (Chad)"),
        ("killed", "casualties.killed.high", 20),
        ("killed", "casualties.killed", None),
        ("statements", "allegations.0.speaker", "The governor"),
        ("statements", "allegations", []),
    ],
)
def test_a_value_that_a_coder_changes_is_his(session, field, path, value):
    given = changed(session, KONDUGA, set_in(path, value))
    entry = decisions.mend(session, KONDUGA, 0, given)
    assert checks(session) == {k: v for k, v in BEFORE.items() if k != field}
    assert entry is not None
    assert "checked" in entry.fields
    session.undo()
    assert checks(session) == BEFORE


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("notes", "By hand."),
        ("date.evidence", []),
        ("actors.0.evidence", []),
        ("casualties.told", []),
        ("casualties.told.0.teller", "The mayor"),
        ("checked", {"date": "both", "killed": "both"}),  # not the page's to say
        ("checked", None),
    ],
)
def test_what_is_no_change_of_a_value_leaves_its_check(session, path, value):
    decisions.mend(session, KONDUGA, 0, changed(session, KONDUGA, set_in(path, value)))
    assert checks(session) == BEFORE


def test_a_forged_check_is_no_change_at_all(session):
    given = changed(session, KONDUGA, set_in("checked", dict.fromkeys(BEFORE, "both")))
    assert decisions.mend(session, KONDUGA, 0, given) is None
    old = session.record(KHAN_SHEIKHOUN).model_dump(mode="json") | {"checked": {"date": "both"}}
    assert decisions.mend(session, KHAN_SHEIKHOUN, 0, old) is None


def test_a_night_and_long_coordinates_are_no_change_when_the_note_is_mended(open_session):
    records = checked_records()
    at = next(n for n, one in enumerate(records) if one.id == KONDUGA)
    night = json.loads(records[at].json_line())
    night["date"]["end"] = "2023-03-15"
    night["location"]["latitude"] = 11.653312345
    records[at] = EventRecord.model_validate(night)
    session = open_session(records=records)
    decisions.mend(session, KONDUGA, 0, changed(session, KONDUGA, set_in("notes", "x")))
    assert checks(session) == BEFORE


def test_when_a_coder_has_changed_all_of_them_there_is_none_left(session):
    def change(whole):
        whole["actors"] = whole["allegations"] = whole["requested_investigations"] = []
        whole["date"] = whole["location"] = whole["casualties"]["killed"] = None
        whole["sub_event_type"] = "Mob violence"

    decisions.mend(session, KONDUGA, 0, changed(session, KONDUGA, change))
    line = session.record(KONDUGA).json_line()
    assert '"checked"' not in line
    validate_event(json.loads(line))
    assert session.row(KONDUGA).checked == "none"


def test_words_that_become_a_value_make_it_the_coders(session):
    from extractor.review.words import with_words

    article = session.articles["two-attacks"]
    start = article.text.index("Wednesday")
    before = session.record(KONDUGA)
    made = with_words(before, article, "date", start, start + 9, add=False)
    decisions.mend(session, KONDUGA, 0, made)
    assert "date" not in checks(session)
    add = with_words(session.record(KONDUGA), article, "killed", 0, 9, add=True)
    decisions.mend(session, KONDUGA, 1, add)
    assert checks(session)["killed"] == "both"


def test_each_half_of_a_split_keeps_the_checks_of_what_it_has(session):
    sides = {"killed": "second", "actors.0": "second", "told.0": "first", "told.1": "second"}
    sides |= {"allegations.0": "second"}
    entry = decisions.split(session, KONDUGA, 0, sides)
    first, second = (one["id"] for one in entry.after)
    gone = ("perpetrators", "killed")
    assert checks(session, first) == {k: v for k, v in BEFORE.items() if k not in gone}
    assert checks(session, second) == BEFORE
    told = [
        [one.teller for one in session.record(half).casualties.told] for half in (first, second)
    ]
    assert told == [[None], ["Mustapha Bukar"]]


def test_merging_takes_counts_and_checks_of_both(session):
    decisions.merge(session, KONDUGA, 0, DJIBO)
    made = session.record(KONDUGA)
    validate_event(json.loads(made.json_line()))
    states = [(one.state.value, one.teller) for one in made.casualties.told]
    assert states == [
        ("killed", None),
        ("killed", "Mustapha Bukar"),
        ("abducted", "the charity"),
    ]
    assert {piece.article_id for piece in made.casualties.told[2].evidence} == {
        "aid-workers-kidnapped"
    }
    assert checks(session) == {**BEFORE, "targets": "rule"}
    assert made.perpetrators[0].attributed_by == "The state governor"
    session.undo()
    assert [one.json_line() for one in map(session.record, (KONDUGA, DJIBO))] == [
        one.json_line() for one in checked_records() if one.id in (KONDUGA, DJIBO)
    ]


def test_a_record_of_version_1_0_that_takes_in_a_newer_one_is_of_today(session):
    decisions.merge(session, KHAN_SHEIKHOUN, 0, DJIBO)
    made = session.record(KHAN_SHEIKHOUN)
    assert made.schema_version == "1.1"
    assert [one.schema_version for one in made.reports] == ["1.0", "1.1"]
    assert checks(session, KHAN_SHEIKHOUN)["perpetrators"] == "both"
    assert "date" not in checks(session, KHAN_SHEIKHOUN)  # the first one's, of which nobody says


def test_a_mended_record_of_version_1_0_stays_one(session):
    before = session.record(KHAN_SHEIKHOUN)
    given = changed(session, KHAN_SHEIKHOUN, set_in("notes", "By hand."))
    decisions.mend(session, KHAN_SHEIKHOUN, 0, given)
    after = session.record(KHAN_SHEIKHOUN)
    assert after.schema_version == before.schema_version == "1.0"
    for key in ("checked", "told", "attributed_by"):
        assert f'"{key}"' not in after.json_line()


def test_a_journal_of_both_versions_replays(open_session):
    session = open_session(records=checked_records())
    decisions.mend(session, KONDUGA, 0, changed(session, KONDUGA, set_in("date", None)))
    decisions.merge(session, KHAN_SHEIKHOUN, 0, DJIBO)
    decisions.accept(session, KONDUGA, 1)
    before = list(session.lines())
    again = open_session(records=checked_records())
    assert list(again.lines()) == before
    for _ in range(3):
        again.undo()
    assert list(again.lines()) == [one.json_line().encode() + b"\n" for one in checked_records()]


def ids(session, **query) -> list[str]:
    return [row.id for row in session.find(filters_of(query)).rows]


def test_disputed_records_come_first_and_less_sure_ones_after_them(session):
    in_file = [one.id for one in checked_records()]
    others = [one for one in in_file if one not in (KONDUGA, DJIBO)]
    assert ids(session) == [KONDUGA, DJIBO, *others]
    assert ids(session, sort="checked", down="1") == [*reversed(others), DJIBO, KONDUGA]
    assert ids(session, sort="file") == in_file
    found = session.find(filters_of({}))
    assert (found.sort, found.checked) == ("checked", True)
    decisions.mend(session, KONDUGA, 0, changed(session, KONDUGA, set_in("date", None)))
    assert ids(session)[:2] == [KONDUGA, DJIBO]  # both by the reader now, in the file's order


def test_records_of_version_1_0_stand_as_in_the_file(open_session):
    session = open_session()
    found = session.find(filters_of({}))
    assert [row.id for row in found.rows] == [one.id for one in fixture_records()]
    assert (found.sort, found.checked) == ("file", False)


def test_the_list_is_narrowed_by_who_decided(session):
    assert ids(session, checked="disputed") == [KONDUGA]
    assert ids(session, checked="disputed|reader") == [KONDUGA, DJIBO]
    assert len(ids(session, checked="none")) == 7
    assert ids(session, checked="nonsense") == []
    counts = session.find(filters_of({"checked": "disputed"})).counts
    assert counts["checked"] == {"disputed": 1, "reader": 1, "none": 7}
    assert counts["status"] == {"open": 1}


def test_a_row_names_its_disputed_values_and_is_found_by_its_tellers(session):
    row = session.row(KONDUGA)
    shown = json.loads(json.dumps(row.shown()))
    assert (shown["checked"], shown["disputed"]) == ("disputed", ["date"])
    by_id = {one.id: row_of(one, (0,), None).words for one in checked_records()}
    assert "mustapha bukar" in by_id[KONDUGA]
    assert "the state governor" in by_id[KONDUGA]
    assert ids(session, q="the charity djibo") == [DJIBO]


def test_words_of_a_count_that_moved_are_found(open_session):
    records = checked_records()
    at = next(n for n, one in enumerate(records) if one.id == DJIBO)
    moved = json.loads(records[at].json_line())
    moved["casualties"]["told"][0]["evidence"][0].update(start=5, end=22)
    records[at] = EventRecord.model_validate(moved)
    session = open_session(records=records)
    found = session.findings(session.record(DJIBO))
    assert [(one.code, one.field) for one in found] == [("evidence-moved", "told")]
