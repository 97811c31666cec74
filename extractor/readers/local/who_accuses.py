"""Corrects speaker and accused of statements: both marked as one, swapped, accusing each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import FAINT_SPEAKER, Filler, Found
from extractor.readers.local.fillers import best, in_a_row, joins, language_in
from extractor.readers.local.sentences import by_sentence, home_of, names_somebody
from extractor.readers.local.sides_apart import VERB_FIRST
from extractor.readers.local.unsaid import ALLEGATION, BY, CLAIM, DENIAL, MUTUAL, TABLE, said_as
from extractor.text.words import SPACED

if TYPE_CHECKING:
    import re

    from extractor.analysis import Analysis

__all__ = ["each_other", "parted", "with_speakers", "without_places"]

ONTO = "onto"
OTHERS = ("accused", "addressee")
CLEARLY = 0.25
"""Of two marked as accused, how much less sure one has to be to be taken as the speaker instead."""
SURELY = 0.8
"""Least probability of a marked speaker to be kept against a party behind "by"."""
PLACED = 0.7
"""Least probability of an event's place for its name to be no accused party beside others."""
PARTY = 70
"""Most characters of each of two parties that accuse each other."""
NEAR = 8
"""Most characters between a party and its denial, if no word for "which" follows the party."""
FAR = 60
"""Most characters between the accused and their denial, if a word for "which" follows them:
", que en un audio | negó"."""
COMMAS = " ,،"
RELATIVE = "relative"


def parted(text: str, statement: Found) -> Found:
    """Separate speaker and accused of an allegation.

    The tagger may mark both in one ("الجيش | تنظيم القاعدة", where the verb comes first), both as
    accused and nobody as speaker, or swap them in the passive.
    """
    if statement.kind != ALLEGATION:
        return statement
    if passive := _by_an_agent(text, statement):
        return passive
    speakers = sorted(statement.roles.get("speaker", ()), key=lambda one: one.start)
    accused = list(statement.roles.get("accused", ()))
    roles = statement.roles
    for one in accused:
        inside = [s for s in speakers if s.within(one)]
        if (
            not inside
            or inside[0].start > one.start
            or (inside[0].end, 1) == (one.end, len(inside))
        ):
            continue
        begin = inside[1].start if len(inside) > 1 else _next_word(text, inside[0].end)
        others = [a for a in accused if a is not one]
        earlier_speakers = [s for s in speakers if s.start < begin]
        named = replace(one, start=begin)
        return replace(
            statement, roles={**roles, "speaker": earlier_speakers, "accused": [*others, named]}
        )
    if passive := _by_whom(text, statement):
        return passive
    if speakers or len(accused) != 2 or len(in_a_row(text, accused, accused[0])) > 1:
        return statement
    weaker, surer = sorted(accused, key=lambda one: one.sure)
    if surer.sure - weaker.sure < CLEARLY or weaker.overlaps(surer):
        return statement
    return replace(statement, roles={**roles, "speaker": [weaker], "accused": [surer]})


def _by_whom(text: str, statement: Found) -> Found | None:
    """Swap speaker and accused if "by" stands between the trigger and the marked accused: "the army
    was accused by | the United Nations". Returns ``None`` otherwise."""
    said, roles = statement.words, statement.roles
    speaker, accused = (best(roles.get(role, ()), said) for role in ("speaker", "accused"))
    if speaker is None or accused is None or not speaker.end <= said.start < accused.start:
        return None
    words = said_as(BY, language_in(text))
    if fold(text[said.end : accused.start].strip()) not in words:
        return None
    return replace(statement, roles={**roles, "speaker": [accused], "accused": [speaker]})


def _next_word(text: str, end: int) -> int:
    return end + len(text[end:]) - len(text[end:].lstrip())


def _by_an_agent(text: str, statement: Found) -> Found | None:
    """Make a party behind "by" the speaker if it is marked as accused beside another: "was blamed
    on | herders by | the governor". Returns ``None`` otherwise."""
    language, accused = language_in(text), statement.roles.get("accused", ())
    speaker = best(statement.roles.get("speaker", ()), statement.words)
    for one in accused:
        if one.start < statement.words.end or not _is_behind_by(text, one.start, language):
            continue
        if speaker and speaker.sure >= SURELY and not speaker.overlaps(one):
            return None
        agent, others = one, [other for other in accused if not other.overlaps(one)]
        words = text[one.start : one.end]
        if onto := _onto(words, language):
            agent = replace(one, end=one.start + len(words[: onto.start()].rstrip()))
            if words[onto.end() :].strip():
                others = [replace(one, start=_next_word(text, one.start + onto.end()))]
        if others:
            roles = {**statement.roles, "speaker": [agent], "accused": others}
            return replace(statement, roles=roles)
    return None


def _onto(words: str, language: str) -> re.Match[str] | None:
    """Find the word in a blaming party's words that leads to the accused: "the Houthis | on"."""
    onto = said_as(ONTO, language)
    return next((one for one in SPACED.finditer(words) if one.start() and one[0] in onto), None)


def _is_behind_by(text: str, start: int, language: str) -> bool:
    """Whether "by" stands right before ``start``, except for an article ("by the | Houthis")."""
    before = [fold(word) for word in text[max(0, start - PARTY) : start].split()[-2:]]
    words = said_as(BY, language)
    return any(word in words for word in before[-1:]) or (
        len(before) == 2 and before[0] in words and len(before[1]) <= len("the")
    )


def each_other(analysis: Analysis, statements: Sequence[Found]) -> list[Found]:
    """Replace statements of two parties that accuse each other by one allegation of each against
    the other. If the two are not named ("both sides"), the statement is dropped."""
    seen_homes, kept = set(), []
    for one in statements:
        home = home_of(analysis, one.words)
        if one.kind not in (ALLEGATION, CLAIM) or home < 0 or not _is_mutual(analysis, home):
            kept.append(one)
            continue
        sides = _two_sides(analysis, one, home)
        if sides and home not in seen_homes:
            seen_homes.add(home)
            kept += [_accuses(one, *sides), _accuses(one, *reversed(sides))]
    return kept


def _is_mutual(analysis: Analysis, home: int) -> bool:
    text = analysis.article.text
    said = kinds_said(analysis.article.sentences[home].text, TABLE, language_in(text))
    return any(one.kind == MUTUAL for one in said)


def _mutual_from(text: str, start: int, end: int) -> int:
    """Return where words for doing it to each other begin: "Kyiv | each blame the other"; the end
    if there are none."""
    said = [
        one for one in kinds_said(text[start:end], TABLE, language_in(text)) if one.kind == MUTUAL
    ]
    return start + len(text[start : start + said[0].start].rstrip()) if said else end


def _two_sides(analysis: Analysis, statement: Found, home: int) -> list[Filler]:
    """Return the two parties of a statement, split at the "and" between them; else nothing."""
    text = analysis.article.text
    marked = [
        one
        for role in ("speaker", "accused")
        for one in statement.roles.get(role, ())
        if home_of(analysis, one) == home and names_somebody(analysis, one)
    ]
    if not marked:
        return []
    first = min(one.start for one in marked)
    last = max(one.end for one in marked)
    words = joins("and", language_in(text))
    found = [one for one in SPACED.finditer(text[first:last]) if fold(one[0]) in words]
    if len(found) != 1:
        return []
    middle = found[0]
    sure = min(one.sure for one in marked)
    second = first + middle.end() + 1
    sides = [
        Filler(first, first + len(text[first : first + middle.start()].rstrip()), sure),
        Filler(second, _mutual_from(text, second, last), sure),
    ]
    good = all(0 < one.end - one.start <= PARTY for one in sides)
    return sides if good and all(names_somebody(analysis, one) for one in sides) else []


def _accuses(statement: Found, speaker: Filler, accused: Filler) -> Found:
    roles = {**statement.roles, "speaker": [speaker], "accused": [accused], FAINT_SPEAKER: []}
    return replace(statement.as_kind(ALLEGATION), roles=roles)


def with_speakers(analysis: Analysis, statements: Sequence[Found]) -> list[Found]:
    """Complete the speakers of statements.

    A denial without a speaker gets the party named right before it ("blamed the M23, which denied
    it"), else the speaker of the statement before ("admitted the strike but denied …"). A denial by
    the accuser, or by part of the accused's words, gets the accused if "which" links them. Each
    speaker gets the longest words that any statement has for him.
    """
    ends: dict[int, int] = {}
    for one in (s for other in statements for s in other.roles.get("speaker", ())):
        ends[one.start] = max(one.end, ends.get(one.start, 0))
    beside = by_sentence(analysis, ((one.words, one) for one in statements))
    completed = []
    for statement in statements:
        if statement.kind == DENIAL:
            home = home_of(analysis, statement.words)
            near = beside[home] if home >= 0 else ()
            if _is_by_nobody(analysis, statement):
                statement = _by_the_last(analysis, statement, near)
            statement = _by_the_accused(analysis, statement, near)
        completed.append(_in_all_words(statement, ends))
    return completed


def _in_all_words(statement: Found, ends: Mapping[int, int]) -> Found:
    """Extend a speaker to the longest that begins at the same character ("The army's | spokesman,
    Guy Banda"), unless that overlaps the statement's other parties. ``ends`` has the end of the
    longest speaker by its start."""
    others = [one for role in OTHERS for one in statement.roles.get(role, ())]
    speakers = []
    for one in statement.roles.get("speaker", ()):
        whole = replace(one, end=max(one.end, ends.get(one.start, 0)))
        speakers.append(one if any(map(whole.overlaps, others)) else whole)
    return replace(statement, roles={**statement.roles, "speaker": speakers})


def _is_by_nobody(analysis: Analysis, statement: Found) -> bool:
    speakers = statement.roles.get("speaker", ())
    return not any(names_somebody(analysis, one) for one in speakers)


def _by_the_accused(analysis: Analysis, denial: Found, beside: Sequence[Found]) -> Found:
    """Make the accused of an allegation before it in the sentence the denial's speaker, if "who" or
    "which" follows them and the tagger marked part of them, or the accuser, as the one who denies.
    """
    text = analysis.article.text
    speaker = best(denial.roles.get("speaker", ()), denial.words)
    for one in beside:
        accused = best(one.roles.get("accused", ()), one.words)
        if one.kind != ALLEGATION or speaker is None or accused is None:
            continue
        between = text[accused.end : denial.words.start]
        rivals = [accused, *one.roles.get("speaker", ())]
        goes_on = 0 < len(between) <= FAR and _begins_relative(between, language_in(text))
        if goes_on and any(map(speaker.overlaps, rivals)):
            return replace(denial, roles={**denial.roles, "speaker": [accused]})
    return denial


def _by_the_last(analysis: Analysis, denial: Found, beside: Sequence[Found]) -> Found:
    """Make the last party named before the denial its speaker; ``beside``: the statements of its
    sentence."""
    text, start = analysis.article.text, denial.words.start
    before = [one for one in beside if one.words.start < start]
    parties = [
        party
        for one in before
        for role in ("speaker", "accused")
        for party in one.roles.get(role, ())
        if party.end <= start and names_somebody(analysis, party)
    ]
    if not parties:
        return denial
    last = max(parties, key=lambda one: (one.end, one.sure))
    between = text[last.end : start]
    if len(between.strip(COMMAS)) > NEAR and not _begins_relative(between, language_in(text)):
        if language_in(text) in VERB_FIRST:
            return denial  # the speaker stands behind the verb
        speakers = [best(one.roles.get("speaker", ()), one.words) for one in before]
        named = [one for one in speakers if one in parties]
        if not named or named[-1] is None:
            return denial
        last = named[-1]
    return replace(denial, roles={**denial.roles, "speaker": [last]})


def without_places(
    analysis: Analysis, statements: Sequence[Found], events: Sequence[Found]
) -> list[Found]:
    """Drop accused parties that have the name of an event's place, if others are accused: "blamed
    the killings in | Tyolaha on | herdsmen"."""
    text = analysis.article.text
    places = {
        fold(text[place.start : place.end])
        for one in events
        for place in one.roles.get("place", ())
        if place.sure >= PLACED
    }
    kept = []
    for one in statements:
        accused = one.roles.get("accused", ())
        others = [who for who in accused if fold(text[who.start : who.end]) not in places]
        if one.kind == ALLEGATION and others and len(others) < len(accused):
            one = replace(one, roles={**one.roles, "accused": others})
        kept.append(one)
    return kept


def _begins_relative(between: str, language: str) -> bool:
    """Whether a relative clause follows a party: "the front, | which said …"."""
    first = between.strip(COMMAS).split()[:1]
    return bool(first) and fold(first[0]) in said_as(RELATIVE, language)
