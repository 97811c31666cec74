"""A tagger without weights that marks the words of ``benchmarks/long_text.py`` in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.long_text import DAYS, PLACES
from extractor.codebook.attribution import Attribution
from extractor.limits import time_is_up
from extractor.models.encoder.tagging import MOST_MARKED, Filler, Found, Further, Heard, Tagged
from extractor.models.tagger import TaggerModel
from extractor.text.span import Sentence

__all__ = ["MarkingModel", "MarkingTagger"]

WINDOW = 20
"""Sentences that are read at once."""
SURE = 0.95
DEED = re.compile(r"killed|wounded|marched|abducted|hit a market", re.IGNORECASE)
ROLES = re.compile(
    rf"(?P<place>\b(?:{'|'.join(PLACES)})\b)|(?P<day>\b(?:{'|'.join(DAYS)})\b)"
    r"|(?P<killed>\d+ (?:farmers|civilians))|(?P<doer>Gunmen(?: on motorcycles)?|Army soldiers)",
    re.IGNORECASE,
)
AROUND = 70
"""Characters before and behind a deed in which its place, day and people stand."""


class MarkingTagger:
    """Marks an event for each verb of a deed, with what stands around it in its sentence. Asks for
    further words of each window, none of which is an event's or a statement's."""

    attributions, relations = ("", *Attribution), ("", "near", "within")

    def read(
        self,
        text: str,
        sentences: Sequence[Sentence],
        also: Sequence[tuple[int, int]] = (),
        further: Further | None = None,
        heard: Heard | None = None,
    ) -> Tagged:
        """The marks of a text, window by window, as far as there is time."""
        found: list[Found] = []
        for first in range(0, len(sentences), WINDOW):
            window = sentences[first : first + WINDOW]
            if first and time_is_up(window[0].start):
                break
            marks = (one for sentence in window for one in self.events(text, sentence))
            there = list(islice(marks, MOST_MARKED))
            begin, end = window[0].start, window[-1].end
            if further:
                further(begin, end, there)
            if heard:
                heard(begin, end, there, [])
            found += there
        return Tagged(found, [], 1.0)

    def events(self, text: str, sentence: Sentence) -> Iterator[Found]:
        """The events of a sentence."""
        for one in DEED.finditer(text, sentence.start, sentence.end):
            roles: dict[str, list[Filler]] = {}
            begin = max(sentence.start, one.start() - AROUND)
            for near in ROLES.finditer(text, begin, min(sentence.end, one.end() + AROUND)):
                filler = Filler(near.start(), near.end(), SURE)
                roles.setdefault(str(near.lastgroup), []).append(filler)
            words = Filler(one.start(), one.end(), SURE)
            yield Found(words, [("Attack", SURE)], SURE, 0.0, roles)


class MarkingModel(TaggerModel):
    """The tagger's model with :class:`MarkingTagger`, or with one like it."""

    def __init__(self, tagger: MarkingTagger | None = None) -> None:
        super().__init__(Path("no-encoder"), Path("no-weights"))
        self._marking = tagger or MarkingTagger()

    @property
    def tagger(self) -> Any:
        return self._marking
