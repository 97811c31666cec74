"""Short forms for a group that was named before: "the group", "the militants", "El grupo"."""

from __future__ import annotations

from extractor.actors import words as lexicon
from extractor.actors.candidates import names_somebody
from extractor.actors.languages import is_latin, phrase_of, read_party
from extractor.actors.phrase import singular
from extractor.actors.resolve import resolve_actor
from extractor.actors.setting import Actor
from extractor.codebook.actors import ActorKind
from extractor.codebook.folding import fold
from extractor.codebook.groups import group_named

__all__ = ["GROUPS", "group_of", "is_definite", "is_owned", "is_short_form"]

FIGHTERS = lexicon.ARMED | lexicon.NONSTATE
GROUPS = (ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA)
ARABIC_ARTICLE = "ال"
ARTICLE = "the"


def is_short_form(words: str) -> bool:
    """Whether the words contain no name and can mean an armed group or its fighters."""
    phrase = phrase_of(words)
    if not phrase.head or phrase.has(lexicon.STATES_OWN) or phrase.nation or _holds_a_name(words):
        return False
    return phrase.armed_ones or phrase.head[-1] in lexicon.BANDS | FIGHTERS


def _holds_a_name(words: str) -> bool:
    """Whether the words contain a name. A capital at the start of a sentence marks no name."""
    if not is_latin(words) or read_party(words).foreign:
        return names_somebody(words)
    first, *other_words = words.split()
    in_lexicon = singular(fold(first)) in lexicon.KNOWN
    return any(word[:1].isupper() for word in other_words) or (
        first[:1].isupper() and not in_lexicon
    )


def is_definite(words: str) -> bool:
    """Whether the words for a party begin with a definite article ("the", "los", "ال"), or are only
    "group" in the singular."""
    first, *other_words = words.split() or [""]
    if fold(first) == ARTICLE or first.startswith(ARABIC_ARTICLE):
        return True
    pieces = read_party(words).pieces
    article = bool(other_words and pieces and pieces[0].term and pieces[0].term.english == ARTICLE)
    return article or fold(phrase_of(words).words) in lexicon.BANDS


def is_owned(words: str) -> bool:
    """Whether words for fighters have a possessive ("its fighters")."""
    return not lexicon.POSSESSIVES.isdisjoint(map(fold, words.split()[:1]))


def group_of(words: str) -> Actor | None:
    """Returns the armed group of the tables that the words name. Returns ``None`` for other words,
    and for common nouns that name a group in its own country ("rebels")."""
    if is_short_form(words):
        return None
    actor = resolve_actor(words, role="perpetrator", country=None, on=None)
    group = actor and actor.known and actor.kind in GROUPS and group_named(actor.name)
    return actor if group else None
