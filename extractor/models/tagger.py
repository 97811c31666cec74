"""The tagger in the role of a model: it reads, and is never asked."""

from __future__ import annotations

import threading
from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from extractor.closing import Closing
from extractor.errors import ModelUnavailable
from extractor.installing import install_extra
from extractor.reading import Tokens

if TYPE_CHECKING:
    from extractor.models.encoder.tagging import Tagger

__all__ = ["NO_ANSWERS", "TaggerModel", "require_numpy", "require_weights", "tagger_weights"]

WEIGHTS_FILE = "tagger-1.npz"
NO_ANSWERS = (
    "the tagger answers no questions: leave --reader out (or write local), "
    "or name a language model with --model"
)
_loading = threading.Lock()


def require_numpy() -> None:
    """Raises :class:`ModelUnavailable` saying what to install where numpy is missing."""
    if find_spec("numpy") is None:
        raise ModelUnavailable(f"the tagger needs the extra `tagger`: {install_extra('tagger')}")


def tagger_weights() -> Path:
    """The trained weights, which are part of this package."""
    return Path(str(files("extractor.models.encoder") / "data" / WEIGHTS_FILE))


def require_weights(weights: Path | None = None) -> None:
    """Raises :class:`ModelUnavailable` where the trained weights (by default those of this
    package) are not there."""
    path = weights or tagger_weights()
    if not path.is_file():
        raise ModelUnavailable(
            f"this installation lacks the tagger's weights ({path.name}): install extract anew, "
            "or name a language model with --model"
        )


class TaggerModel(Closing):
    """A trained tagger in place of a language model (``--model tagger``).

    The weights are loaded when :attr:`tagger` is first used, once in a process, whatever the number
    of instances and threads. Instances can be pickled without the weights. ``base`` is the file of
    the encoder; ``weights`` are by default those of this package.
    """

    name = "tagger"
    default_reader = "local"
    concurrency = 1
    spent = Tokens()
    context_tokens = None

    def __init__(self, base: Path, weights: Path | None = None) -> None:
        self._base = base
        self._weights = weights or tagger_weights()

    @property
    def tagger(self) -> Tagger:
        """The tagger with its weights in memory. Raises :class:`ModelUnavailable` where one of the
        two files of weights is missing or damaged."""
        with _loading:
            return _loaded(self._base, self._weights)

    def structured(self, *_: object, **__: object) -> NoReturn:
        """Always raises: a tagger answers no questions."""
        raise ModelUnavailable(NO_ANSWERS)

    def close(self) -> None:
        """Do nothing: other instances may use the weights."""


@lru_cache(maxsize=2)
def _loaded(base: Path, weights: Path) -> Tagger:
    require_numpy()
    require_weights(weights)
    from extractor.models.encoder.base_file import BaseFile
    from extractor.models.encoder.network import Network
    from extractor.models.encoder.pieces import Pieces
    from extractor.models.encoder.tagging import Tagger

    file = BaseFile(base)
    pieces = Pieces(file.pieces, file.scores.tolist(), file.normal, file.unknown)
    return Tagger(Network(file, weights), pieces)
