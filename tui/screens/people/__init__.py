"""Candidates: list and form."""
