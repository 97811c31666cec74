"""``extract show --html``: one page that holds everything and asks for nothing."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from review_kit import (
    KHAN_SHEIKHOUN,
    KONDUGA,
    checked_records,
    fixture_articles,
    fixture_records,
    until,
    violations,
    write_articles,
)
from test_hostile import FEED, MARK, poison

from extractor.cli import main
from extractor.review.report import MODULES, bundle, report_page
from extractor.text.article import Article


@pytest.fixture
def report(tmp_path):
    (tmp_path / "events.jsonl").write_text(
        "".join(one.json_line() + "\n" for one in fixture_records()), encoding="utf-8"
    )
    write_articles(tmp_path / "news.jsonl", fixture_articles())

    def write(*more: str):
        files = ["events.jsonl", "-a", "news.jsonl", "--html", "report.html"]
        paths = [name if name.startswith("-") else str(tmp_path / name) for name in files]
        return CliRunner().invoke(main, ["show", *paths, *more]), tmp_path / "report.html"

    return write


def test_the_page_lists_filters_and_shows_evidence_without_a_server(page, report):
    result, path = report()
    assert result.exit_code == 0 and "9 events" in result.stderr
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector(".listpage[data-ready]")
    assert page.locator("tr.line").count() == 9
    assert violations(page) == []
    assert page.locator(".dot").count() >= 5 and page.locator(".timeline .bar").count() >= 4
    page.get_by_label("has a denial").check()
    until(page, "document.querySelector('.found').textContent.startsWith('3 of')")
    page.locator("#search").fill("munitions")
    until(page, "document.querySelector('.found').textContent.startsWith('1 of')")
    page.locator("tr.line").first.click()
    page.wait_for_selector(".eventpage")
    assert page.locator("mark", has_text="over 70").count() == 1
    assert violations(page) == []
    page.locator("[data-field='location']").hover()
    assert page.locator("mark.lit").all_inner_texts() == ["Khan Sheikhoun"]
    page.locator("mark", has_text="Tuesday morning").hover()
    assert "lit" in page.locator("[data-field='date']").get_attribute("class")
    page.locator("button", has_text="List").click()
    page.wait_for_selector(".listpage")
    assert asked == [path.as_uri()]


def test_hostile_words_stay_words_in_the_page_too(page, tmp_path):
    records = [poison(one) for one in checked_records()]
    records.sort(key=lambda one: one.id != KONDUGA)  # the disputed one, which the list shows first
    article = Article("\n".join(FEED) + "\n" + fixture_articles()[0].text, title=FEED[0])
    source = records[0].source.model_copy(update={"sha256": article.sha256})
    records[0] = records[0].model_copy(update={"source": source})
    html = report_page(records, [article], title=FEED[0] + FEED[2])
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".listpage[data-ready]")
    page.locator("tr.line").first.click()
    page.wait_for_selector(".eventpage")
    assert "<script>" in page.locator("#article-text").inner_text()
    assert "according to <script>" in page.locator("section.right").inner_text()
    assert MARK in page.title() and page.locator("img, iframe").count() == 0
    assert html.count("<script") == 2


def test_a_page_is_not_overwritten_unless_told_to(report):
    assert report()[0].exit_code == 0
    again, path = report()
    assert again.exit_code == 2 and "--force" in again.stderr
    before = path.read_bytes()
    assert report("--force")[0].exit_code == 0
    assert path.read_bytes() == before  # the same records give the same page


def test_the_bundle_knows_every_module_it_uses():
    script = bundle()
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    used = set(re.findall(r"= modules\['([\w.]+)'\];", script))
    assert used < set(MODULES)
    for name in used:
        assert script.index(f"modules['{name}'] = (") < script.index(f"= modules['{name}'];")


def test_an_event_without_its_article_is_in_the_page(page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report_page(fixture_records(), [], title="x"), encoding="utf-8")
    page.goto(f"{path.as_uri()}#event/{KHAN_SHEIKHOUN}")
    page.wait_for_selector(".noarticle")
    assert "Tuesday morning" in page.locator(".noarticle").inner_text()
