"""``python -m corpus.train PREPARED OUT``: trains the tagger on the files that
``python -m corpus.training.examples`` wrote.

It keeps a checkpoint in OUT and continues from it when started again, on this machine or another:
the examples of a step depend only on the seed and the step's number. Needs only torch and numpy.
Training takes minutes on a GPU and some hours on two cores.
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader

from corpus.training.batches import Steps
from corpus.training.loss import Kept, loss_of
from corpus.training.measure import measure
from corpus.training.net import Net
from corpus.training.ship import weights_of


def settings() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=9)
    parser.add_argument("--shared", type=int, default=6, help="layers below the mark")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--seconds", type=float, help="end after so long, the rate falling to it")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--joined", type=float, default=0.3, help="share of joined texts")
    parser.add_argument("--excerpts", type=float, default=0.0, help="share of steps of excerpts")
    parser.add_argument("--passages", type=float, default=1.0, help="share read in a turn")
    parser.add_argument("--marks", type=int, default=3, help="events marked in a text at most")
    parser.add_argument("--doubted", type=float, default=0.5, help="share with a wrong mark")
    parser.add_argument("--start", type=Path, help="weights to begin with, of a run before")
    parser.add_argument(
        "--frozen", action="store_true", help="leave the layers below the mark as they are"
    )
    parser.add_argument("--average", type=float, default=0.998, help="of the weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="train on what is held back too")
    parser.add_argument("--every", type=int, default=1000, help="steps between two measurements")
    parser.add_argument("--keep", type=int, default=500, help="steps between two checkpoints")
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare steps")
    return parser.parse_args()


def main() -> None:
    args = settings()
    torch.manual_seed(args.seed)
    torch.set_float32_matmul_precision("high")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    with gzip.open(args.prepared / "examples.json.gz", "rt", encoding="utf-8") as file:
        data = json.load(file)
    base = dict(np.load(args.prepared / "base.npz"))
    net = Net(base, data["sizes"], args.layers, args.shared).to(device)
    if args.start:
        net.load_state_dict(begun_with(args.start), strict=False)
    if args.frozen:
        for one in (net.norm, *net.layers[: args.shared]):
            one.requires_grad_(False)
    lower = Kept() if args.frozen else None
    held = [one for one in data["examples"] if one["held_back"]]
    rest = [one for one in data["examples"] if args.all or not one["held_back"]]
    optimizer = optimizer_of(net, args)
    average = copy.deepcopy(net)
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    step = restored(checkpoint, net, average, optimizer, device) if checkpoint.exists() else 0
    steps = DataLoader(
        Steps(rest, data["special"], args),
        batch_size=None,
        sampler=range(step, args.steps),
        num_workers=args.workers,
        prefetch_factor=4 if args.workers else None,
        generator=torch.Generator(),  # else it takes a number of those that dropout goes by
    )
    started, losses = time.time(), []
    for one in steps:
        spent = (time.time() - started) / args.seconds if args.seconds else 0.0
        progress = max(step / args.steps, min(1.0, spent))
        scale = min(1.0, progress / 0.06) * 0.5 * (1 + math.cos(math.pi * progress))
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * max(scale, 1e-3)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cpu"):
            loss = loss_of(net, one, device, lower)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.detach())
        step += 1
        with torch.no_grad():
            keep = min(args.average, step / (step + 10))
            torch._foreach_lerp_([*average.parameters()], [*net.parameters()], 1 - keep)
        if step % 100 == 0:
            mean = float(torch.stack(losses).mean())
            print(f"step {step} loss {mean:.4f} {time.time() - started:.0f} s", flush=True)
            losses = []
        if step % args.every == 0:
            write(args.out / "tagger.npz", average)
            print(step, json.dumps(measure(average, held, data["special"], device)), flush=True)
        if step % args.keep == 0:
            save(checkpoint, net, average, optimizer, step)
        if progress >= 1:
            break
    write(args.out / "tagger.npz", average)
    print(step, json.dumps(measure(average, held, data["special"], device)), flush=True)
    checkpoint.unlink(missing_ok=True)


def begun_with(path: Path) -> dict[str, torch.Tensor]:
    """Load the weights of an earlier run, as it wrote them or in the form that ships."""
    return {name: torch.tensor(values) for name, values in weights_of(path).items()}


def write(path: Path, net: Net) -> None:
    """Write the trained weights, without the table of pieces."""
    final = {
        n: t.detach().half().cpu().numpy()
        for n, t in net.named_parameters()
        if not n.startswith("word.")
    }
    np.savez(path, **final)


def optimizer_of(net: Net, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW, with a higher learning rate for the heads than for the encoder below them."""

    def is_body(name: str) -> bool:
        return name.startswith(("layers.", "norm."))

    named = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
    body = {"params": [p for n, p in named if is_body(n)], "base": args.rate}
    heads = {"params": [p for n, p in named if not is_body(n)], "base": args.head_rate}
    return torch.optim.AdamW([body, heads], lr=args.rate, betas=(0.9, 0.98), weight_decay=0.01)


def save(path: Path, net: Net, average: Net, optimizer: Any, step: int) -> None:
    """Write a checkpoint atomically."""
    state = {
        "net": net.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "chance": torch.get_rng_state(),
        "step": step,
    }
    beside = path.with_suffix(".part")
    torch.save(state, beside)
    beside.replace(path)


def restored(path: Path, net: Net, average: Net, optimizer: Any, device: str) -> int:
    """Load a checkpoint; returns the number of the step to continue with."""
    state = torch.load(path, map_location=device, weights_only=False)
    net.load_state_dict(state["net"])
    average.load_state_dict(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["chance"].cpu())
    return int(state["step"])


if __name__ == "__main__":
    main()
