"""The queue in a browser: filters that stay, reasons under number keys, one's own time."""

from __future__ import annotations

import re

from review_kit import (
    DJIBO,
    KHAN_SHEIKHOUN,
    KONDUGA,
    READY,
    checked_records,
    fixture_articles,
    open_event,
    open_list,
    until,
    violations,
)

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
