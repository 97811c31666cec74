"""A worker's handling of a unit of articles: read them, write the shards, then the manifest."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extractor.batch.done import Fate
from extractor.batch.failures import article_of_row, failure_row
from extractor.batch.loop import extract_many
from extractor.batch.messages import cut_line, failure_line, name_of
from extractor.distribute.job import DONE, Job, write_whole
from extractor.errors import ArticleError, ExtractorError
from extractor.models.faults import scrub
from extractor.pipeline import Extractor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extractor.records import EventRecord
    from extractor.text.article import Article

__all__ = ["Worker"]


class Worker:
    """One extractor, made with the first unit and kept. Called with a unit, it returns its counts,
    and as JSON the lines of its ``failures`` and its ``notes``.

    It never raises: an article that fails is in the unit's failures, and an error that stops all
    articles (no key, a dead server, a full disk) is returned as ``fatal``, with the unit left
    undone.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._extractor: Extractor | None = None
        self._failures: list[str] = []
        self._notes: list[str] = []

    def __call__(self, unit: Mapping[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = {"unit": unit["unit"], "fatal": ""}
        self._failures, self._notes = [], json.loads(unit["notes"])
        row |= {"same": int(unit["same"]), "before": int(unit["before"])}
        try:
            row |= self._counts(str(unit["unit"]), json.loads(unit["entries"]))
        except ExtractorError as error:
            row["fatal"] = str(error)
        except OSError as error:
            row["fatal"] = f"{self.job.output}: {error.strerror or error}"
        except Exception as fault:
            row["fatal"] = f"internal error, {type(fault).__name__}: {fault}"
        row["articles"] = row["same"] + row["before"] + row.get("here", 0)
        return {name: row.get(name, 0) for name in COUNTED} | {
            "unit": row["unit"],
            "notes": json.dumps(self._notes),
            "failures": json.dumps(self._failures),
            "fatal": scrub(row["fatal"]),
        }

    def _counts(self, name: str, entries: list[dict[str, Any]]) -> dict[str, int]:
        if not entries:
            return {}
        if self._extractor is None:
            self._extractor = self._open()
        counts = dict.fromkeys(COUNTED, 0) | {"here": len(entries)}
        for unwanted in ("same", "before", "articles"):
            del counts[unwanted]
        events: list[EventRecord] = []
        failures: list[dict[str, Any]] = []
        keys: list[str] = []
        for done in extract_many(
            self._articles(entries),
            self._extractor,
            concurrency=self.job.concurrency,
            ordered=True,
        ):
            for token, number in asdict(done.tokens).items():
                counts[token] += number
            if cut := cut_line(name_of(done), done):
                self._notes.append(cut)
            if done.fate is Fate.FAILED:
                counts["refused"] += done.refused
                failures.append(failure_row(done, {"output": self.job.output}))
                self._failures.append(failure_line(name_of(done), done))
                continue
            keys.append(done.key.hex())
            events += done.events
            counts["nothing"] += done.fate is Fate.NOTHING
        counts |= {"events": len(events), "failed": len(failures)}
        self._write(name, events, failures, keys, counts)
        return counts

    def _write(
        self,
        name: str,
        events: list[EventRecord],
        failures: list[dict[str, Any]],
        keys: list[str],
        counts: dict[str, int],
    ) -> None:
        job = self.job
        if events:
            data = _lines(events) if job.form == "jsonl" else _parquet(events)
            write_whole(job.folder / f"events-{name}.{job.form}", data)
        if failures:
            text = "".join(json.dumps(row) + "\n" for row in failures)
            write_whole(job.folder / f"failures-{name}.jsonl", text.encode("ascii"))
        manifest = {"settings": job.settings, "form": job.form, "counts": counts, "keys": keys}
        write_whole(job.folder / DONE / f"{name}.json", json.dumps(manifest).encode("ascii"))

    def _open(self) -> Extractor:
        job = self.job
        return Extractor(
            job.model,
            base_url=job.base_url,
            reader=job.reader,
            timeout_s=job.timeout_s,
            cache=job.cache,
        )

    def _articles(self, entries: list[dict[str, Any]]) -> Iterator[Article | ArticleError]:
        for entry in entries:
            article = article_of_row(entry, where="a unit") if entry["article"] else None
            if article:
                yield article
            else:
                where, error = entry["where"], entry["error"]
                yield ArticleError(error.removeprefix(f"{where}: "), where=where)


COUNTED = (
    *("articles", "events", "failed", "refused", "nothing", "same", "before"),
    *("prompt", "cached", "completion", "estimated"),
)


def _lines(events: list[EventRecord]) -> bytes:
    return "".join(f"{event.json_line()}\n" for event in events).encode("utf-8")


def _parquet(events: list[EventRecord]) -> bytes:
    """A row for each event: columns to find it by, and ``record``, its JSON. Every shard has the
    same schema, so that all can be read as one table."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    text, number, day = pa.string(), pa.float64(), pa.date32()
    columns: dict[str, tuple[Any, list[Any]]] = {
        "id": (text, [e.id for e in events]),
        "article_id": (text, [e.source.article_id for e in events]),
        "event_type": (text, [e.event_type for e in events]),
        "sub_event_type": (text, [e.sub_event_type for e in events]),
        "date_start": (day, [e.date.start if e.date else None for e in events]),
        "date_end": (day, [e.date.end if e.date else None for e in events]),
        "country": (text, [e.location.country if e.location else None for e in events]),
        "location": (text, [e.location.name if e.location else None for e in events]),
        "latitude": (number, [e.location.latitude if e.location else None for e in events]),
        "longitude": (number, [e.location.longitude if e.location else None for e in events]),
        "record": (text, [e.json_line() for e in events]),
    }
    table = pa.table({name: pa.array(cells, kind) for name, (kind, cells) in columns.items()})
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()
