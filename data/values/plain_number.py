"""The one reader of plain decimal numbers: ASCII digits, a sign and a point, nothing guessed."""

import re
from decimal import Decimal

LONGEST = 40
"""The most characters of a number, unless the caller says otherwise."""
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def plain_number(text: str, longest: int = LONGEST) -> Decimal | None:
    """`-12` or `0.5` as a number; None for anything else and for more than `longest` characters."""
    return Decimal(text) if len(text) <= longest and _PLAIN.fullmatch(text) else None
