"""Cells that a spreadsheet would run as a formula, made harmless."""

from __future__ import annotations

__all__ = ["is_formula", "safe_cell"]

# What opens a formula in Excel, LibreOffice or Google Sheets, the full-width signs included
# (OWASP, "CSV Injection"); white space before it does not help.
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text."""
    return text.startswith(STARTS) or text.lstrip(" \u00a0\u200b\ufeff").startswith(STARTS)


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet might run it, else as it is."""
    return f"'{text}" if is_formula(text) else text
