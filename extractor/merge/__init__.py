"""Reports of one event brought together: blocks, points, clusters, one record."""

from __future__ import annotations

from extractor.merge.merger import Explained, Merger, Superseded, Version, merge_records
from extractor.merge.thresholds import THRESHOLDS, Thresholds
from extractor.merge.tolls import killed_in

__all__ = [
    "THRESHOLDS",
    "Explained",
    "Merger",
    "Superseded",
    "Thresholds",
    "Version",
    "killed_in",
    "merge_records",
]
