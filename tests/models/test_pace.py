"""How fast a server is asked, and when a request is sent again."""

from __future__ import annotations

import time

import pytest

from extractor.models import pace
from extractor.models.pace import Pace, back_off_s, retry_after_s


def asked(turns: Pace, count: int) -> list[object]:
    """So many turns taken and not given back."""
    taken = []
    for _ in range(count):
        turn = turns.turn()
        turn.__enter__()
        taken.append(turn)
    return taken


def test_trouble_halves_what_is_asked_at_once_and_answers_raise_it_again() -> None:
    turns = Pace(most=64)
    asked(turns, 32)
    turns.troubled(time.monotonic())
    assert turns.limit == 16
    for _ in range(17):
        turns.answered()
    assert turns.limit == 17
    for _ in range(5000):
        turns.answered()
    assert turns.limit == 64


def test_what_was_sent_before_the_pace_was_lowered_lowers_it_no_further() -> None:
    turns = Pace(most=64)
    sent = time.monotonic()
    asked(turns, 32)
    for _ in range(20):
        turns.troubled(sent)
    assert turns.limit == 16


def test_there_is_always_one_turn() -> None:
    turns = Pace(most=4)
    for _ in range(50):
        turns.troubled(time.monotonic())
    assert turns.limit == 1


def test_nobody_is_asked_before_the_time_the_server_named() -> None:
    turns = Pace()
    turns.troubled(time.monotonic(), wait_s=0.05)
    before = time.monotonic()
    with turns.turn():
        assert time.monotonic() - before >= 0.04


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "20", "retry-after": "7"}, 0.02),
        ({"retry-after": "soon"}, 0.0),
        ({"retry-after": "-3"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2122 07:28:00 +99999999999999"}, 0.0),
    ],
)
def test_the_server_s_word_for_when_to_come_back(headers: dict[str, str], seconds: float) -> None:
    assert retry_after_s(headers) == seconds


def test_a_day_and_hour_ahead_is_so_many_seconds() -> None:
    assert retry_after_s({"retry-after": "Wed, 21 Oct 2122 07:28:00 GMT"}) > 1e9


def test_pauses_grow_have_chance_in_them_and_an_end() -> None:
    for tries in range(1, 12):
        longest = min(pace.FIRST_WAIT_S * 2 ** (tries - 1), pace.LONGEST_WAIT_S)
        pauses = {back_off_s(tries) for _ in range(50)}
        assert len(pauses) > 10
        assert longest / 2 <= min(pauses) <= max(pauses) <= longest
