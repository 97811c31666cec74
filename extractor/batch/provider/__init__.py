"""Articles through a provider's batch API: asked for today, answered within a day, at half price.

The job is a folder, and everything is in it before anything is waited for: the articles, the
requests, the ids of the provider's files and batches, the replies. Each request is known by a hash
of its content, so nothing hangs on the order or number of replies.
"""

from __future__ import annotations

from extractor.batch.provider.collecting import Collected, collect
from extractor.batch.provider.folder import BatchJobError, JobFolder
from extractor.batch.provider.submitting import submit

__all__ = ["BatchJobError", "Collected", "JobFolder", "collect", "submit"]
