"""Turns articles into the provider's batches: plans, writes and uploads requests, begins
batches."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.analysis import Analysis
from extractor.batch.failures import article_row
from extractor.batch.keys import KeySet, article_key
from extractor.batch.provider.folder import BatchJobError, JobFolder, Part
from extractor.batch.provider.service import ENDPOINT, Service, spec_of
from extractor.errors import ArticleError
from extractor.models.cache import request_key
from extractor.models.client import ServedModel
from extractor.models.contexts import known_context
from extractor.models.protocol import Message
from extractor.models.usage import SpendingModel
from extractor.pipeline import Extractor
from extractor.readers.options import ReaderOptions
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic import BaseModel

    from extractor.text.article import Article

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["MOST_BYTES", "MOST_REQUESTS", "request_of", "structured_key", "submit", "submit_part"]

MOST_REQUESTS = 50_000
MOST_BYTES = 180_000_000
"""Size limit of one batch in bytes. OpenAI's limits are 50,000 requests and 200 MB."""


def structured_key(
    name: str, messages: list[Message], response_model: type[BaseModel], max_tokens: int
) -> str:
    """The key of a structured request of a job: a hash of its content."""
    return request_key(
        way="batch",
        model=name,
        messages=messages,
        schema=response_model.model_json_schema(),
        max_tokens=max_tokens,
    )


class PlanningModel(SpendingModel):
    """A model that is asked and writes down what: ``bodies`` are the requests by key."""

    def __init__(self, served: ServedModel, context_tokens: int | None = None) -> None:
        super().__init__(served.name, context_tokens)
        self._served = served
        self.bodies: dict[str, dict[str, Any]] = {}

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """An empty instance."""
        key = structured_key(self.name, messages, response_model, max_tokens)
        self.bodies[key] = self._served.structured_body(
            messages, response_model, max_tokens=max_tokens
        )
        empty: Any = {name: [] for name in response_model.model_fields}
        return response_model.model_construct(**empty), Tokens()


def submit(
    articles: Iterable[Article | ArticleError],
    folder: JobFolder,
    *,
    model: str | None,
    base_url: str | None = None,
    gate: str | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> int:
    """Plan a job and begin its batches; returns how many articles could not be read.

    ``note`` gets a line for each of those and for each batch. Raises :class:`BatchJobError` for a
    folder in use or if there is nothing to ask, and :class:`~extractor.errors.ModelError` when the
    provider cannot be asked. In that case the plan stays, and :func:`submit_part` or ``collect``
    continues from it.
    """
    spec = spec_of(model, base_url)
    if base_url and "@" in base_url:
        raise BatchJobError("the address is kept with the job: give one without a password")
    served = ServedModel(spec)
    try:
        # Report what the gate lacks before a folder is made.
        planning = PlanningModel(served, known_context(spec))
        extractor = Extractor(planning, reader=ReaderOptions("record", gate))
        with folder.alone():
            return _submit(articles, folder, base_url, extractor, note)
    finally:
        served.close()


def _submit(
    articles: Iterable[Article | ArticleError],
    folder: JobFolder,
    base_url: str | None,
    extractor: Extractor,
    note: Callable[[str], None],
) -> int:
    folder.begin()
    failed = 0

    def readable() -> Iterator[Article]:
        nonlocal failed
        for article in articles:
            if isinstance(article, ArticleError):
                failed += 1
                note(f"Error: {article}")
            else:
                yield article

    parts = _Parts(folder)
    folder.write_lines("articles.jsonl", _planned(readable(), extractor, parts))
    count = parts.close()
    if not count:
        raise BatchJobError("no article has anything to ask about; nothing was submitted")
    folder.planned(
        {
            "id": uuid.uuid4().hex,
            "model": extractor.model.name,
            "base_url": base_url,
            "gate": extractor.gate,
            "settings": extractor.settings,
            "context_tokens": extractor.model.context_tokens,
            "requests": count,
            "left_out": parts.left_out,
        }
    )
    service = Service(spec_of(extractor.model.name, base_url))
    try:
        for part in folder.parts().values():
            begun = submit_part(folder, part, service)
            note(f"part {begun.number}: batch {begun.batch_id}")
    finally:
        service.close()
    return failed


def submit_part(folder: JobFolder, part: Part, service: Service) -> Part:
    """Upload a part and begin its batch, as far as that is not done yet.

    The id is on disk before anything else happens. If a crash came between the provider making a
    batch and our writing it down, the batch is found again by its metadata.
    """
    if part.file_id is None:
        file_id = service.upload(folder.requests_path(part.number))
        part = folder.note(part, state="uploaded", file_id=file_id)
        batch_id = None
    elif part.batch_id is None:
        batch_id = service.find(_metadata(folder, part))
    else:
        return part
    assert part.file_id is not None
    batch_id = batch_id or service.begin(part.file_id, _metadata(folder, part))
    return folder.note(part, state="submitted", batch_id=batch_id)


def request_of(key: str, body: dict[str, Any]) -> str:
    """The line of a request in the provider's format."""
    row = {"custom_id": key, "method": "POST", "url": ENDPOINT, "body": body}
    return json.dumps(row, ensure_ascii=True)


def _metadata(folder: JobFolder, part: Part) -> dict[str, str]:
    return {"extract_job": folder.job["id"], "part": str(part.number)}


def _planned(articles: Iterable[Article], extractor: Extractor, parts: _Parts) -> Iterator[str]:
    """The articles as they are kept, while their requests are added to ``parts``. An article that
    the gate left out is marked, since nothing else tells it when the replies are collected."""
    planning = extractor.model
    assert isinstance(planning, PlanningModel)
    seen = KeySet()
    settings = extractor.settings
    for article in articles:
        key = article_key(article, settings)
        if key in seen:
            continue
        seen.add(key)
        analysis = Analysis(article)
        row = {"article": article_row(article)}
        if why := extractor.left_out(analysis, article):
            parts.left_out += 1
            yield json.dumps({**row, "left_out": why})
            continue
        planning.bodies.clear()
        extractor.reader.read(analysis)
        for name, body in planning.bodies.items():
            parts.add(name, request_of(name, body))
        yield json.dumps(row)


class _Parts:
    """Writes requests into files within the provider's limits and notes each file.

    ``left_out`` counts the articles without requests, as the gate left them out.
    """

    def __init__(self, folder: JobFolder) -> None:
        self.left_out = 0
        self._folder = folder
        self._file: Any = None
        self._number = self._count = self._bytes = self._all = 0
        self._seen = KeySet()

    def add(self, key: str, line: str) -> None:
        """Add a request; a repeated one is sent once."""
        if bytes.fromhex(key) in self._seen:
            return
        self._seen.add(bytes.fromhex(key))
        if self._file and (self._count >= MOST_REQUESTS or self._bytes + len(line) >= MOST_BYTES):
            self._end()
        if self._file is None:
            self._number += 1
            self._file = self._folder.requests_path(self._number).open("w", encoding="ascii")
        self._file.write(f"{line}\n")
        self._count += 1
        self._all += 1
        self._bytes += len(line) + 1

    def close(self) -> int:
        """Close the last file; returns the number of requests."""
        if self._file:
            self._end()
        return self._all

    def _end(self) -> None:
        self._file.close()
        self._file, self._count, self._bytes = None, 0, 0
        self._folder.note(Part(self._number))
