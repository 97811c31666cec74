"""All thresholds of merging. Points add up; evals/merge.py measures them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["THRESHOLDS", "Thresholds"]


@dataclass(frozen=True)
class Thresholds:
    """Points for what two reports share or differ in, and how many make them one event.

    Distances are kilometres.
    """

    # Two reports are one event from this many points; the mean over all pairs of a group must reach
    # the second number.
    join: float = 3.0
    mean: float = 1.5

    # How far the place can be from the coded point, by geo precision: a town and its outskirts;
    # near a town or a part of a region; a region represented by its capital.
    town: float = 20.0
    near: float = 60.0
    region: float = 250.0

    same_day: float = 1.0
    next_day: float = -1.75  # "overnight", the other side of midnight
    days_overlap: float = 0.0

    same_town: float = 1.25
    same_region: float = 0.5
    place_open: float = 0.0  # one has only the country, or no place

    same_sub_type: float = 0.5
    same_type: float = 0.25
    other_type: float = -0.25  # an attack and an explosion, a riot and a protest

    names_shared: float = 2.5  # names of victims
    names_differ: float = -1.5
    words_shared: float = 1.0  # words for victims ("Jesuit priests")
    words_all: float = 1.0  # additional, by the share of the shorter description
    words_differ: float = -1.5
    things_shared: float = 0.75  # buildings, vehicles
    things_all: float = 0.75
    things_differ: float = -0.25

    toll_many: float = 1.5  # the same number of killed, five or more
    toll_same: float = 0.5
    toll_one: float = 0.2
    toll_overlaps: float = 0.25
    toll_far: float = -0.75  # more than twice as many
    injured_same: float = 0.5

    actor_same: float = 0.75  # the same named group
    state_same: float = 0.25
    actor_differs: float = -0.25  # reports differ most in who did it

    # Words this similar (rapidfuzz ratio, 0–100) are one word: Velasquez, Velazquez.
    word_alike: float = 85.0
    # Statements this similar (token_set_ratio) are the same.
    statement_alike: float = 90.0


THRESHOLDS = Thresholds()
