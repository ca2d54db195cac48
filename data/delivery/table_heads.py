"""Makes rows of headings the head of their table, so that it stands on every page that has rows."""

import re

_CELL = r"\s*<th\b[^<>]*>(?:(?!</?(?:t[dhr]|table)\b).)*</th>"
_BARE = re.compile(
    r"(<table\b[^<>]*>(?:\s*<caption\b[^<>]*>(?:(?!<table\b).)*?</caption>)?)\s*<tbody>"
    rf"((?:\s*<tr\b[^<>]*>(?:{_CELL})+\s*</tr>)+)(?=\s*<tr\b)",
    re.DOTALL,
)


def with_heads(html: str) -> str:
    """The letter with a head for each table whose first rows have headings only."""
    return _BARE.sub(r"\1<thead>\2</thead><tbody>", html)
