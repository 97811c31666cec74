"""RSS and Atom: an entry is an article, and what a feed does not say is not made up."""

from __future__ import annotations

import gzip
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.sources.feeds import read_feed
from extractor.text.article import Article

FIRST = "Gunmen killed four farmers near Konduga on Monday, police said."
SECOND = "Nobody claimed the attack. Officials promised an inquiry."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>The Example Times</title><link>https://example.org/</link>
  <pubDate>Fri, 17 May 2024 10:00:00 GMT</pubDate>
  <image><title>Logo</title><url>https://example.org/logo.png</url></image>
  <item>
    <title>Four killed near Konduga</title>
    <link>https://example.org/konduga</link>
    <guid isPermaLink="false">tag-1</guid>
    <pubDate>Tue, 14 May 2024 23:30:00 -0500</pubDate>
    <description>Four farmers were killed.</description>
    <content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>
    <media:content url="a.jpg"><media:title>Picture</media:title></media:content>
  </item>
  <item>
    <title>Blast &amp; fire in Mosul</title>
    <link>https://example.org/mosul</link>
    <dc:date>2024-05-13T08:00:00Z</dc:date>
    <description>
&lt;p&gt;A bomb exploded&amp;nbsp;in Mosul. Five people died.&lt;/p&gt;</description>
  </item>
</channel></rss>
"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="text">Example Wire</title><updated>2024-05-17T10:00:00Z</updated>
  <entry>
    <title type="html">Four &amp;lsquo;killed&amp;rsquo;</title>
    <link rel="self" href="https://example.org/self"/>
    <link href="https://example.org/konduga"/>
    <id>urn:uuid:1</id>
    <published>2024-05-14T23:30:00+05:00</published><updated>2024-06-01T00:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
      <p>{FIRST}</p><p>{SECOND}</p></div></content>
  </entry>
  <entry>
    <title>Changed</title><id>urn:uuid:2</id><updated>2024-06-01T00:00:00Z</updated>
    <content type="text">{FIRST} 3 &lt; 4.</content>
  </entry>
</feed>
"""
RDF = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.org/"><title>Example Agency</title></channel>
<item rdf:about="https://example.org/a"><title>Four killed</title><link>https://example.org/a</link>
<description>{FIRST} {SECOND}</description><dc:date>2024-05-14T08:00:00+02:00</dc:date></item>
</rdf:RDF>"""


def read(data: str | bytes, *, notes: list[str] | None = None, **options):
    data = data.encode() if isinstance(data, str) else data
    told = notes if notes is not None else []
    return list(read_feed(data, name="a.rss", note=told.append, **options))


def test_an_entry_of_rss_gives_its_content_title_day_address_and_the_feed_s_name():
    notes: list[str] = []
    first, second = read(RSS, notes=notes)
    assert first.text == f"{FIRST}\n\n{SECOND}"
    assert (first.title, first.url) == ("Four killed near Konduga", "https://example.org/konduga")
    assert first.published == date(2024, 5, 14)  # by the publisher's clock
    assert (first.publisher, first.id) == ("The Example Times", "tag-1")
    assert second.text == "A bomb exploded\xa0in Mosul. Five people died."
    assert (second.title, second.published) == ("Blast & fire in Mosul", date(2024, 5, 13))
    assert second.id is None
    assert notes == ["a.rss: 1 of 2 entries hold a summary, not the article"]


def test_atom_s_xhtml_and_text_are_read_and_a_change_is_no_publication():
    notes: list[str] = []
    first, second = read(ATOM, notes=notes)
    assert first.text == f"{FIRST}\n\n{SECOND}"
    assert (first.title, first.id) == ("Four ‘killed’", "urn:uuid:1")
    assert (first.url, first.published) == ("https://example.org/konduga", date(2024, 5, 14))
    assert first.publisher == "Example Wire"
    assert second.text == f"{FIRST} 3 < 4."
    assert second.published is None
    assert notes == [
        "a.rss:12: says when it was updated (2024-06-01T00:00:00Z), not when it was published"
    ]
    (_, given) = read(ATOM, published=date(2024, 5, 20))
    assert given.published == date(2024, 5, 20)


def test_rss_1_is_read():
    (article,) = read(RDF)
    assert article.text == f"{FIRST} {SECOND}"
    assert (article.publisher, article.published) == ("Example Agency", date(2024, 5, 14))


def test_an_entry_s_own_source_goes_before_the_feed():
    item = f"<item><description>{FIRST}</description><source url='u'>Other News</source></item>"
    (article,) = read(f"<rss><channel><title>Aggregator</title>{item}</channel></rss>")
    assert article.publisher == "Other News"


def test_an_entry_with_a_headline_alone_is_an_error_at_its_line():
    items = (
        "<item><title>Four killed</title><description>Four killed - Example</description></item>"
    )
    items += f"\n<item><description>{FIRST}</description></item>"
    bad, good = read(f"<rss><channel>\n{items}</channel></rss>")
    assert str(bad) == "a.rss:2: no text in this entry, only the headline 'Four killed'"
    assert good.text == FIRST


def test_a_day_that_could_be_two_is_an_error_of_its_entry():
    item = f"<item><pubDate>03/04/2024</pubDate><description>{FIRST}</description></item>"
    (error,) = read(f"<rss><channel>{item}</channel></rss>")
    assert "could be two days" in str(error)


def test_of_a_broken_feed_what_stands_before_the_break_is_read_and_then_it_is_told():
    whole = RSS[: RSS.index("<item>", RSS.index("<item>") + 1)]
    for broken in (whole, whole + "<item><title>x</b>", whole + "<item><description>half of a"):
        first, error = read(broken)
        assert first.id == "tag-1"
        assert isinstance(error, ArticleError)
        assert str(error).startswith("a.rss:1")
        assert "broken XML: " in str(error)


def test_what_feeds_hold_although_no_xml_may_is_read_as_it_was_meant():
    notes: list[str] = []
    description = (
        "Police &amp; army at Niam&eacute; &ndash; AT&T &unknown; &LT;told&GT;.\x08 It is over."
    )
    item = (
        f"<item><link>https://e.org/?a=1&b=2</link><description>{description}</description></item>"
    )
    (article,) = read(f"\n <rss><channel>{item}</channel></rss>", notes=notes)
    assert article.text == "Police & army at Niamé – AT&T &unknown; <told>. It is over."
    assert article.url == "https://e.org/?a=1&b=2"
    assert "a.rss: 1 control character left out" in notes


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<urlset><url/></urlset>", "a.rss:1: XML, but no RSS or Atom feed: its first element is"),
        ("<rss><channel><title>x</title></channel></rss>", "a.rss: no entry in this feed"),
        ("no feed", "a.rss:1: broken XML: syntax error"),
        (f"<rss>{'<a>' * 5000}", "a.rss:1: elements within elements, more than 200 deep"),
        (
            '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss>&b;</rss>',
            "a.rss:1: declares entities of its own, which no feed needs; not read",
        ),
        (
            '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
            "a.rss:1: declares entities of its own, which no feed needs; not read",
        ),
    ],
)
def test_what_is_no_feed_is_one_clear_error(data, reason):
    (error,) = read(data)
    assert isinstance(error, ArticleError)
    assert str(error).startswith(reason)


def test_the_declared_encoding_of_a_feed_holds():
    text = RSS.replace("UTF-8", "windows-1251").replace("Konduga on", "Кондуга on")
    first, _ = read(text.encode("cp1251"))
    assert "near Кондуга on" in first.text


def test_ids_that_come_twice_are_told():
    notes: list[str] = []
    read(RSS.replace("<link>https://example.org/mosul</link>", "<guid>tag-1</guid>"), notes=notes)
    assert "a.rss:17: id 'tag-1' was already used in line 8" in notes


@pytest.mark.parametrize("name", ["a.rss", "a.atom", "a.xml", "a.rss.gz", "a.feed", "a.xml.gz"])
def test_a_feed_is_told_by_its_name_or_by_its_content(tmp_path, name):
    data = RSS.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert [type(each) for each in read_articles([str(tmp_path / name)])] == [Article, Article]


def test_a_feed_is_read_from_standard_input():
    for feed in (RSS, ATOM, RDF):
        articles = list(read_articles(["-"], stdin=io.BytesIO(feed.encode())))
        assert articles[0].text.startswith(FIRST)


def test_other_xml_that_is_named_is_refused_and_in_a_folder_passed_over(tmp_path):
    (tmp_path / "a.xml").write_text("<urlset><url/></urlset>")
    (tmp_path / "a.txt").write_text(FIRST)
    (error,) = read_articles([str(tmp_path / "a.xml")])
    assert "no RSS or Atom feed" in str(error)
    (article,) = read_articles([str(tmp_path)])
    assert article.text == FIRST


@given(st.integers(0, len(RSS)), st.integers(0, len(RSS)))
def test_a_feed_with_a_part_cut_out_never_ends_in_a_traceback(start, length):
    for found in read(RSS[:start] + RSS[start + length // 20 :]):
        assert isinstance(found, (Article, ArticleError))


@pytest.mark.parametrize(
    ("channel", "link", "address"),
    [
        ("https://example.org/news/", "/a/b", "https://example.org/a/b"),
        ("https://example.org/news/", "a", "https://example.org/news/a"),
        ("https://example.org/news/", "//other.org/a", "https://other.org/a"),
        ("https://example.org/news/", "http://[", "http://["),
        ("", "/a/b", "/a/b"),
    ],
)
def test_relative_addresses_are_completed_by_the_feed_s_own(channel, link, address):
    feed = RSS.replace("https://example.org/</link>", f"{channel}</link>")
    feed = feed.replace("<link>https://example.org/konduga</link>", f"<link>{link}</link>")
    article, _ = read_feed(feed.encode(), name="a.rss")
    assert article.url == address


def test_relative_addresses_are_completed_by_xml_base_first():
    feed = ATOM.replace("<feed ", '<feed xml:base="https://other.org/x/" ', 1)
    feed = feed.replace("<entry>", '<entry xml:base="y/">', 1)
    article, _ = read_feed(feed.replace("https://example.org/konduga", "k.html").encode(), name="a")
    assert article.url == "https://other.org/x/y/k.html"


def wordpress(kind: str | None, status: str, text: str = FIRST) -> str:
    parts = f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>" if kind else ""
    return f"<item><title>A day</title><description>{text}</description>{parts}</item>"


def test_of_a_wordpress_export_published_posts_are_read():
    entries = [
        wordpress("post", "publish"),
        wordpress("post", "draft"),
        wordpress("post", "trash"),
        wordpress("page", "publish"),
        wordpress("attachment", "inherit", ""),
        wordpress("attachment", "inherit", ""),
        wordpress("wp_block", "publish"),
        wordpress("news", "publish", SECOND),  # a type of the site's own
    ]
    head = '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
    notes: list[str] = []
    found = read(f"{head}<title>Paper</title>{''.join(entries)}</channel></rss>", notes=notes)
    assert [one.text for one in found] == [FIRST, SECOND]
    assert notes[0] == (
        "a.rss: entries of WordPress that are no published posts passed over: 2 attachment, "
        "1 draft, 1 trash, 1 page, 1 wp_block"
    )


def test_a_status_in_another_feed_says_nothing():
    head = '<rss version="2.0" xmlns:x="http://example.org/x"><channel><title>Paper</title>'
    entry = f"<item><description>{FIRST}</description><x:status>draft</x:status></item>"
    assert len(read(f"{head}{entry}</channel></rss>")) == 1
