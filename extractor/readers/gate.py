"""Filters out articles that a language model need not read (``--gate tagger``): those that the
tagger finds unlikely to report a current event. Works in every language, on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import ModelUnavailable
from extractor.models import open_model
from extractor.models.tagger import TaggerModel

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.analysis import Analysis

__all__ = ["LEAST", "TaggerGate", "open_gate"]

LEAST = 0.05
"""Articles less likely to report a current event are left out. Chosen on the articles of the corpus
that training holds back (docs/cost.md); low, since what is left out by mistake is lost."""

SHORT = 3
"""A text of at most so many sentences is always read: the tagger learned to judge longer articles,
and would leave out one in ten leads that report an event."""


class TaggerGate:
    """Decides which articles are left out. Loads the tagger on first use; can be pickled."""

    def __init__(self, model: TaggerModel) -> None:
        self._model = model

    def left_out(self, analysis: Analysis, *, whole: bool = True) -> str:
        """Return why an article, or a stretch of one (not ``whole``), need not be read; "" if it is
        to be read. Raises :class:`ModelUnavailable` if the weights cannot be read, never because of
        the text."""
        article = analysis.article
        if whole and len(article.sentences) <= SHORT:
            return ""
        tells = self._model.tagger.tells(article.text, article.sentences, LEAST)
        if tells >= LEAST:
            return ""
        return (
            f"left out by --gate tagger: tells of a current event with a likelihood of {tells:.4f}"
        )


def open_gate(*, assume_yes: bool = False, console: Console | None = None) -> TaggerGate:
    """Open the gate; its weights are downloaded if need be, as by :func:`open_model`.

    Raises :class:`ModelUnavailable` if there are no weights, or numpy is not installed.
    """
    try:
        model = open_model("tagger", assume_yes=assume_yes, console=console)
    except ModelUnavailable as error:
        raise ModelUnavailable(f"--gate tagger: {error}") from None
    assert isinstance(model, TaggerModel)
    return TaggerGate(model)
