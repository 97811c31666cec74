"""Documents made for paper: PDF and DOCX, whose words have to be put back into a text."""
