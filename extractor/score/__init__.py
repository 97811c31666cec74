"""Evaluation of records against gold records, and agreement between coders."""
