"""CSV tables: import, export, and re-import of our own exports."""
