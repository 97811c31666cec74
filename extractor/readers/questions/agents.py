"""Who did it and to whom, where the grammar of a sentence says so plainly.

Candidates are the phrases for people, forces and groups in the sentence; ``acts`` and ``suffers``
hold them against the incident word. What stands there plainly is not asked of a model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.actors.find import find_parties
from extractor.actors.persons import find_people
from extractor.actors.phrases import whole_phrase
from extractor.actors.resolve import Actor, resolve_actor
from extractor.analysis import Analysis
from extractor.codebook.actors import ActorKind
from extractor.grammar.culprits import Frame, culprits, is_object, may_tell
from extractor.grammar.frames import acts, is_passive, suffers
from extractor.grammar.words import CLAUSE
from extractor.languages.patterns import one_of, words_like
from extractor.lexicon.claims import ClaimMention
from extractor.readers.questions.tellings import Telling
from extractor.reading import Said
from extractor.text.span import Sentence, Span

__all__ = ["Behind", "doer_and_target", "speaker_and_accused", "who_is_behind"]

ENGLISH = ("en",)
HARMLESS = frozenset([ActorKind.CIVILIANS, ActorKind.PROTESTERS])
# People by what was done to them, or who only are there: no doers, whatever the grammar.
COURT = rf"^(?:{one_of('before_court')}\s+)*{one_of('court')}\b"
NOT_DOERS = re.compile(rf"\b{one_of('only_there')}$|{COURT}", re.IGNORECASE)
IS = words_like("be")
NEAR_BY = 5  # words between "by" and the last of who did it


def doer_and_target(analysis: Analysis, telling: Telling) -> tuple[Span | None, Span | None]:
    """The one who acts and the one who suffers in a telling, as far as its grammar shows."""
    if analysis.languages != ENGLISH:
        return None, None
    text = analysis.article.text
    part = telling.part
    parties = _parties_in(analysis, part)
    home = analysis.country
    heads = [telling.head.span]
    heads += [m.span for m in telling.mentions if not m.context and m != telling.head]
    doer = _nearest(
        text, heads, parties, lambda head, span: _acts(text, head, span), "perpetrator", home
    )
    others = [span for span in parties if span != doer]
    target = _nearest(
        text, heads, others, lambda head, span: suffers(text, head, span), "target", home
    )
    return _whole(analysis, doer), _whole(analysis, target)


@dataclass(frozen=True)
class Behind:
    """Those told to have done it, those blamed for it and those who owned up to it."""

    did: tuple[Said, ...] = ()
    blamed: tuple[Said, ...] = ()
    owned: tuple[Said, ...] = ()


def who_is_behind(analysis: Analysis, parts: Sequence[Span]) -> Behind:
    """Who parts of sentences tell or say to be behind it: of those who did it the first, and the
    first group by its name where that was none."""
    if analysis.languages != ENGLISH:
        return Behind()
    found: dict[Frame, list[tuple[Said, Actor]]] = {frame: [] for frame in Frame}
    text = analysis.article.text
    for part in parts:
        if not may_tell(text, part.start, part.end):
            continue
        parties = _parties_in(analysis, part)
        for culprit in culprits(text, part.start, part.end, parties):
            actor = resolve_actor(
                culprit.span.text, role="perpetrator", country=analysis.country, on=None
            )
            if actor is None or actor.kind in HARMLESS or NOT_DOERS.search(culprit.span.text):
                continue
            if culprit.frame is Frame.DID and not actor.known:
                continue  # a person by name is more often whom it was done to
            found[culprit.frame].append((Said.at(culprit.span), actor))
    first = found[Frame.DID][:1]
    if first and first[0][1].name.startswith("Unidentified "):
        first += [one for one in found[Frame.DID] if _is_group(one[1])][:1]
    return Behind(
        tuple(words for words, _ in first),
        tuple(words for words, _ in found[Frame.BLAMED]),
        tuple(words for words, _ in found[Frame.CLAIMED]),
    )


def _is_group(actor: Actor) -> bool:
    return (
        actor.known
        and actor.kind in (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA)
        and not actor.name.startswith("Unidentified ")
    )


def _parties_in(analysis: Analysis, part: Span) -> list[Span]:
    """The parties of a stretch of text that are no places."""
    return [
        span
        for span in find_parties(analysis.article.text, part.start, part.end)
        if not any(span.within(place.span) for place in analysis.places_at(span) if place.span)
    ]


def _acts(text: str, head: Span, party: Span) -> bool:
    """As :func:`acts`, and no other clause between a doer and the verb behind it: in "six persons
    were killed when a bomb exploded" nobody acts."""
    before = text[max(0, party.start - 40) : party.start].lower()
    if NOT_DOERS.search(party.text) or "along with " in before or "together with " in before:
        return False
    if party.end <= head.start:
        gap = text[party.end : head.start]
        if CLAUSE.search(gap) or IS.search(gap):
            return False
        if not gap.startswith(("'", "’")) and is_object(text, max(0, party.start - 60), party):
            return False
    return acts(text, head, party)


def _nearest(
    text: str,
    heads: list[Span],
    parties: list[Span],
    fits: Callable[[Span, Span], bool],
    role: str,
    country: str | None,
) -> Span | None:
    """Of the parties that the grammar of some incident word allows, by the word that tells most
    of it first, the one nearest to that; who acts stands before the word rather than after."""
    for head in heads:
        allowed = [
            (
                role == "perpetrator" and span.start >= head.end,
                max(span.start - head.end, head.start - span.end),
                span,
            )
            for span in parties
            if fits(head, span) and _is_somebody(text, span, role, country)
        ]
        if allowed:
            return min(allowed)[2]
    return None


def _is_somebody(text: str, span: Span, role: str, country: str | None) -> bool:
    """Whether the words name a party; civilians who act, and people by name whom no "by" makes
    the doers, are more often those it was done to."""
    actor = resolve_actor(span.text, role=role, country=country, on=None)
    if actor is None or role != "perpetrator":
        return actor is not None
    if actor.kind is ActorKind.CIVILIANS:
        return False
    before = text[max(0, span.start - 50) : span.start].lower().split()
    if actor.known or "by" in before[-NEAR_BY:]:
        return True
    return not find_people(text, span.start, span.end)


# Between a speaker and the verb, or a verb and the accused, nothing else stands.
ADJACENT = re.compile(rf"\s+(?:{one_of('between_speech')}\s+)*", re.IGNORECASE)
WAS = re.compile(rf"\s+(?:{one_of('be', 'between_speech')}\s+)+", re.IGNORECASE)
OPENS = re.compile(
    r"(?:^|[,;:–—]|\b(?:and|but|while|as|that|when))\s*(?:the\s+|a\s+|an\s+|\W)*$", re.I
)
ON = frozenset(["on", "to", "against", "by", "upon"])
BEFORE_ACCUSED: tuple[list[str], ...] = ([], ["the"], ["members", "of", "the"])
FAR_BY = 45  # characters between "claimed" and the one after "by"


def speaker_and_accused(
    analysis: Analysis, sentence: Sentence, claim: ClaimMention
) -> tuple[Span | None, Span | None]:
    """Who says it and of whom, where they stand right beside the claim word: "police accused the
    rebels of", "claimed by the FMLN"."""
    if analysis.languages != ENGLISH:
        return None, None
    text, words = analysis.article.text, claim.span
    parties = find_parties(text, sentence.start, sentence.end)
    passive = is_passive(text, words)
    speaker = accused = None
    for party in parties:
        if not _is_somebody(text, party, "speaker", analysis.country):
            continue
        if party.end <= words.start and not passive:
            beside = ADJACENT.fullmatch(text, party.end, words.start)
            if beside and OPENS.search(text[sentence.start : party.start]):
                speaker = party
        elif party.end <= words.start:
            if WAS.fullmatch(text, party.end, words.start):
                accused = party
        elif party.start >= words.end:
            gap = text[words.end : party.start]
            if passive and _ends_with_by(gap):
                speaker = party
            elif not passive and accused is None and _leads_to_accused(gap):
                accused = party
    return _whole(analysis, speaker), _whole(analysis, accused)


def _leads_to_accused(gap: str) -> bool:
    """Whether a verb of accusing and these words lead to the accused: "on the", "it on"."""
    words = gap.lower().split()
    if words[:1] == ["it"]:
        del words[0]
    if words and words[0] in ON:
        del words[0]
    return gap[-1:].isspace() and words in BEFORE_ACCUSED


def _ends_with_by(gap: str) -> bool:
    words = [word for word in gap.lower().split() if word not in ("the", "a", "an")]
    return words[-1:] == ["by"] and len(gap) <= FAR_BY


def _whole(analysis: Analysis, span: Span | None) -> Span | None:
    """With its article and number: "the police"."""
    return whole_phrase(analysis.article, span, analysis.apart_in(span)) if span else None
