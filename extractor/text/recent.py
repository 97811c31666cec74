"""A cache of the latest answers of a function, one for each thread.

Sixty articles may be read at once, each by a thread of its own that waits while the model answers.
A cache shared by all threads would have dropped the article by then, or would have to hold many.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

__all__ = ["recent"]

Answer = TypeVar("Answer")
Given = ParamSpec("Given")
_MISSING: Any = object()


class _Memory(threading.local):
    def __init__(self) -> None:
        self.answers: dict[tuple[Hashable, ...], Any] = {}


def recent(most: int) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Remembers the ``most`` latest answers of a function of hashable arguments, given by position,
    in each thread for itself. Answers are not to be changed. As of ``lru_cache``,
    ``cache_clear()`` drops them, those of the thread that calls it."""

    def remembering(work: Callable[Given, Answer]) -> Callable[Given, Answer]:
        memory = _Memory()

        def cache_clear() -> None:
            memory.answers.clear()

        @wraps(work)
        def asked(*given: Given.args, **named: Given.kwargs) -> Answer:
            if named:
                return work(*given, **named)
            answers = memory.answers
            answer: Answer = answers.get(given, _MISSING)
            if answer is _MISSING:
                answer = work(*given, **named)
                if len(answers) >= most:
                    del answers[next(iter(answers))]
                answers[given] = answer
            return answer

        vars(asked)["cache_clear"] = cache_clear
        return asked

    return remembering
