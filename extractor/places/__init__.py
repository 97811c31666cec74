"""Where: place names in a text (``find``), which entry of the gazetteer they mean (``resolve``),
the place that words marked by a reader mean (``said``) or that a reader describes (``meaning``)."""
