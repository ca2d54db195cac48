"""Two letters compared word by word."""
