"""One action on many offers, with undo."""
