"""Amounts in another currency, by rates that say what one unit of each is worth in a common one."""

from collections.abc import Mapping
from decimal import Decimal

from data.values import money
from data.values.money import Money


def convert(amount: Money, to: str, rates: Mapping[str, Decimal]) -> Money | None:
    """The amount in another currency, to the nearest minor unit; None without both rates."""
    if amount.currency == to:
        return amount
    if amount.currency not in rates or to not in rates:
        return None
    worth = amount.decimal() * rates[amount.currency] / rates[to]
    minor = int(
        (worth.scaleb(money.decimals(to)) + Decimal("0.5")).to_integral_value("ROUND_FLOOR")
    )
    return Money(minor, to) if minor < money.LIMIT else None
