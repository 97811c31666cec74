"""Chooses a statement's parties (speaker, accused, addressee, investigator) among the fillers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product, takewhile
from typing import TYPE_CHECKING, NamedTuple

from extractor.actors.languages import read_party
from extractor.actors.phrase import singular
from extractor.actors.short_forms import is_definite, is_short_form
from extractor.actors.terms import NAME
from extractor.actors.words import MILITARY, OFFICES, PERSONS, POLICE
from extractor.codebook.folding import fold
from extractor.lexicon.kinds_said import kinds_said
from extractor.models.encoder.tagging import FAINT_SPEAKER, Filler, Found
from extractor.readers.local.edges import before
from extractor.readers.local.fillers import (
    best,
    joins,
    language_in,
    pronouns_of,
    with_appositions,
    worth,
)
from extractor.readers.local.sentences import home_of, names_somebody
from extractor.text.language import common_words

if TYPE_CHECKING:
    from extractor.analysis import Analysis
    from extractor.text.span import Sentence

__all__ = ["Parties", "parties_of", "voices_of"]

ASKED, ASKED_SURE = ("addressee", "investigator"), 0.7
"""Least probability of who is asked for an investigation and who would make it: less sure words
often name nobody ("calling for the establishment of a mission")."""
NAMED_BEFORE = 3
"""Most sentences from whom a pronoun means to the pronoun."""
NOT_NAMED = PERSONS | OFFICES | MILITARY | POLICE
"""Words of parties that have the name of many, behind an article: "the minister", "the army"."""
INQUIRY = "inquiry_words"
FIRST_WORDS = 3
"""Words at the beginning of a sentence where a pronoun is the speaker ("Then he blamed …")."""


class Parties(NamedTuple):
    """Who makes a statement, whom it accuses, whom it asks, and who should investigate."""

    speaker: Filler | None
    accused: Filler | None
    addressee: Filler | None
    investigator: Filler | None


def parties_of(analysis: Analysis, found: Found, voices: Sequence[Filler] = ()) -> Parties:
    """Return the parties of a statement.

    No words fill two roles: of speaker and accused (addressee, in a request), the best pair without
    overlap is taken. A speaker "it" or "she" is the last of ``voices`` before the pronoun, and "the
    network" the one before whose name has that word.
    """
    kind = found.kind
    request = kind == "request"
    to = "addressee" if request else "accused"
    marked, others = _named(analysis, found, "speaker"), _named(analysis, found, to)
    speaker, other = _two(marked, others, found.words, share=kind in ("allegation", "request"))
    if request and speaker is None and other and any(map(other.overlaps, marked)):
        speaker, other = other, None  # just the one who asks is named: "طالبت الأمم المتحدة"
    elif request and speaker and any(map(speaker.within, others)):
        another = best(_faint(analysis, found, speaker), found.words)
        if another:  # nobody asks himself: "she said that the Council should urge …"
            speaker, other = another, speaker
    elif speaker is None and other and marked:  # the marked words went to the other party
        speaker = best(_faint(analysis, found, other), found.words)
    if speaker is None:
        speaker = _antecedent(analysis, best(_pronouns(analysis, found), found.words), voices)
    if speaker is None and other:
        speaker = _antecedent(analysis, _begins_with_pronoun(analysis, found), voices)
    speaker = speaker and _in_full(analysis, speaker)
    third = best(_named(analysis, found, "accused" if request else "addressee"), found.words)
    accused, addressee = (third, other) if request else (other, third)
    investigators = [
        one
        for one in _named(analysis, found, "investigator")
        if not (speaker and one.overlaps(speaker))
    ]
    unasked = [one for one in investigators if not (addressee and one.overlaps(addressee))]
    return Parties(speaker, accused, addressee, best(unasked or investigators, found.words))


def _named(analysis: Analysis, found: Found, role: str) -> list[Filler]:
    """Return a role's fillers that name a party, in the statement's sentence. If there are none for
    the speaker, returns those in earlier sentences."""
    home = home_of(analysis, found.words)
    text = analysis.article.text
    hanging = joins("hanging", language_in(text))
    named = [
        one
        for one in found.roles.get(role, ())
        if names_somebody(analysis, one) and fold(text[one.start : one.end]) not in hanging
    ]
    fillers = [(one, home_of(analysis, one)) for one in with_appositions(text, named)]
    if role == "speaker":
        in_sentence = [one for one, at in fillers if at == home]
        return in_sentence or [one for one, at in fillers if at < home]
    if role not in ASKED:
        return [one for one, at in fillers if at == home]
    sure = [one for one, at in fillers if at == home and one.sure >= ASKED_SURE]
    return [one for one in sure if not _is_inquiry(text, one)]


def _is_inquiry(text: str, one: Filler) -> bool:
    """Whether the words mean the inquiry itself and not who would make it: "an independent
    investigation", but not "a commission of inquiry" or "a UN inquiry"."""
    words = text[one.start : one.end]
    said = {kind.kind for kind in kinds_said(words, INQUIRY, language_in(text))}
    return said == {"act"} and not any(
        piece.term and piece.term.sort == NAME for piece in read_party(words).pieces
    )


def _two(
    speakers: Sequence[Filler], others: Sequence[Filler], words: Filler, share: bool
) -> tuple[Filler | None, Filler | None]:
    """Return the best pair of speaker and other party that do not overlap. With ``share``, the
    longer of two that begin or end alike is first cut by the other's words."""
    pairs = list(product(speakers, others))
    if share:
        pairs = [(_without(a, b), _without(b, a)) for a, b in pairs]
    pairs = [(a, b) for a, b in pairs if not a.overlaps(b)]
    if pairs:
        return max(pairs, key=lambda pair: sum(worth(one, words) for one in pair))
    speaker, other = best(speakers, words), best(others, words)
    if speaker and other:
        return (speaker, None) if speaker.sure >= other.sure else (None, other)
    return speaker, other


def _without(one: Filler, other: Filler) -> Filler:
    """Cut the other filler off the beginning or end of this one ("المحافظ | تنظيم الدولة", where
    the verb comes first); else return it unchanged."""
    if other.end - other.start >= one.end - one.start:
        return one
    if one.start < other.start and one.end == other.end:
        return replace(one, end=other.start - 1)
    if one.start == other.start:
        return replace(one, start=other.end + 1)
    return one


def _faint(analysis: Analysis, found: Found, other: Filler) -> list[Filler]:
    home = home_of(analysis, found.words)
    return [
        one
        for one in found.roles.get(FAINT_SPEAKER, ())
        if home_of(analysis, one) == home
        and names_somebody(analysis, one)
        and not one.overlaps(other)
    ]


def _pronouns(analysis: Analysis, found: Found) -> list[Filler]:
    home = home_of(analysis, found.words)
    marked = [one for one in found.roles.get("speaker", ()) if home_of(analysis, one) <= home]
    return [one for one in marked if not names_somebody(analysis, one)]


def _begins_with_pronoun(analysis: Analysis, found: Found) -> Filler | None:
    """Return an empty filler at the sentence's start if one of its first words is a pronoun."""
    home = home_of(analysis, found.words)
    if home < 0:
        return None
    text = analysis.article.text
    start = analysis.article.sentences[home].start
    pronouns = pronouns_of(language_in(text))
    words = text[start : found.words.start].split()[:FIRST_WORDS]
    if not any(fold(word).strip() in pronouns for word in words):
        return None
    return Filler(start, start, 1.0)


def _antecedent(
    analysis: Analysis, pronoun: Filler | None, voices: Sequence[Filler]
) -> Filler | None:
    """Return whom a pronoun means: the last of ``voices`` before it, at most ``NAMED_BEFORE``
    sentences back."""
    if pronoun is None:
        return None
    home = home_of(analysis, pronoun)
    before = [one for one in voices if one.end <= pronoun.start]
    near = [one for one in before if home - home_of(analysis, one) <= NAMED_BEFORE]
    return near[-1] if near else None


def _in_full(analysis: Analysis, speaker: Filler) -> Filler:
    """Return the name before the speaker that a definite common noun means: "The network", behind
    "Sudanese Doctors Network". The speaker itself if there is none, or more than one.

    A name is several words in capitals of which the noun is the last, at most ``NAMED_BEFORE``
    sentences back. Words for people, offices, forces and armed groups mean too many.
    """
    text, sentences = analysis.article.text, analysis.article.sentences
    said = text[speaker.start : speaker.end]
    noun = said.split()[-1] if said else ""
    if len(said.split()) != 2 or not noun.islower() or not is_definite(said):
        return speaker
    if is_short_form(said) or singular(fold(noun)) in NOT_NAMED:
        return speaker
    home = home_of(analysis, speaker)
    near = sentences[max(0, home - NAMED_BEFORE) : max(0, home)]
    names = {
        fold(text[one.start : one.end]): one
        for sentence in near
        for one in _names_ending(text, noun.title(), sentence)
    }
    if len(names) != 1:
        return speaker
    return replace(next(iter(names.values())), sure=speaker.sure)


def _names_ending(text: str, noun: str, sentence: Sentence) -> Iterator[Filler]:
    """Yield the names of several words in capitals in a sentence that end with a noun. A common
    word that begins the sentence ("When") is no part of one."""
    common = common_words(language_in(text))
    at = text.find(noun, sentence.start, sentence.end)
    while at >= 0:
        end = at + len(noun)
        whole = not (text[end : end + 1].isalnum() or text[at - 1 : at].isalnum())
        starts = (one for one in before(text, at) if one >= sentence.start)
        capitals = list(takewhile(lambda start: text[start].isupper(), starts))
        if capitals and fold(text[capitals[-1] : at].split()[0]) in common:
            capitals.pop()
        if whole and capitals:
            yield Filler(capitals[-1], end, 1.0)
        at = text.find(noun, end, sentence.end)


def voices_of(
    analysis: Analysis, statements: Sequence[Found], events: Sequence[Found]
) -> list[Filler]:
    """Return the named speakers and sources ("tellers") of the article, in text order."""
    said = [one for found in statements for one in found.roles.get("speaker", ())]
    tellers = [one for found in events for one in found.roles.get("teller", ())]
    named = [one for one in (*said, *tellers) if names_somebody(analysis, one)]
    return sorted(named, key=lambda one: one.start)
