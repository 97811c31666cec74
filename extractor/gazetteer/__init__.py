"""Places of the world in SQLite: looked up by any of their names, and the points they have."""
