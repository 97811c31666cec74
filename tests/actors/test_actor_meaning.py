from __future__ import annotations

from datetime import date

import pytest

from extractor.actors import words as party_words
from extractor.actors.meaning import Meaning, Told, home_of, resolve_named
from extractor.actors.setting import Setting
from extractor.codebook.actors import ActorKind as Kind

DAY = date(2024, 6, 1)


def meant(
    told: Told, country: str | None, role: str = "perpetrator", on: date | None = DAY
) -> Meaning:
    return resolve_named(told, Setting(role, country, on, None))


def name_and_kind(meaning: Meaning) -> tuple[str, Kind]:
    assert meaning.party is not None
    return meaning.party.name, meaning.party.kind


@pytest.mark.parametrize(
    ("told", "country", "name"),
    [
        (Told("قوات الدعم السريع", "Rapid Support Forces", Kind.REBEL_GROUP, "Sudan"), "Sudan",
         "Rapid Support Forces"),
        (Told("Jnim", "Group for the Support of Islam and Muslims", Kind.REBEL_GROUP), "Mali",
         "JNIM: Group for Support of Islam and Muslims"),
        (Told("fighters", "M23", Kind.REBEL_GROUP), "Democratic Republic of Congo",
         "M23: March 23 Movement"),
        (Told("ВСУ", "Armed Forces of Ukraine", Kind.STATE_FORCES, "Україна"), "Russia",
         "Military Forces of Ukraine (2019-)"),
        (Told("ISIS", "Islamic State", Kind.REBEL_GROUP), "Mali", "Islamic State (Sahel)"),
        (Told("AA", "Arakan Army", Kind.REBEL_GROUP, "Myanmar"), "Myanmar",
         "ULA/AA: United League of Arakan/Arakan Army"),
    ],
)  # fmt: skip
def test_a_group_or_force_of_the_tables_has_their_name(told: Told, country: str, name: str) -> None:
    meaning = meant(told, country)
    assert meaning.party is not None
    assert (meaning.party.name, meaning.decided, meaning.note) == (name, "both", None)
    assert meaning.party.known


@pytest.mark.parametrize(
    ("told", "country", "name", "kind", "decided"),
    [
        (Told("der türkischen Armee", "Turkish army", Kind.EXTERNAL_OTHER, "Turkey"), "Syria",
         "Military Forces of Turkey (2016-)", Kind.EXTERNAL_OTHER, "both"),
        (Told("الجيش", "the army", Kind.STATE_FORCES, "السودان"), "Sudan",
         "Military Forces of Sudan (2019-)", Kind.STATE_FORCES, "both"),
        (Told("the army", "the army", Kind.STATE_FORCES, "Ethiopia"), "Eritrea",
         "Military Forces of Ethiopia (2018-)", Kind.EXTERNAL_OTHER, "reader"),
        (Told("policía", "police", Kind.STATE_FORCES, "México"), "Mexico",
         "Police Forces of Mexico (2018-2024)", Kind.STATE_FORCES, "both"),
        (Told("troops", "Somaliland troops", Kind.STATE_FORCES, "Somaliland"), "Somalia",
         "Military Forces of Somaliland (2010-)", Kind.STATE_FORCES, "both"),
        (Told("الفرقة الرابعة", "Fourth Division", Kind.STATE_FORCES, "Syria"), "Syria",
         "Military Forces of Syria (2000-2024) Fourth Division", Kind.STATE_FORCES, "reader"),
    ],
)  # fmt: skip
def test_a_states_forces_are_named_by_country_and_day(
    told: Told, country: str, name: str, kind: Kind, decided: str
) -> None:
    meaning = meant(told, country)
    assert name_and_kind(meaning) == (name, kind)
    assert meaning.decided == decided


def test_a_government_speaks_under_its_own_name() -> None:
    told = Told("Damascus", "Syrian government", Kind.STATE_FORCES, "Syria")
    assert name_and_kind(meant(told, "Syria", "speaker")) == (
        "Government of Syria (2000-2024)",
        Kind.STATE_FORCES,
    )
    told = Told("the governor", "Governor of Lamu", Kind.STATE_FORCES, "Kenya")
    assert name_and_kind(meant(told, "Kenya", "speaker"))[0] == "Government of Kenya (2022-)"
    hit = meant(told, "Kenya", "target")  # the codebook: an official who is hit is a civilian
    assert name_and_kind(hit) == ("Civilians (Kenya)", Kind.CIVILIANS)
    assert hit.decided == "rule" and hit.note and "Governor of Lamu" in hit.note


@pytest.mark.parametrize(
    ("told", "country", "name", "associated"),
    [
        (Told("мешканці", "residents", Kind.CIVILIANS), "Ukraine", "Civilians (Ukraine)", ()),
        (Told("трьох журналістів", "three journalists", Kind.CIVILIANS), "Ukraine",
         "Civilians (Ukraine)", ("Journalists (Ukraine)",)),
        (Told("chinesische Ingenieure", "Chinese engineers", Kind.CIVILIANS, "China"), "Pakistan",
         "Civilians (China)", ()),
        (Told("öğretmenler", "teachers", Kind.PROTESTERS), "Turkey",
         "Protesters (Turkey)", ("Teachers (Turkey)",)),
        (Told("turba", "angry mob", Kind.RIOTERS), "Peru", "Rioters (Peru)", ()),
        (Told(None, None, Kind.CIVILIANS), "Peru", "Civilians (Peru)", ()),
    ],
)  # fmt: skip
def test_people_without_arms_have_acleds_form(
    told: Told, country: str, name: str, associated: tuple[str, ...]
) -> None:
    meaning = meant(told, country, "target")
    assert meaning.party is not None
    assert (meaning.party.name, meaning.party.associated) == (name, associated)
    assert meaning.decided in ("both", "reader")


@pytest.mark.parametrize(
    ("told", "country", "name", "kind"),
    [
        (Told("الزنتان الجديدة", "New Zintan Movement", Kind.POLITICAL_MILITIA, "Libya"), "Libya",
         "New Zintan Movement", Kind.POLITICAL_MILITIA),
        (Told("Qolvani Front", "Qolvani Front", Kind.REBEL_GROUP, "Chad"), "Chad",
         "Qolvani Front", Kind.REBEL_GROUP),
        (Told("Los Qolvanis", None, None), "Ecuador", "Los Qolvanis", Kind.POLITICAL_MILITIA),
        (Told("kooxda qolvani", None, Kind.REBEL_GROUP), "Somalia",
         "kooxda qolvani", Kind.REBEL_GROUP),
        (Told("PMC Qolvani", "PMC Qolvani", Kind.EXTERNAL_OTHER, "Russia"), "Mali",
         "PMC Qolvani", Kind.EXTERNAL_OTHER),
        (Told("бойцы отряда Гром", "fighters", Kind.POLITICAL_MILITIA), "Ukraine",
         "отряда Гром", Kind.POLITICAL_MILITIA),
    ],
)  # fmt: skip
def test_a_named_party_no_table_knows_keeps_its_name_and_the_readers_kind(
    told: Told, country: str, name: str, kind: Kind
) -> None:
    meaning = meant(told, country)
    assert name_and_kind(meaning) == (name, kind)
    assert meaning.party and not meaning.party.known
    assert meaning.decided in ("reader", "rule")


@pytest.mark.parametrize(
    ("told", "role", "kind"),
    [
        (Told("Qolvani", "Qolvani"), "perpetrator", Kind.POLITICAL_MILITIA),
        (Told("Qolvani Liberation Front", "Qolvani Liberation Front"), "target", Kind.REBEL_GROUP),
        (Told("Human Rights Watch", "Human Rights Watch"), "speaker", Kind.CIVILIANS),
    ],
)
def test_a_name_without_a_kind_has_the_usual_one_of_its_part(
    told: Told, role: str, kind: Kind
) -> None:
    assert name_and_kind(meant(told, "Chad", role))[1] is kind


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (Told("مسلحون", "gunmen"), "Unidentified Armed Group (Chad)"),
        (Told("Unknown Gunmen", "Unknown Gunmen", Kind.POLITICAL_MILITIA),
         "Unidentified Armed Group (Chad)"),
        (Told("gang members", "gang members"), "Unidentified Gang (Chad)"),
        (Told("herders", "armed herders", Kind.IDENTITY_MILITIA),
         "Unidentified Ethnic Militia (Chad)"),
        (Told("drone", "drone", Kind.EXTERNAL_OTHER), "Unidentified Military Forces"),
        (Told(None, "attackers", None), "Unidentified Armed Group (Chad)"),
    ],
)  # fmt: skip
def test_only_nobody_named_is_unidentified(told: Told, name: str) -> None:
    meaning = meant(told, "Chad")
    assert meaning.party is not None and meaning.party.name == name
    assert meaning.note is None


def test_a_readers_kind_that_the_codebook_mends_is_told() -> None:
    meaning = meant(Told("مسلحون", "gunmen", Kind.REBEL_GROUP), "Libya")
    assert name_and_kind(meaning) == ("Unidentified Armed Group (Libya)", Kind.POLITICAL_MILITIA)
    assert meaning.decided == "rule" and meaning.note and "Rebel group" in meaning.note
    told = Told("الدعم السريع", "Rapid Support Forces", Kind.POLITICAL_MILITIA)
    meaning = meant(told, "Sudan")
    assert name_and_kind(meaning) == ("Rapid Support Forces", Kind.REBEL_GROUP)
    assert meaning.decided == "rule" and meaning.note and "Political militia" in meaning.note


@pytest.mark.parametrize(
    ("told", "country", "role", "name", "table"),
    [
        (Told("SNA", "Somali National Army", Kind.STATE_FORCES, "Somalia"), "Syria", "perpetrator",
         "Somali National Army", "JWS: Syrian National Army"),
        (Told("RSF", "Reporters Without Borders", None, "France"), "Sudan", "speaker",
         "Reporters Without Borders", "Rapid Support Forces"),
        (Told("Hamas officials", "Hamas officials", Kind.CIVILIANS, "Palestine"), "Qatar",
         "target", "Civilians (Palestine)", "Hamas Movement"),
        (Told("Free Chadian Army", "Free Chadian Army", Kind.REBEL_GROUP, "Chad"), "Chad",
         "perpetrator", "Free Chadian Army", "Military Forces of Chad"),
        (Told("the Taliban", "Taliban", Kind.REBEL_GROUP, "Afghanistan"), "Afghanistan",
         "perpetrator", "Military Forces of Afghanistan (2021-)", "Military Forces of Afghanistan"),
        (Told("Hezbollah", "Hezbollah", Kind.STATE_FORCES, "Lebanon"), "Lebanon", "perpetrator",
         "Hezbollah", "Hezbollah"),
        (Told("angry mob", "angry mob", Kind.PROTESTERS), "Kenya", "perpetrator",
         "Protesters (Kenya)", "Rioters (Kenya)"),
    ],
)  # fmt: skip
def test_where_tables_and_reader_contradict_each_other_both_are_named(
    told: Told, country: str, role: str, name: str, table: str
) -> None:
    meaning = meant(told, country, role)
    assert meaning.party is not None and meaning.party.name == name
    assert meaning.decided == "disputed"
    assert meaning.note is not None
    assert table in meaning.note and str(told.name) in meaning.note


def test_an_acronym_of_another_group_lends_no_name_to_civilians() -> None:
    told = Told("RSF", "Reporters Without Borders", Kind.CIVILIANS, "France")
    meaning = meant(told, "Sudan", "speaker")
    assert meaning.party is not None
    assert "Rapid Support Forces" not in meaning.party.associated


def test_nothing_said_gives_nobody_and_a_note() -> None:
    for told in (Told(None), Told("  ", ""), Told("the attack"), Told("a convoy"), Told("it")):
        meaning = meant(told, "Somalia")
        assert meaning.party is None and meaning.note


def test_people_whom_no_table_knows_are_unidentified_and_noted() -> None:
    for words in ("Smugglers", "poachers", "kooxda xubnaha", "contrabandistas"):
        doer, target = (meant(Told(words), "Mali", role) for role in ("perpetrator", "target"))
        assert doer.party and doer.party.name == "Unidentified Armed Group (Mali)"
        assert target.party and target.party.name == "Civilians (Mali)"
        assert doer.note and "no table knows these words" in doer.note


def test_a_drone_is_of_the_state_named_but_not_of_the_one_that_made_it() -> None:
    assert (
        meant(Told("an Israeli drone"), "Lebanon").party
        == meant(Told("Israeli forces"), "Lebanon").party
    )
    made = meant(Told("Iranian-made drones"), "Ukraine").party
    assert made is None or "Iran" not in made.name


def test_a_country_no_table_knows_is_told() -> None:
    meaning = meant(Told("soldiers", "soldiers", Kind.STATE_FORCES, "Narnia"), "Somalia")
    assert meaning.party is not None
    assert meaning.note and "Narnia" in meaning.note


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("Turkey", "Turkey"),
        ("Türkiye", "Turkey"),
        ("سوريا", "Syria"),
        ("DRC", "Democratic Republic of Congo"),
        ("俄罗斯", "Russia"),
        ("Сирии", "Syria"),
        ("Somaliland", "Somaliland"),
        ("Narnia", None),
        ("", None),
        (None, None),
    ],
)
def test_an_actors_country_is_known_by_any_of_its_names(
    country: str | None, name: str | None
) -> None:
    assert home_of(country) == name


@pytest.mark.parametrize("role", ["perpetrator", "target", "speaker"])
@pytest.mark.parametrize("kind", [None, *Kind])
def test_odd_words_never_fail(role: str, kind: Kind | None) -> None:
    for words in ("", "…", "🙂", "\x00", "و", "IS", "*", "a" * 2000, "A B " * 50, "\u200f"):
        for told in (Told(words, None, kind), Told(None, words, kind), Told(words, words, kind)):
            for country in ("Mali", None):
                meaning = meant(told, country, role, None)
                assert meaning.party is None or meaning.party.name.strip()


def test_every_list_of_words_that_the_rules_use_has_words_in_the_tables() -> None:
    lists = {
        name: value
        for name, value in vars(party_words).items()
        if isinstance(value, frozenset | dict) and name.isupper()
    }
    assert len(lists) > 30
    assert [name for name, value in lists.items() if not value] == []
    assert {"disidencia", "dissidence", "splinter"} <= party_words.DISSIDENTS
    assert party_words.COMMUNAL["herder"] == "Ethnic"
