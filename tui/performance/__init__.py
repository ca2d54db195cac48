"""Reaches into Textual's internals, each with the figure it buys."""
