"""UCDP's API: events of the Georeferenced Event Dataset, under a token since February 2026.

Its documentation: https://ucdp.uu.se/apidocs/. Each release (``25.1``, a candidate's ``26.0.7``) is
asked for by its number and never changes. 5,000 requests a day; when they come too fast the server
answers 400.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from extractor.errors import FetchError
from extractor.fetch.client import Client, Reply
from extractor.fetch.query import Page, Query

__all__ = ["BASE_URL", "TOKEN", "UcdpQuery"]

BASE_URL = "https://ucdpapi.pcr.uu.se"
TOKEN = "UCDP_ACCESS_TOKEN"
PAGE = 1000  # rows, the most there are


@dataclass
class UcdpQuery(Query):
    """Events of a release. ``countries`` are Gleditsch and Ward's numbers, ``types`` UCDP's types
    of violence (1 to 3), ``keys`` is the environment, of which :data:`TOKEN` is used."""

    client: Client
    keys: Mapping[str, str]
    release: str
    countries: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None

    source = "ucdp"
    key = "id"
    terms = (
        "UCDP data are under CC BY 4.0 and cite what https://ucdp.uu.se/downloads/ says of the "
        "release"
    )

    def __post_init__(self) -> None:
        self._token = self.keys.get(TOKEN, "").strip()
        self.client.secrets = (self._token,)
        if not self._token:
            raise FetchError(
                "UCDP asks for a token, which its maintainer gives (https://ucdp.uu.se/apidocs/): "
                f"set {TOKEN} in the environment",
                refused=True,
            )

    def asked(self) -> dict[str, str]:
        found = {"release": self.release}
        for name, value in (
            ("Country", ",".join(self.countries)),
            ("TypeOfViolence", ",".join(self.types)),
            ("StartDate", self.first or ""),
            ("EndDate", self.last or ""),
        ):
            if value:
                found[name] = value
        return found

    def pages(self, after: dict[str, str] | None = None) -> Iterator[Page]:
        asked = self.asked()
        path = f"/api/gedevents/{asked.pop('release')}"
        # The number of the first page is undocumented; each page names the next.
        params = after or asked | {"pagesize": str(PAGE)}
        seen: set[tuple[tuple[str, str], ...]] = set()
        while True:
            reply = self.client.get(path, params, {"x-ucdp-access-token": self._token})
            body = self._body(reply)
            self.client.again = {400}  # the query is right, so later 400s mean too many requests
            step = tuple(sorted(params.items()))
            if step in seen:
                raise FetchError(f"{self.client.host}: its pages come in a circle", refused=True)
            seen.add(step)
            following = body.get("NextPageUrl")
            # Its query string only: the key goes to no other address, whatever a page says.
            params = dict(parse_qsl(urlsplit(str(following)).query)) if following else {}
            total = body.get("TotalCount")
            yield Page(body["Result"], params or None, total if isinstance(total, int) else None)
            if not params:
                return

    def remarks(self, rows: int, total: int | None) -> list[str]:
        found = super().remarks(rows, total)
        if found:
            found[0] += "; UCDP counts events that it does not give out"
        return found

    def _body(self, reply: Reply) -> dict[str, Any]:
        body = reply.body
        if reply.status == 200 and isinstance(body, dict) and isinstance(body.get("Result"), list):
            if all(isinstance(row, dict) for row in body["Result"]):
                return body
            raise FetchError(f"{self.client.host}: rows that are no objects", refused=True)
        said = f" ({self.client.scrubbed(reply.message)})" if reply.message else ""
        if reply.status in (401, 403):
            reason = f"does not take the token in {TOKEN}{said}"
        elif reply.status == 404:
            reason = f"has no release {self.release!r}{said}; there are 25.1, 26.0.7 and so on"
        elif reply.status == 200:
            reason = f"answers with something else than rows{said}"
        else:
            reason = f"answers {reply.status}{said}"
        raise FetchError(f"{self.client.host} {reason}", refused=True)
