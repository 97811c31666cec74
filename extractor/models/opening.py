"""Makes a model from a spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.models.providers import direct_provider
from extractor.models.spec import (
    LocalSpec,
    TaggerSpec,
    find_key,
    parse_spec,
    require_address,
    require_key,
)

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.models.protocol import Model


def open_model(
    spec: str | None = None,
    *,
    base_url: str | None = None,
    assume_yes: bool = False,
    console: Console | None = None,
    timeout_s: float = 600,
    context_tokens: int | None = None,
) -> Model:
    """The model that ``spec`` names (see :mod:`extractor.models.spec`), ready to be asked.

    Weights that are not on this machine are pulled when ``console`` is a terminal or with
    ``assume_yes``, with progress on ``console``. ``timeout_s`` is for one question, retries
    included. ``context_tokens`` is how long a prompt and its answer to expect from an embedded
    model; a longer one makes it start anew with room enough.

    Nothing is sent anywhere and no server started before the first question. Raises
    :class:`ModelUnavailable` when it is clear now that the model cannot be asked.
    """
    parsed = parse_spec(spec, base_url=base_url)
    if isinstance(parsed, TaggerSpec):
        from extractor.models.pull import ensure_weights
        from extractor.models.tagger import TaggerModel, require_numpy, require_weights
        from extractor.models.weights import ENCODER

        require_numpy()
        require_weights()
        return TaggerModel(ensure_weights(ENCODER, assume_yes=assume_yes, console=console))
    if isinstance(parsed, LocalSpec):
        from extractor.models.embedded import LocalModel, require_engine
        from extractor.models.pull import ensure_weights

        require_engine()
        path = parsed.path
        if path is None:
            assert parsed.weights is not None
            path = ensure_weights(parsed.weights, assume_yes=assume_yes, console=console)
        return LocalModel(path, timeout_s=timeout_s, context_tokens=context_tokens)
    if parsed.base_url is None or parsed.provider not in ("openai", "ollama"):
        require_key(parsed.provider)
    require_address(parsed)
    if direct_provider(parsed.provider):
        from extractor.models.client import ServedModel

        return ServedModel(parsed, api_key=find_key(parsed.provider), timeout_s=timeout_s)
    from extractor.models.hosted import HostedModel

    return HostedModel(parsed, timeout_s=timeout_s)
