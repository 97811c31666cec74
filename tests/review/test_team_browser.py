"""A team at work in real browsers: two coders at once, then an adjudicator."""

from __future__ import annotations

import pytest
from review_kit import (
    KHAN_SHEIKHOUN,
    PATIENCE_S,
    READY,
    until,
    violations,
    violations_at_every_width,
)
from test_team_served import BLIND, BOTH, TWO

READY_TO_COMPARE = ".comparepage[data-ready='two-attacks']"


@pytest.fixture
def windows(browser):
    """Opens a browser of its own for a person, signed in; scripts that fail fail the test."""
    made, wrong = [], []

    def window(served, name, **more):
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="en-GB", **more
        )
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE_S)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda m: wrong.append(m.text) if "Content Sec" in m.text else None)
        page.on("dialog", lambda dialog: wrong.append(f"alert: {dialog.message}"))
        made.append(context)
        if name:
            page.goto(f"{served.site}/?token={served.tokens[name]}")
        return page

    yield window
    for context in made:
        context.close()
    assert wrong == []


def differing(served):
    """Anna and Ben have both done the two attacks, and differ in a place and in a rejection."""
    anna, ben = served.person("anna"), served.person("ben")
    anna.accept_all()
    where = {**ben.shown(TWO[0])["record"]["location"], "name": "Damboa"}
    ben.mend(TWO[0], location=where)
    ben.decide("accept", TWO[0])
    ben.decide("reject", TWO[1], reason="<b>no event</b> \u202etxet")


def test_two_coders_work_at_once_and_blind_then_a_third_adjudicates(serve_team, windows):
    served = serve_team().assign(BLIND).start()
    anna, ben = windows(served, "anna"), windows(served, "ben")
    for page, name in ((anna, "anna"), (ben, "ben")):
        page.wait_for_selector(".listpage[data-ready]")
        assert page.locator("tr.line").count() == len(served.person(name).ids()) < 9
    for page in (anna, ben):  # both in the same event at the same time
        page.goto(f"{served.site}/event/{TWO[0]}")
        page.wait_for_selector(READY.format(TWO[0]))
    ben.locator("[data-path='notes']").fill("Only Ben knows.")
    anna.keyboard.press("a")
    ben.locator("[data-path='notes']").press("Tab")
    ben.wait_for_selector(f".eventpage[data-ready='{TWO[0]} 1']")
    ben.keyboard.press("Control+Enter")
    for page in (anna, ben):
        until(page, f"location.pathname !== '/event/{TWO[0]}'")
        page.goto(f"{served.site}/event/{TWO[0]}")
        page.wait_for_selector(".statuschip.accepted")
    assert "Only Ben" not in anna.locator("#record").inner_text()
    assert "Only Ben" not in anna.locator("[data-path='notes']").input_value()
    assert [one["action"] for one in served.journal("anna")] == ["accept"]
    assert [one["action"] for one in served.journal("ben")] == ["mend", "accept"]

    served.kill()  # in the middle of it all
    served.start()
    anna, ben = windows(served, "anna"), windows(served, "ben")
    for page, key in ((anna, "a"), (ben, "x")):
        page.goto(f"{served.site}/event/{TWO[1]}")
        page.wait_for_selector(READY.format(TWO[1]))
        page.keyboard.press(key)
    ben.locator("#reason").fill("no event")
    ben.keyboard.press("Enter")
    for page in (anna, ben):
        until(page, f"location.pathname !== '/event/{TWO[1]}'")  # on to the next that is open

    chris = windows(served, "chris")
    chris.goto(f"{served.site}/team")
    chris.wait_for_selector(".comparisons a")
    line = chris.locator(".comparisons li").inner_text()
    assert line == "two-attacks anna, ben, 2 events, 2 values differ"
    chris.keyboard.press("j")
    chris.keyboard.press("Enter")
    chris.wait_for_selector(READY_TO_COMPARE)
    assert chris.locator("#adjudicate").is_disabled()
    notes, kept = chris.locator(".choice2").all()
    assert "Only Ben knows." in notes.inner_text() and "rejected: no event" in kept.inner_text()
    chris.keyboard.press("2")
    chris.keyboard.press("1")
    assert chris.locator(".choice2 input:checked").evaluate_all(
        "all => all.map((one) => one.value)"
    ) == ["right", "left"]
    chris.keyboard.press("a")
    chris.wait_for_selector(".teampage")
    chris.get_by_role("button", name="adjudicated 1", exact=True).click()
    assert "by chris" in chris.locator(".comparisons li").inner_text()
    (entry,) = served.journal("chris")
    assert {one["id"]: one["notes"] for one in entry["after"]}[TWO[0]] == "Only Ben knows."
    assert [one["review"]["status"] for one in entry["after"]] == ["accepted", "accepted"]
    chris.locator("#agreement").click()
    chris.wait_for_selector("#alphas tr[data-alpha='kept']")
    assert chris.locator("tr[data-alpha='date'] td").first.inner_text() == "1.00"

    anna.goto(f"{served.site}/event/{TWO[0]}")
    anna.wait_for_selector(READY.format(TWO[0]))
    anna.keyboard.press("r")
    until(anna, "document.querySelector('.toast.wrong')?.textContent.includes('it is closed')")
    anna.goto(f"{served.site}/team")
    anna.get_by_role("button", name="adjudicated 1", exact=True).click()
    anna.locator(".comparisons a").click()
    anna.wait_for_selector(READY_TO_COMPARE)
    assert "As adjudicated by chris" in anna.locator(".final").inner_text()
    assert anna.locator("#adjudicate").count() == anna.locator("input[type=radio]").count() == 0


def test_who_is_dealt_no_event_is_pointed_to_the_team_s_page(serve_team, windows):
    page = windows(serve_team().assign(BOTH).start(), "chris")
    page.wait_for_selector(".nothing")
    assert "under Team" in page.locator(".nothing").inner_text()


def test_signing_in_with_a_token_and_out_again(serve_team, windows):
    served = serve_team().start()
    page = windows(served, None)
    page.goto(f"{served.site}/event/{KHAN_SHEIKHOUN}")
    page.locator("#token").fill("wrong")
    page.keyboard.press("Enter")
    until(page, "document.getElementById('wrong').textContent.includes('nobody')")
    assert violations(page) == []
    page.locator("#token").fill(f" {served.site}/?token={served.tokens['anna']} ")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY.format(KHAN_SHEIKHOUN))  # where one wanted to go
    page.goto(f"{served.site}/team")
    page.locator("#leave").click()
    page.wait_for_selector("#token")
    assert page.context.cookies() == []


def test_hostile_names_and_reasons_are_shown_as_text(serve_team, windows):
    served = serve_team().assign(BOTH).start()
    differing(served)
    page = windows(served, "chris")
    page.goto(f"{served.site}/team")
    page.wait_for_selector(".plaintable .full")
    (full,) = page.locator(".plaintable .full").all_inner_texts()
    assert full == "Chris <img src=x onerror=alert(1)> \ufffdgnp.exe"
    page.goto(f"{served.site}/team?article=two-attacks")
    page.wait_for_selector(READY_TO_COMPARE)
    assert "rejected: <b>no event</b> \ufffdtxet" in page.locator(".comparepage").inner_text()
    assert page.locator("img, .pair b").count() == 0
    page.goto(f"{served.site}/team?article=%3Cscript%3Ealert(1)%3C/script%3E")
    page.wait_for_selector(".teampage")  # nothing of this name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wcag_aa_holds_for_the_teams_pages(serve_team, windows, scheme):
    served = serve_team().assign(BOTH).start()
    differing(served)
    page = windows(served, None, color_scheme=scheme)
    page.goto(f"{served.site}/")
    page.wait_for_selector("#token")
    assert violations_at_every_width(page) == []
    page = windows(served, "chris", color_scheme=scheme)
    page.wait_for_selector(".listpage[data-ready]")
    assert violations_at_every_width(page) == []  # the link to the team
    page.goto(f"{served.site}/team")
    page.locator("#agreement").click()
    page.wait_for_selector("#alphas")
    assert violations_at_every_width(page) == []
    page.locator(".comparisons a").click()
    page.wait_for_selector(READY_TO_COMPARE)
    assert violations_at_every_width(page) == []
    page.keyboard.press("Shift+R")
    assert violations_at_every_width(page) == []
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    assert violations_at_every_width(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_selector(".teampage")
    page.goto(f"{served.site}/team?article=two-attacks")
    page.wait_for_selector(".final")
    assert violations_at_every_width(page) == []


@pytest.mark.parametrize("width", [400, 1280, 1920])
def test_the_teams_pages_fit_at_any_width(serve_team, windows, width):
    served = serve_team().assign(BOTH).start()
    differing(served)
    page = windows(served, "chris")
    page.set_viewport_size({"width": width, "height": 900})
    fits = "document.documentElement.scrollWidth <= innerWidth"
    page.wait_for_selector(".listpage[data-ready]")
    assert page.evaluate(fits)
    page.goto(f"{served.site}/team")
    page.locator("#agreement").click()
    page.wait_for_selector("#alphas")
    assert page.evaluate(fits)
    page.locator(".comparisons a").click()
    page.wait_for_selector(READY_TO_COMPARE)
    assert page.evaluate(fits)
    for choice in page.locator(".side2").all():
        box = choice.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width and box["height"] >= 24
