"""Anthropic's Messages API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.models.transport import Reply
from extractor.models.wires.chat import Body, ChatWire, counted

if TYPE_CHECKING:
    from extractor.models.spec import HostedSpec

__all__ = ["AnthropicWire"]

API_VERSION = "2026-10-21"
"""The version of Anthropic's own Python SDK 2, which also sends a key as a bearer token."""
MOST_TOKENS = 4096
"""Default limit of a reply: the API requires a number."""
STOPS = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "context",
    "refusal": "refusal",
}


class AnthropicWire(ChatWire):
    """Messages. The schema goes into ``output_config``; the system prompt is marked for the prompt
    cache, since it is the same for every article. No temperature: the newer models refuse it."""

    forms = ("strict", "words")
    temperature = False

    def __init__(self, spec: HostedSpec, api_key: str) -> None:
        super().__init__(spec, api_key)
        self.url = self.url.rstrip("/").removesuffix("/v1")
        self.headers["anthropic-version"] = API_VERSION

    def sent(self, body: Body) -> tuple[str, Body]:
        """See :class:`ChatWire`."""
        system = [one["content"] for one in body["messages"] if one["role"] == "system"]
        sent: Body = {
            "model": body["model"],
            "max_tokens": body.get("max_tokens", MOST_TOKENS),
            "messages": [
                {"role": one["role"], "content": one.get("content") or "(no text)"}
                for one in body["messages"]
                if one["role"] != "system"
            ],
        }
        if system:
            text = {"type": "text", "text": "\n\n".join(system)}
            sent["system"] = [text | {"cache_control": {"type": "ephemeral"}}]
        shape = body.get("response_format")
        if shape:
            schema = shape["json_schema"]["schema"]
            sent["output_config"] = {"format": {"type": "json_schema", "schema": schema}}
        return "/v1/messages", sent

    def read(self, reply: Any) -> Any:
        """See :class:`ChatWire`."""
        if not isinstance(reply, dict) or not isinstance(reply.get("content"), list):
            return reply
        blocks = [block for block in reply["content"] if isinstance(block, dict)]
        details = reply.get("stop_details") or {}
        stop = STOPS.get(str(reply.get("stop_reason")), "stop")
        message = Reply(
            role="assistant",
            content="".join(str(b.get("text", "")) for b in blocks if b.get("type") == "text"),
            reasoning=any("thinking" in str(block.get("type")) for block in blocks),
        )
        if stop == "refusal":
            message["refusal"] = details.get("explanation") or details.get("category")
        choice = Reply(index=0, finish_reason=stop, message=message)
        return Reply(choices=[choice], **counted(reply.get("usage")))
