"""Custom field definitions and stored values."""
