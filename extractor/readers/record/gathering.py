"""Turns replies into a reading: words become spans, sentence numbers indexes, windows one list.

Nothing of a reply is dropped silently: whatever cannot be used leaves a note.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from extractor.codebook.actors import ActorKind
from extractor.codebook.attribution import Attribution, Role
from extractor.readers.linking import event_of_statement
from extractor.readers.prompting import one_line
from extractor.readers.record.custom import answers
from extractor.readers.record.uniting import again, may_be, united
from extractor.reading import (
    Event,
    Party,
    Reading,
    Relation,
    Said,
    Statement,
    StatementKind,
    TollState,
    TollTold,
    When,
    Where,
)
from extractor.reading.grounding import said
from extractor.text.span import Span

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.custom_fields import CustomField
    from extractor.readers.record.reply import (
        ArticleReading,
        ReadDay,
        ReadEvent,
        ReadParty,
        ReadPlace,
        ReadStatement,
        ReadToll,
    )

__all__ = ["Gathering"]


class Gathering:
    """Collects the events and statements of one article from the replies to its windows."""

    def __init__(self, analysis: Analysis, fields: Sequence[CustomField] = ()) -> None:
        self._analysis = analysis
        self._fields = fields
        self._article = analysis.article
        self.events: list[Event] = []
        self.statements: list[Statement] = []
        self.notes: list[str] = []

    def add(self, reply: ArticleReading, shown: Iterable[int]) -> None:
        """Add a window's reply; ``shown``: the indexes of the window's sentences."""
        sentences_shown = frozenset(shown)
        self.notes += reply.left_out
        before = len(self.events)
        by_number: dict[int, str] = {
            number: event.key for number, event in enumerate(self.events, 1)
        }
        numbered: set[int] = set()
        for read in reply.events:
            event = self._event(read, sentences_shown)
            if event is None:
                continue
            key = self._take(event, read.number if read.number <= before else None, before)
            if read.number not in numbered:  # if two events have one number, it means the first
                numbered.add(read.number)
                by_number[read.number] = key
        for one in reply.statements:
            statement = self._statement(one, sentences_shown, by_number)
            if statement is not None and statement not in self.statements:
                self.statements.append(statement)

    def reading(self) -> Reading:
        """Return the reading. A statement without an event is linked to the nearest one."""
        statements = []
        for statement in self.statements:
            if not statement.events:
                nearest = event_of_statement(self._analysis, statement, self.events)
                if nearest is None:
                    self.notes.append(
                        f"not kept: {_in_words(statement)}: there is no event it is about"
                    )
                    continue
                statement = replace(statement, events=(nearest,))
            statements.append(statement)
        notes = tuple(dict.fromkeys(self.notes))
        return Reading(tuple(self.events), tuple(statements), notes)

    def _take(self, event: Event, number: int | None, before: int) -> str:
        """Add the event, or merge it into one of the first ``before`` events (of earlier windows).

        Returns the event's key. Two events of one reply are merged only if all values are equal.
        """
        same = self.events[number - 1] if number and 0 < number <= before else None
        if same is None or not may_be(same, event):  # a model may begin to count anew
            same = next((one for one in self.events[:before] if again(one, event)), None)
        if same is None:
            same = next((one for one in self.events if replace(event, key=one.key) == one), None)
        if same is None:
            event = replace(event, key=f"e{len(self.events) + 1}")
            self.events.append(event)
            return event.key
        at = self.events.index(same)
        self.events[at] = united(same, event, f"event {at + 1}", self.notes)
        return same.key

    def _event(self, read: ReadEvent, shown: frozenset[int]) -> Event | None:
        sentences = self._sentences(read.sentences, shown, f"{read.sub_event_type} “{read.words}”")
        what = said(self._article, read.words, sentences)
        if not sentences:
            sentences = self._home(what, read)
        if not sentences:
            self.notes.append(
                f"not coded: {read.sub_event_type} “{one_line(read.words)}”: neither its sentences "
                "nor its words are in the article"
            )
            return None
        near = what.span if what else None
        kinds = [read.sub_event_type, *([read.other_type] if read.other_type else [])]

        def found(words: str | None) -> Said | None:
            return said(self._article, words, sentences, near=near)

        def all_found(many: Iterable[str]) -> tuple[Said, ...]:
            return tuple(one for words in many if (one := found(words)))

        return Event(
            "",
            sentences,
            tuple(dict.fromkeys(kinds)),
            what=what,
            when=tuple(self._when(day, found(day.words)) for day in read.days),
            where=tuple(self._where(place, sentences, near) for place in read.places),
            parties=tuple(self._party(party, sentences, near) for party in read.parties),
            tolls=tuple(
                self._toll(toll, found(toll.words), found(toll.teller)) for toll in read.tolls
            ),
            victims=all_found(read.victims),
            weapons=all_found(read.weapons),
            hit=all_found(read.things_hit),
            background=read.background,
            custom=answers(self._fields, read.own_fields, found, self.notes),
        )

    def _sentences(
        self, numbers: Sequence[int], shown: frozenset[int], what: str
    ) -> tuple[int, ...]:
        """Convert sentence numbers to indexes; drops those not in the window, with a note."""
        indexes = [number - 1 for number in numbers]
        strange = [index + 1 for index in indexes if index not in shown]
        if strange:
            listed = ", ".join(str(number) for number in strange[:5])
            self.notes.append(f"{one_line(what)}: there is no sentence {listed}")
        return tuple(dict.fromkeys(index for index in indexes if index in shown))

    def _home(self, what: Said | None, read: ReadEvent) -> tuple[int, ...]:
        """Return the sentence of the event's words (else of its places or parties), for events
        without usable sentence numbers."""
        words = [place.words for place in read.places] + [party.words for party in read.parties]
        found = [what, *(said(self._article, one) for one in words)]
        for one in found:
            home = self._article.sentence_of(one.span) if one and one.span else None
            if home:
                return (home.index,)
        return ()

    def _when(self, day: ReadDay, words: Said | None) -> When:
        first, last = _days(day.first_day), _days(day.last_day)
        for text, read in ((day.first_day, first), (day.last_day, last)):
            if text and read is None:
                self.notes.append(f"the reader's day “{one_line(text)[:40]}” is no date")
        ends = last or first
        return When(words, first[0] if first else None, ends[1] if ends else None)

    def _where(self, place: ReadPlace, sentences: tuple[int, ...], near: Span | None) -> Where:
        around = [words for words in (place.admin1, place.country) if words]
        words = None
        if not _plain(place.words) and not _plain(place.name) and around:
            # Only the unit or country is given: that is the place, as an area.
            smaller, *larger = around
            only = {"name": smaller, "admin1": None, "country": larger[0] if larger else smaller}
            place = place.model_copy(update={**only, "relation": Relation.WITHIN.value})
            around = larger
        for form in (place.words, place.name):
            found = said(self._article, form, sentences, near=near, beside=around)
            if words is None or words.span is None:
                self._note_other(words, found)
                words = found or words
        return Where(
            words,
            _plain(place.name),
            _plain(place.admin1),
            _plain(place.country),
            Relation(place.relation),
        )

    def _note_other(self, words: Said | None, other: Said | None) -> None:
        """Add a note if the model's words are not in the article but its name for them is."""
        if words and words.span is None and other and other.span:
            shown = one_line(words.text)[:80]
            self.notes.append(f"“{shown}” is not in the article; “{other.text}” is taken for it")

    def _party(self, party: ReadParty, sentences: tuple[int, ...], near: Span | None) -> Party:
        words = said(self._article, party.words, sentences, near=near)
        if party.name and (words is None or words.span is None):
            named = said(self._article, party.name, sentences, near=near)
            if named and named.span:
                self._note_other(words, named)
                words = named
        return Party(
            Role(party.role),
            words,
            name=_plain(party.name),
            kind=ActorKind(party.kind) if party.kind else None,
            country=_plain(party.country),
            attribution=Attribution(party.attribution),
            by=said(self._article, party.attributed_by, sentences, near=near),
        )

    def _toll(self, toll: ReadToll, words: Said | None, teller: Said | None) -> TollTold:
        def count(number: int | None) -> int | None:
            if number is None or number >= 0:
                return number
            self.notes.append(f"the reader's {toll.state} {number} is no count of people; left out")
            return None

        low, high = count(toll.low), count(toll.high)
        return TollTold(TollState(toll.state), words, low, high, toll.vague, teller)

    def _statement(
        self, read: ReadStatement, shown: frozenset[int], by_number: dict[int, str]
    ) -> Statement | None:
        kind = StatementKind(read.kind)
        sentences = self._sentences(read.sentences, shown, kind.value)
        speaker, accused, addressee, investigator = (
            said(self._article, words, sentences)
            for words in (read.speaker, read.accused, read.addressee, read.investigator)
        )
        if not sentences:
            named = (p.span for p in (speaker, accused, addressee) if p and p.span)
            homes = (self._article.sentence_of(span) for span in named)
            sentences = next(((home.index,) for home in homes if home), ())
        if not sentences:
            self.notes.append(f"not kept: {kind.value} of “{read.speaker}”: no such sentence")
            return None
        strange = [number for number in read.events if number not in by_number]
        if strange:
            self.notes.append(f"{kind.value} of “{read.speaker}”: there is no event {strange[0]}")
        about = tuple(dict.fromkeys(by_number[n] for n in read.events if n in by_number))
        return Statement(kind, sentences, speaker, accused, addressee, investigator, about)


def _in_words(statement: Statement) -> str:
    speaker = statement.speaker.text if statement.speaker else "somebody"
    return f"{statement.kind.value} of “{one_line(speaker)}”"


def _plain(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _days(text: str | None) -> tuple[date, date] | None:
    """Return the first and last day of an ISO date ("2024-05-01", "2024-05" or "2024"), or
    ``None``."""
    parts = (text or "").strip()[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return (day := date(*numbers)), day
        if len(numbers) == 2:
            year, month = numbers
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
    except (ValueError, IndexError):
        return None
