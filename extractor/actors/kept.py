"""Parties whose name is in no table: the name is kept as the article writes it.

"Unidentified Armed Group" says that nobody is named. So that actor is used for generic words only
("gunmen", "مسلحون"); words that may be a name are kept, marked ``known=False``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.actors import words as lexicon
from extractor.actors.languages import is_latin
from extractor.actors.onlookers import stands_beside
from extractor.actors.phrase import without_article
from extractor.actors.setting import Actor, Setting
from extractor.actors.terms import NATION
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name, country_of_demonym
from extractor.codebook.folding import fold
from extractor.codebook.names import kind_of_acled_name
from extractor.gazetteer import store
from extractor.places.casing import is_everyday

if TYPE_CHECKING:
    from extractor.actors.languages import Reading
    from extractor.actors.phrase import Phrase

GENERIC = ("Unidentified ", "Sole ", "Protesters", "Rioters", "Civilians")
NOBODY_NAMED = ("Unidentified ", "Sole ")
SMALL = lexicon.SMALL
THINGS = (lexicon.THINGS | lexicon.EVENTS) - lexicon.MILITARY
UNTELLING = lexicon.KNOWN | lexicon.BELIEFS
LOYAL_TO = "loyal_to"  # one word for any of lexicon.LOYAL
CITY = 100_000  # inhabitants; groups often have the same names as smaller places


def generic_name(actor: Actor) -> bool:
    """Whether any group may have this name: "Unidentified Armed Group (Peru)"."""
    return actor.name.startswith(GENERIC)


def named_in(read: Reading, actor: Actor | None, setting: Setting) -> Actor | None:
    """Returns the actor that the rules found, or an actor with the name in the words if no rule
    knows that name."""
    if not read.foreign and is_latin(read.words):
        return actor
    capitals = is_latin(read.words) and read.words.isupper()  # capitals mark no names there
    name = None if capitals else read.named
    if actor and not actor.known:
        return replace(actor, name=name or without_article(read.words))
    if capitals:
        return actor
    if actor is None and (_things(read) or stands_beside(read, setting)):
        return None
    if name is None or (actor and not actor.name.startswith(NOBODY_NAMED) and not _anybodys(read)):
        return actor
    if actor and actor.kind not in (ActorKind.POLITICAL_MILITIA, ActorKind.STATE_FORCES):
        return actor
    return Actor(name, _kind(read, setting), setting.country, known=False)


def _things(read: Reading) -> bool:
    """Whether the known words mean only things and deeds: a drone is not a person."""
    pieces = [piece for piece in read.pieces if piece.term and piece.term.english not in SMALL]
    return bool(pieces) and all(piece.means(THINGS) for piece in pieces)


def _anybodys(read: Reading) -> bool:
    """Whether the words mean an army or forces and name no country that these belong to."""
    sorts = {piece.term.sort for piece in read.pieces if piece.term}
    return NATION not in sorts and any(
        piece.term is not None and piece.term.english in lexicon.ANYBODYS for piece in read.pieces
    )


def _kind(read: Reading, setting: Setting) -> ActorKind:
    """Returns a kind by the generic words beside the name. A target or speaker without such words
    is a civilian."""
    organised = any(piece.means(lexicon.ORGANISED) for piece in read.pieces) or _anybodys(read)
    if setting.role != "perpetrator" and not organised:
        return ActorKind.CIVILIANS
    found = kind_of_acled_name(read.english.title(), setting.country)
    return found or ActorKind.POLITICAL_MILITIA


def holds_a_name(phrase: Phrase) -> bool:
    """Whether an English phrase about fighters contains their name: "Xuri rebels", "gunmen of the
    XLF"."""
    if phrase.words.isupper():
        return False
    head = phrase.tokens[: phrase.head_end]
    if any(_is_name(token, phrase.country, first=not index) for index, token in enumerate(head)):
        return True
    words = phrase.words
    for said in lexicon.LOYAL:
        words = words.replace(said, LOYAL_TO)
    tokens = words.split()
    whose = [at for at, token in enumerate(tokens) if token in (LOYAL_TO, "of", "from")]
    if not whose:
        return False
    loyal, tokens = tokens[whose[0]] == LOYAL_TO, tokens[whose[0] + 1 :]
    organised = any(fold(token) in lexicon.GROUPISH for token in tokens)
    return any(
        _is_name(token, phrase.country, first=False)
        and (loyal or organised or (token.isupper() and len(token) > 2))
        for token in tokens
    )


def _is_name(token: str, country: str | None, *, first: bool) -> bool:
    """Whether a word of an English phrase is a name, and not a place's in the event's country."""
    folded = fold(token)
    if not token[:1].isupper() or len(folded) < 2 or folded in UNTELLING:
        return False
    singular = folded.removesuffix("s")
    if singular in UNTELLING or country_by_name(token) or country_of_demonym(token):
        return False
    if first and is_everyday(folded):
        return False
    event = country_by_name(country) if country else None
    return not any(
        (entry.kind != store.TOWN or entry.population >= CITY)
        and (event is None or entry.country == event.alpha2)
        for entry in store.named(token)
    )


def kept_for_its_name(phrase: Phrase, setting: Setting) -> Actor:
    """Returns fighters under the name that the article gives them."""
    name = without_article(phrase.words)
    kind = kind_of_acled_name(name.title(), setting.country) or ActorKind.POLITICAL_MILITIA
    return Actor(name, kind, setting.country, known=False)
