"""Reads documents made for paper, such as PDF and DOCX, whose words must be rejoined to a text."""
