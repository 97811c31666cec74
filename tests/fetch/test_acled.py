"""ACLED's API: a token by OAuth, pages of rows, and a file that an interruption leaves whole."""

from __future__ import annotations

import csv
import json
from itertools import count

import pytest
from datasets_server import Asked, DatasetsServer

EMAIL, PASSWORD = "jane@example.org", "s3cret-word"
DENIED = {"error": "invalid_grant", "error_description": "The user credentials were incorrect."}


def row(number: int, **more: object) -> dict[str, object]:
    return {
        "event_id_cnty": f"NIG{number}",
        "event_date": "2024-05-14",
        "country": "Nigeria",
        "fatalities": number,
        "notes": f'Clash, "heavy"\nfighting in Kukawa; Ж {number}',
        **more,
    }


class Acled:
    """ACLED's server with these rows; ``faults`` are answers to give first, by page."""

    def __init__(self, *rows: dict[str, object], faults: dict[str, list] | None = None) -> None:
        self.rows = list(rows)
        self.faults = faults or {}
        self.tokens = count(1)
        self.good: set[str] = set()
        self.total = True

    def __call__(self, asked: Asked):
        if asked.path == "/oauth/token":
            return self.token(asked)
        if asked.headers.get("authorization", "").removeprefix("Bearer ") not in self.good:
            return 401, {"message": "The access token is invalid."}, {}
        page, size = int(asked.params["page"]), int(asked.params["limit"])
        if self.faults.get(str(page)):
            return self.faults[str(page)].pop(0)
        rows = self.rows[(page - 1) * size : page * size]
        body = {"status": 200, "success": True, "count": len(rows), "data": rows}
        return 200, body | ({"total_count": len(self.rows)} if self.total else {}), {}

    def token(self, asked: Asked):
        form = asked.params
        assert form["client_id"] == "acled"
        if form["grant_type"] == "password" and (form["username"], form["password"]) != (
            EMAIL,
            PASSWORD,
        ):
            return 400, DENIED, {}
        token = f"token-{next(self.tokens)}"
        self.good = {token}
        body = {"token_type": "Bearer", "expires_in": 86400, "access_token": token}
        return 200, body | {"refresh_token": f"refresh-{token}"}, {}


@pytest.fixture
def account(monkeypatch):
    monkeypatch.setenv("ACLED_EMAIL", EMAIL)
    monkeypatch.setenv("ACLED_PASSWORD", PASSWORD)


def written(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_pages_come_into_one_file_and_the_terms_are_named(extract, account, tmp_path):
    rows = [row(number) for number in range(7)]
    path = tmp_path / "a.csv"
    with DatasetsServer(Acled(*rows)) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", path)
    assert result.exit_code == 0, result.stderr
    assert written(path) == [{key: str(value) for key, value in each.items()} for each in rows]
    assert "https://acleddata.com/eula" in result.stderr
    assert f"{path}: 6 rows of 7\n" in result.stderr
    assert result.stderr.endswith(f"{path}: all 7 rows\n")
    assert PASSWORD not in result.stderr
    state = json.loads((tmp_path / "a.csv.fetch.json").read_text())
    assert state["done"]["complete"] is True
    assert PASSWORD not in json.dumps(state)
    assert "day of access" in state["terms"]


def test_the_query_is_sent_as_the_api_takes_it(extract, account, tmp_path):
    with DatasetsServer(Acled(row(1))) as server:
        options = ["--country", "Nigeria", "--country", "Chad", "--event-type", "Battles"]
        options += ["--from", "2024-01-01", "--to", "2024-06-30", "--since", "2024-07-01"]
        options += ["--where", "admin1=Borno", "--base-url", server.url, "-o", tmp_path / "a.jsonl"]
        assert extract("fetch", "acled", *options).exit_code == 0
        token, page = server.asked
    assert (token.method, token.path) == ("POST", "/oauth/token")
    assert page.path == "/api/acled/read"
    assert page.params == {
        "country": "Nigeria|Chad",
        "event_type": "Battles",
        "event_date": "2024-01-01|2024-06-30",
        "event_date_where": "BETWEEN",
        "timestamp": "2024-07-01",
        "timestamp_where": ">=",
        "admin1": "Borno",
        "_format": "json",
        "limit": "3",
        "page": "1",
        "with_total": "true",
    }
    assert PASSWORD not in json.dumps([page.params, page.headers])


def test_json_lines_keep_the_values_as_they_came(extract, account, tmp_path):
    rows = [row(1), row(2, tags=None, extra="new column", half="\ud800")]
    path = tmp_path / "a.jsonl"
    with DatasetsServer(Acled(*rows)) as server:
        assert extract("fetch", "acled", "--base-url", server.url, "-o", path).exit_code == 0
    assert [json.loads(line) for line in path.read_text().splitlines()] == rows


def test_ids_of_deleted_events_are_asked_of_their_own_address(extract, account, tmp_path):
    gone = [{"event_id_cnty": "NIG1", "deleted_timestamp": "1716000000"}]
    path = tmp_path / "gone.csv"
    with DatasetsServer(Acled(*gone)) as server:
        options = ["--deleted", "--since", "2024-05-01", "--base-url", server.url, "-o", path]
        assert extract("fetch", "acled", *options).exit_code == 0
        asked = server.asked[-1]
    assert asked.path == "/api/deleted/read"
    assert asked.params["deleted_timestamp"] == "2024-05-01"
    assert asked.params["deleted_timestamp_where"] == ">="
    assert written(path) == gone


def test_a_token_that_runs_out_is_renewed_and_no_row_is_lost(extract, account, tmp_path):
    play = Acled(*[row(number) for number in range(7)])

    def answer(asked: Asked):
        if asked.params.get("page") == "2" and "token-1" in play.good:
            play.good = set()  # a day has gone by
        return play(asked)

    path = tmp_path / "a.csv"
    with DatasetsServer(answer) as server:
        assert extract("fetch", "acled", "--base-url", server.url, "-o", path).exit_code == 0
        grants = [each.params["grant_type"] for each in server.asked if "token" in each.path]
    assert grants == ["password", "refresh_token"]
    assert len(written(path)) == 7


def test_a_busy_server_is_asked_again_at_the_pace_it_names(extract, account, tmp_path, waits):
    busy = {"1": [(429, {}, {"Retry-After": "7"}), (503, b"<html>busy</html>", {})]}
    path = tmp_path / "a.csv"
    with DatasetsServer(Acled(row(1), faults=busy)) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", path)
    assert result.exit_code == 0
    assert waits == [7.0, 4.0]
    assert "127.0.0.1 answers 429; asking again in 7 s" in result.stderr


def test_a_fetch_that_breaks_off_is_gone_on_with_and_gives_the_same_file(
    extract, account, tmp_path
):
    rows = [row(number) for number in range(8)]
    whole, path = tmp_path / "whole.csv", tmp_path / "a.csv"
    play = Acled(*rows, faults={"2": [(500, {"message": f"down, {PASSWORD}"}, {})] * 6})
    with DatasetsServer(play) as server:
        options = ["fetch", "acled", "--base-url", server.url, "-o"]
        broken = extract(*options, path)
        assert broken.exit_code == 3
        assert "answers 500: down, *** (tried 6 times); --resume goes on" in broken.stderr
        assert len(written(path)) == 3
        path.write_bytes(path.read_bytes() + b"half a ro")  # written as the power went
        resumed = extract(*options, path, "--resume")
        assert resumed.exit_code == 0, resumed.stderr
        pages = [each.params.get("page") for each in server.asked if "read" in each.path]
        assert pages[-2:] == ["2", "3"]
        assert extract(*options, whole).exit_code == 0
        again = extract(*options, path, "--resume")
    assert path.read_bytes() == whole.read_bytes()
    assert again.stderr.endswith("all 8 rows\n")


def test_rows_that_move_between_pages_are_written_once_and_told(extract, account, tmp_path):
    rows = [row(number) for number in (0, 1, 2, 2, 3)]
    path = tmp_path / "a.csv"
    with DatasetsServer(Acled(*rows)) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", path)
    assert len(written(path)) == 4
    assert "all 4 rows, 1 came twice" in result.stderr
    assert "4 rows of 5 came: the dataset was changed meanwhile; fetch it again" in result.stderr
    assert result.exit_code == 3


@pytest.mark.parametrize("most", [1, 2])
def test_a_server_that_gives_fewer_rows_a_page_is_asked_to_the_end(
    extract, account, tmp_path, most
):
    rows = [row(number) for number in range(7)]
    whole = Acled(*rows)

    def capped(asked: Asked):
        if "page" not in asked.params:
            return whole(asked)
        asked.params["limit"] = str(most)
        return whole(asked)

    path = tmp_path / "a.csv"
    with DatasetsServer(capped) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", path)
    assert result.exit_code == 0, result.stderr
    assert len(written(path)) == 7


def test_a_count_that_is_too_high_ends_at_an_empty_page_and_is_told(extract, account, tmp_path):
    play = Acled(row(1))

    def lying(asked: Asked):
        status, body, headers = play(asked)
        return status, body | ({"total_count": 9} if "data" in body else {}), headers

    with DatasetsServer(lying) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", tmp_path / "a.csv")
        pages = [each.params["page"] for each in server.asked if "read" in each.path]
    assert pages == ["1", "2"]
    assert "1 rows of 9 came" in result.stderr
    assert result.exit_code == 3


def test_rows_that_lack_columns_of_the_first_are_told(extract, account, tmp_path):
    short = row(2)
    del short["notes"]
    path = tmp_path / "a.csv"
    with DatasetsServer(Acled(row(1), short)) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", path)
    assert written(path)[1]["notes"] == ""
    assert "Note: 1 rows lack columns that the first had: blank cells" in result.stderr


def test_rows_of_other_countries_are_told(extract, account, tmp_path):
    play = Acled(row(1), row(2, country="Niger"))
    with DatasetsServer(play) as server:
        options = ["--country", "nigeria", "--base-url", server.url, "-o", tmp_path / "a.csv"]
        result = extract("fetch", "acled", *options)
    assert "Note: 1 rows are of countries that were not asked for" in result.stderr


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((403, {"message": "Access denied."}, {}), "does not give this account access (Access den"),
        ((200, {"status": 403, "messages": ["No consent"]}, {}), "does not give this account acce"),
        ((200, {"success": False, "error": "bad field"}, {}), "127.0.0.1 answers 400 (bad field)"),
        ((200, b"<html>Log in</html>", {}), "answers with something else than JSON"),
        ((200, {"data": ["a"]}, {}), "rows that are no objects"),
        ((200, {"rows": []}, {}), "answers 200"),
        (
            (302, {}, {"Location": "https://evil.example/x"}),
            "sends us to evil.example; a key is no",
        ),
    ],
)
def test_what_the_server_refuses_is_one_clear_line(extract, account, tmp_path, answer, reason):
    path = tmp_path / "a.csv"
    with DatasetsServer(Acled(row(1), faults={"1": [answer]})) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", path)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert result.stderr.count("\n") == 2  # the terms, the error


def test_a_wrong_password_is_told_without_the_password(extract, monkeypatch, tmp_path):
    monkeypatch.setenv("ACLED_EMAIL", EMAIL)
    monkeypatch.setenv("ACLED_PASSWORD", "wrong-word")
    with DatasetsServer(Acled()) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", tmp_path / "a.csv")
    assert result.exit_code == 2
    assert "does not know this e-mail address and password (ACLED_EMAIL, ACLED_PA" in result.stderr
    assert "wrong-word" not in result.stderr


def test_a_token_of_one_s_own_is_used_and_an_old_one_is_told(extract, monkeypatch, tmp_path):
    play = Acled(row(1))
    play.good = {"my-token"}
    with DatasetsServer(play) as server:
        options = ["fetch", "acled", "--base-url", server.url, "-o"]
        monkeypatch.setenv("ACLED_ACCESS_TOKEN", "my-token")
        assert extract(*options, tmp_path / "a.csv").exit_code == 0
        monkeypatch.setenv("ACLED_ACCESS_TOKEN", "old-token")
        result = extract(*options, tmp_path / "b.csv")
    assert result.exit_code == 2
    assert "ACLED_ACCESS_TOKEN may be older than a day" in result.stderr


def test_without_a_key_nothing_is_asked(extract, tmp_path):
    with DatasetsServer(Acled()) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", tmp_path / "a.csv")
        assert server.asked == []
    assert result.exit_code == 2
    assert "set ACLED_EMAIL and ACLED_PASSWORD in the environment" in result.stderr


def test_a_key_is_sent_over_https_only(extract, account, tmp_path):
    options = ["--base-url", "http://example.org", "-o", tmp_path / "a.csv"]
    result = extract("fetch", "acled", *options)
    assert result.exit_code == 2
    assert "a key is sent over https only" in result.stderr


def test_a_file_that_is_there_or_was_fetched_otherwise_stays(extract, account, tmp_path):
    path = tmp_path / "a.csv"
    with DatasetsServer(Acled(row(1))) as server:
        options = ["fetch", "acled", "--base-url", server.url, "-o", path]
        assert extract(*options).exit_code == 0
        before = path.read_bytes()
        assert "exists already" in extract(*options).stderr
        other = extract(*options, "--resume", "--country", "Chad")
        assert "was fetched with another query (acled, endpoint acled)" in other.stderr
        (tmp_path / "a.csv.fetch.json").write_text("{}")
        assert "not what a fetch wrote" in extract(*options, "--resume").stderr
        (tmp_path / "a.csv.fetch.json").unlink()
        assert "no fetch to go on with" in extract(*options, "--resume").stderr
        assert path.read_bytes() == before
        assert extract(*options, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["-o", "a.xlsx"], "write a .csv or .jsonl file"),
        (["-o", "a.csv", "--from", "May"], "'May' is not a date"),
        (["-o", "a.csv", "--from", "2024-02-01", "--to", "2024-01-01"], "--from is after --to"),
        (["-o", "a.csv", "--where", "admin1"], "write NAME=VALUE"),
        (["-o", "a.csv", "--where", "page=3"], "write NAME=VALUE"),
        (["-o", "a.csv", "--deleted", "--country", "Chad"], "--deleted goes with --since"),
        (["-o", "a.csv", "--resume", "--force"], "give one of them"),
        ([], "Missing option"),
    ],
)
def test_wrong_usage_is_one_line(extract, account, tmp_path, monkeypatch, options, reason):
    monkeypatch.chdir(tmp_path)
    result = extract("fetch", "acled", *options)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_column_that_only_later_rows_have_is_an_error_of_a_csv(extract, account, tmp_path):
    rows = [row(1), row(2), row(3), row(4, extra="x")]
    with DatasetsServer(Acled(*rows)) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", tmp_path / "a.csv")
    assert result.exit_code == 3
    assert "a row has columns that the first had not (extra)" in result.stderr


def test_a_query_without_an_event_says_so(extract, account, tmp_path):
    with DatasetsServer(Acled()) as server:
        result = extract("fetch", "acled", "--base-url", server.url, "-o", tmp_path / "a.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "no row fits")
