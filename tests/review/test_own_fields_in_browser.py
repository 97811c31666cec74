"""A user's own fields on the review page: shown with their evidence, and mended by kind."""

from __future__ import annotations

import json

from review_kit import (
    KHAN_SHEIKHOUN,
    fixture_articles,
    fixture_records,
    open_event,
    saved,
    violations,
)

from extractor.records import EventRecord
from extractor.review.report import report_page


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
