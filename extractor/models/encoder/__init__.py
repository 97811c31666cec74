"""A small multilingual text encoder: its weights file, its word pieces, and the tagger on it."""
