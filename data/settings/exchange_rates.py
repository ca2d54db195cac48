"""Exchange rates that the user entered, for comparison only: what one unit is worth in a base.

Nothing is fetched. A currency without a rate is not compared with another one.
"""

import re
from decimal import Decimal, InvalidOperation

from data.settings import settings
from data.values import money
from data.values.text import one_line

_LINE = re.compile(r"1?\s*([A-Za-z]{3})\s*=\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]{3})")
_HIGHEST = Decimal(10) ** 9


class RatesError(ValueError):
    """Rates that cannot be read; the message names the line."""


def known() -> dict[str, Decimal]:
    """What one major unit of each currency is worth in one common currency."""
    return {code: Decimal(worth) for code, worth in settings.get("exchange_rates").items()}


def entered() -> str:
    """The rates as `read` takes them."""
    stored = settings.get("exchange_rates")
    base = next((code for code, worth in stored.items() if worth == "1"), "")
    return "\n".join(f"1 {code} = {worth} {base}" for code, worth in stored.items() if code != base)


def read(text: str) -> dict[str, str]:
    """What each currency is worth, as settings keep it; raises RatesError with the line.

    One rate a line, such as "1 USD = 0.92 EUR"; all name the same currency at the right.
    """
    found: dict[str, str] = {}
    base = ""
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            how = "decimals have a point" if "," in line else "one a line"
            text_of_line = (
                f"line {number}, {one_line(line)[:40]}, is no rate: {how}, 1 USD = 0.92 EUR."
            )
            raise RatesError(text_of_line)
        code, worth, other = match[1].upper(), match[2], match[3].upper()
        for one in (code, other):
            if not money.is_known(one):
                raise RatesError(f"{one} in line {number} is no currency.")
        base = base or other
        if other != base or code == base:
            raise RatesError(f"line {number}: give every rate in one currency, such as {base}.")
        found[code] = _worth(worth, number)
    return {base: "1", **found} if found else {}


def _worth(text: str, number: int) -> str:
    try:
        worth = Decimal(text)
    except InvalidOperation:
        worth = Decimal(0)
    if not 0 < worth < _HIGHEST:
        raise RatesError(
            f"the rate in line {number} has to be above 0 and below a thousand million."
        )
    return format(worth.normalize(), "f")
