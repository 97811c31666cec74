"""What stands in which column of the rows of one event."""

from __future__ import annotations

from typing import Any

import pytest
from load_kit import entry, record

from extractor.errors import RecordError
from extractor.stores.layout import CHILDREN, EVENTS
from extractor.stores.rows import EventRows, event_rows, rows_of_record


def by_column(rows: EventRows) -> dict[str, Any]:
    """The row of ``events`` by its columns; the load's number comes later."""
    assert EVENTS.names[-1] == "load_id"
    return dict(zip(EVENTS.names[:-1], rows.event, strict=True))


def columns(**changes: Any) -> dict[str, Any]:
    return by_column(rows_of_record(record(**changes), 7))


def children(rows: EventRows, name: str) -> list[dict[str, Any]]:
    """The rows of another table by their columns."""
    found = zip(CHILDREN, rows.children, strict=True)
    return [
        dict(zip(table.names, row, strict=True))
        for table, made in found
        for row in made
        if table.name == name
    ]


def test_each_value_of_a_record_stands_in_the_column_of_its_name() -> None:
    given, found = entry(), columns()
    assert found["id"] == given["id"]
    assert found["origin"] == "article"
    assert found["article_id"] == given["source"]["article_id"]
    assert found["article_sha256"] == given["source"]["sha256"]
    assert (found["date_start"], found["date_end"]) == ("2026-03-10", "2026-03-10")
    assert (found["event_date"], found["year"], found["iso"]) == ("2026-03-10", 2026, 404)
    assert found["date_text"] == given["date"]["text"]
    assert found["location_text"] == given["location"]["text"]
    assert found["gazetteer_id"] == given["location"]["gazetteer_id"]
    assert found["injured"] == given["casualties"]["injured"]["coded"]
    assert (found["fatalities"], found["actor2"], found["tags"]) == (4, None, None)
    made = given["extraction"]
    for name in ("extractor_version", "model", "reader", "prompt_version", "extracted_at"):
        assert found[name] == made[name]
    tokens = {name: found[f"{name}_tokens"] for name in ("prompt", "cached", "completion")}
    assert tokens == {"prompt": 512, "cached": 448, "completion": 24}
    assert found["warnings"] == '["no publication date is given"]'
    review = given["review"]
    assert [found[f"review_{name}"] for name in ("status", "coder", "at", "reason")] == [
        review[name] for name in ("status", "coder", "at", "reason")
    ]
    for name, value in given["confidence"].items():
        assert found[f"confidence_{name}"] == value
    for name, value in given["checked"].items():
        assert found[f"checked_{name}"] == value


def test_what_a_record_does_not_say_is_null() -> None:
    found = columns(review=None, confidence=None, checked=None, extraction__warnings=[])
    blank = ("review_", "confidence_", "checked_", "warnings", "original_columns")
    assert {value for name, value in found.items() if name.startswith(blank)} == {None}


def test_parts_of_a_record_are_rows_with_their_place() -> None:
    given, rows = entry(), rows_of_record(record(), 7)
    assert (rows.id, rows.line, rows.fatalities, rows.mended) == (given["id"], 7, 4, False)
    for kind in ("killed", "injured"):
        told = given["casualties"][kind]
        (found,) = (row for row in children(rows, "casualties") if row["kind"] == kind)
        assert {name: found[name] for name in ("low", "high", "coded", "text")} == {
            name: told[name] for name in ("low", "high", "coded", "text")
        }
    (toll,) = children(rows, "tolls")
    assert (toll["state"], toll["low"], toll["high"]) == ("killed", 4, 6)
    assert (toll["teller"], toll["text"]) == ("The hospital", "at least four people")
    assert [(row["kind"], row["text"]) for row in children(rows, "mentions")] == [
        ("trigger", "roadside bomb"),
        ("physical_target", "a police post"),
        ("weapon", "A roadside bomb"),
        ("victim", "Amina Yusuf"),
    ]
    (own,) = children(rows, "custom")
    assert (own["field"], own["kind"], own["value"]) == ("police_hit", "yes-no", "yes")
    said, *_, asked = children(rows, "claims")
    assert (said["kind"], said["speaker"], said["accused"]) == (
        "allegation",
        "Police",
        "Al Shabaab",
    )
    assert said["statement"] == "Police accused Al Shabaab of planting it."
    assert (asked["speaker"], asked["addressee"]) == ("The governor", "the interior ministry")
    assert (asked["investigator"], asked["statement"]) == ("an independent commission", None)


def test_actors_keep_their_order_and_who_is_with_them() -> None:
    first = entry()["actors"][0] | {"associated": ["Unit A", "Unit B"]}
    second = first | {"role": "target", "name": "Civilians (Kenya)", "kind": "Civilians"}
    rows = rows_of_record(record(actors=[first, second | {"associated": []}]), 1)
    found = [
        (row["position"], row["associated_with"], row["role"], row["name"], row["kind"])
        for row in children(rows, "actors")
    ]
    assert found == [
        (0, None, "perpetrator", "Al Shabaab", "Rebel group"),
        (1, 0, "perpetrator", "Unit A", None),
        (2, 0, "perpetrator", "Unit B", None),
        (3, None, "target", "Civilians (Kenya)", "Civilians"),
    ]
    evidence = [row for row in children(rows, "evidence") if row["part"] == "actor"]
    assert [row["part_position"] for row in evidence] == [0, 3]


def test_a_merged_record_has_a_row_for_each_report() -> None:
    one = {name: value for name, value in entry().items() if name != "reports"}
    two = one | {"id": "two", "casualties": one["casualties"] | {"killed": None}}
    rows = rows_of_record(record(id="merged", reports=[one, two]), 1)
    found = [
        (row["position"], row["report_id"], row["article_id"], row["fatalities"])
        for row in children(rows, "reports")
    ]
    article = one["source"]["article_id"]
    assert found == [(0, one["id"], article, 4), (1, "two", article, 0)]
    assert [row[0] for row in rows.articles] == [article]


LARGEST = 2**31 - 1


@pytest.mark.parametrize("size", [0, LARGEST])
def test_a_number_that_a_table_holds_is_kept(size: int) -> None:
    assert columns(extraction__tokens__prompt=size)["prompt_tokens"] == size


def test_a_number_that_is_one_too_large_for_a_table_is_refused() -> None:
    with pytest.raises(RecordError, match=f"{LARGEST + 1} is more than a table's INTEGER holds"):
        columns(extraction__tokens__prompt=LARGEST + 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "other"},
        {"summary": "Another"},
        {"location__text": "the town"},
        {"actors": []},
        {"actors": [entry()["actors"][0] | {"attributed_by": "The army"}]},
        {"casualties__injured": None},
        {"casualties__injured__low": 3},
        {"review": None},
        {"checked": None},
        {"checked__date": "rule"},
        {"casualties__told": []},
        {"custom": []},
        {"source__publisher": "Another"},
        {"extraction__tokens__cached": 1},
    ],
)
def test_any_value_that_changes_makes_another_event_of_it(changes: dict[str, Any]) -> None:
    assert columns(**changes)["content_hash"] != columns()["content_hash"]


def test_only_acleds_columns_tell_whether_its_form_is_the_same() -> None:
    whole, reviewed = columns(), columns(review=None, summary="Another")
    assert whole["acled_hash"] == reviewed["acled_hash"]
    assert whole["acled_hash"] != columns(location__admin3="Another")["acled_hash"]
    assert {-(2**63) <= whole[name] < 2**63 for name in ("acled_hash", "content_hash")} == {True}


def test_letters_that_no_database_holds_are_replaced_one_for_one_wherever_they_stand() -> None:
    rows = rows_of_record(record(summary="a\0b", extraction__warnings=["c\ud800d"]), 1)
    found = by_column(rows)
    assert (found["summary"], found["warnings"], rows.mended) == ("a\ufffdb", '["c\ufffdd"]', True)
    typed = rows_of_record(record(summary="\\x00 and \\ud800"), 1)
    found = by_column(typed)
    assert (found["summary"], typed.mended) == ("\\x00 and \\ud800", False)


def test_rows_that_are_said_to_be_storable_are_taken_as_they_are() -> None:
    whole = rows_of_record(record(), 3)
    again = event_rows(3, whole.event[:-2], whole.children, whole.articles, storable=True)
    assert again == whole
