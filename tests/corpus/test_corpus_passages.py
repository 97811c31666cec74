"""The passages of the repository hold to their format."""

from __future__ import annotations

from corpus.check import check
from corpus.format import PASSAGES


def test_all_passages_of_the_repository_are_well_formed() -> None:
    passages, faults = check([PASSAGES])
    assert [str(fault) for fault in faults] == []
    assert passages
