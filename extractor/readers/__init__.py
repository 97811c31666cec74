"""Readers: they turn an article and what code sees in it into a ``Reading``."""
