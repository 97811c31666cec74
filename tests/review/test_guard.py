"""Who is let in: asked over real HTTP, as a browser, a rebinding site and a forged form would."""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

import pytest
from patience import PATIENCE_S


@pytest.fixture
def served(serve):
    return serve()


def ask(served, method="GET", path="/api/start", body=None, **headers):
    site = urlsplit(served.site)
    connection = http.client.HTTPConnection(site.hostname, site.port, timeout=PATIENCE_S)
    given = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    connection.request(method, path, body=body, headers=given)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer, text


def cookie(served):
    answer, _ = ask(served, path=served.address.removeprefix(served.site))
    assert answer.status == 303 and answer.headers["location"] == "/"
    return answer.headers["set-cookie"].partition(";")[0]


def test_without_token_or_cookie_there_is_nothing(served):
    for path in ("/", "/api/start", "/api/events", "/static/app.js", "/event/x", "/?token=wrong"):
        answer, text = ask(served, path=path)
        assert answer.status == 403 and "terminal" in text
    answer, _ = ask(served, Cookie='extract_review_1=x; a="b')
    assert answer.status == 403


def test_the_cookie_opens_it_and_every_answer_is_guarded(served):
    answer, text = ask(served, Cookie=cookie(served))
    assert answer.status == 200 and json.loads(text)["coder"] == "anna"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy and "default-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "", "localhost.evil.example", "localhost:", "127.0.0.2",
     "localhost:8765.evil.example", "evil.example#localhost", "localhost:1\tx", "user@localhost"],
)  # fmt: skip
def test_another_host_is_refused_by_name_even_with_the_cookie(served, host):
    answer, text = ask(served, Cookie=cookie(served), Host=host)
    assert answer.status == 403
    if answer.headers["content-security-policy"]:  # not refused by the server before
        shown = host.replace("\t", "?").partition("\t")[0] or "nothing"
        assert f"asked under the name {shown}, which is not this machine's own" in text
        assert f"open {served.site} or " in text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:{port}", "127.0.0.1", "[::1]:9000"])
def test_this_machine_s_own_names_are_let_in_at_any_port(served, host):
    """A forwarded port: the browser asks for the port at its own end."""
    host = host.format(port=urlsplit(served.site).port)
    key, json_type = cookie(served), "application/json"
    answer, _ = ask(served, Cookie=key, Host=host)
    assert answer.status == 200
    for origin, wanted in ((f"http://{host}", 422), ("http://localhost:1", 403)):
        given = {"Cookie": key, "Host": host, "Origin": origin, "Content_Type": json_type}
        answer, text = ask(served, "POST", "/api/undo", body="{}", **given)
        assert answer.status == wanted
    assert "asked from another site, http://localhost:1" in text
    assert ask(served, Host=host)[0].status == 403  # without the cookie


def test_another_origin_is_refused_and_a_change_needs_ours(served):
    key = cookie(served)
    site = served.site
    json_type = "application/json"
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", "http://localhost"):
        answer, _ = ask(served, Cookie=key, Origin=origin)
        assert answer.status == 403
    for given in (
        {"Origin": None, "Content_Type": json_type},
        {"Origin": site, "Content_Type": "text/plain"},
        {"Origin": site, "Content_Type": json_type, "Sec_Fetch_Site": "cross-site"},
    ):
        answer, _ = ask(served, "POST", "/api/undo", body="{}", Cookie=key, **given)
        assert answer.status == 403
    answer, text = ask(
        served, "POST", "/api/undo", body="{}", Cookie=key, Origin=site, Content_Type=json_type
    )
    assert answer.status == 422 and "nothing to undo" in text


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd",
     "/../../etc/passwd", "/static/", "/api/", "/docs", "/openapi.json"],
)  # fmt: skip
def test_no_other_file_is_read(served, path):
    answer, text = ask(served, path=path, Cookie=cookie(served))
    assert answer.status in (403, 404) and "FastAPI" not in text and "root:" not in text


@pytest.mark.parametrize(
    "body",
    ["", "[]", "nonsense", "{}", '{"action": "delete"}', '{"action": "mend", "event": "x"}',
     '{"action": "accept", "event": "x", "revision": "y"}', "[" * 100_000,
     '{"action": "add", "article": "../../etc/passwd", "type": "Attack"}'],
)  # fmt: skip
def test_junk_is_refused_in_words(served, body):
    head = {"Origin": served.site, "Content_Type": "application/json", "Cookie": cookie(served)}
    for path in ("/api/decide", "/api/words", "/api/draft"):
        answer, text = ask(served, "POST", path, body=body or " ", **head)
        assert answer.status in (400, 422) and "Traceback" not in text
    assert served.entries() == []


def test_a_body_too_large_is_not_read(served):
    head = {"Origin": served.site, "Content_Type": "application/json", "Cookie": cookie(served)}
    answer, _ = ask(served, "POST", "/api/draft", body=None, Content_Length="99999999", **head)
    assert answer.status == 413
