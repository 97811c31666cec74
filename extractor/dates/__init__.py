"""When: the words that say it (``find``), what they mean (``resolve``), and the days that words
marked by a reader mean (``said``)."""
