"""Reaches into the insides of Textual and of Python, each with the figure it buys.

Each has a test in tests/screens/test_performance.py that fails as soon as the stock behaviour is
good enough; the reach is deleted then. Nothing else in the terminal touches these insides.
"""
