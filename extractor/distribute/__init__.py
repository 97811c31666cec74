"""Articles over many machines with Ray Data: the same records as one machine gives.

One task reads the articles and hands them out in units; each worker, a process with an extractor
of its own, reads a unit and writes its shard; the manifest of a unit, written last, is what makes
it done. Ray is needed only where units are sent to workers (:mod:`extractor.distribute.cluster`).
"""

from __future__ import annotations

from extractor.distribute.job import Job, JobError
from extractor.distribute.tally import Tally

__all__ = ["Job", "JobError", "Tally"]
