"""How hard tests by chance try: EXTRACT_TEST_EFFORT times as many examples, for a long run."""

from __future__ import annotations

import os

__all__ = ["effort"]


def effort(examples: int) -> int:
    """So many examples in the suite, and a multiple of them where more is asked for."""
    return examples * int(os.environ.get("EXTRACT_TEST_EFFORT", "1"))
