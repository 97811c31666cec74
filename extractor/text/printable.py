"""Text for display: article text without characters that move a cursor or hide words, and
counts."""

from __future__ import annotations

# Overrides, embeddings and isolates can make a line look different from what it contains, so they
# are shown. Plain direction marks cannot, are frequent in right-to-left text, and stay.
BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
TABLE = {
    **{code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)},
    0x0D: " ",
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(BIDI, "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # lone surrogates: no encoding writes them
}


def printable(text: str) -> str:
    """Returns the text with every control character replaced by a visible sign: ESC by ``␛``.

    Each character is replaced by one, so that offsets still fit; newlines and tabs stay.
    """
    return text.translate(TABLE)


def one_line(text: str) -> str:
    """Like :func:`printable`, on one line and with runs of spaces as one."""
    return " ".join(printable(text).split())


def plural(count: int, what: str) -> str:
    """Returns a count with its noun: "1 event", "1,200 events"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
