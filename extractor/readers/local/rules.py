"""What the rules of the reader ``questions`` find, without a model.

Texts in capitals are read by them alone, in the languages they know; the tagger reads all others
alone (docs/decisions/0012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from extractor.errors import ModelError
from extractor.models.protocol import Answer
from extractor.models.usage import SpendingModel
from extractor.readers.questions.reader import QuestionReader
from extractor.reading import Reading, Tokens

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["SilentModel", "read_by_rules"]


class SilentModel(SpendingModel):
    """A model that fills no blank."""

    def ask(self, messages: Any, **_: Any) -> Answer:
        return Answer("By: -\nAgainst: -\nTo: -\nInvestigator: -", Tokens())

    def structured(self, messages: Any, response_model: Any, **_: Any) -> NoReturn:
        raise ModelError("rules read no whole record")

    def count_tokens(self, text: str) -> int:
        return 0


def read_by_rules(analysis: Analysis) -> Reading:
    """The reading of the rules alone, for an article in a language they know."""
    return QuestionReader(SilentModel("silent", "questions")).read(analysis)
