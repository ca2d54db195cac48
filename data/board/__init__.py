"""The board: rules that name what needs a person, and its headline."""
