"""Who is no doer by the words alone: who suffers, reports, helps or judges, and places.

Victims, relatives, media, organisations for aid and rights, courts, health workers and towns stand
where a doer might ("Human Rights Watch counted …", "Goma fell"), and do no violence by these words.
So as doers they are nobody, and this is the only place that tells so:

- :func:`is_no_doer`, of a party's words: they have the name of such an organisation or are only
  that of a place ("Kyiv Post", "a court", "Goma");
- :func:`is_onlooker`, of an English phrase: its noun is such people, whichever group the rest
  names ("victims of Boko Haram", "relatives of Hamas members", "aid workers");
- :func:`stands_beside`, of words in another language around a name: "телеканал Дождь".

The words have the kind ``onlooker`` in ``actor_rules.tsv``; relatives are the kind ``kin``, and
sorts of people such as doctors are in the codebook's ``associated.csv``. Targets and speakers are
whoever the words say, and whoever marches or riots may be any of these people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.languages import is_latin
from extractor.actors.phrase import Phrase, singular, without_article
from extractor.actors.seats import is_own_capital
from extractor.codebook.associated import associated_with
from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold
from extractor.gazetteer import store
from extractor.languages.patterns import listed_as

if TYPE_CHECKING:
    from extractor.actors.languages import Reading
    from extractor.actors.setting import Setting

__all__ = ["is_no_doer", "is_onlooker", "stands_beside"]

FIGHTERS = lexicon.ARMED | lexicon.MILITARY | lexicon.POLICE | lexicon.GANG
HARMLESS = frozenset(
    ["Journalists", "Aid Workers", "Health Workers", "Judges", "Lawyers", "Human Rights Activists"]
)
KINDS = frozenset(listed_as("region"))
TOWN = 10_000  # inhabitants; an unknown group may have the name of a village


def is_no_doer(words: str, setting: Setting) -> bool:
    """Whether words for a doer, in any language, have an onlooker's name and no fighters, or are
    only the name of a place of the event's country. The words may still name a group or a force
    that a table has."""
    if setting.role != "perpetrator" or setting.street:
        return False
    phrase = Phrase(words, setting.country)
    if not phrase.head or phrase.has(FIGHTERS):
        return False
    plain = f" {fold(' '.join(phrase.tokens))} "
    named = any(f" {name} " in plain for name in lexicon.ONLOOKERS_NAMED)
    return named or _is_outlet(phrase) or _is_place(phrase, setting)


def is_onlooker(phrase: Phrase, setting: Setting) -> bool:
    """Whether the noun of a phrase for a doer means onlookers or relatives."""
    if setting.role != "perpetrator" or setting.street or not phrase.head:
        return False
    noun = phrase.head[-1]
    behind = phrase.tokens[phrase.head_end :]
    if behind and f"-{behind[0]} " in phrase.words:  # "Hamas-affiliated media"
        noun = singular(fold(behind[-1]))
    if noun in lexicon.ONLOOKERS | lexicon.KIN:
        return True
    return _is_harmless(phrase.head) and not phrase.has(lexicon.STATEHOOD | lexicon.ARMED)


def stands_beside(read: Reading, setting: Setting) -> bool:
    """Whether words beside a doer's name, in any language, mean onlookers, and none of them means
    people who are organised or armed."""
    if setting.role != "perpetrator":
        return False
    known = [piece for piece in read.pieces if piece.term]
    if any(piece.means(lexicon.ORGANISED) for piece in read.pieces):
        return False
    return any(
        piece.means(lexicon.ONLOOKERS)
        or _is_harmless(tuple(singular(word) for word in fold(piece.meaning).split()))
        for piece in known
    )


def _is_harmless(words: tuple[str, ...]) -> bool:
    """Whether folded singular words mean people who report, help or judge: "rescuers"."""
    return not HARMLESS.isdisjoint(associated_with(words))


def _is_outlet(phrase: Phrase) -> bool:
    """Whether the words end as an outlet's name does: "Kyiv Post"."""
    last = phrase.tokens[phrase.head_end - 1] if phrase.head_end > 1 else ""
    return last[:1].isupper() and fold(last) in lexicon.OUTLETS


def _is_place(phrase: Phrase, setting: Setting) -> bool:
    """Whether the words are only the name of a unit or town of the event's country. A capital means
    its government."""
    event = country_by_name(setting.country) if setting.country else None
    if event is None or phrase.nation or not phrase.capitalised or not is_latin(phrase.words):
        return False
    name = without_article(phrase.words)
    if is_own_capital(name, setting.country):
        return False  # "Kiew"
    if name.rpartition(" ")[2].lower() in KINDS:
        name = name.rpartition(" ")[0]  # "North Kivu province"
    return any(
        entry.country == event.alpha2 and (entry.kind != store.TOWN or entry.population >= TOWN)
        for entry in store.named(name)
    )
