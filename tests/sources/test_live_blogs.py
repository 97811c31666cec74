"""Live blogs: each entry has its own day, as a part of one article or as an article of its own."""

from __future__ import annotations

import json
from datetime import date

import pytest

from extractor.sources import read_articles
from extractor.sources.html import page_articles
from extractor.sources.split import Given
from extractor.text.article import Article

TITLE = "Fighting around Dambuwa: live updates"
WORDS = (
    "Raiders burned the grain store at dawn, killing two porters, the mayor said.",
    "The army says that it retook the ford on Tuesday after a night of fighting near the mill.",
    "Families are leaving the old town in carts; a nurse counted nine wounded.",
)
TIMES = ("2024-03-08T07:00:00Z", "2024-03-07T21:00:00Z", "2024-03-06T08:00:00Z")
DAYS = [date(2024, 3, 8), date(2024, 3, 7), date(2024, 3, 6)]


def page(body: str, head: str = "", title: str = TITLE, lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"{head}</head><body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def linked(**more: object) -> str:
    node = {"@type": "LiveBlogPosting", "headline": TITLE, "datePublished": TIMES[2], **more}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def entries(form: str) -> str:
    return "".join(
        form.format(n=n, time=time, words=words, day=f"{8 - n} March 2024, {time[11:16]}")
        for n, (time, words) in enumerate(zip(TIMES, WORDS, strict=True))
    )


UPDATES = [
    {"@type": "BlogPosting", "headline": f"Entry {n}", "datePublished": time, "articleBody": words}
    for n, (time, words) in enumerate(zip(TIMES, WORDS, strict=True))
]
PAGES = {
    "entries classed as such": page(
        entries('<div class="liveblog-entry"><time datetime="{time}">x</time><p>{words}</p></div>')
    ),
    "microdata": page(
        entries(
            '<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">'
            '<meta itemprop="datePublished" content="{time}"><p>{words}</p></div>'
        )
    ),
    "days by the names of places in the page": page(
        entries(
            '<article id="e{n}" class="block"><a href="#e{n}"><span class="time">now</span></a>'
            "<h2>Entry {n}</h2><p>{words}</p></article>"
        ),
        linked(
            liveBlogUpdate=[{**one, "articleBody": ""} for one in UPDATES],
        ),
    ),
    "like parts that hold a date": page(
        entries("<section><h3>Entry {n}</h3><span>{day}</span><p>{words}</p></section>")
    ),
    "dates in figures": page(
        "".join(
            f'<div class="item"><span class="date">0{8 - n}/03/2024</span><p>{words}</p></div>'
            for n, words in enumerate(WORDS)
        ),
        title="Combats à Dambuwa, en direct",
        lang="fr",
    ),
    "headings of days": page(
        "".join(
            f'<h2>{8 - n} March 2024</h2><div class="e"><span class="time">07:00</span>'
            f"<p>{words}</p></div>"
            for n, words in enumerate(WORDS)
        )
    ),
    "entries that a script shows": page('<div id="app"></div>', linked(liveBlogUpdate=UPDATES)),
}


def articles_of(html: str, *, split_live: bool | None) -> tuple[list[Article], list[str]]:
    notes: list[str] = []
    given = Given("a.html")
    return page_articles(html, given, split_live=split_live, note=notes.append), notes


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_a_live_blog_of_days_is_one_article_whose_entries_have_their_own(html: str) -> None:
    (whole,), notes = articles_of(html, split_live=False)
    assert whole.published is None
    assert [whole.published_at(whole.text.index(words)) for words in WORDS] == DAYS
    assert notes == [
        "a.html: a live blog with entries of 2024-03-06 to 2024-03-08, which have no one day of "
        "publication; each counts from its own (--split-live makes each an article)"
    ]


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_each_entry_can_be_an_article_of_its_own(html: str) -> None:
    found, notes = articles_of(html, split_live=True)
    assert [(one.text, one.published) for one in found] == list(zip(WORDS, DAYS, strict=True))
    assert [one.extra["file"] for one in found] == [f"a.html, entry {n}" for n in (1, 2, 3)]
    assert all(one.blocks == () for one in found)
    assert notes == []


def test_what_stands_above_the_entries_is_of_the_page_s_day() -> None:
    lead = "What is known so far of the fighting around the town, in short."
    html = page(
        f"<p>{lead}</p>"
        + entries('<div class="live-post"><time datetime="{time}">x</time><p>{words}</p></div>'),
        '<meta property="article:published_time" content="2024-03-05">',
    )
    (whole,), _ = articles_of(html, split_live=False)
    assert whole.published_at(whole.text.index(lead)) == date(2024, 3, 5)
    found, _ = articles_of(html, split_live=True)
    assert (found[0].text, found[0].published) == (lead, date(2024, 3, 5))
    assert len(found) == 4


def test_texts_are_found_again_whole_and_in_entries() -> None:
    html = PAGES["entries classed as such"]
    both, _ = articles_of(html, split_live=None)
    whole, _ = articles_of(html, split_live=False)
    parts, _ = articles_of(html, split_live=True)
    assert [one.sha256 for one in both] == [one.sha256 for one in (*whole, *parts)]


def test_entries_with_times_of_day_alone_have_no_day_where_the_page_went_on_for_several() -> None:
    timed = entries('<div class="e"><span class="time">07:00</span><p>{words}</p></div>')
    published = '<meta property="article:published_time" content="2024-03-06">'
    changed = '<meta property="article:modified_time" content="2024-03-08">'
    (whole,), notes = articles_of(page(timed, published + changed), split_live=False)
    assert [whole.published_at(at) for at in (0, 100)] == [None, None]
    assert "3 of 3 name none" in notes[0]
    found, notes = articles_of(page(timed, published + changed), split_live=True)
    assert [one.published for one in found] == [None] * 3
    assert notes == ["a.html: 3 of the 3 entries of a live blog name no day"]
    found, notes = articles_of(page(timed, published), split_live=True)
    assert [one.published for one in found] == [date(2024, 3, 6)] * 3
    assert notes == []


def test_a_live_blog_whose_entries_cannot_be_told_apart_says_so() -> None:
    body = "".join(f"<p>{words}</p>" for words in WORDS)
    html = page(body, linked(coverageStartTime=TIMES[2], coverageEndTime=TIMES[0]))
    (whole,), notes = articles_of(html, split_live=True)
    assert whole.published is None
    assert notes == [
        "a.html: a live blog with entries of 2024-03-06 to 2024-03-08, which have no one day of "
        "publication; its entries cannot be told apart"
    ]


@pytest.mark.parametrize(
    "after",
    [
        '<section id="comments">{}</section>',
        '<aside class="related">{}</aside>',
        "<div>{}</div>",
    ],
)
@pytest.mark.parametrize("title", ["Raiders burn grain store", "Live fair burned down in Dambuwa"])
def test_comments_and_other_stories_are_no_entries(after: str, title: str) -> None:
    cards = entries(
        '<div class="card"><h3><a href="/other-{n}">A story</a></h3>'
        '<time datetime="{time}">x</time><p>{words}</p></div>'
    )
    story = "Raiders burned the fair ground before dawn, killing three guards, the mayor said."
    html = page(
        f"<p>{story}</p>{after.format(cards)}",
        '<meta property="article:published_time" content="2024-03-06">',
        title=title,
    )
    (whole,), _ = articles_of(html, split_live=True)
    assert whole.published == date(2024, 3, 6)
    assert whole.text.startswith(story)


def test_split_live_reaches_the_pages_of_files(tmp_path) -> None:
    path = tmp_path / "live.html"
    path.write_text(PAGES["microdata"], "utf-8")
    found = list(read_articles([str(path)], split_live=True))
    assert [getattr(one, "published", None) for one in found] == DAYS


def dated_in_figures(*days: str, head: str = "") -> str:
    items = zip(days, WORDS, strict=True)
    body = "".join(
        f'<div class="item"><time>{day}</time><p>{said}</p></div>' for day, said in items
    )
    return page(body, head)


@pytest.mark.parametrize(
    ("days", "head", "wanted"),
    [
        # An entry whose figures make a day in one order only tells the others'.
        (("13/03/2024", "08/03/2024", "07/03/2024"), "", ["03-13", "03-08", "03-07"]),
        (("03/13/2024", "03/08/2024", "03/07/2024"), "", ["03-13", "03-08", "03-07"]),
        # So does the day of the page, from which a live blog goes on for some days.
        (
            ("08/03/2024", "07/03/2024", "06/03/2024"),
            '<meta property="article:published_time" content="2024-03-06">',
            ["03-08", "03-07", "03-06"],
        ),
    ],
)
def test_days_of_entries_in_figures_are_settled_by_one_another(days, head, wanted):
    found = page_articles(dated_in_figures(*days, head=head), Given("a"), split_live=True)
    assert [f"{one.published:%m-%d}" for one in found] == wanted


def test_days_of_entries_that_could_be_two_are_told_and_no_other_is_taken_for_them():
    notes: list[str] = []
    markup = dated_in_figures("03/04/2024 10:00", "03/03/2024 10:00", "03/02/2024 10:00")
    (whole,) = page_articles(markup, Given("a"), split_live=False, note=notes.append)
    assert whole.published is None
    assert [block.published for block in whole.blocks] == [None, date(2024, 3, 3), None]
    assert notes == [
        "a: a live blog with entries whose day could be two ('03/04/2024 10:00'): none taken; "
        "--published gives one"
    ]
    parts = page_articles(markup, Given("a"), split_live=True)
    assert [part.published for part in parts] == [None, date(2024, 3, 3), None]


def test_a_live_blog_whose_entries_a_script_holds_keeps_its_own_headline():
    body = "".join(f"<div><p>{said}</p></div>" for said in WORDS)
    (whole,) = page_articles(
        page(body, linked(liveBlogUpdate=UPDATES)), Given("a"), split_live=False
    )
    assert whole.title == TITLE
