"""Who did it and to whom, as a reader says it: kept, mended by rule or noted, never lost."""

from __future__ import annotations

import pytest
from marked import Marked
from record_replies import (
    RAID,
    day,
    event,
    party,
    place,
    raid,
    statement,
    the_event,
    warned,
)


def test_who_is_named_is_never_unidentified() -> None:
    text = "Gunmen of the Lords of Gbaya Front killed four farmers in Konduga on Tuesday."
    record = the_event(
        text,
        event(
            [1],
            words="killed",
            parties=[
                party(
                    "perpetrator",
                    "the Lords of Gbaya Front",
                    "Lords of Gbaya Front",
                    kind="Political militia",
                )
            ],
        ),
    )
    (doer,) = record.perpetrators
    assert (doer.name, doer.kind.value) == ("Lords of Gbaya Front", "Political militia")


def test_an_actor_in_another_script_has_its_english_name() -> None:
    text = "قتلت كتائب الساحل الحرة أربعة مزارعين في الفاشر."
    named = party("perpetrator", "كتائب الساحل الحرة", "Free Sahel Brigades", kind="Rebel group")
    record = the_event(text, event([1], words="قتلت", parties=[named]))
    (doer,) = record.perpetrators
    assert (doer.name, doer.kind.value, doer.text) == (
        "Free Sahel Brigades",
        "Rebel group",
        "كتائب الساحل الحرة",
    )


def test_gunmen_and_whom_they_are_said_to_be_are_one_side() -> None:
    text = "Gunmen killed four farmers in Konduga. Police blamed Boko Haram."
    record = the_event(
        text,
        event(
            [1],
            words="killed",
            parties=[
                party("perpetrator", "Gunmen", kind="Political militia"),
                party(
                    "perpetrator",
                    "Boko Haram",
                    "Boko Haram",
                    attribution="accused_by_authorities",
                    attributed_by="Police",
                ),
            ],
        ),
    )
    (doer,) = record.perpetrators
    assert "Boko Haram" in doer.name
    assert (doer.attribution.value, doer.attributed_by) == ("accused_by_authorities", "Police")
    assert [e.text for e in doer.evidence] == ["Boko Haram", "Gunmen"]


def test_a_denial_by_the_accused_makes_the_attribution_disputed() -> None:
    text = "Villagers accused Boko Haram of killing four farmers in Konduga. Boko Haram denied it."
    record = the_event(
        text,
        event(
            [1],
            words="killing",
            parties=[party("perpetrator", "Boko Haram", attribution="accused")],
        ),
        statements=(
            statement("allegation", [1], speaker="Villagers", accused="Boko Haram"),
            statement("denial", [2], speaker="Boko Haram"),
        ),
    )
    assert [a.attribution.value for a in record.perpetrators] == ["disputed"]


def test_who_is_only_accused_is_no_doer_as_a_fact() -> None:
    text = "Police accused suspected Boko Haram fighters of killing four farmers in Konduga."
    record = the_event(
        text,
        event([1], words="killing", parties=[party("perpetrator", "Boko Haram fighters")]),
        statements=(statement("allegation", [1], speaker="Police", accused="Boko Haram fighters"),),
    )
    assert record.perpetrators[0].attribution.value.startswith("accused")
    assert warned(record, "is only accused there")


def test_a_party_that_is_not_in_the_article_is_left_out_with_a_warning() -> None:
    record = raid(parties=[party("perpetrator", "the Kremlin", "Government of Russia")])
    assert "Russia" not in " ".join(actor.name for actor in record.actors)
    assert warned(record, "perpetrator “the Kremlin” is not in the article; dropped")


def test_a_party_that_stands_in_the_title_alone_is_kept_without_evidence() -> None:
    named = party("perpetrator", "Boko Haram", "Boko Haram", kind="Rebel group")
    record = the_event(
        RAID, event([1], words="shot dead", parties=[named]), title="Boko Haram kills farmers"
    )
    (doer,) = record.perpetrators
    assert ("Boko Haram" in doer.name, doer.text, doer.evidence) == (True, None, ())


def test_an_attack_on_soldiers_is_an_armed_clash_and_says_so() -> None:
    text = "Gunmen attacked an army post in Konduga on Tuesday."
    record = the_event(
        text,
        event(
            [1],
            words="attacked",
            parties=[
                party("perpetrator", "Gunmen", kind="Political militia"),
                party("target", "an army post", "Military of Nigeria", kind="State forces"),
            ],
        ),
    )
    assert record.sub_event_type.value == "Armed clash"
    assert record.checked and record.checked.sub_event_type == "disputed"
    assert warned(record, "type Attack is Armed clash by ACLED's codebook")


def test_a_battle_of_which_nobody_is_named_has_two_sides() -> None:
    record = the_event(
        "Shots were traded in Konduga on Tuesday.",
        event([1], words="Shots were traded", sub_event_type="Armed clash", days=[day("Tuesday")],
              places=[place("Konduga", admin1="Borno", country="Nigeria")]),
    )  # fmt: skip
    assert [actor.role.value for actor in record.actors] == ["perpetrator", "target"]
    assert not any("against the codebook" in w for w in record.extraction.warnings)


def test_civilians_hit_in_a_battle_go_with_the_armed_side() -> None:
    text = "Gunmen attacked an army post and villagers in Konduga on Tuesday."
    record = the_event(
        text,
        event(
            [1],
            words="attacked",
            sub_event_type="Armed clash",
            parties=[
                party("perpetrator", "Gunmen", kind="Political militia"),
                party("target", "villagers", kind="Civilians"),
                party("target", "an army post", "Military of Nigeria", kind="State forces"),
            ],
        ),
    )
    assert [a.kind.value for a in record.targets] == ["State forces", "Civilians"]


def test_who_is_hit_by_a_mine_has_not_laid_it() -> None:
    record = the_event(
        "A mine went off under Kenyan soldiers near Liboi on Tuesday; three Kenyan troops died.",
        event(
            [1],
            words="went off",
            sub_event_type="Remote explosive/landmine/IED",
            parties=[
                party("perpetrator", "Kenyan soldiers"),
                party("target", "three Kenyan troops"),
            ],
        ),
    )
    assert not record.perpetrators
    assert [actor.name for actor in record.targets] == ["Military Forces of Kenya (2022-)"]
    assert warned(record, "both perpetrator and target; kept as the target")


def test_protesters_whom_police_stop_are_the_target_alone() -> None:
    record = the_event(
        "In Lagos on Tuesday the crowd was dispersed by police, who beat demonstrators.",
        event(
            [1],
            words="dispersed",
            sub_event_type="Protest with intervention",
            parties=[
                party("perpetrator", "police"),
                party("perpetrator", "the crowd"),
                party("target", "demonstrators"),
            ],
        ),
    )
    assert [actor.kind.value for actor in record.perpetrators] == ["State forces"]
    assert [actor.kind.value for actor in record.targets] == ["Protesters"]


@pytest.mark.parametrize(
    ("text", "doer", "target", "told", "coded"),
    [
        (
            "Two suicide bombers killed ten people in Maroua, Cameroon.",
            *("Two suicide bombers", "ten people", "Attack", "Suicide bomb"),
        ),
        (
            "Dos terroristas suicidas mataron a diez personas en Maroua, Camerún.",
            *("Dos terroristas suicidas", "diez personas", "Attack", "Suicide bomb"),
        ),
        (
            "A suicide bomber killed two soldiers in Maroua, Cameroon.",
            *("A suicide bomber", "two soldiers", "Remote explosive/landmine/IED", "Suicide bomb"),
        ),
        (
            "Gunmen and suicide bombers fought soldiers in Maroua, Cameroon.",
            *("suicide bombers", "soldiers", "Armed clash", "Armed clash"),
        ),
        (
            "A man on suicide watch killed ten people in Maroua, Cameroon.",
            *("A man on suicide watch", "ten people", "Attack", "Attack"),
        ),
    ],
)
def test_what_suicide_bombers_do_is_a_suicide_bomb(
    text: str, doer: str, target: str, told: str, coded: str
) -> None:
    sides = [party("perpetrator", doer), party("target", target)]
    record = the_event(
        text,
        event([1], words="Maroua", sub_event_type=told, parties=sides, places=[place("Maroua")]),
    )
    assert record.sub_event_type.value == coded
    assert warned(record, f"type {told} is Suicide bomb") == (told != coded)


def test_a_mob_among_those_it_acted_on_is_the_doer() -> None:
    text = "A mob stoned a thief to death in Kamuli, Uganda, on Tuesday."
    marked = Marked(text)
    marked.event("stoned", "Mob violence", target=["A mob", "a thief"], place="Kamuli")
    (record,) = marked.outcome().events
    sides = [(one.role.value, one.name) for one in record.actors]
    assert sides == [("perpetrator", "Rioters (Uganda)"), ("target", "Civilians (Uganda)")]
