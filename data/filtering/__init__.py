"""The language of filters: reading it, completing it, asking the database."""
