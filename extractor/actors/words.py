"""Words that say what sort of actor a phrase means; folded, in the singular.

They stand in the languages' ``actor_rules.tsv``, in English with the Spanish words that English
texts about Latin America use. :mod:`extractor.actors.resolve` has the rules that use them. The
``actor_words.tsv`` of other languages translate into these words.
"""

from __future__ import annotations

from extractor.languages import words_of

TABLE = "actor_rules"
ENGLISH = "en"


def english(kind: str, value: str | None = None) -> frozenset[str]:
    """The English words of a kind: those with a value ("" is without one), or all."""
    listed = words_of(TABLE, kind, ENGLISH)
    return frozenset(word for word, its in listed.items() if value in (None, its))


NOBODY = english("nobody")
# Deeds and things: they never name an actor.
EVENTS = english("event")
# Use of a state's weapons: "Russian shelling" is Russia's forces.
STRIKES = english("strike")
# By these a party from abroad that nobody names is a military.
WEAPONS = english("strike", "weapon")
# "Iranian-made drones" may belong to any state.
MADE = english("made")
THINGS = english("thing")
MILITARY = english("military")
POLICE = english("police")
GOVERNMENT = english("government")
# Holders of these offices speak and give orders; others act.
OFFICES = english("office")
# Those that companies, hospitals and others have too.
CIVIL_OFFICES = english("office", "")
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
# They are such a militia beside a people's name.
ARMED_KIN = (ARMED | english("warrior")) - english("rebellious")
ETHNIC_ARMED = english("ethnic_armed")
WITH_ARMS = english("with_arms")
PEACEKEEPERS = english("peacekeeper")
GROUPISH = english("group")
PERSONS = english("person")
CIVILIANS = english("person", "civilian")
# Persons only as the last word: "foreign nationals".
PERSONS_LAST = english("person", "last")
KIN = english("kin")
STATES = english("state")
# Those who went on when their group ended; in every language, as these lead to a name
DISSIDENTS = frozenset(words_of(TABLE, "dissident"))
# "Attorney general", "secretary general": an office without arms, unlike a general's.
CIVIL_GENERALS = english("civil_general")
# Who stands for an office is no fighter of the group that he stands for.
CANDIDATES = english("candidate")
FORMER = english("former")
# "Members of X", "dozens of X": who is meant comes after.
THROUGH = english("through")
# "National Guard", "border guards": with one of these before it, a guard is the state's.
STATE_GUARDS = english("state_guard")
# Of these the guards of prisons, forests and parks are police.
POLICE_GUARDS = english("police_guard")
SECURITY = english("security")
# Behind these, agents, men and the like are people of a state.
SECURITY_SERVICES = SECURITY | english("intelligence")
SECURITY_PEOPLE = english("security_people")
LONE = english("lone")
# "Suicide bombers", in every language: what they do is a suicide bomb.
SUICIDE = english("suicide")
# Forces that are not those of the country they are in, and fighters of it with its name.
FOREIGN = english("foreign")
DEFENDERS = english("defender")
# With a nation before them these are its state's: "an Israeli unit".
SERVING = english("serving")
FOLLOWERS = english("follower")
# Who opposes these, or a government, is not the state: "anti-coup fighters".
OPPOSED = english("opposed")
ANTI = english("anti")
SELF_DEFENCE = english("self_defence")
# Those of "resistance forces" and "anti-government elements".
BODIES = english("body")
# "Foreign troops" are not the country's.
ABROAD = english("abroad")
# "Hospital officials" are not the state's.
CIVIL_BODIES = english("civil_body")
# "Force", "troop": also of others than a state.
FORCES = english("force")
TROOPS = english("troop")
# A state's own, and with forces, which others have too
STATES_OWN = MILITARY | POLICE | GOVERNMENT | english("statehood")
STATEHOOD = STATES_OWN | FORCES
ARMIES = english("army")
ARMED_FORCES = english("armed_forces")
# "Forces of Haftar", "the Army of Dawn": an army with a name beside it is not surely the state's.
ANYBODYS = english("anybodys_army")
BRIGADES = english("brigade")
DIVISIONS = english("division")
OFFICERS = english("officer")
# "Police" itself, and what is the state's before it
THE_POLICE = english("police_itself")
PARAMILITARY = english("paramilitary")
# The ministry whose police act for it
INTERIOR = english("interior")
GUARDS = english("guard")
# The state's behind one of the words for its guards
GUARDS_OF_A_STATE = GUARDS | english("ranger")
PRIVATE_GUARDS = GUARDS | english("bodyguard")
PRIVATE = english("private")
# Firms, and what they are hired for
FIRMS = PRIVATE | english("contractor")
HIRED_FOR = english("hired_for")
# Who rules acts as a state.
RULING = english("ruling")
OFFICIALS = english("official")
# Several states
GOVERNMENTS = english("governments")
# What stands behind one of these is no party.
MINISTRIES = english("ministry")
# Who was sent by an organisation of states
COALITIONS = english("coalition")
SENT = PEACEKEEPERS | MILITARY | FORCES | english("mission")
# Who is no doer (extractor.actors.onlookers): by a party's noun, by words anywhere in its name, and
# by the name's last word.
ONLOOKERS, ONLOOKERS_NAMED, OUTLETS = (english("onlooker", where) for where in ("noun", "", "last"))
# What stands after one of these tells of the actor, it does not name it.
AFTER_HEAD = english("after_head")
# The actor is not after one of these.
AGAINST = english("after_head", "against")
DROPPED = english("dropped")
# These are no part of a name that is kept.
ARTICLES = english("dropped", "article")
# How people look: "Masked men" have no name.
LOOKS = english("participle", "look")
# Those who may act together under a name
ORGANISED = GROUPISH | ARMED | GANG | NONSTATE
# A group that was named before: "the group".
BANDS = english("band")
# As the end of a compound these may be unarmed people: "Reisegruppe".
ANY_GROUP = english("any_group")
# "The al-Qaeda affiliate JNIM": the actor stands behind.
AFFILIATES = english("affiliate")
# Behind these stands whose fighters they are.
LOYAL = english("loyal")
# "Its fighters"; "and his men"
POSSESSIVES = english("possessive", "group")
POSSESSIVES_OF_A_PERSON = english("possessive", "person")
# Singulars by their plurals
PLURALS = words_of(TABLE, "plural", ENGLISH)
# What people are, not who they are: capitals that name nobody.
BELIEFS = english("belief")
# What a force has that goes by a name of its own: "Fourth Division".
UNIT = english("unit")
# Small words of other languages: they count beside others of theirs, and name nobody.
SMALL = english("small")
# English texts have these too, but they still show that a phrase is of another language.
TELLING = frozenset(words_of(TABLE, "telling"))
# Words for people that are somebody's name in another language.
ONE_OF_US = english("people")
# All words that the rules know, in English
KNOWN = frozenset().union(
    NOBODY, EVENTS, THINGS, MILITARY, POLICE, GOVERNMENT, NONSTATE, ARMED, GANG, PROTESTERS,
    RIOTERS, COMMUNAL, PEACEKEEPERS, GROUPISH, PERSONS, FORMER, AFTER_HEAD, DROPPED, STATEHOOD,
    english("dissident"),
)  # fmt: skip
