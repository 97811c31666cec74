"""Who: noun phrases for those who can act (``find``), the ACLED actor that words mean
(``resolve``), and the party that a reader describes (``meaning``)."""
