"""The HTTP door: an article or a list of them in, records out, as JSON.

Answers are plain ASCII JSON: the text of an article may hold what no encoding can write.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import HTTPException, RequestValidationError

from extractor.batch.done import Done, Fate
from extractor.errors import (
    ArticleError,
    ArticleTooLong,
    CodingError,
    ExtractorError,
    ModelRefused,
    ModelReplyError,
    ModelUnavailable,
    TableError,
)
from extractor.serve.service import BudgetSpent, Busy, Gone, Service
from extractor.serve.wire import (
    Articles,
    Failure,
    Findings,
    GivenArticle,
    GivenRecords,
    Result,
    Results,
    error_fields,
    findings_of,
    reply_of,
)
from extractor.serve.wording import JsonRoute, not_json, not_so, nothing_there, wrong_method

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from extractor.text.article import Article

__all__ = ["make_app"]

STATUS: tuple[tuple[type[ExtractorError], int], ...] = (
    (ArticleTooLong, 413),
    (ArticleError, 422),
    (TableError, 422),
    (ModelRefused, 422),
    (CodingError, 422),
    (BudgetSpent, 402),
    (Busy, 503),
    (ModelUnavailable, 503),
    (ModelReplyError, 502),
    (Gone, 499),
)
RETRY_AFTER_S = 5
FAILURES: dict[int | str, dict[str, Any]] = {
    400: {"model": Failure, "description": "Not JSON"},
    401: {"model": Failure, "description": "No token, or another"},
    402: {"model": Failure, "description": "The server's budget is spent"},
    403: {"model": Failure, "description": "Asked under another name, or from another site"},
    413: {"model": Failure, "description": "Too large, or too long where that is refused"},
    415: {"model": Failure, "description": "Not application/json"},
    422: {"model": Failure, "description": "Not as described, or it cannot be read"},
    502: {"model": Failure, "description": "The model's answer was of no use"},
    503: {"model": Failure, "description": "Too many requests, or the model cannot be asked"},
}
DESCRIPTION = """News articles in, conflict event records out, each value tied to the words it came
from. What a record holds is said in its schema below; it is the one that `extract schema event`
prints."""


def make_app(
    service: Service,
    *,
    beside: Callable[[FastAPI, Service], Any] | None = None,
    secured: bool = False,
) -> FastAPI:
    """The application. ``beside`` mounts another interface and returns an asynchronous context
    manager that runs as long as the application; ``secured`` means that a token is required."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if running is None:
            yield
            return
        async with running:
            yield

    app = FastAPI(
        title="extract",
        version=version("extract-events"),
        description=DESCRIPTION,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,  # a client that does not follow would see an empty answer
        lifespan=lifespan,
    )
    running = beside(app, service) if beside else None
    _answer_errors(app)
    doors = _Doors(service)
    add = app.router.add_api_route
    settings: dict[str, Any] = {
        "methods": ["POST"],
        "responses": FAILURES,
        "route_class_override": JsonRoute,
    }
    add("/extract", doors.extract, response_model=Result, **settings)
    add("/extract/many", doors.extract_many, response_model=Results, **settings)
    add("/validate", doors.validate, response_model=Findings, **settings)
    add("/health", doors.health, methods=["GET"])
    if secured:
        _describe_token(app)
    return app


class _Doors:
    """What can be asked; each answer is as the model in the description says."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def extract(self, given: GivenArticle, request: Request) -> Response:
        """Read one article."""
        article = given.article()
        with self._service.admitted():
            done = await self._service.read(article, request.is_disconnected)
        if done.error:
            raise done.error
        return _json(reply_of(done))

    async def extract_many(self, given: Articles, request: Request) -> Response:
        """Read several articles; one that fails has its error in its place."""
        with self._service.admitted():
            room = asyncio.Semaphore(self._service.concurrency)

            async def one(article: GivenArticle) -> dict[str, Any]:
                async with room:
                    return await self._one(article, request.is_disconnected)

            return _json({"results": await asyncio.gather(*map(one, given.articles))})

    async def validate(self, given: GivenRecords) -> Response:
        """Check records against schema and codebook."""
        with self._service.admitted():
            found = await self._service.check(given.records, given.kind)
        return _json(findings_of(found))

    async def health(self) -> dict[str, str]:
        """Whether the server answers; needs no token and tells nothing else."""
        return {"status": "ok"}

    async def _one(
        self, given: GivenArticle, gone: Callable[[], Awaitable[bool]]
    ) -> dict[str, Any]:
        article: Article | None = None
        try:
            article = given.article()
            return reply_of(await self._service.read(article, gone))
        except (ArticleError, BudgetSpent, Busy) as error:
            return reply_of(Done(Fate.FAILED, article, error=error), given.id)


def _answer_errors(app: FastAPI) -> None:
    """Every error in one shape, ``{"error": {"kind", "message"}}``, without what was sent."""

    @app.exception_handler(ExtractorError)
    async def ours(_: Request, error: ExtractorError) -> Response:
        status = next((code for kind, code in STATUS if isinstance(error, kind)), 500)
        return _json({"error": error_fields(error)}, status)

    @app.exception_handler(RequestValidationError)
    async def not_as_described(request: Request, error: RequestValidationError) -> Response:
        errors = error.errors()
        if errors[0]["type"] == "json_invalid":
            return _failed("NotJSON", not_json(errors[0]), 400)
        return _failed("RequestError", not_so(errors, request.url.path), 422)

    @app.exception_handler(400)  # a body that is no JSON at all
    async def no_body(_: Request, error: HTTPException) -> Response:
        return _failed("NotJSON", str(error.detail), 400)

    @app.exception_handler(404)
    async def not_there(request: Request, _: HTTPException) -> Response:
        return _failed("NotThere", nothing_there(request.url.path), 404)

    @app.exception_handler(405)
    async def not_so_asked(request: Request, error: HTTPException) -> Response:
        answer = _failed("WrongMethod", wrong_method(request.method, request.url.path), 405)
        answer.headers.update(error.headers or {})
        return answer


def _failed(kind: str, message: str, status: int) -> Response:
    return _json({"error": {"kind": kind, "message": message}}, status)


def _json(value: Any, status: int = 200) -> Response:
    headers = {"retry-after": str(RETRY_AFTER_S)} if status == 503 else None
    return Response(json.dumps(value), status, headers, media_type="application/json")


def _describe_token(app: FastAPI) -> None:
    """Add the required token to the OpenAPI description."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        made = plain()
        schemes = made.setdefault("components", {}).setdefault("securitySchemes", {})
        schemes["token"] = {"type": "http", "scheme": "bearer"}
        made["security"] = [{"token": []}]
        return made

    app.openapi = described  # type: ignore[method-assign]
