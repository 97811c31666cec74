"""Many articles through one extractor, without a server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_model import COST, PUBLISHED, FakeModel
from gate_kit import QUIET, install_gate
from patience import PATIENCE_S
from record_replies import day, event, party, place, toll

from extractor import (
    Article,
    ArticleError,
    Batch,
    Budget,
    Done,
    Extractor,
    ExtractorError,
    Fate,
    ModelReplyError,
    ModelUnavailable,
    extract_many,
)
from extractor.batch.keys import KeySet, article_key
from extractor.models.faults import ServerTrouble
from extractor.models.pace import Pace
from extractor.readers.options import ReaderOptions
from extractor.reading import Tokens

MURDER = "Gunmen shot dead four farmers in Konduga on Tuesday."


EVENT = event(
    [1],
    words="shot dead",
    days=[day("Tuesday")],
    places=[place("Konduga", country="Nigeria")],
    parties=[party("perpetrator", "Gunmen"), party("target", "four farmers")],
    tolls=[toll("four farmers", 4)],
)


def model(before: Callable[[], None] = lambda: None) -> FakeModel:
    """One that says of each article that it holds the event, after ``before``."""

    def reading(_: str) -> dict[str, Any]:
        before()
        return {"events": [EVENT], "statements": []}

    return FakeModel(reading)


def article(number: int, text: str = MURDER) -> Article:
    return Article(f"{text} Reference {number}.", id=f"a{number}", published=PUBLISHED)  # type: ignore[arg-type]


def failing() -> None:
    """The server's answer to each question."""
    raise ServerTrouble("HTTP 500")


def test_each_article_comes_back_with_what_became_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_gate(tmp_path, monkeypatch)
    extractor = Extractor(model(), reader=ReaderOptions(gate="tagger"))
    missing = ArticleError("no such file", where="b.txt")
    given: list[Any] = [article(1), missing, article(2, QUIET), article(1)]
    found = list(extract_many(given, extractor, concurrency=3, ordered=True))
    assert [done.fate for done in found] == [Fate.READ, Fate.FAILED, Fate.NOTHING, Fate.SAME]
    assert [len(done.events) for done in found] == [1, 0, 0, 0]
    assert (found[1].error, found[1].article) == (missing, None)


def test_of_two_that_are_the_same_the_first_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    held = threading.Event()
    done_by_one = Batch._done

    def done(self: Batch, entry: Any, *rest: Any) -> Done | None:
        if entry.id == "first":  # its thread is slow to begin
            held.wait(5)
        elif entry.id == "second":
            held.set()
        return done_by_one(self, entry, *rest)

    monkeypatch.setattr(Batch, "_done", done)
    given = [article(1), *(Article(MURDER, id=name, published=PUBLISHED) for name in  # type: ignore[arg-type]
                           ("first", "second"))]  # fmt: skip
    found = {d.article.id: d.fate for d in extract_many(given, Extractor(model()), concurrency=2)
             if d.article}  # fmt: skip
    assert found == {"a1": Fate.READ, "first": Fate.READ, "second": Fate.SAME}


def test_many_in_flight_are_never_more_than_allowed() -> None:
    lock, inside, most = threading.Lock(), [0], [0]

    def reply() -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        threading.Event().wait(0.002)
        with lock:
            inside[0] -= 1

    found = list(extract_many(map(article, range(60)), Extractor(model(reply)), concurrency=5))
    assert len(found) == 60
    assert 2 <= most[0] <= 5


def test_articles_are_taken_from_their_source_only_as_they_are_needed() -> None:
    taken = []

    def source() -> Any:
        for number in range(1000):
            taken.append(number)
            yield article(number)

    for count, _ in enumerate(extract_many(source(), Extractor(model()), concurrency=2)):
        if count == 20:
            break
    assert len(taken) < 40


def test_order_is_kept_however_long_one_takes() -> None:
    others = threading.Event()
    count = iter(range(1, 30))

    def reply() -> None:
        if next(count) == 20:
            others.set()

    extractor = Extractor(model(reply))
    process = extractor.process

    def slow(one: Article) -> Any:
        if one.id == "a2":
            assert others.wait(PATIENCE_S)
        return process(one)

    extractor.process = slow  # type: ignore[method-assign]
    found = list(extract_many(map(article, range(30)), extractor, concurrency=4, ordered=True))
    assert [done.article.id for done in found if done.article] == [f"a{n}" for n in range(30)]


def test_a_model_that_cannot_be_asked_is_asked_once_and_raised() -> None:
    def reply() -> None:
        raise ModelUnavailable("no key")

    asked = model(reply)
    with pytest.raises(ModelUnavailable, match="no key"):
        list(extract_many(map(article, range(50)), Extractor(asked), concurrency=8))
    assert len(asked.asked) == 1


def test_a_fault_of_the_program_is_one_article_s() -> None:
    extractor = Extractor(model())
    process = extractor.process

    def broken(one: Article) -> Any:
        if one.id == "a1":
            raise ZeroDivisionError("by nought")
        return process(one)

    extractor.process = broken  # type: ignore[method-assign]
    found = list(extract_many(map(article, range(3)), extractor, ordered=True))
    assert [done.fate for done in found] == [Fate.READ, Fate.FAILED, Fate.READ]
    assert str(found[1].error) == "internal error, ZeroDivisionError: by nought"


def test_what_the_receiver_raises_stops_the_batch() -> None:
    def take(done: Done) -> None:
        raise OSError("disk full")

    batch = Batch(Extractor(model()), take, concurrency=2)
    with pytest.raises(OSError, match="disk full"):
        for number in range(100):
            batch.submit(article(number))
        batch.finish()
    assert batch.undone >= 1


def test_a_failed_article_may_come_again() -> None:
    turns = iter(["fail"])

    def reply() -> None:
        if next(turns, None):
            raise ModelReplyError("cut off")

    given = [article(1), article(1)]
    found = list(extract_many(given, Extractor(model(reply)), concurrency=1))
    assert [done.fate for done in found] == [Fate.FAILED, Fate.READ]


def test_a_budget_is_kept() -> None:
    budget = Budget(tokens=10 * (COST.prompt + COST.completion))
    some = map(article, range(50))
    assert len(list(extract_many(some, Extractor(model()), budget=budget))) == 10


def test_a_budget_in_dollars_is_kept() -> None:
    budget = Budget(dollars=1.0, cost=lambda tokens: tokens.completion / 100)  # 0.05 an article
    found = list(extract_many(map(article, range(50)), Extractor(model()), budget=budget))
    assert len(found) == 20
    assert "$1.00 of $1.00" in budget.reason()


@pytest.mark.parametrize("after", [0, 1, 4])
def test_what_a_budget_s_prices_raise_ends_the_run(after: int) -> None:
    """Before the first article, once one is paid for, and while several are in flight."""
    asked: list[Tokens] = []

    def cost(tokens: Tokens) -> float:
        asked.append(tokens)
        if len(asked) > after:
            raise KeyError("no price")
        return 0.0

    budget = Budget(dollars=1.0, cost=cost)
    with pytest.raises(KeyError, match="no price"):
        list(
            extract_many(map(article, range(20)), Extractor(model()), concurrency=3, budget=budget)
        )


def test_extract_takes_an_article_and_says_so() -> None:
    with pytest.raises(TypeError, match="takes an Article, not str"):
        Extractor(model()).extract(MURDER)  # type: ignore[arg-type]


def test_what_failed_in_an_earlier_run_is_no_sign_of_a_dead_server() -> None:
    """All that the earlier run saw fail comes again, and of the rest nothing is read."""
    articles = [article(number) for number in range(60)]
    extractor = Extractor(model(failing))
    before = KeySet(article_key(one, extractor.settings) for one in articles[1::2])
    done: list[Done] = []
    batch = Batch(extractor, done.append, concurrency=1, ordered=True, before=before)
    for one in articles:
        batch.submit(one)
    batch.finish()
    fates = [one.fate for one in done]
    assert fates == [Fate.FAILED, Fate.BEFORE] * 30


def test_new_articles_that_fail_in_a_row_still_end_the_run() -> None:
    articles = [article(number) for number in range(60)]
    extractor = Extractor(model(failing))
    before = KeySet(article_key(one, extractor.settings) for one in articles[:9])
    done: list[Done] = []
    batch = Batch(extractor, done.append, concurrency=1, ordered=True, before=before)
    with pytest.raises(ModelUnavailable, match="12 articles in a row failed"):
        for one in articles:
            batch.submit(one)
        batch.finish()
    assert {one.fate for one in done} == {Fate.BEFORE}


def test_an_article_whose_text_alone_is_more_than_the_budget_is_not_begun() -> None:
    asked = model()
    budget = Budget(tokens=5)
    batch = Batch(Extractor(asked), lambda done: None, budget=budget)
    batch.submit(article(1, MURDER * 20))
    assert batch.finish()
    assert asked.asked == []
    assert batch.ended == budget.reason()
    assert batch.undone == 1


def test_where_requests_have_a_pace_it_is_told_and_more_articles_are_in_hand() -> None:
    """Four requests at once, and six articles: while two are coded the server has four."""
    lock, last, inside = threading.Lock(), threading.Event(), [0]

    def reply() -> None:
        with lock:
            inside[0] += 1
        if inside[0] > 1:  # the first one goes alone, until the server is known to answer
            if inside[0] == 7:
                last.set()
            assert last.wait(PATIENCE_S)

    asked = model(reply)
    asked.pace = Pace()  # type: ignore[attr-defined]
    found = list(extract_many(map(article, range(7)), Extractor(asked), concurrency=4))
    assert asked.pace.most == 4  # type: ignore[attr-defined]
    assert [done.fate for done in found] == [Fate.READ] * 7


def test_who_waits_for_the_end_may_stop_waiting() -> None:
    held = threading.Event()
    taken: list[Done] = []
    batch = Batch(Extractor(model(lambda: bool(held.wait(PATIENCE_S)) or None)), taken.append)
    batch.submit(article(1))
    assert batch.finish(0.01) is False
    assert (taken, batch.in_flight) == ([], 1)
    held.set()
    assert batch.finish(30) is True
    assert (len(taken), batch.in_flight, batch.undone) == (1, 0, 0)


@pytest.mark.parametrize("most", [0, 1, 2])
def test_without_more_threads_those_there_are_read_all(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    start, started = threading.Thread.start, [0]

    def limited(self: threading.Thread) -> None:
        if self.name == "article":
            if started[0] == most:
                raise RuntimeError("can't start new thread")
            started[0] += 1
        start(self)

    monkeypatch.setattr(threading.Thread, "start", limited)
    given = extract_many(map(article, range(20)), Extractor(model()), concurrency=8)
    if most:
        assert {one.article.id for one in given if one.article} == {f"a{n}" for n in range(20)}
    else:
        with pytest.raises(ExtractorError, match="the system starts no thread"):
            list(given)
