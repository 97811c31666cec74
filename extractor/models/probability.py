"""How sure a model was, from the token log-probabilities of an OpenAI-style reply."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP_TOKENS = 20
"""Alternatives asked for at each token: the most that OpenAI's API allows."""


def mean_probability(content: Sequence[Any]) -> float | None:
    """The geometric mean of the probabilities of the answer's tokens; end marks don't count."""
    logs = [token.logprob for token in content if token.token]
    return math.exp(sum(logs) / len(logs)) if logs else None


def choice_probability(content: Sequence[Any], chosen: str, choices: Sequence[str]) -> float | None:
    """The share of ``chosen`` among ``choices``, between 0 and 1.

    At each token, the probability of what was taken is divided by that of everything that would
    still lead to one of the choices, upper or lower case alike: what the model would rather have
    said outside the choices does not count against any of them.
    """
    folded = [choice.casefold() for choice in choices]
    goal = chosen.casefold()
    if not content:
        return None
    so_far, share = "", 1.0
    for token in content:
        if so_far == goal or not token.token:
            break
        step = so_far + token.token.casefold()
        if not so_far:
            step = step.lstrip()
        right = wrong = 0.0
        for other in {t.token: t for t in [*token.top_logprobs, token]}.values():
            text = so_far + other.token.casefold()
            text = text if so_far else text.lstrip()
            if not text or not any(choice.startswith(text) for choice in folded):
                continue
            if goal.startswith(text):
                right += math.exp(other.logprob)
            else:
                wrong += math.exp(other.logprob)
        if right:
            share *= right / (right + wrong)
        so_far = step
    return share


def match_choice(text: str, choices: Sequence[str]) -> str | None:
    """The choice an answer means: the same but for case and punctuation, else the only one that
    the answer starts with; ``None`` when that leaves none or several."""
    said = _bare(text)
    same = [c for c in choices if _bare(c) == said]
    if same:
        return same[0]
    words = f"{said} "
    starts = [c for c in choices if words.startswith(f"{_bare(c)} ")]
    longest = max((len(_bare(c)) for c in starts), default=0)
    starts = [c for c in starts if len(_bare(c)) == longest]
    return starts[0] if len(starts) == 1 else None


def _bare(text: str) -> str:
    kept = "".join(c if c.isalnum() else " " for c in text.casefold())
    return " ".join(kept.split())
