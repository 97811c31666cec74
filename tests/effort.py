"""How hard tests by chance try: EXTRACT_TEST_EFFORT times as many examples, for a long run."""

from __future__ import annotations

import os

__all__ = ["effort"]


def effort(examples: int) -> int:
    """So many examples in the suite; a multiple or a part of them where that is asked for."""
    return max(1, round(examples * float(os.environ.get("EXTRACT_TEST_EFFORT", "1"))))
