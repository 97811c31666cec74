"""A user's own fields on the review page: shown with their evidence, and mended by kind."""

from __future__ import annotations

import json

import pytest
from review_kit import (
    KHAN_SHEIKHOUN,
    fixture_articles,
    fixture_records,
    open_event,
    open_list,
    saved,
    until,
    violations,
)

from extractor.custom_fields import CustomField
from extractor.records import EventRecord
from extractor.review.cells import with_cell
from extractor.review.report import report_page

FILE = """
fields = 1
[[field]]
name = "vehicle"
description = "What the attackers came on."
kind = "choice"
values = ["motorbike", "pickup truck", "other"]
[[field]]
name = "ransom"
description = "Whether a ransom was asked."
kind = "yes-no"
[[field]]
name = "houses"
description = "How many houses burnt."
kind = "number"
[[field]]
name = "freed_on"
description = "When they were freed."
kind = "date"
"""
KINDS = (
    CustomField("vehicle", "x", "choice", ("motorbike", "pickup truck", "other")),
    CustomField("ransom", "x", "yes-no"),
    CustomField("houses", "x", "number"),
    CustomField("freed_on", "x", "date"),
    CustomField("motive", "x", "text"),
)


def with_fields() -> list[EventRecord]:
    """The fixtures, one of them with values of own fields."""
    records = {one.id: one for one in fixture_records()}
    opened = records[KHAN_SHEIKHOUN]
    texts = {one.sha256: one.text for one in fixture_articles()}
    piece = {"start": 0, "end": 5, "text": texts[opened.source.sha256 or ""][:5]}
    blank = {"value": None, "text": None, "evidence": []}
    own = [
        {**blank, "field": "school_hit", "kind": "yes-no", "value": True, "evidence": [piece]},
        {**blank, "field": "houses", "kind": "number"},
        {**blank, "field": "motive", "kind": "text"},
    ]
    whole = opened.model_dump(mode="json")
    records[KHAN_SHEIKHOUN] = EventRecord.model_validate({**whole, "custom": own})
    return list(records.values())


def test_own_fields_are_shown_and_mended(page, serve):
    served = serve(with_fields())
    open_event(page, served)
    assert violations(page) == []
    assert page.locator("[aria-label=school_hit]").input_value() == "yes"
    assert page.locator("#field-custom .quote").count() == 1
    page.locator("[aria-label=school_hit]").select_option("no")
    saved(page, KHAN_SHEIKHOUN, 1)
    for revision, (name, words) in enumerate((("houses", "12"), ("motive", "a debt")), 2):
        page.locator(f"[aria-label={name}]").fill(words)
        page.locator(f"[aria-label={name}]").press("Tab")
        saved(page, KHAN_SHEIKHOUN, revision)
    served.stop()
    lines = (served.folder / "reviewed.jsonl").read_text("utf-8").splitlines()
    record = next(one for one in map(json.loads, lines) if one["id"] == KHAN_SHEIKHOUN)
    assert [one["value"] for one in record["custom"]] == [False, 12, "a debt"]


def test_what_is_no_number_is_refused_beside_its_field(page, serve):
    served = serve(with_fields())
    open_event(page, served)
    page.locator("[aria-label=houses]").fill("many")
    page.locator("[aria-label=houses]").press("Tab")
    page.wait_for_selector("[data-findings=custom] .finding")
    assert served.entries() == []


def test_the_page_for_sharing_shows_them(page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report_page(with_fields(), fixture_articles(), title="t"), "utf-8")
    page.goto(f"{path.as_uri()}#event/{KHAN_SHEIKHOUN}")
    page.wait_for_selector("[data-field='custom.0']")
    assert "school_hit" in page.locator("main").inner_text()
    assert "not told" in page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("vehicle", "Motorbike", "motorbike"),
        ("ransom", "Yes", True),
        ("ransom", "no", False),
        ("houses", "12", 12),
        ("houses", "1.5", 1.5),
        ("freed_on", "2026-03-10", "2026-03-10"),
        ("motive", " a  debt ", "a debt"),
    ],
)
def test_a_text_is_a_value_of_its_field_s_kind(name, text, value):
    record = fixture_records()[0]
    made = with_cell(record, f"custom.{name}", text, KINDS)
    assert [(one["field"], one["value"]) for one in made["custom"]] == [(name, value)]
    blanked = with_cell(EventRecord.model_validate(made), f"custom.{name}", "", KINDS)
    assert blanked["custom"][0]["value"] is None


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("vehicle", "motorbikes", "none of motorbike, pickup truck, other; motorbike?"),
        ("ransom", "perhaps", "true or false"),
        ("houses", "many", "a number"),
        ("houses", "1_000", "a number"),
        ("freed_on", "10/03/2026", "a day, as 2026-03-10"),
        ("colour", "red", "colour is no field"),
    ],
)
def test_a_text_that_is_none_is_refused_with_the_reason(name, text, why):
    with pytest.raises(ValueError, match=why.replace("?", r"\?")):
        with_cell(fixture_records()[0], f"custom.{name}", text, KINDS)


def test_a_blank_cell_adds_no_field_to_a_record_without_it():
    record = fixture_records()[0]
    assert "custom" not in EventRecord.model_validate(
        with_cell(record, "custom.vehicle", "", KINDS)
    ).model_dump(mode="json")


def test_a_value_that_is_not_on_the_list_is_a_finding_where_the_list_is_known(open_session):
    whole = fixture_records()[0].model_dump(mode="json")
    own = {"field": "vehicle", "kind": "choice", "value": "camel", "text": None, "evidence": []}
    records = [EventRecord.model_validate({**whole, "custom": [own]})]
    session = open_session(records=records, fields=KINDS)
    assert [one.code for one in session.findings(records[0]) if one.field == "custom"] == ["E705"]
    without = open_session("ben", records=records)
    assert not [one for one in without.findings(records[0]) if one.field == "custom"]
    assert [(one.name, one.values) for one in without.fields] == [("vehicle", ())]


def test_a_field_with_a_list_is_chosen_from_it_in_every_record(page, serve):
    served = serve(fields=FILE)
    open_event(page, served)
    assert violations(page) == []
    choices = page.locator("[aria-label=vehicle] option")
    assert choices.all_inner_texts() == ["not told", "motorbike", "pickup truck", "other"]
    page.locator("[data-path='casualties.injured.low']").fill("3")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 1)
    assert "custom" not in served.entries()[0]["after"][0]  # blank fields are no part of it
    page.locator("[aria-label=vehicle]").focus()
    page.keyboard.type("pick")
    page.keyboard.press("Enter")
    saved(page, KHAN_SHEIKHOUN, 2)
    page.locator("[aria-label=freed_on]").fill("2017-05-01")
    page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 3)
    made = served.entries()[2]["after"][0]
    assert [(one["field"], one["value"]) for one in made["custom"]] == [
        ("vehicle", "pickup truck"),
        ("freed_on", "2017-05-01"),
    ]
    assert made["schema_version"] == "1.1"
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("u")
    until(page, "document.querySelector('[aria-label=vehicle]').value === ''")


def test_a_value_from_before_that_is_not_on_the_list_is_kept_and_marked(page, serve):
    records = fixture_records()
    at = next(n for n, one in enumerate(records) if one.id == KHAN_SHEIKHOUN)
    own = {"field": "vehicle", "kind": "choice", "value": "camel", "text": None, "evidence": []}
    whole = records[at].model_dump(mode="json")
    records[at] = EventRecord.model_validate({**whole, "custom": [own]})
    served = serve(records, fields=FILE)
    open_event(page, served)
    assert page.locator("[aria-label=vehicle]").input_value() == "camel"
    page.wait_for_selector("[data-code=E705]")
    page.locator("[aria-label=vehicle]").select_option("other")
    saved(page, KHAN_SHEIKHOUN, 1)
    until(page, "!document.querySelector('[data-code=E705]')")


def test_own_fields_are_written_and_pasted_in_the_grid(page, serve):
    served = serve(fields=FILE)
    page.goto(served.address)
    page.goto(f"{served.site}/?view=grid&sort=file")
    page.wait_for_selector("table.cells td")
    page.wait_for_selector(".listpage[data-ready]")
    cell = page.locator("tr.line[data-index='0'] td.c-custom-vehicle")
    cell.click()
    page.evaluate(
        """() => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', 'Motorbike\\tyes\\t4\\nlorry\\tno\\t');
          const told = { clipboardData, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', told));
        }"""
    )
    until(page, "document.querySelectorAll('td[aria-invalid=true]').length === 1")
    assert cell.inner_text() == "motorbike"
    narrow = "td.c-perpetrator, td.c-target, td.c-custom-vehicle"
    widths = f"[...document.querySelectorAll('{narrow}')].map((one) => one.offsetWidth)"
    assert min(page.evaluate(widths)) > 100
    wrong = page.locator("td[aria-invalid=true]")
    assert "none of motorbike, pickup truck, other" in wrong.get_attribute("title")
    (entry,) = served.entries()
    own = [{one["field"]: one["value"] for one in made["custom"]} for made in entry["after"]]
    assert own == [{"vehicle": "motorbike", "ransom": True, "houses": 4}, {"ransom": False}]
    assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_own_field_is_set_for_many(page, serve):
    served = serve(fields=FILE)
    open_list(page, served)
    page.keyboard.press("j")
    for _ in range(3):
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_selector("#all-own-field")
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.type("oth")
    page.keyboard.press("Enter")
    until(page, "/3 changed/.test(document.body.innerText)")
    (entry,) = served.entries()
    assert [made["custom"][0]["value"] for made in entry["after"]] == ["other"] * 3


def test_a_team_chooses_from_the_same_lists(serve_team):
    team = serve_team("--fields", "fields.toml")
    (team.folder / "fields.toml").write_text(FILE, "utf-8")
    team.start()
    for name in ("anna", "chris"):
        own = team.person(name).get("start")["own"]
        assert own[0]["values"] == ["motorbike", "pickup truck", "other"] and own[0]["asked"]


def test_a_file_of_fields_that_is_broken_is_refused_in_one_line(tmp_path):
    from click.testing import CliRunner

    from extractor.cli import main

    (tmp_path / "events.jsonl").write_text(fixture_records()[0].json_line() + "\n", "utf-8")
    (tmp_path / "fields.toml").write_text("fields = 1\n[[field]]\nname = 'A'\n", "utf-8")
    told = CliRunner().invoke(
        main,
        ["review", str(tmp_path / "events.jsonl"), "--fields", str(tmp_path / "fields.toml")],
    )
    assert told.exit_code == 2
    assert "[[field]] 1: name: a small letter" in told.output
    assert not list(tmp_path.glob("*.journal.jsonl"))
