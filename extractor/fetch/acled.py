"""ACLED's API as it is since 2025: a token by OAuth, then pages of rows.

Its documentation: https://acleddata.com/api-documentation/getting-started. A token is asked for
with the e-mail address and password of a myACLED account (``grant_type=password``,
``client_id=acled``) and holds for 24 hours; it is renewed with the refresh token that came with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import FetchError
from extractor.fetch.client import Client, Reply
from extractor.fetch.query import Page, Query

__all__ = ["BASE_URL", "EMAIL", "PASSWORD", "TOKEN", "AcledQuery"]

BASE_URL = "https://acleddata.com"
EMAIL, PASSWORD, TOKEN = "ACLED_EMAIL", "ACLED_PASSWORD", "ACLED_ACCESS_TOKEN"
PAGE = 5000  # rows; the API's default limit


@dataclass
class AcledQuery(Query):
    """Events, or with ``deleted`` the ids of events that were removed from the dataset.

    ``where`` are further filters of the API by name. ``keys`` is the environment, of which the
    variables :data:`TOKEN`, or :data:`EMAIL` and :data:`PASSWORD`, are used.
    """

    client: Client
    keys: Mapping[str, str]
    countries: tuple[str, ...] = ()
    event_types: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    since: str | None = None
    deleted: bool = False
    where: Mapping[str, str] = field(default_factory=dict)

    source = "acled"
    key = "event_id_cnty"
    terms = (
        "ACLED data are used under ACLED's terms (https://acleddata.com/eula, "
        "https://acleddata.com/contentusage) and name ACLED and the day of access "
        "(https://acleddata.com/attributionpolicy)"
    )

    def __post_init__(self) -> None:
        self._token = self.keys.get(TOKEN, "").strip()
        self._refresh = ""
        self._outside = 0
        self.client.secrets = tuple(filter(None, (self._token, self.keys.get(PASSWORD, ""))))
        if not self._token and not (self.keys.get(EMAIL) and self.keys.get(PASSWORD)):
            raise FetchError(
                f"ACLED asks for a myACLED account (https://acleddata.com/register): set {EMAIL} "
                f"and {PASSWORD} in the environment, or {TOKEN}",
                refused=True,
            )

    def asked(self) -> dict[str, str]:
        found: dict[str, str] = {"endpoint": "deleted" if self.deleted else "acled"}
        if self.countries:
            found["country"] = "|".join(self.countries)
        if self.event_types:
            found["event_type"] = "|".join(self.event_types)
        if self.first and self.last:
            found |= {"event_date": f"{self.first}|{self.last}", "event_date_where": "BETWEEN"}
        elif self.first or self.last:
            found["event_date"] = str(self.first or self.last)
            found["event_date_where"] = ">=" if self.first else "<="
        if self.since:
            name = "deleted_timestamp" if self.deleted else "timestamp"
            found |= {name: self.since, f"{name}_where": ">="}
        return found | dict(self.where)

    def pages(self, after: dict[str, str] | None = None) -> Iterator[Page]:
        number = int((after or {}).get("page", "1"))
        came = int((after or {}).get("rows", "0"))
        asked = self.asked()
        path = f"/api/{asked.pop('endpoint')}/read"
        while True:
            params = asked | {"_format": "json", "limit": str(PAGE), "page": str(number)}
            body = self._body(path, params | {"with_total": "true"})
            rows = body["data"]
            self._outside += sum(self._is_outside(row) for row in rows)
            number += 1
            came += len(rows)
            total = _count(body)
            # A server may give fewer rows a page than were asked for.
            last = not rows or (len(rows) < PAGE and (total is None or came >= total))
            following = {"page": str(number), "rows": str(came)}
            yield Page(rows, None if last else following, total)
            if last:
                return

    def remarks(self, rows: int, total: int | None) -> list[str]:
        found = super().remarks(rows, total)
        if found:
            found[0] += ": the dataset was changed meanwhile; fetch it again"
        if self._outside:
            found.append(f"{self._outside:,} rows are of countries that were not asked for")
        return found

    def _is_outside(self, row: dict[str, Any]) -> bool:
        if not self.countries or self.deleted:
            return False
        return str(row.get("country", "")).casefold() not in {
            each.casefold() for each in self.countries
        }

    def _body(self, path: str, params: dict[str, str]) -> dict[str, Any]:
        for tried in range(2):
            headers = {"Authorization": f"Bearer {self._bearer()}"}
            reply = self.client.get(path, params, headers)
            if reply.status != 401 or tried:
                break
            self._token = ""  # it expired between pages
        body = reply.body
        status = _status(reply)
        if status == 200 and isinstance(body, dict) and isinstance(body.get("data"), list):
            if all(isinstance(row, dict) for row in body["data"]):
                return body
            raise FetchError(f"{self.client.host}: rows that are no objects", refused=True)
        raise self._refusal(status, reply)

    def _refusal(self, status: int, reply: Reply) -> FetchError:
        said = f" ({self.client.scrubbed(reply.message)})" if reply.message else ""
        if status == 401:
            reason = f"does not take the access token{said}; {TOKEN} may be older than a day"
        elif status == 403:
            reason = (
                f"does not give this account access{said}: accept its terms and complete the "
                "profile at https://acleddata.com/user, or ask for less recent or fewer rows"
            )
        elif reply.body is None and status == 200:
            reason = f"answers with something else than JSON{said}"
        else:
            reason = f"answers {status}{said}"
        return FetchError(f"{self.client.host} {reason}", refused=True)

    def _bearer(self) -> str:
        if self._token:
            return self._token
        form = {"client_id": "acled"}
        if self._refresh:
            renewed = self._asked_token(
                form | {"grant_type": "refresh_token", "refresh_token": self._refresh}
            )
            self._refresh = ""
            if renewed is None:
                return self._bearer()
            return renewed
        email, password = self.keys.get(EMAIL, ""), self.keys.get(PASSWORD, "")
        if not (email and password):
            raise FetchError(
                f"{self.client.host} does not take the access token; {TOKEN} may be older than a "
                f"day, and {EMAIL} and {PASSWORD} are not set",
                refused=True,
            )
        token = self._asked_token(
            form | {"grant_type": "password", "username": email, "password": password}
        )
        if token is None:
            raise FetchError(
                f"{self.client.host} does not know this e-mail address and password "
                f"({EMAIL}, {PASSWORD})",
                refused=True,
            )
        return token

    def _asked_token(self, form: dict[str, str]) -> str | None:
        """A token; ``None`` if the server refuses the credentials."""
        reply = self.client.post("/oauth/token", form)
        if reply.status in (400, 401, 403):
            return None
        token = reply.body.get("access_token") if isinstance(reply.body, dict) else None
        if reply.status != 200 or not isinstance(token, str) or not token:
            raise self._refusal(reply.status, reply)
        refresh = reply.body.get("refresh_token")
        self._token = token
        self._refresh = refresh if isinstance(refresh, str) else ""
        self.client.secrets = (*self.client.secrets, token, self._refresh)
        return token


def _status(reply: Reply) -> int:
    """The status of an answer; ACLED may give another one in the body."""
    body = reply.body
    if reply.status == 200 and isinstance(body, dict):
        if isinstance(body.get("status"), int):
            return int(body["status"])
        if body.get("success") is False:
            return 400
    return reply.status


def _count(body: dict[str, Any]) -> int | None:
    total = body.get("total_count")
    try:
        return int(total) if total is not None else None
    except (TypeError, ValueError):
        return None
