"""Records into other formats and rows of other datasets into records."""

from __future__ import annotations

from extractor.convert.from_acled import record_of_acled
from extractor.convert.from_ucdp import record_of_ucdp
from extractor.convert.to_ucdp import ucdp_row
from extractor.records.kinds import UCDP_COLUMNS

__all__ = ["UCDP_COLUMNS", "record_of_acled", "record_of_ucdp", "ucdp_row"]
