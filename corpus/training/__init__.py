"""From passages to the weights of the tagger."""
