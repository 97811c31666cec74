"""Evaluations on public collections; ``make eval`` runs them, docs/evaluation.md defines them."""
