"""Turns the provider's replies into events: codes what has come, sends again what was lost."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from extractor.batch.done import Done, Fate
from extractor.batch.failures import article_of_row, failure_row
from extractor.batch.provider.folder import MOST_TRIES, BatchJobError, JobFolder, Part
from extractor.batch.provider.service import OVER, Service, reason_of, spec_of
from extractor.batch.provider.submitting import structured_key, submit_part
from extractor.errors import ModelRefused, ModelReplyError
from extractor.models.client import json_part
from extractor.models.faults import refused, scrub
from extractor.models.protocol import Message
from extractor.models.refusals import declines, is_refusal_status, refusal_of
from extractor.models.transport import ErrorStatus
from extractor.models.usage import SpendingModel, tokens_of
from extractor.pipeline import Extractor
from extractor.readers.record import ArticleReading
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from extractor.models.cache import ReplyCache
    from extractor.models.spec import HostedSpec

    Structure = TypeVar("Structure", bound=BaseModel)

__all__ = ["Collected", "collect"]


class NotThere(ModelReplyError):
    """The reply to a request has not come yet."""


@dataclass
class Collected:
    """What a job has given so far. ``left_out`` are the articles that the gate left out on
    submission. ``refused`` are those of ``failed`` that the model or a safety filter declined.
    ``waiting`` articles still lack replies. ``states`` are the provider's, by batch id.
    """

    articles: int = 0
    events: int = 0
    left_out: int = 0
    failed: int = 0
    refused: int = 0
    waiting: int = 0
    tokens: Tokens = field(default_factory=Tokens)
    states: dict[str, str] = field(default_factory=dict)


class RepliesModel(SpendingModel):
    """A model that has been asked already: it gives the collected replies, at what they cost."""

    def __init__(
        self,
        name: str,
        replies: ReplyCache,
        given_up: dict[str, ModelReplyError],
        context_tokens: int | None = None,
    ) -> None:
        super().__init__(name, context_tokens)
        self._replies = replies
        self._given_up = given_up

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        """The kept reply. Raises :class:`ModelReplyError` if the request failed or has no reply
        yet."""
        key = structured_key(self.name, messages, response_model, max_tokens)
        kept = self._replies.get(key)
        if kept is None:
            if key in self._given_up:
                raise self._given_up[key]
            raise NotThere("its reply has not come yet")
        tokens = self._spend(Tokens(*kept["tokens"]))
        return response_model.model_validate(kept["values"]), tokens


def collect(folder: JobFolder, *, note: Callable[[str], None] = lambda _: None) -> Collected:
    """Fetch the available replies, send lost requests again, and rewrite events and failures.

    ``folder`` is opened. ``note`` gets lines for the user. May be called any number of times.
    Raises :class:`~extractor.errors.ModelError` when the provider cannot be asked, and
    :class:`BatchJobError` while another process works on the job, or if the job does not say which
    articles were left out (older jobs did not).
    """
    if folder.job.get("gate", "lexicon") == "lexicon":  # the default of jobs without it
        raise BatchJobError(
            f"{folder.path}: submitted with the gate `lexicon`, which is gone; collect it with the "
            "version of extract that submitted it"
        )
    found = Collected()
    with folder.alone():
        service = Service(spec_of(folder.job["model"], folder.job["base_url"]))
        try:
            for part in folder.parts().values():
                if part.state != "collected":
                    _fetch(folder, submit_part(folder, part, service), service, found, note)
            _send_again(folder, service, found, note)
        finally:
            service.close()
        _code(folder, found)
        found.tokens += _in_vain(folder)
    return found


def _fetch(
    folder: JobFolder,
    part: Part,
    service: Service,
    found: Collected,
    note: Callable[[str], None],
) -> None:
    """Fetch the available replies of a part."""
    assert part.batch_id is not None
    batch = service.state(part.batch_id)
    state = found.states[part.batch_id] = str(batch.status)
    if state == "failed":
        note(f"batch {part.batch_id} failed as a whole: {reason_of(batch) or 'no reason given'}")
    ours = set(folder.keys(part.number))
    strange = 0
    for file_id in (batch.output_file_id, batch.error_file_id):
        if file_id:
            for row in service.lines(file_id):
                if row.get("custom_id") in ours:
                    _keep(folder, part.number, row)
                else:
                    strange += 1
    if strange:
        note(f"batch {part.batch_id} gave {strange} replies to requests that are not its own")
    if state in OVER:
        folder.note(part, state="collected")


def _keep(folder: JobFolder, part: int, row: dict[str, Any]) -> None:
    """Put a reply into the cache, or an error with its cost into the error file."""
    key = row["custom_id"]
    error: dict[str, Any] = {"key": key, "part": part}
    try:
        response = row.get("response") or {}
        body = response.get("body") or {}
        if row.get("error") or response.get("status_code") != 200:
            said = _said(row.get("error") or body.get("error") or response)
            if is_refusal_status(ErrorStatus(int(response.get("status_code") or 0), body, {})):
                raise refused(_spec(folder), said, blocked=True)
            raise ValueError(said)
        error["tokens"] = counts = _counts(body)
        choice = body["choices"][0]
        declined = refusal_of(choice)
        if declined:
            raise refused(_spec(folder), *declined)
        if choice.get("finish_reason") == "length":
            raise ValueError("the reply was cut off at the token limit")
        words = declines(str(choice["message"]["content"]))
        if words:
            raise refused(_spec(folder), words, blocked=False)
        values = ArticleReading.model_validate_json(json_part(choice["message"]["content"]))
    except ModelRefused as declined:
        folder.append("errors.jsonl", {**error, "error": str(declined), "refused": True})
        return
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as wrong:
        reason = scrub(" ".join(str(wrong).split()))[:300] or "no chat completion"
        folder.append("errors.jsonl", {**error, "error": reason})
        return
    folder.replies.put(key, {"values": values.model_dump(mode="json"), "tokens": counts})


def _counts(body: dict[str, Any]) -> list[int]:
    tokens = tokens_of(_Attributes(body))
    return [tokens.prompt, tokens.cached, tokens.completion]


def _in_vain(folder: JobFolder) -> Tokens:
    """The tokens of replies that were of no use. A reply fetched twice because of a crash counts
    once."""
    kept = {(row["key"], row.get("part")): row.get("tokens") for row in _errors(folder)}
    return sum((Tokens(*counts) for counts in kept.values() if counts), Tokens())


def _spec(folder: JobFolder) -> HostedSpec:
    return spec_of(folder.job["model"], folder.job["base_url"])


def _said(error: Any) -> str:
    if isinstance(error, dict):
        return str(error.get("message") or error.get("code") or error)
    return str(error)


class _Attributes:
    """A JSON object with its keys as attributes, as in the SDK's replies."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        try:
            value = self._values[name]
        except KeyError:
            raise AttributeError(name) from None
        return _Attributes(value) if isinstance(value, dict) else value


def _send_again(
    folder: JobFolder, service: Service, found: Collected, note: Callable[[str], None]
) -> None:
    """Send the requests of finished batches that have no reply again, as a new part."""
    parts = folder.parts()
    over = [number for number, part in parts.items() if part.state == "collected"]
    tries = Counter(key for number in over for key in folder.keys(number))
    under_way = {
        key for number, part in parts.items() if number not in over for key in folder.keys(number)
    }
    replies = folder.replies
    refused_before = {row["key"] for row in _errors(folder) if row.get("refused")}
    lost = {
        key
        for key, count in tries.items()
        if count < MOST_TRIES and key not in under_way and replies.get(key) is None
    } - refused_before
    if not lost:
        return
    number = max(parts) + 1

    def lines() -> Iterator[str]:
        left = set(lost)
        for earlier in over:
            for row in folder.lines(folder.requests_path(earlier).name):
                if row["custom_id"] in left:
                    left.remove(row["custom_id"])
                    yield json.dumps(row)

    folder.write_lines(folder.requests_path(number).name, lines())
    part = submit_part(folder, folder.note(Part(number)), service)
    note(f"{len(lost)} requests had no reply and were sent again: batch {part.batch_id}")


def _code(folder: JobFolder, found: Collected) -> None:
    """Rewrite the events and failures of all articles."""
    given_up = _given_up(folder)
    context = folder.job.get("context_tokens")  # as it was planned with
    model = RepliesModel(folder.job["model"], folder.replies, given_up, context)
    extractor = Extractor(model, reader="record")
    failures: list[str] = []

    def events() -> Iterator[str]:
        for row in folder.lines("articles.jsonl"):
            article = article_of_row(row, where="articles.jsonl")
            if article is None:
                continue
            found.articles += 1
            if row.get("left_out"):
                found.left_out += 1
                continue
            outcome = extractor.process(article)
            found.tokens += outcome.tokens
            if isinstance(outcome.error, NotThere):
                found.waiting += 1
            elif outcome.error:
                done = Done(Fate.FAILED, article, error=outcome.error, tokens=outcome.tokens)
                found.refused += done.refused
                failures.append(json.dumps(failure_row(done, {"output": None})))
            for event in outcome.events:
                found.events += 1
                yield event.json_line()

    folder.write_lines("events.jsonl", events())
    folder.write_lines("failures.jsonl", failures)
    found.failed = len(failures)


def _given_up(folder: JobFolder) -> dict[str, ModelReplyError]:
    """The requests that are not sent again, each with its last error: refused ones, and those sent
    :data:`MOST_TRIES` times without a reply."""
    tries = Counter(
        key
        for number, part in folder.parts().items()
        if part.state == "collected"
        for key in folder.keys(number)
    )
    said = {row["key"]: row for row in _errors(folder)}
    replies = folder.replies
    given_up: dict[str, ModelReplyError] = {}
    for key, count in tries.items():
        row = said.get(key, {})
        if replies.get(key) is not None:
            continue
        if row.get("refused"):
            given_up[key] = ModelRefused(row["error"])
        elif count >= MOST_TRIES:
            words = row.get("error", "the provider gave no reply")
            given_up[key] = ModelReplyError(f"{words} ({count} tries)")
    return given_up


def _errors(folder: JobFolder) -> list[dict[str, Any]]:
    """The rows of the error file, in order."""
    rows = []
    with contextlib.suppress(KeyError, TypeError):
        for row in folder.lines("errors.jsonl"):
            rows.append({"key": row["key"], **row})
    return rows
