"""Two versions of one file of events: what came, what went, what changed, in rows and deaths."""

from __future__ import annotations

from extractor.diff.compare import Change, Difference, Sum, diff_files
from extractor.diff.version import Version

__all__ = ["Change", "Difference", "Sum", "Version", "diff_files"]
