"""Reads what a web page states about itself: its encoding, address and day of publication."""
