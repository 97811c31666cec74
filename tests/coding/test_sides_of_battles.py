"""What the codebook makes of the parties: who took ground, who fights whom, whom a mob kills."""

from __future__ import annotations

from itertools import permutations

import pytest
from marked import Marked

from extractor.codebook.attribution import Role
from extractor.codebook.rules import check_event
from extractor.records import EventRecord


def coded(text: str, words: str, kind: str, **roles: object) -> EventRecord:
    marked = Marked(text)
    marked.event(words, kind, **roles)
    (event,) = marked.outcome().events
    return event


def names(event: EventRecord, role: Role) -> list[str]:
    return [actor.name for actor in event.actors if actor.role is role]


@pytest.mark.parametrize(
    ("text", "doer", "place", "kind"),
    [
        (
            "L'esercito sudanese ha riconquistato domenica la città di El Obeid.",
            "L'esercito sudanese",
            "El Obeid",
            "Government regains territory",
        ),
        (
            "Російська армія захопила в неділю місто Курахове на Донеччині.",
            "Російська армія",
            "Курахове",
            "Non-state actor overtakes territory",
        ),
        (
            "Les rebelles du M23 ont pris dimanche la ville de Goma, en RDC.",
            "Les rebelles du M23",
            "Goma",
            "Non-state actor overtakes territory",
        ),
    ],
)
@pytest.mark.parametrize(
    "read", ["Government regains territory", "Non-state actor overtakes territory"]
)
def test_who_took_ground_says_whether_a_government_regained_it(
    text: str, doer: str, place: str, kind: str, read: str
) -> None:
    words = next(one for one in ("riconquistato", "захопила", "pris") if one in text)
    assert coded(text, words, read, doer=doer, place=place).sub_event_type == kind


def test_of_two_sides_of_a_battle_that_are_both_read_as_hit_the_first_is_the_doer() -> None:
    event = coded(
        "Bei Gefechten zwischen der ELN und Dissidenten der Farc in Tibú starben sechs Kämpfer.",
        "Gefechten",
        "Armed clash",
        target=["der ELN", "Dissidenten der Farc"],
        place="Tibú",
        killed="sechs Kämpfer",
    )
    assert names(event, Role.PERPETRATOR) == ["ELN: National Liberation Army"]
    (target,) = names(event, Role.TARGET)
    assert target.startswith("FARC Dissident")


def test_whom_a_mob_caught_is_a_civilian() -> None:
    event = coded(
        "Moradores de Parauapebas lincharam no domingo um homem suspeito.",
        "lincharam",
        "Mob violence",
        doer="Moradores de Parauapebas",
        target="um homem suspeito",
        place="Parauapebas",
        killed="um homem suspeito",
    )
    assert names(event, Role.TARGET) == ["Civilians (Brazil)"]


@pytest.mark.parametrize(
    ("doer", "kind"), [("Un kamikaze", "Suicide bomb"), ("Droni kamikaze", "Attack")]
)
def test_kamikaze_drones_are_no_suicide_bombers(doer: str, kind: str) -> None:
    text = f"{doer} ha ucciso undici fedeli sabato a Peshawar, in Pakistan."
    event = coded(text, "ucciso", "Attack", doer=doer, place="Peshawar", killed="undici fedeli")
    assert event.sub_event_type == kind


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("Maoist rebels", "Armed clash"),
        ("marching students", "Excessive force against protesters"),
    ],
)
def test_rebels_whom_police_shot_at_are_no_protesters(target: str, kind: str) -> None:
    marked = Marked(f"Policemen opened fire on {target} in Bijapur, India, on Saturday.")
    marked.event(
        "opened fire",
        "Excessive force against protesters",
        place="Bijapur",
        doer="Policemen",
        target=target,
    )
    (record,) = marked.outcome().events
    assert record.sub_event_type == kind


@pytest.mark.parametrize(
    ("one", "other"), [*permutations(["Boko Haram", "ISWAP", "Ansaru", "the Nigerian army"], 2)]
)
def test_of_two_parties_read_on_both_sides_the_doer_told_first_is_the_doer(
    one: str, other: str
) -> None:
    marked = Marked(f"On Sunday {one} fought {other} in Baga, where {other} attacked {one} first.")
    doers = [marked.words(one), marked.words(other, nth=1)]
    targets = [marked.words(other), marked.words(one, nth=1)]
    marked.event("fought", "Armed clash", doer=doers, target=targets, place="Baga")
    (event,) = marked.outcome().events
    told = [(actor.role, actor.text) for actor in event.actors]
    assert told == [(Role.PERPETRATOR, one), (Role.TARGET, other)]


@pytest.mark.parametrize("doer", ["Gunmen", "Guards of a palm oil company", "Soldiers"])
def test_who_shoots_at_protesters_is_the_doer(doer: str) -> None:
    marked = Marked(f"{doer} opened fire on a march by teachers in Oaxaca, Mexico, on Sunday.")
    kind = "Excessive force against protesters"
    marked.event("opened fire", kind, doer=doer, target="teachers", place="Oaxaca")
    (event,) = marked.outcome().events
    assert event.sub_event_type == kind
    told = [(actor.role, actor.text) for actor in event.actors]
    assert told == [(Role.PERPETRATOR, doer), (Role.TARGET, "teachers")]


@pytest.mark.parametrize(
    ("text", "words", "kind", "roles", "first"),
    [
        (
            "Gunmen killed a gang leader and a boy in Cali, Colombia, on Sunday.",
            "killed",
            "Attack",
            {"doer": "Gunmen", "target": ["a gang leader", "a boy"], "place": "Cali"},
            "Civilians (Colombia)",
        ),
        (
            "Police shot at bystanders and protesters in Baidoa, Somalia, on Sunday.",
            "shot at",
            "Excessive force against protesters",
            {"doer": "Police", "target": ["bystanders", "protesters"], "place": "Baidoa"},
            "Protesters (Somalia)",
        ),
    ],
)
def test_whom_the_type_needs_stands_first_in_the_row(
    text: str, words: str, kind: str, roles: dict[str, object], first: str
) -> None:
    event = coded(text, words, kind, **roles)
    assert event.sub_event_type == kind
    assert len(names(event, Role.TARGET)) == 2
    row = event.to_acled()
    assert row.actor2 == first
    assert row.assoc_actor_2
    assert check_event(row.model_dump(mode="json")) == []
