"""Measures a net on the examples held back from training."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import torch

from corpus.training.batches import batch, cut, marked
from corpus.training.net import Net, around
from corpus.training.scheme import KINDS, MARK_TAGS, ROLES
from extractor.models.encoder.spans import role_spans, tagged_spans
from extractor.score.calibration import area_under_curve


def f1(hits: float, given: float, wanted: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (given + wanted) if given + wanted else 0.0


@torch.no_grad()
def measure(
    net: Net, examples: Sequence[dict[str, Any]], special: Sequence[int], device: str
) -> dict[str, float]:
    """Measure F1 of event and statement words (any shared piece counts), F1 of kinds and of exact
    roles for marked gold spans, and the share of texts without an event in which none is found."""
    net.eval()
    seen: Counter[str] = Counter()
    by_role: Counter[tuple[str, str]] = Counter()
    told: list[tuple[float, bool]] = []
    for at in range(0, len(examples), 16):
        some = [cut(one, 0) for one in examples[at : at + 16]]
        one_batch = batch(some, special)
        mask = one_batch.mask.to(device)
        low = net.lower(one_batch.pieces.to(device), mask)
        top = net.upper(low, mask)
        whole = net.tells_of_event(top, mask).float().cpu().tolist()
        labels = one_batch.tells.tolist()
        told += [(said, label > 0) for said, label in zip(whole, labels, strict=True) if label >= 0]
        tags = net.tags(top)
        events = tags[..., : len(MARK_TAGS)].float().softmax(-1).cpu().numpy()
        for row, one in enumerate(some):
            size = len(one["pieces"])
            found = tagged_spans(events[row, 1 : size + 1, 0], events[row, 1 : size + 1, 1])
            gold = [(s, e) for s, e, *_ in one["events"]]
            seen["given"] += len(found)
            seen["wanted"] += len(gold)
            seen["hits"] += sum(any(s < f.end and f.start < e for s, e in gold) for f in found)
            seen["hit gold"] += sum(any(s < f.end and f.start < e for f in found) for s, e in gold)
            if not gold:
                seen["empty"] += 1
                seen["left empty"] += not found
        spans = [(row, "E", m) for row, one in enumerate(some) for m in one["events"] if m[3] >= 0]
        spans += [(row, "S", m) for row, one in enumerate(some) for m in one["statements"]]
        for part in (spans[i : i + 24] for i in range(0, len(spans), 24)):
            length = one_batch.pieces.shape[1]
            m = marked(some, part, length)
            rows, marks = m.rows.to(device), m.marks.to(device)
            near = around(marks, mask[rows])
            marks = marks.gather(1, near.at)
            index = near.at[..., None].expand(-1, -1, low.shape[-1])
            top = net.upper(low[rows].gather(1, index), near.mask, marks)
            judged = net.judge(top, marks).float().cpu()
            said = net.roles(top).float().sigmoid().view(*near.at.shape, -1, 2)
            roles = torch.zeros(len(part), length, *said.shape[2:])
            there = near.mask[:, 0, 0, :, None, None]
            places = near.at[..., None, None].expand(said.shape).cpu()
            roles = roles.scatter(1, places, (said * there).cpu()).numpy()
            for i, (_, what, span) in enumerate(part):
                cut_at = len(KINDS) + 2
                logits = judged[i, : len(KINDS)] if what == "E" else judged[i, cut_at:]
                seen[f"{what} kinds"] += 1
                seen[f"{what} right"] += int(logits.argmax()) == span[3]
                for r, role in enumerate(ROLES):
                    given = {s[:2] for s in role_spans(roles[i, :, r, 0], roles[i, :, r, 1])}
                    truth = role_spans(m.roles[i, :, r, 0].numpy(), m.roles[i, :, r, 1].numpy())
                    gold_spans = {s[:2] for s in truth}
                    by_role[role, "given"] += len(given)
                    by_role[role, "wanted"] += len(gold_spans)
                    by_role[role, "hits"] += len(given & gold_spans)
    net.train()
    total = {k: sum(n for (_, kind), n in by_role.items() if kind == k)
             for k in ("hits", "given", "wanted")}  # fmt: skip
    precision = seen["hits"] / max(1, seen["given"])
    recall = seen["hit gold"] / max(1, seen["wanted"])
    figures = {
        "words": f1(precision * recall, precision, recall),
        "empty": seen["left empty"] / max(1, seen["empty"]),
        "tells": area_under_curve(told) or 0.0,
        "kinds": seen["E right"] / max(1, seen["E kinds"]),
        "statement kinds": seen["S right"] / max(1, seen["S kinds"]),
        "roles": f1(total["hits"], total["given"], total["wanted"]),
    }
    for role in ROLES:
        counts = [by_role[role, k] for k in ("hits", "given", "wanted")]
        figures[f"role {role}"] = f1(*counts)
    return {name: round(value, 3) for name, value in figures.items()}
