"""Each provider in its own format, over real HTTP, against a fake as strict as the provider."""

from __future__ import annotations

import json

import pytest
from provider_fakes import DEEPSEEK, KEY, PROVIDERS, Provider
from scripted_server import Body, Step, says
from wire_kit import COST, FITS, FOUND, Start, strictly, structured

from extractor.errors import ModelRefused, ModelReplyError, ModelUnavailable


@pytest.fixture(params=PROVIDERS, ids=lambda provider: provider.name)
def provider(request: pytest.FixtureRequest) -> Provider:
    return request.param


def test_a_structure_comes_back_with_its_tokens_the_cached_ones_among_them(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(provider, lambda _: provider.says(FITS)), key=KEY)
    model = provider.open(server, monkeypatch)
    assert structured(model) == (FOUND, COST)
    assert model.spent == COST
    provider.takes(server.requests[-1])


def test_the_schema_is_strict_where_the_provider_has_strict_ones(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(provider, lambda _: provider.says(FITS)))
    model = provider.open(server, monkeypatch)
    structured(model)
    count = len(server.chats)
    structured(model)
    assert len(server.chats) == count + 1  # what was refused is not tried again
    schema = provider.forms(server.chats[-1])
    if provider is DEEPSEEK:
        assert server.chats[-1]["response_format"] == {"type": "json_object"}
        assert '"additionalProperties":false' in server.chats[-1]["messages"][0]["content"]
        return
    assert schema is not None
    assert schema["required"] == ["place", "killed", "names", "kind"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["killed"]["anyOf"][1] == {"type": "null"}
    assert schema["properties"]["kind"]["enum"] == ["attack", "battle"]
    assert "default" not in json.dumps(schema)


def test_a_refusal_is_named_and_not_asked_again(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(provider, lambda _: provider.refuses))
    model = provider.open(server, monkeypatch)
    with pytest.raises(ModelRefused) as caught:
        structured(model)
    assert provider.refused in str(caught.value)
    assert "\n" not in str(caught.value)
    assert model.spent == COST  # it was paid for
    before = len(server.chats)
    with pytest.raises(ModelRefused):
        structured(model)
    assert len(server.chats) == before + 1


def test_a_safety_block_is_named_and_not_asked_again(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(provider, lambda _: provider.blocks))
    model = provider.open(server, monkeypatch)
    with pytest.raises(ModelRefused, match=provider.blocked):
        structured(model)
    before = len(server.chats)
    with pytest.raises(ModelRefused, match=provider.blocked) as caught:
        structured(model)
    assert len(server.chats) == before + 1
    assert "\n" not in str(caught.value)


def test_a_reply_that_is_cut_off_is_asked_for_with_twice_the_room(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(body: Body) -> Step:
        cut = provider.room(body) < 2000
        return provider.says(FITS[:20] if cut else FITS, cut=cut)

    server = scripted_server(strictly(provider, answer))
    toll, tokens = structured(provider.open(server, monkeypatch))
    assert toll == FOUND
    assert [provider.room(body) for body in server.chats[-3:]] == [500, 1000, 2000]
    assert tokens == COST + COST + COST


def test_a_reply_that_never_ends_fails_after_eight_times_the_room(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(strictly(provider, lambda _: provider.says(FITS[:20], cut=True)))
    with pytest.raises(ModelReplyError, match=r"cut off at the token limit \(4,000 tokens\)"):
        structured(provider.open(server, monkeypatch))
    with pytest.raises(ModelReplyError, match=r"cut off at the token limit \(700 tokens\)"):
        structured(provider.open(server, monkeypatch), most_tokens=700)


def test_a_reply_that_does_not_fit_is_asked_for_once_more(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter(['{"place": 1, "killed": "many"}', FITS])
    server = scripted_server(strictly(provider, lambda _: provider.says(next(replies))))
    toll, tokens = structured(provider.open(server, monkeypatch))
    assert (toll, tokens) == (FOUND, COST + COST)


def test_a_server_in_trouble_is_asked_again_at_its_pace(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = iter([says({}, code=503), says({}, code=429)])
    server = scripted_server(
        strictly(provider, lambda _: next(troubles, None) or provider.says(FITS))
    )
    assert structured(provider.open(server, monkeypatch))[0] == FOUND


def test_a_wrong_key_is_one_line_without_the_key(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted_server(key="another")
    with pytest.raises(ModelUnavailable, match="does not accept the key") as caught:
        structured(provider.open(server, monkeypatch))
    assert KEY not in str(caught.value) and "\n" not in str(caught.value)


def test_what_is_no_reply_of_this_provider_is_one_clear_line(
    provider: Provider, scripted_server: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    for junk in ({}, {"choices": "none"}, {"content": 7}, {"candidates": [7]}, [1]):
        server = scripted_server(lambda _, junk=junk: says(junk))
        with pytest.raises(ModelReplyError) as caught:
            structured(provider.open(server, monkeypatch))
        assert not isinstance(caught.value, ModelRefused)
        assert "\n" not in str(caught.value)
