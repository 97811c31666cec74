"""Forces told without their state are those of the one that the article has called so."""

from __future__ import annotations

import pytest
from marked import Marked

OPENING = {
    "Israeli forces raided Hebron, West Bank, on Monday. The forces shot a man in Nablus.": (
        "Israel"
    ),
    "Police raided Hebron, West Bank, on Monday. The forces shot a man in Nablus.": "Palestine",
    "Israeli forces and Palestinian forces fought in Hebron, West Bank, on Monday. The forces shot "
    "a man in Nablus.": "Palestine",
}


@pytest.mark.parametrize(("text", "whose"), OPENING.items())
def test_the_forces_are_those_of_the_one_state_whose_forces_were_named(text, whose) -> None:
    marked = Marked(text)
    verb = "fought" if "fought" in text else "raided"
    doers = [words for words in ("Israeli forces", "Palestinian forces", "Police") if words in text]
    marked.event(verb, doer=doers, place="Hebron")
    marked.event("shot", doer="The forces", place="Nablus", target="a man", killed="a man")
    record = marked.outcome().events[-1]
    (doer,) = [one for one in record.actors if one.role.value == "perpetrator"]
    assert doer.text == "The forces"
    assert doer.name.startswith(f"Military Forces of {whose}")


def test_a_force_that_is_also_marked_as_the_weapon_did_it() -> None:
    marked = Marked("Bei einem Angriff der russischen Luftwaffe auf Isjum starben fünf Menschen.")
    weapon = marked.words("russischen Luftwaffe", 0.95)
    doer = marked.words("russischen Luftwaffe", 0.91)
    marked.event("Angriff", "Air/drone strike", place="Isjum", doer=doer, weapon=weapon)
    (event,) = marked.reading().events
    assert [one.said.text for one in event.perpetrators if one.said] == ["russischen Luftwaffe"]
    assert event.weapons == ()


def test_who_is_named_in_the_words_for_a_weapon_has_used_it() -> None:
    marked = Marked("При атаке беспилотников ВСУ на Шебекино погибли двое.")
    weapon = marked.words("беспилотников ВСУ", 0.95)
    doer = marked.words("ВСУ", 0.9)
    marked.event("атаке", "Air/drone strike", doer=doer, weapon=weapon, place="Шебекино")
    (record,) = marked.outcome().events
    (doer_told,) = [one for one in record.actors if one.role.value == "perpetrator"]
    assert doer_told.name.startswith("Military Forces of Ukraine")
