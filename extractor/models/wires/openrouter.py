"""OpenRouter: chat completions of many providers, whose differences it passes on."""

from __future__ import annotations

from extractor.models.wires.chat import Body, ChatWire

__all__ = ["OpenRouterWire"]


class OpenRouterWire(ChatWire):
    """OpenRouter. By default it drops a schema if the provider it picks has none. Asked to require
    all parameters, it picks another provider or says that there is none (HTTP 404)."""

    def sent(self, body: Body) -> tuple[str, Body]:
        """See :class:`ChatWire`."""
        sent = {name: value for name, value in body.items() if name != "seed"}  # few have one
        kind = (body.get("response_format") or {}).get("type")
        if kind == "json_schema":
            sent["provider"] = {"require_parameters": True}
        if self.spec.model.startswith("anthropic/"):
            sent["messages"] = [_marked(one) for one in body["messages"]]
        return super().sent(sent)


def _marked(message: dict[str, str]) -> Body:
    """The system message marked for Anthropic's prompt cache; other messages unchanged."""
    if message.get("role") != "system":
        return message
    part = {"type": "text", "text": message["content"], "cache_control": {"type": "ephemeral"}}
    return {**message, "content": [part]}
