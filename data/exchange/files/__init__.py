"""Text files read in pieces: encodings, JSON records, CSV rows."""
