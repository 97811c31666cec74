"""The tables that a language may have, and what the cells of a line hold.

``docs/languages.md`` explains them with examples. A line's cells stand between tabs; a cell of
words has ``|`` between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["ABOUT", "TABLES", "Column", "Table"]

DAY_KINDS = (
    "weekday|month|solar|ethiopic|day|night|eve|same|step|last|past|this|next|unit|year|span|ago|"
    "later|earlier|several|recent|number|ordinal|daymark|monthmark|date|easter|part|hour|edge|season|"
    "to|and|between|prefix|ending|lunar|dual"
)
PLACE_RULE_KINDS = (
    "region|first_level|town|hamlet|village|beside|of|part|title|organisation|facility|feature|"
    "feature_before|of_places|saying|never|never_together|with_article|connector|small_in_name|"
    "article|arabic_article|particle|place_before|in_capitals|never_name|small_word|name_head|"
    "before_person|street|near_before|part_of|kilometre|mile|off|romance_holder|holder|"
    "holding_unit|held"
)
ACTOR_RULE_KINDS = (
    "nobody|event|strike|made|thing|military|police|government|office|nonstate|armed|gang|"
    "protester|rioter|communal|peacekeeper|group|person|kin|state|dissident|civil_general|"
    "candidate|former|through|state_guard|police_guard|security|intelligence|"
    "security_people|statehood|lone|suicide|after_head|dropped|belief|unit|small|people|"
    "participle|naming|foreign|defender|serving|onlooker|of_a_people|follower|opposed|body|"
    "abroad|civil_body|force|troop|army|anybodys_army|armed_forces|brigade|division|officer|"
    "police_itself|paramilitary|interior|guard|ranger|bodyguard|private|contractor|hired_for|"
    "ruling|official|governments|ministry|mission|coalition|rebellious|warrior|with_arms|"
    "ethnic_armed|anti|self_defence|affiliate|loyal|band|any_group|possessive|plural|telling"
)
FRAME_KINDS = (
    "about|allied|armed_ones|backed|be|calls_itself|died|harmed|harmed_too|have|many|"
    "may_have|official|part_of_town|possible|reckons|region|speech|suspected|within_place"
)
UP_TO_KINDS = "up_to|up_to_marked|up_to_after|below|below_marked|below_after"
JOIN_KINDS = (
    "and|grown|grown_number|with|whole|number_and|within|modifier|range|between|between_after|of"
    "|cut|share|hanging|linking|article"
)

NUMBER_HABITS = (
    "multiplier_first|units_first|ten_and_unit|zero_and_unit|one_word|one_counts|behind_noun|"
    "neighbours"
)


@dataclass(frozen=True)
class Column:
    """A cell of a line: its name, the pattern that the cell must match (in ``words``: that each
    word must match), and whether it may be empty or left out."""

    name: str
    pattern: str = r".+"
    words: bool = False
    optional: bool = False

    def fits(self, cell: str) -> bool:
        """Whether the column accepts this cell."""
        if not cell:
            return self.optional
        parts = cell.split("|") if self.words else [cell]
        return all(part == part.strip() and re.fullmatch(self.pattern, part) for part in parts)


@dataclass(frozen=True)
class Table:
    """A table: its purpose, and its columns."""

    purpose: str
    columns: tuple[Column, ...]


WORDS = Column("words", words=True)
COUNTRY = Column("country", "[A-Z]{2}")


def _kinds(kinds: str, *columns: Column) -> tuple[Column, ...]:
    return (Column("kind", kinds), *(columns or (WORDS,)))


TABLES: dict[str, Table] = {
    "numbers": Table("number words", (Column("value", r"x?\d+|\d\.(5|25|75)|\d+\+"), WORDS)),
    "at_least": Table(
        "words that leave a number open at the top", _kinds("before|before_marked|after")
    ),
    "up_to": Table("words that give a number as the top", _kinds(UP_TO_KINDS)),
    "vague": Table(
        "words for a number that is not said", _kinds("several|tens|dozens|hundreds|thousands")
    ),
    "nobody": Table("words that say nobody", _kinds("any|alone|anybody|pronoun|without|survived")),
    "joins": Table("words that join the parts of a count", _kinds(JOIN_KINDS)),
    "persons": Table(
        "how many people words without a number mean",
        _kinds(
            "one|any|anyone|many|plural|pair|couple|parent|both|group|collective|head|bare|word|classifier"
        ),
    ),
    "units": Table("words beside a number that counts no people", _kinds("after|before|thing")),
    "toll_words": Table(
        "words that say what befell people",
        _kinds("killed|injured|abducted|arrested|missing|displaced"),
    ),
    "toll_parts": Table(
        "words beside a count that make it a part of another, an older or a newer one",
        _kinds("part|of|among|amid|toll|number|rise|to|from|was|was_after|now|not|more|span|since"),
    ),
    "no_event": Table(
        "words by which a text that reads like one of an event tells of none",
        _kinds("accident|museum|drill|drugs"),
    ),
    "protest_words": Table("words of which a report of a protest has one", _kinds("protest")),
    "weapon_words": Table(
        "words that say which weapon an event's words or weapons are of",
        _kinds("suicide|air|fire|blast|grenade|chemical"),
    ),
    "event_words": Table(
        "words that say by themselves what was done",
        _kinds(
            "suicide|air|shelling|grenade|blast|clash|abduction|arrest|mob|riot|looting|protest|"
            "attack"
        ),
    ),
    "statement_words": Table(
        "words by which somebody owns up, denies, accuses or says nothing",
        _kinds(
            "claim|deed|unclaimed|denial|condemning|silent|accusation|mutual|telling|inquiry|abetting"
            "|that|relative|not|by|onto"
        ),
    ),
    "inquiry_words": Table("words for an inquiry and for bodies that make one", _kinds("act|body")),
    "turn_words": Table(
        "words at the head of a sentence that turn to another event", _kinds("apart")
    ),
    "calendar": Table(
        "weekdays and months, from CLDR",
        (Column("kind", "weekday|month"), Column("number", r"\d{1,2}"), WORDS),
    ),
    "day_words": Table(
        "other words of dates",
        (
            Column("kind", DAY_KINDS),
            Column("value", optional=True),
            Column("words", words=True, optional=True),
        ),
    ),
    "frames": Table("words around those of a party, a place or a count", _kinds(FRAME_KINDS)),
    "country_names": Table("countries, from CLDR", (COUNTRY, WORDS)),
    "country_words": Table("countries' adjectives and short names", (COUNTRY, WORDS)),
    "actor_words": Table("words for parties, with their English", (Column("english"), WORDS)),
    "actor_rules": Table(
        "words of the rules that find parties in running text and say what they are",
        (Column("kind", ACTOR_RULE_KINDS), Column("value", "[a-z]+", optional=True), WORDS),
    ),
    "group_names": Table("armed groups' names", (Column("group"), WORDS)),
    "force_names": Table(
        "states' forces' names",
        (
            Column("country"),
            Column("branch"),
            Column("unit", optional=True),
            Column("in", "[A-Z]{2}", words=True, optional=True),
            WORDS,
        ),
    ),
    "place_kinds": Table(
        "words for kinds of place", _kinds("town|admin1|admin2|unit|part|site|nature|side|of")
    ),
    "place_endings": Table(
        "case endings and glued words of place names",
        (
            Column("ending"),
            Column("instead", words=True),
            Column("kind", "unit|part", optional=True),
        ),
    ),
    "place_rules": Table(
        "words of the rules that find places in running text", _kinds(PLACE_RULE_KINDS)
    ),
    "place_names": Table(
        "places that the gazetteer has under other names only",
        (Column("name"), Column("english"), COUNTRY, Column("unit", optional=True)),
    ),
    "area_names": Table(
        "usual names of countries and areas, before namesakes", (Column("name"), Column("english"))
    ),
    "no_country": Table("words that are no sign of a country", _kinds("nation|place")),
    "common_words": Table(
        "the commonest words, by which a text's language is known", (Column("words"),)
    ),
    "abbreviations": Table("abbreviations after whose stop a sentence goes on", (WORDS,)),
}

ABOUT: dict[str, Column] = {
    column.name: column
    for column in (
        Column("name"),
        Column("order", r"\d+"),
        Column("script", "[A-Z]+(?: [A-Z]+)*"),
        Column("letters", r"\w+"),
        Column("spaces", "no"),
        Column("apostrophe", "parts|possessive"),
        Column("capitals", "nouns|peoples"),
        Column("numbers", f"(?:(?:^| )(?:{NUMBER_HABITS}))+"),
        Column("teens_after", r"\d+(?: \d+)*"),
        Column("number_prefixes", words=True),
        Column("share_endings", words=True),
        Column("country_endings", r"\d"),
        Column("short_countries", "capitals"),
        Column("homes", "[A-Z]{2}", words=True),
        Column("alone", "yes"),
    )
}
"""The keys that ``language.tsv`` may have, each with its value on a line: ``docs/languages.md``."""
