"""Words of incidents, claims, things and what is out of scope: lists in files, one a language."""
