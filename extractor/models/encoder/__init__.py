"""A small multilingual text encoder: its weights' file, its pieces of words, and running it."""
