"""Base screens and dialogs that the others are made of."""
