"""The batch endpoints of an OpenAI-compatible provider: upload files, begin batches, get
results."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal

from extractor.batch.provider.folder import BatchJobError
from extractor.models.faults import as_model_error, scrub
from extractor.models.spec import HostedSpec, find_key, parse_spec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["ENDPOINT", "OVER", "Service", "reason_of", "spec_of"]

OVER = ("completed", "expired", "cancelled", "failed")
"""States in which a batch gives nothing more."""
WINDOW: Literal["24h"] = "24h"
ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"


def spec_of(model: str | None, base_url: str | None) -> HostedSpec:
    """The model's spec. Raises :class:`BatchJobError` if its provider has no such batches."""
    spec = parse_spec(model, base_url=base_url)
    if not isinstance(spec, HostedSpec) or spec.provider != "openai":
        raise BatchJobError(
            "batches need an OpenAI-compatible batch endpoint: --model openai/NAME, and --base-url "
            "where it is not OpenAI's own"
        )
    return spec


class Service:
    """One provider. Every method raises :class:`~extractor.errors.ModelError` with our own
    message."""

    def __init__(self, spec: HostedSpec, *, timeout_s: float = 600) -> None:
        import openai

        self._spec = spec
        self._timeout_s = timeout_s
        self._client = openai.OpenAI(
            base_url=spec.base_url,
            api_key=find_key("openai") or "none",
            timeout=timeout_s,
            max_retries=3,
        )

    def upload(self, path: Path) -> str:
        """Upload a file of requests; returns its id."""
        with path.open("rb") as file:
            named = (path.name, file)
            made = self._said(lambda: self._client.files.create(file=named, purpose="batch"))
        return str(made.id)

    def begin(self, file_id: str, metadata: dict[str, str]) -> str:
        """Begin a batch for an uploaded file; returns its id. ``metadata`` is used to find it
        again.

        It is tried once only: if the answer is lost there may be a batch, and a second would be
        paid for too.
        """
        once = self._client.with_options(max_retries=0)
        made = self._said(
            lambda: once.batches.create(
                input_file_id=file_id,
                endpoint=ENDPOINT,
                completion_window=WINDOW,
                metadata=metadata,
            )
        )
        return str(made.id)

    def find(self, metadata: dict[str, str]) -> str | None:
        """The id of a batch with this metadata, if it is among the latest."""

        def look() -> str | None:
            for batch in self._client.batches.list(limit=100).data or []:
                if (getattr(batch, "metadata", None) or {}) == metadata:
                    return str(batch.id)
            return None

        found: str | None = self._said(look)
        return found

    def state(self, batch_id: str) -> Any:
        """The batch as the provider reports it now."""
        return self._said(lambda: self._client.batches.retrieve(batch_id))

    def lines(self, file_id: str) -> Iterator[dict[str, Any]]:
        """The JSON objects of a file, streamed; lines that are not JSON objects are left out."""
        content = self._client.files.with_streaming_response.content(file_id)
        response = self._said(content.__enter__)
        try:
            lines = response.iter_lines()
            while (line := self._said(lambda: next(lines, None))) is not None:
                with suppress(ValueError):
                    row = json.loads(line)
                    if isinstance(row, dict):
                        yield row
        finally:
            content.__exit__(None, None, None)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _said(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except Exception as error:
            raise as_model_error(error, self._spec, timeout_s=self._timeout_s) from None


def reason_of(batch: Any) -> str:
    """Why a batch as a whole failed, in the provider's words; empty if it gives no reason."""
    data = getattr(getattr(batch, "errors", None), "data", None) or []
    return scrub("; ".join(str(getattr(one, "message", "")) for one in data[:3]))[:300]
