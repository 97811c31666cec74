"""The JSON Schemas: in step with the models, complete, and holding."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.errors import RecordError
from extractor.records import EventRecord, schema_for, schema_text, validate_event
from extractor.records.event import Report
from extractor.records.part import Part
from extractor.records.schema import EXAMPLE_ARTICLE, SCHEMA_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = Path(__file__).parents[2] / "schemas"
NAMES = pytest.mark.parametrize("name", ["event", "acled"])


def fields_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for part, definition in [("", schema), *schema.get("$defs", {}).items()]:
        for key, field in definition.get("properties", {}).items():
            yield f"{part}.{key}", field


@NAMES
def test_checked_in_schema_is_the_one_the_models_give(name):
    path = SCHEMAS / SCHEMA_FILES[name]
    assert path.read_bytes() == schema_text(name).encode("utf-8"), (
        f"write it anew: extract schema {name} > schemas/{path.name}"
    )


def test_no_other_schemas_are_checked_in():
    assert {path.name for path in SCHEMAS.iterdir()} == set(SCHEMA_FILES.values())


@NAMES
def test_schema_is_valid_draft_2020_12_with_an_id_and_a_version(name):
    schema = schema_for(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("draft/2020-12/schema")
    assert schema["$id"].endswith(f":{schema['version']}")


@NAMES
def test_every_field_has_a_title_a_description_and_an_example(name):
    fields = dict(fields_of(schema_for(name)))
    assert len(fields) > 30
    for path, field in fields.items():
        for word in ("title", "description", "examples"):
            assert field.get(word), f"{path} has no {word}"


@NAMES
def test_every_example_fits_its_own_field(name):
    schema = schema_for(name)
    for path, field in fields_of(schema):
        validator = Draft202012Validator({**field, "$defs": schema.get("$defs", {})})
        for example in field["examples"]:
            assert validator.is_valid(example), path


@NAMES
def test_whole_example_fits_the_schema(name):
    validate_event(schema_for(name)["examples"][0], name)


@NAMES
def test_no_part_takes_unknown_keys_or_leaves_any_out(name):
    schema = schema_for(name)
    left_out = {  # fields that stand only where there is something to say
        part.__name__: {key for key, field in part.model_fields.items() if field.exclude_if}
        for part in [Report, EventRecord, *Part.__subclasses__()]
    }
    assert left_out["Evidence"] == {"article_id"}
    whole = "EventRecord" if name == "event" else ""
    for part, definition in [(whole, schema), *schema.get("$defs", {}).items()]:
        if definition.get("type") == "object":
            assert definition["additionalProperties"] is False
            optional = left_out.get(part, set())
            assert {*definition["required"], *optional} == set(definition["properties"])
            assert not optional & set(definition["required"])


def test_a_report_of_a_merged_record_is_a_whole_record_of_its_own(example):
    report = {key: value for key, value in example.items() if key != "reports"}
    merged = {**example, "reports": [report]}
    validate_event(merged)
    assert json.loads(EventRecord.from_json(json.dumps(merged)).json_line()) == merged
    wrong = {**merged, "reports": [{**report, "event_type": "Riots"}]}
    with pytest.raises(RecordError, match=r"^reports\.0\.sub_event_type"):
        validate_event(wrong)


def test_a_record_written_before_reports_were_kept_still_reads(example):
    older = {key: value for key, value in example.items() if key not in ("reports", "original")}
    assert json.loads(EventRecord.from_json(json.dumps(older)).json_line()) == example


def test_evidence_names_its_article_only_where_it_is_another(example):
    entry = copy.deepcopy(example)
    assert (
        "article_id"
        not in EventRecord.from_json(json.dumps(entry)).json_line().partition('"source"')[0]
    )
    entry["date"]["evidence"][0]["article_id"] = "b"
    validate_event(entry)
    assert json.loads(EventRecord.from_json(json.dumps(entry)).json_line()) == entry


def test_examples_evidence_stands_in_one_text(example):
    EventRecord.model_validate(example)

    def check(part: Any) -> int:
        if isinstance(part, list):
            return sum(check(entry) for entry in part)
        if not isinstance(part, dict):
            return 0
        if set(part) == {"start", "end", "text"}:
            assert EXAMPLE_ARTICLE[part["start"] : part["end"]] == part["text"]
            return 1
        return sum(check(entry) for entry in part.values())

    assert check(example) >= 8


@pytest.mark.parametrize("sub", list(SubEventType))
def test_types_that_belong_together_pass_and_others_do_not(example, sub):
    entry = {
        **copy.deepcopy(example),
        "sub_event_type": sub.value,
        "event_type": event_type_of(sub).value,
        "disorder_type": disorder_type_of(sub).value,
    }
    validate_event(entry)
    entry["event_type"] = "Riots" if entry["event_type"] != "Riots" else "Battles"
    with pytest.raises(RecordError, match="sub_event_type"):
        validate_event(entry)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("actors.0.kind", "Rebels", r"^actors\.0\.kind: 'Rebels' is not one of \["),
        ("date.start", "4 April", r"^date(\.start)?: "),
        ("location.latitude", 135.0, r"^location\.latitude: 135.0 is greater than .* 90"),
        ("location.precision", 4, r"^location\.precision: 4 is greater than the maximum of 3"),
        ("source.sha256", "abc", r"^source\.sha256: 'abc' does not match"),
        ("extraction.extracted_at", "yesterday", r"^extraction\.extracted_at: 'yesterday'"),
        ("casualties.killed.low", -1, r"^casualties\.killed\.low: -1 is less than"),
        ("summary", "", r"^summary: "),
        ("schema_version", "9.9", r"^schema_version: '9.9' is not one of"),
        ("mood", "bad", r"'mood' was unexpected"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(example, path, value, message):
    entry = copy.deepcopy(example)
    *parents, key = [int(step) if step.isdigit() else step for step in path.split(".")]
    part = entry
    for parent in parents:
        part = part[parent]
    part[key] = value
    with pytest.raises(RecordError, match=message) as caught:
        validate_event(entry)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("entry", [None, [], "x", 3, {}])
def test_what_is_no_record_at_all_is_a_record_error(entry):
    with pytest.raises(RecordError):
        validate_event(entry)


def test_another_number_for_dozens_in_the_codebook_is_the_one_read_and_told() -> None:
    code = (
        "from extractor.codebook.vague_numbers import VAGUE_NUMBERS\n"
        "VAGUE_NUMBERS['dozens'] = 13\n"
        "from extractor.records import schema_text\n"
        "from extractor import Article\n"
        "from extractor.analysis import Analysis\n"
        "from extractor.codebook.types import SubEventType\n"
        "from extractor.coding.checked_tolls import checked_tolls\n"
        "from extractor.reading import Event, Said, TollState, TollTold\n"
        "article = Article('Dozens of people were killed.')\n"
        "dead = TollTold(TollState.KILLED, Said('Dozens', article.span(0, 6)), vague='dozens')\n"
        "event = Event('e1', (0,), ('Attack',), tolls=(dead,))\n"
        "found = checked_tolls(Analysis(article), event, SubEventType.ATTACK, [])\n"
        "print(schema_text('event').count('13 for dozens'))\n"
        "print([found.casualties.killed.coded])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["1", "[13]"]
