"""What goes over the wire, as pydantic models: the OpenAPI description is made from them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from extractor.records import EventRecord
from extractor.records.provenance import TokenCount
from extractor.serve.service import MOST_FINDINGS
from extractor.text.article import Article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.batch.done import Done
    from extractor.validate import Finding

__all__ = [
    "MOST_ARTICLES",
    "MOST_RECORDS",
    "Articles",
    "Failure",
    "Findings",
    "GivenArticle",
    "GivenRecords",
    "Results",
    "Told",
    "error_fields",
    "findings_of",
    "reply_of",
]

MOST_ARTICLES = 100  # in one request
MOST_RECORDS = 10_000
LONGEST_NAME = 2_000  # characters of an id, a title, an address


class Strict(BaseModel):
    """A request: a key that is not known is refused, it may be a misspelt one."""

    model_config = ConfigDict(extra="forbid")


# Not Field(max_length=…) on the text: how long it may be is the server's own bound, and what is
# over it is cut at a sentence or refused, as a run does.
Name = Annotated[str | None, Field(max_length=LONGEST_NAME)]


class GivenArticle(Strict):
    """An article to be read."""

    text: Annotated[
        str,
        Field(
            description="The article's text; all offsets in the records count its characters.",
            examples=["Gunmen killed four farmers in Konduga, Borno state, on Tuesday."],
        ),
    ]
    id: Annotated[Name, Field(description="Its id; one made from the text if left out.")] = None
    title: Annotated[Name, Field(description="Its headline.")] = None
    published: Annotated[
        Name,
        Field(
            description='Day of publication, from which "Tuesday" is counted.',
            examples=["2026-03-11"],
        ),
    ] = None
    publisher: Annotated[Name, Field(description="Who published it.")] = None
    url: Annotated[Name, Field(description="Its address; nothing is fetched from it.")] = None

    def article(self) -> Article:
        """The article itself. Raises :class:`~extractor.errors.ArticleError`."""
        published: Any = self.published  # an ISO 8601 string is made a date there
        return Article(self.text, self.id, self.title, published, self.publisher, self.url)


class Articles(Strict):
    """Several articles."""

    articles: Annotated[list[GivenArticle], Field(min_length=1, max_length=MOST_ARTICLES)]


class Told(BaseModel):
    """Why something was not done."""

    kind: Annotated[str, Field(description="The error's class.", examples=["ArticleTooLong"])]
    message: Annotated[str, Field(description="One line for people.")]


class Failure(BaseModel):
    """The answer where something was not done."""

    error: Told


class Result(BaseModel):
    """What an article came to."""

    article_id: Annotated[str, Field(description="The id given, or one made from the text.")]
    events: Annotated[list[EventRecord], Field(description="Its records, validated.")]
    warnings: Annotated[list[str], Field(description="What was left out or is not sure.")]
    cut: Annotated[
        str | None, Field(description="How far it was read, where not to its end, and why.")
    ]
    tokens: Annotated[TokenCount, Field(description="What reading it cost.")]
    seconds: Annotated[float, Field(description="How long reading took, without waiting.")]
    error: Annotated[Told | None, Field(description="Why it was not read; it has no events then.")]


class Results(BaseModel):
    """What several articles came to, in their order."""

    results: list[Result]


class GivenRecords(Strict):
    """Records to be checked."""

    records: Annotated[
        list[dict[str, Any]],
        Field(
            max_length=MOST_RECORDS,
            description="Event records, or rows with the columns of ACLED or UCDP GED.",
        ),
    ]
    kind: Annotated[
        Literal["event", "acled", "ucdp"] | None,
        Field(description="What they are; told by their keys if left out."),
    ] = None


class Found(BaseModel):
    """One mistake; docs/validation.md has every code."""

    code: Annotated[str, Field(examples=["E306"])]
    severity: Literal["error", "warning"]
    title: str
    message: str
    record: Annotated[int | None, Field(description="Which record, counted from 1.")]
    column: str | None
    value: str | None
    row_id: str | None


class Findings(BaseModel):
    """What was found, in the order of the records."""

    findings: list[Found]
    more: Annotated[bool, Field(description="Whether the list was cut: there may be more.")]


def reply_of(done: Done, given: str | None = None) -> dict[str, Any]:
    """A :class:`Result` as JSON has it; ``given`` is the id of what could not be an article."""
    error = done.error
    return {
        "article_id": done.article.key if done.article else given or "",
        "events": [json.loads(event.json_line()) for event in done.events],
        "warnings": list(done.warnings),
        "cut": done.cut or None,
        "tokens": TokenCount.of(done.tokens).model_dump(),
        "seconds": round(done.seconds, 3),
        "error": error_fields(error) if error else None,
    }


def error_fields(error: Exception) -> dict[str, str]:
    """A :class:`Told` as JSON has it."""
    return {"kind": type(error).__name__, "message": " ".join(str(error).split())}


def findings_of(found: Sequence[Finding]) -> dict[str, Any]:
    """:class:`Findings` as JSON has them."""
    return {"findings": [_shown(one) for one in found], "more": len(found) >= MOST_FINDINGS}


def _shown(finding: Finding) -> dict[str, Any]:
    """A :class:`Found` as JSON has it."""
    said = finding.as_dict()
    keys = ("code", "severity", "title", "message", "column", "value", "row_id")
    return {"record": finding.line, **{key: said[key] for key in keys}}
