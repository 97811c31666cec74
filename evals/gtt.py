"""Role fillers scored as the public scorer of GTT does (Du, Rush and Cardie, NAACL 2021).

After ``eval.py`` of github.com/xinyadu/gtt, written anew. A template is its incident type and
lists of entities for five roles; a gold entity is a list of alternative strings. Strings are
compared in lower case without punctuation and articles. A predicted entity is right when all its
strings are among those of one gold entity. Predicted templates are mapped to gold ones so that
the article's micro F1 is best; only templates whose type agrees can be mapped ("attack" agrees
with "bombing / attack"). The type itself counts as a filler, as it does there.

One difference: the public scorer tries every mapping, which never ends for ten templates. Here,
with more than ``FEW`` mappings, the mapping with the best ``p_num / p_den + r_num / r_den`` is
found exactly. Optional templates and fillers count like all others, as in the public scorer.
"""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractor.score.assignment import best_assignment

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
FEW = 20_000
ARTICLES = re.compile(r"\b(a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation)
Entities = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Filled:
    """A template: its type (a gold one may be ``bombing / attack``) and its role fillers."""

    incident_type: str
    roles: Mapping[str, Entities]


@dataclass
class Count:
    """Numerators and denominators of precision and recall."""

    p_num: int = 0
    p_den: int = 0
    r_num: int = 0
    r_den: int = 0

    def add(self, other: Count) -> None:
        self.p_num += other.p_num
        self.p_den += other.p_den
        self.r_num += other.r_num
        self.r_den += other.r_den

    @property
    def precision(self) -> float:
        return self.p_num / self.p_den if self.p_den else 0.0

    @property
    def recall(self) -> float:
        return self.r_num / self.r_den if self.r_den else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass
class Scores:
    """Counts of the incident type and of each role."""

    counts: dict[str, Count] = field(
        default_factory=lambda: {name: Count() for name in ("incident_type", *ROLES)}
    )

    def add(self, other: Scores) -> None:
        for name, count in other.counts.items():
            self.counts[name].add(count)

    @property
    def micro(self) -> Count:
        """The counts of the type and all roles together: published figures are of these."""
        total = Count()
        for count in self.counts.values():
            total.add(count)
        return total


def normal(text: str) -> str:
    """The text in lower case, without punctuation and articles, with single spaces."""
    return " ".join(ARTICLES.sub(" ", text.lower().translate(PUNCTUATION)).split())


def normalised(template: Filled) -> Filled:
    """The template with all its strings passed through :func:`normal`."""
    roles = {
        role: [[normal(one) for one in entity] for entity in template.roles.get(role, ())]
        for role in ROLES
    }
    return Filled(template.incident_type.lower(), roles)


def score_article(predicted: Sequence[Filled], gold: Sequence[Filled]) -> Scores:
    """The counts of one article under its best mapping."""
    ours = [normalised(one) for one in predicted]
    theirs: list[Filled] = []
    for one in map(normalised, gold):
        if one not in theirs:  # as the public scorer drops templates that became equal
            theirs.append(one)
    pairs = {
        (i, j): _pair(one, other)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if one.incident_type in other.incident_type
    }
    total = Scores()
    for one in ours:
        total.counts["incident_type"].p_den += 1
        for role in ROLES:
            total.counts[role].p_den += len(one.roles[role])
    for one in theirs:
        total.counts["incident_type"].r_den += 1
        for role in ROLES:
            total.counts[role].r_den += len(one.roles[role])
    for pair in _best(pairs, len(ours), len(theirs), total.micro):
        total.add(pairs[pair])
    return total


def _pair(ours: Filled, gold: Filled) -> Scores:
    """The numerators that a predicted template mapped to a gold one adds."""
    found = Scores()
    found.counts["incident_type"] = Count(p_num=1, r_num=1)
    for role in ROLES:
        right = [[_matches(g, p) for p in ours.roles[role]] for g in gold.roles[role]]
        found.counts[role] = Count(
            p_num=sum(map(any, zip(*right, strict=True))) if right else 0,
            r_num=sum(map(any, right)),
        )
    return found


def _matches(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    return all(one in gold for one in predicted)


def _best(
    pairs: Mapping[tuple[int, int], Scores], ours: int, theirs: int, total: Count
) -> list[tuple[int, int]]:
    if (theirs + 1) ** ours > FEW:
        worth = [[0.0] * theirs for _ in range(ours)]
        for (i, j), one in pairs.items():
            worth[i][j] = one.micro.p_num / total.p_den + one.micro.r_num / total.r_den
        return best_assignment(worth)
    best: list[tuple[int, int]] = []
    best_f1 = -1.0
    for mapping in itertools.product([*range(theirs), -1], repeat=ours):
        used = [j for j in mapping if j >= 0]
        if len(set(used)) < len(used):
            continue
        chosen = [(i, j) for i, j in enumerate(mapping) if (i, j) in pairs]
        count = Count(0, total.p_den, 0, total.r_den)
        for pair in chosen:
            count.add(pairs[pair].micro)
        if count.f1 > best_f1:
            best, best_f1 = chosen, count.f1
    return best
