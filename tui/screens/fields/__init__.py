"""Custom fields: list and form."""
