"""Greenhouse Harvest: records in and out."""
