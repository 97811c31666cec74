"""Google's Gemini API (``generateContent``)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from extractor.models.refusals import FILTERS
from extractor.models.strict import COUNTS_AND_RANGES
from extractor.models.transport import Reply
from extractor.models.wires.chat import Body, ChatWire, counted

if TYPE_CHECKING:
    from extractor.models.spec import HostedSpec

__all__ = ["GoogleWire"]

VERSION_VARIABLE = "GOOGLE_GENAI_API_VERSION"
"""Read as Google's own Python SDK 3 does: ``v1`` unless it says ``beta`` or another."""


class GoogleWire(ChatWire):
    """``generateContent``. No temperature is sent: Gemini 3 and later repeat themselves with one
    other than their default. The prompt cache needs no mark."""

    forms = ("limited", "strict", "object", "words")
    limits = COUNTS_AND_RANGES
    temperature = False

    def __init__(self, spec: HostedSpec, api_key: str) -> None:
        super().__init__(spec, api_key)
        self.url = self.url.rstrip("/").removesuffix("/v1beta").removesuffix("/v1")
        version = os.environ.get(VERSION_VARIABLE) or "v1"
        self.version = "v1beta" if version == "beta" else version
        self.headers = {"x-goog-api-key": api_key}

    def sent(self, body: Body) -> tuple[str, Body]:
        """See :class:`ChatWire`."""
        config: Body = {}
        if "max_tokens" in body:
            config["maxOutputTokens"] = body["max_tokens"]
        shape = body.get("response_format")
        if shape:
            config["responseMimeType"] = "application/json"
            if shape["type"] == "json_schema":
                config["responseJsonSchema"] = shape["json_schema"]["schema"]
        sent: Body = {
            "contents": [
                {
                    "role": "model" if one["role"] == "assistant" else "user",
                    "parts": [{"text": one.get("content") or "(no text)"}],
                }
                for one in body["messages"]
                if one["role"] != "system"
            ],
            "generationConfig": config,
        }
        system = [one["content"] for one in body["messages"] if one["role"] == "system"]
        if system:
            sent["systemInstruction"] = {"parts": [{"text": text} for text in system]}
        model = quote(body["model"].removeprefix("models/"), safe="")
        return f"/{self.version}/models/{model}:generateContent", sent

    def read(self, reply: Any) -> Any:
        """See :class:`ChatWire`."""
        if not isinstance(reply, dict):
            return reply
        usage = counted(reply.get("usageMetadata"))
        feedback = reply.get("promptFeedback") or {}
        if feedback.get("blockReason"):
            return Reply(choices=[_choice("content_filter", "", feedback["blockReason"])], **usage)
        candidates = reply.get("candidates")
        if not isinstance(candidates, list) or not candidates or not candidates[0]:
            return Reply(reply, **usage)
        first = candidates[0]
        parts = (first.get("content") or {}).get("parts") or []
        said = "".join(str(p.get("text", "")) for p in parts if not p.get("thought"))
        reason = str(first.get("finishReason", "STOP"))
        if reason in FILTERS:
            choice = _choice("content_filter", said, reason)
        else:
            choice = _choice("length" if reason == "MAX_TOKENS" else "stop", said, None)
        return Reply(choices=[choice], **usage)


def _choice(finish: str, said: str, refusal: str | None) -> Reply:
    message = Reply(role="assistant", content=said, refusal=refusal)
    return Reply(index=0, finish_reason=finish, message=message)
