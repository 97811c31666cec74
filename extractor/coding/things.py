"""What it was done with, what was hit and who is named as a victim: each as the article's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.actors.persons import find_people
from extractor.analysis import Analysis
from extractor.codebook.types import EventType, SubEventType, event_type_of
from extractor.gazetteer.folding import fold
from extractor.grammar.frames import is_attempt
from extractor.grammar.sufferers import listed_victims, suffered
from extractor.languages.patterns import words_like
from extractor.lexicon.incidents import IncidentMention
from extractor.lexicon.things import are_one_list, find_property, find_weapons, was_hit
from extractor.reading import Event
from extractor.records.parts import Evidence, PhysicalTarget, Toll, Trigger, Victim, Weapon
from extractor.text.span import Sentence, Span
from extractor.text.words import WORD

__all__ = ["named_dead", "physical_targets", "trigger", "victims", "weapons"]

UNARMED = {EventType.PROTESTS, EventType.STRATEGIC_DEVELOPMENTS}
WORDS_ALONE = {SubEventType.LOOTING, SubEventType.DISRUPTED_WEAPONS_USE}
HARM = {
    EventType.VIOLENCE_AGAINST_CIVILIANS,
    EventType.EXPLOSIONS,
    EventType.BATTLES,
    EventType.RIOTS,
    EventType.PROTESTS,
}
KILLED = words_like("killing")
MOST = 8  # of one kind in one event; more is a list of something else


def trigger(analysis: Analysis, event: Event, kind: SubEventType) -> Trigger | None:
    """The words that tell of it: as read, else the first that speak for its type."""
    span = _event_words(event)
    if span is None:
        deeds = (d for s in _sentences_of(analysis, event) for d in _deeds(analysis, s))
        span = next((deed.span for deed in deeds if deed.sub_event_type == kind.value), None)
    return Trigger(text=span.text, evidence=(Evidence.of(span),)) if span else None


def weapons(
    analysis: Analysis, event: Event, kind: SubEventType, others: Sequence[Event] = ()
) -> tuple[Weapon, ...]:
    """Weapons named in the sentences that tell of it, each once; of a sentence that tells of
    ``others`` too, those nearer to its own words."""
    if event_type_of(kind) in UNARMED and kind not in WORDS_ALONE:
        return ()
    found = _weapons_in(analysis, event.sentences)
    event_words = _event_words(event)
    others_words = [span for other in others if (span := _event_words(other))]
    nearest = [
        span
        for span in found
        if event_words is None or _nearer(span, event_words, others_words, analysis)
    ]
    return tuple(Weapon(text=s.text, evidence=(Evidence.of(s),)) for s in _once(nearest))


def _event_words(event: Event) -> Span | None:
    """The words that tell of it, if the reader gave any that stand there."""
    return event.what.span if event.what else None


def _weapons_in(analysis: Analysis, numbers: Sequence[int]) -> list[Span]:
    text = analysis.article.text
    return [
        span
        for sentence in _sentences(analysis, numbers)
        for span in find_weapons(text, sentence.start, sentence.end, languages=analysis.languages)
    ]


def _nearer(
    thing: Span, event_words: Span, others_words: Sequence[Span], analysis: Analysis
) -> bool:
    """Whether no other event's words stand nearer to the thing in its sentence."""
    home = analysis.article.sentence_of(thing) or thing

    def gap(span: Span) -> int:
        return max(0, thing.start - span.end, span.start - thing.end)

    beside = [span for span in others_words if span.within(home)]
    return not (event_words.within(home) and any(gap(span) < gap(event_words) for span in beside))


def physical_targets(
    analysis: Analysis, event: Event, kind: SubEventType
) -> tuple[PhysicalTarget, ...]:
    """Things that were attacked, hit, destroyed or damaged, each once."""
    if event_type_of(kind) is EventType.PROTESTS:
        return ()
    text = analysis.article.text
    found: list[Span] = []
    for sentence in _sentences_of(analysis, event):
        deed_spans = [deed.span for deed in _deeds(analysis, sentence)]
        deeds: list[Span | None] = [*deed_spans] or [None]  # "the bank was destroyed" says it alone
        hit: list[Span] = []
        row: list[Span] = []  # things named right before, not known to be hit
        for thing in find_property(
            text, sentence.start, sentence.end, languages=analysis.languages
        ):
            if _is_place(analysis, thing):
                continue
            if row and not are_one_list(text, row[-1], thing):
                row = []
            if any(was_hit(text, deed, thing, hit) for deed in deeds):
                hit += [*row, thing]
                row = []
            else:
                row.append(thing)
        found += hit
    return tuple(PhysicalTarget(text=s.text, evidence=(Evidence.of(s),)) for s in _once(found))


def victims(
    analysis: Analysis, event: Event, kind: SubEventType, targets: Sequence[Span]
) -> tuple[Victim, ...]:
    """People named as those it was done to: in the words for the target, or where the grammar of
    a sentence that tells of it says so."""
    if event_type_of(kind) not in HARM:
        return ()
    text = analysis.article.text
    found: list[Span] = []
    for sentence in _sentences_of(analysis, event):
        deeds = [d for d in _deeds(analysis, sentence) if _harms(d)]
        people = [
            person
            for person in find_people(text, sentence.start, sentence.end)
            if not _is_place(analysis, person)
        ]
        listed = listed_victims(text, sentence.start, sentence.end, people)
        for person in people:
            meant = any(person.within(target) for target in targets)
            if (
                meant
                or person in listed
                or any(suffered(text, deed.span, person, people) for deed in deeds)
            ):
                found.append(person)
    whole = [_whole_name(analysis, person) for person in found]
    return tuple(Victim(text=s.text, evidence=(Evidence.of(s),)) for s in _once(whole))


def _harms(deed: IncidentMention) -> bool:
    return event_type_of(SubEventType(deed.sub_event_type)) in HARM


def _whole_name(analysis: Analysis, person: Span) -> Span:
    """The fullest form in the article of a name: "Roberto Garcia Alvarado" of "Garcia Alvarado"."""
    words = _words(person)
    fuller = [other for other in analysis.people if words < _words(other)]
    return max(fuller, key=lambda other: len(_words(other)), default=person)


def named_dead(analysis: Analysis, told: Trigger | None, victims: Sequence[Victim]) -> Toll | None:
    """As many dead as are named, where the words say that they were killed and no count is told:
    "the murder of Oscar Romero". An attempt kills nobody."""
    if told is None or not KILLED.search(told.text):
        return None
    words = told.evidence[0]
    if is_attempt(analysis.article.text, words.start, words.end):
        return None
    if not victims:
        return None
    return Toll(
        low=len(victims),
        high=None,
        coded=len(victims),
        text=victims[0].text,
        evidence=tuple(piece for one in victims for piece in one.evidence),
    )


def _sentences_of(analysis: Analysis, event: Event) -> Iterator[Sentence]:
    return _sentences(analysis, sorted(set(event.sentences)))


def _sentences(analysis: Analysis, numbers: Sequence[int]) -> Iterator[Sentence]:
    sentences = analysis.article.sentences
    return (sentences[i] for i in numbers if 0 <= i < len(sentences))


def _deeds(analysis: Analysis, sentence: Sentence) -> list[IncidentMention]:
    return [m for m in analysis.within(analysis.incidents, sentence) if not m.context]


def _is_place(analysis: Analysis, span: Span) -> bool:
    return any(place.span and span.within(place.span) for place in analysis.places_at(span))


def _once(spans: Sequence[Span]) -> list[Span]:
    """Each thing once, by its words: of "dynamite" and "dynamite charges" the first that is told;
    the whole name of "Romero" and "Oscar Romero"."""
    kept: list[Span] = []
    for span in spans:
        words = _words(span)
        if any(words <= _words(other) for other in kept):
            continue
        kept = [other for other in kept if not _words(other) < words]
        kept.append(span)
    return sorted(kept)[:MOST]


def _words(span: Span | Evidence) -> frozenset[str]:
    """The words, however their letters are written: "Nicolás" and "Nicolas" are one."""
    return frozenset(word.rstrip("s") for word in WORD.findall(fold(span.text)))
