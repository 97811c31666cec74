"""The number ACLED codes where a report gives none (ACLED codebook, "Fatalities")."""

from __future__ import annotations

__all__ = ["VAGUE_NUMBERS"]

VAGUE_NUMBERS: dict[str, int] = {
    "several": 3,
    "tens": 10,
    "dozens": 12,
    "hundreds": 100,
    "thousands": 1000,
}
"""The number that a plural without a number, "tens", "dozens" … of dead is coded as."""
