"""Event records: what is written, its parts, the ACLED row made from it, and their schemas."""

from __future__ import annotations

from extractor.records.acled import ACLED_COLUMNS, AcledRow
from extractor.records.event import SCHEMA_VERSION, EventRecord, Report
from extractor.records.listing import Records
from extractor.records.parts import (
    Actor,
    Allegation,
    Attribution,
    Casualties,
    ClaimOfResponsibility,
    Denial,
    EventDate,
    Evidence,
    Extraction,
    Location,
    Original,
    RequestedInvestigation,
    Review,
    ReviewStatus,
    Role,
    Source,
    TokenCount,
    Toll,
)
from extractor.records.schema import schema_for, schema_text, validate_event

__all__ = [
    "ACLED_COLUMNS",
    "SCHEMA_VERSION",
    "AcledRow",
    "Actor",
    "Allegation",
    "Attribution",
    "Casualties",
    "ClaimOfResponsibility",
    "Denial",
    "EventDate",
    "EventRecord",
    "Evidence",
    "Extraction",
    "Location",
    "Original",
    "Records",
    "Report",
    "RequestedInvestigation",
    "Review",
    "ReviewStatus",
    "Role",
    "Source",
    "TokenCount",
    "Toll",
    "schema_for",
    "schema_text",
    "validate_event",
]
