from __future__ import annotations

import pytest

from extractor import languages
from extractor.codebook.countries import countries, country_by_code
from extractor.codebook.country_words import country_in_any_language


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Syria", "Syria"),
        ("Syrian", "Syria"),
        ("Сирии", "Syria"),
        ("сирийскими", "Syria"),
        ("السودان", "Sudan"),
        ("سودانية", "Sudan"),
        ("叙利亚", "Syria"),
        ("ရုရှား", "Russia"),
        ("ኢትዮጵያ", "Ethiopia"),
        ("Russlands", "Russia"),
        ("türkische", "Turkey"),
        ("Uturuki", "Turkey"),
        ("Індії", "India"),
        ("индийских", "India"),
        ("Нигерии", "Nigeria"),
        ("Нигера", "Niger"),
        ("Güney Sudan", "South Sudan"),
        ("RDC", "Democratic Republic of Congo"),
        ("刚果（金）", "Democratic Republic of Congo"),
    ],
)
def test_a_country_is_known_by_name_and_adjective_in_any_language(words: str, name: str) -> None:
    country = country_in_any_language(words)
    assert country is not None and country.name == name


@pytest.mark.parametrize("words", ["индивид", "Narnia", "", "island", "grenade", "sin", "мальчик"])
def test_other_words_are_no_country(words: str) -> None:
    assert country_in_any_language(words) is None


def test_the_tables_name_countries_that_there_are() -> None:
    for table, least in (("country_names", 240), ("country_words", 100)):
        spoken = languages.having(table)
        codes = {row.cells[0] for one in spoken for row in languages.rows(table, one)}
        assert [code for code in codes if country_by_code(code) is None] == []
        assert len(codes) >= least
    assert len(countries()) >= 240
