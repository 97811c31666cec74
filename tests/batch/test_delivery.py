"""Handing on what is done: in order, the failures of a dead server held back, nothing uncounted."""

from __future__ import annotations

import threading

import pytest
from patience import PATIENCE_S

from extractor.batch import delivery as module
from extractor.batch.delivery import DeadEndpoint, Delivery
from extractor.batch.done import Done, Fate
from extractor.errors import ModelError
from extractor.models.faults import ServerTrouble
from extractor.text.article import Article


def done(name: str, fate: Fate = Fate.READ) -> Done:
    return Done(fate, Article("Five died.", name))


def trouble(name: str) -> Done:
    return Done(
        Fate.FAILED, Article("Five died.", name), error=ServerTrouble(f"HTTP 500 at {name}")
    )


def failed(name: str) -> Done:
    return Done(Fate.FAILED, Article("Five died.", name), error=ModelError("no JSON"))


class Taken:
    """A delivery, what it handed on and what it dropped, by the names of articles."""

    def __init__(self, *, ordered: bool = False, patience: int = 3, full: str = "") -> None:
        self.taken: list[str] = []
        self.dropped: list[str] = []
        self._full = full
        self.delivery = Delivery(self._take, ordered, patience, self._drop)

    def _take(self, one: Done) -> None:
        assert one.article and one.article.id
        if one.article.id == self._full:
            raise OSError("no room")
        self.taken.append(one.article.id)

    def _drop(self, one: Done) -> None:
        assert one.article and one.article.id
        self.dropped.append(one.article.id)

    @property
    def undone(self) -> int:
        return self.delivery.undone


def test_in_order_what_is_early_waits() -> None:
    got = Taken(ordered=True)
    got.delivery.put(2, done("c"))
    got.delivery.put(3, None)
    got.delivery.put(4, done("e"))
    assert (got.taken, got.delivery.waiting) == ([], 3)
    got.delivery.put(0, done("a"))
    assert (got.taken, got.delivery.waiting) == (["a"], 3)
    got.delivery.put(1, done("b"))
    assert (got.taken, got.delivery.waiting) == (["a", "b", "c", "e"], 0)


def test_without_an_order_nothing_waits() -> None:
    got = Taken()
    for number, one in ((2, done("c")), (1, None), (0, done("a"))):
        got.delivery.put(number, one)
    assert (got.taken, got.delivery.waiting) == (["c", "a"], 0)


def test_at_the_end_what_waits_is_handed_on_in_order() -> None:
    got = Taken(ordered=True)
    for number, one in ((4, done("e")), (3, None), (2, trouble("c"))):
        got.delivery.put(number, one)
    got.delivery.close()
    assert (got.taken, got.dropped, got.undone) == (["c", "e"], [], 0)


def test_failures_of_a_server_are_held_until_it_lives() -> None:
    got = Taken()
    for number, one in enumerate(
        (trouble("a"), failed("b"), done("c", Fate.NOTHING), trouble("d"))
    ):
        got.delivery.put(number, one)
    assert got.taken == ["b", "c"], "neither says that the server answers"
    got.delivery.put(4, done("e", Fate.BEFORE))
    assert got.taken == ["b", "c", "a", "d", "e"]
    for name in "fg":
        got.delivery.put(5, trouble(name))
    got.delivery.put(6, done("h"))
    assert got.taken[5:] == ["f", "g", "h"]
    got.delivery.put(7, trouble("i"))
    got.delivery.close()
    assert (got.taken[8:], got.dropped, got.undone) == (["i"], [], 0)


def test_those_of_a_dead_server_are_left_undone_and_dropped() -> None:
    got = Taken()
    for name in "ab":
        got.delivery.put(0, trouble(name))
    with pytest.raises(
        DeadEndpoint, match=r"^3 articles in a row failed, the last: HTTP 500 at c$"
    ):
        got.delivery.put(0, trouble("c"))
    assert (got.taken, got.dropped, got.undone) == ([], ["a", "b", "c"], 3)
    got.delivery.put(0, trouble("d"))
    got.delivery.put(0, done("e"))
    got.delivery.close()
    assert (got.taken, got.dropped, got.undone) == (["e"], ["a", "b", "c", "d"], 4)


def test_after_what_could_not_be_taken_all_is_dropped() -> None:
    got = Taken(ordered=True, full="b")
    got.delivery.put(3, done("d"))
    got.delivery.put(4, None)
    got.delivery.put(0, trouble("a"))
    with pytest.raises(OSError, match="no room"):
        got.delivery.put(1, failed("b"))
    assert (got.taken, got.dropped, got.undone) == ([], ["a", "d"], 2)
    got.delivery.put(2, done("c"))
    got.delivery.put(5, None)
    got.delivery.close()
    assert (got.taken, got.dropped, got.undone) == ([], ["a", "d", "c"], 3)


def test_abandoned_it_hands_on_what_is_done_and_nothing_more() -> None:
    got = Taken(ordered=True)
    got.delivery.put(0, trouble("a"))
    got.delivery.put(2, done("c"))
    got.delivery.abandon()
    assert got.taken == ["a", "c"]
    got.delivery.put(1, done("b"))
    got.delivery.put(3, None)
    assert (got.taken, got.dropped, got.undone) == (["a", "c"], [], 1)


def test_abandoned_while_somebody_is_stuck_in_writing_it_waits_a_moment_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "ABANDON_S", 0.01)
    inside, leave = threading.Event(), threading.Event()
    taken: list[Done] = []

    def stuck(one: Done) -> None:
        inside.set()
        leave.wait(PATIENCE_S)
        taken.append(one)

    delivery = Delivery(stuck, False, 3)
    thread = threading.Thread(target=delivery.put, args=(0, done("a")))
    thread.start()
    assert inside.wait(PATIENCE_S)
    delivery.abandon()
    leave.set()
    thread.join(PATIENCE_S)
    delivery.put(1, done("b"))
    assert (len(taken), delivery.undone) == (1, 1)
