"""Finds counts of people that the tagger does not mark.

In languages it was trained little on, it marks "two soldiers were killed" but not "three wounded"
behind it, and an updated toll in a sentence of its own belongs to no event. Here, a number right
beside a word of the table ``toll_words`` is a count, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import Filler, Found
from extractor.numbers.tokens import cut, end_of, unspaced
from extractor.numbers.whole import numbers_said
from extractor.readers.local.counts import by_their_words
from extractor.readers.local.fillers import HARM, LIKELY, STATES, language_in, told_together
from extractor.readers.local.outdated import is_older
from extractor.readers.local.sentences import CLAUSE_END, by_sentence, home_of
from extractor.readers.local.toll_parts import is_part, told_anew
from extractor.tolls.said_words import CountWords

if TYPE_CHECKING:
    from extractor.analysis import Analysis

__all__ = ["with_counts_beside", "with_new_tolls"]

BEFALL = "toll_words"
WIDE_SIGNS = str.maketrans("。，、；", ".,,;")
"""Chinese and Japanese signs at which a clause may end, with the Latin signs they stand for."""
UNMARKED = 0.5
"""The probability given to a count that the tagger does not mark."""
BETWEEN, LETTERS_BETWEEN = 3, 4
"""Most words between a number and the word for what befell people; tokens in scripts without
spaces."""
LATER = 3
"""Most sentences from an event to an updated toll."""


def with_counts_beside(analysis: Analysis, found: Sequence[Found]) -> list[Found]:
    """Give events that lack a count of killed or injured the number beside a word for it, in a
    sentence with the event's triggers and no other event's."""
    events_by_sentence: dict[int, list[Found]] = defaultdict(list)
    taken: dict[int, list[Filler]] = defaultdict(list)
    for one in found:
        for home in _homes(analysis, one):
            events_by_sentence[home].append(one)
        for filler in (each for role in (*STATES, "day") for each in one.roles.get(role, ())):
            taken[home_of(analysis, filler)].append(filler)
    return [_with_counts(analysis, one, events_by_sentence, taken) for one in found]


def _homes(analysis: Analysis, one: Found) -> set[int]:
    """Return the sentences with the event's triggers."""
    return {home_of(analysis, words) for words in one.telling} - {-1}


def _with_counts(
    analysis: Analysis,
    one: Found,
    events_by_sentence: Mapping[int, Sequence[Found]],
    taken: Mapping[int, Sequence[Filler]],
) -> Found:
    """Add the counts of an event's sentences. ``taken``: the counts and days already marked in each
    sentence."""
    text = analysis.article.text
    lacking = [state for state in HARM if not _counted(text, one, state)]
    if not lacking:
        return one
    homes = [
        home
        for home in sorted(_homes(analysis, one))
        if not any(
            other is not one and _is_another(one, other) for other in events_by_sentence[home]
        )
    ]
    roles = dict(one.roles)
    for home in homes:
        for state, count in _counts_in(analysis, home):
            free = not any(count.overlaps(filler) for filler in taken.get(home, ()))
            if free and state in lacking and not is_part(text, count, language_in(text)):
                roles[state] = [*roles.get(state, ()), count]
    return replace(one, roles=roles)


def _is_another(one: Found, other: Found) -> bool:
    """Whether ``other`` is likely an event and not the same as ``one``."""
    return other.words.sure >= LIKELY and not told_together(one, other)


def _counts_in(analysis: Analysis, home: int) -> Iterator[tuple[str, Filler]]:
    """Yield the numbers of a sentence right beside a word for what befell people, with its state:
    the number before the word, or else the one behind it ("zginęło dziewięć osób")."""
    sentence = analysis.article.sentences[home]
    text = analysis.article.text
    language = language_in(text)
    start = sentence.start
    for clause in _clauses(sentence.text):
        words = sentence.text[clause[0] : clause[1]]
        befell = kinds_said(words, BEFALL, language)
        for at, one in enumerate(befell):
            if one.kind not in HARM:
                continue
            begin = befell[at - 1].end if at else 0
            end = befell[at + 1].start if at + 1 < len(befell) else len(words)
            number = _last(words[begin : one.start], language)
            if number is None:
                number, begin = _first(words[one.end : end], language), one.end
            if number is None:
                continue
            first = start + clause[0] + begin
            filler = Filler(first + number[0], first + number[1], UNMARKED)
            if not is_older(text, filler, language):
                yield one.kind, filler


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for sign in CLAUSE_END.finditer(sentence.translate(WIDE_SIGNS)):
        yield begin, sign.start()
        begin = sign.end()
    yield begin, len(sentence)


def _last(words: str, language: str) -> tuple[int, int] | None:
    """Return the span of the words' last number, if few words follow it."""
    numbers = list(_numbers(words, language))
    if not numbers:
        return None
    start, end, _, left = numbers[-1]
    return (start, end) if left <= _most(language) else None


def _first(words: str, language: str) -> tuple[int, int] | None:
    """Return the span of the words' first number, if few words precede it."""
    number = next(_numbers(words, language), None)
    return number[:2] if number and number[2] <= _most(language) else None


def _most(language: str) -> int:
    return LETTERS_BETWEEN if unspaced(language) else BETWEEN


def _numbers(words: str, language: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the numbers that count people: start and end (with words like "at least"), and how many
    tokens stand before and behind."""
    counted = CountWords(cut(words, language), language)
    at = 0
    while at < len(counted):
        bound = counted.bound(at)
        number = counted.number(bound)
        if number is None or not counted.counts(number, begins=at == 0):
            at += 1
            continue
        last = counted.tokens[number.end - 1]
        if not counted.unit(number, between=False):
            start, end = counted.tokens[at].start, end_of(words, last)
            yield start, end, at, len(counted) - number.end
        at = number.end


def with_new_tolls(analysis: Analysis, found: Sequence[Found]) -> list[Found]:
    """Attach updated tolls that stand in a sentence without a trigger to the last event before.

    The new number is added to that event's triggers (role "same") if it is more than it had.
    """
    text = analysis.article.text
    language = language_in(text)
    likely = [(at, one) for at, one in enumerate(found) if one.words.sure >= LIKELY]
    homes = {home_of(analysis, words) for _, one in likely for words in one.telling}
    told_in = by_sentence(analysis, ((one.words, at) for at, one in likely))
    events, changed = list(found), set()
    for sentence in analysis.article.sentences:
        if sentence.index in homes:
            continue
        anew = told_anew(text, sentence.start, sentence.end, language)
        if anew is None or anew.state not in HARM:
            continue
        near = range(sentence.index - LATER, sentence.index)
        counted = {
            at: _told_before(analysis, events[at], anew.state, sentence.index)
            for at in sorted(at for home in near for at in told_in.get(home, ()))
            if at not in changed and any(events[at].roles.get(state) for state in HARM)
        }
        new = max(_values(text, [anew.number]), default=0)
        last = max(counted, key=lambda at: events[at].words.start, default=-1)
        if last >= 0 and new > counted[last]:
            same = [*events[last].roles.get("same", ()), replace(anew.number, sure=UNMARKED)]
            events[last] = replace(events[last], roles={**events[last].roles, "same": same})
            changed.add(last)
    return events


def _told_before(analysis: Analysis, one: Found, state: str, home: int) -> int:
    """Return the event's highest count of a state before a sentence; 0 for none."""
    text = analysis.article.text
    earlier = [each for each in _counted(text, one, state) if home_of(analysis, each) < home]
    return max(_values(text, earlier), default=0)


def _counted(text: str, one: Found, state: str) -> list[Filler]:
    """Return the event's counts of a state, without those whose words say another state."""
    marked = {each: list(one.roles.get(each, ())) for each in HARM}
    return by_their_words(text, language_in(text), marked)[state]


def _values(text: str, fillers: Sequence[Filler]) -> list[int]:
    return [number for one in fillers for number in numbers_said(text[one.start : one.end])]
