"""A letter's HTML made safe, and laid out as lines of text."""
