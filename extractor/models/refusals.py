"""Distinguishes refusals from failures: the model declines, or a provider's safety filter blocks.

News about violence meets both. A refused request is not sent again: the same text would be refused
again, and some providers close accounts that insist.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from extractor.text.words import any_of

__all__ = [
    "ENDED",
    "declines",
    "is_refusal_status",
    "refusal_in",
    "refusal_of",
    "says",
    "words_of",
]

FINISHES = frozenset({"content_filter", "refusal", "guardrail_intervened", "content_filtered"})
FILTERS = frozenset(
    {"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION", "LANGUAGE"}
    | {"ESCALATION", "MODEL_ARMOR", "PUP_LIMITED_DISABLED", "JAILBREAK"}
    | {"ERROR_TOXIC"}  # Cohere's
)
"""Google's finish reasons that come from a filter, not from the model."""
CODES = frozenset(
    {"content_filter", "content_policy_violation", "invalid_prompt", "moderation_blocked"}
    | {"ResponsibleAIPolicyViolation", "data_inspection_failed"}
)
WORDS = (
    *("content management policy", "content exists risk", "content policy", "content_policy"),
    *("flagged by", "flagged as", "flagged for", "was flagged", "usage policies"),
    *("safety system", "safety filter", "safety settings"),
)
STATUSES = (400, 403, 422, 451)
DOING = (
    r"(?:help|assist|comply|fulfil|process|provide|produc|extract|analy[sz]|continu|complet|discuss"
    r"|engag|creat|generat|support|answer|respond|cod(?:e|ing)\b|summari[sz]|participat|assum|do\b)"
)
# "I'm sorry, but I can't.", "I am not able to help with that", "I must decline"
IN_ENGLISH = r"\b(?:I|we)\b(?: am|'m| are|'re| have| must| will| would|'d)?(?: sorry, but I)?"
CANNOT = (
    rf" (?:can(?:no|')t|can not|won't|will not|do not|don't)(?=[.!]|$|(?: \w+){{0,2}}? {DOING})"
)
UNABLE = rf" ?(?:unable|not able|not comfortable|not willing|unwilling)\b[^.]{{0,30}} ?{DOING}"
REFUSE = r" (?:to )?(?:respectfully |politely )?decline\b| (?:to )?refuse\b"
DECLINING = (
    rf"{IN_ENGLISH}(?:{CANNOT}|{UNABLE}|{REFUSE})",
    r"\bno puedo (?:ayudar|asistir|procesar|cumplir|proporcionar|continuar|responder)",
    r"\bje ne peux pas (?:vous )?(?:aider|assister|traiter|fournir|répondre|continuer)",
    r"\bnão posso (?:ajudar|auxiliar|processar|fornecer|responder|continuar)",
    r"\bich kann (?:\w+ ){0,3}nicht (?:\w+ )?(?:helfen|beantworten|verarbeiten|bearbeiten)",
    r"\bне (?:могу|можем) (?:помочь|обработать|выполнить|ответить|предоставить|обсуждать)",
    r"لا (?:أستطيع|يمكنني) (?:المساعدة|مساعدتك|تقديم|معالجة|الإجابة)",
    r"(?:无法|不能|無法)(?:为您|为你)?(?:提供|协助|協助|帮助|回答|处理|處理|完成|满足)",
)
DECLINES = any_of(DECLINING)
"""How a model declines in plain words. That it cannot *find* an event is not a refusal."""
BEGINNING = 300
"""Characters within which a model that declines has said so."""
ENDED = ("could not finish the message because max_tokens",)
"""Not a refusal: OpenAI's error for a model that used all its room for thinking."""


def refusal_of(choice: Any) -> tuple[str, bool] | None:
    """The words with which a choice of a chat completion declines, and whether a filter blocked it
    (not the model); ``None`` if it answers."""
    message = _get(choice, "message")
    said = _get(message, "refusal")
    finish = str(_get(choice, "finish_reason") or "")
    blocked = finish in FINISHES - {"refusal"}
    if isinstance(said, str) and said.strip():
        return said, blocked
    if finish in FINISHES:
        return ("" if finish == "refusal" else finish), blocked
    return None


def declines(said: str) -> str | None:
    """The declining words of a reply that should be JSON and holds none; else ``None``."""
    if "{" in said:
        return None
    beginning = said[:BEGINNING].replace("\u2019", "'")
    return said.strip() if DECLINES.search(beginning) else None


def refusal_in(response: Any) -> tuple[str, bool] | None:
    """The refusal in the reply of a provider's SDK, as in :func:`refusal_of`: LiteLLM and Writer
    (as OpenAI), Vertex AI, Bedrock, Cohere."""
    choices = _get(response, "choices")
    if choices:
        return refusal_of(choices[0]) or _declined(_get(choices[0], "message"))
    candidate = (_get(response, "candidates") or [None])[0]
    reasons = [
        _get(_get(response, "prompt_feedback"), "block_reason"),
        _get(candidate, "finish_reason"),
        _get(response, "stopReason"),
        _get(response, "finish_reason"),
    ]
    for reason in reasons:
        name = str(getattr(reason, "name", reason))
        if name == "refusal":
            return "", False
        if name in FILTERS or name in FINISHES:
            return name, True
    messages = (
        _get(candidate, "content"),  # Vertex AI
        _get(_get(response, "output"), "message"),  # Bedrock
        _get(response, "message"),  # Cohere
        None if candidate else response,  # Cohere before version 2
    )
    return next((found for one in messages if (found := _declined(one))), None)


def _declined(message: Any) -> tuple[str, bool] | None:
    """The words of a message that declines in plain words and calls no tool; else ``None``."""
    if _get(message, "tool_calls"):
        return None
    content = _get(message, "content") or _get(message, "parts") or _get(message, "text")
    parts = [{"text": content}] if isinstance(content, str) else content
    if not isinstance(parts, (list, tuple)) or any(_calls(part) for part in parts):
        return None
    said = "\n".join(text for part in parts if isinstance(text := _get(part, "text"), str))
    words = declines(said)
    return (words, False) if words else None


def _calls(part: Any) -> bool:
    """Whether a part of a message is a tool call, by Bedrock's and Google's names."""
    return any(_get(part, name) for name in ("toolUse", "function_call"))


def is_refusal_status(error: BaseException) -> bool:
    """Whether an error status means that a filter blocked the prompt (Azure, OpenAI, OpenRouter,
    DeepSeek), not that the request is wrong."""
    if getattr(error, "status_code", None) not in STATUSES:
        return False
    body = getattr(error, "body", None)
    codes = {str(getattr(error, name, "")) for name in ("code", "type")} | _codes(body)
    return bool(codes & CODES) or says(words_of(error), WORDS)


def words_of(error: BaseException) -> str:
    """All text that the server sent with an error status, at any depth, up to 4,000 characters."""
    body = getattr(error, "body", None)
    if isinstance(body, str):
        return body[:4000]
    try:
        return json.dumps(body, ensure_ascii=False)[:4000]
    except (TypeError, ValueError):
        return str(body)[:4000]


def says(message: str, words: Iterable[str]) -> bool:
    """Whether a server's message holds one of these words, which are in lower case."""
    message = message.lower()
    return any(one in message for one in words)


def _codes(body: Any) -> set[str]:
    """The codes of an error and of the errors inside it."""
    found: set[str] = set()
    while isinstance(body, dict):
        found |= {str(body[name]) for name in ("code", "type") if name in body}
        body = body.get("error") or body.get("innererror")
    return found


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
