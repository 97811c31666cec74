"""Run by ``test_new_field.py`` on a copy of the package whose record has four fields more: what
each consumer makes of them, as JSON on standard output."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(sys.argv[1])
FOUR = "four people"


def command(*arguments: str) -> Any:
    from click.testing import CliRunner

    from extractor.cli import main

    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def made_schemas() -> None:
    """As ``make schemas`` does: the checked-in schema is made anew from the models."""
    from extractor.records.schema import SCHEMA_FILES, schema_text

    folder = FOLDER / "schemas"
    folder.mkdir()
    for name, file in SCHEMA_FILES.items():
        (folder / file).write_text(schema_text(name), "utf-8")


def written() -> tuple[dict[str, Any], dict[str, Any]]:
    """Two reports of one event in two files: the schema's example, and it in another article."""
    from extractor.records import schema_for

    one = schema_for("event")["examples"][0]
    other = json.loads(json.dumps(one))
    other["id"] = "other"
    other["source"] |= {"article_id": "other", "sha256": None, "published": "2026-03-12"}
    other |= {"crowd_size": None, "condemnations": []}
    for name, record in (("one", one), ("other", other)):
        (FOLDER / f"{name}.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    return one, other


def converted() -> dict[str, Any]:
    command("convert", str(FOLDER / "one.jsonl"), "-o", str(FOLDER / "one.geojson"))
    rows = json.loads((FOLDER / "one.geojson").read_text("utf-8"))["features"][0]["properties"]
    told = command("convert", str(FOLDER / "one.jsonl"), "-o", str(FOLDER / "one.csv"))
    return {"row": rows, "lost": told.stderr}


def stored() -> dict[str, Any]:
    command("load", str(FOLDER / "one.jsonl"), "--to", str(FOLDER / "one.db"))
    with sqlite3.connect(FOLDER / "one.db") as database:
        ask = database.execute
        return {
            "events": ask("SELECT crowd_size, content_hash FROM events").fetchone(),
            "mentions": ask("SELECT text FROM mentions WHERE kind = 'vehicle'").fetchall(),
            "claims": ask(
                "SELECT speaker, accused FROM claims WHERE kind = 'condemnation'"
            ).fetchall(),
            "casualties": ask(
                "SELECT low, coded FROM casualties WHERE kind = 'displaced'"
            ).fetchall(),
            "evidence": [row[0] for row in ask("SELECT DISTINCT part FROM evidence").fetchall()],
        }


def hash_of(record: dict[str, Any]) -> int:
    from extractor.records import EventRecord
    from extractor.stores.rows import rows_of_record

    return int(rows_of_record(EventRecord.model_validate(record), 1).event[-2])


def scored() -> dict[str, Any]:
    one = str(FOLDER / "one.jsonl")
    found: dict[str, Any] = json.loads(command("score", one, one, "--json").stdout)
    return found


def merged() -> dict[str, Any]:
    from extractor.merge.combine import combined
    from extractor.records import EventRecord

    reports = [
        EventRecord.from_json((FOLDER / f"{name}.jsonl").read_text("utf-8"))
        for name in ("other", "one")
    ]
    return combined(reports).model_dump(mode="json")


def reviewed(record: dict[str, Any]) -> dict[str, Any]:
    from extractor.records import EventRecord
    from extractor.records.schema import EXAMPLE_ARTICLE
    from extractor.review.combining import combined
    from extractor.review.decisions import _half
    from extractor.review.fields import page_fields
    from extractor.review.report import report_page
    from extractor.review.words import with_words
    from extractor.text.article import Article

    event = EventRecord.model_validate(record)
    without = event.model_copy(
        update={"casualties": event.casualties.model_copy(update={"displaced": None})}
    )
    at = EXAMPLE_ARTICLE.index(FOUR)
    bare = without.model_dump(mode="json")
    assert "displaced" not in bare["casualties"]  # left out where empty
    article = Article(EXAMPLE_ARTICLE, id=event.source.article_id)
    changed = with_words(event, article, "vehicles", 0, 9, add=False)
    changed = with_words(EventRecord.model_validate(changed), article, "displaced", 0, 9, add=True)
    return {
        "fields": {field["name"]: field for field in page_fields()},
        "in the report": '"vehicles"' in report_page([event], [], title="x"),
        "words": changed["vehicles"],
        "more words": len(changed["casualties"]["displaced"]["evidence"]),
        "bare": {
            "half": _half(bare, {}, "first"),
            "words": with_words(without, article, "displaced", at, at + len(FOUR), add=False),
        },
        "half": _half(record, {"vehicles.0": "second", "displaced": "second"}, "first"),
        "combined": combined(event, event).model_dump(mode="json"),
    }


def main() -> None:
    made_schemas()
    one, _ = written()
    bare = json.loads(json.dumps(one)) | {"crowd_size": None, "vehicles": [], "condemnations": []}
    bare["casualties"]["displaced"] = None
    print(
        json.dumps(
            {
                "valid": command("validate", str(FOLDER / "one.jsonl")).exit_code,
                "converted": converted(),
                "stored": stored(),
                "bare hash": hash_of(bare),
                "scored": scored(),
                "merged": merged(),
                "shown": command("show", str(FOLDER / "one.jsonl")).stdout,
                "reviewed": reviewed(one),
            }
        )
    )


main()
