"""The base of all parts of a record: frozen models, described fields, evidence."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)
from typing_extensions import Self

from extractor.text.span import Span


def _has_words(value: str) -> str:
    if not value.strip():
        raise ValueError("must hold some words")
    return value


def _utc_seconds(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


# Not Field(min_length=1): pydantic's string checks refuse lone surrogates. The text of a scraped
# article may hold some, and they must stay for the offsets to fit.
Words = Annotated[str, AfterValidator(_has_words), Field(json_schema_extra={"minLength": 1})]
Instant = Annotated[
    AwareDatetime,
    PlainSerializer(_utc_seconds, return_type=str, when_used="json"),
    Field(
        json_schema_extra={
            "format": "date-time",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
        }
    ),
]


def explained(description: str, example: Any = None, **rules: Any) -> Any:
    """A required field with its description in the JSON Schema.

    ``example`` may be left out only where the schema can build one from the parts below.
    """
    if example is not None:
        rules["examples"] = [example]
    return Field(description=description, **rules)


class Part(BaseModel):
    """What all parts share: frozen, and no key that the schema does not name."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Evidence(Part):
    """Words of the article and where they stand: ``article.text[start:end] == text``.

    The article is that of ``source`` unless ``article_id`` names another one.
    """

    start: Annotated[
        int, explained("Offset of the first character, from 0, in Unicode code points.", 47, ge=0)
    ]
    end: Annotated[int, explained("Offset after the last character.", 54, ge=1)]
    text: Annotated[
        Words, explained("The words themselves, exactly as the article has them.", "Mandera")
    ]
    article_id: Annotated[
        Words | None,
        explained(
            "Id of the article, where it is not the record's own source: only in records merged "
            "from several reports, left out everywhere else.",
            "sha256:9f86d081884c7d65",
            exclude_if=lambda article_id: article_id is None,
        ),
    ] = None

    @model_validator(mode="after")
    def _offsets_fit(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"offsets {self.start} to {self.end} are {self.end - self.start} characters "
                f"and the text has {len(self.text)}"
            )
        return self

    @classmethod
    def of(cls, span: Span) -> Evidence:
        """The evidence of a span of the article."""
        return cls(start=span.start, end=span.end, text=span.text)


EvidenceList = Annotated[
    tuple[Evidence, ...], explained("Where in the article this stands; empty if it only follows.")
]
