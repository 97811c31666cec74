"""Turns examples into tensors: some are joined to longer texts, all are cut to length and marked.

A piece is a token of the encoder. A mark tells the net which words of an event or a statement to
look at; it then finds their type and roles. In training, the spans to mark are drawn at random.
"""

from __future__ import annotations

import random
from argparse import Namespace
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.utils.data import Dataset

from corpus.training.scheme import ROLES, STATEMENTS

MOST = 510
"""The most pieces of a text, without its begin and end token."""
EXCERPTS = (1, 1, 2, 2, 3, 4, 6)
"""Lengths of an excerpt in sentences, drawn at random. Many short texts have no day and no
headline; a tagger trained only on whole articles does not find events in them."""
EXCERPTS_FOR_A_TEXT = 3
TELLING = 0.75
"""Share of excerpts, of texts with an event, that are chosen to contain an event's main telling."""
IGNORED = -100
_ABOUT, _SAME = ROLES.index("about"), ROLES.index("same")


class Batch(NamedTuple):
    """Several texts as tensors. ``length`` includes the begin and the end token."""

    pieces: Tensor  # many, length
    mask: Tensor  # many, 1, 1, length
    event_tags: Tensor  # many, length
    statement_tags: Tensor  # many, length
    tells: Tensor  # many: 1 where a current event is told, 0 where none is, -1 if not known


class Step(NamedTuple):
    """The input of one training step."""

    batch: Batch
    marked: Marked
    doubted: Tensor  # rows of the batch that also get a wrong mark, to be recognised as wrong
    keys: tuple[str, ...]  # of the texts if they are unchanged; else empty


class Marked(NamedTuple):
    """Marks drawn for the texts of a batch: the marked words, and what the net has to find."""

    rows: Tensor  # row of the batch for each mark
    marks: Tensor  # marks, length
    kinds: Tensor  # marks: index of KINDS or of STATEMENT_KINDS, by what is marked
    flags: Tensor  # marks, 2: background, main telling
    roles: Tensor  # marks, length, roles, 2: inside, first
    details: Tensor  # marks, length, 2: attribution of a doer, relation of a place


def joined(examples: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Join several examples to one text; events and statements are renumbered consecutively."""
    whole: dict[str, Any] = {"pieces": [], "events": [], "statements": [], "roles": []}
    for number, one in enumerate(examples):
        at, more = len(whole["pieces"]), 100 * number
        whole["pieces"] += one["pieces"]
        whole["events"] += [[s + at, e + at, n + more, k, b] for s, e, n, k, b in one["events"]]
        whole["statements"] += [
            [s + at, e + at, n + more, k, [a + more for a in about]]
            for s, e, n, k, about in one["statements"]
        ]
        whole["roles"] += [[r, o, n + more, s + at, e + at, d] for r, o, n, s, e, d in one["roles"]]
    return whole


def cut(one: dict[str, Any], start: int, end: int | None = None) -> dict[str, Any]:
    """Cut an example to the pieces from ``start`` to ``end``, at most ``MOST``, with the spans that
    lie within; the kinds of events are those of the whole text."""
    end = min(end or len(one["pieces"]), start + MOST)
    if start == 0 and end == len(one["pieces"]):
        return one

    def within(s: int, e: int) -> bool:
        return s >= start and e <= end

    return {
        "pieces": one["pieces"][start:end],
        "kinds": kinds_of(one),
        "events": [[s - start, e - start, *r] for s, e, *r in one["events"] if within(s, e)],
        "statements": [
            [s - start, e - start, *r] for s, e, *r in one["statements"] if within(s, e)
        ],
        "roles": [
            [r, o, n, s - start, e - start, d] for r, o, n, s, e, d in one["roles"] if within(s, e)
        ],
    }


def kinds_of(one: dict[str, Any]) -> dict[int, tuple[int, int]]:
    """Event number → the kind and background flag of its main telling."""
    known: dict[int, tuple[int, int]] | None = one.get("kinds")
    return known or {n: (kind, past) for _, _, n, kind, past in one["events"] if kind >= 0}


def excerpt(one: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Cut one to six consecutive sentences out of a text, mostly with the main telling of an event
    if it has one. Such excerpts look like short texts; background is not recognisable in them."""
    starts = [*one["sentences"], len(one["pieces"])]
    many = min(chance.choice(EXCERPTS), len(starts) - 1)
    at = chance.randrange(len(starts) - many)
    main = [s for s, _, _, kind, past in one["events"] if kind >= 0 and not past]
    if main and chance.random() < TELLING:
        there = bisect_right(starts, chance.choice(main)) - 1
        at = min(max(0, there - chance.randrange(many)), len(starts) - 1 - many)
    return cut(one, starts[at], starts[at + many])


def batch(examples: Sequence[dict[str, Any]], special: Sequence[int]) -> Batch:
    """Make tensors of examples, padded to the longest."""
    begin, pad, end, _ = special
    length = max(len(one["pieces"]) for one in examples) + 2
    pieces = torch.full((len(examples), length), pad)
    events = torch.full((len(examples), length), IGNORED)
    statements = torch.full((len(examples), length), IGNORED)
    for row, one in enumerate(examples):
        size = len(one["pieces"])
        pieces[row, : size + 2] = torch.tensor([begin, *one["pieces"], end])
        events[row, 1 : size + 1] = 0
        statements[row, 1 : size + 1] = 0
        for start, stop, *_ in one["events"]:
            events[row, start + 1] = 1
            events[row, start + 2 : stop + 1] = 2
        for start, stop, _, kind, _ in one["statements"]:
            statements[row, start + 1] = 1 + kind
            statements[row, start + 2 : stop + 1] = 1 + len(STATEMENTS)
    tells = torch.tensor([tells_of_event(one) for one in examples])
    return Batch(pieces, (pieces != pad)[:, None, None, :], events, statements, tells)


def tells_of_event(one: dict[str, Any]) -> float:
    """1 if the text reports a current event, 0 if none or only a past one; -1 if the main tellings
    were cut off."""
    if any(kind >= 0 and not past for *_, kind, past in one["events"]):
        return 1.0
    return 0.0 if all(past for _, past in kinds_of(one).values()) else -1.0


def drawn(
    examples: Sequence[dict[str, Any]], most: int, chance: random.Random
) -> list[tuple[int, str, Sequence[Any]]]:
    """Draw the spans to mark: row of the batch, ``E`` or ``S``, and the span's numbers."""
    found: list[tuple[int, str, Sequence[Any]]] = []
    for row, one in enumerate(examples):
        by_event: dict[int, list[Sequence[Any]]] = {}
        for mention in one["events"]:
            by_event.setdefault(mention[2], []).append(mention)
        events = [*by_event.values()]
        chance.shuffle(events)
        for mentions in events[:most]:
            main = [mention for mention in mentions if mention[3] >= 0]
            kinds = main if main and chance.random() < 0.6 else mentions
            found.append((row, "E", chance.choice(kinds)))
        if one["statements"] and chance.random() < 0.7:
            found.append((row, "S", chance.choice(one["statements"])))
    return found


def marked(
    examples: Sequence[dict[str, Any]],
    spans: Sequence[tuple[int, str, Sequence[Any]]],
    length: int,
) -> Marked:
    """Make the tensors of drawn spans."""
    many = len(spans)
    marks = torch.zeros((many, length), dtype=torch.long)
    kinds = torch.zeros(many, dtype=torch.long)
    flags = torch.full((many, 2), -1.0)
    roles = torch.zeros((many, length, len(ROLES), 2), dtype=torch.uint8)
    details = torch.full((many, length, 2), IGNORED)
    for i, (row, what, span) in enumerate(spans):
        one = examples[row]
        start, stop, number = span[0], span[1], span[2]
        marks[i, start + 1 : stop + 1] = 2 if what == "S" else 1
        targets = []
        if what == "E":
            kinds[i], flags[i, 0] = kinds_of(one).get(number, (IGNORED, -1.0))
            flags[i, 1] = float(span[3] >= 0)
            targets = [(_SAME, s, e, 0) for s, e, n, *_ in one["events"] if n == number]
        elif what == "S":
            kinds[i] = span[3]
            targets = [(_ABOUT, s, e, 0) for s, e, n, *_ in one["events"] if n in span[4]]
        targets += [(r, s, e, d) for r, o, n, s, e, d in one["roles"] if o == what and n == number]
        for role, s, e, detail in targets:
            roles[i, s + 1 : e + 1, role, 0] = 1
            roles[i, s + 1, role, 1] = 1
            if ROLES[role] == "doer":
                details[i, s + 1 : e + 1, 0] = detail
            elif ROLES[role] == "place":
                details[i, s + 1 : e + 1, 1] = detail
    rows = torch.tensor([s[0] for s in spans], dtype=torch.long)
    return Marked(rows, marks, kinds, flags, roles, details)


class Steps(Dataset[Step]):
    """The training steps by number: passages and articles, joined and cut. Each depends only on the
    seed and its number, so that a run can be continued anywhere."""

    def __init__(
        self, examples: Sequence[dict[str, Any]], special: Sequence[int], args: Namespace
    ) -> None:
        self.args, self.special = args, special
        self.plain = [one for one in examples if not one.get("variant")]
        self.variants: dict[str, list[dict[str, Any]]] = {}
        for one in examples:
            self.variants.setdefault(one["id"], []).append(one)
        self.by_language: dict[str, list[dict[str, Any]]] = {}
        for one in self.plain:
            self.by_language.setdefault(one["language"], []).append(one)
        self._order: tuple[int, list[list[int]]] = (-1, [])

    def __len__(self) -> int:
        return int(self.args.steps)

    def __getitem__(self, step: int) -> Step:
        chance = random.Random(f"{self.args.seed}/{step}")
        if chance.random() < self.args.excerpts:
            many = EXCERPTS_FOR_A_TEXT * int(self.args.batch)
            some = [self.variants[one["id"]] for one in chance.choices(self.plain, k=many)]
            texts = [{**excerpt(chance.choice(one), chance), "key": ""} for one in some]
        else:
            texts = [self._text(one, chance) for one in self._drawn(step)]
        one = batch(texts, self.special)
        spans = drawn(texts, self.args.marks, chance)
        rows = [row for row in range(len(texts)) if chance.random() < self.args.doubted]
        found = marked(texts, spans, one.pieces.shape[1])
        keys = tuple(text.get("key", "") for text in texts)
        return Step(one, found, torch.tensor(rows, dtype=torch.long), keys)

    def _drawn(self, step: int) -> list[dict[str, Any]]:
        """The examples of a step, of similar length. In each epoch every article and a share of the
        passages occur once."""
        whole = [i for i, one in enumerate(self.plain) if one["source"] != "passages"]
        short = [i for i, one in enumerate(self.plain) if one["source"] == "passages"]
        many = len(whole) + int(self.args.passages * len(short))
        size = min(int(self.args.batch), many)
        turn, at = divmod(step, max(1, many // size))
        if self._order[0] != turn:
            chance = random.Random(f"{self.args.seed}/turn {turn}")
            order = whole + chance.sample(short, many - len(whole))
            chance.shuffle(order)
            pool = size * 16
            pools = [order[i : i + pool] for i in range(0, len(order), pool)]
            order = [i for one in pools for i in sorted(one, key=self._length)]
            steps = [order[i : i + size] for i in range(0, len(order) - size + 1, size)]
            chance.shuffle(steps)
            self._order = (turn, steps)
        return [self.plain[i] for i in self._order[1][at]]

    def _length(self, number: int) -> int:
        return len(self.plain[number]["pieces"])

    def _text(self, one: dict[str, Any], chance: random.Random) -> dict[str, Any]:
        """The text of an example for this step: one of its variants, joined with others, cut."""
        one = chance.choice(self.variants[one["id"]])
        if one["source"] == "passages" and chance.random() < self.args.joined:
            more = chance.choices(self.by_language[one["language"]], k=chance.choice((1, 1, 2, 3)))
            one = joined([one, *more])
        spare = max(0, len(one["pieces"]) - MOST)
        start = chance.choice((0, spare)) if spare else 0
        key = f"{one['id']} {one.get('variant', 0)} {start}" if "id" in one else ""
        return {**cut(one, start), "key": key}
