"""The queue in a browser: filters that stay, reasons under number keys, one's own time."""

from __future__ import annotations

import json
import re

import pytest
from review_kit import (
    DJIBO,
    KHAN_SHEIKHOUN,
    KONDUGA,
    READY,
    checked_records,
    fixture_articles,
    fixture_records,
    open_event,
    open_list,
    until,
    violations,
)

from extractor.records import EventRecord
from extractor.review.report import report_page

EVERY_LINE = (
    *("journal", "number", "at", "coder", "action", "event", "before", "after"),
    *("fields", "reason", "undoes"),
)
FOUND = "document.querySelector('.found').textContent"


def test_accepting_goes_on_to_the_next_undecided_one_of_the_same_filter(page, serve):
    served = serve(checked_records())
    open_list(page, served)
    page.get_by_label("open").check()
    until(page, "location.search === '?status=open'")
    page.locator("#sort").select_option("place")
    until(page, "location.search === '?status=open&sort=place'")
    until(page, "document.querySelector('th.c-place').ariaSort === 'ascending'")
    wanted = [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(9)]
    page.keyboard.press("Escape")
    page.locator("#sort").evaluate("one => one.blur()")
    page.keyboard.press("Shift+J")
    for n, event in enumerate(wanted[:3]):
        page.wait_for_selector(READY.format(event))
        assert page.url.endswith("?status=open&sort=place")
        assert f"1 of {9 - n} filtered" in page.locator(".spot").inner_text()
        page.keyboard.press("a")
    page.wait_for_selector(READY.format(wanted[3]))
    assert [one["event"] for one in served.entries()] == wanted[:3]


def test_a_number_key_rejects_for_the_reason_beside_it(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("x")
    page.wait_for_selector("dialog[open] .reason")
    assert violations(page) == []
    page.keyboard.press("2")
    page.wait_for_selector(READY.format(KONDUGA))
    assert served.entries()[-1]["reason"] == "Not conflict: crime, accident, sport"
    page.keyboard.press("x")
    page.wait_for_selector("dialog[open] .reason")
    page.keyboard.type("A drill, 3 weeks old")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('dialog')")
    until(page, f"!document.querySelector('.eventpage').dataset.ready.startsWith('{KONDUGA}')")
    assert served.entries()[-1]["reason"] == "A drill, 3 weeks old"
    page.keyboard.press("x")
    page.wait_for_selector("dialog[open] .reason")
    assert "A drill, 3 weeks old" in page.locator(".reasons").inner_text()
    page.keyboard.press("5")
    until(page, "!document.querySelector('dialog')")
    until(page, "/3 of 9/.test(document.querySelector('#progress').textContent)")
    assert len(served.entries()) == 3


def test_an_actor_and_a_source_are_searched_for_and_narrow_the_list(page, serve):
    served = serve()
    open_list(page, served)
    page.locator("#pick-actor").fill("boko")
    page.locator(".picker .offers li").first.wait_for()
    page.keyboard.press("Enter")
    until(page, "location.search.startsWith('?actor=')")
    until(page, f"/^[1-8] of/.test({FOUND})")
    assert page.locator(".picker .chip").count() == 1
    assert violations(page) == []
    page.locator(".picker .chip button").click()
    until(page, f"{FOUND} === '9 events'")


ROWS = "[...document.querySelectorAll('tr.line')].map((one) => one.dataset.id)"


def by(records, value):
    """Ids in the file's order within each value, as a sort is to have them."""
    return [one.id for one in sorted(records, key=value)]


def first_actor(record):
    return "; ".join(one.name for one in record.perpetrators)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        ("actor", first_actor),
        ("source", lambda one: one.source.publisher or ""),
        ("article", lambda one: one.source.article_id),
    ],
)
def test_the_list_is_sorted_by_actor_source_and_article_both_ways(page, serve, sort, value):
    records = fixture_records()
    assert len({value(one) for one in records}) > 3
    served = serve(records)
    open_list(page, served)
    page.locator("#sort").select_option(sort)
    until(page, f"location.search === '?sort={sort}'")
    until(page, f"JSON.stringify({ROWS}) === '{json.dumps(by(records, value)).replace(' ', '')}'")
    page.goto(f"{served.site}/?sort={sort}&down=1")
    page.wait_for_selector(".listpage[data-ready]")
    values = {one.id: value(one) for one in records}
    shown = [values[event] for event in page.evaluate(ROWS)]
    assert shown == sorted(values.values(), reverse=True)


def test_a_click_on_the_heads_sorts_by_actor_and_by_findings(page, serve):
    served = serve(with_findings())
    open_list(page, served)
    page.locator("th.c-actor button").click()
    until(page, "document.querySelector('th.c-actor').ariaSort === 'ascending'")
    assert page.evaluate(ROWS) == by(with_findings(), first_actor)
    page.locator("th.c-marks button").click()  # most first
    until(page, "document.querySelector('th.c-marks').ariaSort === 'descending'")
    until(page, f"{ROWS}[0] === '{KONDUGA}' && {ROWS}[1] === '{DJIBO}'")
    page.locator("th.c-marks button").click()
    until(page, f"{ROWS}.at(-1) === '{KONDUGA}'")
    page.locator("th.c-marks button").click()
    until(page, "location.search === ''")


def with_findings():
    """The fixtures: one without day and place, one without place."""
    made = []
    for one in fixture_records():
        blank = {KONDUGA: ("date", "location"), DJIBO: ("location",)}.get(one.id, ())
        whole = one.model_dump(mode="json") | dict.fromkeys(blank)
        made.append(EventRecord.model_validate(whole))
    return made


def test_the_list_is_narrowed_by_findings_and_a_mended_one_leaves_it(page, serve):
    served = serve(with_findings())
    open_list(page, served)
    box = page.get_by_label("no-place A record without a place")
    box.wait_for()
    box.check()
    until(page, f"{FOUND} === '2 of 9 events'")
    assert "finding=no-place" in page.url
    assert set(page.evaluate(ROWS)) == {KONDUGA, DJIBO}
    page.get_by_label("no-date A record without a date").check()  # any of them
    until(page, "location.search.includes('no-date')")
    until(page, f"{FOUND} === '2 of 9 events'")
    page.get_by_label("no-place A record without a place").uncheck()
    until(page, f"{FOUND} === '1 of 9 events'")
    assert page.evaluate(ROWS) == [KONDUGA]
    page.goto(f"{served.site}/event/{DJIBO}?finding=no-place")
    page.wait_for_selector(READY.format(DJIBO))
    page.locator("#place").fill("Djibo")
    page.locator(".offers li").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector(f".eventpage[data-ready='{DJIBO} 1']")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(READY.format(KONDUGA))
    assert "1 of 1 filtered" in page.locator(".spot").inner_text()


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("actor", "civilians yemen", lambda one: [actor.name for actor in one.actors]),
        ("source", "gulf", lambda one: [one.source.publisher or ""]),
        ("article", "two", lambda one: [one.source.article_id]),
    ],
)
def test_a_choice_is_taken_by_keyboard_and_given_up_again(page, serve, name, typed, value):
    records = fixture_records()
    served = serve(records)
    open_list(page, served)
    page.locator(f"#pick-{name}").focus()
    page.keyboard.type(typed)
    page.locator(".picker .offers li").first.wait_for()
    told = page.locator(".picker .offers li").first.inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, f"location.search.startsWith('?{name}=')")
    chosen = page.evaluate(f"new URLSearchParams(location.search).get('{name}')")
    wanted = [one.id for one in records if chosen in value(one)]
    assert 0 < len(wanted) < 9 and told.endswith(f" {len(wanted)}")
    until(page, f"{ROWS}.length === {len(wanted)}")
    assert page.evaluate(ROWS) == wanted
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    until(page, f"{FOUND} === '9 events'")


def test_the_time_on_a_record_is_shown_to_its_coder_and_goes_nowhere_else(page, serve):
    served = serve()
    page.clock.install()
    sent = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    open_event(page, served)
    page.keyboard.press("e")
    page.clock.run_for(12_000)
    until(page, "document.querySelector('.time').textContent === '0:12'")
    page.clock.run_for(300_000)  # nobody is there
    shown = page.evaluate("document.querySelector('.time').textContent")
    assert shown in ("0:29", "0:30", "0:31")
    page.keyboard.press("a")
    page.clock.run_for(2_000)
    page.wait_for_selector(READY.format(KONDUGA))
    page.keyboard.press("Escape")
    page.wait_for_selector(".listpage")
    page.clock.run_for(1_000)
    until(page, "/^0:3\\d a record$/.test(document.querySelector('.pace').textContent)")
    kept = page.evaluate("JSON.parse(localStorage['extract-time events.anna.journal.jsonl'])")
    assert kept[KHAN_SHEIKHOUN][1] == 1
    (entry,) = served.entries()
    assert set(entry["after"][0]["review"]) == {"status", "coder", "at", "reason"}
    assert set(entry) == {*EVERY_LINE}
    seconds = re.compile(rf"seconds|(?<![\w.:-]){kept[KHAN_SHEIKHOUN][0]}(?![\w.:-])")
    assert not [one for one in sent if seconds.search(one)]


def test_the_report_narrows_by_the_same_filters(page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report_page(checked_records(), fixture_articles(), title="x"), "utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".listpage[data-ready]")
    first = [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(2)]
    assert first == [KONDUGA, DJIBO]
    page.locator("#pick-article").fill("two")
    page.locator(".picker .offers li").first.wait_for()
    page.keyboard.press("Enter")
    until(page, f"/^[1-8] of/.test({FOUND})")
    assert "article=two-attacks" in page.url
    assert violations(page) == []
