"""Words around place names that say what a name is: a region, an organisation, a person.

They stand in the languages' ``place_rules.tsv``.
"""

from __future__ import annotations

from extractor.languages import words_of


def _words(kind: str) -> frozenset[str]:
    return frozenset(words_of("place_rules", kind))


# "Idlib Province", "province of Idlib": what the word says the place is
REGION_WORDS = _words("region")
FIRST_LEVEL = _words("first_level")
TOWN_WORDS = _words("town")
HAMLETS = _words("hamlet")
VILLAGE_WORDS = _words("village")
# Before "de X", X is a place: "al norte de X", "cerca de X", "près de X"
BESIDE = _words("beside")
OF = _words("of")
KIND_WORD = "|".join(sorted(REGION_WORDS | TOWN_WORDS))
PARTS = _words("part")
PART_WORD = "|".join(sorted(PARTS))
# Before a name, it is a person's
TITLES = _words("title")
# After a name, it is an organisation, a paper, a team: nothing is located there
ORGANISATIONS = _words("organisation")
# After a name, it stands there: the name still says where
FACILITIES = _words("facility")
# After a name, it is some other thing: water, a road, a hill
FEATURES = _words("feature")
FEATURES_BEFORE = _words("feature_before")
OF_PLACES = _words("of_places")  # "University of Texas" is no place in Texas
SAYING = _words("saying")
# Not a place however it is written
NEVER_TOGETHER = _words("never_together")
NEVER = _words("never")

# The few places that keep their article in English
WITH_ARTICLE = _words("with_article")
CONNECTORS = _words("connector")
# Written small at the end of a country's name: "République centrafricaine"
SMALL_IN_NAMES = _words("small_in_name")
ROMANCE_ARTICLES = _words("article")  # "Le Liban" names no Mr Liban
ARTICLES = _words("arabic_article")  # "al-Bab", written small
NAME_PARTICLES = _words("particle")
# Before a name, it is a place
PLACE_BEFORE = _words("place_before")

# Unions that are asked for at every name
HOLDS_NOBODY = FACILITIES | FEATURES | ORGANISATIONS | REGION_WORDS
THINGS = FACILITIES | FEATURES | ORGANISATIONS
PARTS_AND_TITLES = PARTS | TITLES
USUAL_AFTER = FACILITIES | PARTS_AND_TITLES
ADMIN = REGION_WORDS | {"city", "town", "village"}
KINDS = REGION_WORDS | TOWN_WORDS
OF_KINDS = KINDS | PARTS
ORGANISED = ORGANISATIONS | OF_PLACES
