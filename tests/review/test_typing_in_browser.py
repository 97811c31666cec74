"""Coders type faster than a server answers, and articles are longer than the window."""

from __future__ import annotations

import pytest
from review_kit import (
    KHAN_SHEIKHOUN,
    fixture_articles,
    fixture_records,
    open_event,
    saved,
    until,
)

from extractor.records import EventRecord
from extractor.text.article import Article

KILLED = "[data-path='casualties.killed.{}']"


@pytest.fixture
def slow(page):
    """Answers to decisions come half a second late, as over a slow line."""
    page.route(
        "**/api/decide",
        lambda route: (page.wait_for_timeout(500), route.continue_()),
    )


def numbers(page) -> list[str]:
    return [page.locator(KILLED.format(name)).input_value() for name in ("low", "high", "coded")]


def test_what_is_typed_while_an_answer_is_under_way_stays(page, serve, slow):
    served = serve()
    open_event(page, served)
    page.locator(KILLED.format("low")).focus()
    for number in ("18", "290", "19"):
        page.keyboard.press("Control+a")
        page.keyboard.type(number)
        page.keyboard.press("Tab")
    saved(page, KHAN_SHEIKHOUN, 3)
    assert numbers(page) == ["18", "290", "19"]
    last = served.entries()[-1]["after"][0]
    killed = last["casualties"]["killed"]
    assert (killed["low"], killed["high"], killed["coded"]) == (18, 290, 19)
    assert "18 to 290 people were killed" in last["notes"]


def test_deleting_all_numbers_at_once_leaves_no_toll(page, serve, slow):
    record = next(one for one in fixture_records() if one.id == KHAN_SHEIKHOUN)
    values = record.model_dump(mode="json")
    values["casualties"]["killed"] |= {"low": 70, "high": 90, "coded": 70}
    served = serve([EventRecord.model_validate(values)])
    open_event(page, served)
    page.locator(KILLED.format("low")).focus()
    for _ in range(3):
        page.keyboard.press("Control+a")
        page.keyboard.press("Delete")
        page.keyboard.press("Tab")
    page.wait_for_selector("#field-killed >> text=no evidence")
    assert numbers(page) == ["", "", ""]
    until(page, "document.querySelector('.saved').textContent !== 'saving …'")
    assert served.entries()[-1]["after"][0]["casualties"]["killed"] is None


def far_down() -> tuple[EventRecord, Article]:
    """The fixture's event, its article below two hundred lines of other news."""
    article = next(one for one in fixture_articles() if "Khan Sheikhoun" in one.text)
    record = next(one for one in fixture_records() if one.id == KHAN_SHEIKHOUN)
    above = "The market opens at nine.\n\n" * 200
    longer = Article(above + article.text, id=article.id, published=article.published)

    def moved(value: object) -> object:
        if isinstance(value, list):
            return [moved(one) for one in value]
        if not isinstance(value, dict):
            return value
        shifts = {"start", "end"} <= value.keys() and isinstance(value["start"], int)
        by = {name: value[name] + len(above) for name in ("start", "end")} if shifts else {}
        return {name: by.get(name, moved(one)) for name, one in value.items()}

    values = moved(record.model_dump(mode="json"))
    assert isinstance(values, dict)
    values["source"] |= {"sha256": longer.sha256, "article_id": longer.key}
    return EventRecord.model_validate(values), longer


def test_an_event_told_far_down_is_opened_at_its_words(page, serve):
    record, article = far_down()
    served = serve([record], [article])
    open_event(page, served, record.id)
    assert page.locator("#left").evaluate("pane => pane.scrollTop") > 1000
    box = page.locator("#left mark").first.bounding_box()
    assert box and 80 < box["y"] < page.viewport_size["height"] - 40
