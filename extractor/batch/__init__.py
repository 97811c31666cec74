"""Many articles: several at once, each failing alone, resumable, within a budget."""

from __future__ import annotations
