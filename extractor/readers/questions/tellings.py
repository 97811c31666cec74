"""Sentences that tell of an incident: its words, and the day, place and toll beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.analysis import Analysis
from extractor.codebook.types import VIOLENT, SubEventType, event_type_of
from extractor.dates.resolve import ResolvedDate
from extractor.grammar.frames import is_named, is_verb, place_speaks, tells_of_deed
from extractor.languages.patterns import few_words_behind, one_of
from extractor.lexicon.incidents import IncidentMention, rank_sub_events
from extractor.lexicon.realis import Realis, realis
from extractor.places.find_patterns import distance_km
from extractor.places.resolve import Place, country_of
from extractor.places.strays import happens_within
from extractor.text.span import Sentence, Span
from extractor.tolls.find import CasualtyMention

__all__ = ["LEAD", "Telling", "is_violent", "telling_of", "tellings"]

LEAD = 3
"""Sentences in which news tells what is new."""

FIRM = 2  # weight from which words tell of an incident by themselves
JOINT = re.compile(r";|,?\s+(?:and|while|whereas|y|mientras|et|tandis que)\s+", re.IGNORECASE)
# "told reporters on Wednesday": the day of the words, not of the deed.
WHEN = rf"(?:\s+{one_of('said_when')})*\s+(?:(?:on|el|le)\s+)?"
SAID_ON = re.compile(rf"\b{one_of('said_on')}{WHEN}$", re.IGNORECASE)
# "On 7 January, the president acknowledged that soldiers killed": so is a day at the head.
THAT = rf"{one_of('speech', 'states')}\s+(?:[\w'’-]+\s+){{0,3}}?that\b"
THEN_SAID = re.compile(rf",?\s+(?:[\w.'’-]+\s+){{0,6}}?{THAT}", re.IGNORECASE)
NEAR = 12  # characters: "Tuesday's deadly attack"
LOCATED = few_words_behind("located", most=2)
# "The embassy of China": the state, not where it stands.
OF_STATE = few_words_behind("of_state", most=0, link="(?:of|to|from)")
# "A woman from Cali", "he said today in Caracas": where somebody is from or speaks.
IS_FROM = rf"{one_of('from_there')}\s+(?:from|of)"
IN_HOSPITAL = rf"{one_of('taken')}(?: [\w.'’-]+){{0,6}}? {one_of('hospital')} (?:in|of|at)"
SAID_IN = rf"{one_of('said_at')}(?:\s+{one_of('said_at_when')})*\s+in"
ELSEWHERE = re.compile(rf"\b(?:{IS_FROM}|{IN_HOSPITAL}|{one_of('visit')}|{SAID_IN})\s+$", re.I)
NO_MORE = rf"another(?! (?:\d+|{one_of('counted')}))"
ANOTHER = re.compile(rf"\b(?:{NO_MORE}|{one_of('separate')})\b", re.IGNORECASE)
FAR_KM = 60  # "80 km north of the capital": that far off, the capital is no place of it
LARGER = {"town": 0, "unknown": 0, "feature": 1, "admin2": 2, "admin1": 3, "area": 3, "country": 4}


@dataclass(frozen=True)
class Telling:
    """One sentence, or one half of it, that tells of one incident.

    ``head`` are the words that say what it was; ``date`` and ``place`` stand in the same stretch
    of text, or are ``None``; ``claims`` is true when somebody accuses, denies … in the sentence,
    ``verbal`` when something is said to be done ("opened fire"), ``named`` when the head is only
    named as known ("the attack").
    """

    sentence: Sentence
    part: Span
    mentions: tuple[IncidentMention, ...]
    head: IncidentMention
    date: ResolvedDate | None
    place: Place | None
    casualties: tuple[CasualtyMention, ...]
    claims: bool
    another: bool
    verbal: bool
    named: bool

    @property
    def sub_event_type(self) -> str:
        """The type its own words speak for most."""
        return self.head.sub_event_type


def tellings(analysis: Analysis) -> Iterator[Telling]:
    """Every telling of something that happened, in text order."""
    text = analysis.article.text
    languages = analysis.languages
    for sentence in analysis.article.sentences:
        found = analysis.within(analysis.incidents, sentence)
        actual = [
            mention
            for mention in found
            if mention.context
            or realis(text, mention.span, sentence, languages=languages) is Realis.ACTUAL
        ]
        firm = [m for m in actual if not m.context and m.weight >= FIRM]
        if not firm:
            continue
        claims = bool(analysis.within(analysis.claims, sentence))
        for part in _parts(analysis, sentence, firm):
            inside = [m for m in actual if m.span.within(part)]
            ranked = rank_sub_events(inside)
            if not ranked:
                continue
            head = _head(inside, ranked[0][0])
            if head.weight < FIRM:
                continue
            yield _telling(analysis, sentence, part, inside, head, claims)
            # "A judge ordered the arrest of a man charged with the murder of the senator."
            if not is_violent(head.sub_event_type):
                deeds = [m for m in inside if is_violent(m.sub_event_type)]
                sure = [m for m in deeds if m.weight > FIRM and is_named(text, m.span)]
                if sure:
                    yield _telling(analysis, sentence, part, deeds, sure[0], claims)


def is_violent(kind: str) -> bool:
    """Whether a sub-event type is violence between people, or against them."""
    return event_type_of(SubEventType(kind)) in VIOLENT


def _telling(
    analysis: Analysis,
    sentence: Sentence,
    part: Span,
    mentions: Sequence[IncidentMention],
    head: IncidentMention,
    claims: bool,
) -> Telling:
    text = analysis.article.text
    return Telling(
        sentence,
        part,
        tuple(mentions),
        head,
        _date(analysis, part, head, claims) or _date(analysis, sentence, head, claims),
        _place(analysis, part, head),
        tuple(analysis.within(analysis.casualties, part)),
        claims,
        bool(ANOTHER.search(text, part.start, head.span.end)),
        any(_done(text, mention) for mention in mentions),
        is_named(text, head.span),
    )


def _done(text: str, mention: IncidentMention) -> bool:
    if mention.context or not tells_of_deed(mention.span):
        return False
    return not is_named(text, mention.span)


def telling_of(analysis: Analysis, sentence: Sentence, kind: str) -> Telling:
    """The telling of a sentence in a language no lexicon knows, its type said by a model."""
    head = IncidentMention(sentence, kind, FIRM + 1)
    return Telling(
        sentence,
        sentence,
        (head,),
        head,
        _date(analysis, sentence, head),
        _place(analysis, sentence, head),
        tuple(analysis.within(analysis.casualties, sentence)),
        claims=False,
        another=False,
        verbal=True,
        named=False,
    )


def _head(mentions: Sequence[IncidentMention], kind: str) -> IncidentMention:
    of_kind = [m for m in mentions if m.sub_event_type == kind and not m.context]
    return max(of_kind, key=lambda m: (m.weight, is_verb(m.span), -m.span.start))


def _parts(analysis: Analysis, sentence: Sentence, firm: Sequence[IncidentMention]) -> list[Span]:
    """The sentence, or its two halves when each tells of an incident at a town of its own."""
    towns = [p for p in analysis.within(analysis.places, sentence) if p.kind == "town"]
    if len({p.gazetteer_id for p in towns}) < 2 or len(firm) < 2:
        return [sentence]
    article = analysis.article
    for cut in JOINT.finditer(article.text, firm[0].span.end, firm[-1].span.start + 1):
        left = article.span(sentence.start, cut.start())
        right = article.span(cut.end(), sentence.end)
        if any(m.span.overlaps(article.span(cut.start(), cut.end())) for m in firm):
            continue
        ids = [
            {p.gazetteer_id for p in towns if p.span and p.span.within(h)} for h in (left, right)
        ]
        tells = [any(m.span.within(half) for m in firm) for half in (left, right)]
        if all(ids) and all(tells) and ids[0].isdisjoint(ids[1]):
            return [left, right]
    return [sentence]


def _date(
    analysis: Analysis, part: Span, head: IncidentMention, claims: bool = False
) -> ResolvedDate | None:
    """The date nearest the incident words that is not merely when somebody spoke."""
    text = analysis.article.text
    named = is_named(text, head.span)
    near = [
        found
        for found in analysis.within(analysis.dates, part)
        if not SAID_ON.search(text, max(part.start, found.span.start - 60), found.span.start)
        and not _then_said(text, found.span, head.span)
        # "Today he spoke of the attack": the day of what is merely named stands after it or at it.
        and (not named or found.span.end + NEAR >= head.span.start)
        # "claimed the attack in a statement on Wednesday": the day of the statement.
        and not (named and claims and _gap(found.span, head.span) > NEAR)
    ]
    exact = [found for found in near if found.precision] or near
    return min(exact, key=lambda found: _gap(found.span, head.span), default=None)


def _then_said(text: str, day: Span, head: Span) -> bool:
    said = THEN_SAID.match(text, day.end)
    return bool(said and said.end() <= head.start)


def _place(analysis: Analysis, part: Span, head: IncidentMention) -> Place | None:
    """The most exact place in the part that is said to be one ("in X") or follows the incident
    words, of equals the nearest to them; not one that speaks ("Damascus denied")."""
    text = analysis.article.text
    near = [
        place
        for place in analysis.within(analysis.places, part)
        if place.span
        and not place_speaks(text, place.span)
        and not ELSEWHERE.search(text, max(part.start, place.span.start - 60), place.span.start)
        and not (place.kind == "country" and _is_state(analysis, place, place.span, part))
    ]

    def rank(place: Place) -> tuple[bool, bool, int, int]:
        span = place.span or part
        located = LOCATED.search(text, max(part.start, span.start - 40), span.start)
        return (
            _is_far(text, part, place),
            not (located or span.start >= head.span.end),
            LARGER.get(place.kind, 2),
            _gap(span, head.span),
        )

    nearest = min(near, key=rank, default=None)
    if nearest and _is_far(text, part, nearest):
        return country_of(nearest)
    return nearest


def _is_far(text: str, part: Span, place: Place) -> bool:
    """Whether it only says from where it is far: "80 km north of the capital"."""
    start = place.span.start if place.span else part.start
    away = distance_km(text[max(part.start, start - 60) : start])
    return away is not None and away > FAR_KM


def _is_state(analysis: Analysis, place: Place, span: Span, part: Span) -> bool:
    """Whether a country is named as a state or as where people come from, not as a place."""
    text, start = analysis.article.text, max(part.start, span.start - 60)
    if OF_STATE.search(text, start, span.start):
        return True
    return place.country != analysis.country and not happens_within(text, span.start)


def _gap(a: Span, b: Span) -> int:
    return max(0, b.start - a.end, a.start - b.end)
