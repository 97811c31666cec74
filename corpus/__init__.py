"""Our own annotated passages, what reads and checks them, and the grid they are drawn from.

No part of the installed package: `extractor` never imports from here.
"""
