"""A newsletter of several stories is an article for each where the stories are plain."""

from __future__ import annotations

import io
from email import policy
from email.message import EmailMessage

import pytest

from extractor.sources.digests import digest_of
from extractor.sources.mail import read_mail

TEXTS = [
    "Gunmen killed four farmers near Konduga on Monday, the police said in a statement there.",
    "Thousands marched in Nairobi against higher taxes; nobody was hurt, reporters there said.",
    "Soldiers and rebels fought near Goma for two days, and both sides claimed to have won ground.",
]
TITLES = [
    "Four killed in Konduga",
    "Thousands march in Nairobi today",
    "Fighting near Goma goes on",
]
FOOT = '<p>You get this as a reader. <a href="https://example.org/unsubscribe?1">Leave</a></p>'


def headings(tag: str = "h2") -> str:
    return "".join(
        f'<{tag}><a href="https://example.org/{n}">{title}</a></{tag}><p>{text}</p>'
        f'<p><a href="https://example.org/{n}">Read more</a></p>'
        for n, (title, text) in enumerate(zip(TITLES, TEXTS, strict=True))
    )


def cells() -> str:
    rows = "".join(
        f'<tr><td><a href="https://example.org/{n}"><b>{title}</b></a></td></tr><tr><td>{text}'
        f"</td></tr>"
        for n, (title, text) in enumerate(zip(TITLES, TEXTS, strict=True))
    )
    return f"<table>{rows}</table>"


def read(html: str, *, plain: str | None = None, listed: bool = True):
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = "The Daily <news@example.org>"
    made["Subject"] = "Your morning briefing"
    made["Date"] = "Tue, 14 May 2024 06:30:00 +0300"
    made["Message-ID"] = "<m1@example.org>"
    if listed:
        made["List-Unsubscribe"] = "<https://example.org/u>"
    if plain is not None:
        made.set_content(plain)
    if html and plain is not None:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    notes: list[str] = []
    found = list(read_mail(io.BytesIO(made.as_bytes()), name="a.eml", note=notes.append))
    return found, notes


@pytest.mark.parametrize("body", [headings(), headings("h4"), cells()])
def test_headlines_that_are_links_part_the_stories(body):
    html = f"<html><body><p>Good morning, here is the news.</p>{body}{FOOT}</body></html>"
    found, notes = read(html)
    assert [article.title for article in found] == TITLES
    assert [article.text for article in found] == TEXTS
    assert [article.id for article in found] == [f"m1@example.org#{n}" for n in (1, 2, 3)]
    assert [article.url for article in found] == [f"https://example.org/{n}" for n in range(3)]
    assert {str(article.published) for article in found} == {"2024-05-14"}
    assert {article.publisher for article in found} == {"The Daily"}
    (note,) = notes
    assert note.startswith("a.eml: a newsletter of 3 stories, each an article")
    assert "letters around them left out" in note


def test_the_plain_part_of_such_a_newsletter_does_not_hide_its_stories():
    found, _ = read(headings(), plain="\n\n".join(TEXTS))
    assert len(found) == 3


def test_subheadings_of_one_article_do_not_part_it():
    body = "".join(f"<h2>{t}</h2><p>{text}</p>" for t, text in zip(TITLES, TEXTS, strict=True))
    found, notes = read(body)
    assert len(found) == 1
    assert notes == []


def test_an_article_with_related_stories_below_it_is_one_and_said_so():
    long = "<p>" + " ".join(TEXTS) * 3 + "</p>"
    found, notes = read(f"<h1>An article</h1>{long}{headings()}")
    assert len(found) == 1
    assert notes == ["a.eml: a newsletter that may hold several stories; read as one article"]


def test_a_list_of_links_or_of_one_address_is_no_newsletter_of_stories():
    links = "".join(f'<p><a href="https://e.org/{n}">{t}</a></p>' for n, t in enumerate(TITLES))
    assert digest_of(links).stories == []
    assert digest_of(headings().replace("org/1", "org/0").replace("org/2", "org/0")).stories == []


def test_a_plain_newsletter_is_told_and_not_parted():
    plain = "\n\n".join(f"{text}\nhttps://example.org/{n}" for n, text in enumerate(TEXTS))
    found, notes = read("", plain=plain)
    assert len(found) == 1
    assert notes == ["a.eml: a newsletter that may hold several stories; read as one article"]


def test_a_letter_that_no_list_sent_is_one_article():
    found, notes = read(headings(), listed=False)
    assert len(found) == 1
    assert notes == []


def test_the_time_grows_with_the_length():
    assert digest_of("<a href=" * 200_000).stories == []
    assert digest_of("<h2>" * 200_000).stories == []


def story(n: int, *, tag: str = "h2", text: str | None = None, inside: str = "") -> str:
    head = f'<a href="https://example.org/{n}">{TITLES[n % 3]} {n}</a>'
    first, _, rest = (TEXTS[n % 3] if text is None else text).partition(" on ")
    return f"<{tag}>{head}</{tag}><p>{first}</p>{inside}<p>{rest}</p>"


OTHER = '<a href="https://example.org/other">The army denies that it fired at them</a>'


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>Read also:</p><p>{OTHER}</p>",
        f"<p><b>Lea también</b></p><ul><li>{OTHER}</li><li>{OTHER}</li></ul>",
        f"<p>{OTHER.replace('The army', 'READ ALSO: The army')}</p>",
        f"<p>{OTHER.replace('The army', 'Читайте також: The army')}</p>",
        f"<h4>Related</h4><p>{OTHER}</p>",
        f"<p>{OTHER}</p>",
    ],
)
def test_links_to_other_stories_do_not_part_a_story(inside):
    body = "".join(story(n, inside=inside if n == 1 else "") for n in range(4))
    found, _ = read(f"{body}{FOOT}")
    assert [article.title for article in found] == [f"{TITLES[n % 3]} {n}" for n in range(4)]
    assert "reporters there said" in found[1].text
    assert "The army denies" not in found[1].text


@pytest.mark.parametrize("tag", ["h2", "p"])
def test_a_brief_is_an_article_with_its_headline(tag):
    body = "".join(story(n, tag=tag, text="Six died there." if n == 2 else None) for n in range(5))
    found, notes = read(f"{body}{FOOT}")
    assert len(found) == 5
    assert found[2].text == f"{TITLES[2]} 2\n\nSix died there."
    assert not any("without a text" in note for note in notes)


def test_a_headline_without_a_text_is_named():
    body = "".join(story(n, text="" if n == 2 else None) for n in range(5))
    found, notes = read(f"{body}{FOOT}")
    assert len(found) == 4
    assert f"a.eml: headlines without a text, which are not read: '{TITLES[2]} 2'" in notes


def results(count: int) -> list[tuple[int, str, str]]:
    told = zip(["March", *TITLES], ["Short.", *TEXTS], strict=True)
    return [(number, *each) for number, each in enumerate(told)][:count]


def alert(count: int) -> str:
    """Results as Google Alerts sends them: marked as articles, with no heading."""
    link = "https://www.google.com/url?rct=j&amp;sa=t&amp;url=https://example.org/{}&amp;ct=ga"
    rows = "".join(
        '<tr itemscope itemtype="http://schema.org/Article"><td><div><span><a itemprop="url" href="'
        f'{link.format(number)}"><span itemprop="name">{title}</span></a></span><div><div itemprop='
        '"publisher" itemscope itemtype="http://schema.org/Organization"><a><span itemprop="name">'
        f'Paper {number}</span></a></div><div itemprop="description">{text}</div></div></div><a '
        'href="https://www.google.com/alerts/share?1">Share</a> <a href="https://www.google.com/'
        'alerts/feedback">Flag as irrelevant</a></td></tr>'
        for number, title, text in results(count)
    )
    return (
        f"<table><tr><td>attack</td></tr><tr><td>NEWS</td></tr>{rows}<tr><td><a href="
        '"https://www.google.com/alerts?s">See more results</a> | <a href="https://www.google.com/'
        'alerts/edit">Edit this alert</a></td></tr><tr><td>You have received this email as you '
        'have subscribed. <a href="https://www.google.com/alerts/remove">Unsubscribe</a></td></tr>'
        "</table>"
    )


@pytest.mark.parametrize("count", [1, 2, 4])
def test_stories_that_the_message_marks_are_those_however_few_and_short(count):
    found, notes = read(alert(count), plain="=== News - new results ===\n" + "\n".join(TEXTS))
    expected = [
        (title, text, f"Paper {number}", f"https://example.org/{number}")
        for number, title, text in results(count)
    ]
    assert [(each.title, each.text, each.publisher, each.url) for each in found] == expected
    many = "1 story" if count == 1 else f"{count} stories"
    assert notes[0].startswith(
        f"a.eml: a newsletter of {many}, each an article as far as it is told"
    )
