"""The pages shared by a team: progress, two codings of an article side by side, agreement.

Every handler gets the requesting person from the guard;
:class:`extractor.review.team_review.TeamReview` decides what that person may see.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Request, Response

from extractor.errors import ReviewError
from extractor.review.app import bare_app, guarded, page_template
from extractor.review.report import shown_article
from extractor.review.team_agreement import agreement_of

if TYPE_CHECKING:
    from extractor.review.team_compare import Pair
    from extractor.review.team_review import TeamReview

__all__ = ["make_team_app", "sign_in_page"]


def make_team_app(review: TeamReview, *, name: str) -> FastAPI:
    """The application shared by all people; the scope's ``person`` says who asks."""
    app = bare_app()
    template = page_template("team.html")

    async def shell(request: Request) -> Response:
        page = template.render(name=name, coder=request.scope["person"])
        return Response(page, media_type="text/html; charset=utf-8")

    app.add_api_route("/team", shell, methods=["GET"])
    for method, address, handler in _Interface(review, name).routes():
        app.add_api_route(f"/api/team/{address}", guarded(handler), methods=[method])
    return app


def sign_in_page(name: str) -> str:
    """The page for people who are not signed in."""
    return page_template("signin.html").render(name=name)


class _Interface:
    """What the page can ask; each handler takes the request and its JSON body."""

    def __init__(self, review: TeamReview, name: str) -> None:
        self._review = review
        self._name = name

    def routes(self) -> list[tuple[str, str, Callable[[Request, Any], Any]]]:
        return [
            ("GET", "start", self.start),
            ("GET", "agreement", self.agreement),
            ("GET", "compare", self.compare),
            ("POST", "adjudicate", self.adjudicate),
        ]

    def start(self, request: Request, _: Any) -> Any:
        """People's progress, and the articles that may be compared."""
        person = request.scope["person"]
        return {
            "name": self._name,
            "person": person,
            "adjudicates": self._review.adjudicates(person),
            "people": self._review.progress(person),
            "articles": self._review.comparisons(person),
        }

    def agreement(self, request: Request, _: Any) -> Any:
        """Alpha by field; only for adjudicators, so that coders are not influenced by it."""
        if not self._review.adjudicates(request.scope["person"]):
            raise ReviewError("the agreement is for adjudicators")
        return self._agreement(self._review.both_done())

    async def _agreement(self, pairs: dict[str, list[Pair]]) -> Any:
        # Its intervals take seconds. Records never change, so other requests are answered
        # meanwhile.
        found = await asyncio.to_thread(agreement_of, pairs)
        return {**found, "articles": len(pairs), "waiting": self._review.twice - len(pairs)}

    def compare(self, request: Request, _: Any) -> Any:
        """Two codings side by side with the article, which is closed for its coders from
        then on."""
        article = request.query_params.get("article", "")
        made = self._review.compare(request.scope["person"], article)
        text = next((one for one in self._review.articles if one.key == article), None)
        return {**made, "text": shown_article(text) if text else None}

    def adjudicate(self, request: Request, given: Any) -> Any:
        choices = given["choices"]
        if not isinstance(choices, list) or not all(isinstance(one, dict) for one in choices):
            raise ReviewError("choices are a list, one for each event")
        person = request.scope["person"]
        return self._review.adjudicate(person, str(given["article"]), choices)
