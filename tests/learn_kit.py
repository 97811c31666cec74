"""Records of one raid, and a coder who reviews them, for tests of what is learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.codebook.types import SubEventType, disorder_type_of, event_type_of
from extractor.coding.words import summary
from extractor.records import EventRecord
from extractor.review.decisions import mend
from extractor.review.journal import Journal
from extractor.review.session import Session
from extractor.text.article import Article

__all__ = ["Coder", "article_of", "raid"]

Changes = Callable[[dict[str, Any]], None]


def article_of(actor: str = "Qolvani Front fighters", place: str = "Kowa") -> Article:
    text = f"Police gave no name. {actor} shot dead four farmers in {place} on Tuesday."
    return Article(text, published="2024-05-09")


def raid(
    number: int = 1, actor: str = "Qolvani Front fighters", place: str = "Kowa", **more: Any
) -> EventRecord:
    """The record that was made of it: the actor's words for its name, the place without a point."""
    article = article_of(actor, place)
    kind = SubEventType.ATTACK

    def evidence(words: str) -> list[dict[str, Any]]:
        start = article.text.index(words)
        return [{"start": start, "end": start + len(words), "text": words}]

    given = {
        "id": f"{number:016x}",
        "disorder_type": disorder_type_of(kind),
        "event_type": event_type_of(kind),
        "sub_event_type": kind,
        "summary": summary(kind, None),
        "trigger": {"text": "shot dead", "evidence": evidence("shot dead")},
        "date": {
            "start": "2024-05-07",
            "end": "2024-05-07",
            "precision": 1,
            "text": "Tuesday",
            "evidence": evidence("Tuesday"),
        },
        "location": {
            "name": place,
            "admin1": None,
            "admin2": None,
            "admin3": None,
            "country": "Nigeria",
            "iso": 566,
            "region": "Western Africa",
            "latitude": None,
            "longitude": None,
            "precision": None,
            "gazetteer_id": None,
            "text": place,
            "evidence": evidence(place),
        },
        "actors": [
            {
                "role": "perpetrator",
                "name": actor,
                "kind": "Political militia",
                "associated": [],
                "text": actor,
                "attribution": "reported_as_fact",
                "evidence": evidence(actor),
            }
        ],
        "casualties": {"killed": None, "injured": None},
        **dict.fromkeys(("allegations", "denials"), ()),
        **dict.fromkeys(("claims_of_responsibility", "requested_investigations"), ()),
        "notes": "",
        "checked": {"sub_event_type": "reader", "location": "reader", "perpetrators": "reader"},
        "source": {
            "article_id": article.key,
            "publisher": None,
            "published": "2024-05-09",
            "url": None,
            "sha256": article.sha256,
        },
        "extraction": {
            "extractor_version": "0",
            "model": "tagger",
            "reader": "local",
            "prompt_version": "1",
            "extracted_at": "2024-05-10T00:00:00Z",
            "warnings": [],
            "tokens": {"prompt": 0, "cached": 0, "completion": 0},
        },
    }
    return EventRecord.model_validate(given | more)


class Coder:
    """Reviews records as the page does; ``journal`` is the file of the decisions."""

    def __init__(self, folder: Path, *records: EventRecord) -> None:
        self.journal = folder / "events.anna.journal.jsonl"
        self.opened = Journal(self.journal)
        self.session = Session(records, [], self.opened, "anna")

    def mend(self, record: EventRecord, change: Changes) -> None:
        """Change what stands in the form and leave it."""
        form = self.session.record(record.id).model_dump(mode="json")
        change(form)
        assert mend(self.session, record.id, self.session.revision(record.id), form)

    def name(self, record: EventRecord, name: str, kind: str = "Rebel group") -> None:
        """Give the first actor another name."""
        self.mend(record, lambda form: form["actors"][0].update(name=name, kind=kind))

    def place(self, record: EventRecord, **more: Any) -> None:
        """Give the place a point by hand, or what is given."""
        point = {"admin1": "Kebbi", "latitude": 12.3, "longitude": 4.1, "precision": 1}
        self.mend(record, lambda form: form["location"].update(point | more))

    def save(self, path: Path) -> Path:
        """Write the reviewed records and close the journal."""
        self.session.save(path)
        self.opened.close()
        return path
