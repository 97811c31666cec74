"""Loads prompts: text files in ``prompts/`` whose first line has their version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from extractor.text.surrogates import without_surrogates

__all__ = ["Prompt", "not_coded", "one_line", "prompt"]


@dataclass(frozen=True)
class Prompt:
    """A system prompt; ``version`` goes into every record made with it (``record-1``)."""

    text: str
    version: str


@lru_cache
def prompt(name: str) -> Prompt:
    """Return the prompt of this name; raises :class:`FileNotFoundError` if there is none."""
    whole = (files("extractor.readers") / "prompts" / f"{name}.txt").read_text(encoding="utf-8")
    head, text = whole.split("\n", 1)
    return Prompt(text.strip(), f"{name}-{head.removeprefix('version:').strip()}")


def one_line(text: str) -> str:
    """Return text on one line, since news wraps its lines anywhere, and without lone surrogates,
    which no request can contain."""
    return " ".join(without_surrogates(text).split())


def not_coded(words: str, why: str) -> str:
    """Return the note for words that were read but are not coded as an event."""
    return f"not coded: “{one_line(words)}” ({why})"
