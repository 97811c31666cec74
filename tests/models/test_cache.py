"""Replies kept in a folder: the same request is paid for once."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fake_model import COST, FakeModel
from patience import PATIENCE_S
from pydantic import BaseModel
from record_replies import event, place
from record_replies import reply as told
from scripted_server import status, text

from extractor.errors import ExtractorError, ModelError
from extractor.models import open_model
from extractor.models.cache import CachedModel, ReplyCache
from extractor.pipeline import Extractor
from extractor.reading import Tokens
from extractor.text.article import Article

QUESTION = [{"role": "user", "content": "Who? \ud800"}]  # an article may hold half a character
ARTICLE = Article(
    "Horsemen killed four weavers in Konduga, Nigeria, on Tuesday. Officials blamed Boko Haram.",
    published="2024-05-10",
)


class Short(BaseModel):
    answer: str


class Other(BaseModel):
    answer: str | None


THEM = Short(answer="them")


def cached(tmp_path, model=None, **more) -> CachedModel:
    model = model or FakeModel(lambda _: {"answer": "them"})
    return CachedModel(model, ReplyCache(tmp_path / "cache"), **more)


def asked(model, shape=Short, **more):
    return model.structured(QUESTION, shape, **{"max_tokens": 9, **more})


def test_the_second_time_the_reply_costs_nothing(tmp_path):
    first, second = cached(tmp_path), cached(tmp_path)
    assert asked(first) == (THEM, COST)
    assert asked(second) == (THEM, Tokens())
    assert (second.hits, second.saved, second.spent) == (1, COST, Tokens())
    assert second.model.asked == []


@pytest.mark.parametrize("other", [{"max_tokens": 10}, {"shape": Other}])
def test_another_request_is_another_reply(tmp_path, other):
    model = cached(tmp_path)
    asked(model)
    asked(model, **other)
    assert model.hits == 0
    asked(model, **other)
    assert model.hits == 1


def test_another_model_or_server_is_another_reply(tmp_path):
    asked(cached(tmp_path))
    for other in (cached(tmp_path, where="http://127.0.0.1:1/v1"), cached(tmp_path)):
        other.name = other.name if other._where else "other"
        asked(other)
        assert other.hits == 0


def test_an_article_read_again_gives_the_same_events_and_costs_nothing(tmp_path):
    def read():
        killing = event([1], words="killed", places=[place("Konduga", country="Nigeria")])
        model = FakeModel(lambda _: told(killing))
        return Extractor(model, cache=tmp_path / "cache").process(ARTICLE)

    first, second = read(), read()
    assert first.tokens.prompt > 0
    assert second.tokens == Tokens()
    assert [e.id for e in first.events] == [e.id for e in second.events] != []
    without = {"extracted_at", "tokens"}
    for one, two in zip(first.events, second.events, strict=True):
        assert one.model_dump(exclude={"extraction": without}) == two.model_dump(
            exclude={"extraction": without}
        )


def test_threads_with_one_request_ask_once(tmp_path):
    begun, go = threading.Event(), threading.Event()

    def slowly(_: str) -> dict[str, str]:
        begun.set()
        assert go.wait(PATIENCE_S)
        return {"answer": "them"}

    model = cached(tmp_path, FakeModel(slowly))
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(asked, model) for _ in range(8)]
        assert begun.wait(PATIENCE_S)
        go.set()
        assert all(one.result()[0] == THEM for one in waiting)
    assert (len(model.model.asked), model.hits) == (1, 7)
    assert model._asking == {}


def test_a_damaged_file_is_as_good_as_none(tmp_path):
    asked(cached(tmp_path))
    (kept,) = (tmp_path / "cache").glob("*/*.json")
    whole = kept.read_bytes()
    for data in (
        b"",
        whole[:20],
        b"[]",
        b'{"version": 1, "reply": {}}',
        b"\xff\x00",
        b"[" * 99_999,
    ):
        kept.write_bytes(data)
        model = cached(tmp_path)
        assert asked(model)[0] == THEM
        assert model.hits == 0
        assert kept.read_bytes() == whole


def test_failures_are_not_kept_and_no_key_is_written(tmp_path, scripted_server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    server = scripted_server([status(400), text('{"answer": "them"}')])
    url = server.url.replace("127.0.0.1", "user:password@127.0.0.1")
    model = cached(tmp_path, open_model("openai/scripted", base_url=server.url), where=url)
    with pytest.raises(ModelError):
        asked(model)
    assert asked(model)[0] == THEM
    (kept,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert json.loads(kept.read_text())["reply"]["values"] == {"answer": "them"}
    for secret in ("secret", "password", "Who?"):
        assert secret not in kept.read_text()


def test_a_folder_that_cannot_be_used_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExtractorError, match="cannot be used as a cache"):
        ReplyCache(tmp_path / "file")


def test_a_reply_that_cannot_be_written_is_counted_and_still_given(tmp_path, monkeypatch):
    model = cached(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.models.cache.tempfile.mkstemp", full)
    assert asked(model)[0] == THEM
    assert model.cache.unkept == model.use.unkept == 1
    assert model.use.why.startswith(f"{model.cache.folder}: ")
