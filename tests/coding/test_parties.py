"""Who did it to whom, how sure that is, and the type that the parties allow."""

from __future__ import annotations

import pytest
from fake_model import event_of

from extractor.records import EventRecord

MURDER = "Gunmen shot dead four farmers in Konduga on Tuesday."
BOMB = "A bomb exploded at a market in Kano on Tuesday, killing eight people."
SOMEBODY = {"By": "Gunmen", "Against": "four farmers"}


def sides(event: EventRecord) -> list[tuple[str, str, str]]:
    return [(actor.role.value, actor.name, actor.attribution.value) for actor in event.actors]


def doer(event: EventRecord) -> tuple[str, str]:
    (actor,) = event.perpetrators
    return actor.name, actor.attribution.value


def test_what_the_article_says_itself_is_reported_as_fact() -> None:
    event = event_of(
        "Boko Haram fighters shot dead four farmers in Konduga on Tuesday.",
        {"shot dead": {"By": "Boko Haram fighters", "Against": "four farmers"}},
    )
    name, attribution = doer(event)
    assert name.startswith("Boko Haram") and attribution == "reported_as_fact"


@pytest.mark.parametrize("hedge", ["Suspected", "Alleged", "Presumed"])
def test_a_suspected_doer_is_accused(hedge: str) -> None:
    event = event_of(
        f"{hedge} Boko Haram fighters shot dead four farmers in Konduga on Tuesday.",
        {"shot dead": {"By": f"{hedge} Boko Haram fighters", "Against": "four farmers"}},
    )
    assert doer(event)[1] == "accused"


def test_whom_officials_suspect_is_accused_by_authorities() -> None:
    event = event_of(
        "Police said suspected Boko Haram fighters shot dead four farmers in Konduga on Tuesday.",
        {"shot dead": {"By": "suspected Boko Haram fighters", "Against": "four farmers"}},
    )
    assert doer(event)[1] == "accused_by_authorities"


def test_officials_who_were_hit_do_not_accuse() -> None:
    event = event_of(
        "A police post in Konduga was attacked by suspected Boko Haram fighters on Tuesday.",
        {"attacked": {"By": "suspected Boko Haram fighters", "Against": "A police post"}},
    )
    assert doer(event)[1] == "accused"


@pytest.mark.parametrize("hedge", ["Possibly", "Apparently"])
def test_a_doer_that_is_only_possible_is_said_so(hedge: str) -> None:
    event = event_of(
        f"{hedge} Boko Haram fighters shot dead four farmers in Konduga on Tuesday.",
        {"shot dead": {"By": "Boko Haram fighters", "Against": "four farmers"}},
    )
    assert doer(event)[1] == "possible"


def test_a_police_post_that_is_hit_accuses_nobody() -> None:
    event = event_of(
        "According to residents, suspected Boko Haram fighters attacked the police in Konduga on "
        "Tuesday.",
        {"attacked": {"By": "suspected Boko Haram fighters", "Against": "the police"}},
    )
    assert doer(event)[1] == "accused"


def test_who_claims_it_stands_as_the_doer_where_none_is_named() -> None:
    event = event_of(
        f"{BOMB} Boko Haram claimed responsibility.",
        {"claimed responsibility": {"By": "Boko Haram"}},
    )
    name, attribution = doer(event)
    assert name.startswith("Boko Haram") and attribution == "claimed"
    assert [claim.speaker for claim in event.claims_of_responsibility] == ["Boko Haram"]


def test_a_named_doer_who_owns_up_has_claimed_it() -> None:
    event = event_of(
        "Boko Haram fighters shot dead four farmers in Konduga on Tuesday. "
        "Boko Haram claimed responsibility.",
        {
            "shot dead": {"By": "Boko Haram fighters", "Against": "four farmers"},
            "claimed responsibility": {"By": "Boko Haram"},
        },
    )
    assert doer(event)[1] == "claimed"


@pytest.mark.parametrize(
    ("speaker", "attribution"),
    [
        ("Residents", "accused"),
        ("Amnesty International", "accused"),
        ("Police", "accused_by_authorities"),
        ("The governor", "accused_by_authorities"),
    ],
)
def test_who_is_only_accused_stands_as_the_doer_with_that_word(
    speaker: str, attribution: str
) -> None:
    event = event_of(
        f"{BOMB} {speaker} blamed Boko Haram for the attack.",
        {"blamed": {"By": speaker, "Against": "Boko Haram"}},
    )
    assert doer(event)[1] == attribution
    (allegation,) = event.allegations
    assert (allegation.speaker, allegation.accused) == (speaker, "Boko Haram")


def test_an_accusation_that_the_accused_denies_is_disputed() -> None:
    event = event_of(
        f"{BOMB} Police blamed Boko Haram for the attack. Boko Haram denied involvement.",
        {
            "blamed": {"By": "Police", "Against": "Boko Haram"},
            "denied": {"By": "Boko Haram"},
        },
    )
    assert doer(event)[1] == "disputed"


def test_a_denial_by_a_capital_is_that_of_its_government() -> None:
    event = event_of(
        "A gas attack killed seventy people in the town of Khan Sheikhoun in Syria on Tuesday. "
        "Several states blamed Syrian government forces. Damascus denied the accusation.",
        {
            "blamed": {"By": "Several states", "Against": "Syrian government forces"},
            "denied": {"By": "Damascus"},
        },
    )
    assert doer(event)[1] == "disputed"


def test_a_denial_by_somebody_else_disputes_nothing() -> None:
    event = event_of(
        f"{BOMB} Police blamed Boko Haram for the attack. The army denied involvement.",
        {"blamed": {"By": "Police", "Against": "Boko Haram"}, "denied": {"By": "The army"}},
    )
    assert doer(event)[1] == "accused_by_authorities"
    assert [denial.speaker for denial in event.denials] == ["The army"]


def test_a_named_group_that_claims_it_stands_before_the_nameless_of_the_report() -> None:
    event = event_of(
        f"{MURDER} Boko Haram claimed responsibility.",
        {"shot dead": SOMEBODY, "claimed responsibility": {"By": "Boko Haram"}},
    )
    assert doer(event)[0].startswith("Boko Haram")


@pytest.mark.parametrize(
    "words",
    [
        "Boko Haram has not claimed responsibility for the attack.",
        "Boko Haram, which has claimed responsibility for attacks in the past, was silent.",
        "Neither Boko Haram nor any other group claimed responsibility.",
    ],
)
def test_who_has_not_claimed_it_has_not_claimed_it(words: str) -> None:
    event = event_of(f"{BOMB} {words}", {"claimed responsibility": {"By": "Boko Haram"}})
    assert event.claims_of_responsibility == ()
    assert doer(event)[1] == "unattributed"


def test_not_to_deny_is_no_denial() -> None:
    event = event_of(
        f"{BOMB} Boko Haram did not deny the accusation.", {"deny": {"By": "Boko Haram"}}
    )
    assert event.denials == ()


def test_a_hedge_before_another_party_says_nothing_of_this_one() -> None:
    event = event_of(
        "Suspected rebels fled from the town of Konduga on Tuesday and soldiers killed two women.",
        {'event ("': {"By": "soldiers", "Against": "two women"}},
    )
    assert doer(event)[1] == "reported_as_fact"


def test_a_hedge_between_the_doer_and_the_verb_counts() -> None:
    event = event_of(
        "Boko Haram reportedly attacked the town of Konduga on Tuesday.",
        {"attacked": {"By": "Boko Haram", "Against": "-"}},
    )
    assert doer(event)[1] == "possible"


def test_where_nobody_is_named_the_doer_is_unidentified() -> None:
    event = event_of(BOMB)
    assert doer(event) == ("Unidentified Armed Group (Nigeria)", "unattributed")
    (actor,) = event.perpetrators
    assert actor.text is None and actor.evidence == ()


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ("the Qolvani rebels", "Qolvani rebels"),
        ("бойцы ХАМАС", "Hamas Movement"),
        ("مسلحو حركة الزنتان", "حركة الزنتان"),
    ],
)
def test_a_doer_who_is_named_is_not_unidentified(by: str, name: str) -> None:
    text = f"Four farmers were shot dead in Konduga on Tuesday by {by}."
    event = event_of(text, {"shot dead": {"By": by, "Against": "Four farmers"}})
    assert doer(event)[0] == name


def test_a_doer_whose_words_no_table_knows_is_left_out_with_a_warning() -> None:
    text = "Four farmers were shot dead in Konduga on Tuesday by kooxda xubnaha."
    event = event_of(text, {"shot dead": {"By": "kooxda xubnaha", "Against": "Four farmers"}})
    assert event.perpetrators == ()
    assert "“kooxda xubnaha” is in no table: no doer is written" in event.extraction.warnings
    assert [actor.name for actor in event.targets] == ["Civilians (Nigeria)"]


def test_a_doer_who_is_not_named_keeps_his_words() -> None:
    event = event_of(MURDER, {"shot dead": SOMEBODY})
    (actor,) = event.perpetrators
    assert (actor.name, actor.text) == ("Unidentified Armed Group (Nigeria)", "Gunmen")


def test_the_killed_stand_as_the_target_where_no_other_is_read() -> None:
    event = event_of(BOMB)
    (target,) = event.targets
    assert (target.name, target.text) == ("Civilians (Nigeria)", "eight people")


def test_an_attack_on_soldiers_is_an_armed_clash() -> None:
    event = event_of(
        "Gunmen ambushed and murdered four soldiers in Konduga on Tuesday.",
        {'event ("': {"By": "Gunmen", "Against": "four soldiers"}},
    )
    assert event.sub_event_type.value == "Armed clash"
    assert event.event_type.value == "Battles"
    assert [a.kind.value for a in event.targets] == ["State forces"]


def test_a_clash_with_civilians_alone_is_an_attack() -> None:
    event = event_of(
        "Soldiers clashed with villagers in Konduga on Tuesday, killing four villagers.",
        {"clashed": {"By": "Soldiers", "Against": "villagers"}},
    )
    assert event.sub_event_type.value == "Attack"
    assert [a.kind.value for a in event.targets] == ["Civilians"]


def test_a_battle_has_two_armed_sides_though_one_is_not_named() -> None:
    event = event_of(
        "Soldiers exchanged fire with attackers in Konduga on Tuesday.",
        {"exchanged fire": {"By": "Soldiers", "Against": "-"}},
    )
    assert event.event_type.value == "Battles"
    assert len(event.perpetrators) == 1 and len(event.targets) == 1


def test_clashes_between_two_have_both_sides() -> None:
    event = event_of(
        "Clashes between the Nigerian army and Boko Haram near Konduga on Tuesday left nine dead."
    )
    names = [actor.name for actor in event.actors]
    assert names[0].startswith("Military Forces of Nigeria")
    assert names[1].startswith("Boko Haram")


def test_two_that_clashed_with_each_other_are_the_two_sides() -> None:
    event = event_of(
        "Boko Haram fighters and soldiers clashed in Konduga on Tuesday.",
        {"clashed": {"By": "Boko Haram fighters and soldiers", "Against": "-"}},
    )
    names = sorted(actor.name.split()[0] for actor in event.actors)
    assert names == ["Boko", "Military"]
    assert len(event.targets) == 1


def test_a_protest_has_its_crowd_though_nobody_names_it() -> None:
    event = event_of("A rally took place in Lagos on Saturday in support of the strike.")
    assert sides(event) == [("perpetrator", "Protesters (Nigeria)", "unattributed")]


def test_teachers_who_march_are_protesters() -> None:
    event = event_of(
        "Thousands of teachers marched through Lagos on Saturday to demand higher pay.",
        {"marched": {"By": "Thousands of teachers", "Against": "-"}},
    )
    (actor,) = event.actors
    assert (actor.name, actor.text) == ("Protesters (Nigeria)", "Thousands of teachers")


def test_a_peaceful_protest_has_nobody_on_the_other_side() -> None:
    event = event_of(
        "Thousands of teachers marched through Lagos on Saturday against the government.",
        {"marched": {"By": "Thousands of teachers", "Against": "the government"}},
    )
    assert event.sub_event_type.value == "Peaceful protest"
    assert event.targets == ()


def test_a_riot_has_its_rioters() -> None:
    event = event_of("Rioters burned tyres and threw stones in Lagos on Saturday.")
    assert sides(event) == [("perpetrator", "Rioters (Nigeria)", "reported_as_fact")]


def test_who_fires_at_protesters_acts_and_the_protesters_suffer() -> None:
    event = event_of(
        "Police opened fire on protesters in Lagos on Saturday, killing two of them.",
        {"fire": {"By": "Police", "Against": "protesters"}},
    )
    assert event.sub_event_type.value == "Excessive force against protesters"
    assert [a.kind.value for a in event.perpetrators] == ["State forces"]
    assert [a.kind.value for a in event.targets] == ["Protesters"]


def test_a_protest_that_is_broken_up_names_who_did_it() -> None:
    event = event_of(
        "Police used tear gas to break up a protest in Lagos on Saturday.",
        {'event ("': {"By": "Police", "Against": "-"}},
    )
    assert event.sub_event_type.value == "Protest with intervention"
    assert {a.kind.value for a in event.actors} == {"Protesters", "State forces"}
    assert not any("codebook" in warning for warning in event.extraction.warnings)


def test_a_mob_that_kills_is_mob_violence() -> None:
    event = event_of(
        "A mob murdered a shopkeeper in Lagos on Saturday.",
        {'event ("': {"By": "A mob", "Against": "a shopkeeper"}},
    )
    assert event.sub_event_type.value == "Mob violence"


def test_no_party_stands_on_both_sides() -> None:
    event = event_of(
        "Boko Haram fighters attacked Boko Haram militants in Konduga on Tuesday.",
        {"attacked": {"By": "Boko Haram fighters", "Against": "Boko Haram militants"}},
    )
    names = [actor.name for actor in event.actors]
    assert len(names) == len(set(names))


def test_abducted_people_are_the_target_of_an_abduction() -> None:
    event = event_of(
        "Gunmen kidnapped two priests in Kano on Monday.",
        {"kidnapped": {"By": "Gunmen", "Against": "two priests"}},
    )
    assert event.sub_event_type.value == "Abduction/forced disappearance"
    assert [(a.kind.value, a.text) for a in event.targets] == [("Civilians", "two priests")]


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (MURDER, {"shot dead": SOMEBODY}),
        (MURDER, {}),
        (BOMB, {}),
        ("Rioters burned tyres and threw stones in Lagos on Saturday.", {}),
        ("A rally took place in Lagos on Saturday in support of the strike.", {}),
        ("Clashes between the Nigerian army and Boko Haram near Konduga on Tuesday.", {}),
        (
            "Soldiers clashed with villagers in Konduga on Tuesday.",
            {"clashed": {"By": "Soldiers", "Against": "villagers"}},
        ),
        ("Warplanes bombed a hospital in Aleppo on Tuesday, killing nine people.", {}),
        ("Police opened fire on protesters in Lagos on Saturday.", {}),
        ("Gunmen kidnapped two priests in Kano on Monday.", {}),
        (
            "Police arrested forty members of the opposition party in Kano on Tuesday.",
            {"arrested": {"By": "Police", "Against": "forty members of the opposition party"}},
        ),
    ],
)
def test_the_record_breaks_no_rule_of_the_codebook(
    text: str, answers: dict[str, dict[str, str]]
) -> None:
    event = event_of(text, answers)
    assert [w for w in event.extraction.warnings if "codebook" in w or "ACLED row" in w] == []
    assert event.to_acled().sub_event_type == event.sub_event_type
