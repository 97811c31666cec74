"""Writes the settings of a run into a record's ``prompt_version``, beside the prompt."""

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
"""Settings that follow the prompt's name, in this order, and their labels."""


def prompt_with(prompt: str, settings: Mapping[str, str]) -> str:
    """Returns the prompt's version with the settings of a run after it."""
    suffixes = (
        f", {words} {settings[name]}" for name, words in BESIDES.items() if name in settings
    )
    return prompt + "".join(suffixes)


def settings_in(prompt_version: str) -> dict[str, str]:
    """Returns ``prompt`` and the settings after it, by their names in a run."""
    found: dict[str, str] = {}
    prompt = prompt_version
    for name, words in reversed(BESIDES.items()):
        before, link, value = prompt.rpartition(f", {words} ")
        if link and value.split() == [value] and "," not in value:
            prompt, found[name] = before, value
    return {"prompt": prompt, **found}
