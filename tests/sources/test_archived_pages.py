"""Pages saved from a web archive are their publisher's, at their own address."""

from __future__ import annotations

import pytest

from extractor.sources import read_articles
from extractor.sources.pages.archived import of_the_page

WAYBACK, PORTUGAL = "https://web.archive.org/web", "https://arquivo.pt/wayback"
WORDS = "Gunmen killed four farmers near Konduga on Monday, police said in a statement. "


@pytest.mark.parametrize(
    ("address", "original"),
    [
        *(
            (
                f"{WAYBACK}/{stamp}/https://www.paper.example/1?a=b",
                "https://www.paper.example/1?a=b",
            )
            for stamp in ("20240514093000", "20240514093000id_", "2024")
        ),
        (f"{WAYBACK}/20240514093000/https:/paper.example/1", "https://paper.example/1"),
        ("http://archive.ph/20240514093000/http://paper.example/1", "http://paper.example/1"),
        (f"{PORTUGAL}/20240514/https://paper.example/1", "https://paper.example/1"),
    ],
)
def test_the_address_is_the_pages_own(address, original):
    archive = address.split("/")[2]
    assert of_the_page(address, archive) == (original, "paper.example")
    assert of_the_page(address, "The Paper") == (original, "The Paper")


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example/2024/https://other.example/",
        "https://archive.org/details/a",
        None,
    ],
)
def test_other_addresses_stay(address):
    assert of_the_page(address, "archive.org") == (address, "archive.org")


def test_a_page_that_was_saved_from_the_archive(tmp_path):
    path = tmp_path / "a.html"
    canonical = "https://web.archive.org/web/20240514093000/https://paper.example/1"
    path.write_text(
        f"<!DOCTYPE html><html><head><title>Four</title><link rel='canonical' href='{canonical}'>"
        f"</head><body><article><h1>Four killed</h1><p>{WORDS * 3}</p></article></body></html>"
    )
    (article,) = read_articles([str(path)])
    assert (article.publisher, article.url) == ("paper.example", "https://paper.example/1")
