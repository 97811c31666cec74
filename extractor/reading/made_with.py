"""How a record says, in its ``prompt_version``, with what besides the prompt it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["prompt_with", "settings_in"]

BESIDES = {
    "lessons": "lessons",
    "fields": "fields",
    "min_confidence": "min confidence",
    "chars": "max chars",
}
"""Settings that stand behind the prompt's name, in this order, and the words for them."""


def prompt_with(prompt: str, settings: Mapping[str, str]) -> str:
    """The prompt's version and those settings of a run that stand behind it."""
    suffixes = (
        f", {words} {settings[name]}" for name, words in BESIDES.items() if name in settings
    )
    return prompt + "".join(suffixes)


def settings_in(prompt_version: str) -> dict[str, str]:
    """``prompt``, and the settings behind it, by the names a run has for them."""
    found: dict[str, str] = {}
    prompt = prompt_version
    for name, words in reversed(BESIDES.items()):
        before, link, value = prompt.rpartition(f", {words} ")
        if link and value.split() == [value] and "," not in value:
            prompt, found[name] = before, value
    return {"prompt": prompt, **found}
