"""Compares a note with the columns: its first day, and its only number of deaths.

Both are warnings about plain contradictions only. A note with several numbers, a week, or deaths
elsewhere does not contradict its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress, count
from operator import contains, not_

from extractor.codebook.written_dates import long_date, read_date
from extractor.records.settled_days import NOTE_DAY
from extractor.validate.cells import whole_number
from extractor.validate.columns import Check, Columns, Hit
from extractor.validate.finding import Problem
from extractor.validate.note_tolls import adds_up

__all__ = ["NoteDay", "NoteDeaths", "day_problem", "deaths_problem"]

_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d{1,5})"
_PEOPLE = (
    r"(?:people|persons?|civilians?|soldiers?|militants?|rebels?|fighters?|policemen"
    r"|police officers?|officers?|troops|villagers?|men|women|children|demonstrators?"
    r"|protesters?|rioters?|gunmen)"
)
# Looked for right before or after the word itself, not in the whole note.
_AFTER = re.compile(rf"kill(?:ed|ing) {_NUMBER} {_PEOPLE}\b|[Ff]atalities:? {_NUMBER}\b")
_BEFORE = re.compile(rf"(?:\b{_NUMBER} {_PEOPLE} (?:were|was|are) (?:reportedly )?|\b{_NUMBER} )$")
_WORDS = ("kill", "atalit", "death")
REACH = 60  # characters before a word in which its number stands
# Words that make a nearby number not the event's own, or not the only one.
_OTHERWISE = (
    *("several", "dozens", "scores", "hundreds", "many", "unknown", "unspecified", "unconfirmed"),
    *("split", "across", "coded", "assum", "total", "overall", "toll", "other", "more"),
    *("separate", "wound", "injur", "between", "over", "up to", "least", "around", "about"),
    *("almost", "nearly", "some", "claim", "later", "previous", "earlier", "anniversary"),
    *("commemorat", "year", " demand", " protest", "died", "dead", "bodies", "body", "succumb"),
    *("both", "respectively", "including", *(f" and {digit}" for digit in range(10))),
)
MOST_DATES = 20_000


def day_problem(note: str, day_text: str, precision: str) -> Problem | None:
    """The problem of a note that begins "On 13 June 2022" in a row of 30 June with an exact day."""
    if precision.strip() not in ("1", "1.0"):
        return None
    found = NOTE_DAY.match(note)
    if not found:
        return None
    note_day, day = read_date(found[1]).day, read_date(day_text).day
    if note_day is None or day is None or note_day == day:
        return None
    message = f"the note tells of {long_date(note_day)}, event_date is {day}"
    return Problem("W508", message, "notes", found[1])


def deaths_problem(note: str, fatalities: str) -> Problem | None:
    """The problem of a note with exactly one, unqualified number of deaths that differs from the
    row."""
    number = whole_number(fatalities)
    if number is None:
        return None
    note_deaths = list(_numbers_of_deaths(note))
    if len(note_deaths) != 1 or note_deaths[0] == number:
        return None
    low = note.lower()
    if any(word in low for word in _OTHERWISE):
        return None
    if adds_up(note, note_deaths[0], number):
        return None
    message = f"the note tells of {note_deaths[0]} killed, fatalities is {number}"
    return Problem("W509", message, "notes", str(note_deaths[0]))


def _numbers_of_deaths(note: str) -> Iterator[int]:
    for word in _WORDS:
        at = note.find(word)
        while at >= 0:
            start = at - 1 if word == "atalit" else at
            found = _AFTER.match(note, start)
            if not found and (word != "kill" or note.startswith("killed", at)):
                before = _BEFORE.search(note[max(0, start - REACH) : start])
                # "12 people were killed", "12 fatalities", but not "12 killed".
                found = before if before and (before[1] or word != "kill") else None
            if found:
                yield int(next(filter(None, found.groups())).replace(",", ""))
            at = note.find(word, at + 1)


class NoteDay(Check):
    """Compares notes with ``event_date``; most begin with the words for that date."""

    needs = ("notes", "event_date", "time_precision")

    def __init__(self) -> None:
        self._beginnings: dict[str, str] = {}

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        notes, days = batch["notes"], batch["event_date"]
        if len(self._beginnings) > MOST_DATES:
            self._beginnings.clear()
        if not self._beginnings.keys() >= set(days):
            for day in set(days):
                self._learn(day)
        fits = map(str.startswith, notes, map(self._beginnings.__getitem__, days))
        for index in compress(count(), map(not_, fits)):
            note = notes[index]
            if note[:4].strip()[:2] == "On":
                problem = day_problem(note, days[index], batch["time_precision"][index])
                if problem:
                    yield index, problem

    def _learn(self, day: str) -> None:
        read = read_date(day).day
        self._beginnings[day] = f"On {long_date(read)}" if read else "\0"


class NoteDeaths(Check):
    """Compares notes with ``fatalities``; only those about killing are searched."""

    needs = ("notes", "fatalities")

    def __call__(self, batch: Columns) -> Iterator[Hit]:
        notes, numbers = batch["notes"], batch["fatalities"]
        said = {number: f" {number} " for number in set(numbers)}
        # Most state that number, whatever else they say.
        tell = map(contains, notes, map(said.__getitem__, numbers))
        for index in compress(count(), map(not_, tell)):
            note = notes[index]
            if "kill" in note or "atalit" in note or "death" in note:
                problem = deaths_problem(note, numbers[index])
                if problem:
                    yield index, problem
