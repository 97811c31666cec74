"""Marked words of a place, in any language, to a place of the gazetteer."""

from __future__ import annotations

import pytest

from extractor import languages
from extractor.coding.checked_places import place_meant
from extractor.gazetteer import store
from extractor.gazetteer.by_sound import alike_in
from extractor.gazetteer.other_names import _table
from extractor.gazetteer.romanise import SCRIPTS, romanise
from extractor.places.said import place_told
from extractor.places.said_forms import forms_of, kind_said, names_in
from extractor.readers.local.countries import _theatres, countries_told, homes_of_language
from extractor.reading import Relation


@pytest.mark.parametrize(
    ("words", "around", "hints", "name", "country"),
    [
        ("Kwango", [], ["CD"], "Kwango", "CD"),
        ("Брянской области", [], ["RU"], "Bryansk", "RU"),
        ("Полтавщині", [], ["UA"], "Poltava", "UA"),
        ("Красногорівку", [], ["UA"], "Krasnohorivka", "UA"),
        ("Часового Яру", [], ["UA"], "Chasiv Yar", "UA"),
        ("Миколаєва", [], ["UA"], "Mykolayiv", "UA"),
        ("Львове", [], ["UA"], "Lviv", "UA"),
        ("في مدينة الفاشر", [], ["SD"], "El Fasher", "SD"),
        ("بالخرطوم", [], ["SD"], "Khartoum", "SD"),
        ("ولایت هرات", [], ["AF"], "Herat", "AF"),
        ("Lice", ["Diyarbakır"], ["TR"], "Lice", "TR"),
        ("Bingöl'ün", [], ["TR"], "Bingol", "TR"),
        ("पेशावर शहर", [], ["PK"], "Peshawar", "PK"),
        ("စစ်ကိုင်းတိုင်း", [], ["MM"], "Sagaing", "MM"),
        ("ጅማ ከተማ", [], ["ET"], "Jimma", "ET"),
        ("大马士革市", [], ["SY"], "Damascus", "SY"),
        ("mkoa wa Mwanza", [], ["TZ"], "Mwanza", "TZ"),
        ("jihar Sokoto", [], ["NG"], "Sokoto", "NG"),
        ("Kabupaten Sigi", [], ["ID"], "Sigi", "ID"),
        ("Departement Mopti", [], ["ML"], "Mopti", "ML"),
        ("Aksums", [], ["ET"], "Axum", "ET"),
        ("Chan Junis", [], ["PS"], "Khan Yunis", "PS"),
        ("Darfour-Nord", [], ["SD"], "North Darfur", "SD"),
        ("Kivu Norte", [], ["CD"], "Nord-Kivu", "CD"),
        ("l'Artibonite", [], ["HT"], "Artibonite", "HT"),
        ("Подмосковье", [], ["RU"], "Moscow Oblast", "RU"),
        ("Харків", ["Шевченківському районі"], ["UA"], "Kharkiv", "UA"),
        ("Lisboa", [], ["BR"], "Lisbon", "PT"),
        ("Kota Gaza", [], ["PS"], "Gaza", "PS"),
        ("Ciudad de Guatemala", [], ["GT"], "Guatemala City", "GT"),
        ("Курске", [], ["UA", "RU"], "Kursk", "RU"),
        ("北基伍省", [], ["CD"], "Nord-Kivu", "CD"),
        ("那拉提瓦府", [], ["TH"], "Narathiwat", "TH"),
        ("马拉维市", [], ["PH"], "Marawi", "PH"),
        ("Han Yunus'ta", [], ["PS"], "Khan Yunis", "PS"),
        ("בג'נין", [], ["PS", "IL"], "Jenin", "PS"),
        ("দিনাজপুরে", [], ["BD"], "Dinajpur", "BD"),
        ("ضلع باجوڑ", [], ["PK"], "Bajaur", "PK"),
        ("Kursk Oblast", ["Belgorod Oblast"], ["RU", "UA"], "Kursk", "RU"),
        ("Курской областью", ["Белгородской области"], ["RU", "UA"], "Kursk", "RU"),
        ("Cauca department", ["Nariño"], ["CO"], "Cauca", "CO"),
        ("Borno State", ["Yobe State"], ["NG"], "Borno", "NG"),
        ("Lower Shabelle", [], ["SO"], "Shabeele Hoose", "SO"),
        ("Middle Juba region", [], ["SO"], "Jubbada Dhexe", "SO"),
    ],
)
def test_a_name_in_its_language_is_that_place(
    words: str, around: list[str], hints: list[str], name: str, country: str
) -> None:
    told = place_told(words, around, hints)
    assert told and told.in_gazetteer
    assert told.place.country_code == country
    found = store.entry(int(told.place.gazetteer_id.partition(":")[2]))
    assert found and any(e.id == found.id for e in store.named(name))


@pytest.mark.parametrize(
    ("words", "around", "hints", "unit", "country"),
    [
        # no district of Stavropol that is called like the region
        ("Степное", ["Курской области"], [], "Kursk", "RU"),
        # its district lies in the region that is told: no town of Vladimir's
        ("Муром", ["Шебекинского округа", "Белгородской области"], [], "Belgorod", "RU"),
        # a municipality called like a country
        ("Argelia", ["Cauca"], [], "Cauca", "CO"),
        ("El Plateado", ["Argelia", "Cauca"], [], "Cauca", "CO"),
        ("Tbilisi", ["Georgia"], [], "Tbilisi", "GE"),
        # a namesake eighteen times as large, where there are signs of both countries
        ("Донецка", [], ["RU", "UA"], "Donetsk", "UA"),
        ("Rosario", [], ["AR", "UY"], "Santa Fe", "AR"),
    ],
)
def test_what_is_told_around_a_place_decides_where_it_is(
    words: str, around: list[str], hints: list[str], unit: str, country: str
) -> None:
    told = place_told(words, around, hints)
    assert told and (told.place.admin1, told.place.country_code) == (unit, country)


@pytest.mark.parametrize(
    ("words", "hints", "kind"),
    [("провинция Идлиб", ["SY"], "admin1"), ("город Идлиб", ["SY"], "town")],
)
def test_the_kind_of_place_told_decides_between_a_province_and_its_town(
    words: str, hints: list[str], kind: str
) -> None:
    told = place_told(words, (), hints)
    assert told and told.place.kind == kind


def test_what_is_around_decides_among_namesakes_of_a_country() -> None:
    here = place_told("San Juan", ["Ica"], ["PE"])
    there = place_told("San Juan", ["Lima"], ["PE"])
    assert here and here.place.admin1 == "Ica"
    assert there and there.place.admin1 != "Ica"


def test_an_unknown_village_has_the_point_of_the_district_around_it() -> None:
    told = place_told("Vilangombe", ["Rutshuru", "Nord-Kivu"], ["CD"])
    district = next(e for e in store.named("Rutshuru") if e.kind == store.ADMIN2)
    assert told and not told.in_gazetteer and told.place.precision == 2
    assert told.place.name == "Vilangombe" and told.place.admin1 == "Nord-Kivu"
    assert abs(told.place.latitude - district.latitude) < 0.5


def test_an_unknown_village_of_a_province_is_as_exact_as_the_province() -> None:
    told = place_told("قرية الزعفرانية العليا", ["محافظة إدلب"], ["SY"])
    assert (
        told and not told.in_gazetteer and (told.place.admin1, told.place.precision) == ("Idlib", 3)
    )


def test_a_namesake_in_another_country_is_not_taken() -> None:
    told = place_told("Basra", (), ["SO"])
    assert told and not told.in_gazetteer and told.place.country_code == "SO"
    told = place_told("Murom", ["Белгород"], ["RU"])  # a city of that name is far from there
    assert told and told.place.admin1 == "Belgorod"


@pytest.mark.parametrize(
    ("name", "around", "countries", "admin1"),
    [
        ("Aleppo", ["Syria", "Damascus"], ["SY"], "Aleppo"),
        ("Lviv", ["Kyiv"], [], "Lviv"),
        ("Kano", ["Kaduna"], ["NG"], "Kano"),
        ("Idlib", [], ["FR"], "Idlib"),
    ],
)
def test_a_city_is_itself_whatever_else_is_told(
    name: str, around: list[str], countries: list[str], admin1: str
) -> None:
    """Of "killed in Aleppo, officials in Damascus said" the tagger marks both."""
    told = place_told(name, around, countries)
    assert told and told.in_gazetteer and told.place.name == name
    assert told.place.admin1 is not None and told.place.admin1.startswith(admin1)


@pytest.mark.parametrize(
    ("words", "hints", "name"),
    [
        ("eastern Aleppo", ["SY"], "Aleppo"),
        ("norte de Cali", ["CO"], "Cali"),
        ("юге Бейрута", ["LB"], "Beirut"),
        ("加沙北部", ["PS"], "Gaza"),
        ("le nord du Mali", ["ML"], "Mali"),
        ("east London", ["GB"], "London"),  # not the city of that name in South Africa
        ("North Gaza", ["PS"], "North Gaza"),
        ("West Bank", ["PS"], "West Bank"),
        ("North Korea", [], "North Korea"),
        ("Upper Nile", ["SS"], "Upper Nile"),
    ],
)
def test_a_side_of_a_place_is_that_place_unless_it_has_the_name(
    words: str, hints: list[str], name: str
) -> None:
    told = place_told(words, (), hints)
    assert told
    assert told.in_gazetteer
    assert told.place.name == name


def test_a_unit_around_is_no_country_of_that_name_elsewhere() -> None:
    told = place_told("Tabalosos", ["San Martin"], ["PE"])
    assert told
    assert (told.place.country_code, told.place.admin1) == ("PE", "San Martin")


def test_a_town_around_is_no_territory_that_has_its_name_in_spanish() -> None:
    told = place_told("La Esperanza", ["Santa Elena", "Usulutan"], ["SV"])
    assert told and told.place.country_code == "SV"
    assert (saint := place_told("Jamestown", ["Saint Helena"], ["SV"]))
    assert saint.place.country_code == "SH"
    assert "SH" not in countries_told("Rebels fired.", (), ["Santa Elena"])
    assert "SH" in countries_told("Rebels fired.", (), ["Saint Helena"])


def test_a_small_place_is_no_city_that_is_also_called_so() -> None:
    assert "KE" not in countries_told("Rebels burned huts near Mambasa.")
    assert "RU" not in countries_told("A crowd threw Molotov cocktails.")


def test_a_large_place_of_the_same_part_of_the_world_is_taken() -> None:
    told = place_told("Maracaibo", (), ["EC"])
    assert told and told.place.country_code == "VE"


def test_a_square_is_no_village_of_that_name_but_a_part_of_its_town() -> None:
    told = place_told("Соборній площі", ["Миколаїв"], ["UA"])
    assert told and told.in_gazetteer and told.place.name == "Mykolayiv"
    told = place_told("Соборній площі", ["Миколаївська область"], ["UA"])
    assert told and not told.in_gazetteer and told.place.admin1 == "Mykolaiv"


def test_a_capital_is_taken_anywhere_unless_its_country_is_told() -> None:
    assert (told := place_told("Lima", (), ["MF"])) and told.place.country == "Peru"
    within = place_told("Lima", ["Saint-Martin"], ["MF"])
    assert within is None or within.place.country != "Peru"


def test_a_namesake_in_another_unit_than_the_district_told_is_not_taken() -> None:
    found = place_meant("Sukolilo", "Sukolilo", "Kabupaten Pati", "Indonesia")
    assert found and not found.in_gazetteer and found.place.admin1 == "Jawa Tengah"


def test_a_part_of_a_name_around_it_changes_nothing() -> None:
    told = place_told("Deir ez-Zor", ["ez-Zor"], ["SY", "IQ", "TR"])
    assert told and told.place.country_code == "SY" and told.in_gazetteer


def test_a_known_name_is_not_given_up_for_what_only_sounds_like_something() -> None:
    told = place_told("Kanbalu", ["Zaw Chaung", "Thin Taw"], ["MM"])
    assert told and told.in_gazetteer and told.place.admin1 == "Sagaing"


def test_a_country_around_is_where_it_is() -> None:
    told = place_told("Tripoli", ["Lebanon"], ["LY"])
    assert told and told.place.country_code == "LB"


def test_words_that_name_nothing_are_what_is_around_or_nothing() -> None:
    told = place_told("the same district", ["Kasese"], ["UG"])
    assert told and told.place.name == "Kasese"
    assert place_told("the same district", (), ["UG"]) is None
    assert place_told(" ,. ", (), ["UG"]) is None


def test_a_place_the_gazetteer_lacks_lies_in_the_unit_that_is_listed() -> None:
    told = place_told("ပလက်ဝ", (), ["MM"])
    assert told and (told.place.name, told.place.admin1, told.in_gazetteer) == (
        "Paletwa",
        "Chin",
        False,
    )


def test_the_home_of_a_language_counts_where_nothing_else_is_said() -> None:
    told = place_told("Adama", (), (), homes_of_language("am"))
    assert told and told.place.country_code == "ET"
    told = place_told("Хартум", (), (), homes_of_language("ru"))
    assert told and told.place.country_code == "SD"


def test_a_town_without_any_sign_of_its_country_is_the_outstanding_one_or_none() -> None:
    told = place_told("Maiduguri")
    assert told and told.place.country_code == "NG"
    assert place_told("Santa Rosa de Abajo") is None


@pytest.mark.parametrize("words", ["Lice", "Брянской области", "Часового Яру"])
def test_coding_finds_the_same_place_again(words: str) -> None:
    told = place_told(words, (), ["TR", "RU", "UA"])
    assert told
    where = told.where()
    meant = place_meant(
        words, where.name, where.admin1, where.country, larger=where.relation is Relation.WITHIN
    )
    assert meant and meant.place.gazetteer_id == told.place.gazetteer_id


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Боевики ХАМАС обстреляли посёлок.", "PS"),
        ("قتل خمسة جنود سوريين قرب دير الزور.", "SY"),
        ("Malian soldiers arrested two men near Gao.", "ML"),
        ("缅甸军方炮击腊戌。", "MM"),
        ("Wanajeshi wa Kenya waliingia Mandera.", "KE"),
        ("पाकिस्तानी सेना ने पेशावर में तलाशी ली।", "PK"),
        ("የኢትዮጵያ ሠራዊት መቀሌ ገባ።", "ET"),
        ("ရခိုင်ပြည်နယ် စစ်တွေမြို့", "MM"),
    ],
)
def test_an_article_tells_its_country_in_any_language(text: str, country: str) -> None:
    assert countries_told(text)[0] == country


def test_words_that_only_look_like_a_country_are_no_sign() -> None:
    assert "TG" not in countries_told("Крім того, за даними поліції, того дня було тихо.")


def test_the_capital_of_a_dateline_is_no_sign() -> None:
    assert countries_told("NAIROBI - Three men were shot.") == []


def test_a_square_or_an_office_of_that_name_is_no_sign_of_a_country() -> None:
    assert countries_told("La marcha concluyó en la plaza San Martín.") == []
    assert countries_told("O protesto foi em frente à Assembleia da República.") == []


@pytest.mark.parametrize("street", ["Uruguay Avenue", "avenida de Brasil", "вулиці Грузії"])
def test_a_street_called_after_a_country_is_no_sign_of_it(street: str) -> None:
    assert countries_told(f"A bomb went off near {street}.") == []


def test_a_namesake_far_away_counts_less_than_a_country_that_is_told() -> None:
    text = "Honduran soldiers fought in Honduras near El Pital, Santa Ana and Caibarién."
    marked = ["El Pital", "Caibarién"]
    assert "CU" in countries_told("Soldiers fought near Caibarién.", (), marked)
    assert "CU" not in countries_told(text + " Honduras denied it." * 3, (), marked)


def test_a_place_is_no_sign_of_itself() -> None:
    assert countries_told("Fighting in Basra.", ["Basra"]) == []


def test_words_marked_as_places_say_more_of_the_country_than_those_who_act() -> None:
    text = "Russian jets hit Uqayribat and Salamiyah, Russia's defence ministry said."
    assert countries_told(text)[0] == "RU"
    assert countries_told(text, (), ["Uqayribat", "Salamiyah"])[0] == "SY"
    assert "SY" not in countries_told("Jets hit Uqayribat.", ["Uqayribat"], ["Uqayribat"])


def test_where_forces_go_stands_behind_the_country_named() -> None:
    told = countries_told("Israeli soldiers raided the camp, Israel said.")
    assert told[0] == "IL" and "PS" in told


def test_words_for_a_kind_of_place_are_no_part_of_its_name() -> None:
    assert any(form.text == "Gwoza" for form in forms_of("ƙaramar hukumar Gwoza"))
    assert kind_said("مديرية حيس") == "admin2" and kind_said("хутор Зелёный") == "town"
    assert names_in("Lice, Diyarbakır") == ("Lice", "Diyarbakır")
    assert names_in("“Goma–Sake”") == ("Goma", "Sake")


@pytest.mark.parametrize(
    ("written", "sound"),
    [
        ("गोमा", "goma"),
        ("ጎንደር", "gonder"),
        ("မူဆယ်", "muse"),
        ("大阪", "da"),
        ("נהריה", "nhr"),
        ("দিনাজপুর", "dinaj"),
        ("Київ", "kiyiv"),
    ],
)
def test_a_name_is_written_as_it_sounds(written: str, sound: str) -> None:
    assert romanise(written).startswith(sound)


def test_a_name_heard_in_another_script_is_found_in_its_country() -> None:
    assert alike_in("IN", "कोरापुट")[0].entry.name == "Koraput"
    assert alike_in("CD", "कोरापुट") == ()
    assert alike_in("CD", "?") == alike_in("CD", "") == ()


def test_every_line_of_the_tables_is_of_use() -> None:
    codes = set(store.countries())
    for places in _table().values():
        for place in places:
            assert place.country in codes
            assert place.around if place.unit else place.entries, place
    for state, others in _theatres().items():
        assert {state, *others} <= codes
    for code in (*languages.having("place_kinds"), *languages.having("place_endings")):
        assert {SCRIPTS[one] for one in languages.about(code, "script").split()}, code


def test_a_countrys_name_is_no_town_of_another_country() -> None:
    for name, hints in (("Russia", ["US", "DE"]), ("Lebanon", ["US"]), ("Сирия", ["RU"])):
        told = place_told(name, (), hints)
        assert told and told.place.kind == "country"
    told = place_told("Georgia", (), ["US"])
    assert told and told.place.kind == "admin1"
    told = place_told("Lebanon", ["Ohio"], ["US"])
    assert told and told.place.admin1 == "Ohio"


def test_a_world_city_comes_before_a_village_of_that_name() -> None:
    told = place_told("London", (), ["US", "GB"])
    assert told and told.place.country_code == "GB"
    told = place_told("London", ["Ohio"], ["US", "GB"])
    assert told and told.place.country_code == "US"
    told = place_told("Valencia", (), ["VE", "ES"])
    assert told and told.place.country_code == "VE"


@pytest.mark.parametrize(
    ("name", "around", "countries", "found"),
    [
        ("Odessa", (), (), "Ukraine"),
        ("Rosario", (), (), "Argentina"),
        ("Odessa", (), ("US",), "United States"),
        ("Hodeidah", (), ("US", "YE"), "Yemen"),
        ("Tibú", ("Catatumbo",), ("CO", "VE"), "Colombia"),
    ],
)
def test_the_likeliest_namesake(
    name: str, around: tuple[str, ...], countries: tuple[str, ...], found: str
) -> None:
    told = place_told(name, around, countries)
    assert told and told.in_gazetteer and told.place.country == found


def test_a_company_that_has_a_groups_name_says_nothing_of_where_it_is() -> None:
    text = "Tres campesinos murieron en Tocoa, dijo la empresa. La empresa negó los hechos."
    assert countries_told(text, ["Tocoa"]) == []


CASES = {"uk": ("а", "и", "і", "у", "ою"), "ru": ("а", "ы", "е", "у", "ой")}


@pytest.mark.parametrize("language", sorted(CASES))
def test_the_popular_names_of_regions_are_the_regions_in_every_case(language: str) -> None:
    """The region ("На Одещині", "Белгородчину"), not its town, and no place that sounds alike."""
    rows = (cells[0] for cells, _ in languages.rows("place_names", language))
    names = [name for name in rows if name.endswith(("щина", "чина"))]
    assert len(names) > 20
    for name in names:
        for ending in CASES[language]:
            words = name[:-1] + ending
            for hints in (["UA", "RU"], ["RU", "UA"], []):
                told = place_told(words, [], hints)
                assert told and told.in_gazetteer and told.place.kind == "admin1", words
