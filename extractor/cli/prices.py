"""What a run's tokens cost: the table it goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from extractor.errors import ExtractorError
from extractor.models.prices import Prices

if TYPE_CHECKING:
    from extractor.cli.options import Options

__all__ = ["prices_of"]


def prices_of(options: Options) -> Prices:
    """The table of prices of a run: with a server of one's own only those one gives oneself.

    Raises :class:`click.UsageError` for a file that is no such table.
    """
    try:
        return Prices.load(options.prices, shipped=options.base_url is None)
    except ExtractorError as error:
        raise click.UsageError(str(error)) from None
