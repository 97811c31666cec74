from __future__ import annotations

from datetime import date

import pytest

from extractor.actors.resolve import Actor, resolve_actor, same_party
from extractor.codebook.actors import ActorKind
from extractor.codebook.groups import groups
from extractor.codebook.types import EventType

STATE, REBELS, MILITIA, IDENTITY = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
)
RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = (
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)


def by(words: str, country: str | None, year: int = 2018) -> Actor | None:
    return resolve_actor(words, role="perpetrator", country=country, on=date(year, 6, 1))


def on(words: str, country: str | None, year: int = 2018) -> Actor | None:
    return resolve_actor(words, role="target", country=country, on=date(year, 6, 1))


def said(actor: Actor | None) -> tuple[str, str] | None:
    return (actor.name, actor.kind.value) if actor else None


@pytest.mark.parametrize("words", ["the occupation forces", "enemy troops", "the occupying army"])
def test_forces_from_abroad_are_not_those_of_the_country(words: str) -> None:
    assert by(words, "Ukraine") is None
    assert on(words, "Ukraine") is None


@pytest.mark.parametrize(
    "words",
    [
        "victims of Boko Haram",
        "media outlets close to Boko Haram",
        "Boko Haram-affiliated media",
        "Boko Haram-linked journalists",
        "relatives of Boko Haram members",
    ],
)
def test_who_stands_by_a_group_is_not_the_group(words: str) -> None:
    day = date(2022, 5, 1)
    found = resolve_actor(words, role="perpetrator", country="Nigeria", on=day)
    assert found is None or "Boko Haram" not in found.name
    group = resolve_actor("Boko Haram fighters", role="perpetrator", country="Nigeria", on=day)
    assert group is not None and "Boko Haram" in group.name


ISRAEL_2022 = "Military Forces of Israel (2021-2022)"


@pytest.mark.parametrize("words", ["human rights defenders", "Ukrainian human rights defenders"])
def test_who_defends_rights_is_no_force(words: str) -> None:
    actor = on(words, "Ukraine")
    assert actor is None or actor.kind is ActorKind.CIVILIANS


@pytest.mark.parametrize(
    ("words", "country", "year", "name", "kind"),
    [
        ("Kenyan soldiers", "Kenya", 2018, "Military Forces of Kenya (2013-2022)", STATE),
        ("Kenyan soldiers", "Somalia", 2018, "Military Forces of Kenya (2013-2022)", EXTERNAL),
        ("the army", "Peru", 1988, "Military Forces of Peru (1985-1990)", STATE),
        ("Russian invaders", "Ukraine", 2023, "Military Forces of Russia (2000-)", EXTERNAL),
        ("Russian occupiers", "Ukraine", 2023, "Military Forces of Russia (2000-)", EXTERNAL),
        ("Ukrainian defenders", "Ukraine", 2023, "Military Forces of Ukraine (2019-)", STATE),
        ("Ukraine's", "Ukraine", 2023, "Military Forces of Ukraine (2019-)", STATE),
        ("an undercover Israeli unit", "Palestine", 2022, ISRAEL_2022, EXTERNAL),
        ("Israeli snipers", "Palestine", 2022, ISRAEL_2022, EXTERNAL),
        ("Tajik guards", "Kyrgyzstan", 2022, "Military Forces of Tajikistan (1994-)", EXTERNAL),
        ("Indian paramilitary police", "India", 2022, "Police Forces of India (2014-)", STATE),
        ("riot police", "Chile", 2020, "Police Forces of Chile (2018-2022)", STATE),
        ("members of the police", "Chile", 2020, "Police Forces of Chile (2018-2022)", STATE),
        (
            "U.S. warplanes",
            "Iraq",
            2003,
            "Military Forces of the United States (2001-2009)",
            EXTERNAL,
        ),
        ("Kampala", "Uganda", 2018, "Military Forces of Uganda (1986-)", STATE),
        ("the IDF", "Lebanon", 2007, "Military Forces of Israel (2006-2009)", EXTERNAL),
        (
            "the Revolutionary Guards",
            "Iran",
            2018,
            "Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps",
            STATE,
        ),
        ("Somaliland troops", "Somalia", 2018, "Military Forces of Somaliland (2010-)", STATE),
        ("police fighting Al-Shabaab", "Kenya", 2018, "Police Forces of Kenya (2013-2022)", STATE),
    ],
)
def test_forces_of_a_state_carry_its_regime_and_are_external_abroad(
    words: str, country: str, year: int, name: str, kind: str
) -> None:
    assert said(by(words, country, year)) == (name, kind)


@pytest.mark.parametrize(
    ("words", "country", "year", "name", "kind"),
    [
        ("Shining Path guerrillas", "Peru", 1989, "Shining Path", REBELS),
        ("Sendero Luminoso", "Peru", 1989, "Shining Path", REBELS),
        (
            "gunmen from the Jalisco cartel",
            "Mexico",
            2020,
            "CJNG: Jalisco New Generation Cartel",
            MILITIA,
        ),
        ("suspected al-Shabab fighters", "Somalia", 2018, "Al Shabaab", REBELS),
        ("Islamic State (IS) militants", "Iraq", 2016, "Islamic State (Iraq)", REBELS),
        ("ISIS", "Syria", 2016, "Islamic State (Syria)", REBELS),
        ("the Houthis", "Yemen", 2018, "Houthi Movement - Ansarallah", REBELS),
        ("members of the New People's Army", "Philippines", 2018, "NPA: New People's Army", REBELS),
        ("Taliban fighters", "Afghanistan", 2018, "Taliban", REBELS),
        ("Taliban fighters", "Afghanistan", 2022, "Military Forces of Afghanistan (2021-)", STATE),
        ("RSF", "Sudan", 2023, "Rapid Support Forces", REBELS),
        ("RSF", "Sudan", 2018, "Military Forces of Sudan (2011-2019) Rapid Support Forces", STATE),
        ("Wagner mercenaries", "Mali", 2022, "Wagner Group", EXTERNAL),
        ("Fulani herdsmen", "Nigeria", 2018, "Fulani Ethnic Militia (Nigeria)", IDENTITY),
    ],
)
def test_named_groups_are_found_by_any_of_their_names(
    words: str, country: str, year: int, name: str, kind: str
) -> None:
    assert said(by(words, country, year)) == (name, kind)


@pytest.mark.parametrize(
    ("words", "country", "name", "kind"),
    [
        ("unidentified gunmen", "Kenya", "Unidentified Armed Group (Kenya)", MILITIA),
        ("unidentified miscreants", "India", "Unidentified Armed Group (India)", MILITIA),
        ("two dacoits", "Pakistan", "Unidentified Armed Group (Pakistan)", MILITIA),
        ("suspected cultists", "Nigeria", "Unidentified Armed Group (Nigeria)", MILITIA),
        ("cattle rustlers", "Kenya", "Unidentified Armed Group (Kenya)", MILITIA),
        ("unknown assailants", "Peru", "Unidentified Armed Group (Peru)", MILITIA),
        ("four individuals", "Peru", "Unidentified Armed Group (Peru)", MILITIA),
        ("a suicide bomber", "Pakistan", "Unidentified Armed Group (Pakistan)", MILITIA),
        ("armed men", None, "Unidentified Armed Group", MILITIA),
        ("gang members", "Haiti", "Unidentified Gang (Haiti)", MILITIA),
        ("a lone gunman", "Norway", "Sole Perpetrator (Norway)", MILITIA),
        ("armed tribesmen", "Yemen", "Unidentified Tribal Militia (Yemen)", IDENTITY),
        ("Turkana herders", "Uganda", "Turkana Ethnic Militia (Uganda)", IDENTITY),
        ("private security guards", "Kenya", "Private Security Forces (Kenya)", EXTERNAL),
        ("an angry mob", "India", "Rioters (India)", RIOTERS),
        ("demonstrators", "Bolivia", "Protesters (Bolivia)", PROTESTERS),
    ],
)
def test_generic_actors_carry_the_country(
    words: str, country: str | None, name: str, kind: str
) -> None:
    actor = by(words, country)
    assert said(actor) == (name, kind)
    assert actor is not None
    assert actor.known


@pytest.mark.parametrize(
    ("words", "name", "associated"),
    [
        ("three journalists", "Civilians (Kenya)", ("Journalists (Kenya)",)),
        ("women farmers", "Civilians (Kenya)", ("Women (Kenya)", "Farmers (Kenya)")),
        ("at least 12 villagers", "Civilians (Kenya)", ()),
        ("Jane Wanjiru Otieno", "Civilians (Kenya)", ()),
        ("Chinese engineers", "Civilians (China)", ()),
        ("a retired army officer", "Civilians (Kenya)", ("Former Military Forces (Kenya)",)),
        ("relatives of soldiers", "Civilians (Kenya)", ()),
        ("Al Shabaab candidate Jane Otieno", "Civilians (Kenya)", ()),
        ("the mayor of the town", "Civilians (Kenya)", ("Government of Kenya (2013-2022)",)),
        ("nurses, students and aid workers", "Civilians (Kenya)",
         ("Health Workers (Kenya)", "Students (Kenya)", "Aid Workers (Kenya)")),
    ],
)  # fmt: skip
def test_people_caught_unarmed_are_civilians_with_their_sort(
    words: str, name: str, associated: tuple[str, ...]
) -> None:
    actor = on(words, "Kenya")
    assert said(actor) == (name, CIVILIANS)
    assert actor is not None
    assert actor.associated == associated


@pytest.mark.parametrize("words", ["the attorney general", "the party's secretary general"])
def test_an_office_called_general_is_no_soldier(words: str) -> None:
    found = resolve_actor(words, role="target", country="Kenya", on=None)
    assert found is not None and found.kind is ActorKind.CIVILIANS


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("soldiers", "Military Forces of Kenya (2013-2022)", STATE),
        ("a police station", "Police Forces of Kenya (2013-2022)", STATE),
        ("rebels", "Unidentified Armed Group (Kenya)", MILITIA),
        ("protesters", "Protesters (Kenya)", PROTESTERS),
    ],
)
def test_armed_targets_keep_their_own_kind(words: str, name: str, kind: str) -> None:
    assert said(on(words, "Kenya")) == (name, kind)


def test_who_takes_to_the_street_is_a_protester_or_a_rioter() -> None:
    def street(event_type: EventType) -> Actor | None:
        return resolve_actor(
            "health workers and students",
            role="perpetrator",
            country="Kenya",
            on=date(2018, 6, 1),
            event_type=event_type,
        )

    protest, riot = street(EventType.PROTESTS), street(EventType.RIOTS)
    assert said(protest) == ("Protesters (Kenya)", PROTESTERS)
    assert said(riot) == ("Rioters (Kenya)", RIOTERS)
    assert protest is not None
    assert protest.associated == ("Health Workers (Kenya)", "Students (Kenya)")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("security men", "Police Forces of Kenya (2013-2022)"),
        ("law enforcement", "Police Forces of Kenya (2013-2022)"),
        ("prison guards", "Police Forces of Kenya (2013-2022)"),
        ("forest rangers", "Police Forces of Kenya (2013-2022)"),
        ("navy sailors", "Military Forces of Kenya (2013-2022)"),
        ("intelligence agents", "Military Forces of Kenya (2013-2022)"),
        ("several truckloads of soldiers", "Military Forces of Kenya (2013-2022)"),
        ("private security men", "Private Security Forces (Kenya)"),
        ("armed men", "Unidentified Armed Group (Kenya)"),
        ("close to 100 demonstrators", "Protesters (Kenya)"),
        ("up to 100 students", "Protesters (Kenya)"),
    ],
)
def test_not_everybody_at_a_protest_is_a_protester(words: str, name: str) -> None:
    day, protests = date(2018, 6, 1), EventType.PROTESTS
    actor = resolve_actor(words, role="perpetrator", country="Kenya", on=day, event_type=protests)
    assert actor and actor.name == name


@pytest.mark.parametrize(
    ("words", "country", "year", "start"),
    [
        ("UN peacekeepers", "Mali", 2018, "MINUSMA"),
        ("peacekeepers", "Democratic Republic of Congo", 2018, "MONUSCO"),
        ("African Union peacekeepers", "Somalia", 2018, "AMISOM"),
        ("coalition warplanes", "Syria", 2018, "Global Coalition Against Daesh"),
        ("the Saudi-led coalition", "Yemen", 2018, "Operation Restoring Hope"),
        ("NATO forces", "Afghanistan", 2010, "NATO"),
    ],
)
def test_peacekeepers_and_coalitions_are_the_mission_of_the_place_and_day(
    words: str, country: str, year: int, start: str
) -> None:
    actor = by(words, country, year)
    assert actor is not None
    assert actor.name.startswith(start)
    assert actor.kind == EXTERNAL


@pytest.mark.parametrize("words", ["it", "They", "the attack", "unknown", "not stated", "", "12"])
def test_words_that_name_nobody_give_nobody(words: str) -> None:
    assert by(words, "Peru") is None
    assert on(words, "Peru") is None


@pytest.mark.parametrize("words", ["a bus", "power pylons", "the government building", "markets"])
def test_things_are_no_actors(words: str) -> None:
    assert on(words, "Peru") is None


def test_unknown_names_are_kept_and_flagged() -> None:
    actor = by("the Xanadu Liberation Front", "Kenya")
    assert said(actor) == ("Xanadu Liberation Front", REBELS)
    assert actor is not None
    assert not actor.known


def test_a_name_of_a_group_that_ended_abroad_is_no_such_group_within_a_longer_one() -> None:
    words, day = "the Danu People's Liberation Front", date(2025, 3, 28)
    there = resolve_actor(words, role="perpetrator", country="Myanmar", on=day)
    assert there and there.name == "Danu People's Liberation Front"
    then = resolve_actor(words, role="perpetrator", country="Sri Lanka", on=date(1988, 3, 28))
    assert then and then.name == "JVP: Peoples Liberation Front"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Military Forces of Sudan (2011-2019)", EXTERNAL),
        ("Police Forces of Kenya (2013-2022)", STATE),
        ("Protesters (Kenya)", PROTESTERS),
        ("ADF: Allied Democratic Forces", REBELS),
        ("Pokot Communal Militia (Kenya)", IDENTITY),
    ],
)
def test_names_in_acled_form_come_back_unchanged(name: str, kind: str) -> None:
    assert said(by(name, "Kenya")) == (name, kind)


def test_governments_speak_under_their_own_name() -> None:
    def speaks(words: str) -> Actor | None:
        return resolve_actor(words, role="speaker", country="Syria", on=date(2017, 4, 5))

    assert said(speaks("Damascus")) == ("Government of Syria (2000-2024)", STATE)
    assert said(speaks("Turkey's foreign ministry")) == ("Government of Turkey (2016-)", EXTERNAL)
    assert said(speaks("local residents")) == ("Civilians (Syria)", CIVILIANS)
    western = speaks("a number of Western states")
    assert said(western) == ("Western states", EXTERNAL)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Damascus", "Syrian government forces", True),
        ("the army", "the government", True),
        ("Moscow", "Russian warplanes", True),
        ("Hamas", "the Islamic Resistance Movement", True),
        ("The militants", "militants in the area", True),
        ("Russia", "Syrian government forces", False),
        ("the rebels", "the government", False),
        ("it", "the government", False),
    ],
)
def test_two_phrases_may_name_the_same_party(a: str, b: str, same: bool) -> None:
    assert same_party(a, b, "Syria") is same


def test_a_role_must_be_one_of_three() -> None:
    with pytest.raises(ValueError, match="bystander"):
        resolve_actor("police", role="bystander", country="Kenya", on=None)


def test_and_may_have_a_capital() -> None:
    """The words of a headline: they were an error."""
    written = by("Army And Police Forces", "Kenya", 2020)
    assert written == by("army and police forces", "Kenya", 2020)


def test_the_second_of_two_parties_goes_with_the_first() -> None:
    actor = by("the Colombian army and paramilitaries", "Colombia", 1989)
    assert said(actor) == ("Military Forces of Colombia (1986-1990)", STATE)
    assert actor is not None
    assert actor.associated == ("Unidentified Armed Group (Colombia)",)


@pytest.mark.parametrize(
    ("words", "country", "name"),
    [
        ("government-backed militiamen", "Chad", "Unidentified Armed Group (Chad)"),
        ("Iran-backed militias", "Iraq", "Unidentified Armed Group (Iraq)"),
        ("a Frenchman", "Chad", "Unidentified Armed Group (France)"),
        ("Ukrainian shelling", "Russia", "Military Forces of Ukraine (2014-2019)"),
        ("a group calling itself the Army of Dawn", "Chad", "Army of Dawn"),
        ("Kurdish forces", "Syria", "QSD: Syrian Democratic Forces"),
        ("the US-backed Syrian Democratic Forces", "Syria", "QSD: Syrian Democratic Forces"),
        ("settlers", "Kenya", "Unidentified Armed Group (Kenya)"),
        ("Settlers", "Kenya", "Unidentified Armed Group (Kenya)"),
        ("Settlers", "Palestine", "Settlers (Israel)"),
    ],
)
def test_who_stands_behind_or_beside_is_not_who_acts(words: str, country: str, name: str) -> None:
    actor = by(words, country)
    assert actor is not None
    assert actor.name == name


def test_every_alias_of_the_table_leads_back_to_its_group() -> None:
    lost = []
    for group in groups():
        home = group.countries[0] if group.countries else None
        year = int((group.end or "2024")[:4])
        day = date(year, 6, 1) if group.start[:4] == str(year) else date(year - 1, 6, 1)
        for alias in (*group.aliases, *group.names):
            actor = resolve_actor(alias, role="perpetrator", country=home, on=day)
            if actor is None or actor.name != group.name:
                lost.append((alias, group.name, actor))
    # Namesakes at home in one country and time cannot all win.
    assert len(lost) <= 5, lost


@pytest.mark.parametrize(
    "words",
    [
        "las disidencias de las FARC",
        "una disidencia de las FARC",
        "disidentes de las FARC",
        "FARC dissidents",
        "dissident members of the Revolutionary Armed Forces of Colombia",
        "a splinter group of the FARC",
        "les dissidents des FARC",
    ],
)
def test_dissidents_of_a_group_that_ended_are_its_heirs(words: str) -> None:
    actor = resolve_actor(words, role="perpetrator", country="Colombia", on=date(2024, 5, 11))
    assert actor is not None
    assert actor.name == (
        "FARC Dissident: Revolutionary Armed Forces of Colombia Dissident Faction"
    )


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("las FARC", date(2024, 5, 11)),  # whoever is meant, the words do not say
        ("disidentes de las FARC", date(2010, 5, 11)),  # before there were any
    ],
)
def test_a_group_named_without_heirs_is_kept(words: str, on: date) -> None:
    actor = resolve_actor(words, role="perpetrator", country="Colombia", on=on)
    assert actor is not None
    assert actor.name == "FARC: Revolutionary Armed Forces of Colombia"


def test_dissidents_of_a_group_without_listed_heirs_are_its_own() -> None:
    actor = resolve_actor("ELN dissidents", role="speaker", country="Colombia", on=None)
    assert actor is not None
    assert actor.name == "ELN: National Liberation Army"
