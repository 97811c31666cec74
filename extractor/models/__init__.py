"""What reads: the tagger, and language models in the process, on a server, or hosted."""

from __future__ import annotations

from extractor.models.opening import open_model
from extractor.models.protocol import Message, Model

__all__ = ["Message", "Model", "open_model"]
