"""A signal at any step of the main thread: the batch can still be stopped and comes to its end."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from extractor.batch import loop
from extractor.batch.done import Done
from extractor.batch.loop import Batch
from extractor.interrupts import kept_back
from extractor.pipeline import Outcome
from extractor.text.article import Article

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
WATCHED = (loop.__file__, threading.__file__, kept_back.__code__.co_filename)


class Quick:
    """An extractor that finds nothing in anything."""

    concurrency = 1
    model = None
    settings: dict[str, str] = {}  # noqa: RUF012

    def process(self, article: Article) -> Outcome:
        return Outcome(article_id=article.key)


@pytest.fixture
def ended_by_a_signal() -> Iterator[None]:
    def end(number: int, frame: Any) -> None:
        raise KeyboardInterrupt(number)

    before = signal.signal(signal.SIGTERM, end)
    yield
    signal.signal(signal.SIGTERM, before)


def read_some(taken: list[Done]) -> Batch:
    batch = Batch(Quick(), taken.append, concurrency=1)  # type: ignore[arg-type]
    batches.append(batch)
    for number in range(4):
        batch.submit(Article(f"Nothing happened, for the {number}th time."))
    batch.finish()
    return batch


batches: list[Batch] = []


def interrupted_at(step: int) -> bool:
    """Whether a signal came while a batch was read, when this thread was about to do so many
    steps (a step is one instruction of the interpreter) in the code that waits and locks."""
    steps = 0
    sent = False

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps, sent
        if frame.f_code.co_filename not in WATCHED:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode" and not sent:
            steps += 1
            if steps == step:
                sent = True
                signal.raise_signal(signal.SIGTERM)
        return trace

    taken: list[Done] = []
    batches.clear()
    sys.settrace(trace)
    try:
        read_some(taken)
    except KeyboardInterrupt:
        assert sent
    else:
        assert not sent, f"the signal at step {step} was lost"
    finally:
        sys.settrace(None)
    for batch in batches:
        ending = threading.Thread(target=batch.stop, daemon=True)
        ending.start()
        ending.join(20)
        assert not ending.is_alive(), f"nothing can stop the batch after a signal at step {step}"
        assert batch.finish(20), f"the batch never ends after a signal at step {step}"
        articles = [done.article.text for done in taken if done.article]
        assert len(articles) == len(set(articles))
    return sent


@pytest.mark.usefixtures("ended_by_a_signal")
def test_a_signal_at_any_step_neither_hangs_the_batch_nor_is_lost():
    step = 1
    while interrupted_at(step):
        step += 1
    assert step > 500


@pytest.mark.usefixtures("ended_by_a_signal")
def test_a_signal_that_is_kept_back_takes_effect_at_the_end():
    done = False
    with pytest.raises(KeyboardInterrupt), kept_back() as signals:
        signal.raise_signal(signal.SIGTERM)
        assert signals == [signal.SIGTERM]
        done = True
    assert done


@pytest.mark.usefixtures("ended_by_a_signal")
def test_a_handler_that_was_not_put_back_passes_on_what_comes():
    with kept_back():
        left = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, left)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGTERM)


def test_a_signal_that_its_owner_only_notes_loses_no_article():
    """A program of somebody's own that goes on after SIGTERM."""
    noted: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: noted.append(number))
    hold = threading.Event()

    class Slow(Quick):
        def process(self, article: Article) -> Outcome:
            hold.wait(60)
            return super().process(article)

    taken: list[Done] = []
    batch = Batch(Slow(), taken.append, concurrency=1)  # type: ignore[arg-type]
    threading.Timer(0.05, lambda: (os.kill(os.getpid(), signal.SIGTERM), hold.set())).start()
    try:
        for number in range(5):
            assert batch.submit(Article(f"Quiet, for the {number}th time."))
        assert batch.finish()
    finally:
        signal.signal(signal.SIGTERM, before)
    assert (noted, len(taken)) == ([signal.SIGTERM], 5)


@pytest.mark.usefixtures("ended_by_a_signal")
def test_one_who_waits_for_room_is_reached_by_a_signal():
    hold = threading.Event()
    read: list[Article] = []

    class Stuck(Quick):
        def process(self, article: Article) -> Outcome:
            hold.wait(30)
            read.append(article)
            return super().process(article)

    batch = Batch(Stuck(), lambda _: None, concurrency=1)  # type: ignore[arg-type]
    ringing = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGTERM))
    ringing.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            for number in range(5):
                batch.submit(Article(f"Waiting, for the {number}th time."))
        assert not read, "it was heard only when there was room"
    finally:
        hold.set()
        batch.finish(20)


@pytest.mark.usefixtures("ended_by_a_signal")
def test_a_second_signal_takes_effect_at_once_where_the_work_may_never_end():
    with pytest.raises(KeyboardInterrupt), kept_back(again_at_once=True) as signals:
        signal.raise_signal(signal.SIGTERM)
        assert signals
        signal.raise_signal(signal.SIGTERM)
        pytest.fail("it was kept back, too")


@pytest.mark.parametrize("handler", [signal.SIG_IGN, signal.SIG_DFL])
def test_what_is_ignored_or_deadly_stays_so(handler):
    before = signal.signal(signal.SIGHUP, handler)
    try:
        with kept_back():
            assert signal.getsignal(signal.SIGHUP) is handler
    finally:
        signal.signal(signal.SIGHUP, before)
