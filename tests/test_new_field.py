"""A new field of the record is an entry of its table and a line in the models, nothing else.

The test makes it so: a copy of the package (links to its files) in which only the models and the
table have more, one made-up field for each kind of value that new fields are likely to be. No
consumer is changed, and all of them carry the fields. The same is done with the schema's file,
which is made from the models.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extractor.records import EventRecord, schema_for
from extractor.stores.rows import rows_of_record

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "extractor"
IN_EVENT = """
    vehicles: Annotated[tuple[Weapon, ...], explained("Vehicles that took part.")] = ()
    condemnations: Annotated[tuple[Allegation, ...], explained("Who condemns whom.")] = ()
    crowd_size: Annotated[int | None, explained("How many came.", 300)] = None
"""
IN_CASUALTIES = """
    displaced: Annotated[
        Toll | None, explained("People who fled.", exclude_if=lambda toll: toll is None)
    ] = None
"""
IN_TABLE = """
FIELDS += (
    Field(
        "crowd_size",
        "value",
        flat=(Column("crowd_size", "whole"),),
        stored=(Column("crowd_size", "whole", since=5),),
        lost=Lost("crowd size"),
        scored=(Scored("crowd_size", "size of the crowd", "equal"),),
        terminal=InTerminal("crowd", "cyan"),
        page=OnPage("size of the crowd"),
    ),
    Field(
        "casualties.displaced",
        "toll",
        flat=(Column("displaced", "whole", "coded"),),
        scored=(Scored("displaced", "displaced", "people"),),
        terminal=InTerminal("displaced", "yellow"),
        page=OnPage("displaced", "z", "killed"),
    ),
    Field(
        "vehicles",
        "things",
        one="vehicle",
        flat=(Column("vehicles"),),
        lost=Lost("vehicles"),
        scored=(Scored("vehicles", "vehicle"),),
        terminal=InTerminal("vehicle", "blue"),
        page=OnPage("vehicle", "b", "thing"),
    ),
    Field(
        "condemnations",
        "statements",
        one="condemnation",
        check="statements",
        flat=(Column("condemnations"),),
        lost=Lost("condemnations"),
        scored=(Scored("condemnation_speaker", "condemned by", part="speaker"),),
        terminal=InTerminal("condemnation", "underline cyan"),
        page=OnPage("condemnation", "m", "denial"),
        parties=(Party("speaker", SPEAKER, "condemns"), Party("accused", "accused", "whom")),
        wording=Wording(
            cell="{speaker} → {accused}: {statement}",
            line="{speaker}, of {accused}",
            sentence="{speaker} condemned {accused}.",
            verb="condemns",
        ),
    ),
)
"""


def package_with_more(folder: Path) -> None:
    """The package as links, but for the models and the table, which have more."""
    package = folder / "extractor"
    (package / "records").mkdir(parents=True)
    for path in PACKAGE.iterdir():
        if path.name not in ("records", "__pycache__"):
            (package / path.name).symlink_to(path)
    for path in (PACKAGE / "records").glob("*.py"):
        (package / "records" / path.name).symlink_to(path)
    # A file of its own: it finds the schemas beside the package.
    for name in ("schema.py", "event.py", "parts.py", "fields.py"):
        (package / "records" / name).unlink()
        shutil.copy(PACKAGE / "records" / name, package / "records" / name)
    insert(package / "records" / "event.py", "\n    allegations: Annotated[", IN_EVENT)
    insert(package / "records" / "parts.py", "\n    told: Annotated[", IN_CASUALTIES)
    with (package / "records" / "fields.py").open("a", encoding="utf-8") as table:
        table.write(IN_TABLE)


def insert(path: Path, before: str, lines: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, f"{lines.rstrip()}{before}"), "utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("more")
    package_with_more(folder)
    done = subprocess.run(
        [sys.executable, "-", str(folder)],
        input=(ROOT / "tests" / "new_field_probe.py").read_text("utf-8"),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_the_record_with_new_fields_is_valid_by_the_schema_made_from_it(
    found: dict[str, Any],
) -> None:
    assert found["valid"] == 0


def test_convert_writes_new_fields_and_says_which_a_format_loses(found: dict[str, Any]) -> None:
    row = found["converted"]["row"]
    assert row["crowd_size"] == 300
    assert row["displaced"] == 4
    assert row["vehicles"] == "A roadside bomb"
    assert row["condemnations"].startswith("Police → Al Shabaab: Police accused")
    for lost in ("vehicles (1)", "condemnations (1)", "crowd size (1)"):
        assert lost in found["converted"]["lost"]


def test_databases_hold_new_fields_with_their_evidence(found: dict[str, Any]) -> None:
    stored = found["stored"]
    assert stored["events"][0] == 300
    assert stored["mentions"] == [["A roadside bomb"]]
    assert stored["claims"] == [["Police", "Al Shabaab"]]
    assert stored["casualties"] == [[4, 4]]
    assert {"vehicle", "condemnation", "displaced"} <= set(stored["evidence"])


def test_an_event_without_new_fields_is_no_other_event_to_a_database(
    found: dict[str, Any],
) -> None:
    known = EventRecord.model_validate(schema_for("event")["examples"][0])
    assert found["bare hash"] == rows_of_record(known, 1).event[-2]
    assert found["stored"]["events"][1] != found["bare hash"]


def test_the_score_has_figures_of_new_fields(found: dict[str, Any]) -> None:
    figures = found["scored"]["fields"]
    for name in ("crowd_size", "displaced", "vehicles", "condemnation_speaker"):
        assert (figures[name]["f1"], figures[name]["gold"]) == (1, 1), name


def test_merging_unites_new_fields(found: dict[str, Any]) -> None:
    merged = found["merged"]
    assert merged["crowd_size"] == 300
    assert merged["casualties"]["displaced"]["coded"] == 4
    assert [one["text"] for one in merged["vehicles"]] == ["A roadside bomb"]
    assert len(merged["vehicles"][0]["evidence"]) == 2  # of both articles
    assert [one["speaker"] for one in merged["condemnations"]] == ["Police"]
    assert "Police condemned Al Shabaab." in merged["notes"]


def test_show_has_lines_and_quotes_for_new_fields(found: dict[str, Any]) -> None:
    shown = [" ".join(line.split()) for line in found["shown"].splitlines()]
    for line in (
        "│ crowd │ 300",
        "│ vehicle │ A roadside bomb",
        "│ condemnation │ Police, of Al Shabaab",
        "│ displaced │ 4",
    ):
        assert any(one.startswith(line) for one in shown), line
    assert any(one.startswith("vehicle ") and one.endswith("A roadside bomb") for one in shown)


def test_the_review_page_gets_new_fields_as_data_and_mends_them(found: dict[str, Any]) -> None:
    reviewed = found["reviewed"]
    fields = reviewed["fields"]
    assert fields["vehicles"]["key"] == "b" and fields["vehicles"]["style"] == "thing"
    assert fields["displaced"]["path"] == "casualties.displaced"
    assert fields["crowd_size"]["number"] is True
    assert [one["name"] for one in fields["condemnations"]["parties"]] == ["speaker", "accused"]
    assert reviewed["in the report"]
    assert [one["text"] for one in reviewed["words"]] == ["A roadside bomb", "A roadsid"]
    assert reviewed["more words"] == 2
    assert reviewed["half"]["vehicles"] == []
    assert reviewed["half"]["casualties"]["displaced"] is None
    assert reviewed["bare"]["half"]["casualties"]["displaced"] is None
    assert reviewed["bare"]["words"]["casualties"]["displaced"]["text"] == "four people"
    assert len(reviewed["combined"]["vehicles"]) == 1
    assert reviewed["combined"]["crowd_size"] == 300
