"""How records look in a notebook, and the tables they become."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sample_events import sample_event

from extractor import Records
from extractor.errors import ExtractorError, RecordError
from extractor.records import ACLED_COLUMNS
from extractor.records.flat import FLAT_COLUMNS

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
EVENTS = FIXTURES / "review" / "events.jsonl"
EVIL = "<script>alert(1)</script>\u202e\ud800\x1b[31m"


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


def test_a_record_shows_its_values_and_the_words_behind_them():
    (event, *_) = Records.read(EVENTS)
    shown = Page(event._repr_html_()).text
    assert event.summary in shown and event.location.name in shown
    for actor in event.actors:
        assert actor.name in shown
    for evidence in event.date.evidence:
        assert f"{evidence.start}–{evidence.end}{evidence.text}" in shown


@pytest.mark.parametrize("as_list", [False, True])
def test_nothing_of_an_article_is_markup(as_list):
    event = sample_event(summary=EVIL, source={"publisher": EVIL}, actors=[], trigger=None)
    page = Records([event])._repr_html_() if as_list else event._repr_html_()
    seen = Page(page)
    assert seen.tags <= {"div", "strong", "table", "tr", "th", "td", "em", "span", "details",
                         "summary", "p"}  # fmt: skip
    assert seen.names <= {"style"}
    assert "<script>alert(1)</script>" in seen.text  # shown as it is
    page.encode("utf-8")
    assert "\u202e" not in page and "\x1b" not in page


def test_a_list_shows_a_row_each_and_says_how_many():
    events = Records.read(EVENTS)
    page = events._repr_html_()
    assert page.count("<tr>") == len(events) + 1
    assert f"{len(events)} events" in page
    assert "0 events" in Records()._repr_html_()
    many = Records([events[0]] * 51)._repr_html_()
    assert "51 events, the first 50 shown" in many and many.count("<tr>") == 51


def test_records_are_a_plain_list_and_stay_records_when_cut():
    events = Records.read(EVENTS)
    assert events == list(events)
    assert isinstance(events[1:], Records) and events[0].id == events[:1][0].id


def test_a_broken_file_is_told_with_its_line(tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_text(EVENTS.read_text("utf-8").splitlines()[0] + "\n\n{}\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"events\.jsonl:3: "):
        Records.read(file)
    with pytest.raises(RecordError, match="No such file"):
        Records.read(tmp_path / "none")
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(RecordError, match="not UTF-8"):
        Records.read(file)


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_table_has_typed_columns_acled_s_first(library):
    pytest.importorskip(library)
    events = Records.read(EVENTS)
    nowhere = events[0].model_copy(update={"location": None, "date": None})
    frame = Records([*events, nowhere]).to_frame(library)
    assert type(frame).__module__.partition(".")[0] == library
    assert list(frame.columns) == list(FLAT_COLUMNS)
    assert tuple(frame.columns[: len(ACLED_COLUMNS)]) == tuple(ACLED_COLUMNS)
    first = frame["event_date"][0]
    assert (first.date() if library == "pandas" else first) == events[0].date.coded_day
    types = {name: str(kind).lower() for name, kind in dict(frame.dtypes.items()
             if library == "pandas" else frame.schema.items()).items()}  # fmt: skip
    assert types["fatalities"] == "int64" and types["latitude"] == "float64"
    assert "datetime" in types["extracted_at"] and "utc" in types["extracted_at"]
    assert frame["latitude"].to_list()[-1] != frame["latitude"].to_list()[0]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_no_records_and_broken_letters_make_tables_too(library):
    pytest.importorskip(library)
    assert list(Records().to_frame(library).columns) == list(FLAT_COLUMNS)
    odd = sample_event(summary=EVIL)
    assert Records([odd]).to_frame(library)["summary"][0].encode("utf-8")


def test_a_map_layer_has_points_in_degrees_and_none_where_none_is_known():
    pytest.importorskip("geopandas")
    events = Records.read(EVENTS)
    nowhere = events[0].model_copy(update={"location": None})
    frame = Records([events[0], nowhere]).to_geoframe()
    assert frame.crs.to_epsg() == 4326
    point = frame.geometry[0]
    assert (point.x, point.y) == (events[0].location.longitude, events[0].location.latitude)
    assert frame.geometry[1] is None
    assert len(Records().to_geoframe()) == 0


def test_without_the_libraries_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("extractor.records.listing.find_spec", lambda name: None)
    for call in (Records().to_frame, Records().to_geoframe):
        with pytest.raises(ExtractorError, match=r"pip install '\.\[notebook\]'"):
            call()
    with pytest.raises(ExtractorError, match="pandas or polars, not 'arrow'"):
        Records().to_frame("arrow")


@pytest.mark.parametrize(
    ("library", "how"), [("polars", "pip install polars$"), ("pandas", r"'\.\[notebook\]'")]
)
def test_what_is_missing_is_told_with_what_brings_it(monkeypatch, library, how):
    monkeypatch.setattr("extractor.records.listing.find_spec", lambda name: None)
    with pytest.raises(ExtractorError, match=f"needs {library}: .*{how}"):
        Records([]).to_frame(library)


def test_polars_is_taken_where_there_is_no_pandas(monkeypatch):
    pytest.importorskip("polars")
    monkeypatch.setattr(
        "extractor.records.listing.find_spec", lambda name: name == "polars" or None
    )
    frame = Records([sample_event()]).to_frame()
    assert type(frame).__module__.startswith("polars")
    assert isinstance(frame["event_date"][0], date)
