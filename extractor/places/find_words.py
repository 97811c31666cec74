"""Words around place names that show what a name is: a region, an organisation, a person.

They stand in the languages' ``place_rules.tsv``.
"""

from __future__ import annotations

from extractor.languages import words_of


def place_words(kind: str) -> frozenset[str]:
    """Returns the words of a kind, of all languages."""
    return frozenset(words_of("place_rules", kind))


# The kind of place that a word gives: "Idlib Province", "province of Idlib"
REGION_WORDS = place_words("region")
FIRST_LEVEL = place_words("first_level")
TOWN_WORDS = place_words("town")
HAMLETS = place_words("hamlet")
VILLAGE_WORDS = place_words("village")
# Before "de X", X is a place: "al norte de X", "cerca de X", "près de X"
BESIDE = place_words("beside")
OF = place_words("of")
KIND_WORD = "|".join(sorted(REGION_WORDS | TOWN_WORDS))
PARTS = place_words("part")
PART_WORD = f"(?:{'|'.join(sorted(PARTS))})"
# Before a name, the word makes it a person's
TITLES = place_words("title")
# After a name, the word makes it an organisation, a newspaper or a team, which has no location
ORGANISATIONS = place_words("organisation")
# After a name, the word is a facility in that place: the name is still a location
FACILITIES = place_words("facility")
# After a name, the word makes it something else: water, a road, a hill
FEATURES = place_words("feature")
FEATURES_BEFORE = place_words("feature_before")
OF_PLACES = place_words("of_places")  # "University of Texas" is no place in Texas
SAYING = place_words("saying")
# Never a place, in whatever case
NEVER_TOGETHER = place_words("never_together")
NEVER = place_words("never")

# The few places that have an article in English
WITH_ARTICLE = place_words("with_article")
CONNECTORS = place_words("connector")
# Written in small letters at the end of a country's name: "République centrafricaine"
SMALL_IN_NAMES = place_words("small_in_name")
ROMANCE_ARTICLES = place_words("article")  # "Le Liban" names no Mr Liban
ARTICLES = place_words("arabic_article")  # "al-Bab", written small
NAME_PARTICLES = place_words("particle")
# Before a name, the word makes it a place
PLACE_BEFORE = place_words("place_before")

# Unions of the sets above, made once because they are used for every name
HOLDS_NOBODY = FACILITIES | FEATURES | ORGANISATIONS | REGION_WORDS
THINGS = FACILITIES | FEATURES | ORGANISATIONS
PARTS_AND_TITLES = PARTS | TITLES
USUAL_AFTER = FACILITIES | PARTS_AND_TITLES
ADMIN = REGION_WORDS | {"city", "town", "village"}
KINDS = REGION_WORDS | TOWN_WORDS
OF_KINDS = KINDS | PARTS
ORGANISED = ORGANISATIONS | OF_PLACES
