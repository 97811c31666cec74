"""Our own annotated passages, the code that reads and checks them, and the grid of their topics.

This is not part of the installed package: `extractor` never imports from here.
"""
