"""Servers that refuse, fail, babble, break off or hang: one line, the right exit code, go on."""

from __future__ import annotations

import gzip

import pytest
from fault_kit import ARTICLE, asked, line, sound
from scripted_server import (
    breaks_off,
    closes,
    cut,
    hangs,
    raw,
    reply,
    status,
    text,
    trickles,
)

ELSEWHERE = ARTICLE.replace("Konduga", "Damboa")
AROUND = "\n".join((line(id="a"), line(id="bad", text=ELSEWHERE), line(id="c")))


def sound_but_for_one(step):
    """Sound replies, except to the article in the middle of :data:`AROUND`."""
    return lambda body: step if "Damboa" in asked(body) else sound(body)


def packed(content):
    return raw(content, headers={"Content-Encoding": "gzip"})


def sends_on(where):
    return raw(b"", code=307, headers={"Location": where})


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (status(429), "still says too many requests (HTTP 429) after retries; try again later"),
        (status(500), "failed with HTTP 500, retries too: scripted 500"),
        (status(503), "failed with HTTP 503"),
        (status(400), "refused the request with HTTP 400: scripted 400"),
        (raw(b"<html>gateway</html>", content_type="text/html"), "the reply of openai/x at http"),
        (raw(b"oops"), "is not the JSON that was asked for"),
        (raw(b""), "is not the JSON that was asked for"),
        (raw(b"[]"), "the reply of openai/x at http"),
        (raw(b'{"choices": null}'), "the reply of openai/x at http"),
        (raw(b'{"choices": [{"index": 0, "message": null}]}'), "is not a chat completion; is that"),
        (raw(b'{"choices": 7}'), "is not a chat completion; is that an OpenAI-compatible address"),
        (raw(b'{"choices": "Gunm\xe9n"}'), "is not UTF-8"),
        (raw(b'{"x": ' + b"9" * 5000 + b"}"), "asked for: a number has thousands of digits"),
        (raw(b"[" * 99_999), "is not the JSON that was asked for: it is nested too deeply"),
        (packed(b"no gzip"), "is not packed in the way its headers say"),
        (packed(gzip.compress(bytes(40 << 20))), "is longer than any can be (32 MB)"),
        (packed(gzip.compress(b'{"choices": []}')[:-16]), "is not the JSON that was asked for"),
        (sends_on("/v1/chat/completions"), "is another address, without end"),
        (sends_on("http://[::bad/"), "is another address, which is none"),
        (closes(), "broke off: server disconnected without sending a response"),
        (breaks_off(), "broke off: peer closed connection"),
    ],
)
def test_a_bad_reply_fails_its_article_alone(ask, step, reason):
    outcome, _ = ask(script=sound_but_for_one(step), input=AROUND)
    assert outcome.code == 3
    assert outcome.error.startswith("bad: ")
    assert reason in outcome.error
    assert outcome.ids == ["a", "c"]
    assert outcome.summary["failed"] == 1


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (text("By: Gunmen"), "is not the JSON that was asked for, but begins 'By: Gunmen'"),
        (text("I can't find any event."), """for, but begins "I can't find any event.\""""),
        (text("no\x1b]0;x\x07\n" + "x" * 999), "for, but begins 'no\\x1b]0;x\\x07 xxx"),
        (text(""), "is not the JSON that was asked for: it is empty"),
        (text('{"events": {}}'), "is not the JSON that was asked for (events: Input should be a "),
        (text(None), "is not the JSON that was asked for"),
        (reply({"role": "assistant", "content": None, "refusal": "No."}), "refused to read this"),
        (text('{"events": "\ud800'), "is not the JSON that was asked for"),
        (cut('{"events": [{"sentences": [1], '), "was cut off at the token limit"),
    ],
)
def test_a_whole_record_that_is_none_fails_its_article_alone(ask, step, reason):
    outcome, _ = ask(script=sound_but_for_one(step), input=AROUND)
    assert outcome.code == 3
    assert reason in outcome.error
    assert outcome.ids == ["a", "c"]


@pytest.mark.parametrize("wait", ["0.01", "Wed, 21 Oct 2122 07:28:00 +99999999999999"])
def test_too_many_requests_are_asked_again_when_the_server_says(ask, wait):
    turns = iter([status(429, headers={"Retry-After": wait}), status(503)])
    outcome, server = ask(script=lambda body: next(turns, None) or sound(body), input=line())
    assert outcome.code == 0
    assert len(outcome.events) == 1
    assert server.chats[0] == server.chats[1] == server.chats[2]


@pytest.mark.parametrize("seconds", ["30", "86400"])
def test_a_server_that_wants_more_patience_than_there_is_is_not_waited_for(ask, seconds):
    step = status(429, headers={"Retry-After": seconds})
    outcome, server = ask("--timeout", "5", script=lambda _: step, input=line())
    assert outcome.code == 3
    assert f"(HTTP 429) after retries; it asks to wait {seconds} s" in outcome.error
    assert len(server.chats) == 1


def test_a_server_that_hangs_or_trickles_is_left_after_the_timeout(ask):
    """Both at once; the sound replies have the same two seconds on a busy machine."""
    trickled = line(id="worse", text=ARTICLE.replace("Konduga", "Gwoza"))

    def script(body):
        silent = hangs() if "Damboa" in asked(body) else trickles(every_s=0.01)
        return sound(body) if "Konduga" in asked(body) else silent

    outcome, _ = ask("--timeout", "2", script=script, input=f"{AROUND}\n{trickled}")
    assert outcome.code == 3
    assert outcome.ids == ["a", "c"]
    assert len(outcome.errors) == 2
    for error, name in zip(outcome.errors, ("bad", "worse"), strict=True):
        assert error.startswith(f"{name}: no reply from openai/x at http://127.0.0.1:")
        assert error.endswith(" within 2 s")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "1e9", "soon"])
def test_a_timeout_that_is_none_is_wrong_usage(extract, seconds):
    outcome = extract("run", "--timeout", seconds, input=ARTICLE)
    assert outcome.code == 2
    assert "'--timeout'" in outcome.error


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (401, "does not accept the key (HTTP 401); check OPENAI_API_KEY"),
        (403, "does not accept the key (HTTP 403); check OPENAI_API_KEY"),
        (402, "has no credit left (HTTP 402)"),
        (404, "does not know this model or address (HTTP 404)"),
    ],
)
def test_what_every_article_would_meet_stops_the_run_at_the_first(ask, code, reason):
    outcome, server = ask(script=lambda _: status(code), input=AROUND)
    assert outcome.code == 2
    assert reason in outcome.error
    assert outcome.stderr.count("\n") == 1
    assert len(server.chats) == 1


def test_a_model_lost_on_the_way_leaves_what_was_done(ask):
    outcome, _ = ask(*("--concurrency", 1), script=sound_but_for_one(status(401)), input=AROUND)
    assert outcome.code == 3
    assert outcome.ids == ["a"]
    assert outcome.summary["articles"] == 1


def test_a_server_that_is_down_is_named_with_its_address(ask, extract, scripted_server):
    gone = scripted_server()
    gone.stop()
    outcome = extract("run", "--base-url", gone.url, "--model", "openai/x", input=AROUND)
    assert outcome.code == 2
    assert outcome.error == f"nobody listens at openai/x at {gone.url}: connection refused"


@pytest.mark.parametrize(
    "url", ["http://", "http://[bad", "http://host:port/v1", "http://a b/v1", "http://x:99999/v1"]
)
def test_an_address_that_is_none_is_told_before_anything_is_sent(extract, url):
    outcome = extract("run", "--base-url", url, "--model", "openai/x", input=ARTICLE)
    assert outcome.code == 2
    assert outcome.error == (
        "--base-url is not an address; write it as in http://127.0.0.1:8080/v1"
    )


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("HTTP_PROXY", "http://proxy:port", "HTTP_PROXY"),
        ("SSL_CERT_FILE", "no-such-file", "SSL_CERT_FILE"),
        ("OPENAI_API_KEY", "sk-中文-key", "OPENAI_API_KEY"),
        ("OPENAI_API_KEY", "sk\x1b[2J", "OPENAI_API_KEY"),
    ],
)
def test_a_wrong_setting_of_the_environment_is_one_line(ask, monkeypatch, variable, value, named):
    monkeypatch.setenv(variable, value)
    outcome, server = ask(input=line())
    assert outcome.code == 2
    assert named in outcome.error
    assert server.chats == []


def test_a_key_read_from_a_file_may_end_in_a_newline(ask, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "abc123\r\n")
    outcome, server = ask(input=line())
    assert outcome.code == 0
    assert server.requests[0].headers["authorization"] == "Bearer abc123"


@pytest.mark.parametrize(
    ("model", "variable"), [("openai/x", "OPENAI_API_KEY"), ("anthropic/x", "ANTHROPIC_API_KEY")]
)
def test_a_missing_key_is_named_by_its_variable(extract, model, variable):
    outcome = extract("run", "--model", model, input=ARTICLE)
    assert outcome.code == 2
    assert variable in outcome.error
    assert outcome.stderr.count("\n") == 1


@pytest.fixture
def no_weights(monkeypatch, tmp_path):
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setattr("extractor.models.embedded.require_engine", lambda: None)


def test_missing_weights_say_what_to_type(extract, no_weights):
    outcome = extract("run", "--model", "local", input=ARTICLE)
    assert outcome.code == 2
    assert "extract models pull qwen2.5-coder-1.5b (or add --yes)" in outcome.error


def test_missing_weights_are_pulled_with_yes(extract, no_weights, monkeypatch):
    from extractor.errors import ModelUnavailable

    def pull(weights, *, console):
        raise ModelUnavailable(f"{weights.name} was to be pulled")

    monkeypatch.setattr("extractor.models.pull.pull", pull)
    outcome = extract("run", "--yes", "--model", "local", input=ARTICLE)
    assert (outcome.code, outcome.error) == (2, "qwen2.5-coder-1.5b was to be pulled")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (
            ["--reader", "both"],
            "'both' is not one of 'local', 'record'. (extract run --help)",
        ),
        (["--nonsense"], "No such option '--nonsense'"),
        (["--model", "nosuch/x"], "unknown provider 'nosuch'"),
        (["--model", "x"], "'x' is not a model; write tagger, local, "),
    ],
)
def test_wrong_usage_is_one_line(extract, arguments, reason):
    outcome = extract("run", *arguments, input=ARTICLE)
    assert outcome.code == 2
    assert reason in outcome.error
    assert outcome.stderr.count("\n") == 1
