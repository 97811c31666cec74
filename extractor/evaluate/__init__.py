"""Measuring a model on texts with gold: reading them, scoring, and runs side by side."""
