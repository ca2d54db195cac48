"""The desk's own backup as JSON lines: export, restore, merge."""
