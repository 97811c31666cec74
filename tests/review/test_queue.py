"""The queue: what is least sure first, narrowed as one likes, and the next undecided one of it."""

from __future__ import annotations

import json

import pytest
from review_kit import DJIBO, KHAN_SHEIKHOUN, KONDUGA, checked_records, fixture_records

from extractor.records import EventRecord
from extractor.review import decisions
from extractor.review.listing import filters_of
from extractor.review.rows import row_of
from extractor.review.waiting import USUAL, choices, next_undecided, reasons


@pytest.fixture
def session(open_session):
    made = open_session(records=checked_records())
    made.check_some(100)
    return made


def ids(session, **query) -> list[str]:
    return [row.id for row in session.find(filters_of(query)).rows]


def with_checks(record, **checks):
    whole = json.loads(record.json_line()) | {"schema_version": "1.1", "checked": checks}
    return EventRecord.model_validate(whole)


def test_of_two_disputed_records_the_one_with_more_disputed_values_is_less_sure():
    one = with_checks(fixture_records()[0], date="disputed", location="both")
    two = with_checks(fixture_records()[0], date="disputed", location="disputed")
    three = with_checks(fixture_records()[0], date="reader", location="reader")
    both = with_checks(fixture_records()[0], date="both")
    plain = fixture_records()[0]
    doubts = [row_of(record, (0,), None).doubt for record in (two, one, three, both, plain)]
    assert doubts == sorted(doubts) and len(set(doubts)) == 5


def test_the_list_is_narrowed_by_which_value_is_least_sure(session):
    assert ids(session, value="date") == [KONDUGA]
    assert ids(session, value="killed") == []
    counts = session.find(filters_of({})).counts["value"]
    assert counts["date"] == 1
    assert session.row(KONDUGA).weakest == ("date",)


def test_the_list_is_narrowed_by_a_finding_and_follows_what_is_mended(session):
    whole = session.record(KHAN_SHEIKHOUN).model_dump(mode="json")
    decisions.mend(session, KHAN_SHEIKHOUN, 0, {**whole, "location": None})
    assert ids(session, finding="no-place") == [KHAN_SHEIKHOUN]
    assert session.find(filters_of({})).counts["finding"]["no-place"] == 1
    session.undo()
    assert ids(session, finding="no-place") == []


def test_the_list_is_narrowed_by_actor_source_and_article(session):
    row = session.row(KONDUGA)
    assert KONDUGA in ids(session, actor=row.actors[0])
    assert all(
        row.actors[0] in session.row(one).actors for one in ids(session, actor=row.actors[0])
    )
    assert KONDUGA in ids(session, source=row.source)
    assert KONDUGA in ids(session, article=row.article)
    both = ids(session, article=f"{row.article}|khan-sheikhoun")
    assert {KONDUGA, KHAN_SHEIKHOUN} <= set(both)
    assert ids(session, actor="Nobody at all") == []


def test_a_name_with_a_bar_and_one_that_is_not_known_can_be_chosen():
    filters = filters_of({"actor": "A%7CB|50%25", "source": "%", "country": "Mali|%"})
    assert filters.actor == {"A|B", "50%"}
    assert filters.source == {""} and filters.country == {"Mali", ""}


def test_choices_are_counted_without_themselves_and_searched_by_their_title(session):
    row = session.row(KONDUGA)
    found = choices(session, "actor", filters_of({"actor": row.actors[0]}), "")
    assert len(found) > 1 and found[0]["number"] >= found[-1]["number"]
    named = choices(session, "article", filters_of({}), row.article[:6])
    assert row.article in [one["value"] for one in named]
    assert choices(session, "actor", filters_of({}), "zzzz") == []
    with pytest.raises(ValueError, match="no list to choose from"):
        choices(session, "words", filters_of({}), "")


def test_the_next_undecided_one_is_of_the_filter_even_when_the_last_decision_left_it(session):
    filters = filters_of({"status": "open"})
    rows = session.find(filters).rows
    at = 2
    decisions.accept(session, rows[at].id, 0)
    left = session.find(filters).rows
    assert rows[at].id not in [row.id for row in left]
    assert next_undecided(left, rows[at].id, at) == rows[at + 1].id
    # at the end it begins again at the top, and a decided one is no stop
    assert next_undecided(left, left[-1].id, len(left) - 1) == left[0].id
    assert next_undecided([session.row(rows[at].id)], "-", None) is None
    assert next_undecided(left[:1], left[0].id, 0) is None


def test_a_coders_own_reasons_get_the_keys_after_the_usual_ones(open_session):
    session = open_session()
    rows = [row.id for row in session.rows()]
    assert reasons(session) == [*USUAL]
    for event, why in zip(rows, ["a list", "a drill", "a drill", USUAL[0]], strict=False):
        decisions.reject(session, event, 0, why)
    assert reasons(open_session()) == [*USUAL, "a drill", "a list"]
    assert DJIBO in open_session()
