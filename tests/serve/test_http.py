"""What is asked over HTTP and what comes back."""

from __future__ import annotations

import json
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from patience import PATIENCE_S

from extractor.batch.budget import Budget
from extractor.records import EventRecord


def test_an_article_gives_its_records_with_tokens_and_warnings(serve):
    served = serve()
    status, told, headers = served.ask("/extract", {"text": "A bomb and a bomb.", "id": "a1"})
    assert status == 200
    assert told["article_id"] == "a1" and told["error"] is None and told["cut"] is None
    assert [EventRecord.from_json(json.dumps(one)).id for one in told["events"]] == ["e0", "e1"]
    assert told["tokens"] == {"prompt": 100, "cached": 40, "completion": 5}
    assert told["warnings"] == ["a warning"]
    assert headers["cache-control"] == "no-store"
    assert [len(done.events) for done in served.done] == [2]


def test_a_list_keeps_its_order_and_each_article_its_own_error(serve):
    given = [{"text": "bomb", "id": "1"}, {"text": " "}, {"text": "refused"}, {"text": "bomb"}]
    status, told, _ = serve().ask("/extract/many", {"articles": given})
    assert status == 200
    kinds = [one["error"] and one["error"]["kind"] for one in told["results"]]
    assert kinds == [None, "ArticleError", "ModelRefused", None]
    assert [len(one["events"]) for one in told["results"]] == [1, 0, 0, 1]
    assert told["results"][2]["tokens"]["prompt"] == 100  # it was paid for


@pytest.mark.parametrize(
    ("given", "status", "kind", "words"),
    [
        (b"{", 400, "NotJSON", "not JSON at character 1"),
        (b"[" * 100_000, 400, "NotJSON", "nested too deep"),
        (b'{"text": 1}', 422, "RequestError", "text is a number, and has to be a text in quotes"),
        (b"{}", 422, "RequestError", "text is missing: send {"),
        (b'{"text": "bomb", "publshed": "x"}', 422, "RequestError", "publshed: no such key"),
        (b'{"text": " \\n"}', 422, "ArticleError", "no text"),
        (b'{"text": "bomb", "published": "soon"}', 422, "ArticleError", "not a date"),
        (b'{"text": "bomb", "id": "\\ud800"}', 422, "RequestError", "id holds half a letter"),
        (b'{"text": "too long"}', 413, "ArticleTooLong", "9,000 characters"),
        (b'{"text": "refused"}', 422, "ModelRefused", "declined"),
        (b'{"text": "no model"}', 503, "ModelUnavailable", "no weights"),
    ],
)
def test_what_goes_wrong_has_a_status_and_one_line(serve, given, status, kind, words):
    found, told, _ = serve().ask("/extract", given)
    assert found == status
    assert kind in told["error"]["kind"] and words in told["error"]["message"]
    assert "\n" not in told["error"]["message"]


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/tea", "GET", 404), ("/extract", "GET", 405)]
)
def test_what_is_not_there_is_said_in_the_same_shape(serve, path, method, status):
    found, told, _ = serve().ask(path, method=method)
    assert found == status and "/extract" in told["error"]["message"]


def test_letters_that_no_encoding_can_write_go_through(serve):
    served = serve()
    status, _, _ = served.ask("/extract", b'{"text": "a bomb \\ud800 here"}')
    assert status == 200
    assert served.done[0].article.text == "a bomb \ud800 here"


def test_too_many_articles_in_one_request_are_refused(serve):
    status, told, _ = serve().ask("/extract/many", {"articles": [{"text": "x"}] * 101})
    assert status == 422 and "at most 100" in told["error"]["message"]
    assert serve().ask("/extract/many", {"articles": []})[0] == 422


def test_records_are_validated_with_codes_and_their_numbers(serve):
    records = [{"id": "x", "event_type": "Battles"}]
    status, told, _ = serve().ask("/validate", {"records": records, "kind": "event"})
    assert status == 200 and not told["more"]
    assert {one["record"] for one in told["findings"]} == {1}
    assert told["findings"][0]["code"] == "E223"


def test_what_are_no_records_is_said(serve):
    status, told, _ = serve().ask("/validate", {"records": [{"colour": "red"}]})
    assert status == 422 and "neither event records" in told["error"]["message"]


def test_a_path_is_never_read(serve, tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("event_id_cnty\n")
    status, _, _ = serve().ask("/validate", {"records": str(file)})
    assert status == 422


def test_findings_are_cut_and_it_is_said(serve):
    records = [{"id": "x", "event_type": "Battles"}] * 500
    _, told, _ = serve().ask("/validate", {"records": records, "kind": "event"})
    assert len(told["findings"]) == 1000 and told["more"]


def test_the_description_holds_the_record_s_own_schema_and_the_token(serve):
    _, told, _ = serve().ask("/openapi.json")
    schemas = told["components"]["schemas"]
    record = next(schemas[name] for name in schemas if name.startswith("EventRecord"))
    assert record["properties"].keys() == EventRecord.model_json_schema()["properties"].keys()
    assert told["paths"].keys() >= {"/extract", "/extract/many", "/validate", "/health"}
    assert "security" not in told
    secured = serve(token="a-token-of-the-tests-only")
    _, told, _ = secured.ask("/openapi.json", authorization="Bearer a-token-of-the-tests-only")
    assert told["security"] == [{"token": []}]


def test_as_many_are_read_at_once_as_the_model_bears(serve):
    served = serve()
    with ThreadPoolExecutor(8) as clients:
        given = [{"text": "bomb", "id": str(number)} for number in range(24)]
        answers = list(clients.map(lambda one: served.ask("/extract", one), given))
    assert {status for status, _, _ in answers} == {200}
    assert sorted(served.extractor.read) == sorted(one["id"] for one in given)
    assert served.extractor.most_at_once == 1


def test_too_many_requests_are_told_to_come_again(serve):
    served = serve(waiting=1)
    with ThreadPoolExecutor(1) as clients:
        first = clients.submit(served.ask, "/extract", {"text": "hold"})
        assert served.extractor.reading.wait(PATIENCE_S)
        status, told, headers = served.ask("/extract", {"text": "bomb"})
        served.extractor.go.set()
        assert first.result()[0] == 200
    assert (status, told["error"]["kind"]) == (503, "Busy")
    assert int(headers["retry-after"]) > 0
    assert served.ask("/extract", {"text": "bomb"})[0] == 200


def test_a_spent_budget_reads_no_more(serve):
    served = serve(budget=Budget(250))
    assert [served.ask("/extract", {"text": "bomb"})[0] for _ in range(4)] == [200, 200, 402, 402]
    _, told, _ = served.ask("/extract/many", {"articles": [{"text": "bomb", "id": "z"}]})
    assert told["results"][0]["error"]["kind"] == "BudgetSpent"
    assert "210 of 250 tokens" in told["results"][0]["error"]["message"]
    assert len(served.extractor.read) == 2


def test_the_end_answers_what_is_being_read_and_sends_away_who_waits(serve):
    served = serve()
    waits = threading.Event()
    with ThreadPoolExecutor(2) as clients:
        reading = clients.submit(served.ask, "/extract", {"text": "hold", "id": "first"})
        assert served.extractor.reading.wait(PATIENCE_S)
        given = {"articles": [{"text": "bomb", "id": "second"}]}
        waiting = clients.submit(served.ask, "/extract/many", given)
        while served.service.waiting < 1:
            waits.wait(0.01)
        served.server.handle_exit(signal.SIGTERM, None)
        assert waiting.result()[1]["results"][0]["error"]["kind"] == "Busy"
        served.extractor.go.set()
        assert reading.result()[0] == 200
    assert served.extractor.read == ["first"]
