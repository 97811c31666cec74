"""The origin of a record: the article it was read in, and how it was read."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated, Literal

from extractor.reading import Tokens
from extractor.records.part import Instant, Part, Words, explained


class Source(Part):
    """The article the event was read in."""

    article_id: Annotated[Words, explained("Id of the article.", "sha256:5d41402abc4b2a76")]
    publisher: Annotated[
        str | None, explained("Who published it; null if not known.", "The Example Times")
    ]
    published: Annotated[
        date | None, explained("Day it was published; null if not known.", "2026-03-11")
    ]
    url: Annotated[
        str | None, explained("Its address; null if not known.", "https://example.org/a/1")
    ]
    sha256: Annotated[
        str | None,
        explained(
            "SHA-256 of the text as UTF-8, hexadecimal: shows which text the offsets belong to; "
            "null where no text was read, as in records made from another dataset's rows.",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            pattern=r"^[0-9a-f]{64}$",
        ),
    ]
    file: Annotated[
        Words | None,
        explained(
            "The file it was read from, and where in it, of an article that is known by no id of "
            "its own; left out elsewhere.",
            "reports/2026-03-11.pdf",
            exclude_if=lambda file: file is None,
        ),
    ] = None


class Original(Part):
    """The row of another dataset the record was made from, as far as the record itself has no
    place for it: what is needed to write that row again."""

    dataset: Annotated[
        Literal["ACLED", "UCDP GED"], explained("The dataset the row is from.", "ACLED")
    ]
    columns: Annotated[
        dict[str, str],
        explained(
            "Cells that follow from nothing else in the record, by the dataset's column names.",
            {"source_scale": "National", "tags": "crowd size=no report"},
        ),
    ]


class Confidence(Part):
    """How likely each value is right, from 0 to 1, as measured on articles coded by hand
    (docs/evaluation.md, "Calibration"); null where the record has no such value or nothing was
    measured."""

    event: Annotated[float | None, explained("That such an event is told of.", 0.9, ge=0, le=1)]
    sub_event_type: Annotated[float | None, explained("Of its type.", 0.8, ge=0, le=1)]
    date: Annotated[float | None, explained("Of the date.", 0.9, ge=0, le=1)]
    location: Annotated[float | None, explained("Of the place.", 0.9, ge=0, le=1)]
    perpetrators: Annotated[float | None, explained("Of who did it.", 0.6, ge=0, le=1)]
    targets: Annotated[float | None, explained("Of whom it was done to.", 0.7, ge=0, le=1)]
    killed: Annotated[float | None, explained("Of the number killed.", 0.8, ge=0, le=1)]


class TokenCount(Part):
    """Tokens spent on the whole article this event came from, failed tries included."""

    prompt: Annotated[int, explained("Tokens sent.", 512, ge=0)]
    cached: Annotated[int, explained("Of these, tokens the server had cached.", 448, ge=0)]
    completion: Annotated[int, explained("Tokens answered.", 24, ge=0)]

    @classmethod
    def of(cls, tokens: Tokens) -> TokenCount:
        """The count of a reading's tokens."""
        return cls(prompt=tokens.prompt, cached=tokens.cached, completion=tokens.completion)


class Extraction(Part):
    """How the record was made."""

    extractor_version: Annotated[Words, explained("Version of the program.", "0.1.0")]
    model: Annotated[Words, explained("The model that read the article.", "local")]
    reader: Annotated[Words, explained("How it was read: local or record.", "local")]
    prompt_version: Annotated[Words, explained("Version of the prompts.", "1")]
    extracted_at: Annotated[Instant, explained("When, in UTC.", "2026-03-12T12:00:00Z")]
    tokens: Annotated[TokenCount, explained("What reading the article cost.")]
    warnings: Annotated[
        tuple[str, ...],
        explained(
            "What was left out or is not sure, one sentence each.", ["no publication date is given"]
        ),
    ]


class ReviewStatus(str, Enum):
    """What a coder has decided: ``mended`` is changed and not yet accepted."""

    ACCEPTED = "accepted"
    MENDED = "mended"
    REJECTED = "rejected"


class Review(Part):
    """The last decision of a coder about the record (`extract review`)."""

    status: Annotated[
        ReviewStatus,
        explained("accepted, mended (changed and not yet accepted) or rejected.", "accepted"),
    ]
    coder: Annotated[Words, explained("Who decided.", "anna")]
    at: Annotated[Instant, explained("When, in UTC.", "2026-03-13T09:30:00Z")]
    reason: Annotated[
        str | None, explained("Why, in the coder's words; null if none are given.", "agreed")
    ]
