"""Training itself, some steps on two passages; left out where torch is not installed."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from tiny_tagger import LAYERS, SHARED, base_bytes, pieces_of

from corpus.format import parse
from corpus.training.examples import examples, write
from corpus.training.ship import ship
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.layers import floats_of
from extractor.models.encoder.network import Network

torch = pytest.importorskip("torch")

PASSAGE = """= en-{number:04} cell=nigeria-northeast/Attack/wire/plain published=2024-05-10
[Gunmen|doer1] [killed|E1:Attack] [four|killed1=4] [farmers|target1] on Tuesday{more}, [a
man|speakerS1] [said|S1:claim>1].
"""


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    text = "\n".join(PASSAGE.format(number=n, more=" on" * n) for n in range(1, 7))
    passages, faults = parse(text, "corpus/passages/en/en-0001.txt")
    assert faults == []
    path = tmp_path / "tiny.bin"
    path.write_bytes(base_bytes(layers=LAYERS))
    base = BaseFile(path)
    write(base, [*examples(passages, pieces_of(base))], tmp_path / "prepared")
    return tmp_path / "prepared"


def train(monkeypatch: pytest.MonkeyPatch, prepared: Path, out: Path, *more: str) -> None:
    from corpus import train

    given = ["--layers", LAYERS, "--shared", SHARED, "--steps", 4, "--batch", 2, "--keep", 2]
    given += ["--joined", 0.5, *more]
    monkeypatch.setattr(sys, "argv", ["train", str(prepared), str(out), *map(str, given)])
    train.main()


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from corpus import train as module

    train(monkeypatch, prepared, tmp_path / "whole")
    real, calls = module.loss_of, []

    def stopping(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(module, "loss_of", stopping)
    with pytest.raises(KeyboardInterrupt):
        train(monkeypatch, prepared, tmp_path / "stopped")
    assert (tmp_path / "stopped" / "checkpoint.pt").exists()
    train(monkeypatch, prepared, tmp_path / "stopped")
    one, two = (np.load(tmp_path / name / "tagger.npz") for name in ("whole", "stopped"))
    assert set(one) == set(two)
    assert all(np.allclose(one[name], two[name], atol=1e-3) for name in one)
    assert not (tmp_path / "stopped" / "checkpoint.pt").exists()


def test_frozen_layers_stay_as_they_are(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(monkeypatch, prepared, tmp_path / "first")
    start = tmp_path / "first" / "tagger.npz"
    train(monkeypatch, prepared, tmp_path / "next", "--frozen", "--start", str(start))
    one, two = np.load(start), np.load(tmp_path / "next" / "tagger.npz")
    assert np.array_equal(one["layers.0.q.weight"], two["layers.0.q.weight"])
    assert not np.array_equal(one["layers.1.q.weight"], two["layers.1.q.weight"])


def test_numpy_reads_as_torch_does(prepared: Path, tmp_path: Path) -> None:
    from corpus.train import write as write_trained
    from corpus.training.net import Net

    base = BaseFile(tmp_path / "tiny.bin")
    torch.manual_seed(3)
    net = Net(dict(np.load(prepared / "base.npz")), base.sizes, LAYERS, SHARED).eval()
    write_trained(tmp_path / "trained.npz", net)
    ship(tmp_path / "trained.npz", tmp_path / "tagger.npz", layers=LAYERS, shared=SHARED)
    network = Network(base, tmp_path / "tagger.npz")
    shipped = dict(np.load(tmp_path / "tagger.npz"))
    del shipped["about"]
    rounded = {name: torch.tensor(values) for name, values in floats_of(shipped).items()}
    assert not net.load_state_dict(rounded, strict=False).unexpected_keys
    pieces = [4, 5, 6, 7]  # as numbered anew
    rows = np.load(prepared / "base.npz")["emb.word"]
    every = base.row_blocks([*range(base.sizes["vocabulary"])])
    number = {row.tobytes(): i for i, row in enumerate(every)}
    ids = [number[rows[i].tobytes()] for i in pieces]
    low, marks = network.lower(ids), torch.tensor([[0, 0, 1, 1, 0, 0]])
    mask = torch.ones(1, 1, 1, 6, dtype=torch.bool)
    with torch.no_grad():
        slow = net.lower(torch.tensor([[0, *pieces, 2]]), mask)
        top = net.upper(slow, mask, marks)
        judged = net.judge(top, marks)
        roles = net.roles(top)
    found = network.upper(low, (1, 3), 1)
    assert np.abs(low.values - slow[0].numpy()).max() < 2e-3
    assert np.abs(found.values - top[0].numpy()).max() < 2e-3
    assert np.abs(network.judged(found, (1, 3)) - judged[0].numpy()).max() < 2e-3
    assert np.abs(network.head(found, "roles") - roles[0, 1:-1].numpy()).max() < 2e-3


def test_steps_are_what_the_seed_and_their_number_make_them(prepared: Path) -> None:
    import gzip
    import json
    from argparse import Namespace

    from corpus.training.batches import Steps

    with gzip.open(prepared / "examples.json.gz", "rt") as file:
        data = json.load(file)
    args = Namespace(
        steps=9, batch=20, seed=5, passages=1.0, joined=0.5, excerpts=0.5, marks=2, doubted=0.5
    )  # a batch larger than all there is
    one, two = (Steps(data["examples"], data["special"], args) for _ in range(2))
    for number in (7, 0, 3):
        first, second = one[number], two[number]
        assert torch.equal(first.batch.pieces, second.batch.pieces)
        assert torch.equal(first.marked.marks, second.marked.marks)


def test_an_excerpt_knows_the_kind_of_an_event_whose_main_telling_it_leaves_out() -> None:
    from corpus.training.batches import batch, excerpt, marked

    whole = {
        "pieces": [5, 6, 7, 8, 9],
        "sentences": [0, 3],
        "events": [[1, 2, 1, 4, 0], [3, 4, 1, -1, 0]],
        "statements": [],
        "roles": [[0, "E", 1, 0, 1, 0], [0, "E", 1, 4, 5, 0]],
    }
    found = {tuple(one["pieces"]): one for one in (excerpt(whole, Random(n)) for n in range(50))}
    assert set(found) == {(5, 6, 7), (8, 9), (5, 6, 7, 8, 9)}
    second = found[8, 9]
    assert second["events"] == [[0, 1, 1, -1, 0]]
    assert second["roles"] == [[0, "E", 1, 1, 2, 0]]
    read = marked([second], [(0, "E", second["events"][0])], 4)
    assert (read.kinds.tolist(), read.flags.tolist()) == ([4], [[0.0, 0.0]])
    told = batch([found[5, 6, 7], second], [1, 0, 2, 3]).tells.tolist()
    assert told == [1.0, -1.0]
