"""Numbered, frozen steps in plain SQL: `0001_first.sql` takes a file from schema 0 to schema 1."""
