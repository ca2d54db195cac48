"""Delivers letters: as a file, web page, PDF or email draft."""
