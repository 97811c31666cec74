"""News articles in, conflict event records out: each field tied to the words it came from."""
