"""Measures how records change when the text or the question changes: see ``__main__``."""
