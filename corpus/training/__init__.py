"""Training of the tagger: from annotated passages to weights."""
