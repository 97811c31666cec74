"""How to install what is not installed: the one place that says it.

The package index has no package of ours (the name ``extract-events`` is anybody's there), so an
extra is installed from the checkout or from the wheel that was handed on, and names of other
people's packages are those in the tables here, each checked against what it installs.
"""

from __future__ import annotations

__all__ = ["PROVIDER_PACKAGES", "install_extra", "install_provider"]

PROVIDER_PACKAGES = {
    "bedrock": "boto3",
    "cohere": "cohere",
    "litellm": "litellm",
    "vertexai": "google-cloud-aiplatform",
    "writer": "writer-sdk",
}
"""The package on the index that instructor 1.17 imports for a provider; the others need none here
(:mod:`extractor.models.providers`). A provider's bare name is often an unrelated package:
``bedrock``, ``vertexai`` and ``writer`` are, as are ``google``, ``gemini`` and ``mistral``.
"""


def install_extra(*extras: str) -> str:
    """The words after "needs …:" in an error: how to install these extras of this package, from a
    checkout or from a wheel."""
    wanted = ",".join(extras)
    return (
        f"pip install '.[{wanted}]' in the checkout, or, without one, "
        f"pip install 'FILE.whl[{wanted}]', FILE.whl being the wheel it was installed from"
    )


def install_provider(provider: str) -> str | None:
    """How to install a model provider's package; ``None`` if no package is known for it."""
    package = PROVIDER_PACKAGES.get(provider)
    return f"pip install {package}" if package else None
