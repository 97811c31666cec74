"""A plain column of the list is a line of its table: rows, sorting, page and report act by it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from review_kit import fixture_articles, fixture_records, until

from extractor.review import columns
from extractor.review.columns import COLUMNS, ListColumn
from extractor.review.report import report_page

KIND = ListColumn("first_kind", "Kind of the first", lambda event: event.actors[0].kind.value)
WITH_ONE_MORE = """
import sys
sys.path[:0] = ["tests", "tests/review"]
from extractor.review import columns
columns.COLUMNS += (columns.ListColumn("length", "Length", lambda event: len(event.summary)),)
from review_kit import fixture_records
from extractor.review.listing import filters_of, find
from extractor.review.rows import row_of
records = fixture_records()
rows = [row_of(record, (at,), ()) for at, record in enumerate(records)]
found = find(rows, filters_of({"sort": "length"}), str)
assert found.sort == "length"
assert [row.shown()["length"] for row in found.rows] == sorted(len(one.summary) for one in records)
assert columns.page_columns()[-1] == {"name": "length", "title": "Length", "number": False}
"""


def test_a_column_more_is_in_rows_and_sorted_by() -> None:
    subprocess.run(
        [sys.executable, "-c", WITH_ONE_MORE], check=True, cwd=Path(__file__).parents[2], timeout=60
    )


def test_a_column_more_is_on_the_page_and_sorts_it(page, tmp_path, monkeypatch) -> None:
    for module in (columns, sys.modules["extractor.review.rows"]):
        monkeypatch.setattr(module, "COLUMNS", (*COLUMNS, KIND))
    records = [one for one in fixture_records() if one.actors]
    path = tmp_path / "report.html"
    path.write_text(report_page(records, fixture_articles(), title="Events"), "utf-8")
    page.goto(path.as_uri())
    page.wait_for_selector(".listpage[data-ready]")
    page.locator("th button", has_text=KIND.title).click()
    until(page, "document.querySelector('th[aria-sort=ascending].c-first_kind')")
    kinds = page.locator("td.c-first_kind").all_inner_texts()
    assert kinds == sorted(str(KIND.value(one)) for one in records)
    assert page.locator("#sort option[value=first_kind]").inner_text() == "kind of the first"
