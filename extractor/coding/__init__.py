"""From a reading to event records: every column that follows from rules, computed."""

from extractor.coding.events import code_reading

__all__ = ["code_reading"]
