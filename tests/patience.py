"""How long a test waits for what has to come."""

PATIENCE_S = 300
"""The measure of nothing: what is sound comes at once on a quiet machine, and a busy one takes two
minutes for what is done in five seconds. What hangs is ended by it, or by pytest-timeout."""
