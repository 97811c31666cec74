"""Words of the languages' tables, found in a text: which kinds of them a phrase says."""
