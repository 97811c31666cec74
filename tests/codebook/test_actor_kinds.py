from __future__ import annotations

import pytest

from extractor.codebook.actors import (
    INTERACTION_CODES,
    ActorKind,
    actor_kind,
    interaction_code,
    interaction_text,
    interaction_words,
)

CIVILIANS, EXTERNAL = ActorKind.CIVILIANS, ActorKind.EXTERNAL_OTHER


def test_kinds_carry_the_numbers_of_the_older_exports() -> None:
    assert [kind.code for kind in ActorKind] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert all(ActorKind.from_code(kind.code) is kind for kind in ActorKind)
    with pytest.raises(ValueError, match="9"):
        ActorKind.from_code(9)


def test_the_lower_number_always_comes_first() -> None:
    assert interaction_code(CIVILIANS, ActorKind.STATE_FORCES) == 17
    assert interaction_text(CIVILIANS, ActorKind.REBEL_GROUP) == "Rebel group-Civilians"


def test_a_lone_actor_has_its_own_codes() -> None:
    assert interaction_code(ActorKind.PROTESTERS, None) == 60
    assert interaction_text(ActorKind.PROTESTERS, None) == "Protesters only"


def test_external_forces_stand_before_civilians() -> None:
    assert interaction_text(CIVILIANS, EXTERNAL) == "External/Other forces-Civilians"
    assert interaction_words(78) == "External/Other forces-Civilians"


def test_forty_four_interactions_are_legal_and_each_pair_gives_one() -> None:
    pairs = {interaction_code(a, b) for a in ActorKind for b in (*ActorKind, None)}
    assert pairs == INTERACTION_CODES
    assert len(INTERACTION_CODES) == 44
    assert len({interaction_words(code) for code in INTERACTION_CODES}) == 44


@pytest.mark.parametrize("code", [0, 9, 19, 21, 71, 87, 90])
def test_other_numbers_are_no_interaction(code: int) -> None:
    with pytest.raises(ValueError, match=str(code)):
        interaction_words(code)


def test_cells_hold_words_or_numbers() -> None:
    assert actor_kind("2") is actor_kind(2) is actor_kind(2.0) is ActorKind.REBEL_GROUP
    assert actor_kind(" Rebel group ") is ActorKind.REBEL_GROUP
    assert actor_kind("") is actor_kind(None) is actor_kind("0") is actor_kind(0.0) is None
    with pytest.raises(ValueError, match="Bandits"):
        actor_kind("Bandits")
