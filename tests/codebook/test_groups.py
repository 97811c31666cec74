from __future__ import annotations

from datetime import date

from extractor import languages
from extractor.codebook.actors import ActorKind
from extractor.codebook.groups import (
    actors_of,
    best_group,
    branch_of,
    group_named,
    groups,
    groups_called,
)


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


def test_names_of_an_article_and_a_common_word_need_their_capital() -> None:
    for name, common in (("La Empresa", "La empresa"), ("Los Lobos", "los lobos")):
        assert groups_called(name)
        assert groups_called(name.upper())
        assert not groups_called(common)
    assert groups_called("los Zetas")
    assert groups_called("the taliban") == groups_called("the Taliban") != ()


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


def test_the_groups_have_names_in_many_languages() -> None:
    spoken = languages.having("group_names")
    rows = [(one, row.cells) for one in spoken for row in languages.rows("group_names", one)]
    known = {group.name for group in groups()}
    assert [group for _, (group, _) in rows if group not in known] == []
    assert len({group for _, (group, _) in rows}) >= 350
    assert len(spoken) >= 20
    assert sum(len(names.split("|")) for _, (_, names) in rows) >= 2_500
    assert len({(language, group) for language, (group, _) in rows}) == len(rows)


def test_every_name_in_another_language_leads_to_its_group() -> None:
    lost = [
        (name, group.name)
        for group in groups()
        for name in group.names
        if group not in groups_called(name)
    ]
    assert lost == []


def test_an_acronym_that_newspapers_write_as_a_word_needs_no_capitals() -> None:
    for words in ("JNIM", "Jnim", "Nato", "Isis"):
        assert groups_called(words)
    assert not groups_called("Is")


def test_either_of_two_groups_does_not_take_the_name_of_one() -> None:
    names = [group.name for group in groups_called("JNIM")]
    assert names == ["JNIM: Group for Support of Islam and Muslims"]


def test_a_group_at_home_everywhere_has_provinces() -> None:
    whole = group_named("Islamic State")
    assert whole is not None
    for country, name in (
        ("Syria", "Islamic State (Syria)"),
        ("Mali", "Islamic State (Sahel)"),
        ("Nigeria", "Islamic State (West Africa)"),
    ):
        branch = branch_of(whole, country, date(2023, 1, 1))
        assert branch is not None and branch.name == name
    assert branch_of(whole, "Peru", date(2023, 1, 1)) is None
    other = group_named("Mayi Mayi Militia")
    assert other is not None
    assert branch_of(other, "Democratic Republic of Congo", None) is None


def test_the_groups_of_a_country_are_listed_for_a_reader_to_choose_from() -> None:
    mali = actors_of(["Mali"], date(2024, 6, 1))
    assert mali[0] == "JNIM: Group for Support of Islam and Muslims"
    assert "Islamic State (Sahel)" in mali and "UN: United Nations" in mali
    assert mali.index("Islamic State (Sahel)") < mali.index("UN: United Nations")
    assert "MINUSMA" not in " ".join(mali)  # it had left
    assert not [name for name in mali if " and/or " in name]
    assert len(actors_of(["Сирия", "Irak"], date(2016, 6, 1))) == 40
    assert len(actors_of(["Syria"], limit=5)) == 5
    assert actors_of(["Mali"], date(2024, 6, 1)) == mali
    assert actors_of([]) == actors_of(["Narnia"]) == []
