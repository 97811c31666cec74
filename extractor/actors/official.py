"""Whether those who speak are a state's officers, in any language."""

from __future__ import annotations

from extractor.actors import words as lexicon
from extractor.actors.candidates import names_somebody
from extractor.actors.languages import phrase_of
from extractor.actors.resolve import same_party
from extractor.actors.seats import state_seated_in
from extractor.actors.short_forms import group_of
from extractor.languages.patterns import words_like

__all__ = ["is_his_own", "is_official", "is_unofficial"]

OFFICIAL = words_like("official")
FORCES = lexicon.MILITARY | lexicon.POLICE
NOT_OF_A_STATE = lexicon.NONSTATE | lexicon.FORMER | lexicon.ARMED


def is_unofficial(words: str) -> bool:
    """Whether the words for a speaker are those of people without an office, or of fighters:
    "residents", "los vecinos", "the rebels"; false where no table knows them."""
    phrase = phrase_of(words)
    return not is_official(words) and phrase.has(lexicon.PERSONS | lexicon.KIN | NOT_OF_A_STATE)


def is_official(words: str) -> bool:
    """Whether the words for a speaker are those of a state's officers or of a state: "the
    interior ministry", "Die Armee", "Moscow"; not of rebels or of those who were in office."""
    phrase = phrase_of(words)
    if phrase.has(NOT_OF_A_STATE):
        return False
    named = phrase.only_nation is not None and not phrase.one_of_a_people
    stately = bool(OFFICIAL.search(words)) or phrase.has(lexicon.STATEHOOD) or named
    return stately or state_seated_in(words) is not None


def is_his_own(speaker: str, words: str, country: str | None) -> bool:
    """Whether words name a speaker's own party: the same, or a state's forces where a state's
    officer speaks and neither is said to be another's ("the police commander", "officers")."""
    if same_party(speaker, words, country):
        return True
    who, whose = phrase_of(speaker, country), phrase_of(words, country)
    if group_of(speaker) or not (is_official(speaker) and who.has(FORCES)):
        return False
    if names_somebody(words) or not whose.has(FORCES):
        return False
    return whose.nation is None or whose.nation == who.nation
