"""Whether a speaker is a state's officer, in any language."""

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
    """Whether the words for a speaker mean people without an office, or fighters: "residents", "los
    vecinos", "the rebels". False where no table has the words."""
    phrase = phrase_of(words)
    return not is_official(words) and phrase.has(lexicon.PERSONS | lexicon.KIN | NOT_OF_A_STATE)


def is_official(words: str) -> bool:
    """Whether the words for a speaker mean a state's officers or a state: "the interior ministry",
    "Die Armee", "Moscow". Rebels and former officers do not count."""
    phrase = phrase_of(words)
    if phrase.has(NOT_OF_A_STATE):
        return False
    named = phrase.only_nation is not None and not phrase.one_of_a_people
    stately = bool(OFFICIAL.search(words)) or phrase.has(lexicon.STATEHOOD) or named
    return stately or state_seated_in(words) is not None


def is_his_own(speaker: str, words: str, country: str | None) -> bool:
    """Whether the words name the speaker's own party: the same party, or a state's forces where the
    speaker is a state's officer and neither is of another state ("the police commander",
    "officers")."""
    if same_party(speaker, words, country):
        return True
    who, whose = phrase_of(speaker, country), phrase_of(words, country)
    if group_of(speaker) or not (is_official(speaker) and who.has(FORCES)):
        return False
    if names_somebody(words) or not whose.has(FORCES):
        return False
    return whose.nation is None or whose.nation == who.nation
