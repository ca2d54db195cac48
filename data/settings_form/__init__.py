"""The settings as a form collects them."""
