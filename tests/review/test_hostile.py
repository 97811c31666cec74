"""Hostile articles and values in a real browser: whatever they hold, it is text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from review_kit import (
    DJIBO,
    KHAN_SHEIKHOUN,
    checked_records,
    fixture_articles,
    open_event,
    open_list,
)

from extractor.records import EventRecord
from extractor.text.article import Article

MARK = "document.title='run'"
FEED = (
    f"<script>{MARK}</script>",
    f"<img src=x onerror={MARK}>",
    f'"><svg onload={MARK}>',
    "'-alert(1)-'{{7*7}}${7*7}",
    f"</textarea></title><iframe srcdoc='<script>parent.{MARK}</script>'>",
    f"javascript:{MARK}",
    "\u202eevil\u202c \u2066x\u2069 \u0000\u001b[31m\u0085",
    "\ud800 lone, \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
)


def poisoned(value: Any, path: str = "") -> Any:
    """The record with the feed in every text a record may hold any words in."""
    closed = (
        *("schema_version", "id", "disorder_type", "event_type", "sub_event_type", "kind", "role"),
        *("attribution", "start", "end", "published", "sha256", "extracted_at", "region"),
        *("gazetteer_id", "checked", "state"),
    )
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            return value
        return {k: v if k in closed else poisoned(v, f"{path}.{k}") for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(one, path) for one in value]
    return " ".join(FEED) if isinstance(value, str) else value


def poison(record: EventRecord) -> EventRecord:
    made = poisoned(record.model_dump(mode="json"))
    made["source"]["url"] = f"javascript:{MARK}"
    made["extraction"]["extractor_version"] = "1"
    return EventRecord.model_validate(made)


@pytest.fixture
def hostile(serve):
    records = [poison(one) for one in checked_records()]
    articles = []
    for one in fixture_articles():
        words = "\n".join([one.text, *FEED])
        articles.append(
            Article(
                words,
                id=one.id,
                title=FEED[0],
                publisher=FEED[1],
                url=FEED[5],
                published=one.published,
            )
        )
    by_id = {one.id: one for one in articles}
    for n, record in enumerate(records):
        source = {"sha256": _article_of(record, by_id).sha256, "url": FEED[5]}
        records[n] = record.model_copy(update={"source": record.source.model_copy(update=source)})
    return serve(records, articles)


def _article_of(record: EventRecord, by_id: dict[str, Article]) -> Article:
    old = {one.sha256: one.id for one in fixture_articles()}
    return by_id[old[record.source.sha256 or ""] or ""]


def untouched(page: Any) -> None:
    """Nothing ran, nothing became an element, nothing was asked for elsewhere."""
    assert page.title() != "run"
    assert page.locator("img, iframe, script:not([src]), main svg[onload]").count() == 0
    assert page.locator("[onerror], [onload], [onclick], a[href^='javascript' i]").count() == 0


def test_hostile_words_in_every_field_are_shown_as_text(page, hostile):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    open_list(page, hostile)
    assert page.locator("tr.line").count() == 9
    untouched(page)
    open_event(page, hostile)
    assert "<script>" in page.locator("#article-text").inner_text()
    assert "<img src=x" in page.locator("#notes").input_value()
    assert "49" not in page.locator(".eventhead h1").inner_text()
    untouched(page)
    page.locator("[data-path='location.name']").focus()
    page.locator("#notes").fill(FEED[0] + FEED[1])
    page.keyboard.press("Tab")
    page.wait_for_selector(f".eventpage[data-ready='{KHAN_SHEIKHOUN} 1']")
    page.keyboard.press("Shift+S")
    page.locator("dialog .splitrow").first.wait_for()
    untouched(page)
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    page.keyboard.press("Shift+M")
    page.locator("dialog[open] .pick, dialog[open] .soft").first.wait_for()
    untouched(page)
    page.keyboard.press("Escape")
    open_event(page, hostile, DJIBO)
    assert "<script>" in page.locator("[data-path='casualties.told.0.teller']").input_value()
    untouched(page)
    page.keyboard.press("Shift+S")
    page.locator("dialog .splitrow", has_text="as told").wait_for()
    untouched(page)
    assert [url for url in asked if not url.startswith((hostile.site, "data:"))] == []


def test_turned_and_hidden_text_is_shown_as_it_is_written(page, hostile):
    open_event(page, hostile)
    shown = page.locator("#article-text").inner_text()
    assert not set(shown) & {"\u202e", "\u2066", "\u0000", "\u001b", "\u0085"}
    assert "\ufffdevil\ufffd" in shown and "\u2400\u241b[31m" in shown
    assert page.locator("[data-code='hidden-characters']").count() >= 1
    offsets = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.getElementById('article-text'), 4);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf('العربية');
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + 7);
            return true;
          }
        }"""
    )
    assert offsets
    page.wait_for_selector(".wordsbar:not([hidden])")
    page.keyboard.press("w")  # words after a lone surrogate and controls: offsets still fit
    page.wait_for_selector(f".eventpage[data-ready='{KHAN_SHEIKHOUN} 1']")
    made = hostile.entries()[-1]["after"][0]["weapons"][-1]
    (piece,) = made["evidence"]
    text = next(one["text"] for one in _articles(hostile.folder) if one["id"] == "khan-sheikhoun")
    assert (
        text[piece["start"] : piece["end"]]
        == made["text"]
        == "\u0627\u0644\u0639\u0631\u0628\u064a\u0629"
    )


def _articles(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "articles.jsonl").read_text().splitlines()]
