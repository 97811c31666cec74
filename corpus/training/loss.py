"""The loss of one step: for the words of events and statements, and for what marked words are."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from corpus.training.batches import IGNORED, Step
from corpus.training.net import Net, around
from corpus.training.scheme import ATTRIBUTIONS, KINDS, MARK_TAGS

_NO_EVENT = len(KINDS) - 1


class Kept:
    """Caches the output of the layers below the mark for each text, if they are not trained."""

    def __init__(self) -> None:
        self._read: dict[str, Tensor] = {}

    @torch.no_grad()
    def of(self, net: Net, step: Step, mask: Tensor, device: str) -> Tensor:
        """The output of the lower layers for a step's texts; zero after a text's end."""
        sizes = step.batch.mask[:, 0, 0].sum(-1).tolist()
        missing = [i for i, key in enumerate(step.keys) if key not in self._read or not key]
        made: dict[int, Tensor] = {}
        if missing:
            net.eval()
            longest = max(sizes[i] for i in missing)
            pieces = step.batch.pieces[missing, :longest].to(device)
            read = net.lower(pieces, mask[missing][..., :longest]).to(torch.bfloat16)
            net.train()
            for i, values in zip(missing, read, strict=True):
                made[i] = values[: sizes[i]].clone()
                if step.keys[i]:
                    self._read[step.keys[i]] = made[i]
        width = net.position.shape[1]
        low = torch.zeros(len(sizes), max(sizes), width, device=device)
        for i, key in enumerate(step.keys):
            low[i, : sizes[i]] = made[i] if i in made else self._read[key]
        return low


def loss_of(net: Net, step: Step, device: str, kept: Kept | None = None) -> Tensor:
    """The loss of a step, with hand-set weights for its parts."""
    one, given = step.batch, step.marked
    mask = one.mask.to(device, non_blocking=True)
    low = kept.of(net, step, mask, device) if kept else net.lower(one.pieces.to(device), mask)
    plain = net.drop(net.upper(low, mask))
    tags = net.tags(plain).float()
    events, statements = tags[..., : len(MARK_TAGS)], tags[..., len(MARK_TAGS) :]
    event_tags = one.event_tags.to(device, non_blocking=True)
    loss = F.cross_entropy(events.flatten(0, 1), event_tags.flatten(), ignore_index=IGNORED)
    loss = loss + F.cross_entropy(
        statements.flatten(0, 1), one.statement_tags.to(device).flatten(), ignore_index=IGNORED
    )
    tells = one.tells.to(device)
    each = F.binary_cross_entropy_with_logits(
        net.tells_of_event(plain, mask).float(), tells.clamp(min=0), reduction="none"
    )
    loss = loss + 0.5 * (each * (tells >= 0)).mean()
    doubted = step.doubted.to(device)
    wrong = wrong_marks(events.detach(), event_tags, doubted)
    marks = torch.cat([given.marks.to(device), wrong])
    rows = torch.cat([given.rows.to(device), doubted])
    extra = len(doubted)
    kinds = torch.cat([given.kinds.to(device), torch.full((extra,), _NO_EVENT, device=device)])
    flags = F.pad(given.flags.to(device), (0, 0, 0, extra), value=-1.0)
    wanted = F.pad(given.roles.to(device), (0, 0, 0, 0, 0, 0, 0, extra)).float()
    details = given.details.to(device)
    near = around(marks, mask[rows])
    marks, seen = marks.gather(1, near.at), near.mask
    wanted = _taken(wanted, near.at)
    details = _taken(details, near.at[: len(details)])
    top = net.drop(net.upper(_taken(low[rows], near.at), seen, marks))
    judged = net.judge(top, marks).float()
    is_event = marks.max(1).values == 1
    many = len(KINDS)
    as_event = torch.where(is_event, kinds, IGNORED)
    as_statement = torch.where(is_event, IGNORED, kinds)
    loss = loss + 0.5 * _classes(judged[:, :many], as_event)
    loss = loss + 0.2 * _classes(judged[:, many + 2 :], as_statement)
    known = (flags >= 0).float()
    each = F.binary_cross_entropy_with_logits(
        judged[:, many : many + 2], flags.clamp(min=0), reduction="none"
    )
    loss = loss + 0.3 * (each * known).sum() / known.sum().clamp(min=1)
    inside = seen[:, 0, 0, :, None, None].float()
    said = net.roles(top).float().view(wanted.shape)
    each = F.binary_cross_entropy_with_logits(said, wanted, reduction="none")
    loss = loss + (each * inside * (1 + wanted)).sum() / inside.sum()
    said = net.details(top[: len(details)]).float()
    parts = (said[..., : len(ATTRIBUTIONS)], said[..., len(ATTRIBUTIONS) :])
    for i, part in enumerate(parts):
        loss = loss + 0.1 * _classes(part.flatten(0, 1), details[..., i].flatten())
    return loss


def _taken(values: Tensor, at: Tensor) -> Tensor:
    """The values at these positions of each row: (rows, positions, …)."""
    index = at.view(*at.shape, *([1] * (values.dim() - 2)))
    return values.gather(1, index.expand(*at.shape, *values.shape[2:]))


def _classes(said: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy over the targets that are not ignored; 0 if all are."""
    total = F.cross_entropy(said, wanted, ignore_index=IGNORED, reduction="sum")
    return total / (wanted != IGNORED).sum().clamp(min=1)


def wrong_marks(events: Tensor, tags: Tensor, rows: Tensor) -> Tensor:
    """Mark, in each of the rows, one piece that is not of an event, preferring pieces that look
    like one."""
    looks = 1 - events[rows].softmax(-1)[..., 0]
    looks = looks.masked_fill(tags[rows] != 0, 0.0)
    noise = -torch.log(-torch.log(torch.rand_like(looks).clamp(1e-6, 1 - 1e-6)))
    chosen = (looks.clamp(min=1e-9).log() + noise).argmax(-1)
    marks = torch.zeros_like(tags[rows])
    marks[torch.arange(len(rows), device=marks.device), chosen] = 1
    return marks
