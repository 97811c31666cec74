"""Precision, recall and F1 of one label out of several, and what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["ClassFigures", "Counts", "class_figures"]


@dataclass(frozen=True)
class Counts:
    """The counts behind precision, recall and F1: right, given and existing values.

    A ratio with the denominator 0 is 0; ``support`` is the number in the gold.
    """

    right: int = 0
    given: int = 0
    support: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.given + other.given, self.support + other.support
        )

    @property
    def precision(self) -> float:
        """The share of given values that are right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of gold values that were given."""
        return self.right / self.support if self.support else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (self.given + self.support) if self.given + self.support else 0.0


@dataclass(frozen=True)
class ClassFigures:
    """Counts by label, and over all of them."""

    of: Mapping[str, Counts]

    @property
    def count(self) -> int:
        """The number of labelled things."""
        return sum(one.support for one in self.of.values())

    @property
    def accuracy(self) -> float:
        """The share with the right label: micro recall, where each has one label."""
        return sum(one.right for one in self.of.values()) / self.count if self.count else 0.0

    @property
    def weighted_f1(self) -> float:
        """F1 by label, weighted by how often the gold has the label."""
        return sum(one.f1 * one.support for one in self.of.values()) / max(self.count, 1)

    @property
    def macro_f1(self) -> float:
        """F1 by label, each label of the gold counting the same."""
        supported = [one for one in self.of.values() if one.support]
        return sum(one.f1 for one in supported) / max(len(supported), 1)


def class_figures(gold: Sequence[str], given: Sequence[str]) -> ClassFigures:
    """The figures of two lists of labels of the same things, in the same order.

    Raises ``ValueError`` when they are not equally long."""
    pairs = list(zip(gold, given, strict=True))
    right = Counter(one for one, other in pairs if one == other)
    there, said = Counter(gold), Counter(given)
    return ClassFigures(
        {
            label: Counts(right[label], said[label], there[label])
            for label in sorted({*gold, *given})
        }
    )
