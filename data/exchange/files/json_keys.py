"""Keys that occur twice in one object of a JSON text: of their two values one would be lost.

Looked for only where something is missing in what was read: a look at every object takes as long as
reading it.
"""

import json
from decimal import Decimal


def are_all_in(raw: str, text: str, start: int, end: int) -> bool:
    """Whether compact JSON has as many quotation marks as the text that it was read from.

    A key that occurs twice is missing once. A mark may have come as the escape of its number; where
    a backslash stands before what only looks like one, the answer is no.
    """
    return raw.count('"') == text.count('"', start, end) + text.count("\\u0022", start, end)


def twice(text: str) -> str | None:
    """The first key that occurs twice in one object of this JSON; None when there is none."""
    found: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> None:
        keys = [key for key, _ in pairs]
        found.extend(key for key in dict.fromkeys(keys) if keys.count(key) > 1)

    json.JSONDecoder(object_pairs_hook=look, parse_float=Decimal).raw_decode(text)
    return found[0] if found else None
