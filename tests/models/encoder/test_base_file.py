"""The encoder's file: what is written comes back, what is broken is one clear line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_tagger import NORMAL, PIECES, POSITIONS, WIDTH, base_bytes, blocks_of

from extractor.errors import ModelError
from extractor.models.encoder.base_file import BaseFile, from_blocks

WHOLE = base_bytes(layers=2)


@pytest.fixture
def base(tmp_path: Path) -> BaseFile:
    path = tmp_path / "tiny.bin"
    path.write_bytes(WHOLE)
    return BaseFile(path)


def test_sizes_pieces_and_tables_are_read(base: BaseFile) -> None:
    assert base.sizes["width"] == WIDTH
    assert base.sizes["positions"] == POSITIONS
    assert base.pieces == list(PIECES)
    assert base.normal == NORMAL
    assert (base.begin, base.pad, base.end, base.unknown) == (0, 1, 2, 3)
    assert len(base.scores) == len(PIECES)
    assert {"emb.word", "l0.q.w", "l1.oln.b"} <= set(base.tensors)


def test_a_plain_tensor_comes_back_as_it_was(base: BaseFile) -> None:
    values = base.tensor("emb.pos")
    chance = np.random.default_rng(1)
    chance.normal(size=(len(PIECES), WIDTH))
    assert np.array_equal(values, chance.normal(size=POSITIONS * WIDTH).astype(np.float32))


def test_four_bits_are_within_half_a_step() -> None:
    values = np.random.default_rng(3).normal(size=(5, 64)).astype(np.float32)
    back = from_blocks(np.frombuffer(blocks_of(values), np.uint8).reshape(-1, 18)).reshape(5, 64)
    steps = np.abs(values.reshape(-1, 32)).max(1, keepdims=True) / 7
    assert (np.abs(back - values).reshape(-1, 32) <= 0.51 * steps).all()


def test_rows_of_the_table_are_those_of_the_whole(base: BaseFile) -> None:
    whole = base.tensor("emb.word").reshape(-1, WIDTH)
    assert np.array_equal(base.rows([7, 0, 7]), whole[[7, 0, 7]])
    assert base.rows([]).shape == (0, WIDTH)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"E5S1",
        b"GGUF" + WHOLE[4:],
        WHOLE[:100],
        WHOLE[: len(WHOLE) // 2],
        WHOLE[:-1],
        WHOLE[:8] + b"\xff" * 28 + WHOLE[36:],
        WHOLE[:8] + b"\x21" + WHOLE[9:],  # a width that no blocks make
        WHOLE[:44] + b"\xff\xff\xff\xff" + WHOLE[48:],  # -1 pieces
        b"\0" * 5000,
    ],
)
def test_a_broken_file_is_one_clear_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.bin"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"broken\.bin: damaged.*extract models pull") as caught:
        BaseFile(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nowhere\.bin: cannot be read: No such file"):
        BaseFile(tmp_path / "nowhere.bin")


@given(at=st.integers(0, WHOLE.index(b"emb.word") + 200), value=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_changed_byte_of_the_head_is_read_or_refused(
    at: int, value: int, tmp_path: Path
) -> None:
    path = tmp_path / "changed.bin"
    path.write_bytes(WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :])
    try:
        base = BaseFile(path)
    except ModelError:
        return
    base.rows([0])
