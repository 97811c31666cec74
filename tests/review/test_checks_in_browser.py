"""Who decided, who attributes and what each teller counts, as a coder sees and mends them."""

from __future__ import annotations

import json

import pytest
from review_kit import (
    DJIBO,
    KHAN_SHEIKHOUN,
    KONDUGA,
    checked_records,
    fixture_articles,
    fixture_records,
    open_event,
    open_list,
    saved,
    until,
    violations,
)

from extractor.records import EventRecord
from extractor.review.report import report_page


def first_ids(page, number=2):
    return [page.locator("tr.line").nth(n).get_attribute("data-id") for n in range(number)]


def head(page, name):
    return page.locator("th", has=page.locator("button", has_text=name))


def test_disputed_records_stand_first_and_the_column_sorts_and_filters(page, serve):
    served = serve(checked_records())
    open_list(page, served)
    assert first_ids(page) == [KONDUGA, DJIBO]
    assert head(page, "Checked").get_attribute("aria-sort") == "ascending"
    assert page.locator("td.c-checked .check").first.inner_text().startswith("disputed")
    assert page.locator("td.c-checked .check").first.get_attribute("title") == "disputed: date"
    assert page.locator("td.c-checked .check").count() == 2  # of version 1.0 nobody says
    page.locator("th button", has_text="Checked").click()  # the other way
    until(page, "location.search === '?sort=checked&down=1'")
    until(page, f"[...document.querySelectorAll('tr.line')].at(-1).dataset.id === '{KONDUGA}'")
    page.locator("th button", has_text="Checked").click()  # as in the file
    until(page, "location.search === '?sort=file'")
    until(page, f"document.querySelector('tr.line').dataset.id === '{KHAN_SHEIKHOUN}'")
    page.locator("th button", has_text="Checked").click()
    until(page, f"document.querySelector('tr.line').dataset.id === '{KONDUGA}'")
    page.get_by_label("disputed", exact=False).first.check()
    until(page, "document.querySelector('.found').textContent === '1 of 9 events'")
    assert "checked=disputed" in page.url
    page.reload()
    page.wait_for_selector(".listpage[data-ready]")
    assert first_ids(page, 1) == [KONDUGA]


def test_other_columns_still_go_one_way_the_other_and_back(page, serve):
    served = serve(checked_records())
    open_list(page, served)
    for sort in ("?sort=killed&down=1", "?sort=killed", ""):
        page.locator("th button", has_text="Killed").click()
        until(page, f"location.search === '{sort}'")
    until(page, f"document.querySelector('tr.line').dataset.id === '{KONDUGA}'")


def test_a_list_of_version_1_0_has_neither_column_nor_filter(page, serve):
    served = serve(fixture_records())
    open_list(page, served)
    assert first_ids(page, 1) == [KHAN_SHEIKHOUN]
    assert page.locator("th").count() == 8  # the first selects
    assert page.locator(".c-checked").count() == 0
    assert "Least sure value" not in page.locator(".filters").inner_text()
    open_event(page, served)
    assert page.locator(".check").count() == page.locator("#field-told").count() == 0


def test_each_value_bears_who_decided_it(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    marks = {
        mark.get_attribute("data-check"): mark.inner_text() for mark in page.locator(".check").all()
    }
    assert marks == {
        "trigger": "both",
        "date": "disputed",
        "location": "both",
        "perpetrator": "rule",
        "target": "both",
        "killed": "both",
        "claims": "reader",
    }
    assert "reader and rule differ" in page.locator("#field-date .check").get_attribute("title")


def test_a_value_that_is_edited_loses_its_mark_and_undo_brings_it_back(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    page.locator("[data-path='date.start']").fill("2023-03-13")
    page.keyboard.press("Tab")
    saved(page, KONDUGA, 1)
    assert page.locator("#field-date .check").count() == 0
    assert page.locator("#field-location .check").inner_text() == "both"
    (entry,) = served.entries()
    assert entry["after"][0]["checked"]["date"] is None
    assert entry["after"][0]["checked"]["killed"] == "both"
    page.keyboard.press("Escape")
    page.locator("#undo").click()
    page.wait_for_selector("#field-date .check")
    assert page.locator("#field-date .check").inner_text() == "disputed"
    served.stop()
    served.start()  # the journal again
    open_event(page, served, KONDUGA)
    assert page.locator("#field-date .check").inner_text() == "disputed"


def test_the_counts_of_tellers_light_their_words(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    rows = page.locator("#field-told .count")
    assert rows.count() == 2
    assert rows.nth(0).locator("[data-path$='.teller']").input_value() == ""
    second = rows.nth(1)
    assert second.locator("[data-path$='.teller']").input_value() == "Mustapha Bukar"
    assert [second.locator(f"[data-path$='.{end}']").input_value() for end in ("low", "high")] == [
        "11",
        "11",
    ]
    second.locator(".words", has_text="eleven bodies").click()
    assert page.locator("mark.lit").all_inner_texts() == ["Mustapha Bukar", "eleven bodies"]
    page.locator("mark", has_text="Mustapha Bukar").hover()
    assert "lit" in second.get_attribute("class")
    open_event(page, served, DJIBO)
    (mark,) = page.locator("mark.word.counted", has_text="the charity").all()
    assert mark.get_attribute("title") == "abducted, as told"
    assert "other count" in page.locator(".legend").inner_text()


def test_a_count_is_mended_and_removed(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    page.locator("[data-path='casualties.told.1.low']").fill("12")
    page.keyboard.press("Tab")
    page.wait_for_selector("#field-told .finding.wrong")
    assert "low 12 is above high 11" in page.locator("#field-told .finding").inner_text()
    page.locator("[data-path='casualties.told.1.high']").fill("12")
    page.keyboard.press("Tab")
    saved(page, KONDUGA, 1)
    after = served.entries()[-1]["after"][0]
    assert after["casualties"]["told"][1] | {"evidence": []} == {
        "state": "killed", "low": 12, "high": 12, "teller": "Mustapha Bukar",
        "text": "eleven bodies", "evidence": [],
    }  # fmt: skip
    assert (after["casualties"]["killed"]["coded"], after["checked"]["killed"]) == (11, "both")
    page.locator("#field-told .count").nth(0).locator(".drop").last.click()
    saved(page, KONDUGA, 2)
    page.locator("#field-told .count").nth(0).locator(".drop").last.click()
    saved(page, KONDUGA, 3)
    assert page.locator("#field-told").count() == 0
    assert "told" not in served.entries()[-1]["after"][0]["casualties"]


def test_who_attributes_stands_beside_the_actor(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    said = page.locator("[data-path='actors.0.attributed_by']")
    assert said.input_value() == "The state governor"
    assert page.locator("[data-path='actors.1.attributed_by']").count() == 0
    said.fill("")
    page.keyboard.press("Tab")
    saved(page, KONDUGA, 1)
    after = served.entries()[-1]["after"][0]
    assert "attributed_by" not in after["actors"][0]
    assert after["checked"]["perpetrators"] is None
    assert page.locator(".k-perpetrator .check").count() == 0


def test_a_split_says_whose_each_count_is(page, serve):
    served = serve(checked_records())
    open_event(page, served, KONDUGA)
    page.locator("#split").click()
    row = page.locator(".splitrow", has_text="11 by Mustapha Bukar")
    row.get_by_label("second").check()
    page.locator("dialog .main").click()
    page.locator(".toast", has_text="Split in two").wait_for()
    halves = served.entries()[-1]["after"]
    assert [len(half["casualties"]["told"]) for half in halves] == [1, 2]


def test_mending_the_note_leaves_a_day_that_is_not_known_to_the_month(page, serve):
    records = checked_records()
    at = next(n for n, one in enumerate(records) if one.id == KONDUGA)
    long = json.loads(records[at].json_line())
    long["date"].update(start="2023-01-01", end="2023-03-14", precision=None)
    records[at] = EventRecord.model_validate(long)
    served = serve(records)
    open_event(page, served, KONDUGA)
    page.locator("#notes").fill("By hand.")
    page.locator("#notes").blur()
    saved(page, KONDUGA, 1)
    (entry,) = served.entries()
    assert entry["fields"] == ["notes"]
    assert entry["after"][0]["date"] == long["date"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_counts_hold_wcag_aa_at_any_width(page, serve, scheme):
    served = serve(checked_records())
    page.emulate_media(color_scheme=scheme)
    open_list(page, served)
    assert violations(page) == []
    for event in (KONDUGA, DJIBO):
        open_event(page, served, event)
        assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    for address in (served.site, f"{served.site}/event/{KONDUGA}"):
        page.goto(address)
        page.wait_for_selector("[data-ready]")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def shared(page, tmp_path):
    """Opens the page for sharing, of these records."""

    def show(records):
        path = tmp_path / "report.html"
        path.write_text(report_page(records, fixture_articles(), title="x"), encoding="utf-8")
        page.goto(path.as_uri())
        page.wait_for_selector(".listpage[data-ready]")

    return show


def test_the_page_for_sharing_shows_all_of_it_too(page, shared):
    shared(checked_records())
    assert first_ids(page) == [KONDUGA, DJIBO]
    page.get_by_label("by the reader").check()
    until(page, "document.querySelector('.found').textContent === '1 of 9 events'")
    page.get_by_label("by the reader").uncheck()
    until(page, "document.querySelector('.found').textContent === '9 events'")
    page.locator("th button", has_text="Checked").click()
    until(page, f"[...document.querySelectorAll('tr.line')].at(-1).dataset.id === '{KONDUGA}'")
    page.locator(f"tr.line[data-id='{KONDUGA}']").click()
    page.wait_for_selector(".eventpage")
    shown = page.locator("section.right").inner_text()
    for words in (
        "accused by authorities, according to The state governor",
        "killed at least 11 according to the article itself",
        "killed 11 according to Mustapha Bukar",
    ):
        assert words in shown
    assert page.locator("[data-field='date'] .check").inner_text() == "disputed"
    assert page.locator("[data-field='allegations.0'] .check").inner_text() == "reader"
    assert page.locator("[data-field^='casualties.told'] .check").count() == 0
    page.locator("[data-field='casualties.told.1']").hover()
    assert page.locator("mark.lit").all_inner_texts() == ["Mustapha Bukar", "eleven bodies"]
    assert violations(page) == []


def test_a_shared_page_of_version_1_0_is_in_the_files_order(page, shared):
    shared(fixture_records())
    assert first_ids(page, 1) == [KHAN_SHEIKHOUN]
    assert page.locator(".c-checked").count() == 0
    page.locator("tr.line").first.click()
    page.wait_for_selector(".eventpage")
    assert page.locator(".check").count() == 0


def test_the_head_tells_how_much_is_wrong_as_one_types(page, serve):
    served = serve()
    open_event(page, served)
    assert page.locator("#told").is_hidden()
    page.locator("#type").select_option("Armed clash")
    page.wait_for_selector("[data-code='E310']")
    number = page.locator(".finding:not(.unlikely)").count()
    assert page.locator("#told").inner_text().startswith(f"{number} error")
    assert violations(page) == []
    page.locator("#told").click()
    assert page.evaluate("document.activeElement.closest('.field').querySelector('.finding')")
    page.locator("[data-path='casualties.killed.high']").fill("12")  # not left yet
    page.wait_for_selector("#field-killed .finding.wrong")
    assert "error" in page.locator("#told").inner_text()


def test_accepting_many_tells_how_many_have_errors(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#type").select_option("Armed clash")
    saved(page, KHAN_SHEIKHOUN, 1)
    open_list(page, served)
    page.keyboard.press("Shift+A")
    until(page, "document.querySelector('.bulk strong').textContent === '9 selected'")
    page.keyboard.press("a")
    until(page, "document.querySelector('.toast')?.textContent.startsWith('9 accepted (')")
    wrong = {one["event"] for one in served.entries()[:1]}
    assert wrong == {KHAN_SHEIKHOUN}
    assert "with errors" in page.locator(".toast").inner_text()
