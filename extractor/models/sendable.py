"""Makes messages safe for any server.

An article may hold what no request can carry (a lone surrogate), what makes C programs stop reading
(NUL), and what chat servers take for their own marks: llama.cpp and vLLM tokenize ``<|im_start|>``
in a message as the real mark, so that an article could open a system message of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.text.words import any_of

if TYPE_CHECKING:
    from extractor.models.protocol import Message

CONTROLS = ({*range(0x20)} - {*map(ord, "\t\n\r")}) | {0x7F}
UNSENDABLE = dict.fromkeys(CONTROLS | {*range(0xD800, 0xE000)}, "\ufffd")
# The marks of ChatML, Qwen, Llama 3, DeepSeek, Phi (all <|…|>), Gemma, Llama 2 and Mistral.
MARKS = (
    r"<(?=[|｜])",
    r"<(?=/?(?:s|bos|eos|pad|unk|think|tool_call|start_of_turn|end_of_turn|im_start|im_end)>)",
    r"<(?=</?SYS>>)",
    r"\[(?=/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)\])",
)
MARK = any_of(MARKS)
HARMLESS = {"<": "‹", "[": "⟦"}
"""Replacements of one character each, so that a quote from a message keeps its length."""


def sendable(messages: list[Message]) -> list[Message]:
    """The messages with all such characters and marks replaced."""
    return [{name: sendable_text(value) for name, value in m.items()} for m in messages]


def sendable_text(text: str) -> str:
    """One text with all such characters and marks replaced."""
    return MARK.sub(lambda found: HARMLESS[found[0]], text.translate(UNSENDABLE))
