"""The history of the desk: its list, a line of it in full, its export."""
