"""Reports of one event brought together: blocks, points, clusters, one record."""

from __future__ import annotations

from extractor.merge.merger import Explained, Merger, merge_records
from extractor.merge.thresholds import THRESHOLDS, Thresholds

__all__ = ["THRESHOLDS", "Explained", "Merger", "Thresholds", "merge_records"]
