"""Letters: preview, editor, comparison, delivery."""
