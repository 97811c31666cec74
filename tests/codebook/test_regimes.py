from __future__ import annotations

from datetime import date

import pytest

from extractor import languages
from extractor.codebook.countries import countries, country_by_code
from extractor.codebook.names import DE_FACTO
from extractor.codebook.regimes import force_name, force_of, regime_of, states


@pytest.mark.parametrize(
    ("branch", "country", "on", "name"),
    [
        ("Military", "Syria", date(2017, 4, 4), "Military Forces of Syria (2000-2024)"),
        ("Military", "Sudan", date(2012, 6, 1), "Military Forces of Sudan (2011-2019)"),
        ("Police", "Kenya", date(2015, 1, 1), "Police Forces of Kenya (2013-2022)"),
        (
            "Police",
            "United States",
            date(2022, 1, 1),
            "Police Forces of the United States (2021-2025)",
        ),
        ("Government", "Argentina", date(2022, 6, 1), "Government of Argentina (2019-2023)"),
        (
            "Military",
            "El Salvador",
            date(1989, 11, 16),
            "Military Forces of El Salvador (1989-1994)",
        ),
    ],
)
def test_forces_carry_the_years_of_the_regime_of_the_day(
    branch: str, country: str, on: date, name: str
) -> None:
    assert force_name(branch, country, on) == name


def test_a_regime_begins_on_the_day_of_the_change() -> None:
    before, after = date(2021, 8, 14), date(2021, 8, 15)
    assert force_name("Military", "Afghanistan", before).endswith("(2014-2021)")
    assert force_name("Military", "Afghanistan", after).endswith("(2021-)")


def test_years_are_never_guessed() -> None:
    assert force_name("Military", "Syria", None) == "Military Forces of Syria"
    assert force_name("Police", "Tonga", date(2020, 1, 1)) == "Police Forces of Tonga"
    assert regime_of("Kenya", date(1900, 1, 1)) is None


def test_every_state_of_the_table_is_a_country_or_a_de_facto_state() -> None:
    assert states() <= {country.name for country in countries()} | set(DE_FACTO)


def test_shared_names_of_forces_count_at_home_only() -> None:
    idf = force_of("the IDF", "Lebanon")
    assert idf is not None
    assert idf.country == "Israel"
    assert force_of("Republican Guard", "Iraq") is None
    assert force_of("idf", "Lebanon") is None
    assert force_of("Guardia Nacional", "Mexico") is not None
    assert force_of("Guardia Nacional", "Peru") is None


def test_a_force_is_found_by_its_names_in_other_languages() -> None:
    for words, country, home in (
        ("ЗСУ", "Russia", "Ukraine"),
        ("צה״ל", "Lebanon", "Israel"),
        ("جيش الاحتلال", "Palestine", "Israel"),
        ("စစ်ကောင်စီ", "Myanmar", "Myanmar"),
        ("jandarma", "Turkey", "Turkey"),
    ):
        force = force_of(words, country)
        assert force is not None and force.country == home
    assert force_of("جيش الاحتلال", "Ukraine") is None


def test_the_names_of_forces_in_other_languages_are_of_forces_that_can_be() -> None:
    known = {country.name for country in countries()}
    columns = [column.name for column in languages.TABLES["force_names"].columns]
    rows = [
        dict(zip(columns, row.cells, strict=True))
        for language in languages.having("force_names")
        for row in languages.rows("force_names", language)
    ]
    assert {row["country"] for row in rows} <= known
    assert {row["branch"] for row in rows} == {"Military", "Police"}
    codes = {code for row in rows for code in row["in"].split("|") if code}
    assert [code for code in codes if country_by_code(code) is None] == []
    for row in rows:
        home = row["country"]
        if row["in"]:
            somewhere = country_by_code(row["in"].split("|")[0])
            assert somewhere is not None
            home = somewhere.name
        for name in row["words"].split("|"):
            force = force_of(name.replace("*", ""), home)
            assert force is not None, name
