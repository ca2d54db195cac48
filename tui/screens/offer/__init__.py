"""One offer: its screen, form, status dialog, notes and comparison."""
