"""The prices for a run's tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from extractor.errors import ExtractorError
from extractor.models.prices import Prices

if TYPE_CHECKING:
    from extractor.cli.options import Options

__all__ = ["prices_of"]


def prices_of(options: Options) -> Prices:
    """The prices for a run; for a user's own server only those that the user gives.

    Raises :class:`click.UsageError` for an invalid file.
    """
    try:
        return Prices.load(options.prices, shipped=options.base_url is None)
    except ExtractorError as error:
        raise click.UsageError(str(error)) from None
