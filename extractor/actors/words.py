"""Words that say what sort of actor a phrase means; folded, in the singular.

They stand in the languages' ``actor_rules.tsv``, in English with the Spanish words that English
texts about Latin America use. :mod:`extractor.actors.resolve` has the rules that use them. The
``actor_words.tsv`` of other languages translate into these words.
"""

from __future__ import annotations

from extractor.languages import words_of

TABLE = "actor_rules"
ENGLISH = "en"


def english(kind: str) -> frozenset[str]:
    """The English words of a kind."""
    return frozenset(words_of(TABLE, kind, ENGLISH))


NOBODY = english("nobody")
# Deeds and things: they never name an actor.
EVENTS = english("event")
# Use of a state's weapons: "Russian shelling" is Russia's forces.
STRIKES = english("strike")
# "Iranian-made drones" may belong to any state.
MADE = english("made")
THINGS = english("thing")
MILITARY = english("military")
POLICE = english("police")
GOVERNMENT = english("government")
# Holders of these offices speak and give orders; others act.
OFFICES = english("office")
# "Forces" or "army" beside one of these are not the state's.
NONSTATE = english("nonstate")
ARMED = english("armed")
GANG = english("gang")
PROTESTERS = english("protester")
RIOTERS = english("rioter")
# With the word that ACLED's name for their militia has
COMMUNAL = {word: sort.capitalize() for word, sort in words_of(TABLE, "communal", ENGLISH).items()}
# Peoples whose armed members ACLED calls an ethnic militia
PEOPLES = english("of_a_people")
PEACEKEEPERS = english("peacekeeper")
GROUPISH = english("group")
PERSONS = english("person")
KIN = english("kin")
STATES = english("state")
# Those who went on when their group ended; in every language, as these lead to a name
DISSIDENTS = frozenset(words_of(TABLE, "dissident"))
# "Attorney general", "secretary general": an office without arms, unlike a general's.
GENERALS = english("general_of")
# Who stands for an office is no fighter of the group that he stands for.
CANDIDATES = english("candidate")
FORMER = english("former")
# "Members of X", "dozens of X": who is meant comes after.
THROUGH = english("through")
# "National Guard", "border guards": with one of these before it, a guard is the state's.
STATE_GUARDS = english("state_guard")
# Of these the guards of prisons, forests and parks are police.
POLICE_GUARDS = english("police_guard")
# Behind "security" or "intelligence": people of a state.
SECURITY = english("security")
LONE = english("lone")
# "Suicide bombers", in every language: what they do is a suicide bomb.
SUICIDE = english("suicide")
# Forces that are not those of the country they are in, and fighters of it with its name.
FOREIGN = english("foreign")
DEFENDERS = english("defender")
# With a nation before them these are its state's: "an Israeli unit".
SERVING = english("serving")
# "Victims of", "media close to": no doer, whichever group the rest names.
BYSTANDERS = english("bystander")
STATEHOOD = MILITARY | POLICE | GOVERNMENT | english("statehood")
# Organisations that report, help or judge: no doers.
ONLOOKERS = english("onlooker")
# What stands after one of these tells of the actor, it does not name it.
AFTER_HEAD = english("after_head")
DROPPED = english("dropped")
# What people are, not who they are: capitals that name nobody.
BELIEFS = english("belief")
# What a force has that goes by a name of its own: "Fourth Division".
UNIT = english("unit")
# Small words of other languages: they count beside others of theirs, and name nobody.
SMALL = english("small")
# Words for people that are somebody's name in another language.
ONE_OF_US = english("people")
# All words that the rules know, in English
KNOWN = frozenset().union(
    NOBODY, EVENTS, THINGS, MILITARY, POLICE, GOVERNMENT, NONSTATE, ARMED, GANG, PROTESTERS,
    RIOTERS, COMMUNAL, PEACEKEEPERS, GROUPISH, PERSONS, FORMER, AFTER_HEAD, DROPPED, STATEHOOD,
    english("dissident"),
)  # fmt: skip
