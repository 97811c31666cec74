"""Articles in tables: which column is what, and a bad row is only that row."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta, timezone

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import ArticleError
from extractor.sources import Columns, read_articles
from extractor.sources.columns import article_of
from extractor.sources.dates import published_of
from extractor.text.article import Article

ROWS = {
    "id": ["a1", "a2"],
    "text": ["Something happened.", "More happened.\nAnd more."],
    "title": ["News", None],
    "published": ["2026-03-11", "12 March 2026"],
    "publisher": ["The Example Times", None],
    "url": ["https://example.org/a1", None],
    "desk": ["Africa", "Asia"],
}
EXPECTED = [
    Article(
        "Something happened.",
        id="a1",
        title="News",
        published=date(2026, 3, 11),
        publisher="The Example Times",
        url="https://example.org/a1",
        extra={"desk": "Africa"},
    ),
    Article(
        "More happened.\nAnd more.", id="a2", published=date(2026, 3, 12), extra={"desk": "Asia"}
    ),
]


def as_csv(delimiter: str = ",") -> bytes:
    cells = [list(ROWS), *zip(*ROWS.values(), strict=True)]
    lines = (delimiter.join(f'"{cell or ""}"' for cell in row) for row in cells)
    return "\n".join(lines).encode()


def as_parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(ROWS), out)
    return out.getvalue()


def as_json() -> bytes:
    rows = [dict(zip(ROWS, row, strict=True)) for row in zip(*ROWS.values(), strict=True)]
    return json.dumps(rows, indent=1).encode()


def read(path, data: bytes | str, **options):
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return list(read_articles([str(path)], **options))


def the_error(path, data: bytes | str, **options) -> str:
    (error,) = read(path, data, **options)
    assert isinstance(error, ArticleError)
    return str(error)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", as_csv()),
        ("a.csv", as_csv(";")),
        ("a.tsv", as_csv("\t")),
        ("a.csv", b"\xef\xbb\xbf" + as_csv()),
        ("a.csv", as_csv().decode().encode("utf-16")),
        ("a.parquet", as_parquet()),
        ("a.json", as_json()),
    ],
)
def test_every_kind_of_table_gives_the_same_articles(tmp_path, name, data):
    assert read(tmp_path / name, data) == EXPECTED


def test_one_json_object_is_one_article(tmp_path):
    (article,) = read(tmp_path / "a.json", '{\n "text": "Something happened.",\n "id": 7\n}')
    assert (article.text, article.id) == ("Something happened.", "7")


def test_named_columns_are_taken_and_the_rest_carried_along(tmp_path):
    columns = Columns(
        text="Story", id="Nr", published="Day", publisher="Outlet", url="Link", title="Head"
    )
    data = "Nr,Story,Day,Outlet,Link,Head,text\n7,Words,13/04/2017,Wire,u,T,other\n"
    assert read(tmp_path / "a.csv", data, columns=columns) == [
        Article("Words", id="7", title="T", published=date(2017, 4, 13), publisher="Wire",
                url="u", extra={"text": "other"})
    ]  # fmt: skip


def test_named_keys_are_taken_from_json_lines(tmp_path):
    columns = Columns(text="story", published="day")
    data = '{"story": "Words", "day": 1491350400}\n{"text": "Words"}\n'
    good, bad = read(tmp_path / "a.jsonl", data, columns=columns)
    assert (good.text, good.published) == ("Words", date(2017, 4, 5))
    assert str(bad) == f"{tmp_path / 'a.jsonl'}:2: no `story` in the JSON object"


@pytest.mark.parametrize("name", ["text", "Body", "CONTENT", "article"])
def test_the_text_is_guessed_where_one_column_only_is_called_so(tmp_path, name):
    (article,) = read(tmp_path / "a.csv", f"nr,{name}\n1,Words\n")
    assert article.text == "Words"


def test_where_the_text_cannot_be_told_one_line_lists_the_columns(tmp_path):
    path = tmp_path / "a.csv"
    assert the_error(path, "nr,body,content\n1,a,b\n2,a,b\n") == (
        f"{path}: several columns may hold the text; name it with --text-column "
        "(there are: nr, body, content)"
    )
    assert the_error(path, "nr,story\n1,a\n") == (
        f"{path}: no column is known to hold the text; name it with --text-column "
        "(there are: nr, story)"
    )


def test_a_column_that_is_not_there_is_one_error_for_the_file(tmp_path):
    path = tmp_path / "a.csv"
    assert the_error(path, "nr,text\n1,a\n2,b\n", columns=Columns(published="day")) == (
        f"{path}: no column 'day'; there are: nr, text"
    )


def test_a_day_that_is_not_taken_is_remarked_on_once(tmp_path):
    notes: list[str] = []
    first, _ = read(
        tmp_path / "a.csv", "date,text\n2020-01-01,a\n2020-01-02,b\n", note=notes.append
    )
    assert first.published is None
    assert notes == [
        f"{tmp_path / 'a.csv'}: no column is taken for the day of publication; "
        "--published-column date would take this one"
    ]


def test_bad_rows_are_named_by_their_line_and_the_next_goes_on(tmp_path):
    path = tmp_path / "a.csv"
    data = (
        'id,text,published\n1,"two\nlines",2020-01-01\n2,,2020-01-01\n3,c,05/04/2017\n'
        "4,d\n5,e,soon\n6,f,2020-01-02\n"
    )
    first, *errors, last = read(path, data)
    assert (first.text, last.text) == ("two\nlines", "f")
    assert [str(error) for error in errors] == [
        f"{path}:4: `text` is empty",
        f"{path}:5: published date '05/04/2017' could be two days; write it as 2017-04-05",
        f"{path}:6: 2 cells where the header has 3",
        f"{path}:7: published date 'soon' is not a date; write it as 2017-04-05",
    ]


def test_rows_without_an_id_have_one_that_follows_from_the_text(tmp_path):
    (row,) = read(tmp_path / "a.csv", "text\nWords\n")
    assert row.key == Article("Words").key
    assert row.extra["file"] == f"{tmp_path / 'a.csv'}:2"


def test_an_id_used_twice_is_remarked_on(tmp_path):
    notes: list[str] = []
    assert len(read(tmp_path / "a.csv", "id,text\nx,a\ny,b\nx,c\n", note=notes.append)) == 3
    assert notes == [f"{tmp_path / 'a.csv'}:4: id 'x' was already used in line 2"]


def test_parquet_keeps_its_types(tmp_path):
    zone = timezone(timedelta(hours=-5))
    table = pa.table(
        {
            "body": ["a", "b", None],
            "id": [1.0, float("nan"), 3.0],  # pandas makes such of a column with a gap
            "published": pa.array([datetime(2024, 5, 10, 23, 30, tzinfo=zone), None, None]),
        }
    )
    path = tmp_path / "a.parquet"
    pq.write_table(table, path)
    first, second, third = read_articles([str(path)])
    assert (first.id, second.id) == ("1", None)
    assert first.published is not None
    assert str(third) == f"{path}:3: no `body` in the row"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\x00\x01text", "a binary file"),
        ("a.parquet", b"PAR1 and no more", "not a readable Parquet file"),
        ("a.json", b'[{"text": "a"', "broken JSON"),
        ("a.csv", b'text\n"never closed', "never closed"),
    ],
)
def test_tables_that_cannot_be_read_are_one_error(tmp_path, name, data, message):
    found = read(tmp_path / name, data)
    assert isinstance(found[-1], ArticleError)
    assert message in str(found[-1])


def test_rows_before_a_break_count(tmp_path):
    path = tmp_path / "a.json"
    first, error = read(path, '[{"text": "a"},\n {"text": ')
    assert first.text == "a"
    assert str(error).startswith(f"{path}:2: broken JSON")


def test_a_table_on_standard_input_is_told_by_its_named_column():
    stdin = io.BytesIO(b"nr,story\n1,Words\n")
    (article,) = read_articles(["-"], stdin=stdin, columns=Columns(text="story"))
    assert article.text == "Words"
    assert article.extra["file"] == "standard input:2"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2017-04-05", date(2017, 4, 5)),
        ("2017-4-5", date(2017, 4, 5)),
        ("2017-04-05T23:30:00-07:00", date(2017, 4, 5)),
        ("2017-04-05 00:10:00+09:00", date(2017, 4, 5)),
        ("2017/04/05", date(2017, 4, 5)),
        ("20170405", date(2017, 4, 5)),
        ("20170405T101500Z", date(2017, 4, 5)),
        ("5 April 2017", date(2017, 4, 5)),
        ("05-Apr-2017", date(2017, 4, 5)),
        ("Wednesday, 5th April 2017, 10:30", date(2017, 4, 5)),
        ("April 5, 2017", date(2017, 4, 5)),
        ("Sept. 5 2017", date(2017, 9, 5)),
        ("Wed, 05 Apr 2017 23:30:00 -0700", date(2017, 4, 5)),
        ("13/04/2017", date(2017, 4, 13)),
        ("04/13/2017", date(2017, 4, 13)),
        ("05.05.2017", date(2017, 5, 5)),
        ("1491350400", date(2017, 4, 5)),
        (1491350400, date(2017, 4, 5)),
        (1491350400123, date(2017, 4, 5)),
        (datetime(2017, 4, 5, 23, 59), date(2017, 4, 5)),
        ("", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_days_are_read_as_tables_write_them(said, day):
    assert published_of(said) == day


@pytest.mark.parametrize(
    "said",
    ["05/04/2017", "5-4-2017", "13/13/2017", "2017-02-30", "April 2017", "yesterday", "17", "1.5",
     "5 Brumaire 2017", "0000-00-00", "2017-04-05 oder später", 10**30, float("inf")],
)  # fmt: skip
def test_what_could_be_two_days_or_none_is_an_error(said):
    with pytest.raises(ArticleError):
        published_of(said)


@given(st.text() | st.integers() | st.floats())
def test_anything_in_a_cell_is_a_day_nothing_or_an_error(said):
    try:
        day = published_of(said)
    except ArticleError:
        return
    assert day is None or 1900 <= day.year <= 2200


@given(
    st.dictionaries(
        st.sampled_from(["text", "id", "published", "url", "x"]),
        st.none() | st.text() | st.integers() | st.floats() | st.lists(st.none()) | st.binary(),
    )
)
def test_any_row_is_an_article_or_an_error(row):
    try:
        article = article_of(row, where="a:1")
    except ArticleError as error:
        assert str(error).startswith("a:1: ")
    else:
        assert article.text == row["text"]


def test_a_json_feed_is_read_by_its_own_keys(tmp_path):
    items = [
        {"id": "1", "url": "https://a.example/1", "content_html": "<p>One.</p><p>Two.</p>",
         "date_published": "2024-05-14T10:00:00Z"},
        {"id": "2", "title": "B", "content_text": "Three.", "date_published": "2024-05-15"},
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": items}
    first, second = read(tmp_path / "feed.json", json.dumps(feed))
    assert (first.text, first.published) == ("One.\n\nTwo.", date(2024, 5, 14))
    assert (second.text, second.published, second.title) == ("Three.", date(2024, 5, 15), "B")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"name": "Channel", "messages": [{"id": 1, "text": "x"}]}, "messages"),
        ({"took": 1, "hits": {"total": 1, "hits": [{"_source": {"text": "x"}}]}}, "hits.hits"),
    ],
)
def test_a_list_within_an_object_is_named_with_the_way_to_it(tmp_path, value, path):
    file = tmp_path / "a.json"
    assert the_error(file, json.dumps(value)) == (
        f"{file}:1: no `text` in the JSON object; its articles may be the list {path}: "
        f"jq -c '.{path}[]' FILE writes them"
    )


@pytest.mark.parametrize("name", ["created_at", "Fecha", "дата", "日期"])
def test_more_names_of_a_day_are_told_where_it_is_not_taken(tmp_path, name):
    notes: list[str] = []
    read(tmp_path / "a.csv", f"text,{name}\nWords,2024-05-14\n", note=notes.append)
    assert any(f"--published-column {name} would take this one" in note for note in notes)
