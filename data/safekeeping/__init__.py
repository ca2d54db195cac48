"""Keeping a desk safe: whole copies, going back to one, looking it through, saving what is left."""
