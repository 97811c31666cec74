"""Lessons out of reviewed records, and what they would have changed.

``values`` looks what a coder made of a name, ``learning`` makes lessons of what was mended,
``report`` holds lessons against records.
"""

from __future__ import annotations

from extractor.learn.learning import Learned, learn
from extractor.learn.report import Effect, Report, report_of
from extractor.learn.values import Reviewed

__all__ = ["Effect", "Learned", "Report", "Reviewed", "learn", "report_of"]
