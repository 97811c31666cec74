"""Articles with words marked by hand, as the tagger marks them, and a model giving these marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from extractor import Article, Extractor
from extractor.analysis import Analysis
from extractor.models.encoder.tagging import Filler, Found, Further, Heard, Tagged
from extractor.models.tagger import TaggerModel
from extractor.pipeline import Outcome
from extractor.readers.local import LocalReader
from extractor.readers.local.days import days_in
from extractor.readers.local.gathering import event_of
from extractor.reading import Event, Reading

__all__ = ["Marked"]

Words = str | Filler
SURE = 0.97
"""Surer than anything has to be."""


class Marked:
    """An article and what is marked in it. Words are given as text, looked for from the start, or
    as a filler made with :meth:`words`."""

    attributions = ("", "claimed", "accused_by_authorities", "accused", "possible", "disputed")
    relations = ("", "near", "within")

    def __init__(self, text: str, published: date = date(2024, 5, 10)) -> None:
        self.article = Article(text, published=published)
        self.events: list[Found] = []
        self.statements: list[Found] = []
        self.hinted: list[Found] = []
        self.unheard: list[Found] = []
        self.tells = 1.0

    def words(self, words: str, sure: float = SURE, *, detail: str = "", nth: int = 0) -> Filler:
        """The ``nth`` place where the words stand."""
        start = -1
        for _ in range(nth + 1):
            start = self.article.text.index(words, start + 1)
        known = self.attributions if detail in self.attributions else self.relations
        return Filler(start, start + len(words), sure, known.index(detail))

    def event(self, words: Words, kind: str = "Attack", **about: Any) -> Found:
        """Marks an event; roles by name, ``in_`` for ``in``. ``kind_sure``, ``real`` and
        ``background`` are probabilities, ``or_kind`` the second likeliest type and its own."""
        found = self._found(words, kind, about)
        self.events.append(found)
        return found

    def overlooked(self, words: Words, kind: str = "Attack", **about: Any) -> Found:
        """An event found only by who is told to look at its words, as :meth:`event` marks it."""
        found = self._found(words, kind, about)
        self.hinted.append(found)
        return found

    def statement(self, words: Words, kind: str, **about: Any) -> Found:
        """Marks a statement."""
        found = self._found(words, kind, about)
        self.statements.append(found)
        return found

    def faint(self, words: Words, kind: str, **about: Any) -> Found:
        """A statement found only by who is told to look at its words."""
        found = self._found(words, kind, about)
        self.unheard.append(found)
        return found

    def _found(self, words: Words, kind: str, about: dict[str, Any]) -> Found:
        kinds = [(kind, about.pop("kind_sure", 0.99)), *about.pop("or_kind", ())]
        real, background = about.pop("real", 0.99), about.pop("background", 0.0)
        roles = {role.rstrip("_"): self._fillers(given) for role, given in about.items()}
        return Found(self._filler(words), kinds, real, background, roles)

    def _fillers(self, given: Words | Sequence[Words]) -> list[Filler]:
        several = [given] if isinstance(given, (str, Filler)) else given
        return [self._filler(one) for one in several]

    def _filler(self, words: Words) -> Filler:
        return self.words(words) if isinstance(words, str) else words

    @property
    def model(self) -> TaggerModel:
        """A model whose tagger gives these marks and no others."""
        return _Scripted(self)

    def told(self, number: int = 0) -> Event:
        """One of the events as it is gathered, nothing composed."""
        analysis = Analysis(self.article)
        found = self.events[number]
        days = days_in(analysis, self.events)
        return event_of(analysis, self.model.tagger, found, f"e{number + 1}", days)

    def reading(self) -> Reading:
        """What the reader ``local`` makes of the marks."""
        return LocalReader(self.model).read(Analysis(self.article))

    def outcome(self) -> Outcome:
        """The article through all stages."""
        with Extractor(self.model) as extractor:
            return extractor.process(self.article)


class _Scripted(TaggerModel):
    """Reads no weights."""

    def __init__(self, marked: Marked) -> None:
        super().__init__(Path("no-encoder"), Path("no-weights"))
        self._marked = marked

    @property
    def tagger(self) -> Any:
        return _Tagger(self._marked)


class _Tagger:
    def __init__(self, marked: Marked) -> None:
        self._marked = marked
        self.attributions, self.relations = list(marked.attributions), list(marked.relations)

    def read(
        self,
        text: str,
        sentences: object,
        also: Sequence[tuple[int, int]] = (),
        further: Further | None = None,
        heard: Heard | None = None,
    ) -> Tagged:
        marked, said = self._marked, list(self._marked.statements)
        assert text == marked.article.text
        events = [*marked.events, *_among(marked.hinted, also)]
        asked = _among(marked.hinted, further(0, len(text), events)) if further else []
        events += [replace(one, asked=True) for one in asked]
        events.sort(key=lambda one: one.words.start)
        asked = _among(marked.unheard, heard(0, len(text), events, said)) if heard else []
        said += [replace(one, asked=True) for one in asked]
        return Tagged(events, said, marked.tells)


def _among(found: Sequence[Found], words: Sequence[tuple[int, int]]) -> list[Found]:
    return [
        one
        for one in found
        if any(start < one.words.end and one.words.start < end for start, end in words)
    ]
