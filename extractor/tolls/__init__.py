"""How many: counts of people in a text (``find``), what they come to (``totals``), and the number
that words marked by a reader give (``said``)."""
