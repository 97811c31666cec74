"""A model whose answers come from the test: what it says is a function of what it is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, TypeVar

from pydantic import BaseModel
from typing_extensions import Self

from extractor.models.protocol import Answer, Message, estimate_tokens
from extractor.pipeline import Extractor, Outcome
from extractor.reading import Tokens
from extractor.records import EventRecord
from extractor.text.article import Article

Structure = TypeVar("Structure", bound=BaseModel)
Replies = Callable[[str], str]
"""The answer to a question: gets the user's message, gives the text the model would."""

SILENT = "By: -\nAgainst: -"
COST = Tokens(100, 80, 5)


class FakeModel:
    """Implements the protocol without a server. ``asked`` keeps every user's message.

    ``answers`` gives the text of plain answers, ``kinds`` the choice where there are choices,
    ``readings`` the values of structured ones, as the dictionary a server would send. Every call
    costs ``COST``.
    """

    name = "fake"

    def __init__(
        self,
        answers: Replies = lambda _: SILENT,
        readings: Callable[[str], dict[str, Any]] | None = None,
        *,
        kinds: Replies = lambda _: "none",
        default_reader: str = "questions",
        context_tokens: int | None = None,
    ) -> None:
        self.answers, self.readings, self.kinds = answers, readings, kinds
        self.default_reader = default_reader
        self.context_tokens = context_tokens
        self.spent = Tokens()
        self.asked: list[str] = []
        self.heard: list[list[Message]] = []
        self.systems: list[str] = []
        self.grammars: list[str | None] = []
        self.closed = False

    def ask(
        self,
        messages: list[Message],
        *,
        max_tokens: int,
        grammar: str | None = None,
        choices: Sequence[str] | None = None,
        logprobs: bool = False,
    ) -> Answer:
        self._heard(messages)
        self.grammars.append(grammar)
        question = messages[-1]["content"]
        text = self.answers(question) if choices is None else self.kinds(question)
        assert choices is None or text in choices
        return Answer(text.strip(), COST)

    def structured(
        self,
        messages: list[Message],
        response_model: type[Structure],
        *,
        max_tokens: int,
        most_tokens: int | None = None,
    ) -> tuple[Structure, Tokens]:
        self._heard(messages)
        assert self.readings is not None, "a structured call that the test did not expect"
        return response_model.model_validate(self.readings(messages[-1]["content"])), COST

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _heard(self, messages: list[Message]) -> None:
        self.spent = self.spent + COST
        self.heard.append(messages)
        self.systems.append(messages[0]["content"])
        self.asked.append(messages[-1]["content"])


def by_words(answers: dict[str, dict[str, str]], silent: str = "-") -> Replies:
    """Answers chosen by words in the question: ``{"claimed responsibility": {"By": "ISIL"}}``.

    A blank that is not given, and a question that holds none of the words, gets a dash. The
    longest words win, so that one case can be told from another.
    """

    def reply(question: str) -> str:
        asked = question.rsplit("\n", 1)[-1]
        for words in sorted(answers, key=len, reverse=True):
            if words in asked or words in question:
                filled = answers[words]
                break
        else:
            filled = {}
        blanks = ("By", "Against", "To", "Investigator")
        return "\n".join(f"{blank}: {filled.get(blank, silent)}" for blank in blanks)

    return reply


PUBLISHED = "2024-05-10"  # a Friday


def outcome_of(
    text: str, answers: dict[str, dict[str, str]] | None = None, **known: Any
) -> Outcome:
    """The text through the whole pipeline, its questions answered by :func:`by_words`."""
    article = Article(text, **{"published": PUBLISHED, **known})
    return Extractor(FakeModel(by_words(answers or {}))).process(article)


def event_of(
    text: str, answers: dict[str, dict[str, str]] | None = None, **known: Any
) -> EventRecord:
    """The one event of the text."""
    outcome = outcome_of(text, answers, **known)
    assert outcome.error is None
    (event,) = outcome.events
    return event
