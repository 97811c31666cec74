"""What of a record changes when its text or the question changes: see ``__main__``."""
