"""The web application: the page, its files, and a small JSON interface to the session.

Handlers are ``async`` and never wait, so they run one after another. The session needs no lock, and
a decision is on disk before the next request is handled.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response
from jinja2 import Environment, PackageLoader, Template, select_autoescape

from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import countries
from extractor.codebook.types import EventType, sub_event_types_of
from extractor.coding.words import note_of
from extractor.errors import ReviewError
from extractor.records import Attribution, EventRecord
from extractor.review import decisions, suggestions
from extractor.review.candidates import articles_for, candidates_of
from extractor.review.columns import page_columns
from extractor.review.drafts import derived
from extractor.review.fields import page_fields
from extractor.review.findings import finding_titles
from extractor.review.journal import Entry
from extractor.review.labels import label_routes
from extractor.review.listing import filters_of
from extractor.review.many import many_routes, row_shown
from extractor.review.out import ONLY, download, formats, omissions
from extractor.review.report import shown_article
from extractor.review.session import Session, Stale
from extractor.review.waiting import UNDECIDED, next_undecided, reasons, waiting_routes
from extractor.review.wording import summary_of
from extractor.review.words import with_words

if TYPE_CHECKING:
    pass

__all__ = ["bare_app", "guarded", "make_app", "page_template"]

STATIC = Path(__file__).parent / "static"
KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json",
         ".svg": "image/svg+xml"}  # fmt: skip
PAGE, LARGEST_PAGE = 100, 1000  # rows a request
MOST_ARTICLES = 50
CHECKED_AT_ONCE, PAUSE = 20, 0.003  # records at a time; seconds between, for requests


def make_app(session: Session, *, output: Path | None, name: str) -> FastAPI:
    """The application for one session; ``output`` is where :meth:`Session.save` writes."""
    app = bare_app()
    template = page_template("page.html")

    async def shell(request: Request) -> Response:
        page = template.render(name=name, coder=session.coder, team=session.team)
        return Response(page, media_type="text/html; charset=utf-8")

    for address in ("/", "/event/{event:path}", "/events"):
        app.add_api_route(address, shell, methods=["GET"])
    app.add_route("/download/{only}.{ending}", download(session, name), methods=["GET"])
    interface = _Interface(session, output, name)
    for method, address, handler in interface.routes():
        app.add_api_route(f"/api/{address}", guarded(handler), methods=[method])
    return app


def bare_app() -> FastAPI:
    """An application with only the page's own files (style, scripts)."""
    app = FastAPI(title="extract review", docs_url=None, redoc_url=None, openapi_url=None)
    files = {path.name: path for path in STATIC.iterdir() if path.suffix in KINDS}

    async def static(request: Request) -> Response:
        path = files.get(request.path_params["file"])
        if path is None:
            return Response("no such file\n", 404, media_type="text/plain")
        return Response(path.read_bytes(), media_type=KINDS[path.suffix])

    app.add_api_route("/static/{file}", static, methods=["GET"])
    return app


def page_template(name: str) -> Template:
    """A template of the folder ``templates``."""
    pages = Environment(
        loader=PackageLoader("extractor.review", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
    )
    return pages.get_template(name)


def guarded(handler: Callable[[Request, Any], Any]) -> Callable[[Request], Any]:
    """The handler with its body parsed and its errors as JSON: 409 for a stale page, 422 for an
    impossible request; the message is for people."""

    async def guarded(request: Request) -> Response:
        given: Any = {}
        if request.method == "POST":
            try:
                given = json.loads(await request.body() or b"{}")
            except (ValueError, RecursionError):
                return _json({"error": "not JSON"}, 400)
            if not isinstance(given, dict):
                return _json({"error": "not an object"}, 400)
        try:
            made = handler(request, given)
            return _json(await made if inspect.isawaitable(made) else made)
        except Stale as error:
            return _json({"error": str(error), "stale": True}, 409)
        except (ReviewError, ValueError, KeyError, TypeError) as error:
            return _json({"error": str(error)}, 422)

    return guarded


def _json(value: Any, status: int = 200) -> Response:
    # Not JSONResponse: it writes UTF-8, and an article may hold lone surrogates.
    return Response(json.dumps(value), status, media_type="application/json")


class _Interface:
    """The requests of the page; each handler takes the request and its JSON body."""

    def __init__(self, session: Session, output: Path | None, name: str) -> None:
        self._session = session
        self._output = output
        self._name = name
        self._checking: asyncio.Task[None] | None = None  # kept: a task nobody holds may vanish

    def routes(self) -> list[tuple[str, str, Callable[[Request, Any], Any]]]:
        return [
            ("GET", "start", self.start),
            ("GET", "events", self.events),
            ("GET", "event/{event:path}", self.event),
            ("GET", "places", self.places),
            ("GET", "actors", self.actors),
            ("GET", "articles", self.articles),
            ("GET", "candidates/{event:path}", self.candidates),
            ("POST", "draft", self.draft),
            ("POST", "words", self.words),
            ("POST", "decide", self.decide),
            ("POST", "undo", self.undo),
            ("POST", "save", self.save),
            *waiting_routes(self._session),
            *label_routes(),
            *many_routes(self._session, self._status),
        ]

    def start(self, request: Request, _: Any) -> Any:
        """The closed lists and the state of the review."""
        return {
            "name": self._name,
            "coder": self._session.coder,
            "team": self._session.team,
            "output": self._output.name if self._output else None,
            "journal": self._session.journal.path.name,
            "types": {t.value: [s.value for s in sub_event_types_of(t)] for t in EventType},
            "kinds": [kind.value for kind in ActorKind],
            "attributions": [one.value for one in Attribution],
            "countries": [country.name for country in countries()],
            "fields": page_fields(),
            "columns": page_columns(),
            "own": self._session.page_own(),
            "only": self._session.only,
            "formats": formats(),
            "articles": len(self._session.articles),
            "findings": finding_titles(),
            "status": self._status(),
        }

    def events(self, request: Request, _: Any) -> Any:
        """A page of the list. With ``offset=0`` also the counts, the days and the points; with
        ``anew`` sorted by the present values instead of in the kept order."""
        began = time.perf_counter()
        query = request.query_params
        found = self._session.find(filters_of(query), anew=bool(query.get("anew")))
        offset = max(0, int(query.get("offset", "0")))
        limit = min(LARGEST_PAGE, int(query.get("limit", str(PAGE))))
        answer: dict[str, Any] = {
            "total": len(found.rows),
            "offset": offset,
            "sort": found.sort,
            "checked": found.checked,
            "held": found.held,
            "rows": [
                row_shown(self._session, row.id) for row in found.rows[offset : offset + limit]
            ],
        }
        if offset == 0 or query.get("whole"):
            answer |= {
                "all": len(self._session),
                "counts": found.counts,
                "days": found.days,
                "points": found.points,
                "reasons": reasons(self._session),
                "status": self._status(),
            }
        answer["took_ms"] = round((time.perf_counter() - began) * 1000, 1)
        return answer

    def event(self, request: Request, _: Any) -> Any:
        """A record with its articles and its neighbours in the filtered list."""
        record = self._session.record(request.path_params["event"])
        rows = self._session.find(filters_of(request.query_params)).rows
        ids = [row.id for row in rows]
        at = ids.index(record.id) if record.id in ids else None
        return {
            **self._shown(record),
            "articles": [shown_article(one) for one in self._session.articles_of(record)],
            "total": len(ids),
            "at": at,
            "before": ids[at - 1] if at else None,
            "after": ids[at + 1] if at is not None and at + 1 < len(ids) else None,
            "open_after": next_undecided(rows, record.id, at),
            "left": sum(row.status in UNDECIDED for row in rows),
            "reasons": reasons(self._session),
        }

    def places(self, request: Request, _: Any) -> Any:
        query = request.query_params
        return suggestions.places(query.get("q", ""), query.get("country") or None)

    def actors(self, request: Request, _: Any) -> Any:
        from datetime import date

        query = request.query_params
        day = query.get("on") or ""
        on = date.fromisoformat(day) if day else None
        return suggestions.actors(query.get("q", ""), query.get("country") or None, on)

    def articles(self, request: Request, _: Any) -> Any:
        """Articles to which an event may be added, those without events first."""
        return articles_for(self._session, request.query_params.get("q", ""))[:MOST_ARTICLES]

    def candidates(self, request: Request, _: Any) -> Any:
        """Events that this one may be merged with, most likely first."""
        event, query = request.path_params["event"], request.query_params.get("q", "")
        return [row.shown() for row in candidates_of(self._session, event, query)]

    def draft(self, request: Request, given: Any) -> Any:
        """What follows from the form's present values, and what is wrong with them; nothing is
        saved."""
        draft = self._session.draft(given["record"], given["event"])
        return {
            "derived": draft.derived,
            "findings": [finding.shown() for finding in draft.findings],
            "errors": draft.errors,
        }

    def words(self, request: Request, given: Any) -> Any:
        """The record changed so that words of the article are a field's evidence."""
        record = self._session.record(given["event"])
        article = self._session.articles.get(given["article"])
        if article is None:
            raise ReviewError("its article is not at hand")
        made = with_words(
            record,
            article,
            given["field"],
            int(given["start"]),
            int(given["end"]),
            add=bool(given.get("more")),
        )
        return self._decided(
            decisions.mend(self._session, record.id, int(given["revision"]), made), record.id
        )

    def decide(self, request: Request, given: Any) -> Any:
        """Make one of the decisions; the answer is the event to show next."""
        session, action = self._session, given["action"]
        if action == "add":
            return self._decided(decisions.add(session, given["article"], given["type"]), "")
        event, revision = given["event"], int(given["revision"])
        if action == "accept":
            entry: Entry | None = decisions.accept(session, event, revision)
        elif action == "reject":
            entry = decisions.reject(session, event, revision, str(given.get("reason", "")))
        elif action == "reopen":
            entry = decisions.reopen(session, event, revision)
        elif action == "mend":
            entry = decisions.mend(session, event, revision, given["record"])
        elif action == "merge":
            entry = decisions.merge(session, event, revision, given["other"])
        elif action == "split":
            entry = decisions.split(session, event, revision, given["sides"])
        else:
            raise ReviewError(f"{action} is no decision")
        return self._decided(entry, event)

    def undo(self, request: Request, _: Any) -> Any:
        undone = self._session.last()
        entry = self._session.undo()
        if entry is None:
            raise ReviewError("there is nothing to undo")
        shown = entry.after[0]["id"] if entry.after else ""
        undone_words = undone[0] if undone else ""
        return {**self._decided(entry, shown), "undone": undone_words, "number": len(entry.after)}

    def save(self, request: Request, given: Any) -> Any:
        """Write ``-o``; the choice made here also applies at the end of the review."""
        if self._output is None:
            raise ReviewError("no -o was given; the decisions are in the journal")
        only = given.get("only", self._session.only)
        if only not in ONLY:
            raise ReviewError(f"{only} is none of {', '.join(ONLY)}")
        self._session.only = only
        done = self._session.save(self._output)
        return {"written": done.records, "left": omissions(done), "output": self._output.name}

    def _decided(self, entry: Entry | None, event: str) -> Any:
        """The event after the decision (the first of two), and the progress of the review."""
        shown = entry.after[0]["id"] if entry and entry.after else event
        answer: dict[str, Any] = {"status": self._status(), "action": entry and entry.action}
        if shown in self._session:
            answer |= self._shown(self._session.record(shown))
            answer["made"] = [record["id"] for record in entry.after] if entry else []
        return answer

    def _shown(self, record: EventRecord) -> dict[str, Any]:
        findings = self._session.findings(record)
        return {
            "record": record.model_dump(mode="json"),
            "revision": self._session.revision(record.id),
            "derived": derived(record),
            "findings": [finding.shown() for finding in findings],
            "written": {"summary": summary_of(record), "notes": note_of(record)},
            "low": self._session.row(record.id).low,
        }

    def _status(self) -> dict[str, Any]:
        if self._session.unchecked and (self._checking is None or self._checking.done()):
            self._checking = asyncio.create_task(self._check())
        last = self._session.last()
        unchecked = self._session.unchecked
        return {**self._session.counts(), "undo": last[0] if last else None, "unchecked": unchecked}

    async def _check(self) -> None:
        """Look for findings in all records, a few at a time, between requests."""
        while self._session.unchecked:
            self._session.check_some(CHECKED_AT_ONCE)
            await asyncio.sleep(PAUSE)
