"""Whose type stands where the rules find the tagger's event, too."""

from __future__ import annotations

import pytest
from marked import Marked

SPANISH = (
    "La policía dispersó con gases una marcha de protesta en Juliaca, Perú, el lunes, y un "
    "manifestante murió."
)
ENGLISH = "Police broke up a protest march in Juliaca, Peru, on Monday."
FORCE = "Excessive force against protesters"


@pytest.mark.parametrize(
    ("text", "word", "kind", "told"),
    [
        (SPANISH, "dispersó", FORCE, FORCE),
        (ENGLISH, "broke up", FORCE, "Protest with intervention"),
    ],
)
def test_only_in_english_a_type_that_the_tagger_does_not_think_of_is_the_rules(
    text: str, word: str, kind: str, told: str
) -> None:
    marked = Marked(text)
    police = {"La": "La policía", "Po": "Police"}[text[:2]]
    marked.event(word, kind, place="Juliaca", doer=police, kind_sure=0.87)
    (record,) = marked.outcome().events
    assert record.sub_event_type == told
