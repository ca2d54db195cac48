"""Candidates with their applications, and the users of the desk."""
