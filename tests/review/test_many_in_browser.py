"""Many at once in a browser: selecting, deciding on all, and the grid."""

from __future__ import annotations

import json

import pytest
from many_events import many_events
from review_kit import (
    KHAN_SHEIKHOUN,
    MEASURED,
    checked_records,
    fixture_records,
    open_list,
    until,
    violations,
)

ALL = "[...document.querySelectorAll('{0}')].every((one) => one.textContent{1})"
SELECTED = "document.querySelector('.bulk strong').textContent"


def open_grid(page, served):
    page.goto(served.address)
    page.goto(f"{served.site}/?view=grid&sort=file")
    page.wait_for_selector(".listpage[data-ready]")
    page.wait_for_selector("table.cells td")


def at(page, row, column):
    return page.locator(f"tr.line[data-index='{row}'] td.c-{column}")


def go_to(page, row, column):
    at(page, row, column).click()
    until(page, f"document.activeElement.className.includes('c-{column}')")


def paste(page, text):
    page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          const told = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', told));
        }""",
        text,
    )


def entries(served, number):
    for _ in range(200):
        if len(found := served.entries()) >= number:
            return found
    raise AssertionError("not written")


def test_events_are_selected_by_keys_and_accepted_together_with_one_undo(page, serve):
    served = serve()
    open_list(page, served)
    page.keyboard.press("j")
    page.keyboard.press("x")
    until(page, f"{SELECTED} === '1 selected'")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    until(page, f"{SELECTED} === '3 selected'")
    assert violations(page) == []
    page.keyboard.press("a")
    until(page, "document.querySelectorAll('tr.line.accepted').length === 3")
    assert page.locator(".bulk").is_hidden()
    (entry,) = served.entries()
    assert entry["action"] == "accept" and len(entry["after"]) == 3
    page.keyboard.press("u")
    until(page, "document.querySelectorAll('tr.line.accepted').length === 0")
    assert "of 3 events" in page.locator(".toast").inner_text()


def test_all_that_are_found_are_rejected_for_one_reason(page, serve):
    served = serve()
    open_list(page, served)
    page.get_by_label("Explosions/Remote violence").check()
    until(page, "document.querySelector('.found').textContent.startsWith('4 of')")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Shift+A")
    until(page, f"{SELECTED} === '4 selected'")
    page.keyboard.press("Shift+R")
    page.wait_for_selector("dialog[open] .reason")
    page.keyboard.press("1")
    until(page, "document.querySelectorAll('tr.line.rejected').length === 4")
    assert served.entries()[-1]["reason"] == "Not an event"
    page.locator("#clear").click()
    until(page, "document.querySelector('.found').textContent === '9 events'")
    assert page.locator("tr.line.rejected").count() == 4


def test_what_was_rejected_stays_so_when_all_are_accepted(page, serve):
    served = serve()
    open_list(page, served)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Shift+R")
    page.wait_for_selector("dialog[open] .reason")
    page.keyboard.press("1")
    until(page, "document.querySelectorAll('tr.line.rejected').length === 1")
    page.keyboard.press("Shift+A")
    until(page, f"{SELECTED} === '9 selected'")
    page.keyboard.press("a")
    until(page, "document.querySelectorAll('tr.line.accepted').length === 8")
    assert page.locator("tr.line.rejected").count() == 1
    told = page.locator(".toast").inner_text()
    assert told.startswith("8 accepted") and "1 left as it is: decision: rejected before" in told


def test_many_are_decided_on_after_an_undo_and_a_mend_of_one(page, serve):
    served = serve(lines=[one.json_line() for one in many_events(130)])  # more than one page
    open_list(page, served)
    page.keyboard.press("Shift+A")
    until(page, f"{SELECTED} === '130 selected'")
    page.keyboard.press("y")
    page.locator("#all-type-value").select_option("Attack")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.toast')?.textContent.includes('changed')")
    page.keyboard.press("u")
    until(page, "document.querySelector('.toast')?.textContent.startsWith('Undone')")
    page.keyboard.press("End")
    page.evaluate("document.querySelector('#list').scrollTop = 1e6")
    page.locator("tr.line[data-index='129'] a").click()
    page.wait_for_selector(".eventpage[data-ready]")
    page.locator("#notes").fill("Mended by hand.")
    page.keyboard.press("Escape")
    until(page, "document.querySelector('.saved').textContent === 'saved'")
    page.keyboard.press("Escape")
    page.wait_for_selector(".bulk:not([hidden])")
    page.keyboard.press("a")
    until(page, "document.querySelector('.toast')?.textContent.startsWith('130 accepted')")


def test_another_filter_drops_what_was_selected(page, serve):
    served = serve()
    open_list(page, served)
    page.locator("tr.line .choose").nth(0).click()
    page.locator("tr.line .choose").nth(3).click(modifiers=["Shift"])
    until(page, f"{SELECTED} === '4 selected'")
    page.locator("#sort").select_option("date")
    until(page, "location.search === '?sort=date'")
    until(page, "document.querySelector('th.c-date').ariaSort === 'ascending'")
    assert page.evaluate(SELECTED) == "4 selected"
    page.get_by_label("has a denial").check()
    until(page, "document.querySelector('.bulk').hidden")


def test_type_country_and_actor_are_set_for_all_selected(page, serve):
    served = serve()
    open_list(page, served)
    page.keyboard.press("Shift+A")
    until(page, f"{SELECTED} === '9 selected'")
    page.keyboard.press("y")
    page.locator("#all-type-value").select_option("Attack")
    assert violations(page) == []
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.toast')?.textContent.includes('changed')")
    until(page, f"{SELECTED} === '9 selected'")  # and go on with them
    page.keyboard.press("l")
    page.locator("#all-country-value").select_option("Mali")
    page.keyboard.press("Enter")
    until(
        page,
        ALL.format("td.c-place .soft", "=== ' Mali'"),
    )
    page.keyboard.press("p")
    page.locator("#all-actor-value").fill("Sole Perpetrator (Mali)")
    page.locator("dialog .main").click()
    until(
        page,
        ALL.format("td.c-actor bdi:first-child", ".startsWith('Sole')"),
    )
    assert [one["action"] for one in served.entries()] == ["mend"] * 3
    for _ in range(3):
        page.keyboard.press("u")
    until(page, "document.querySelector('#undo').disabled")
    until(page, "document.querySelectorAll('tr.line .sign.open').length === 9")


def test_a_cell_of_the_grid_is_edited_in_place_by_keyboard(page, serve):
    served = serve()
    open_list(page, served)
    page.keyboard.press("g")
    page.wait_for_selector("table.cells td")
    go_to(page, 0, "type")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.type("Attack")
    page.keyboard.press("Enter")
    until(
        page,
        "document.querySelector('tr.line[data-index=\"0\"] td.c-type').textContent === 'Attack'",
    )
    until(page, "document.activeElement.closest('tr')?.dataset.index === '1'")
    go_to(page, 0, "killed")
    page.keyboard.type("12")  # typing begins it
    page.keyboard.press("Tab")
    until(page, "document.activeElement.className.includes('c-injured')")
    until(
        page, "document.querySelector('tr.line[data-index=\"0\"] td.c-killed').textContent === '12'"
    )
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    first, second = entries(served, 2)
    assert first["event"] == second["event"] == KHAN_SHEIKHOUN
    assert first["after"][0]["event_type"] == "Violence against civilians"
    assert second["after"][0]["casualties"]["killed"]["coded"] == 12
    page.keyboard.press("Control+z")
    until(
        page, "document.querySelector('tr.line[data-index=\"0\"] td.c-killed').textContent === '70'"
    )
    assert violations(page) == []


def test_a_place_is_searched_in_its_cell(page, serve):
    served = serve()
    open_grid(page, served)
    go_to(page, 0, "place")
    page.keyboard.type("Saraq")
    page.locator(".cells .offers li").first.wait_for()
    assert "Idlib, Syria" in page.locator(".cells .offers li").first.inner_text()
    page.keyboard.press("Enter")
    until(
        page,
        "document.querySelector('tr.line[data-index=\"0\"] td.c-place').textContent === 'Saraqib'",
    )
    assert entries(served, 1)[0]["after"][0]["location"]["admin1"] == "Idlib"


def test_a_block_of_a_spreadsheet_is_pasted_and_wrong_cells_are_told(page, serve):
    served = serve()
    open_grid(page, served)
    go_to(page, 1, "killed")
    paste(page, '5\t1\r\n"7"\tmany\r\n')
    until(page, "document.querySelectorAll('td.wrong').length === 1")
    assert "no number" in page.locator("td.wrong").get_attribute("title")
    assert [at(page, n, "killed").inner_text() for n in (1, 2)] == ["5", "7"]
    assert at(page, 1, "injured").inner_text() == "1"
    (entry,) = served.entries()
    assert len(entry["after"]) == 2
    assert violations(page) == []
    page.keyboard.press("Control+z")
    until(page, "document.querySelector('#undo').disabled")


def test_one_cell_fills_a_range_and_a_range_is_copied_and_blanked(page, serve, browser):
    served = serve()
    open_grid(page, served)
    go_to(page, 0, "killed")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    paste(page, "2")
    until(
        page,
        ALL.format("tr:nth-child(-n+3) td.c-killed", "=== '2'"),
    )
    copied = page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          const told = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent('copy', told));
          return clipboardData.getData('text/plain');
        }"""
    )
    assert copied == "2\n2\n2"
    page.keyboard.press("Delete")
    until(
        page,
        ALL.format("tr:nth-child(-n+3) td.c-killed", "=== ''"),
    )
    assert len(entries(served, 2)) == 2


@pytest.mark.parametrize("width", [320, 400, 1280, 1920])
def test_list_bulk_bar_and_grid_fit_every_width(page, serve, width):
    served = serve(checked_records())
    page.set_viewport_size({"width": width, "height": 900})
    open_list(page, served)
    page.locator("tr.line .choose").first.click()
    until(page, f"{SELECTED} === '1 selected'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    page.locator("#turn").click()
    page.wait_for_selector("table.cells td")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_two_thousand_of_twenty_thousand_are_accepted_at_once(page, serve):
    few = [one.json_line() for one in many_events(200)]
    lines = [few[n % 200].replace(f"{n % 200:016x}", f"{n:016x}", 1) for n in range(2_000)]
    served = serve(lines=lines)
    open_list(page, served)
    taken = page.evaluate(
        """async () => {
          const began = performance.now();
          const events = Object.fromEntries(await (await fetch('/api/ids')).json());
          const answer = await fetch('/api/many', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ action: 'accept', events }),
          });
          const { changed } = await answer.json();
          return [performance.now() - began, changed];
        }"""
    )
    MEASURED.append(f"review: {taken[1]} events accepted at once in {taken[0] / 1000:.1f} s")
    assert taken[1] == 2000 and json.loads(served.journal.read_bytes())["action"] == "accept"
    assert fixture_records()


def test_cells_of_a_row_written_faster_than_the_server_answers_are_all_kept(page, serve):
    served = serve()
    open_grid(page, served)

    def late(route):  # as over a network
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/api/cells", late)
    go_to(page, 0, "killed")
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")
    until(page, "document.querySelector('.toast')?.textContent === 'Undone: mend'")
    made = [one["after"][0]["casualties"] for one in entries(served, 3)]
    coded = [(one["killed"]["coded"], (one["injured"] or {}).get("coded")) for one in made]
    assert coded == [(7, None), (7, 9), (7, None)]


def test_the_grid_that_a_key_has_turned_to_is_written_in_at_once(page, serve):
    served = serve()
    open_list(page, served)
    page.keyboard.press("g")
    until(page, "document.activeElement.matches('td.here')")
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.parentElement.dataset.index === '1'")
    page.keyboard.press("Escape")
    until(page, "document.activeElement.id === 'turn'")
