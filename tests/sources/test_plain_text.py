"""Plain text files: encodings found, everything else named."""

from __future__ import annotations

import io
from datetime import date

import pytest

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.sources.text import decode
from extractor.text.article import Article

ENGLISH = (
    "The minister said “no” to the plan – again. Police said 12 people died on Monday. "
    "It’s the third attack this month, officials said."
)
SPANISH = (
    "El ejército informó que tres guerrilleros murieron en un enfrentamiento, según el señor "
    "gobernador. La población pidió una investigación y señaló que habrá más patrullajes."
)
FRENCH = "Dix personnes ont été tuées dimanche, selon l’armée. Les assaillants ont fui."
POLISH = "W zamachu zginęło pięć osób, a dziesięć zostało rannych – poinformowała policja w Łodzi."
RUSSIAN = "В результате обстрела города погибли три человека, ещё пятеро ранены, сообщили власти."
ARABIC = "قتل خمسة أشخاص في انفجار سيارة مفخخة في المدينة يوم الثلاثاء وفق المرصد لحقوق الإنسان"
CHINESE = "星期二，该国西北部发生袭击事件，造成至少十人死亡，数十人受伤，当地官员说。"
HEBREW = "מאות מפגינים חסמו את הכביש ביום שלישי, והמשטרה עצרה שלושה מהם"
LATVIAN = "Pirmdien pie Saeimas ēkas pulcējās vairāki simti cilvēku, lai protestētu pret likumu."
THAI = "คนร้ายลอบวางระเบิดบนถนนเมื่อวันอังคาร ทหารบาดเจ็บสองนาย"


def only(paths, **options):
    (found,) = read_articles([str(path) for path in paths], **options)
    return found


def test_text_is_the_files_text_to_the_last_newline(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Один\r\ntwo 😀\r\n\r\n".encode())
    article = only([path])
    assert isinstance(article, Article)
    assert article.text == "Один\r\ntwo 😀\r\n\r\n"
    assert article.id is None
    assert article.extra == {"file": str(path)}


def test_date_and_publisher_are_given_along(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Something happened.")
    article = only([path], published="2026-03-11", publisher="The Example Times")
    assert (article.published, article.publisher) == (date(2026, 3, 11), "The Example Times")


def test_a_date_that_is_none_is_refused_at_once():
    with pytest.raises(ArticleError, match="'soon' is not a date"):
        read_articles(["-"], published="soon")


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le+bom", "utf-16-be+bom"]
)
def test_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(encoding):
    name, _, bom = encoding.partition("+")
    data = ("\ufeff" * bool(bom) + RUSSIAN).encode(name)
    decoded = decode(data)
    assert decoded.text == RUSSIAN
    assert decoded.note is None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (ENGLISH * 20, "cp1252"),
        (SPANISH, "latin-1"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
        (SPANISH, "mac-roman"),
        (SPANISH, "cp850"),
        (FRENCH, "mac-roman"),
        (POLISH.replace("–", "-"), "iso8859-2"),
        (POLISH.replace("–", "-"), "cp852"),
        (POLISH, "mac-latin2"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "mac-cyrillic"),
        (ARABIC, "iso8859-6"),
        (HEBREW, "cp1255"),
        (HEBREW, "iso8859-8"),
        (LATVIAN, "cp1257"),
        (LATVIAN, "iso8859-13"),
        (THAI, "cp874"),
    ],
)
def test_other_encodings_are_detected_and_remarked_on(text, encoding):
    decoded = decode(text.encode(encoding), where="a.txt")
    assert decoded.text == text
    assert decoded.note is not None
    assert decoded.note.startswith("a.txt: read as ")
    assert decoded.note.endswith(" (a guess; --encoding says otherwise)")


def test_remark_reaches_the_caller(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(SPANISH.encode("latin-1"))
    notes: list[str] = []
    assert only([path], note=notes.append).text == SPANISH
    assert notes == [f"{path}: read as windows-1252 (a guess; --encoding says otherwise)"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\r\n", "the file is empty"),
        (b"\xef\xbb\xbf\n", "the file is empty"),
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a zip file"),
        (b"{\\rtf1\\ansi Hello}", "an RTF document"),
        (b"\x1f\x8b\x08\x00abc", "a gzip file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"some words\x00and more", r"a binary file \(NUL at byte 10\)"),
        ("words".encode("utf-16-le"), "order mark; save it as UTF-8, or try --encoding utf-16-le"),
        ("words".encode("utf-16-be"), "order mark; save it as UTF-8, or try --encoding utf-16-be"),
        (b"\xff\xfea", "marked as UTF-16-LE, but byte 0 does not fit"),
        ("Київ".encode("cp1251"), r"not plain: '.*' in .* or '.*' in .*; --encoding NAME"),
        (ENGLISH.encode() + b"\xe2", "broken UTF-8 at byte"),
        (RUSSIAN.encode()[:-2], "broken UTF-8 at byte"),
        (
            f"{RUSSIAN}\n".encode("cp1251") + RUSSIAN.encode(),
            r"broken UTF-8 at byte 0; save it as UTF-8 and try again \(line 2 is UTF-8, line 1 is",
        ),
        (bytes(range(1, 256)) * 4, "nor any encoding that can be told"),
    ],
)
def test_what_is_no_text_is_named_with_the_file(tmp_path, data, message):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    found = only([path])
    assert isinstance(found, ArticleError)
    with pytest.raises(ArticleError, match=message):
        raise found
    assert found.where == str(path)
    assert str(found).startswith(f"{path}: ")


def test_missing_files_are_errors_and_the_next_file_goes_on(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text("Something happened.")
    missing = tmp_path / "missing.txt"
    found = list(read_articles([str(missing), "", str(good)]))
    assert str(found[0]) == f"{missing}: no such file"
    assert str(found[1]) == "'': no such file"
    assert isinstance(found[2], Article)


def test_dash_is_standard_input():
    article = only(["-"], stdin=io.BytesIO(b"Something\nhappened."))
    assert article.text == "Something\nhappened."
    assert article.extra == {}


def test_empty_standard_input_is_an_error():
    found = only(["-"], stdin=io.BytesIO(b"\n"))
    assert str(found) == "standard input: the file is empty"


def test_standard_input_that_begins_with_a_brace_may_still_be_text():
    article = only(["-"], stdin=io.BytesIO(b"{sic} is what he wrote.\nAnd more."))
    assert article.text == "{sic} is what he wrote.\nAnd more."


PAGE = (
    f"<!DOCTYPE html><html><head><title>News</title></head><body><p>{ENGLISH * 3}</p></body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title><item><title>News</title>'
    f"<description>{ENGLISH}</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("data", "what"), [(PAGE, "HTML"), (f"\ufeff{PAGE}", "HTML"), (FEED, "RSS or Atom")]
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_page_or_feed_that_is_named_a_text_is_read_as_what_it_is(tmp_path, data, what, name):
    path = tmp_path / name
    path.write_text(data, encoding="utf-8")
    notes: list[str] = []
    found = only([path], note=notes.append)
    assert found.title == "News" and "<" not in found.text
    assert notes[0] == f"{path}: {what} by its content, and read as that"


def test_a_text_about_pages_stays_a_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"How pages begin:\n{PAGE}", encoding="utf-8")
    assert only([path]).text == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("https://example.org/a\n", "a web address"),
        ("\nhttp://example.org/a\n\nwww.example.org/b  \n", "2 web addresses"),
        ("[InternetShortcut]\r\nURL=https://example.org/a\r\nIDList=\r\n", "a web address"),
    ],
)
def test_addresses_alone_are_no_article(tmp_path, text, many):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert str(only([path])) == (
        f"{path}: {many} and no text; nothing is fetched: save the pages and name these"
    )


def test_a_text_that_begins_with_an_address_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"https://example.org/a\n{ENGLISH}\n", encoding="utf-8")
    assert only([path]).text.startswith("https://")


def test_front_matter_is_told_and_stays_in_the_text(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: News\ndate: 2024-05-14\n---\n\n{ENGLISH}\n", encoding="utf-8")
    notes: list[str] = []
    found = only([path], note=notes.append)
    assert (found.text, found.published) == (path.read_text("utf-8"), None)
    assert notes == [
        f"{path}: begins with front matter (title, date), which is read as text and names neither "
        "title nor day; --published gives that"
    ]


@pytest.mark.parametrize(
    "text", [f"---\n{ENGLISH}\n", f"--- Dateline\n{ENGLISH}\n---\n", "---\n---\nx"]
)
def test_dashes_at_the_start_are_no_front_matter(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    notes: list[str] = []
    assert only([path], note=notes.append).text == text
    assert notes == []
