"""The token count of a request: what the server reports, else an estimate that is rather too high.

A server may report no tokens, or impossible numbers: none for a real reply, fewer than its text
needs, not a number. A budget that relied on them would be useless. So each side, prompt and
completion, is estimated where it is not reported (:attr:`extractor.reading.Tokens.estimated`). A
reply that never came, or broke off, may have been paid for, and counts with all the room it had.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.models.protocol import TOKENS_PER_MESSAGE, estimate_tokens
from extractor.reading import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Reported", "charge", "charge_lost", "charge_refused", "reported", "reported_in"]

LONGEST_TOKEN = 128
"""Characters of the longest token, a run of blanks in the largest vocabularies in use. News has 2
to 5 characters a token."""
MOST = 10**8
"""Tokens of one reply; no model reads or writes more."""
END_TOKENS = 2
"""Tokens that end a reply and are not in its text."""
NO_LIMIT = 4096
"""Tokens of a reply whose request names no limit."""
LIMITS = ("max_tokens", "max_completion_tokens", "max_output_tokens")
NO_TEXT = frozenset({"messages", "contents", "model"})
"""Keys of a request that are counted apart (messages) or never seen by the model."""
SETTINGS = frozenset(
    {"model", "role", "type", "id", "toolUseId", "finish_reason", "stop_reason"}
    | {"signature", "thoughtSignature", "thought_signature"}
)
"""Keys of a reply whose strings took no tokens."""
CUT = frozenset({"length", "max_tokens", "context"})
"""Reasons for the end of a reply that used all its room."""


@dataclass(frozen=True)
class _Names:
    """A provider's names for its counts; the counts of ``more`` are added."""

    prompt: str
    completion: str
    total: str = ""
    cached: str = ""
    more_prompt: tuple[str, ...] = ()
    more_completion: tuple[str, ...] = ()


NAMES = (
    _Names(  # Anthropic, and Cohere as far as it goes
        "input_tokens",
        "output_tokens",
        cached="cache_read_input_tokens",
        more_prompt=("cache_read_input_tokens", "cache_creation_input_tokens"),
    ),
    _Names(  # Bedrock
        "inputTokens",
        "outputTokens",
        "totalTokens",
        "cacheReadInputTokens",
        more_prompt=("cacheReadInputTokens", "cacheWriteInputTokens"),
    ),
    _Names(  # Google, as JSON and as its library has it
        "promptTokenCount",
        "candidatesTokenCount",
        "totalTokenCount",
        "cachedContentTokenCount",
        more_completion=("thoughtsTokenCount",),
    ),
    _Names(
        "prompt_token_count",
        "candidates_token_count",
        "total_token_count",
        "cached_content_token_count",
        more_completion=("thoughts_token_count",),
    ),
)
OPENAI = _Names("prompt_tokens", "completion_tokens", "total_tokens")


@dataclass(frozen=True)
class Reported:
    """The tokens that a server reports for a reply; ``None`` where it reports none or not a number.

    ``prompt`` includes the cached ones, as OpenAI counts; Anthropic counts them apart.
    """

    prompt: int | None = None
    cached: int | None = None
    completion: int | None = None
    total: int | None = None


def reported(response: Any) -> Reported:
    """The tokens of one reply of any provider, as reported."""
    names = ("usage", "usage_metadata", "usageMetadata", "meta")
    usage = next((found for name in names if (found := _get(response, name))), None)
    return reported_in(usage)


def reported_in(usage: Any) -> Reported:
    """The tokens that the usage object of a reply reports."""
    for inner in ("tokens", "billed_units"):  # Cohere
        if _get(_get(usage, inner), "input_tokens") is not None:
            usage = _get(usage, inner)
    kinds = (OPENAI, *NAMES)
    names = next((one for one in kinds if _get(usage, one.prompt) is not None), OPENAI)
    cached = _count(usage, names.cached)
    if names is OPENAI:
        cached = _count(_get(usage, "prompt_tokens_details"), "cached_tokens")
    prompt, total = _count(usage, names.prompt), _count(usage, names.total)
    if prompt is not None:
        prompt += sum(_count(usage, name) or 0 for name in names.more_prompt)
    made = [_count(usage, name) for name in (names.completion, *names.more_completion)]
    counts = [count for count in made if count is not None]
    completion = sum(counts) if counts else None
    if completion is None and prompt is not None and (total or 0) >= prompt:
        completion = (total or 0) - prompt  # Google leaves out what is 0
    return Reported(prompt, cached, completion, total)


def charge(response: Any, *sent: Mapping[str, Any], hides: bool = False) -> Tokens:
    """The tokens that a reply cost. ``sent`` are the known forms of the request, as keywords or
    JSON; the one with most tokens counts. ``hides``: the model also wrote thoughts that the reply
    does not show.
    """
    usage, said = reported(response), _text_of_reply(response)
    prompt, completion, estimated = usage.prompt, usage.completion, 0
    believed = prompt is not None and prompt >= max(_fewest(_text_of_prompt(one)) for one in sent)
    if prompt is None or not believed:
        prompt = estimated = max(map(_prompt_estimate, sent))
    # A server that miscounts the prompt is not believed about the reply either.
    if completion is None or not believed or completion < _fewest(said or ""):
        text = said if said and not hides and not _cut(response) else None
        guess = estimate_tokens(text) + END_TOKENS if text else _room(sent)
        if said:  # the reply may be longer than the room that was asked for
            guess = max(guess, estimate_tokens(said) + END_TOKENS)
        if completion is None or completion < guess:
            completion = guess
            estimated += completion
    unsaid = (usage.total or 0) - prompt - completion
    if estimated and unsaid > 0:
        completion += unsaid
        estimated += unsaid
    return Tokens(prompt, min(usage.cached or 0, prompt), completion, estimated)


def charge_lost(*sent: Mapping[str, Any]) -> Tokens:
    """The tokens of a request whose reply did not come, or not completely."""
    prompt, completion = max(map(_prompt_estimate, sent)), _room(sent)
    return Tokens(prompt, 0, completion, prompt + completion)


def charge_refused(*sent: Mapping[str, Any]) -> Tokens:
    """The tokens of a request that a filter refuses with an error status: the filter has read the
    prompt, and Azure, for one, bills it."""
    prompt = max(map(_prompt_estimate, sent))
    return Tokens(prompt, 0, 0, prompt)


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)


def _count(usage: Any, name: str) -> int | None:
    value = _get(usage, name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= MOST else None


def _fewest(text: str) -> int:
    """A lower bound of the tokens of a text, for any tokenizer."""
    return -(-len(text) // LONGEST_TOKEN)


def _room(sent: tuple[Mapping[str, Any], ...]) -> int:
    """The most tokens that the reply may have."""
    limits = [one[name] for one in sent for name in LIMITS if isinstance(one.get(name), int)]
    return max(limits, default=NO_LIMIT)


def _messages(sent: Mapping[str, Any]) -> list[Any]:
    found = sent.get("messages") or sent.get("contents") or []
    return list(found) if isinstance(found, (list, tuple)) else [found]


def _text_of_prompt(sent: Mapping[str, Any]) -> str:
    """The text of the messages."""
    return "\n".join(text for message in _messages(sent) for text in _strings(message))


def _prompt_estimate(sent: Mapping[str, Any]) -> int:
    """An estimate for the messages and other text of the request: a schema, tools."""
    other_fields = {
        name: value
        for name, value in sent.items()
        if name not in NO_TEXT and isinstance(value, (str, list, dict))
    }
    beside = (
        estimate_tokens(json.dumps(other_fields, ensure_ascii=False, default=str))
        if other_fields
        else 0
    )
    count = len(_messages(sent))
    return estimate_tokens(_text_of_prompt(sent)) + count * TOKENS_PER_MESSAGE + beside


def _text_of_reply(response: Any) -> str | None:
    """All text of a reply: content, reasoning, a refusal, the arguments of a tool."""
    try:
        if choices := _get(response, "choices"):
            return "\n".join(_strings(_get(choices[0], "message")))
        if candidates := _get(response, "candidates"):  # Google
            return "\n".join(text for one in candidates for text in _strings(_get(one, "content")))
        for name in ("content", "message", "output"):  # Anthropic, Cohere, Bedrock
            if (found := _get(response, name)) and not isinstance(found, str):
                return "\n".join(_strings(found))
    except (AttributeError, IndexError, KeyError, TypeError):
        pass
    return None


def _cut(response: Any) -> bool:
    """Whether a reply used all its room, perhaps for thoughts that it does not show."""
    first = None
    try:
        choices = _get(response, "choices") or _get(response, "candidates")
        first = choices[0] if choices else None
    except (AttributeError, IndexError, KeyError, TypeError):
        pass
    ends = [_get(first, "finish_reason"), _get(first, "finishReason")]
    ends += [_get(response, name) for name in ("stop_reason", "stopReason", "finish_reason")]
    return any(str(getattr(end, "name", end)).lower() in CUT for end in ends)


def _strings(value: Any, depth: int = 12) -> Iterator[str]:
    """All strings in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict):
        for name, one in value.items():
            if name not in SETTINGS:
                yield from _strings(one, depth - 1)
    elif depth and isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one, depth - 1)
    elif depth:
        kind = type(value)  # objects of pydantic or Google; methods are not content
        plain = getattr(kind, "model_dump", None) or getattr(kind, "to_dict", None)
        if plain:
            yield from _strings(plain(value), depth - 1)
