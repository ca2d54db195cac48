"""Frozen records that cross the border between `data` and whoever shows them, one file a noun."""
