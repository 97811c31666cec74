"""Who is no doer by the words alone: organisations that report, help or judge, and places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.languages import is_latin
from extractor.actors.phrase import Phrase, without_article
from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold
from extractor.gazetteer import store
from extractor.languages.patterns import listed_as

if TYPE_CHECKING:
    from extractor.actors.setting import Setting

__all__ = ["is_no_doer"]

FIGHTERS = lexicon.ARMED | lexicon.MILITARY | lexicon.POLICE | lexicon.GANG
KINDS = frozenset(listed_as("region"))
TOWN = 10_000  # inhabitants; an unknown group may have the name of a village


def is_no_doer(words: str, setting: Setting) -> bool:
    """Whether words for a doer only name who reports, helps or judges ("Human Rights Watch", "a
    court"), or a place of the event's country ("Goma"). Whoever marches may be any of them."""
    if setting.role != "perpetrator" or setting.street:
        return False
    phrase = Phrase(words, setting.country)
    if not phrase.head or phrase.has(FIGHTERS):
        return False
    plain = f" {fold(' '.join(phrase.tokens))} "
    return any(f" {name} " in plain for name in lexicon.ONLOOKERS) or _is_place(phrase, setting)


def _is_place(phrase: Phrase, setting: Setting) -> bool:
    """Whether the words are only the name of a unit or town of the event's country. A capital means
    its government."""
    event = country_by_name(setting.country) if setting.country else None
    if event is None or phrase.nation or not phrase.capitalised or not is_latin(phrase.words):
        return False
    name = without_article(phrase.words)
    if name.rpartition(" ")[2].lower() in KINDS:
        name = name.rpartition(" ")[0]  # "North Kivu province"
    return any(
        entry.country == event.alpha2 and (entry.kind != store.TOWN or entry.population >= TOWN)
        for entry in store.named(name)
    )
