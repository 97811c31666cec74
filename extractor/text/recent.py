"""A cache of a function's latest answers, separate for each thread.

Sixty articles may be read at the same time, each in a thread that waits while the model answers. A
cache shared by all threads would have dropped an article by then, or would have to hold many.
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
    """Decorator that caches the ``most`` latest answers of a function in each thread. Arguments
    must be hashable and positional. Do not change a cached answer. As for ``lru_cache``,
    ``cache_clear()`` drops the answers, but only those of the calling thread."""

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
