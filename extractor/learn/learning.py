"""Makes lessons from coders' corrections: consistent ones, and a list of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from extractor.actors.candidates import names_somebody
from extractor.actors.kept import NOBODY_NAMED
from extractor.codebook.groups import groups_called
from extractor.gazetteer import store
from extractor.gazetteer.folding import fold, skeleton
from extractor.gazetteer.other_names import listed
from extractor.gazetteer.romanise import romanise, script_of
from extractor.learn.values import NameSet, Reviewed
from extractor.lessons.file import unfit
from extractor.lessons.lesson import (
    ActorLesson,
    Example,
    Lessons,
    Origin,
    PlaceLesson,
    Undecided,
    actor_key,
    place_key,
    without_years,
)
from extractor.records.parts import ReviewStatus

if TYPE_CHECKING:
    from extractor.records import EventRecord
    from extractor.records.parts import Evidence

__all__ = ["Learned", "Skipped", "learn"]

MOST_RECORDS = 20  # ids that a lesson names
MOST_BEFORE = 5
LONGEST_SENTENCE = 600
SPELLED_ALIKE, WORDS_ALIKE = 90, 70  # of 100: whole names ("Khansheikhoun"), each word of them
FEWEST_CONSONANTS = 3
TWICE = ("dupl", "twice", "double", "already", "same event", "merge", "repeat")
"""Reasons of rejection that mean a duplicate: there is an event."""


@dataclass(frozen=True)
class Skipped:
    """A corrected value that gives no lesson, and why."""

    record: str
    words: str
    why: str


@dataclass(frozen=True)
class Learned:
    """Lessons, and corrections without one. ``without_article`` counts decisions about types, or
    that there is no event, whose sentence could not be looked up."""

    lessons: Lessons
    skipped: tuple[Skipped, ...] = ()
    without_article: int = 0


def learn(reviewed: Iterable[Reviewed]) -> Learned:
    """The lessons that follow from these reviewed records."""
    entries = list(reviewed)
    skipped: list[Skipped] = []
    undecided: list[Undecided] = []
    actors: list[ActorLesson] = []
    places: list[PlaceLesson] = []
    groups: dict[tuple[str, str, str], list[NameSet]] = {}
    for entry in entries:
        if not entry.decided:
            continue
        for name in entry.names():
            why = _why_not(name) if name.mended else None
            if why:
                skipped.append(Skipped(name.record, name.words, why))
            elif name.lesson is not None and name.country:
                groups.setdefault((name.what, name.key, name.country), []).append(name)
    for (what, _, country), names in groups.items():
        mended = [one for one in names if one.mended]
        if not mended:
            continue
        choices = Counter(_choice(one) for one in names)
        if len(choices) > 1:
            undecided.append(_undecided(what, country, names))
        elif isinstance(mended[0].lesson, ActorLesson):
            actors.append(_actor(mended))
        elif isinstance(mended[0].lesson, PlaceLesson):
            places.append(_place(mended))
    examples, apart, without = _examples(entries)
    lessons = Lessons(_joined(actors), tuple(places), examples, (*undecided, *apart))
    return Learned(lessons, tuple(skipped), without)


def _why_not(name: NameSet) -> str | None:
    """Why a corrected value is no lesson (it is about one article only); ``None`` if it is one."""
    if name.country is None:
        return "the event has no country"
    lesson = name.lesson
    if lesson is None:
        return "the place has no point"
    problem = next(filter(None, map(unfit, _texts(lesson))), None)
    if problem:
        return f"the value or its words: {problem}"
    if isinstance(lesson, ActorLesson):
        return _why_no_alias(name, lesson, name.country)
    return _why_no_place(name.words, lesson)


def _texts(lesson: ActorLesson | PlaceLesson) -> list[str]:
    """The texts that the file has for a lesson."""
    if isinstance(lesson, ActorLesson):
        return [lesson.words, lesson.name, *lesson.associated]
    units = (lesson.admin1, lesson.admin2, lesson.gazetteer_id)
    return [lesson.words, lesson.name, *(one for one in units if one)]


def _why_no_alias(name: NameSet, lesson: ActorLesson, country: str) -> str | None:
    if not names_somebody(name.words):
        return "the words name nobody: who is meant differs from article to article"
    if lesson.name.startswith(NOBODY_NAMED):
        return "the coder names nobody"
    local_names = [
        group.name
        for group in groups_called(actor_key(name.words)) or groups_called(name.words)
        if not group.countries or country in group.countries
    ]
    if local_names and not any(_same_or_part(one, lesson.name) for one in local_names):
        return f"the words are a name of {local_names[0]} there; were other words meant?"
    return None


def _same_or_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short} (")


def _why_no_place(words: str, lesson: PlaceLesson) -> str | None:
    if words.islower():
        return "the words name no place"
    called = store.named(place_key(words))
    source, _, number = (lesson.gazetteer_id or "").partition(":")
    if source == "geonames" and number in {str(entry.id) for entry in called}:
        return None
    code = lesson.place().country_code
    others = [entry for entry in called if entry.country == code]
    if others and fold(lesson.name) != fold(place_key(words)):
        return f"the words are another place's name in {lesson.country}; were other words meant?"
    if not _one_place(words, lesson.name):
        return f"the words are no name of {lesson.name}; were other words meant?"
    return None


def _one_place(words: str, name: str) -> bool:
    """Whether words that the gazetteer lacks as a place's name may mean it: in other letters or
    another spelling, with more or fewer words around it. A suburb or a square is another place."""
    name = fold(name)
    called = [fold(one.name) for one in listed(words)]
    key = place_key(words)
    key = key if script_of(key) == "latin" else romanise(key)
    if not key or script_of(name) != "latin":  # letters that cannot be compared
        return True
    if name in called or ratio(key.replace(" ", ""), name.replace(" ", "")) >= SPELLED_ALIKE:
        return True
    if skeleton(key) == skeleton(name) and len(skeleton(key)) >= FEWEST_CONSONANTS:
        return True
    short, long = sorted((key.split(), name.split()), key=len)
    return all(any(ratio(one, other) >= WORDS_ALIKE for other in long) for one in short)


def _choice(name: NameSet) -> tuple[object, ...]:
    """What coders say of the words, as far as it can be contradictory."""
    lesson = name.lesson
    if isinstance(lesson, ActorLesson):
        return without_years(lesson.name), lesson.kind
    assert lesson is not None
    return lesson.name, lesson.latitude, lesson.longitude


def _undecided(what: str, country: str, names: Sequence[NameSet]) -> Undecided:
    counts = Counter(one.shown for one in names)
    choices = [f"{shown} ({number} times)" for shown, number in counts.most_common()]
    return Undecided(what, names[0].words, country, tuple(choices), _records(names))


def _records(names: Iterable[NameSet]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.record for one in names))[:MOST_RECORDS]


def _origin(names: Sequence[NameSet]) -> Origin:
    was = tuple(dict.fromkeys(one.was for one in names if one.was))[:MOST_BEFORE]
    return Origin(len({one.record for one in names}), _records(names), was)


def _usual_words(names: Sequence[NameSet]) -> str:
    return Counter(one.words for one in names).most_common(1)[0][0]


def _actor(names: Sequence[NameSet]) -> ActorLesson:
    lessons = [one.lesson for one in names if isinstance(one.lesson, ActorLesson)]
    common = set(lessons[0].associated).intersection(*(one.associated for one in lessons))
    return replace(
        lessons[-1],
        words=_usual_words(names),
        associated=tuple(one for one in lessons[0].associated if one in common),
        origin=_origin(names),
    )


def _place(names: Sequence[NameSet]) -> PlaceLesson:
    lessons = [one.lesson for one in names if isinstance(one.lesson, PlaceLesson)]
    exact = min(lessons, key=lambda one: one.precision)
    return replace(exact, words=_usual_words(names), origin=_origin(names))


def _joined(actors: Sequence[ActorLesson]) -> tuple[ActorLesson, ...]:
    """One lesson for words with one meaning in several countries."""
    joined: dict[tuple[object, ...], ActorLesson] = {}
    for one in actors:
        key = (one.key, without_years(one.name), one.kind, one.associated)
        first = joined.get(key)
        if first is None:
            joined[key] = one
            continue
        origin = Origin(
            first.origin.times + one.origin.times,
            (*first.origin.records, *one.origin.records)[:MOST_RECORDS],
            tuple(dict.fromkeys((*first.origin.was, *one.origin.was)))[:MOST_BEFORE],
        )
        joined[key] = replace(first, countries=(*first.countries, *one.countries), origin=origin)
    return tuple(joined.values())


def _examples(
    entries: Sequence[Reviewed],
) -> tuple[tuple[Example, ...], tuple[Undecided, ...], int]:
    """Sentences for which coders gave another type, or said that there is no event or a missed one;
    those with contradictory decisions, including an unchanged type of another event; and the number
    without an article.
    """
    found: dict[str, list[Example]] = {}
    without = 0
    for entry in entries:
        given = _type_given(entry)
        if given is None:
            continue
        sentence = _sentence(entry)
        if sentence is None:
            without += entry.article is None and not _stood(given)
            continue
        example = replace(given, text=sentence)
        found.setdefault(example.key, []).append(example)
    examples: list[Example] = []
    apart: list[Undecided] = []
    for same in found.values():
        changed = [one for one in same if not _stood(one)]
        if not changed:
            continue
        kinds = list(dict.fromkeys(one.sub_event_type or "no event" for one in same))
        records = tuple(dict.fromkeys(r for one in same for r in one.origin.records))
        if len(kinds) > 1:
            apart.append(Undecided("example", same[0].text, None, tuple(kinds), records))
        else:
            changed_in = tuple(dict.fromkeys(r for one in changed for r in one.origin.records))
            origin = Origin(len(changed_in), changed_in[:MOST_RECORDS], changed[0].origin.was)
            examples.append(replace(changed[0], origin=origin))
    return tuple(examples), tuple(apart), without


def _stood(given: Example) -> bool:
    """Whether the coder let the type stand as it was."""
    return given.instead_of == given.sub_event_type


def _type_given(entry: Reviewed) -> Example | None:
    """The coder's decision on the event's type, as an example without its sentence; for an
    unchanged type "instead of" is the same type."""
    after, before = entry.after, entry.before
    review = after.review
    if review is None:
        return None
    origin = Origin(1, (after.id,))
    if review.status is ReviewStatus.REJECTED:
        reason = " ".join((review.reason or "").split())
        if any(word in reason.lower() for word in TWICE):
            return None
        why = None if unfit(reason[:200]) else reason[:200]
        return Example("", None, after.sub_event_type.value, why, origin)
    kind = after.sub_event_type.value
    if after.extraction.reader == "coder":
        return Example("", kind, "none", None, origin)
    if before is not None:
        instead = before.sub_event_type.value
        return Example("", kind, instead, None, origin)
    changed = after.checked is not None and after.checked.sub_event_type is None
    return Example("", kind, None if changed else kind, None, origin)


def _sentence(entry: Reviewed) -> str | None:
    """The sentence that reports the event, in the article it was read in."""
    article, record = entry.article, entry.after
    if article is None:
        return None
    for piece in _evidence(record):
        fits = article.text[piece.start : piece.end] == piece.text
        if piece.article_id is None and fits:
            sentence = article.sentence_of(article.span(piece.start, piece.end))
            text = " ".join(sentence.text.split()) if sentence else ""
            if text and not unfit(text, LONGEST_SENTENCE):
                return text
    return None


def _evidence(record: EventRecord) -> Iterator[Evidence]:
    parts = [record.trigger, *record.actors, record.casualties.killed, record.location, record.date]
    for part in parts:
        yield from part.evidence if part else ()
