from __future__ import annotations

from datetime import date

from extractor.codebook.actors import ActorKind
from extractor.codebook.groups import best_group, group_named, groups, groups_called


def test_the_table_is_wide_and_sound() -> None:
    table = groups()
    assert len(table) >= 600
    assert len({country for group in table for country in group.countries}) >= 80
    assert not [group.name for group in table if group.end and group.start[:4] > group.end[:4]]
    assert len({(group.name, group.start) for group in table}) == len(table)
    street = {ActorKind.CIVILIANS, ActorKind.RIOTERS, ActorKind.PROTESTERS}
    assert not [group.name for group in table if group.kind in street]


def test_acronym_full_name_and_aliases_all_lead_to_the_group() -> None:
    for words in ("FMLN", "Farabundo Martí National Liberation Front", "Farabundo Marti Front"):
        assert [group.name.split(":")[0] for group in groups_called(words)] == ["FMLN"]


def test_acronyms_need_their_capitals() -> None:
    assert groups_called("IS")
    assert not groups_called("is")


def test_a_faction_does_not_take_its_parents_acronym_full_name() -> None:
    names = [group.name for group in groups_called("Revolutionary Armed Forces of Colombia")]
    assert names == ["FARC: Revolutionary Armed Forces of Colombia"]


def test_namesakes_are_told_apart_by_country_and_day() -> None:
    called = groups_called("ERP")
    assert len(called) > 1
    argentina = best_group(called, "Argentina", date(1974, 1, 1))
    salvador = best_group(called, "El Salvador", date(1985, 1, 1))
    assert argentina is not None
    assert salvador is not None
    assert "Argentina" in argentina.name
    assert "El Salvador" in salvador.name
    assert best_group(called, "Japan", date(1985, 1, 1)) is None


def test_names_are_found_whatever_their_accents() -> None:
    assert group_named("fmln: farabundo martí national liberation front") is not None
    assert group_named("Nobody's Army") is None
