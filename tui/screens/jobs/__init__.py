"""Jobs: list, form, openings."""
