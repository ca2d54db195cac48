"""The number of a letter, made of a pattern such as HR-{year}-{number}."""

import re
from collections.abc import Mapping

PARTS = ("year", "number", "version")
"""What a pattern may name: the year in which the offer was made, its number, its version."""
_PART = re.compile(r"\{([^{}]*)\}|[{}]")


def letter_number(pattern: str, stated: Mapping[str, int]) -> str:
    """The pattern with its parts filled in; what is no part stays as it is written."""

    def filled(match: re.Match[str]) -> str:
        return str(stated[match[1]]) if match[1] in PARTS else match[0]

    return _PART.sub(filled, pattern)


def flaw(pattern: str) -> str:
    """What is wrong with a pattern; empty when nothing is."""
    unknown = next((one[0] for one in _PART.finditer(pattern) if one[1] not in PARTS), "")
    known = ", ".join(f"{{{part}}}" for part in PARTS)
    return f"{unknown} is none of {known}." if unknown else ""
