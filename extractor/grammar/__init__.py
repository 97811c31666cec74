"""The grammar around an incident word in English, Spanish and French: who acts, who suffers, who
speaks. The reader ``questions`` stands on it; the reader ``local`` asks it for a second opinion."""
