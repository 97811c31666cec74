"""What is shown to people: text of articles, in which nothing can move a cursor or hide words, and
counts."""

from __future__ import annotations

# Overrides, embeddings and isolates can make a line read other than it is written; the plain
# marks that right-to-left text is full of cannot, and stay.
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
    """The text with every control character shown as a sign: ESC as ``␛``.

    One character for one, so that offsets still fit; newlines and tabs stay.
    """
    return text.translate(TABLE)


def one_line(text: str) -> str:
    """The same on one line, runs of spaces closed up."""
    return " ".join(printable(text).split())


def plural(count: int, what: str) -> str:
    """A count for people: "1 event", "1,200 events"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
