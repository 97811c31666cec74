"""Take the screenshots of the review page that the docs show: list and event, light and dark, and
two codings side by side.

    python tools/review_screenshots.py        # needs Chromium and the test extra

The list shows the fixtures' records and some hundreds of made-up ones (tests/review/many_events).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
EVENT, TWICE = "b4ee724be7a15d48", "two-attacks"
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "review")]

from many_events import many_events  # noqa: E402
from review_kit import fixture_articles, fixture_records, write_articles  # noqa: E402
from team_kit import TeamServed  # noqa: E402


def main() -> None:
    """Start a review in a temporary folder and take the screenshots."""
    with tempfile.TemporaryDirectory() as folder:
        records = [*fixture_records(), *many_events(400)]
        text = "".join(one.json_line() + "\n" for one in records)
        (Path(folder) / "events.jsonl").write_text(text, encoding="utf-8")
        write_articles(Path(folder) / "news.jsonl", fixture_articles())
        command = ["review", "events.jsonl", "-a", "news.jsonl", "--coder", "anna", "--no-open"]
        review = subprocess.Popen(
            [sys.executable, "-m", "extractor", *command, "--port", "0", "-o", "reviewed.jsonl"],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert review.stderr is not None
        address = next(m[0] for line in review.stderr if (m := re.search(r"http://\S+", line)))
        try:
            shoot(address)
        finally:
            review.terminate()
            review.wait()
    with tempfile.TemporaryDirectory() as folder:
        served = TeamServed(Path(folder)).assign(f"{TWICE},anna\n{TWICE},ben\n").start()
        try:
            shoot_team(served)
        finally:
            served.stop()


def shoot(address: str) -> None:
    """Save list and event, light and dark, as docs/review-*.png."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for scheme in ("light", "dark"):
            size = {"width": 1280, "height": 800}
            context = chromium.new_context(viewport=size, color_scheme=scheme, locale="en-GB")
            page = context.new_page()
            page.set_default_timeout(120_000)  # searching all records for findings takes long
            page.goto(address)
            page.wait_for_selector(".listpage[data-ready]")
            page.wait_for_selector("text=not yet checked", state="detached")
            save(page.screenshot(), DOCS / f"review-list-{scheme}.png")
            page.goto(f"{address.partition('/?')[0]}/event/{EVENT}")
            page.wait_for_selector(".eventpage[data-ready]")
            page.locator("[data-path='location.name']").focus()
            page.wait_for_selector("mark.lit")
            page.wait_for_selector(".mapbox.small .labels text")
            save(page.screenshot(), DOCS / f"review-event-{scheme}.png")
            context.close()
        chromium.close()


def shoot_team(served: TeamServed) -> None:
    """Save two codings side by side as docs/review-team-light.png."""
    anna, ben = served.person("anna"), served.person("ben")
    first, second = [one.id for one in fixture_records() if one.source.article_id == TWICE]
    anna.accept_all()
    where = ben.shown(first)["record"]["location"]
    actors = ben.shown(first)["record"]["actors"]
    actors[0] |= {"attribution": "accused"}
    ben.mend(first, location={**where, "precision": 2}, actors=actors)
    ben.decide("accept", first)
    ben.decide("reject", second, reason="Told before, same event")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        size = {"width": 1280, "height": 800}
        page = chromium.new_context(viewport=size, locale="en-GB").new_page()
        page.goto(f"{served.site}/?token={served.tokens['chris']}")
        page.goto(f"{served.site}/team?article={TWICE}")
        page.wait_for_selector(".comparepage[data-ready]")
        page.keyboard.press("2")
        save(page.screenshot(), DOCS / "review-team-light.png")
        chromium.close()


def save(png: bytes, path: Path) -> None:
    """Save the image, with 256 colours if Pillow is installed: a third of the size, no visible
    difference."""
    try:
        from PIL import Image
    except ImportError:
        path.write_bytes(png)
        return
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
