"""Jobs and their openings."""
