"""Targets of the corpus: the number of passages by language, and shares of what they hold."""

from __future__ import annotations

TARGETS = {
    "en": 1000,
    **dict.fromkeys(("es", "fr", "pt", "ar", "ru", "uk"), 200),
    **dict.fromkeys(("tr", "fa", "de", "id", "sw", "hi", "my", "zh", "ha", "am"), 100),
}
"""ISO 639 code → number of passages; other languages may be added and count for the total."""
TOTAL = 3000
SHARES = {"no event": 1 / 3, "several events": 1 / 3, "statements": 1 / 3}
MOST_SENTENCES = 8
MOST_IN_ARTICLE = 40
"""The most sentences that a passage of ``articles/`` may have."""
