"""From the words of an article to an ACLED actor: its name, its kind, who goes with it.

The rules, each with an example and its source, are in ``docs/resolution.md``; the tables are in
``extractor/codebook/data``. Nothing here asks a model, and nothing is guessed in silence: a name
that no table knows is kept as it stands and marked ``known=False``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.actors import armed as forces
from extractor.actors import unarmed as people
from extractor.actors import words as lexicon
from extractor.actors.kept import generic_name, named_in
from extractor.actors.languages import phrase_of, read_party
from extractor.actors.listed import is_listed, is_whole_name, mission, named_force, named_group
from extractor.actors.onlookers import is_no_doer, is_onlooker
from extractor.actors.phrase import Phrase, without_article
from extractor.actors.seats import state_seated_in
from extractor.actors.setting import Actor, Setting
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_name
from extractor.codebook.folding import fold
from extractor.codebook.groups import group_named, groups_called
from extractor.codebook.names import STATE, kind_of_acled_name
from extractor.codebook.regimes import force_of
from extractor.languages.patterns import alone, listed_as

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from extractor.codebook.types import EventType

__all__ = [
    "Actor",
    "is_a_states_weapon",
    "kind_of_acled_name",
    "resolve_actor",
    "resolve_in",
    "same_in_tables",
    "same_party",
]

BACKED = tuple(f"-{word}" for word in listed_as("backed"))
AFFILIATES = lexicon.AFFILIATES | set(listed_as("backed"))
CALLS_ITSELF = alone(listed_as("calls_itself"))
ARMED_KINDS = frozenset(
    {
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.EXTERNAL_OTHER,
    }
)
BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
GENERIC_NAMES = frozenset(
    ["Protesters", "Rioters", "Civilians", "Sole Perpetrator", "Private Security Forces"]
)
MILITIAS = tuple(f" {of} Militia" for of in ("Ethnic", "Communal", "Clan", "Tribal", "Caste"))


def resolve_actor(
    words: str,
    *,
    role: str,
    country: str | None,
    on: date | None,
    event_type: EventType | None = None,
) -> Actor | None:
    """The actor that words of an article mean.

    ``role`` is "perpetrator", "target" or "speaker"; ``country`` the ACLED name of the event's
    country; ``on`` its day. State forces carry the years of the regime of that day as an export of
    today shows them ("2000-2024"). ``None`` when the words name nobody: "it", "the attack",
    "unknown". Raises ``ValueError`` for another role.
    """
    if role not in ("perpetrator", "target", "speaker"):
        raise ValueError(f"role is {role!r}; it is perpetrator, target or speaker")
    return resolve_in(words, Setting(role, country, on, event_type))


def resolve_in(words: str, setting: Setting) -> Actor | None:
    """Like :func:`resolve_actor`, with a ready :class:`Setting`."""
    words = " ".join(words.split())
    words = words.removesuffix("'s").removesuffix("’s") or words  # "Ukraine's"
    if _in_acled_form(words, setting) or (
        words.isascii() and is_whole_name(words, setting.country)
    ):
        return _resolve(words, setting)
    read = read_party(words, setting.country)
    for said in (words, read.english) if read.foreign else (words,):
        if is_no_doer(said, setting) and not is_listed(Phrase(said, setting.country), setting):
            return None
    return named_in(read, _resolve(read.english, setting), setting)


def is_a_states_weapon(words: str) -> bool:
    """Whether words for a weapon or its use name the state it belongs to ("Turkish shells")."""
    return forces.struck_by(phrase_of(words)) is not None


@lru_cache(maxsize=4096)
def _resolve(words: str, setting: Setting) -> Actor | None:
    as_is = _in_acled_form(words, setting)
    if as_is:
        return as_is
    if groups_called(words):  # a name or alias as listed, brackets and all
        whole = named_group(Phrase(words, setting.country), setting)
        if whole:
            return whole
    for bracket in BRACKETS.finditer(words):  # "CPI (Maoist) cadres"
        named = without_article(words[: bracket.end()])
        if groups_called(named):
            return _of_words(named, setting)
    said_beside = BRACKETS.findall(words)
    plain = " ".join(BRACKETS.sub(" ", words).split())
    for said in (plain, *said_beside):
        actor = _of_words(said, setting)
        if actor and ((actor.known and not generic_name(actor)) or not said_beside):
            return actor
    return _of_words(plain, setting)


def _of_words(words: str, setting: Setting) -> Actor | None:
    """Resolves one party, or two joined by "and". A party that calls itself by a name has that
    name, whoever backs it."""
    ally = _whom_others_back(words)
    if ally and named_group(Phrase(ally, setting.country), setting):
        return _of_words(ally, setting)
    phrase = Phrase(words, setting.country)
    group = named_group(phrase, setting) if phrase.tokens else None
    joined = words.replace(" And ", " and ").replace(" AND ", " and ").split(" and ", 1)
    if len(joined) > 1 and not groups_called(words):
        both = _side_by_side(joined, setting)
        if both:
            return both
    called = CALLS_ITSELF.search(words)
    own_name = words[called.end() :] if called else ""
    if own_name[:1].isspace():
        actor = _of_words(own_name.strip(), setting)
        if actor:
            return actor
    unbacked = " ".join(
        word for word in words.split() if not word.lower().rstrip(",").endswith(BACKED)
    )
    if group is None and unbacked and unbacked != words:
        rest = Phrase(unbacked, setting.country)
        if phrase.nation and len(rest.head) == 1 and rest.has(lexicon.FORCES | lexicon.TROOPS):
            name = setting.generic("Unidentified Armed Group")
            return Actor(name, ActorKind.POLITICAL_MILITIA, setting.country)
        return _of_phrase(rest, setting)
    return _of_phrase(phrase, setting)


def _whom_others_back(words: str) -> str:
    """Returns the words behind those for a backer: "JNIM" of "the al-Qaeda affiliate JNIM", "ADF
    rebels" of "Islamic State-linked ADF rebels"."""
    tokens = words.split()
    behind = [
        at
        for at, (token, after) in enumerate(pairwise(token.lower() for token in tokens))
        if token.endswith(BACKED) or (token in AFFILIATES and after not in ("to", "with", "by"))
        if "and" not in tokens[:at]  # "the army and allied militias" are two
    ]
    return " ".join(tokens[behind[-1] + 1 :]) if behind else ""


def _side_by_side(joined: Sequence[str], setting: Setting) -> Actor | None:
    """Resolves "soldiers | paramilitaries": the first is the actor, the second is associated."""
    first, second = (_of_phrase(Phrase(part, setting.country), setting) for part in joined)
    if not first or not second or first.name == second.name:
        return None
    if not (first.known and second.known and {first.kind, second.kind} <= ARMED_KINDS):
        return None
    return replace(first, associated=(*first.associated, second.name))


def _of_phrase(phrase: Phrase, setting: Setting) -> Actor | None:
    if not phrase.head and not phrase.leads_through:
        return None
    nobody = all(word in lexicon.NOBODY for word in phrase.head) and not phrase.nation
    if nobody and not phrase.leads_through:
        return None
    if is_onlooker(phrase, setting):
        return None
    former = setting.target and phrase.has(lexicon.FORMER)
    if phrase.inner and not former and not _is_named(phrase, setting):
        actor = _of_phrase(phrase.inner, setting)
        if actor and not actor.known and phrase.has(lexicon.MINISTRIES):
            actor = None  # "the Ministry of Defence"
        if actor and (actor.known or setting.role != "target" or not phrase.head):
            return actor
    for step in STEPS:
        actor = step(phrase, setting)
        if actor:
            return actor
    return None


def _is_named(phrase: Phrase, setting: Setting) -> bool:
    return bool(named_group(phrase, setting) or force_of(phrase.words, setting.country))


def _in_acled_form(words: str, setting: Setting) -> Actor | None:
    """Returns a name that is already in ACLED's form unchanged, with its kind."""
    group = group_named(words)
    formed = _is_general(words) or STATE.match(words)
    if not formed and not (group and (": " in words or " (" in words)):
        return None
    kind = kind_of_acled_name(words, setting.country)
    state = STATE.match(words)
    home = country_by_name(state["country"].strip()) if state else None
    if home and words.startswith(("Military of ", "Police of ")):  # without years
        return setting.state_actor(words.split()[0], home.name)
    return Actor(words, kind, home.name if home else setting.country) if kind else None


def _is_general(words: str) -> bool:
    """Whether the words are one of ACLED's generic names: "Protesters (Kenya)"."""
    name, _, country = words.partition(" (")
    if not country.endswith(")") or any(sign in country[:-1] for sign in "()"):
        return False
    return name in GENERIC_NAMES or name.startswith("Unidentified ") or name.endswith(MILITIAS)


STEPS = (
    people.relatives,
    named_group,
    named_force,
    mission,
    forces.security_guards,
    people.in_the_street,
    forces.state_forces,
    forces.communal,
    people.speaker,
    forces.unidentified,
    people.people,
    forces.kept,
)


def same_party(a: str, b: str, country: str | None) -> bool:
    """Whether two phrases name the same party, as "Damascus" and "Syrian government forces" do.

    All branches and seats of a state are one party. A group is one party under all its names in all
    languages, and with a province of it ("Daesh", "ISKP"). Groups in no table are the same if the
    names are equal, others if their head nouns are. It is used to tell whether a denial comes from
    the accused.
    """
    first, second = _party(a, country), _party(b, country)
    if first is None or second is None:
        return False
    return first == second or _is_part(first, second) or _is_part(second, first)


def same_in_tables(a: str, b: str, country: str | None) -> bool:
    """Whether the tables have both phrases under one state or group. The words themselves are not
    compared."""
    first = _party(a, country)
    return first is not None and first[0] != "words" and same_party(a, b, country)


def _is_part(one: tuple[str, str], whole: tuple[str, str]) -> bool:
    """Whether one group is a province of the other: "Islamic State (Afghanistan)" of "Islamic
    State"."""
    return one[0] == whole[0] == "group" and one[1].startswith(f"{whole[1]} (")


@lru_cache(maxsize=4096)
def _party(words: str, country: str | None) -> tuple[str, str] | None:
    actor = resolve_actor(words, role="perpetrator", country=country, on=None)
    if actor is None or not actor.known:
        seated = state_seated_in(words)
        if seated:
            return "state", seated.name
    if actor is None:
        return None
    state = STATE.match(actor.name)
    faction = group_named(actor.name) is not None and ") " in actor.name
    if state and not faction:
        return "state", actor.country or actor.name
    if actor.known and not generic_name(actor):
        # ISIS in Syria is the Islamic State's province there: other words may mean the whole.
        whole, found, _ = actor.name.partition(f" ({country})")
        return "group", whole if found and group_named(whole) else actor.name
    phrase = phrase_of(words, country)
    if not actor.known and phrase.has(lexicon.GROUPISH | lexicon.ARMED):
        return "group", fold(actor.name)
    return ("words", phrase.head[-1]) if phrase.head else None
