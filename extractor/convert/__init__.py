"""Records into other formats and rows of other datasets into records."""
