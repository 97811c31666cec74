"""Makes cells harmless that a spreadsheet would run as a formula."""

from __future__ import annotations

__all__ = ["is_formula", "safe_cell"]

# Characters that begin a formula in Excel, LibreOffice or Google Sheets, full-width signs included
# (OWASP, "CSV Injection"). White space before them does not prevent it.
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text."""
    return text.startswith(STARTS) or text.lstrip(" \u00a0\u200b\ufeff").startswith(STARTS)


def safe_cell(text: str) -> str:
    """Returns the text, with an apostrophe before it if a spreadsheet might run it."""
    return f"'{text}" if is_formula(text) else text
