"""Delivers letters: as a file, web page, PDF, Word file or email draft."""
