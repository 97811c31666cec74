"""How a record says, in its ``prompt_version``, with what besides the prompt it was made."""

from __future__ import annotations

import re
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
SETTINGS = "".join(rf"(?:, {words} (?P<{name}>[^\s,]+))?" for name, words in BESIDES.items())
FORM = re.compile(rf"(?P<prompt>.*?){SETTINGS}", re.DOTALL)


def prompt_with(prompt: str, settings: Mapping[str, str]) -> str:
    """The prompt's version and those settings of a run that stand behind it."""
    more = (f", {words} {settings[name]}" for name, words in BESIDES.items() if name in settings)
    return prompt + "".join(more)


def settings_in(prompt_version: str) -> dict[str, str]:
    """``prompt``, and the settings behind it, by the names a run has for them."""
    found = FORM.fullmatch(prompt_version)
    assert found is not None  # anything is a prompt without settings
    return {name: told for name, told in found.groupdict().items() if told is not None}
