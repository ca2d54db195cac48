"""Letter templates: reading, checking, limits and uses of what is stored."""
