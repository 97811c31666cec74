"""Token prices: a shipped, dated table of common models, and the user's own tables.

``data/prices.csv`` has a line for each model. Its columns are US dollars for a million tokens of
prompt, of cached prompt (empty: as much as ``prompt``) and of completion, the share of the price in
the provider's batch API (empty: it has none), and the day the line was looked up. To add a model,
add a line. Surcharges for very long prompts and for writing a provider's cache are not counted:
prompts here are a few thousand tokens, and only the system prompt is written to Anthropic's cache,
once in five minutes.
"""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from typing_extensions import Self

    from extractor.reading import Tokens

__all__ = ["Price", "Prices"]

MILLION = 1_000_000
NEEDED = ("model", "prompt", "completion")
SNAPSHOT = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8})$")
"""The day at the end of ``gpt-4.1-mini-2025-04-14`` or ``claude-haiku-4-5-20251001``."""


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens; ``batch`` is the share of the price in a batch API."""

    prompt: float
    cached: float
    completion: float
    batch: float | None = None
    as_of: date | None = None

    def of(self, tokens: Tokens) -> float:
        """US dollars for these tokens; the cached ones are among ``tokens.prompt``."""
        fresh = max(tokens.prompt - tokens.cached, 0)
        return (
            fresh * self.prompt + tokens.cached * self.cached + tokens.completion * self.completion
        ) / MILLION


class Prices:
    """Prices by model, as ``extraction.model`` of a record names it: ``openai/gpt-4.1-mini``.

    A name that ends in ``*`` stands for all that begin so. A dated snapshot without a line of its
    own costs as much as the model.
    """

    def __init__(self, prices: dict[str, Price]) -> None:
        self._prices = prices

    @classmethod
    def load(cls, path: str | Path | None = None, *, shipped: bool = True) -> Self:
        """The shipped prices, overridden by those of a CSV file in the same form.

        ``shipped=False`` leaves the shipped ones out: a user's own server may serve a model under a
        provider's name. Raises :class:`ExtractorError` naming the file and the wrong line.
        """
        prices: dict[str, Price] = {}
        if shipped:
            table = files("extractor.models").joinpath("data/prices.csv")
            prices |= _table(table.read_text("utf-8"), "the shipped prices")
        if path is not None:
            prices |= _table(_text(Path(path)), str(path))
        return cls(prices)

    def price(self, model: str) -> Price | None:
        """The price of the model's tokens; ``None`` if it has no line."""
        for name in (model, SNAPSHOT.sub("", model)):
            if name in self._prices:
                return self._prices[name]
        begins = [
            name
            for name in self._prices
            if name.endswith("*") and model.startswith(name.removesuffix("*"))
        ]
        return self._prices[max(begins, key=len)] if begins else None

    def cost(self, model: str, tokens: Tokens, *, batch: bool = False) -> float | None:
        """US dollars for these tokens; ``None``, never 0, if the model's price is not known.

        ``batch``: the price in the provider's batch API; also ``None`` if its share is not known.
        """
        price = self.price(model)
        if price is None or (batch and price.batch is None):
            return None
        return price.of(tokens) * (price.batch or 1.0 if batch else 1.0)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ExtractorError(
            f"{path}: the prices cannot be read: {error.strerror or error}"
        ) from None
    except UnicodeDecodeError:
        raise ExtractorError(f"{path}: the prices are not UTF-8 text") from None


def _table(text: str, where: str) -> dict[str, Price]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    prices: dict[str, Price] = {}
    try:
        missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise ExtractorError(
                f"{where}: no column {' and '.join(missing)}; a table of prices has the columns "
                "model, prompt, cached, completion, batch, as_of (US dollars a million tokens)"
            )
        for row in reader:
            model = (row["model"] or "").strip()
            if model in prices:
                raise ExtractorError(f"{where}:{reader.line_num}: {model} is there twice")
            if model:
                prices[model] = _price(row, f"{where}:{reader.line_num}")
    except csv.Error as error:
        raise ExtractorError(f"{where}:{reader.line_num + 1}: not CSV: {error}") from None
    return prices


def _price(row: dict[str, str | None], where: str) -> Price:
    prompt = _number(row, "prompt", where)
    completion = _number(row, "completion", where)
    if prompt is None or completion is None:
        name = "prompt" if prompt is None else "completion"
        raise ExtractorError(f"{where}: no {name} price")
    cached = _number(row, "cached", where)
    said = (row.get("as_of") or "").strip()
    try:
        as_of = date.fromisoformat(said) if said else None
    except ValueError:
        raise ExtractorError(f"{where}: as_of {said!r} is not a date") from None
    share = _number(row, "batch", where)
    return Price(prompt, prompt if cached is None else cached, completion, share, as_of)


def _number(row: dict[str, str | None], name: str, where: str) -> float | None:
    said = (row.get(name) or "").strip()
    if not said:
        return None
    try:
        number = float(said)
    except ValueError:
        number = -1.0
    if not (math.isfinite(number) and number >= 0):
        raise ExtractorError(f"{where}: {name} {said!r} is not a price in US dollars")
    return number
