"""Tolls that add up within a note: "killing 2 attackers … 1 civilian died" is 3."""

from __future__ import annotations

import re

from extractor.codebook.written_dates import MONTHS
from extractor.text.words import SENTENCE_END, any_of

__all__ = ["adds_up"]

_WORDS = {
    word: number
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
            *("eighteen", "nineteen", "twenty"),
        ),
        start=1,
    )
}
_DEATH = (
    *("kill", "atalit", "death", "dead", "died", "dies", "shot", "slain", "execut", "lynch"),
    *("murder", "body", "bodies"),
)
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,4}}|{'|'.join(_WORDS)}"
# Continues a number, a word, or a date.
_GOES_ON = rf"[\w,-]|\.\d| (?:{'|'.join(MONTHS)})\b"
_COUNT = re.compile(rf"(?<![\w,.-])({_NUMBER})(?!{_GOES_ON})", re.IGNORECASE)
# One person, in words: "killed an operative", "a soldier was killed".
_KILLED_ONE = r"\bkill(?:ed|ing|s)? (?:a|an|the|another)\b"
_ONE_WAS_KILLED = r"\b(?:a|an|another) (?:[\w-]+ ){1,3}was (?:also )?(?:killed|shot dead)\b"
_BY_HIMSELF = r"\bsuicide bomb|\bblew (?:him|her)self up"
_PERSON = any_of([_KILLED_ONE, _ONE_WAS_KILLED, _BY_HIMSELF])
_YEAR = range(1900, 2100)
MOST_COUNTS = 12


def adds_up(note: str, stated_deaths: int, fatalities: int) -> bool:
    """Whether the stated deaths and other numbers of deaths in the note sum to the row's.

    A number counts if its sentence is about deaths; one person in words ("a soldier"), and a
    suicide bomber, count as one.
    """
    if fatalities <= stated_deaths:
        return False
    counts: list[int] = []
    for sentence in SENTENCE_END.split(" ".join(note.split())):
        counts += [1] * len(_PERSON.findall(sentence))
        if not any(word in sentence for word in _DEATH):
            continue
        for found in _COUNT.finditer(sentence):
            word = found[1].lower()
            number = _WORDS.get(word) or int(word.replace(",", ""))
            if number not in _YEAR:
                counts.append(number)
    if stated_deaths not in counts:
        return False
    counts.remove(stated_deaths)
    sums = {stated_deaths}
    for number in counts[:MOST_COUNTS]:
        sums |= {total + number for total in sums}
    return fatalities in sums
