"""A process that reads for another, by what goes in and comes out of it: here as a thread with
pipes, where each line of it is seen, and at the end as a real one."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pytest
from fault_kit import ARTICLE, asked, event_told, reading, sound
from patience import PATIENCE_S
from scripted_server import Body, ScriptedServer, Step, closes, status

from extractor import Article, Extractor
from extractor.batch import worker
from extractor.batch.starting import program
from extractor.batch.worker import LAST_WORDS, Answer, Order, packed
from extractor.models.cache import CacheUse

Server = Callable[..., ScriptedServer]


class Ended(BaseException):
    """In place of the end of the process."""


class Asked:
    """A worker in a thread of this process, and the other ends of its pipes."""

    def __init__(self) -> None:
        self.codes: list[int] = []
        orders, self._orders = os.pipe()
        self._answers, answers = os.pipe()
        self.orders: BinaryIO = os.fdopen(self._orders, "wb")
        self.answers: BinaryIO = os.fdopen(self._answers, "rb")
        self._ends = os.fdopen(orders, "rb"), os.fdopen(answers, "wb")
        self.thread = threading.Thread(target=self._work, daemon=True)

    def _work(self) -> None:
        with contextlib.suppress(Ended):
            worker.work(*self._ends)

    def begin(self, server: ScriptedServer, *, articles: int = 2, requests: int = 2, **more: Any):
        options = {"model": "openai/x", "base_url": server.url, "reader": "record", **more}
        self.tell(Order(options, articles, requests))
        self.thread.start()

    def tell(self, what: Any) -> None:
        self.orders.write(pickle.dumps(what))
        self.orders.flush()

    def answer(self) -> Answer:
        answer: Answer = pickle.load(self.answers)
        return answer

    def end(self) -> None:
        if not self.orders.closed:
            self.orders.close()
        self.thread.join(PATIENCE_S)


@pytest.fixture
def asked_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asked]:
    one = Asked()

    def end(code: int) -> None:
        one.codes.append(code)
        raise Ended

    monkeypatch.setattr("extractor.batch.worker.os._exit", end)
    threshold = gc.get_threshold()
    yield one
    one.end()
    one.answers.close()
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*threshold)


def article(number: int) -> Article:
    return Article(f"{ARTICLE}Reference a{number}.\n", id=f"a{number}", published="2023-03-16")


def test_what_an_article_came_to_comes_back_whole(
    asked_worker: Asked, scripted_server: Server, tmp_path: Any
) -> None:
    server = scripted_server(sound)
    asked_worker.begin(server, cache=str(tmp_path / "cache"))
    asked_worker.tell((7, article(7)))
    answer = asked_worker.answer()
    here = Extractor("openai/x", base_url=server.url, reader="record").process(article(7))
    assert (answer.number, answer.error, answer.fatal) == (7, None, False)
    ((line, _),) = answer.events
    made = '"extracted_at":'
    assert line.partition(made)[0] == here.events[0].json_line().partition(made)[0]
    rest = {**answer.outcome_fields}
    assert rest.pop("seconds") > 0
    assert rest == {
        "article_id": "a7",
        "tokens": here.tokens,
        "warnings": here.warnings,
        "asked": True,
        "tries": here.tries,
        "cut": here.cut,
    }
    assert isinstance(answer.cache_use, CacheUse)
    assert (answer.cache_use.hits, answer.cache_use.unkept) == (0, 0)
    asked_worker.tell((8, article(7)))
    again = asked_worker.answer()
    assert (again.number, again.cache_use and again.cache_use.hits) == (8, 1)


def test_a_failed_article_says_why_and_another_goes_on(
    asked_worker: Asked, scripted_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def script(body: Body) -> Step:
        return status(400) if "Reference a1." in asked(body) else sound(body)

    process = Extractor.process

    def broken(self: Extractor, one: Article) -> Any:
        if one.id == "a2":
            raise KeyError("nothing")
        return process(self, one)

    monkeypatch.setattr(Extractor, "process", broken)
    asked_worker.begin(scripted_server(script), articles=1)
    for number in (1, 2, 3):
        asked_worker.tell((number, article(number)))
    refused, fault, fine = [asked_worker.answer() for _ in range(3)]
    assert refused.error is not None
    name, words, internal = refused.error
    assert (refused.number, name, internal, refused.fatal) == (1, "ServerTrouble", False, False)
    assert "refused the request with HTTP 400" in words
    assert refused.outcome_fields["article_id"] == "a1"
    assert fault == Answer(2, error=("ExtractorError", "internal error, KeyError: 'nothing'", True))
    assert (fine.number, len(fine.events), fine.error) == (3, 1, None)


def test_a_model_that_cannot_be_asked_is_fatal(
    asked_worker: Asked, scripted_server: Server
) -> None:
    asked_worker.begin(scripted_server([status(401)]))
    asked_worker.tell((1, article(1)))
    answer = asked_worker.answer()
    assert answer.error is not None
    assert (answer.number, answer.fatal, answer.events, answer.outcome_fields) == (1, True, [], {})
    assert (answer.error[0], answer.error[2]) == ("ModelUnavailable", False)
    assert "does not accept the key (HTTP 401)" in answer.error[1]


@pytest.mark.parametrize(("articles", "requests", "most"), [(3, 3, 3), (2, 3, 2), (3, 1, 1)])
def test_so_many_are_read_and_asked_at_once_as_was_ordered(
    asked_worker: Asked, scripted_server: Server, articles: int, requests: int, most: int
) -> None:
    lock, here, seen = threading.Lock(), [0], [0]
    full = threading.Event()

    def together(handler: Any, body: Body, server: ScriptedServer) -> None:
        with lock:
            here[0] += 1
            seen[0] = max(seen[0], here[0])
            if here[0] == most:
                full.set()
        assert full.wait(PATIENCE_S)  # until as many are there as may be
        time.sleep(0.05)  # so that one too many would be seen
        with lock:
            here[0] -= 1
        sound(body).act(handler, body, server)

    asked_worker.begin(
        scripted_server(lambda _: Step(together)), articles=articles, requests=requests
    )
    for number in range(2 * most):
        asked_worker.tell((number, article(number)))
    answers = [asked_worker.answer() for _ in range(2 * most)]
    assert {answer.number for answer in answers} == set(range(2 * most))
    assert seen == [most]


def test_it_ends_when_nobody_asks_any_more(asked_worker: Asked, scripted_server: Server) -> None:
    asked_worker.begin(scripted_server(sound))
    asked_worker.tell((1, article(1)))
    asked_worker.answer()
    assert gc.isenabled()  # only while it starts is nothing looked through
    asked_worker.end()
    assert asked_worker.codes == [0]


def test_it_ends_when_who_asks_is_gone_in_the_middle_of_an_article(
    asked_worker: Asked, scripted_server: Server
) -> None:
    asked_worker.begin(scripted_server(sound))
    asked_worker.orders.write(pickle.dumps((1, article(1)))[:-40])
    asked_worker.end()
    assert asked_worker.codes == [0]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_cannot_be_sent_back_ends_it_with_the_cause(
    asked_worker: Asked, scripted_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsendable(number: int, outcome: Any) -> Answer:
        return Answer(number, outcome_fields={"lock": threading.Lock()})

    monkeypatch.setattr(worker, "packed", unsendable)
    asked_worker.begin(scripted_server(sound))
    asked_worker.tell((1, article(1)))
    last = asked_worker.answer()
    assert (last.number, last.error and last.error[0]) == (LAST_WORDS, "TypeError")
    asked_worker.end()
    until = time.monotonic() + PATIENCE_S
    while len(asked_worker.codes) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert sorted(asked_worker.codes) == [0, 1]  # of the thread, which a process would end with


def test_what_is_warmed_up_is_there_and_is_not_looked_through_again(asked_worker: Asked) -> None:
    gc.set_threshold(700)
    worker.warm_up()
    assert gc.get_threshold()[0] == 50_000
    assert gc.get_freeze_count() > 10_000
    asked_worker.thread = threading.Thread()
    asked_worker.thread.start()


def test_it_reads_with_the_threads_it_gets(
    asked_worker: Asked, scripted_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = few_threads(monkeypatch, "read", 1)
    asked_worker.begin(scripted_server(sound), articles=5)
    for number in range(3):
        asked_worker.tell((number, article(number)))
    assert [asked_worker.answer().number for _ in range(3)] == [0, 1, 2]
    assert made == [1, 1]  # one that runs, one that did not come to be, and no third try


def few_threads(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> list[int]:
    """Threads of a function of this name are started ``most`` times; the tries."""
    start, tries = threading.Thread.start, [0, 0]

    def limited(self: threading.Thread) -> None:
        target = getattr(self, "_target", None)
        if getattr(target, "__name__", "") == name:
            tries[tries[0] >= most] += 1
            if tries[1]:
                raise RuntimeError("can't start new thread")
        start(self)

    monkeypatch.setattr(threading.Thread, "start", limited)
    return tries


def test_an_outcome_is_packed_as_lines_and_words(scripted_server: Server) -> None:
    two = [event_told(), event_told(where="Baga", when="Wednesday")]
    server = scripted_server([reading(two), closes(), closes(), closes()])
    extractor = Extractor("openai/x", base_url=server.url, reader="record")
    outcome = extractor.process(article(1))
    answer = packed(3, outcome)
    assert answer.number == 3
    assert answer.events == [(event.json_line(), event.is_dayless) for event in outcome.events]
    assert (answer.error, answer.fatal, answer.cache_use) == (None, False, None)


def started(before: str = "pass") -> subprocess.Popen[bytes]:
    """The real process, which does something ``before``."""
    code = program("extractor.batch.worker").replace("from extractor", f"{before}; from extractor")
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-I", "-c", code], stdin=pipe, stdout=pipe, stderr=pipe
    )


def test_a_real_one_answers_and_what_is_printed_within_goes_to_standard_error(
    scripted_server: Server,
) -> None:
    options = {"model": "openai/x", "base_url": scripted_server(sound).url, "reader": "record"}
    loud = "import os, extractor.pipeline as p; i = p.Extractor.__init__"
    loud += "; p.Extractor.__init__ = lambda s, **o: (os.write(1, b'loud'), i(s, **o))[1]"
    with started(loud) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(pickle.dumps(Order(options, 1, 1)) + pickle.dumps((5, article(5))))
        process.stdin.flush()
        answer: Answer = pickle.load(process.stdout)
        out, said = process.communicate(timeout=PATIENCE_S)
    assert (answer.number, len(answer.events), answer.error) == (5, 1, None)
    assert (process.returncode, out, said) == (0, b"", b"loud")


def test_a_real_one_that_cannot_begin_says_why_and_shows_no_traceback() -> None:
    order = pickle.dumps(Order({"nonsense": 1}, 1, 1))
    with started() as process:
        out, said = process.communicate(order, timeout=PATIENCE_S)
    last: Answer = pickle.loads(out)
    assert (process.returncode, said, last.number) == (1, b"", LAST_WORDS)
    assert last.error is not None
    assert last.error[0] == "TypeError" and "nonsense" in last.error[1]
