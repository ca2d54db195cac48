"""Letters of other programs, read into blocks and placeholders and written as templates."""
