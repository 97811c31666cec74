"""A running server over a real socket, with an extractor that does as the article's words say."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from patience import PATIENCE_S
from sample_events import sample_event

from extractor.batch.budget import Budget
from extractor.batch.done import Done
from extractor.errors import ArticleTooLong, ExtractorError, ModelRefused, ModelUnavailable
from extractor.pipeline import Outcome
from extractor.reading import Tokens
from extractor.serve.app import make_app
from extractor.serve.server import Address, StoppableServer, listen, server_of
from extractor.serve.service import Service
from extractor.text.article import Article

TOKEN = "a-token-of-the-tests-only"
ERRORS: dict[str, ExtractorError] = {
    "too long": ArticleTooLong("9,000 characters, more than 1,000"),
    "refused": ModelRefused("the model declined"),
}


class WordedExtractor:
    """``bomb`` is an event, ``hold`` waits until ``go`` is set; errors come on cue."""

    concurrency = 1
    settings = {"model": "worded"}  # noqa: RUF012

    def __init__(self) -> None:
        self.go, self.reading = threading.Event(), threading.Event()
        self.at_once = self.most_at_once = 0
        self.read: list[str] = []
        self.closed = False
        self._lock = threading.Lock()

    def least_tokens(self, article: Article) -> int:
        return 100

    def process(self, article: Article) -> Outcome:
        with self._lock:
            self.at_once += 1
            self.most_at_once = max(self.at_once, self.most_at_once)
            self.read.append(article.key)
        try:
            return self._outcome(article)
        finally:
            with self._lock:
                self.at_once -= 1

    def _outcome(self, article: Article) -> Outcome:
        self.reading.set()
        if "hold" in article.text:
            assert self.go.wait(PATIENCE_S)
        if "no model" in article.text:
            raise ModelUnavailable("no weights here")
        for words, error in ERRORS.items():
            if words in article.text:
                return Outcome(article.key, error=error, tokens=Tokens(100))
        events = [sample_event(id=f"e{n}") for n in range(article.text.count("bomb"))]
        return Outcome(article.key, events, tokens=Tokens(100, 40, 5), warnings=["a warning"])

    def close(self) -> None:
        self.closed = True


@dataclass
class Served:
    """A server of the tests; ``ask`` speaks to it, ``done`` are the articles it told of."""

    extractor: WordedExtractor
    service: Service
    server: StoppableServer
    port: int
    done: list[Done] = field(default_factory=list)

    def ask(
        self, path: str, given: Any = None, method: str | None = None, **headers: str
    ) -> tuple[int, Any, http.client.HTTPMessage]:
        """Status, JSON and headers of the answer; bytes are sent as they are."""
        with closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        ) as connection:
            body = given if isinstance(given, bytes | None) else json.dumps(given)
            sent = {} if body is None else {"content-type": "application/json"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method or ("GET" if body is None else "POST"), path, body, sent)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text or b"null"), answer.headers


@pytest.fixture
def serve() -> Iterator[Callable[..., Served]]:
    """Starts servers that end with the test."""
    with ExitStack() as ending:

        def start(
            *,
            token: str | None = None,
            host: str = "127.0.0.1",
            budget: Budget | None = None,
            beside: Any = None,
            **settings: Any,
        ) -> Served:
            extractor, done = WordedExtractor(), []
            service = Service(extractor, budget=budget, take=done.append, **settings)  # type: ignore[arg-type]
            address = Address(host, 0, token)
            listener = ending.enter_context(listen(address))
            port = listener.getsockname()[1]
            app = make_app(service, beside=beside, secured=token is not None)
            server = server_of(service, app, address, port=port, grace_s=30)
            thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
            thread.start()

            def stop() -> None:
                server.should_exit = True
                extractor.go.set()
                thread.join(PATIENCE_S)
                assert not thread.is_alive()

            ending.callback(stop)
            return Served(extractor, service, server, port, done)

        yield start


def awaited(call: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives; in a thread of its own, as browser tests leave a loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, call).result()
