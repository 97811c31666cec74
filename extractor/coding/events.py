"""Makes one event record for each event of a reading."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone

from extractor.analysis import Analysis
from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.coding import statements as say
from extractor.coding.by_meaning import code_by_meaning, single_events
from extractor.coding.confidence import confidence_of
from extractor.coding.letters import in_own_letters
from extractor.coding.row_warnings import row_warnings
from extractor.coding.values import place_in_text
from extractor.coding.values_coded import CodedValues
from extractor.coding.words import note_of, summary
from extractor.errors import ExtractorError
from extractor.reading import Event, Reading, Tokens
from extractor.records import EventRecord
from extractor.records.checked import Checked, worst
from extractor.records.parts import EventDate, Extraction, Location, Source, TokenCount

__all__ = ["Provenance", "code_reading", "coded", "made_at"]

EPOCH = "SOURCE_DATE_EPOCH"
MOST_NOTES = 50


@dataclass(frozen=True)
class Provenance:
    """Who read the article, how, and what it cost."""

    extractor_version: str
    model: str
    reader: str
    prompt_version: str
    tokens: Tokens

    def extraction(self, warnings: Sequence[str]) -> Extraction:
        return Extraction(
            extractor_version=self.extractor_version,
            model=self.model,
            reader=self.reader,
            prompt_version=self.prompt_version,
            extracted_at=made_at(),
            tokens=TokenCount.of(self.tokens),
            warnings=tuple(dict.fromkeys(warnings)),
        )


def made_at() -> datetime:
    """Returns the current time, or that of the variable SOURCE_DATE_EPOCH if set, so that two runs
    can give the same bytes (https://reproducible-builds.org/specs/source-date-epoch). Raises
    :class:`ExtractorError` for a value outside the calendar."""
    epoch = os.environ.get(EPOCH, "")
    if not epoch.isdecimal():
        return datetime.now(timezone.utc).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(epoch), timezone.utc)
    except (OverflowError, ValueError, OSError):
        raise ExtractorError(
            f"{EPOCH} is {epoch[:30]}, which is past the year 9999: unset it, or give it in "
            "seconds since 1970"
        ) from None


def code_reading(
    analysis: Analysis,
    reading: Reading,
    provenance: Provenance,
    notes: list[str] | None = None,
) -> list[EventRecord]:
    """Returns the event records of a reading, in the order of the article. ``notes`` gets a line
    for each event that is dropped."""
    return [record for _, record in coded(analysis, reading, provenance, notes)]


def coded(
    analysis: Analysis,
    reading: Reading,
    provenance: Provenance,
    notes: list[str] | None = None,
) -> list[tuple[Event, EventRecord]]:
    """Like :func:`code_reading`, but returns each record with the event it was coded from."""
    taken: set[str] = set()
    records = []
    shared = _few(reading.notes)
    for event in reading.events:
        about = [s for s in reading.statements if event.key in s.events]
        for single, split in single_events(event):
            warnings = [*shared, *([split] if split else [])]
            statements = say.grounded(analysis, about, warnings)
            values = code_by_meaning(analysis, single, statements, warnings)
            record = _record(analysis, values, statements, provenance, warnings, taken)
            if analysis.given.blocks:  # an entry of a live blog has its own day of publication
                day = analysis.filed_at(place_in_text(analysis, single))
                source = record.source.model_copy(update={"published": day})
                record = record.model_copy(update={"source": source})
            if single.what is None and not _grounded(record):
                if notes is not None:
                    kind = record.sub_event_type
                    notes.append(f"not coded: {kind} (no word of it in the article)")
                continue
            sure = confidence_of(single, record, reading)
            whole = record.model_copy(update={"confidence": sure})
            records.append((single, in_own_letters(whole, analysis)))
    return records


def _few(notes: Sequence[str]) -> list[str]:
    """Returns the notes that every record of the article repeats; of very many, only the first."""
    left = len(notes) - MOST_NOTES
    return [*notes[:MOST_NOTES], *([f"{left:,} more notes"] if left > 0 else [])]


def _grounded(record: EventRecord) -> bool:
    """Whether the article contains the words of any value of the event, statements not counted."""
    parts = [record.date, record.location, record.casualties.killed, record.casualties.injured]
    return any(part.evidence for part in (*parts, *record.actors) if part)


def _record(
    analysis: Analysis,
    values: CodedValues,
    statements: Sequence[say.Grounded],
    provenance: Provenance,
    warnings: list[str],
    taken: set[str],
) -> EventRecord:
    article = analysis.given
    kind, when, where = values.kind, values.when, values.where
    record = EventRecord(
        id=_id(article.sha256, kind, when, where, taken),
        disorder_type=disorder_type_of(kind),
        event_type=event_type_of(kind),
        sub_event_type=kind,
        summary=summary(kind, where),
        trigger=values.trigger,
        date=when,
        location=where,
        actors=values.actors,
        casualties=values.casualties,
        victims=values.victims,
        physical_targets=values.physical_targets,
        weapons=values.weapons,
        allegations=say.allegations(statements),
        denials=say.denials(statements),
        claims_of_responsibility=say.claims_of_responsibility(statements),
        requested_investigations=say.requested_investigations(statements),
        custom=values.custom,
        notes="",
        checked=Checked(
            **values.checks, statements=worst(statement.check for statement in statements)
        ),
        source=Source(
            article_id=article.key,
            publisher=article.source_name,
            published=analysis.published,
            url=article.url,
            sha256=article.sha256,
            file=article.file,
        ),
        extraction=provenance.extraction(warnings),
    )
    noted = record.model_copy(update={"notes": note_of(record)})
    return _with_rules(noted, warnings, provenance)


def _with_rules(record: EventRecord, warnings: list[str], provenance: Provenance) -> EventRecord:
    """Returns the record with a warning for each ACLED rule that it breaks."""
    found = row_warnings(record)
    if not found:
        return record
    return record.model_copy(update={"extraction": provenance.extraction([*warnings, *found])})


def _id(
    sha256: str,
    kind: SubEventType,
    when: EventDate | None,
    where: Location | None,
    taken: set[str],
) -> str:
    """Returns an id made from the text's hash, the type, the day and the place, so that the same
    event of the same article always gets the same id."""
    parts = [
        sha256,
        event_type_of(kind).value,
        str(when.start) if when else "",
        (where.gazetteer_id or where.name) if where else "",
    ]
    number = 0
    while True:
        digest = hashlib.sha256("\x1f".join([*parts, str(number)]).encode("utf-8", "surrogatepass"))
        if (found := digest.hexdigest()[:16]) not in taken:
            taken.add(found)
            return found
        number += 1
