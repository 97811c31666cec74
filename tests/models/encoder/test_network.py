"""The network in numpy against the same sums written out, on tiny random weights."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from tiny_tagger import HEADS, LAYERS, SHARED, WIDTH, Floats, base_bytes, trained, write_weights

from extractor.errors import ModelError
from extractor.models.encoder.base_file import BaseFile
from extractor.models.encoder.network import MARKED as MARKED_ALONE
from extractor.models.encoder.network import Network

TEXT = [5, 6, 7, 20, 9]
MARKED = (1, 3)


@pytest.fixture
def base(tmp_path: Path) -> BaseFile:
    path = tmp_path / "tiny.bin"
    path.write_bytes(base_bytes())
    return BaseFile(path)


@pytest.fixture
def network(base: BaseFile, tmp_path: Path) -> Network:
    return Network(base, write_weights(tmp_path / "tiny.npz", trained()))


Vector = list[float]


class Slow:
    """What the network is to compute, number by number."""

    def __init__(self, base: BaseFile) -> None:
        self.w = {name: values.tolist() for name, values in trained().items()}
        self.base = base

    def linear(self, x: Vector, name: str) -> Vector:
        rows, bias = self.w[f"{name}.weight"], self.w[f"{name}.bias"]
        return [
            sum(a * b for a, b in zip(x, row, strict=True)) + c
            for row, c in zip(rows, bias, strict=True)
        ]

    def norm(self, x: Vector, name: str) -> Vector:
        mean = sum(x) / len(x)
        scale = math.sqrt(sum((v - mean) ** 2 for v in x) / len(x) + 1e-12)
        weight, bias = self.w[f"{name}.weight"], self.w[f"{name}.bias"]
        return [(v - mean) / scale * a + b for v, a, b in zip(x, weight, bias, strict=True)]

    def layer(self, xs: list[Vector], i: int) -> list[Vector]:
        name, size = f"layers.{i}.", WIDTH // HEADS
        q, k, v = ([self.linear(x, name + part) for x in xs] for part in "qkv")
        seen: list[Vector] = [[] for _ in xs]
        for head in range(HEADS):
            part = slice(head * size, (head + 1) * size)
            for at, one in enumerate(q):
                scores = [
                    sum(a * b for a, b in zip(one[part], other[part], strict=True)) / size**0.5
                    for other in k
                ]
                shares = [math.exp(s - max(scores)) for s in scores]
                seen[at] += [
                    sum(s * other[d] for s, other in zip(shares, v, strict=True)) / sum(shares)
                    for d in range(part.start, part.stop)
                ]
        made = []
        for x, s in zip(xs, seen, strict=True):
            x = self.norm(added(x, self.linear(s, name + "ao")), name + "aln")
            inner = [gelu(value) for value in self.linear(x, name + "fi")]
            made.append(self.norm(added(x, self.linear(inner, name + "fo")), name + "oln"))
        return made

    def lower(self, pieces: list[int]) -> list[Vector]:
        words = self.base.rows([0, *pieces, 2]).tolist()
        position = self.base.tensor("emb.pos").reshape(-1, WIDTH).tolist()
        kind = self.base.tensor("emb.type")[:WIDTH].tolist()
        xs = [added(added(w, p), kind) for w, p in zip(words, position, strict=False)]
        xs = [self.norm(x, "norm") for x in xs]
        for i in range(SHARED):
            xs = self.layer(xs, i)
        return xs

    def upper(self, low: list[Vector], marked: tuple[int, int] | None, mark: int) -> list[Vector]:
        xs = low
        if marked:
            xs = [
                added(x, self.w["mark.weight"][mark]) if marked[0] < at <= marked[1] else x
                for at, x in enumerate(low)
            ]
        for i in range(SHARED, LAYERS):
            xs = self.layer(xs, i)
        return [[*a, *b] for a, b in zip(low, xs, strict=True)]

    def judged(self, top: list[Vector], marked: tuple[int, int]) -> Vector:
        rows = top[marked[0] + 1 : marked[1] + 1]
        pooled = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        inner = [gelu(v) for v in self.linear([*pooled, *top[0]], "judged.0")]
        return self.linear(inner, "judged.3")


def added(one: Vector, other: Vector) -> Vector:
    return [a + b for a, b in zip(one, other, strict=True)]


def gelu(x: float) -> float:
    return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def close(found: Floats, wanted: list[Vector] | Vector) -> bool:
    return np.allclose(found, np.array(wanted), atol=2e-4)


@pytest.mark.parametrize(("marked", "mark"), [(None, 1), (MARKED, 1), (MARKED, 2)])
def test_numpy_computes_what_the_sums_say(
    network: Network, base: BaseFile, marked: tuple[int, int] | None, mark: int
) -> None:
    slow = Slow(base)
    low, wanted_low = network.lower(TEXT), slow.lower(TEXT)
    assert close(low.values, wanted_low)
    top, wanted = network.upper(low, marked, mark), slow.upper(wanted_low, marked, mark)
    assert close(top.values, wanted)
    for name in ("tags", "roles", "details"):
        assert close(network.head(top, name), [slow.linear(x, name) for x in wanted[1:-1]])
    assert close(network.judged(top, MARKED), slow.judged(wanted, MARKED))


def test_a_mark_changes_the_marked_pass_alone(network: Network) -> None:
    low = network.lower(TEXT)
    before, plain = low.values.copy(), network.upper(low).values
    marked = network.upper(low, MARKED).values
    assert np.array_equal(low.values, before)
    assert np.array_equal(network.upper(low).values, plain)
    assert not np.allclose(marked, plain)
    assert np.array_equal(marked[:, :WIDTH], plain[:, :WIDTH])  # what lies below the mark
    assert not np.allclose(marked, network.upper(low, MARKED, 2).values)


def of_two_encoders(
    base: BaseFile, folder: Path, left_out: tuple[str, ...]
) -> tuple[Network, list[Network]]:
    """A network whose marks are read by a second encoder, which lacks the weights ``left_out``; and
    a network of each encoder alone."""
    one, other = trained(), trained(seed=3)
    of_marks = ("mark.", "roles.", "details.", "judged.")
    both = {name: values for name, values in one.items() if not name.startswith(of_marks)}
    for name, values in other.items():
        if not name.startswith(left_out):
            both[MARKED_ALONE + name] = values
    alone = [Network(base, write_weights(folder / "one.npz", weights)) for weights in (one, other)]
    return Network(base, write_weights(folder / "both.npz", both)), alone


def test_marks_are_read_by_an_encoder_of_their_own(base: BaseFile, tmp_path: Path) -> None:
    network, alone = of_two_encoders(base, tmp_path, left_out=("tags.", "tells."))
    low = network.lower(TEXT)
    plain = network.upper(low)
    assert low.for_marks is None  # nothing is marked yet
    first, second = (each.upper(each.lower(TEXT)) for each in alone)
    assert np.array_equal(plain.values, first.values)
    assert np.array_equal(network.head(plain, "tags"), alone[0].head(first, "tags"))
    assert network.tells_of_event(plain) == alone[0].tells_of_event(first)
    assert not np.allclose(first.values, second.values)
    top, wanted = network.upper(low, MARKED, 2), alone[1].upper(alone[1].lower(TEXT), MARKED, 2)
    assert np.array_equal(top.values, wanted.values)
    assert np.array_equal(network.head(top, "roles"), alone[1].head(wanted, "roles"))
    assert np.array_equal(network.judged(top, MARKED), alone[1].judged(wanted, MARKED))
    assert np.array_equal(network.upper(low).values, plain.values)


def test_both_encoders_read_a_text_without_a_mark(base: BaseFile, tmp_path: Path) -> None:
    network, alone = of_two_encoders(base, tmp_path, left_out=("tells.",))
    plain = network.upper(network.lower(TEXT))
    tops = [each.upper(each.lower(TEXT)) for each in alone]
    tags = [each.head(top, "tags") for each, top in zip(alone, tops, strict=True)]
    assert np.allclose(network.head(plain, "tags"), (tags[0] + tags[1]) / 2, atol=1e-5)
    assert network.tells_of_event(plain) == alone[0].tells_of_event(tops[0])
    marked = network.upper(network.lower(TEXT), MARKED)
    wanted = alone[1].upper(alone[1].lower(TEXT), MARKED)
    assert np.array_equal(network.head(marked, "roles"), alone[1].head(wanted, "roles"))


def test_a_text_without_pieces_and_one_of_510_are_read(network: Network) -> None:
    for size in (0, 510):
        top = network.upper(network.lower([7] * size))
        assert network.head(top, "tags").shape[0] == size
        assert np.isfinite(top.values).all()


def test_bytes_with_a_factor_a_row_are_read_as_their_product(
    base: BaseFile, network: Network, tmp_path: Path
) -> None:
    weights: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = dict(trained())
    name = "layers.1.fi.weight"
    values = trained()[name]
    factor = (np.abs(values).max(1) / 127).astype(np.float16)
    weights[name] = np.round(values / factor.astype(np.float32)[:, None]).astype(np.int8)
    weights[f"{name}.factor"] = factor
    packed = Network(base, write_weights(tmp_path / "packed.npz", weights))  # type: ignore[arg-type]
    one, two = (n.upper(n.lower(TEXT)).values for n in (network, packed))
    assert np.abs(one - two).max() < 0.05


def test_damaged_weights_are_one_clear_line(base: BaseFile, tmp_path: Path) -> None:
    whole = write_weights(tmp_path / "whole.npz", trained()).read_bytes()
    lacking = {name: w for name, w in trained().items() if name != "layers.2.k.bias"}
    narrow = trained() | {"mark.weight": np.zeros((3, 16), np.float32)}
    half = trained() | {"marked.norm.weight": trained()["norm.weight"]}
    broken = [whole[:-300], b"", b"no archive", whole[:3000]]
    broken += [
        write_weights(tmp_path / "lacking.npz", lacking).read_bytes(),
        write_weights(tmp_path / "narrow.npz", narrow).read_bytes(),
        write_weights(tmp_path / "half.npz", half).read_bytes(),
        write_weights(tmp_path / "shared.npz", trained(), shared="one").read_bytes(),
    ]
    path = tmp_path / "tiny.npz"
    for content in broken:
        path.write_bytes(content)
        with pytest.raises(ModelError, match=r"tiny\.npz: damaged.*install extract anew") as caught:
            Network(base, path)
        assert "\n" not in str(caught.value)
