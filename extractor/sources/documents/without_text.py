"""Explains in one line why a Word or RTF document has no text."""

from __future__ import annotations

__all__ = ["without_text"]


def without_text(*, pictures: bool, hidden: bool = False) -> str:
    """Return what a document without readable words contains, and what to do."""
    if hidden:
        return (
            "no text in this document but hidden or deleted words; show or accept them and save it"
        )
    if pictures:
        return (
            "no text in this document, only pictures; a program for text recognition (OCR) makes "
            "text of scanned pages"
        )
    return "no text in this document: it is empty, or was saved without its words"
