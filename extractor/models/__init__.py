"""What answers questions: models embedded in the process, on a server, or hosted."""

from __future__ import annotations

from extractor.models.opening import open_model
from extractor.models.protocol import Answer, Message, Model

__all__ = ["Answer", "Message", "Model", "open_model"]
