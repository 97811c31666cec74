"""From pydantic's JSON Schemas to those that providers promise to keep."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

import pytest
from provider_fakes import FORBIDDEN, openness
from pydantic import BaseModel, ConfigDict, Field

from extractor.models.strict import ALL_LIMITS, COUNTS_AND_RANGES, NO_LIMITS, strict_schema_of
from extractor.readers.record import ArticleReading


class Place(BaseModel):
    """A place in the article."""

    name: str = Field(max_length=80)
    title: str | None = None
    default: Literal["city"] = "city"


class Event(BaseModel):
    where: Place = Field(description="where it happened")
    also: list[Place] = Field(default_factory=list, max_length=5)
    when: date | None = Field(default=None, description="the day")
    killed: Annotated[int, Field(ge=0, le=10_000)] | None
    parts: list[Event] = Field(default_factory=list)


class Untyped(BaseModel):
    anything: Any


class AnyKey(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


class Table(BaseModel):
    cells: dict[str, int]


class Pair(BaseModel):
    both: tuple[int, str]


class Empty(BaseModel):
    pass


@pytest.mark.parametrize("model", [Place, Event, ArticleReading])
@pytest.mark.parametrize(
    ("limits", "forbidden"),
    [
        (NO_LIMITS, FORBIDDEN | {"format", "minimum", "maximum", "const"}),
        (COUNTS_AND_RANGES, {"title", "default", "minLength", "maxLength", "const"}),
        (ALL_LIMITS, {"title", "default", "const"}),
    ],
)
def test_every_object_is_closed_and_every_key_required(
    model: type[BaseModel], limits: frozenset[str], forbidden: set[str]
) -> None:
    schema = strict_schema_of(model, limits)
    assert schema is not None
    assert openness(schema, forbidden) is None


def test_keys_that_are_called_like_keywords_stay() -> None:
    schema = strict_schema_of(Place, NO_LIMITS)
    assert schema and schema["required"] == ["name", "title", "default"]
    assert schema["properties"]["title"] == {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert schema["properties"]["default"] == {"type": "string", "enum": ["city"]}


def test_limits_that_are_left_out_are_told() -> None:
    schema = strict_schema_of(Event, NO_LIMITS)
    assert schema
    event = schema["$defs"]["Event"]["properties"]
    assert event["also"]["description"] == "at most 5 items"
    assert event["killed"]["anyOf"][0]["description"] == "0 or more; 10000 or less"
    assert event["when"]["anyOf"][0] == {"type": "string", "description": "format date"}


def test_limits_that_are_kept_are_not_told_twice() -> None:
    schema = strict_schema_of(Event, ALL_LIMITS)
    assert schema
    event = schema["$defs"]["Event"]["properties"]
    assert event["also"] == {"type": "array", "items": {"$ref": "#/$defs/Place"}, "maxItems": 5}
    assert event["killed"]["anyOf"][0] == {"type": "integer", "minimum": 0, "maximum": 10000}


def test_a_reference_with_words_beside_it_is_written_out() -> None:
    schema = strict_schema_of(Event, NO_LIMITS)
    assert schema
    where = schema["$defs"]["Event"]["properties"]["where"]
    assert where["description"] == "where it happened"
    assert where["additionalProperties"] is False


def test_a_model_that_holds_itself_has_an_end() -> None:
    text = json.dumps(strict_schema_of(Event, NO_LIMITS))
    assert '"items": {"$ref": "#/$defs/Event"}' in text


@pytest.mark.parametrize("model", [Untyped, AnyKey, Table, Pair, Empty])
def test_what_takes_anything_has_no_strict_schema(model: type[BaseModel]) -> None:
    assert strict_schema_of(model, NO_LIMITS) is None


def test_the_schema_is_the_same_each_time() -> None:
    first = json.dumps(strict_schema_of(ArticleReading, NO_LIMITS))
    strict_schema_of.cache_clear()
    assert json.dumps(strict_schema_of(ArticleReading, NO_LIMITS)) == first
