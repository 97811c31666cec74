"""Mending and deciding by keyboard, record after record: each key does what it does at that place,
and nothing to the record that follows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from review_kit import KHAN_SHEIKHOUN, READY, fixture_records, open_event, saved, until

BY_PLACE = {one.location.name: one for one in fixture_records() if one.location}
KONDUGA = BY_PLACE["Konduga"].id
FOCUSED = "document.activeElement.id"


def key_by_key(page, keys, pause=200):
    """As a person types."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(pause)


def test_after_accepting_within_a_field_keys_are_the_next_record_s(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#type").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(READY.format(KONDUGA))
    until(page, f"{FOCUSED} === 'record'")
    page.keyboard.press("a")
    until(page, f"!location.pathname.endsWith('{KONDUGA}')")
    assert [(one["action"], one["event"]) for one in served.entries()] == [
        ("accept", KHAN_SHEIKHOUN),
        ("accept", KONDUGA),
    ]


@pytest.mark.parametrize("pause", [0, 60, 200])
@pytest.mark.parametrize("key", ["a", "Control+Enter"])
def test_accept_pressed_twice_is_one_line_and_leaves_the_next_record_open(page, serve, key, pause):
    served = serve()
    open_with_clock_stopped(page, served)
    for _ in range(2):
        page.keyboard.press(key)
        page.wait_for_timeout(pause)
    page.wait_for_selector(f".eventpage.fresh[data-ready^='{KONDUGA}']")
    page.keyboard.press(key)
    until(page, "document.body.innerText.includes('only just come up')")
    page.clock.run_for(400)
    page.wait_for_selector(READY.format(KONDUGA))
    assert page.locator(".statuschip").inner_text() == "open"
    assert [one["event"] for one in served.entries()] == [KHAN_SHEIKHOUN]
    page.keyboard.press(key)
    page.wait_for_selector(f".eventpage:not([data-ready^='{KONDUGA}'])")
    assert [one["event"] for one in served.entries()] == [KHAN_SHEIKHOUN, KONDUGA]


def open_with_clock_stopped(page, served):
    """The page's timers stand still until the test runs them on, however busy the machine is."""
    page.clock.install()
    open_event(page, served)
    page.clock.pause_at(datetime.now() + timedelta(hours=1))


def test_the_button_pressed_twice_accepts_one_record(page, serve):
    served = serve()
    open_with_clock_stopped(page, served)
    page.evaluate("document.getElementById('accept').click()")
    page.wait_for_selector(f".eventpage.fresh[data-ready^='{KONDUGA}']")
    page.evaluate("document.getElementById('accept').click()")
    until(page, "document.body.innerText.includes('only just come up')")
    assert len(served.entries()) == 1


def test_an_undo_right_behind_an_acceptance_ends_at_the_record_taken_back(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("a")
    page.keyboard.press("u")
    until(page, "document.querySelector('.toast')?.textContent.startsWith('Undone')")
    page.wait_for_selector(READY.format(KHAN_SHEIKHOUN))
    page.wait_for_timeout(300)  # nothing else comes up
    assert page.url.endswith(KHAN_SHEIKHOUN)
    assert [one["action"] for one in served.entries()] == ["accept", "undo"]


def test_reject_and_accept_in_one_breath_decide_the_one_record_alone(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("a")
    page.keyboard.press("x")
    page.keyboard.press("1")
    page.wait_for_selector(READY.format(KONDUGA))
    assert page.locator("dialog").count() == 0
    assert [one["event"] for one in served.entries()] == [KHAN_SHEIKHOUN]


def test_accepting_what_is_accepted_writes_no_line_and_goes_on(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("a")
    page.wait_for_selector(READY.format(KONDUGA))
    page.keyboard.press("k")
    page.wait_for_selector(READY.format(KHAN_SHEIKHOUN))
    page.keyboard.press("a")
    page.wait_for_selector(READY.format(KONDUGA))
    assert len(served.entries()) == 1


def test_what_is_half_typed_is_kept_on_its_own_record_before_it_is_accepted(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#place").fill("Dnip")
    page.locator(".offers li").first.wait_for()
    page.keyboard.press("Control+Enter")  # accepts, and takes none of the offers
    page.wait_for_selector(READY.format(KONDUGA))
    page.keyboard.press("x")
    page.wait_for_selector("#reason")
    assert page.locator("#place").input_value() == "Konduga"
    mended, accepted = served.entries()
    assert mended["event"] == accepted["event"] == KHAN_SHEIKHOUN
    assert mended["after"][0]["location"]["name"] == "Dnip"
    assert accepted["action"] == "accept"


def test_a_record_is_not_accepted_while_a_refused_value_stands_in_its_form(page, serve):
    served = serve()
    open_event(page, served)
    high = page.locator("[data-path='casualties.killed.high']")
    high.fill("12")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#field-killed .finding.wrong")
    assert "low 70 is above high 12" in page.locator("#field-killed .finding").inner_text()
    until(page, "document.body.innerText.includes('Put it right first')")
    assert served.entries() == []
    high.fill("90")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(READY.format(KONDUGA))
    assert [one["action"] for one in served.entries()] == ["mend", "accept"]


def test_the_last_record_is_not_mended_by_a_key_after_it_was_accepted(page, serve):
    served = serve(fixture_records()[:1])
    event = fixture_records()[0].id
    open_event(page, served, event)
    page.locator("#notes").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".statuschip.accepted")
    until(page, f"{FOCUSED} === 'record'")


def test_a_type_is_spelled_at_normal_speed_and_is_one_change(page, serve):
    served = serve()
    open_event(page, served)
    key_by_key(page, "yProt")
    until(page, "document.querySelector('#type').value === 'Protest with intervention'")
    assert served.entries() == []  # its letters may go on
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 1)
    (entry,) = served.entries()
    assert entry["after"][0]["sub_event_type"] == "Protest with intervention"


def test_enter_and_accepting_keep_what_was_chosen_with_keys(page, serve):
    served = serve()
    open_event(page, served)
    key_by_key(page, ["y", "ArrowUp", "ArrowUp", "Enter"], pause=60)
    saved(page, KHAN_SHEIKHOUN, 1)
    until(page, f"{FOCUSED} === 'type'")
    key_by_key(page, ["A", "t", "Control+Enter"])
    page.wait_for_selector(READY.format(KONDUGA))
    kinds = [one["after"][0]["sub_event_type"] for one in served.entries()]
    assert len(kinds) == 3 and kinds[1:] == ["Attack", "Attack"]
    until(page, f"{FOCUSED} === 'record'")
    key_by_key(page, ["y", "Space", "R", "e", "m", "Enter"])  # in the opened list: at once
    saved(page, KONDUGA, 4)
    assert served.entries()[-1]["after"][0]["sub_event_type"].startswith("Remote explosive")


def test_a_field_s_key_selects_its_value_and_saving_leaves_it_selected(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("l")
    page.keyboard.type("Taiz")
    assert page.locator("#place").input_value() == "Taiz"
    page.keyboard.press("Escape")
    saved(page, KHAN_SHEIKHOUN, 1)
    page.keyboard.press("f")
    page.keyboard.type("69")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 2)
    until(page, "document.activeElement.dataset.path === 'casualties.killed.high'")
    page.keyboard.type("72")  # Tab had selected what stood there
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 3)
    killed = served.entries()[-1]["after"][0]["casualties"]["killed"]
    assert (killed["low"], killed["high"]) == (69, 72)


@pytest.mark.parametrize(
    "parts",
    [  # with the revision after each; what is coded follows from what is said, and comes back
        (("low", 2), ("high", 3), ("coded", 3)),
        (("coded", 1), ("low", 2), ("high", 3)),
    ],
)
def test_a_toll_whose_numbers_are_deleted_is_none(page, serve, parts):
    served = serve()
    open_event(page, served)
    page.locator("[data-path='casualties.killed.high']").fill("90")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 1)
    for part, revision in parts:
        page.locator(f"[data-path='casualties.killed.{part}']").fill("")
        page.keyboard.press("Tab")
        saved(page, KHAN_SHEIKHOUN, revision)
    until(page, "!document.querySelector('#field-killed .quote')")
    assert served.entries()[1]["before"][0]["casualties"]["killed"]["evidence"]
    assert served.entries()[-1]["after"][0]["casualties"]["killed"] is None
    assert page.evaluate("document.activeElement.closest('#record') !== null")


def test_tab_goes_on_from_where_it_was_though_the_form_is_drawn_anew(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("[data-path='casualties.killed.coded']").fill("71")
    page.keyboard.press("Tab")  # to the words of the evidence, which have no name of their own
    saved(page, KHAN_SHEIKHOUN, 1)
    assert page.evaluate("document.activeElement.closest('#field-killed .quote') !== null")
    page.locator(".actor .drop").last.press("Enter")
    saved(page, KHAN_SHEIKHOUN, 2)
    assert page.evaluate("document.activeElement.closest('#record') !== null")


def test_the_tab_s_title_follows_a_mend(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("[data-path='summary']").fill("A summary of my own")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 1)
    assert page.title().startswith("A summary of my own")


def test_a_day_is_typed_digit_by_digit_and_is_one_change(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("d")
    until(page, "document.activeElement.dataset.path === 'date.start'")
    # Month or day first, as the browser has it: the same digits either way.
    page.keyboard.type("03032017", delay=120)
    page.wait_for_timeout(400)
    assert served.entries() == []
    assert page.evaluate("document.activeElement.value") == "2017-03-03"
    page.keyboard.press("Escape")
    saved(page, KHAN_SHEIKHOUN, 1)
    (entry,) = served.entries()
    assert entry["after"][0]["date"]["start"] == "2017-03-03"


def test_half_a_day_is_not_kept_and_said(page, serve):
    served = serve()
    open_event(page, served)
    before = page.locator("[data-path='date.start']").input_value()
    page.keyboard.press("d")
    until(page, "document.activeElement.dataset.path === 'date.start'")
    page.keyboard.press("Backspace")
    until(page, "document.activeElement.value === ''")
    page.keyboard.press("Escape")
    until(page, "document.body.innerText.includes('half a day')")
    assert page.locator("[data-path='date.start']").input_value() == before
    page.keyboard.press("a")
    page.wait_for_selector(READY.format(KONDUGA))
    assert [one["action"] for one in served.entries()] == ["accept"]


def test_escape_leaves_the_record_with_the_focus_so_that_it_scrolls(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("y")
    until(page, f"{FOCUSED} === 'type'")
    page.keyboard.press("Escape")
    until(page, f"{FOCUSED} === 'record'")
    assert page.evaluate("document.getElementById('right').scrollTop") == 0
    page.keyboard.press("PageDown")
    until(page, "document.getElementById('right').scrollTop > 100")


def test_an_event_is_added_to_the_article_that_is_open(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("Shift+N")
    page.wait_for_selector("#add-type")
    page.keyboard.type("Att")
    page.keyboard.press("Enter")
    until(page, f"!location.pathname.endsWith('{KHAN_SHEIKHOUN}')")
    (entry,) = served.entries()
    assert entry["action"] == "add"
    assert entry["after"][0]["source"]["article_id"] == "khan-sheikhoun"
    assert entry["after"][0]["sub_event_type"] == "Attack"


def test_a_slash_in_an_event_searches_the_list(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("/")
    until(page, f"{FOCUSED} === 'search'")
    page.keyboard.type("accepted")  # no key of the record
    until(page, "location.search === '?q=accepted'")
    assert served.entries() == []


def test_a_name_typed_over_a_place_is_told_to_have_the_coordinates_of_that(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#place").fill("Aleppo")
    page.locator(".offers li").first.wait_for()
    page.keyboard.press("Escape")  # the offers
    page.keyboard.press("Escape")
    saved(page, KHAN_SHEIKHOUN, 1)
    page.wait_for_selector("[data-code='name-differs']")
    told = page.locator("[data-code='name-differs']").inner_text()
    assert "“Aleppo” is no name of Khan Shaykhun" in told or "of Khan Sheikhoun" in told
    page.locator("#place").focus()
    page.keyboard.press("ArrowDown")
    page.locator(".offers li").first.wait_for()
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('[data-code=name-differs]')")


def test_a_rejection_s_reason_is_taken_however_slow_the_server_is(page, serve):
    served = serve()
    open_event(page, served)

    def late(route):  # as over a network
        page.wait_for_timeout(500)
        route.continue_()

    page.route("**/api/**", late)
    page.keyboard.press("x")
    page.keyboard.press("1")
    page.wait_for_selector(READY.format(KONDUGA))
    (entry,) = served.entries()
    assert (entry["action"], entry["reason"]) == ("reject", "Not an event")
    page.keyboard.press("x")
    page.keyboard.press("Escape")  # the question, not the record
    page.wait_for_timeout(700)
    assert page.locator("dialog").count() == 0
    assert page.url.endswith(KONDUGA)
    assert len(served.entries()) == 1


def test_keys_while_the_first_record_is_still_to_come_do_nothing_and_say_nothing(page, serve):
    served = serve()
    page.goto(served.address)
    waiting = []
    page.route("**/api/event/**", lambda route: waiting.append(route))  # answered below
    page.goto(f"{served.site}/event/{KHAN_SHEIKHOUN}")
    page.wait_for_selector(".eventpage")
    key_by_key(page, "jkJaxSt", pause=50)
    assert page.locator("#toasts > *, dialog").count() == 0
    assert not page.locator(".statuschip").is_visible()
    for route in waiting:
        route.continue_()
    page.wait_for_selector(READY.format(KHAN_SHEIKHOUN))
    assert page.locator(".statuschip").is_visible()
    assert served.entries() == []


def test_the_list_of_keys_opens_at_its_beginning(page, serve):
    served = serve()
    page.set_viewport_size({"width": 1280, "height": 600})
    open_event(page, served)
    page.keyboard.press("?")
    page.wait_for_selector("dialog.help")
    assert page.evaluate("document.querySelector('dialog.help').scrollTop") == 0
    assert page.locator("#help-title").is_visible()
    assert page.evaluate(FOCUSED) == "help-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.help", state="detached")
