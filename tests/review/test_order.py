"""The list's order holds while its records are mended and decided on, until it is sorted again."""

from __future__ import annotations

import json

import pytest
from many_events import many_events
from review_kit import (
    DJIBO,
    KONDUGA,
    READY,
    checked_records,
    open_list,
    until,
)

from extractor.records import EventRecord
from extractor.review import decisions
from extractor.review.listing import filters_of
from extractor.review.many import Cell, set_cells

FIRST = "document.querySelector('tr.line').dataset.id === '{}'"
HERE = "document.activeElement.dataset.id === '{}'"
RESORT = "document.querySelector('#resort').hidden"


def records():
    """Of these the first is the least sure, until its day is mended."""
    made = []
    for one in checked_records():
        whole = json.loads(one.json_line())
        if one.id == KONDUGA:
            whole["checked"]["statements"] = "both"
        made.append(EventRecord.model_validate(whole))
    return made


@pytest.fixture
def session(open_session):
    made = open_session(records=records())
    made.check_some(100)
    return made


def ids(session, anew=False, **query):
    return [row.id for row in session.find(filters_of(query), anew=anew).rows]


def set_type(session, events, name):
    given = {event: session.revision(event) for event in events}
    set_cells(session, [Cell(event, "type", name) for event in events], given)


def test_a_mended_record_stays_where_it_stood_until_the_list_is_sorted_again(session):
    before = ids(session)
    assert before[0] == KONDUGA  # its day is disputed
    whole = session.record(KONDUGA).model_dump(mode="json")
    day = {**whole["date"], "start": "2023-03-01", "end": "2023-03-01", "precision": 1}
    decisions.mend(session, KONDUGA, 0, {**whole, "date": day})
    assert ids(session) == before
    assert session.find(filters_of({})).held
    assert ids(session, anew=True) != before
    assert not session.find(filters_of({})).held


def test_each_list_holds_its_own_order(session):
    by_type = ids(session, sort="type", anew=True)
    by_place = ids(session, sort="place", anew=True)
    set_type(session, by_type[:4], "Suicide bomb")
    assert ids(session, sort="type") == by_type
    assert ids(session, sort="place") == by_place
    assert ids(session, sort="type", anew=True) != by_type


def test_what_leaves_a_list_and_comes_back_has_its_old_place(session):
    before = ids(session, status="open", sort="place")
    decisions.accept(session, before[3], 0)
    assert ids(session, status="open", sort="place") == before[:3] + before[4:]
    session.undo()
    assert ids(session, status="open", sort="place") == before


def test_what_is_new_in_a_list_stands_behind_what_it_follows_as_sorted(session):
    before = ids(session, sort="file", anew=True)
    made = decisions.split(session, before[2], 0, {}).after[1]["id"]
    assert ids(session, sort="file") == [*before[:3], made, *before[3:]]
    # and where that has moved, behind it all the same
    by_type = ids(session, sort="type", anew=True)
    decisions.add(session, session.row(by_type[0]).article, "Abduction/forced disappearance")
    held = ids(session, sort="type")
    assert [one for one in held if one in by_type] == by_type
    assert len(held) == len(by_type) + 1


def test_a_list_by_findings_is_sorted_anew_only_until_all_are_looked_for(open_session):
    session = open_session(records=many_events(60))
    query = {"sort": "findings", "down": "1"}
    ids(session, anew=True, **query)
    while session.unchecked:
        session.check_some(20)
    counted = [session.row(event).findings for event in ids(session, **query)]
    assert counted == sorted(counted, reverse=True) and counted[0] > counted[-1]
    before = ids(session, **query)
    whole = session.record(before[0]).model_dump(mode="json")
    decisions.mend(session, before[0], 0, {**whole, "date": None, "location": None})
    assert ids(session, **query) == before


def test_only_the_last_few_lists_are_kept(session):
    by_type = ids(session, sort="type")
    set_type(session, by_type[:4], "Suicide bomb")
    for n in range(20):
        ids(session, q=f"word{n}")
    assert ids(session, sort="type") != by_type


def test_after_a_mend_the_coder_goes_on_from_where_they_were(page, serve):
    served = serve(records())
    open_list(page, served)
    order = [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)]
    assert order[:2] == [KONDUGA, DJIBO]
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY.format(KONDUGA))
    page.locator("[data-path='date.start']").fill("2023-03-01")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(READY.format(DJIBO))
    assert page.locator(".spot").inner_text().startswith("2 of 9")
    page.keyboard.press("k")
    page.wait_for_selector(READY.format(KONDUGA))
    assert page.locator(".spot").inner_text().startswith("1 of 9")
    page.keyboard.press("Escape")
    until(page, HERE.format(KONDUGA))
    assert [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)] == order
    page.keyboard.press("s")
    until(page, FIRST.format(DJIBO))
    until(page, RESORT)


def test_a_value_set_for_many_moves_no_line_until_the_list_is_sorted_again(page, serve):
    served = serve()
    page.goto(served.address)
    page.goto(f"{served.site}/?sort=type")
    page.wait_for_selector(".listpage[data-ready]")
    order = [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)]
    assert page.locator("#resort").is_hidden()
    page.keyboard.press("j")
    page.keyboard.press("j")
    for _ in range(2):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("y")
    page.wait_for_selector("#all-type-value")
    page.locator("#all-type-value").select_option("Suicide bomb")
    page.keyboard.press("Enter")
    until(page, f"!{RESORT}")
    assert [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)] == order
    until(page, HERE.format(order[3]))
    page.locator("#resort").click()
    until(page, RESORT)
    assert [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)] != order
    assert len(served.entries()) == 1


def test_back_from_a_record_far_down_the_list_its_line_is_in_view(page, serve):
    served = serve(lines=[one.json_line() for one in many_events(250)])
    page.goto(served.address)
    page.goto(f"{served.site}/?sort=file")
    page.wait_for_selector(".listpage[data-ready]")
    far = page.evaluate(
        "fetch('/api/events?sort=file&offset=230&limit=1').then((one) => one.json())"
    )["rows"][0]["id"]
    page.goto(f"{served.site}/event/{far}?sort=file")
    page.wait_for_selector(READY.format(far))
    page.keyboard.press("Escape")
    until(page, HERE.format(far))
    line = page.locator("tr.line.active").bounding_box()
    box = page.locator("#list").bounding_box()
    assert box["y"] <= line["y"] <= box["y"] + box["height"] - line["height"]


def test_the_line_of_what_was_accepted_out_of_the_filter_is_the_one_after_it(page, serve):
    served = serve()
    page.goto(served.address)
    page.goto(f"{served.site}/?status=open&sort=place")
    page.wait_for_selector(".listpage[data-ready]")
    order = [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY.format(order[1]))
    page.keyboard.press("a")
    page.wait_for_selector(READY.format(order[2]))
    page.keyboard.press("Escape")
    until(page, HERE.format(order[2]))
    until(page, "document.querySelectorAll('tr.line').length === 8")
    until(page, HERE.format(order[2]))
    left = [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(8)]
    assert left == [order[0], *order[2:]]
