"""Many at once: one line of the journal, one undo, nothing half done; cells read strictly."""

from __future__ import annotations

import pytest
from review_kit import DJIBO, KHAN_SHEIKHOUN, KONDUGA, checked_records

from extractor.errors import ReviewError
from extractor.review import decisions
from extractor.review.cells import with_cell
from extractor.review.listing import filters_of
from extractor.review.many import Cell, decide_all, events_found, set_cells
from extractor.review.session import Stale


@pytest.fixture
def session(open_session):
    made = open_session(records=checked_records())
    made.check_some(100)
    return made


def everything(session) -> dict[str, int]:
    return dict(events_found(session, filters_of({}), 0, 100))


def cell(session, event, column, value):
    return with_cell(session.record(event), column, value)


def test_accepting_many_is_one_line_and_one_undo_takes_all_back(session, open_session):
    before = list(session.lines())
    decisions.accept(session, DJIBO, 0)
    done = decide_all(session, "accept", everything(session))
    assert (len(done.entry.after), done.same, done.left) == (8, 1, [])
    assert session.counts()["accepted"] == 9 and len(session.journal) == 2
    again = open_session(records=checked_records())
    assert again.counts()["accepted"] == 9
    again.undo()
    assert again.counts() == {"open": 8, "mended": 0, "accepted": 1, "rejected": 0}
    again.undo()
    assert list(again.lines()) == before


def test_what_was_decided_otherwise_is_left_and_told(session):
    decisions.reject(session, KONDUGA, 0, "a drill")
    decisions.accept(session, DJIBO, 0)
    done = decide_all(session, "accept", everything(session))
    assert (len(done.entry.after), done.same) == (7, 1)
    assert done.left == [(KONDUGA, "decision", "rejected before; reopen to decide anew")]
    done = decide_all(session, "reject", everything(session), "a drill")
    assert (done.entry, done.same, len(done.left)) == (None, 1, 8)
    assert session.counts() == {"open": 0, "mended": 0, "accepted": 8, "rejected": 1}


def test_rejecting_many_needs_a_reason_and_reopening_takes_them_back(session):
    with pytest.raises(ReviewError, match="needs a reason"):
        decide_all(session, "reject", everything(session), "  ")
    done = decide_all(session, "reject", everything(session), "a drill")
    assert done.entry.reason == "a drill" and session.counts()["rejected"] == 9
    decide_all(session, "reopen", everything(session))
    assert session.counts()["open"] == 9
    with pytest.raises(ReviewError, match="no decision for many"):
        decide_all(session, "merge", everything(session))


def test_one_record_changed_meanwhile_refuses_all(session):
    seen = everything(session)
    decisions.reject(session, KONDUGA, 0, "meanwhile")
    with pytest.raises(Stale, match="1 of the 9 events were changed meanwhile"):
        decide_all(session, "accept", seen)
    with pytest.raises(Stale):
        set_cells(session, [Cell(KONDUGA, "type", "Attack")], seen)
    with pytest.raises(Stale):
        decide_all(session, "accept", {"no such event": 0})
    assert session.counts()["accepted"] == 0 and len(session.journal) == 1


def test_a_decision_alone_leaves_the_findings_as_they_were_found(session, monkeypatch):
    monkeypatch.setattr(type(session), "findings", lambda *_: pytest.fail("looked again"))
    decide_all(session, "accept", everything(session))
    session.undo()
    assert session.unchecked == 0


def test_setting_a_value_for_many_counts_those_that_have_it_and_tells_what_is_left(session):
    decisions.reject(session, KHAN_SHEIKHOUN, 0, "twice")
    events = everything(session)
    had = [row.id for row in session.rows() if row.sub_event_type == "Attack"]
    done = set_cells(session, [Cell(event, "type", "attack") for event in events], events)
    assert done.same == len(had) and done.left == [(KHAN_SHEIKHOUN, "type", "rejected")]
    changed = [session.record(one["id"]) for one in done.entry.after]
    assert len(changed) == 8 - len(had)
    for record in changed:
        assert record.event_type.value == "Violence against civilians"
        assert record.review.status.value == "mended"
    assert "sub_event_type" in done.entry.fields
    session.undo()
    assert everything(session).keys() == events.keys()
    assert session.record(changed[0].id).review is None


def test_cells_of_one_record_are_written_together_with_the_country_first(session):
    events = everything(session)
    row = {"admin1": "Kidal", "country": "Mali", "killed": "3-5", "date": "14 March 2023"}
    done = set_cells(session, [Cell(KONDUGA, name, text) for name, text in row.items()], events)
    assert done.left == [] and len(session.journal) == 1
    record = session.record(KONDUGA)
    assert (record.location.country, record.location.admin1, record.location.iso) == (
        "Mali",
        "Kidal",
        466,
    )
    assert record.location.gazetteer_id is None  # that was the village in the other country
    killed = record.casualties.killed
    assert (killed.low, killed.high, killed.coded) == (3, 5, 3)
    assert killed.evidence and record.checked.killed is None


def test_a_wrong_cell_stays_and_the_right_ones_beside_it_are_written(session):
    events = everything(session)
    cells = [Cell(KONDUGA, "date", "03/04/2023"), Cell(KONDUGA, "injured", "2")]
    done = set_cells(session, cells, events)
    assert [left[1] for left in done.left] == ["date"]
    assert "day and month could be either" in done.left[0][2]
    assert session.record(KONDUGA).casualties.injured.coded == 2


def test_a_day_is_read_as_spreadsheets_write_it(session):
    for text in ("2023-03-15", "15 March 2023", "15/03/2023", "15-Mar-2023"):
        assert cell(session, KONDUGA, "date", text)["date"]["start"] == "2023-03-15"
    ranged = cell(session, KONDUGA, "date", "2023-03-15 to 2023-03-18")["date"]
    assert (ranged["end"], ranged["precision"]) == ("2023-03-18", 2)
    assert cell(session, KONDUGA, "date", "")["date"] is None
    for text in ("yesterday", "2023-13-40", "2023-03-18 to 2023-03-15", "1 to 2 to 3"):
        with pytest.raises(ValueError, match=r"day"):
            cell(session, KONDUGA, "date", text)


def test_a_place_is_the_gazetteers_and_never_another_countrys_unasked(session):
    made = cell(session, KONDUGA, "place", "damboa")["location"]
    assert (made["name"], made["country"], made["admin1"]) == ("Damboa", "Nigeria", "Borno")
    assert made["gazetteer_id"].startswith("geonames:") and made["evidence"]
    with pytest.raises(ValueError, match="is not in Nigeria but in"):
        cell(session, KONDUGA, "place", "Aleppo")
    with pytest.raises(ValueError, match="the gazetteer has no"):
        cell(session, KONDUGA, "place", "Qqxzzy")
    with pytest.raises(ValueError, match="belongs in the place"):
        cell(session, KONDUGA, "country", {"name": "x"})


def test_actors_are_named_and_kept_with_their_words(session):
    old = session.record(KONDUGA).perpetrators[0]
    made = cell(session, KONDUGA, "perpetrator", "Rioters (Nigeria)")["actors"]
    (one,) = [actor for actor in made if actor["role"] == "perpetrator"]
    assert (one["kind"], one["text"]) == ("Rioters", old.text) and one["evidence"]
    both = cell(session, KONDUGA, "perpetrator", f"{old.name}; Rioters (Nigeria)")["actors"]
    assert both[0]["evidence"] and both[1]["evidence"] == []
    assert (
        cell(session, KONDUGA, "target", "")["actors"]
        == [actor for actor in made if actor["role"] == "perpetrator"]
        or len(cell(session, KONDUGA, "target", "")["actors"]) == 1
    )


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("type", "Atack", "Attack?"),
        ("type", "", "no sub-event type"),
        ("killed", "many", "no number"),
        ("killed", "-4", "no number"),
        ("country", "Atlantis", "no country"),
        ("findings", "2", "no column"),
        ("killed", "9-3", "above high"),
    ],
)
def test_what_is_no_value_of_its_column_is_refused_with_the_reason(session, column, value, why):
    done = set_cells(session, [Cell(KONDUGA, column, value)], everything(session))
    assert why in done.left[0][2] and len(session.journal) == 0


def test_thousands_may_be_grouped(session):
    assert cell(session, KONDUGA, "killed", "1,200")["casualties"]["killed"]["coded"] == 1200
