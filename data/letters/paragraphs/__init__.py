"""Letters written in plain paragraphs: a small, strict part of Markdown, made into HTML."""
