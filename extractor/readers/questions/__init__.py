"""The reader ``questions``: rules find the events, a small model fills what they leave blank."""
