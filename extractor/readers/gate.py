"""Which articles a language model need not read (``--gate tagger``): those that hardly tell of a
current event, as the tagger sees it. Works in every language, on this machine."""

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
"""What is less likely to tell of a current event is left out. Chosen on the articles of the corpus
that training holds back (docs/cost.md): what is left out by mistake is lost."""

SHORT = 3
"""A text of no more sentences is always read: what the tagger says of a whole article it learned on
longer ones, and of leads that tell of an event it would leave out one in ten."""


class TaggerGate:
    """Leaves articles out. Nothing is loaded before the first; can be pickled."""

    def __init__(self, model: TaggerModel) -> None:
        self._model = model

    def left_out(self, analysis: Analysis, *, whole: bool = True) -> str:
        """Why an article, or a stretch of one that is not ``whole``, need not be read; empty where
        it is to be. Raises :class:`ModelUnavailable` where the weights cannot be read, never for a
        text."""
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
    """The gate, its weights on this machine; they are pulled as :func:`open_model` pulls them.

    Raises :class:`ModelUnavailable` where they are not, or numpy is not installed.
    """
    try:
        model = open_model("tagger", assume_yes=assume_yes, console=console)
    except ModelUnavailable as error:
        raise ModelUnavailable(f"--gate tagger: {error}") from None
    assert isinstance(model, TaggerModel)
    return TaggerGate(model)
