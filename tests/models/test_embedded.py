"""The embedded model: when it starts, how it grows, what it says when it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from pydantic import BaseModel
from scripted_server import ScriptedServer, status, text

from extractor.errors import ModelReplyError, ModelUnavailable
from extractor.models import embedded, open_model
from extractor.models.embedded import LocalModel, local_client, processor_cores
from extractor.models.protocol import Message, estimate_tokens
from extractor.models.weights import WEIGHTS, is_whole
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = [{"role": "user", "content": "Where did it happen?"}]
IDLIB = '{"place": "Idlib"}'


class Where(BaseModel):
    place: str


def asked(model: Any, messages: list[Message] = QUESTION) -> str:
    return model.structured(messages, Where, max_tokens=8)[0].place


class FakeEngine:
    """Stands where the engine would: a scripted server, and what was asked of it."""

    def __init__(self, server: ScriptedServer) -> None:
        self.server = server
        self.contexts: list[int] = []
        self.running = 0

    def start(self, path: Path, *, context_tokens: int) -> Any:
        engine = self

        class Running:
            base_url = engine.server.url
            key = "made-anew"

            def __init__(self) -> None:
                self.context_tokens = context_tokens

            def stop(self) -> None:
                engine.running -= 1

        self.contexts.append(context_tokens)
        self.running += 1
        return Running()


@pytest.fixture
def engine(
    scripted_server: Callable[..., ScriptedServer], monkeypatch: pytest.MonkeyPatch
) -> FakeEngine:
    fake = FakeEngine(scripted_server(lambda _: text(IDLIB, tokens=(200, 4, 1)), key="made-anew"))
    monkeypatch.setattr(embedded, "EmbeddedServer", fake.start)
    return fake


def test_nothing_starts_before_the_first_question(engine: FakeEngine) -> None:
    with LocalModel(Path("tiny.gguf")) as model:
        assert engine.contexts == []
        assert asked(model) == asked(model) == "Idlib"
        assert (engine.contexts, engine.running) == ([16384], 1)
    assert engine.running == 0
    assert (model.name, model.default_reader) == ("local:tiny", "record")


def test_what_a_prompt_has_in_common_with_the_last_is_not_read_again(engine: FakeEngine) -> None:
    asked(LocalModel(Path("tiny.gguf")))
    (body,) = engine.server.chats
    assert body["cache_prompt"] is True
    assert [r.method for r in engine.server.requests] == ["POST"]


def test_a_longer_article_gets_a_larger_context_and_tokens_add_up(engine: FakeEngine) -> None:
    model = LocalModel(Path("tiny.gguf"), context_tokens=1000)
    asked(model)
    asked(model, [{"role": "user", "content": "Twelve people died. " * 800}])
    asked(model)
    assert engine.contexts[0] == 2048
    assert len(engine.contexts) == 2 and engine.contexts[1] > 3200
    assert engine.running == 1
    assert model.spent == Tokens(600, 12, 3)


def test_a_closed_model_starts_again_when_asked(engine: FakeEngine) -> None:
    model = LocalModel(Path("tiny.gguf"))
    asked(model)
    model.close()
    model.close()
    asked(model)
    assert len(engine.contexts) == 2
    assert model.spent == Tokens(400, 8, 2)


def test_a_prompt_beyond_every_context_is_refused_before_it_is_sent(engine: FakeEngine) -> None:
    with pytest.raises(ModelReplyError, match=r"too long for local:tiny: about \d+ tokens"):
        asked(LocalModel(Path("tiny.gguf")), [{"role": "user", "content": "word " * 60_000}])
    assert engine.contexts == []


def test_an_estimate_that_was_too_low_costs_a_start_and_no_answer(
    scripted_server: Callable[..., ScriptedServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    overflow = {"code": 400, "type": "exceed_context_size_error", "n_prompt_tokens": 17000}
    steps = [status(400, error=overflow), text(IDLIB)]
    fake = FakeEngine(scripted_server(steps, key="made-anew"))
    monkeypatch.setattr(embedded, "EmbeddedServer", fake.start)
    assert asked(LocalModel(Path("tiny.gguf"))) == "Idlib"
    assert fake.contexts == [16384, 18432]


def test_errors_name_the_model_and_not_its_inner_address(
    scripted_server: Callable[..., ScriptedServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeEngine(scripted_server(lambda _: status(500), key="made-anew"))
    monkeypatch.setattr(embedded, "EmbeddedServer", fake.start)
    with pytest.raises(ModelReplyError, match="local:tiny failed with HTTP 500") as caught:
        asked(LocalModel(Path("tiny.gguf")))
    assert "127.0.0.1" not in str(caught.value)
    assert "made-anew" not in str(caught.value)


def test_without_the_engine_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "find_spec", lambda _: None)
    with pytest.raises(ModelUnavailable, match=r"pip install '\.\[local\]'"):
        open_model("local")


def test_without_weights_the_command_to_get_them_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EXTRACT_MODELS_DIR", str(tmp_path))
    monkeypatch.setattr(embedded, "find_spec", lambda _: object())
    with pytest.raises(ModelUnavailable, match=r"extract models pull qwen2\.5-coder-1\.5b"):
        open_model("local")


def test_what_is_asked_can_be_recorded_and_played_without_the_engine(
    engine: FakeEngine, tmp_path: Path
) -> None:
    import vcr

    recorder = vcr.VCR(match_on=["method", "scheme", "host", "port", "path", "body"])
    cassette = str(tmp_path / "cassette.yaml")
    with recorder.use_cassette(cassette, record_mode="once"):
        told = LocalModel(Path("tiny.gguf")).structured(QUESTION, Where, max_tokens=8)
    engine.server.stop()
    with recorder.use_cassette(cassette, record_mode="none") as played:
        client = local_client("tiny", engine.server.url)
        assert client.structured(QUESTION, Where, max_tokens=8) == told
        assert played.all_played
    assert (client.name, client.default_reader) == ("local:tiny", "record")


def test_at_least_one_core_is_used() -> None:
    assert processor_cores() >= 1


@pytest.mark.parametrize(("load", "cores"), [(0.2, 4), (1.2, 3), (3.6, 1), (40.0, 1)])
def test_the_engine_leaves_busy_cores_to_those_who_have_them(
    load: float, cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "processor_cores", lambda: 4)
    monkeypatch.setattr("os.getloadavg", lambda: (load, 9.0, 9.0))
    assert embedded.free_cores() == cores


@pytest.mark.parametrize(
    ("words", "tokens"),  # counted with Qwen2.5's own tokenizer
    [
        ("قُتل ما لا يقل عن اثني عشر شخصاً في غارة جوية على بلدة خان شيخون يوم الثلاثاء", 29),
        ("据叙利亚人权观察组织称，周二对汗谢洪镇的空袭造成至少十二人死亡。", 21),
        ("मंगलवार को कस्बे पर हुए हवाई हमले में कम से कम बारह लोग मारे गए।", 53),
        ("12 34 5,678 90/12/1999 " * 50, 1150),
    ],
)
def test_tokens_are_never_estimated_too_low(words: str, tokens: int) -> None:
    assert tokens <= estimate_tokens(words) <= 2.5 * tokens


class Doer(BaseModel):
    who: Literal["police", "army", "rebels"]


@pytest.mark.live
def test_the_real_model_answers_quietly_within_its_schema(
    capfd: pytest.CaptureFixture[str],
) -> None:
    if embedded.find_spec(embedded.ENGINE) is None or not is_whole(WEIGHTS[0]):
        pytest.skip("the embedded model or its weights are not installed")
    told = {"role": "system", "content": "Read the news and say who did it, as JSON. " * 5}
    with open_model("local", context_tokens=1024) as model:
        found = [
            model.structured([told, {"role": "user", "content": text}], Doer, max_tokens=20)
            for text in ("The army shelled Idlib on Monday.", "Rebels shelled Hama on Tuesday.")
        ]
    assert [doer.who for doer, _ in found] == ["army", "rebels"]
    assert found[1][1].cached > 20  # what both begin with was read once
    captured = capfd.readouterr()
    assert captured.out == captured.err == ""
