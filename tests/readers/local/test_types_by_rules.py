"""Whose type stands where the rules find the tagger's event, too."""

from __future__ import annotations

import pytest
from marked import Marked

TEXT = "Police broke up a protest march in Juliaca, Peru, on Monday."
FORCE, BROKEN_UP = "Excessive force against protesters", "Protest with intervention"


@pytest.mark.parametrize(
    ("sure", "second", "told"),
    [
        (0.87, (), FORCE),
        (0.77, ((BROKEN_UP, 0.2),), BROKEN_UP),
        (0.96, ((BROKEN_UP, 0.2),), FORCE),
    ],
)
def test_the_rules_type_stands_where_the_tagger_thinks_of_it_and_is_in_doubt(
    sure: float, second: tuple[tuple[str, float], ...], told: str
) -> None:
    marked = Marked(TEXT)
    marked.event("broke up", FORCE, place="Juliaca", doer="Police", kind_sure=sure, or_kind=second)
    (record,) = marked.outcome().events
    assert record.sub_event_type == told
