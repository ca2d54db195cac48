"""Letter templates: list, editor, revisions."""
