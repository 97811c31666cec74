"""Numbers in words: digits of any script and number words of the languages we have tables of."""
