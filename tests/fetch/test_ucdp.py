"""UCDP's API: a token in a header, and each page says where the next one is."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from datasets_server import Asked, DatasetsServer

TOKEN = "uc-token-1"


class Ucdp:
    """UCDP's server with so many events, two a page; ``first`` is the number of its first page."""

    def __init__(self, events: int, *, first: int = 1, hidden: int = 0) -> None:
        self.events = [{"id": number, "active_year": True, "best": 3} for number in range(events)]
        self.first = first
        self.hidden = hidden
        self.faults: list = []

    def __call__(self, asked: Asked):
        if asked.headers.get("x-ucdp-access-token") != TOKEN:
            return 401, {"message": "API token required. Add header: x-ucdp-access-token"}, {}
        if asked.path != "/api/gedevents/25.1":
            return 404, {"title": "Not Found"}, {}
        page = int(asked.params.get("page", self.first))
        if page > self.first and self.faults:
            return self.faults.pop(0)
        at = (page - self.first) * 2
        more = at + 2 < len(self.events)
        following = urlencode(asked.params | {"page": str(page + 1)})
        body = {
            "TotalCount": len(self.events) + self.hidden,
            "TotalPages": (len(self.events) + 1) // 2,
            # Another host and no https, as old versions wrote it: only the query is taken from it.
            "NextPageUrl": f"http://evil.example/api/gedevents/25.1?{following}" if more else "",
            "Result": self.events[at : at + 2],
        }
        return 200, body, {}


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("UCDP_ACCESS_TOKEN", TOKEN)


def fetched(extract, server: DatasetsServer, path, *options: str):
    return extract("fetch", "ucdp", "--base-url", server.url, "-o", path, *options)


def ids(path) -> list[int]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


@pytest.mark.parametrize("first", [0, 1])
def test_all_pages_come_whatever_the_first_is_numbered(extract, token, tmp_path, first):
    path = tmp_path / "a.jsonl"
    with DatasetsServer(Ucdp(7, first=first)) as server:
        result = fetched(extract, server, path, "--release", "25.1")
        assert all(each.headers["host"].startswith("127.0.0.1") for each in server.asked)
    assert result.exit_code == 0, result.stderr
    assert ids(path) == list(range(7))
    assert "CC BY 4.0" in result.stderr


def test_the_query_is_sent_as_the_api_takes_it_and_a_csv_has_numbers(extract, token, tmp_path):
    path = tmp_path / "a.csv"
    with DatasetsServer(Ucdp(1)) as server:
        options = ["--release", "25.1", "--country", "475", "--country", "483", "--type", "1"]
        options += ["--type", "3", "--from", "2024-01-01", "--to", "2024-06-30"]
        assert fetched(extract, server, path, *options).exit_code == 0
        (asked,) = server.asked
    assert asked.params == {
        "Country": "475,483",
        "TypeOfViolence": "1,3",
        "StartDate": "2024-01-01",
        "EndDate": "2024-06-30",
        "pagesize": "1000",
    }
    assert path.read_text() == "id,active_year,best\n0,1,3\n"


def test_requests_that_came_too_fast_are_made_again_later(extract, token, tmp_path, waits):
    path = tmp_path / "a.jsonl"
    play = Ucdp(5)
    play.faults = [(400, {}, {}), (400, {}, {})]
    with DatasetsServer(play) as server:
        assert fetched(extract, server, path, "--release", "25.1").exit_code == 0
    assert waits == [30.0, 60.0]
    assert ids(path) == list(range(5))


def test_a_fetch_that_breaks_off_is_gone_on_with(extract, token, tmp_path):
    path = tmp_path / "a.jsonl"
    play = Ucdp(7)
    play.faults = [(503, {}, {})] * 6
    with DatasetsServer(play) as server:
        broken = fetched(extract, server, path, "--release", "25.1")
        assert broken.exit_code == 3
        assert ids(path) == [0, 1]
        resumed = fetched(extract, server, path, "--release", "25.1", "--resume")
    assert resumed.exit_code == 0
    assert ids(path) == list(range(7))


def test_events_that_ucdp_counts_and_does_not_give_are_told(extract, token, tmp_path):
    with DatasetsServer(Ucdp(3, hidden=4)) as server:
        result = fetched(extract, server, tmp_path / "a.jsonl", "--release", "25.1")
    assert "3 rows of 7 came; UCDP counts events that it does not give out" in result.stderr
    assert result.exit_code == 0


def test_pages_that_come_in_a_circle_end(extract, token, tmp_path):
    body = {"NextPageUrl": "http://x/?page=1", "Result": [{"id": 1}], "TotalCount": 9}
    with DatasetsServer(lambda asked: (200, body, {})) as server:
        result = fetched(extract, server, tmp_path / "a.jsonl", "--release", "25.1")
    assert "its pages come in a circle" in result.stderr
    assert result.exit_code == 3


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--release", "99.1"], "has no release '99.1' (Not Found); there are 25.1, 26.0.7 and so"),
        (["--release", "../x"], "'../x' is no release"),
        (["--release", "25.1", "--country", "Nigeria"], "--country takes a number here"),
        ([], "Missing option '--release'"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(extract, token, tmp_path, options, reason):
    with DatasetsServer(Ucdp(1)) as server:
        result = fetched(extract, server, tmp_path / "a.csv", *options)
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_wrong_token_and_none_are_told(extract, tmp_path, monkeypatch):
    with DatasetsServer(Ucdp(1)) as server:
        none = fetched(extract, server, tmp_path / "a.csv", "--release", "25.1")
        assert server.asked == []
        monkeypatch.setenv("UCDP_ACCESS_TOKEN", "wrong-token")
        wrong = fetched(extract, server, tmp_path / "a.csv", "--release", "25.1")
    assert "set UCDP_ACCESS_TOKEN in the environment" in none.stderr
    assert "does not take the token in UCDP_ACCESS_TOKEN (API token required." in wrong.stderr
    assert "wrong-token" not in wrong.stderr
