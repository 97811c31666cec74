"""What tables and names of the codebook tell apart by little: each of these was a change of the
code that no test had noticed (make mutate)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extractor import languages
from extractor.codebook.actors import ActorKind
from extractor.codebook.countries import country_by_code
from extractor.codebook.country_words import (
    LONGEST_ENDING,
    country_in_any_language,
    country_words,
)
from extractor.codebook.folding import fold
from extractor.codebook.groups import best_group, group_named, has_english_name, heir_of
from extractor.codebook.kind_labels import interaction_of_label
from extractor.codebook.names import kind_of_acled_name
from extractor.codebook.regimes import force_of, is_acronym

FMLN = "FMLN: Farabundo Marti National Liberation Front"
FARC = "FARC: Revolutionary Armed Forces of Colombia"


def test_a_country_has_its_codes_and_its_capital() -> None:
    kenya = country_by_code("KE")
    assert kenya is not None and kenya is country_by_code("KEN")
    assert (kenya.iso, kenya.alpha2, kenya.alpha3, kenya.capital) == (404, "KE", "KEN", "Nairobi")


def test_a_stem_takes_an_ending_of_five_letters_and_no_further_word() -> None:
    stem = "сирийск"
    assert country_in_any_language(stem + "абвгд") is country_by_code("SY")
    assert country_in_any_language(stem + "абвгде") is None
    assert country_in_any_language(stem + " ая") is None


def test_each_word_of_a_line_is_a_word_and_only_a_star_stands_for_endings() -> None:
    known = {(one.language, one.words, one.ending, one.country.alpha2) for one in country_words()}
    listed = [
        (language, word, code)
        for language in languages.having("country_words")
        for (code, words), _ in languages.rows("country_words", language)
        for word in words.split("|")
    ]
    assert len({ending for *_, ending, _ in known}) > 1
    for language, word, code in listed:
        ending = LONGEST_ENDING if word.endswith("*") else 0
        assert (language, fold(word), ending, code) in known


def test_the_dot_of_nukta_may_be_left_out_and_signs_of_khmer_may_not() -> None:
    assert fold("क़लम") == fold("कलम")
    assert fold("ក្រុម") == "ក្រុម"
    assert fold("ក្រុម") != fold("ករុម")


def test_a_group_has_names_in_english_and_names_in_other_languages() -> None:
    group = group_named(FMLN)
    assert group is not None
    assert has_english_name(group, "the Farabundo Marti Front")
    assert has_english_name(replace(group, aliases=("The Front",)), "Front")
    assert not has_english_name(group, "Front Farabundo Martí de libération nationale")


@pytest.mark.parametrize(
    ("country", "on", "heir"),
    [
        ("Colombia", date(2022, 1, 1), "FARC Dissident: Revolutionary Armed Forces of Colombia"),
        (None, date(2022, 1, 1), "FARC Dissident: Revolutionary Armed Forces of Colombia"),
        ("Peru", date(2022, 1, 1), None),
        ("Colombia", date(1990, 1, 1), None),
    ],
)
def test_who_went_on_went_on_somewhere_and_later(
    country: str | None, on: date, heir: str | None
) -> None:
    group = group_named(FARC)
    assert group is not None
    found = heir_of(group, country, on)
    assert (found.name.removesuffix(" Dissident Faction") if found else None) == heir


def test_a_group_at_home_everywhere_comes_before_one_of_another_country() -> None:
    group = group_named(FMLN)
    assert group is not None
    everywhere = replace(group, name="Everywhere", countries=(), start="1970", end="")
    away = replace(group, name="Away", countries=("Peru",), start="1970", end="")
    at_home = replace(group, name="Home", countries=("Mali",), start="1970", end="")
    on = date(2000, 1, 1)
    assert best_group([away, everywhere], "Mali", on) is everywhere
    assert best_group([away, everywhere, at_home], "Mali", on) is at_home
    assert best_group([away, everywhere], None, on) is everywhere


@pytest.mark.parametrize(
    "label",
    [
        "State Forces-Al Shabaab",
        "State Forces-9",
        "MILITARY VERSUS REBELS VERSUS CIVILIANS",
        "MILITARY VERSUS NOBODY",
        "Sole Al Shabaab",
    ],
)
def test_a_label_of_which_half_is_known_is_no_interaction(label: str) -> None:
    assert interaction_of_label(label) is None


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Unidentified Military Forces (Chad)", "Mali", ActorKind.EXTERNAL_OTHER),
        ("Unidentified Military Forces (Chad)", "Chad", ActorKind.STATE_FORCES),
        (FMLN, "El Salvador", ActorKind.REBEL_GROUP),
        (FMLN, "Honduras", ActorKind.REBEL_GROUP),
        # Nothing in the words says rebels: the parent's acronym does.
        ("ABB - Northern Wing: Sons of Nowhere", None, ActorKind.REBEL_GROUP),
        ("XQZ - Northern Wing: Sons of Nowhere", None, ActorKind.POLITICAL_MILITIA),
    ],
)
def test_whose_a_name_is_decides_its_kind(name: str, country: str | None, kind: ActorKind) -> None:
    assert kind_of_acled_name(name, country) is kind


def test_a_force_listed_for_several_countries_counts_in_each_of_them() -> None:
    for country in ("Palestine", "Lebanon", "Syria"):
        force = force_of("occupation forces", country)
        assert force is not None and force.country == "Israel"
    assert force_of("occupation forces", "Ukraine") is None


@pytest.mark.parametrize(
    ("words", "told"),
    [("FMLN", True), ("M-19", True), ("FAMa", True), ("UN ARMY", False), ("Guard", False)],
)
def test_an_acronym_is_one_word_mostly_of_capitals(words: str, told: bool) -> None:
    assert is_acronym(words) is told
