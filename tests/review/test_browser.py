"""A coder's work in a real browser, from the list to the file that comes out."""

from __future__ import annotations

import json
import signal

from review_kit import (
    KHAN_SHEIKHOUN,
    READY,
    fixture_articles,
    fixture_records,
    open_event,
    open_list,
    saved,
    select_words,
    until,
)

BY_PLACE = {one.location.name: one for one in fixture_records() if one.location}
KONDUGA = BY_PLACE["Konduga"].id


def test_the_address_is_traded_for_a_cookie_and_the_list_loads(page, serve):
    served = serve()
    open_list(page, served)
    assert "token" not in page.url
    assert page.locator("tr.line").count() == 9
    assert page.locator(".found").inner_text() == "9 events"
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
    assert page.locator(".dot").count() >= 5
    assert page.locator(".timeline .bar").count() >= 4


def test_filters_narrow_the_list_and_stand_in_the_address(page, serve):
    served = serve()
    open_list(page, served)
    page.get_by_label("Explosions/Remote violence").check()
    until(page, "document.querySelector('.found').textContent.startsWith('4 of')")
    page.get_by_label("has a denial").check()
    until(page, "document.querySelector('.found').textContent.startsWith('2 of')")
    assert "type=Explosions" in page.url and "denial" in page.url
    page.locator("#search").fill("munitions")
    until(page, "document.querySelector('.found').textContent.startsWith('1 of')")
    page.reload()
    page.wait_for_selector(".listpage[data-ready]")
    assert page.locator(".found").inner_text().startswith("1 of")
    page.locator("#clear").click()
    until(page, "document.querySelector('.found').textContent === '9 events'")


def test_time_and_map_are_brushed(page, serve):
    served = serve()
    open_list(page, served)
    box = page.locator(".timeline").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=4)
    page.mouse.up()
    until(page, "location.search.includes('since=')")
    until(page, "/^[1-8] of/.test(document.querySelector('.found').textContent)")
    page.goto(f"{served.site}/")
    page.wait_for_selector(".listpage[data-ready]")
    page.locator(".dot").first.wait_for()
    page.locator(".dot circle").first.click()
    until(page, "location.search.includes('box=')")
    until(page, "/^[1-8] of/.test(document.querySelector('.found').textContent)")


def test_evidence_is_followed_both_ways(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("[data-path='location.name']").focus()
    lit = page.locator("mark.lit")
    assert lit.all_inner_texts() == ["Khan Sheikhoun"]
    page.locator("mark", has_text="Tuesday morning").hover()
    assert "lit" in page.locator("#field-date").get_attribute("class")
    assert "lit" not in page.locator("#field-location").get_attribute("class")
    page.locator("mark", has_text="Tuesday morning").click()
    assert page.evaluate("document.activeElement.dataset.path") == "date.start"


def test_a_place_is_mended_by_searching_the_gazetteer(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#place").fill("Saraq")
    page.locator(".offers li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    saved(page, KHAN_SHEIKHOUN, 1)
    (entry,) = served.entries()
    assert (entry["action"], entry["coder"], entry["event"]) == ("mend", "anna", KHAN_SHEIKHOUN)
    (before,), (after,) = entry["before"], entry["after"]
    assert before["location"]["name"] == "Khan Sheikhoun"
    assert after["location"]["name"] == "Saraqib"
    assert after["location"]["evidence"] == before["location"]["evidence"]
    assert after["location"]["admin1"] == "Idlib" and after["location"]["iso"] == 760
    assert "Saraqib" in after["notes"] and "Khan Sheikhoun" not in after["notes"]
    assert after["review"] == {**after["review"], "status": "mended", "coder": "anna"}


def test_a_finding_comes_and_goes_as_one_types(page, serve):
    served = serve()
    open_event(page, served)
    assert page.locator(".finding").count() == 0
    page.locator("#type").select_option("Armed clash")
    page.wait_for_selector("[data-code='E310']")
    assert "civilians do not fight battles" in page.locator("#field-actors .finding").inner_text()
    assert "Battles" in page.locator("[data-derived='event_type']").inner_text()
    page.locator("#type").select_option("Chemical weapon")
    page.wait_for_selector("[data-code='E310']", state="detached")
    page.locator("[data-path='location.country']").press_sequentially("x")  # not left yet
    page.wait_for_selector("[data-code='E217']")
    assert page.locator("[data-derived='region']").inner_text() == "—"
    assert len(served.entries()) == 2
    page.locator("[data-path='location.country']").fill("Iraq")
    page.wait_for_selector("[data-code='E217']", state="detached")
    assert page.locator("[data-derived='iso']").inner_text() == "368"


def test_what_cannot_be_is_said_and_not_saved(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("[data-path='casualties.killed.high']").fill("12")
    page.keyboard.press("Tab")
    page.wait_for_selector("#field-killed .finding.wrong")
    assert "low 70 is above high 12" in page.locator("#field-killed .finding").inner_text()
    assert page.locator(".saved").inner_text() == "not saved"
    assert served.entries() == []
    page.locator("[data-path='casualties.killed.high']").fill("90")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 1)
    assert served.entries()[0]["after"][0]["casualties"]["killed"]["high"] == 90


def test_selected_words_become_evidence_and_give_the_value(page, serve):
    served = serve()
    open_event(page, served)
    select_words(page, "Wednesday")
    page.keyboard.press("d")
    saved(page, KHAN_SHEIKHOUN, 1)
    when = served.entries()[-1]["after"][0]["date"]
    assert (when["start"], when["text"]) == ("2017-04-05", "Wednesday")
    (piece,) = when["evidence"]
    text = next(one.text for one in fixture_articles() if one.id == "khan-sheikhoun")
    assert text[piece["start"] : piece["end"]] == "Wednesday"
    select_words(page, "Idlib")
    page.keyboard.press("Shift+L")
    saved(page, KHAN_SHEIKHOUN, 2)
    where = served.entries()[-1]["after"][0]["location"]
    assert where["name"] == "Khan Sheikhoun" and len(where["evidence"]) == 2


def test_a_statement_is_added_with_its_speaker(page, serve):
    served = serve()
    open_event(page, served)
    select_words(page, "the Syrian air force recently hit")
    page.keyboard.press("g")
    saved(page, KHAN_SHEIKHOUN, 1)
    assert page.evaluate("document.activeElement.dataset.path") == "allegations.2.speaker"
    page.keyboard.press("Escape")
    select_words(page, "The Russian Defense Ministry")
    page.keyboard.press("1")
    saved(page, KHAN_SHEIKHOUN, 2)
    made = served.entries()[-1]["after"][0]["allegations"][2]
    assert made["speaker"] == "The Russian Defense Ministry"
    assert len(made["evidence"]) == 2


def test_accept_reject_undo_and_the_file_that_comes_out(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#accept").click()
    page.wait_for_selector(READY.format(KONDUGA))  # on to the next that is open
    page.keyboard.press("x")
    page.locator("#reason").fill("Told before, same event")
    page.keyboard.press("Enter")
    until(page, f"!location.pathname.endsWith('{KONDUGA}')")
    assert page.locator("#progress").inner_text() == "2 of 9 decided"
    page.keyboard.press("u")
    page.wait_for_selector(READY.format(KONDUGA))
    # The event as it was is shown until the server has answered.
    until(page, "document.querySelector('.statuschip')?.innerText === 'open'")
    until(page, "document.getElementById('progress').innerText === '1 of 9 decided'")
    page.locator("#reject").click()
    page.locator("#reason").fill("Not conflict")
    page.locator("dialog .main").click()
    until(page, "document.getElementById('progress').innerText.startsWith('2 of')")
    actions = [entry["action"] for entry in served.entries()]
    assert actions == ["accept", "reject", "undo", "reject"]
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="8 records written").wait_for()
    told = served.stop()
    assert served.process.returncode == 0 and "1 accepted, 1 rejected" in told
    lines = (served.folder / "reviewed.jsonl").read_text("utf-8").splitlines()
    first = json.loads(lines[0])
    assert first["review"]["status"] == "accepted" and first["review"]["coder"] == "anna"
    assert first["review"]["at"].endswith("Z")
    assert KONDUGA not in [json.loads(line)["id"] for line in lines]


def test_a_killed_server_loses_nothing(page, serve):
    served = serve()
    open_event(page, served)
    page.locator("#notes").fill("Mended by hand.")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 1)
    page.locator("#accept").click()
    page.wait_for_selector(READY.format(KONDUGA))
    served.stop(signal.SIGKILL)
    page.locator("#type").select_option("Armed clash")
    page.wait_for_selector("#gone")
    with served.journal.open("ab") as journal:  # as a crash in the middle of a line leaves it
        journal.write(b'{"journal":1,"number":3,"at":"2026-')
    served.start()
    open_event(page, served)
    assert page.locator("#notes").input_value() == "Mended by hand."
    assert page.locator(".statuschip").inner_text() == "accepted"
    assert any("half a line" in line for line in served.told)
    assert len(served.entries()) == 2


def test_split_merge_and_add(page, serve):
    served = serve()
    open_event(page, served)
    page.keyboard.press("Shift+S")
    page.locator("dialog .splitrow").first.wait_for()
    page.locator("input[name='split-killed'][value='second']").check()
    page.locator("dialog .main").click()
    saved(page, KHAN_SHEIKHOUN, 1)
    (first, second) = served.entries()[-1]["after"]
    assert first["casualties"]["killed"] is None and second["casualties"]["killed"]["coded"] == 70
    until(page, "document.querySelector('.spot')?.textContent === '1 of 10'")
    page.keyboard.press("Shift+M")
    page.locator("dialog .pick").first.click()
    saved(page, KHAN_SHEIKHOUN, 2)
    (merged,) = served.entries()[-1]["after"]
    assert merged["casualties"]["killed"]["coded"] == 70 and merged["id"] == KHAN_SHEIKHOUN
    until(page, "document.querySelector('.spot')?.textContent === '1 of 9'")
    page.keyboard.press("Escape")
    page.wait_for_selector(".listpage[data-ready]")  # which a dialog opened before does not outlive
    page.get_by_role("button", name="Add event").click()
    page.locator("dialog .pick", has_text="0 events").click()
    page.locator("#add-type").select_option("Agreement")
    page.locator("dialog .main").click()
    until(page, "document.querySelector('.eventhead h1')?.textContent === 'Agreement'")
    (made,) = served.entries()[-1]["after"]
    assert made["source"]["article_id"] == "trade-talks" and made["date"] is None
    assert page.locator("[data-code='no-date']").count() == 1


def test_everything_by_keyboard_alone(page, serve):
    served = serve()
    open_list(page, served)
    page.keyboard.press("?")
    assert "Accept" in page.locator("dialog.help").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("zinc or nothing")
    page.wait_for_selector(".nothing")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    until(page, "document.querySelector('.found').textContent === '9 events'")
    page.locator("#search").evaluate("one => one.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector(READY.format(KHAN_SHEIKHOUN))
    page.keyboard.press("e")
    until(page, "document.activeElement.tagName === 'MARK'")
    page.keyboard.press("s")  # words: the first in view, then further on
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    chosen = page.evaluate("getSelection().toString()").strip()
    assert len(chosen.split()) == 2
    page.keyboard.press("w")
    saved(page, KHAN_SHEIKHOUN, 1)
    assert served.entries()[-1]["after"][0]["weapons"][0]["text"] == chosen
    page.keyboard.press("l")
    until(page, "document.activeElement.id === 'place'")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_selector(READY.format(KONDUGA))
    page.keyboard.press("Escape")
    page.wait_for_selector(".listpage")
    until(page, "document.querySelector('tr.line').className.startsWith('line accepted')")


def test_what_happened_and_victims_by_name_have_their_words(page, serve):
    served = serve()
    open_event(page, served)
    select_words(page, "striking the town")
    page.keyboard.press("y")
    saved(page, KHAN_SHEIKHOUN, 1)
    select_words(page, "Dmitry Peskov")
    page.keyboard.press("v")
    saved(page, KHAN_SHEIKHOUN, 2)
    made = served.entries()[-1]["after"][0]
    assert made["trigger"]["text"] == "striking the town"
    assert made["victims"][0]["text"] == "Dmitry Peskov"
    page.locator("#type").focus()
    assert page.locator("mark.lit").all_inner_texts() == ["striking the town"]
