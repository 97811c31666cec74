"""JSON Lines: an article a line, and a bad line is only that line."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import read_articles
from extractor.sources.jsonl import read_json_lines
from extractor.text.article import Article


def read(*lines: str | bytes, **options):
    data = b"".join(
        (line.encode("utf-8") if isinstance(line, str) else line) + b"\n" for line in lines
    )
    return list(read_json_lines(io.BytesIO(data), name="a.jsonl", **options))


def test_all_fields_are_taken_and_other_keys_carried_along():
    line = {
        "text": "Something happened.",
        "id": "a1",
        "title": "News",
        "published": "2026-03-11T08:00:00Z",
        "publisher": "The Example Times",
        "url": "https://example.org/a1",
        "desk": {"name": "Africa"},
    }
    (article,) = read(json.dumps(line))
    assert article == Article(
        text="Something happened.",
        id="a1",
        title="News",
        published=date(2026, 3, 11),
        publisher="The Example Times",
        url="https://example.org/a1",
        extra={"desk": {"name": "Africa"}},
    )


def test_given_date_and_publisher_stand_in_where_a_line_has_none():
    own, none = read(
        '{"text": "a", "published": "2026-01-01", "publisher": "Own"}',
        '{"text": "b", "published": null}',
        published=date(2026, 3, 11),
        publisher="Given",
    )
    assert (own.published, own.publisher) == (date(2026, 1, 1), "Own")
    assert (none.published, none.publisher) == (date(2026, 3, 11), "Given")


def test_numbers_are_taken_as_ids():
    assert [article.id for article in read('{"text": "a", "id": 7}')] == ["7"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "a"', r"broken JSON: .* at column \d+"),
        ("not json", "broken JSON: Expecting value at column 1"),
        ('["a"]', "not a JSON object but an array"),
        ("3", "not a JSON object but a number"),
        ('{"title": "a"}', "no `text` in the JSON object"),
        ('{"text": null}', "no `text` in the JSON object"),
        ('{"text": {"a": 1}}', "`text` is not a string but an object"),
        ('{"text": " "}', "`text` is empty"),
        ('{"text": "a", "url": 5}', "`url` is not a string but a number"),
        ('{"text": "a", "id": true}', "`id` is not a string but true or false"),
        ('{"text": "a", "id": "x", "published": "May"}', "published date 'May' is not a date"),
        (b'{"text": "Muri\xf3"}', "byte 14 of the line is not UTF-8"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": "a", "n": ' + "9" * 10_000 + "}", "broken JSON: "),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_bad_line_is_named_and_the_next_goes_on(line, message):
    first, bad, last = read('{"text": "a"}', line, '{"text": "b"}')
    assert (first.text, last.text) == ("a", "b")
    assert isinstance(bad, ArticleError)
    assert bad.where == "a.jsonl:2"
    with pytest.raises(ArticleError, match=message):
        raise bad
    assert str(bad).count("a.jsonl:2") == 1


def test_blank_lines_are_passed_over_and_counted():
    first, bad = read("", '{"text": "a"}', "  ", "{")
    assert first.text == "a"
    assert bad.where == "a.jsonl:4"


def test_byte_order_mark_before_the_first_line_is_no_fault():
    assert [article.text for article in read(b'\xef\xbb\xbf{"text": "a"}')] == ["a"]


def test_file_of_blank_lines_holds_no_articles():
    notes = []
    assert read("", " ", note=notes.append) == []
    assert notes == ["a.jsonl holds no articles"]


def test_an_id_used_twice_is_remarked_on():
    notes: list[str] = []
    found = read(
        '{"text": "a", "id": "x"}',
        '{"text": "b"}',
        '{"text": "c", "id": "x"}',
        note=notes.append,
    )
    assert len(found) == 3
    assert notes == ["a.jsonl:3: id 'x' was already used in line 1"]


def test_lines_are_read_as_they_are_asked_for():
    lines = iter([b'{"text": "a"}\n', b'{"text": "b"}\n'])
    articles = read_json_lines(lines, name="a.jsonl")
    assert next(articles).text == "a"
    assert next(lines) == b'{"text": "b"}\n'


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson", "JSONL"])
def test_file_names_tell_json_lines(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    path.write_text('{"text": "a"}\n{"text": "b"}\n')
    assert [article.text for article in read_articles([str(path)])] == ["a", "b"]


def test_binary_file_that_is_named_like_json_lines_is_one_error(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\x1f\x8b\x08\x00\n\n\n")
    (error,) = read_articles([str(path)])
    assert str(error) == f"{path}: a gzip file, not plain text; unpack it first"


@pytest.mark.parametrize("blank", [b"", b"\n \n"])
@pytest.mark.parametrize("first", [b'{"text": "a"}', b'{"text": "broken'])
def test_standard_input_is_json_lines_when_it_begins_with_an_object(blank, first):
    stdin = io.BytesIO(blank + first + b'\n{"text": "b"}\n')
    *_, last = read_articles(["-"], stdin=stdin)
    assert isinstance(last, Article)
    assert last.text == "b"


@given(st.text().filter(str.strip), st.booleans())
def test_any_text_comes_through_a_line_unchanged(text, ascii_only):
    line = json.dumps({"text": text}, ensure_ascii=ascii_only)
    (article,) = read(line)
    assert article.text == text


@pytest.mark.parametrize("between", ["", ",", ", "])
def test_files_put_together_without_a_newline_lose_no_article(between):
    found = read(f'{{"text": "one"}}{between}{{"text": "two"}}', '{"text": "three"},')
    assert [one.text for one in found] == ["one", "two", "three"]
    (error,) = read('{"text": "one"}{"text": ')
    assert str(error) == "a.jsonl:1: broken JSON: Extra data at column 16"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_json_lines_that_a_mark_says_are_utf_16_are_read(tmp_path, encoding):
    path = tmp_path / "a.jsonl"
    lines = '{"text": "Нападение в Чаде"}\r\n{"text": "two"}\r\n'
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path.write_bytes(f"{mark}{lines}".encode(encoding))
    assert [one.text for one in read_articles([str(path)])] == ["Нападение в Чаде", "two"]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ('[{"text": "one"},\n{"text": "two"}]\n', ["one", "two"]),
        ('\ufeff[ {"text": "one"}]', ["one"]),
    ],
)
def test_an_array_that_is_named_like_json_lines_is_read(tmp_path, text, articles):
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    assert [one.text for one in read_articles([str(path)])] == articles
