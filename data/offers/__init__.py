"""Offers: versions, status changes, letters, comparison, timeline."""
