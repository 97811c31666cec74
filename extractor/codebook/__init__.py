"""ACLED's codebook as data and small pure functions: types, actors, rules, countries."""
