"""Limits on what a run may spend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Budget"]


class Budget:
    """A limit on tokens (prompt and completion, failed tries included), on US dollars, or both.

    An article is begun only if there is room for it and for those in flight. Each of them is taken
    to cost the mean of the finished articles, or the tokens of its own text if those are more. So a
    run exceeds its budget by chance only, and by little. ``cost`` gives the dollars of tokens,
    ``spent`` what ``articles`` of earlier runs took. Not thread-safe.
    """

    def __init__(
        self,
        tokens: int | None = None,
        dollars: float | None = None,
        *,
        cost: Callable[[Tokens], float | None] = lambda _: None,
        spent: Tokens | None = None,
        articles: int = 0,
    ) -> None:
        self._limits = {"tokens": tokens, "dollars": dollars}
        self._cost = cost
        self.spent = spent or Tokens()
        self._articles = articles

    def take(self, tokens: Tokens) -> None:
        """Count one more article with these tokens."""
        self.spent += tokens
        self._articles += 1

    def allows(self, texts: Sequence[int]) -> bool:
        """Whether articles with these token counts may be in flight now."""
        mean = self._share()
        for name, limit in self._limits.items():
            if limit is not None:
                used, each = self._measure(name, self.spent), self._measure(name, mean)
                estimate = sum(max(each, self._measure(name, Tokens(text))) for text in texts)
                if used >= limit or used + estimate > limit:
                    return False
        return True

    def reason(self) -> str:
        """Which limit is used up, for a message."""
        said = []
        if self._limits["tokens"] is not None:
            used = self._measure("tokens", self.spent)
            said.append(f"{used:,.0f} of {self._limits['tokens']:,} tokens")
        if self._limits["dollars"] is not None:
            used = self._measure("dollars", self.spent)
            said.append(f"${used:,.2f} of ${self._limits['dollars']:,.2f}")
        estimated = f"; {self.spent.warning}" if self.spent.warning else ""
        return (
            f"the budget has no room for another article: {' and '.join(said)} are spent{estimated}"
        )

    def _share(self) -> Tokens:
        count, all = max(1, self._articles), self.spent
        return Tokens(-(-all.prompt // count), all.cached // count, -(-all.completion // count))

    def _measure(self, name: str, tokens: Tokens) -> float:
        if name == "tokens":
            return tokens.prompt + tokens.completion
        return self._cost(tokens) or 0.0
