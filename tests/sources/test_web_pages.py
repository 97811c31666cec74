"""Web pages, in files and archives: the article, and what the page says of itself."""

from __future__ import annotations

import gzip
import io
from datetime import date

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.sources.formats import Format, sniffed
from extractor.sources.html import page_article
from extractor.sources.pages.encoding import decode_page
from extractor.tables import TableOptions
from extractor.text.article import Article

FIRST = (
    "MOSUL, May 10 (AP) – A car bomb exploded near a market in Mosul on Friday and killed five "
    "people, police said. Another ten were wounded, according to officials at a hospital."
)
SECOND = (
    "No group claimed responsibility for the attack. Officials accused Islamic State, which has "
    "staged similar attacks in the past in the city, of carrying it out."
)
HEAD = """<meta charset="utf-8"><title>Bomb kills five in Mosul | The Example Times</title>
<meta property="og:site_name" content="The Example Times">
<meta property="og:title" content="Bomb kills five in Mosul">
<meta property="article:published_time" content="2024-05-10T23:30:00-05:00">
<meta property="article:modified_time" content="2024-06-01T00:00:00Z">
<link rel="canonical" href="https://example.org/world/mosul-bomb">"""


def page(*paragraphs: str, head: str = HEAD) -> str:
    body = "".join(f"<p>{words}</p>" for words in paragraphs or (FIRST, SECOND))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head><body><nav><a href="/">Home</a> '
        f'<a href="/w">World</a></nav><article><h1>Bomb kills five in Mosul</h1>{body}</article>'
        "<footer>Copyright 2024 The Example Times. All rights reserved.</footer></body></html>"
    )


def read(path, data: str | bytes, **options):
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(read_articles([str(path)], **options))


def test_text_title_day_publisher_and_address_are_the_page_s_own(tmp_path):
    (article,) = read(
        tmp_path / "a.html", page(), published="2001-01-01", publisher="Somebody else"
    )
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.title == "Bomb kills five in Mosul"
    assert article.published == date(2024, 5, 10)  # by the publisher's clock; 11 May in UTC
    assert article.publisher == "The Example Times"
    assert article.url == "https://example.org/world/mosul-bomb"


def test_a_dateline_stands_at_the_head_of_the_text_as_the_headline_is_not_in_it(tmp_path):
    (article,) = read(tmp_path / "a.html", page())
    assert article.dateline is not None
    assert article.dateline.place.text == "MOSUL"
    assert len(article.sentences) == 4


def test_what_the_page_does_not_say_is_as_given(tmp_path):
    head = '<meta charset="utf-8"><title>Bomb kills five in Mosul</title>'
    (article,) = read(tmp_path / "a.htm", page(head=head), published="2024-05-11", publisher="Wire")
    assert (article.published, article.publisher) == (date(2024, 5, 11), "Wire")
    assert article.url is None


def test_a_day_that_only_stands_in_the_text_is_not_taken_for_that_of_publication(tmp_path):
    head = "<title>Bomb kills five in Mosul</title>"
    told = FIRST.replace("on Friday", "on 3 March 2019, a year after that of 4 April 2018,")
    (article,) = read(tmp_path / "a.html", page(told, SECOND, head=head))
    assert article.published is None


def test_the_same_page_gives_the_same_text_again(tmp_path):
    first, second = (read(tmp_path / "a.html", page())[0] for _ in range(2))
    assert first.sha256 == second.sha256


@pytest.mark.parametrize(
    "data",
    [
        "<html><head><title>Menu</title></head><body><nav>Home</nav></body></html>",
        "<html><body></body></html>",
        "<html>" + "<div>" * 20_000 + "deep",
        "<html><script>" + "x" * 1000,
        "only words, no page",
        "<html>" + "&#0;" * 100,
    ],
    ids=["menu", "empty", "deep", "script", "words", "zeros"],
)
def test_a_page_without_an_article_is_an_error(tmp_path, data):
    (error,) = read(tmp_path / "a.html", data)
    assert isinstance(error, ArticleError)
    assert str(error) == f"{tmp_path / 'a.html'}: no article text in this page"


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "the file is empty"), (b"%PDF-1.7", "a PDF document"), (b"<p>\x00", "a binary file")],
)
def test_what_is_no_page_is_said(tmp_path, data, message):
    (error,) = read(tmp_path / "a.html", data)
    assert message in str(error)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),  # as browsers read it
        ("windows-1251", "cp1251"),
        ("GB2312", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-16", "utf-8"),  # which it cannot be, or the declaration could not be read
        ("x-unknown", "utf-8"),
        ("rot13", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_the_page_declares(declared, encoding):
    words = {"cp1252": "Señor “López”", "cp1251": "Взрыв", "gb18030": "爆炸"}.get(encoding, "é爆")
    data = f'<html><meta http-equiv="Content-Type" content="text/html; charset={declared}">{words}'
    assert decode_page(data.encode(encoding), where="a") == data


def test_the_header_of_the_server_goes_before_the_page_s_own_word():
    data = "<meta charset=windows-1252>Взрыв".encode("cp1251")
    assert "Взрыв" in decode_page(data, where="a", charset="windows-1251")


def test_a_page_that_is_utf8_whatever_it_declares_is_read_so():
    data = '<meta charset="ascii"><p>' + "Взрыв \x81".replace("\x81", "и")
    assert decode_page(data.replace("ascii", "shift_jis").encode(), where="a").endswith("Взрыв и")


def test_a_few_wrong_bytes_are_remarked_on():
    notes: list[str] = []
    data = "<meta charset='utf-8'><p>Región, señor, mañana. ".encode() + b"Mur\xf3 ayer"
    assert decode_page(data, where="a", note=notes.append).endswith("Mur\ufffd ayer")
    assert notes == ["a: 1 characters are not utf-8, as the page says of itself"]


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1251", "gb2312", "shift_jis", "ascii"])
def test_bytes_that_are_utf8_are_read_so_whatever_the_page_says_and_it_is_told(declared):
    notes: list[str] = []
    words = "Der Überfall auf Zürich-Süd kostete fünf Männer das Leben – „größer“ als früher."
    page_in = f'<meta charset="{declared}"><p>{words}'
    assert decode_page(page_in.encode(), where="a", note=notes.append) == page_in
    assert len(notes) == 1
    assert notes[0].startswith("a: says that it is ")
    assert notes[0].endswith(", but is UTF-8; read as UTF-8")


def test_one_letter_in_utf8_is_enough_against_a_code_of_single_bytes():
    notes: list[str] = []
    data = '<meta charset="iso-8859-1"><p>Garin Yahayé'.encode()
    assert decode_page(data, where="a", note=notes.append).endswith("Yahayé")
    assert notes == ["a: says that it is windows-1252, but is UTF-8; read as UTF-8"]


def test_two_letters_of_a_two_byte_code_that_look_like_utf8_are_not_taken_for_it():
    data = '<meta charset="gb2312"><p>联通'.encode("gb18030")  # valid UTF-8 by accident
    assert decode_page(data, where="a").endswith("联通")


def test_utf8_that_is_damaged_in_one_place_is_read_as_utf8():
    notes: list[str] = []
    words = "Нападавшие ушли к реке, военные отправились следом".encode()
    data = b'<meta charset="windows-1251"><p>' + words + b"\xff" + words
    assert "ушли к реке" in decode_page(data, where="a", note=notes.append)
    assert notes == [
        "a: says that it is windows-1251, but is UTF-8 except 1 characters; read as UTF-8"
    ]


def test_a_page_that_says_utf8_and_mostly_is_not_is_read_as_detected():
    notes: list[str] = []
    words = "Вооружённые люди сожгли амбар на окраине и убили трёх сторожей, сообщил глава района."
    data = b'<meta charset="utf-8"><p>' + words.encode("cp1251")
    assert words in decode_page(data, where="a", note=notes.append)
    assert notes == ["a: says that it is utf-8, which it is not; read as windows-1251"]


DECLARED = [
    ("Вооружённые люди сожгли амбар на окраине и убили трёх сторожей.", "iso-8859-1", "cp1251"),
    ("Вооружённые люди сожгли амбар на окраине и убили трёх сторожей.", "windows-1251", "koi8-r"),
    ("أحرق مسلحون قبل الفجر مخزنا للحبوب وقتلوا ثلاثة حراس.", "iso-8859-1", "cp1256"),
    ("Kimliği belirsiz kişiler köyü bastı, üç bekçi öldü, beş kişi yaralandı.", "utf-8", "cp1254"),
    ("Kimliği belirsiz kişiler köyü bastı, üç bekçi öldü, beş kişi yaralandı.", "latin1", "cp1254"),
    ("חמושים שרפו מחסן תבואה והרגו שלושה שומרים ליד העיירה.", "iso-8859-1", "cp1255"),
    ("Άγνωστοι έκαψαν αποθήκη κοντά στο χωριό και σκότωσαν τρεις φύλακες.", "latin1", "cp1253"),
    ("Uzbrojeni mężczyźni spalili spichlerz, zabijając trzech strażników.", "latin1", "cp1250"),
    ("武装分子黎明前在镇外烧毁一座粮仓，打死三名看守，打伤一人。", "iso-8859-1", "gb18030"),
    (
        "Le préfet a déclaré hier soir que l’attaque avait tué trois gardes à Léré.",
        "utf-8",
        "cp1252",
    ),
]


@pytest.mark.parametrize(("words", "declared", "encoding"), DECLARED)
def test_a_page_whose_words_are_of_another_encoding_than_declared_is_read_in_it_and_told(
    words: str, declared: str, encoding: str
) -> None:
    notes: list[str] = []
    page_in = f'<meta charset="{declared}"><p>{words} '
    read_as = decode_page(page_in.encode(encoding), where="a", note=notes.append)
    assert read_as == page_in
    assert len(notes) == 1
    assert notes[0].startswith("a: says that it is ")


@pytest.mark.parametrize(("words", "_", "encoding"), DECLARED)
def test_a_page_that_declares_what_it_is_is_read_so_without_a_word(
    words: str, _: str, encoding: str
) -> None:
    notes: list[str] = []
    page_in = f'<meta charset="{encoding}"><p>{words} '
    assert decode_page(page_in.encode(encoding), where="a", note=notes.append) == page_in
    assert notes == []


def test_the_encoding_that_a_user_names_overrules_page_and_words(tmp_path):
    words = f"<html><title>B</title><p>{FIRST}</p><p>Señor Muñoz murió en la región.</p></html>"
    notes: list[str] = []
    (article,) = read(
        tmp_path / "a.html",
        words.encode("cp1252"),
        tables=TableOptions(encoding="windows-1251"),
        note=notes.append,
    )
    assert "Seсor Muсoz" in article.text
    (article,) = read(
        tmp_path / "a.html", words, tables=TableOptions(encoding="latin1"), note=notes.append
    )
    assert "SeÃ±or" in article.text
    assert (
        f"{tmp_path / 'a.html'}: read as iso-8859-1 as --encoding says, but looks like UTF-8"
        in (notes)
    )
    (error,) = read(
        tmp_path / "a.html", words.encode("cp1252"), tables=TableOptions(encoding="utf-8")
    )
    assert "not utf-8, as --encoding says" in str(error)


def test_a_stray_byte_within_a_tag_tells_no_encoding():
    with pytest.raises(ArticleError, match="not UTF-8"):
        decode_page(b'<html><p class="\x80">Two people were hurt.</p>', where="a")


def test_a_page_on_standard_input_is_told_by_its_head():
    (article,) = read_articles(["-"], stdin=io.BytesIO(page().encode()))
    assert article.text.startswith("MOSUL, May 10")


def archive(*records: tuple[str, str, bytes, str], packed: bool = True) -> bytes:
    """A WARC file of (type, address, body, HTTP status and content type)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for kind, url, body, said in records:
        status, _, media = said.partition(";;")
        http = StatusAndHeaders(status, [("Content-Type", media)], protocol="HTTP/1.1")
        if kind == "response":
            one = writer.create_warc_record(url, kind, io.BytesIO(body), http_headers=http)
        else:
            one = writer.create_warc_record(
                url, kind, io.BytesIO(body), warc_content_type=media or "application/warc-fields"
            )
        writer.write_record(one)
    return out.getvalue()


OK = "200 OK;;text/html; charset=utf-8"
RECORDS = [
    ("warcinfo", "a", b"software: test\r\n", ""),
    ("response", "https://example.org/1", page().encode(), OK),
    ("response", "https://example.org/i.png", b"\x89PNG", "200 OK;;image/png"),
    ("response", "https://example.org/gone", b"<html>Gone", "404 Not Found;;text/html"),
    ("response", "https://example.org/menu", b"<html><nav>Home</nav></html>", OK),
    (
        "response",
        "https://example.org/2",
        page(head="").encode("cp1251", "replace"),
        "200 OK;;text/html; charset=windows-1251",
    ),
    ("conversion", "https://example.org/3", b"Plain words of a page.", ";;text/plain"),
]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_of_an_archive_are_articles_and_other_records_counted(tmp_path, packed):
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    notes: list[str] = []
    first, menu, second, plain = read(path, archive(*RECORDS, packed=packed), note=notes.append)
    assert (first.text, first.url) == (
        f"{FIRST}\n\n{SECOND}",
        "https://example.org/world/mosul-bomb",
    )
    assert str(menu) == f"{path}:5: no article text in this page"
    assert (second.url, second.published) == ("https://example.org/2", None)
    assert (plain.text, plain.url) == ("Plain words of a page.", "https://example.org/3")
    assert notes == [
        f"{path}:6: the page names no day of publication",
        f"{path}: 3 records that are no web pages not read (1 image/png, 1 status 404, 1 warcinfo)",
    ]


@pytest.mark.parametrize("name", ["a.wet", "CC-MAIN-1.warc.wet.gz", "crawl.dat"])
def test_the_texts_of_a_crawl_are_articles_of_their_own(tmp_path, name):
    text = ("conversion", "https://example.org/3", b"Plain words of a page.", ";;text/plain")
    other = ("conversion", "https://example.org/4", b"Words of another.", ";;text/plain")
    data = archive(RECORDS[0], text, other, packed=name.endswith(".gz"))
    found = read(tmp_path / name, data)
    assert [one.url for one in found] == ["https://example.org/3", "https://example.org/4"]
    assert [one.text for one in found] == ["Plain words of a page.", "Words of another."]


def test_an_archive_without_pages_is_an_error(tmp_path):
    *_, error = read(tmp_path / "a.warc", archive(RECORDS[0], packed=False))
    assert str(error) == f"{tmp_path / 'a.warc'}: no web page in this archive"


@pytest.mark.parametrize("packed", [True, False])
def test_of_an_archive_that_is_cut_off_the_pages_before_count(tmp_path, packed, capsys):
    data = archive(*[RECORDS[1]] * 4, packed=packed)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    found = read(path, data[: len(data) * 5 // 8])
    assert [isinstance(one, Article) for one in found[:2]] == [True, True]
    assert isinstance(found[-1], ArticleError)
    assert "cut off" in str(found[-1])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "data", [b"WARC/1.0\r\n\x1b[31mnonsense", b"no archive at all", b"\x00" * 99]
)
def test_what_is_no_archive_is_an_error_and_its_bytes_stay_off_the_terminal(tmp_path, data, capsys):
    found = read(tmp_path / "a.warc", data)
    assert found
    assert all(isinstance(one, ArticleError) for one in found)
    assert capsys.readouterr().err == ""


def test_an_archive_that_is_packed_as_a_whole_is_read(tmp_path):
    data = gzip.compress(archive(RECORDS[1], RECORDS[1], packed=False))
    assert len(read(tmp_path / "a.warc.gz", data)) == 2


@pytest.mark.parametrize(
    ("filling", "reason"),
    [("a<br>" * 300_000, "a page of 300,0[0-9]+ tags"), ("word " * 2_000_000, "more than 8 MiB")],
    ids=["tags", "text"],
)
def test_a_page_larger_than_any_sound_one_is_refused_before_it_is_parsed(filling, reason):
    with pytest.raises(ArticleError, match=reason):
        page_article(f"<html><body><p>{filling}</p></body></html>", where="page.html")


def test_a_stream_whose_first_comment_has_several_lines_is_a_page() -> None:
    head = b"<!-- saved from\n url=(0024)http://a.example -->\n<!DOCTYPE html>\n<html><body>"
    assert sniffed(head) is Format.HTML
