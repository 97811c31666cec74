"""The grammar around an incident word in English, Spanish and French: who acts, who suffers, who
speaks. The reader ``questions`` stands on it, and the reader ``local`` for capitals."""
