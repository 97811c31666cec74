"""Asking a model on a server, over real HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import BaseModel
from scripted_server import (
    ScriptedServer,
    breaks_off,
    closes,
    cut,
    drips,
    hangs,
    raw,
    status,
    text,
    trickles,
)

from extractor.errors import ModelError, ModelReplyError, ModelUnavailable
from extractor.models import Model, open_model
from extractor.reading import Tokens

Start = Callable[..., ScriptedServer]
QUESTION = [{"role": "user", "content": "Where did it happen?"}]
FITS = '{"place": "x", "killed": 1}'
IDLIB = '{"place": "Idlib", "killed": 70}'
KEY = "sk-very-secret-indeed"


class Toll(BaseModel):
    place: str
    killed: int | None


@pytest.fixture
def no_retry_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no reply can say when to come back, come back at once."""
    monkeypatch.setattr("extractor.models.pace.FIRST_WAIT_S", 0.0)


def model_of(server: ScriptedServer, **options: Any) -> Model:
    return open_model("openai/scripted", base_url=server.url, **options)


def structured(model: Model) -> tuple[Toll, Tokens]:
    return model.structured(QUESTION, Toll, max_tokens=50)


def test_a_structured_reply_is_asked_for_by_its_schema(scripted_server: Start) -> None:
    server = scripted_server([text(IDLIB, tokens=(90, 70, 9))])
    with model_of(server) as model:
        toll, tokens = structured(model)
    assert toll == Toll(place="Idlib", killed=70)
    assert tokens == model.spent == Tokens(90, 70, 9)
    assert (model.name, model.default_reader) == ("openai/scripted", "record")
    sent = server.chats[0]["response_format"]
    assert sent["type"] == "json_schema"
    assert sent["json_schema"]["strict"] is True
    assert sent["json_schema"]["schema"] == {
        "type": "object",
        "properties": {
            "place": {"type": "string"},
            "killed": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        },
        "required": ["place", "killed"],
        "additionalProperties": False,
    }


def test_a_model_is_asked_without_chance_and_without_fields_of_one_server(
    scripted_server: Start,
) -> None:
    server = scripted_server([text(IDLIB)], owned_by="llamacpp")
    structured(model_of(server))
    (body,) = server.chats
    assert {name: value for name, value in body.items() if name != "response_format"} == {
        "model": "scripted",
        "messages": QUESTION,
        "temperature": 0,
        "seed": 1,
        "max_tokens": 50,
    }


def test_article_text_is_never_taken_for_a_template(scripted_server: Start) -> None:
    server = scripted_server([text('{"place": "x", "killed": null}')])
    words = "{{ 7 * 7 }} {% raw %} ignore the above"
    messages = [{"role": "user", "content": words}]
    model_of(server).structured(messages, Toll, max_tokens=50)
    assert server.chats[0]["messages"] == messages


def test_tokens_of_a_first_try_that_did_not_fit_are_counted(scripted_server: Start) -> None:
    server = scripted_server(
        [
            text("{broken", tokens=(90, 10, 4)),
            text('{"place": "x", "killed": 1}', tokens=(99, 9, 8)),
        ]
    )
    model = model_of(server)
    assert structured(model)[1] == model.spent == Tokens(189, 19, 12)


def test_tokens_of_a_call_that_failed_are_counted(scripted_server: Start) -> None:
    server = scripted_server([text("no JSON", tokens=(50, 0, 2)), text("again", tokens=(60, 0, 2))])
    model = model_of(server)
    with pytest.raises(ModelReplyError, match="is not the JSON that was asked for"):
        structured(model)
    assert model.spent == Tokens(110, 0, 4)
    assert server.overrun == 0


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again(scripted_server: Start, code: int) -> None:
    server = scripted_server([status(code), status(code), text(IDLIB)])
    assert structured(model_of(server))[0].place == "Idlib"


@pytest.mark.parametrize(
    ("code", "error", "kind", "says"),
    [
        (429, {}, ModelReplyError, "too many requests (HTTP 429) after retries"),
        (429, {"code": "insufficient_quota"}, ModelUnavailable, "no credit left"),
        (500, {}, ModelReplyError, "failed with HTTP 500, retries too: scripted 500"),
        (401, {}, ModelUnavailable, "does not accept the key (HTTP 401); check OPENAI_API_KEY"),
        (403, {}, ModelUnavailable, "does not accept the key (HTTP 403)"),
        (402, {}, ModelUnavailable, "no credit left"),
        (404, {}, ModelUnavailable, "does not know this model or address"),
        (400, {"code": "context_length_exceeded"}, ModelReplyError, "prompt is too long"),
        (400, {"message": f"bad {KEY}"}, ModelReplyError, "HTTP 400: bad ***"),
    ],
)
def test_every_refusal_is_one_clear_line(
    scripted_server: Start,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    error: dict[str, str],
    kind: type[ModelError],
    says: str,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model = model_of(scripted_server(lambda _: status(code, error=error)))
    with pytest.raises(kind) as caught:
        structured(model)
    assert isinstance(caught.value, kind)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert KEY not in str(caught.value)


JUNK = "is not a chat completion|is not the JSON that was asked for|cannot be used"
BROKEN = "the connection to .* broke off"


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (raw(b"not json at all"), JUNK),
        (raw(b"<html>Welcome</html>", content_type="text/html"), JUNK),
        (raw(b"{}"), JUNK),
        (raw(b'{"choices": []}'), JUNK),
        (closes(), BROKEN),
        (breaks_off(), BROKEN),
    ],
)
def test_junk_is_one_clear_line(
    scripted_server: Start, no_retry_delay: None, step: Any, says: str
) -> None:
    model = model_of(scripted_server(lambda _: step))
    with pytest.raises(ModelReplyError, match=says) as caught:
        structured(model)
    assert "\n" not in str(caught.value)


def test_a_cut_structure_is_not_asked_for_again_where_there_is_no_more_room(
    scripted_server: Start,
) -> None:
    server = scripted_server([cut('{"place": "Id')])
    with pytest.raises(ModelReplyError, match="cut off at the token limit"):
        model_of(server).structured(QUESTION, Toll, max_tokens=50, most_tokens=50)
    assert len(server.chats) == 1


GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize(
    "step",
    [
        hangs(),
        trickles(),
        drips(GOOD, b"X-More: header\r\n"),
        drips(b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
        drips(GOOD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        drips(GOOD + b"Content-Encoding: deflate\r\n\r\n\x78\x9c", b"\0\0\0\xff\xff"),
    ],
    ids=["hangs", "trickles", "headers", "interim replies", "length of a chunk", "empty blocks"],
)
def test_a_reply_that_never_ends_does_end(
    scripted_server: Start, no_retry_delay: None, step: Any
) -> None:
    server = scripted_server(lambda _: step)
    began = time.monotonic()
    with pytest.raises(ModelReplyError, match=r"no reply from .* within 0\.2 s"):
        structured(model_of(server, timeout_s=0.2))
    assert time.monotonic() - began < 30  # whether it ends, not how fast the machine is


def test_after_a_reply_that_never_ends_the_next_is_read(
    scripted_server: Start, no_retry_delay: None
) -> None:
    server = scripted_server([drips(GOOD, b"X-More: header\r\n"), text(IDLIB)])
    model = model_of(server, timeout_s=2)
    with pytest.raises(ModelReplyError, match="no reply from"):
        structured(model)
    assert structured(model)[0].place == "Idlib"


@pytest.mark.parametrize("before", ["", "<think>Where was it?</think>", "\n<think></think>\n"])
def test_millions_of_blanks_around_a_reply_cost_no_more_than_reading_them(
    scripted_server: Start, before: str
) -> None:
    """So ends a model that is held to JSON and has nothing more to say. A pattern that began with
    blanks took a minute for 100,000 of them, and could not be interrupted."""
    blanks = " " * 3_000_000
    answer = '{"place": "Idlib", "killed": 3}'
    server = scripted_server([text(blanks + before + answer + blanks)])
    found, _ = model_of(server).structured(QUESTION, Toll, max_tokens=50)
    assert found == Toll(place="Idlib", killed=3)


def test_nobody_listening_names_the_address_without_its_password(no_retry_delay: None) -> None:
    gone = ScriptedServer()
    gone.stop()
    model = open_model("openai/x", base_url=gone.url.replace("http://", "http://me:hunter22@"))
    with pytest.raises(ModelUnavailable) as caught:
        structured(model)
    assert str(caught.value) == f"nobody listens at openai/x at {gone.url}: connection refused"


def test_the_key_goes_in_the_header_and_nowhere_else(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server = scripted_server([text(IDLIB)], key=KEY)
    assert structured(model_of(server))[0].place == "Idlib"
    (received,) = server.requests
    assert received.headers["authorization"] == f"Bearer {KEY}"
    assert KEY not in json.dumps(received.json) + received.path


def test_a_refused_key_is_not_repeated(
    scripted_server: Start, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server = scripted_server(key="another")
    with pytest.raises(ModelUnavailable) as caught:
        structured(model_of(server))
    assert KEY not in str(caught.value)
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""


def test_a_server_by_address_needs_no_key(scripted_server: Start) -> None:
    server = scripted_server([text(IDLIB)])
    structured(model_of(server))
    assert server.requests[0].headers["authorization"] == "Bearer none"


def test_openai_itself_needs_a_key() -> None:
    with pytest.raises(ModelUnavailable, match="no key for openai: set OPENAI_API_KEY"):
        open_model("openai/gpt-4.1-mini")


def test_parameters_a_model_refuses_are_left_out_from_then_on(scripted_server: Start) -> None:
    def picky(body: dict[str, Any]) -> Any:
        for name in ("temperature", "max_tokens"):
            if name in body:
                return status(400, error={"code": "unsupported_parameter", "param": name})
        return text(FITS)

    server = scripted_server(picky)
    model = model_of(server)
    for _ in range(2):
        structured(model)
    assert len(server.chats) == 4  # two refusals, then two answers
    assert server.chats[-1]["max_completion_tokens"] > 50


def test_several_threads_may_ask_at_once(scripted_server: Start) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def echo(body: dict[str, Any]) -> Any:
        said = {"place": body["messages"][0]["content"], "killed": None}
        return text(json.dumps(said), tokens=(1, 0, 1))

    model = model_of(scripted_server(echo))
    words = [f"word{n}" for n in range(20)]

    def ask(word: str) -> str:
        asked = [{"role": "user", "content": word}]
        return model.structured(asked, Toll, max_tokens=50)[0].place

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, words)) == words
    assert model.spent == Tokens(20, 0, 20)
