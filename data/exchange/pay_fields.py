"""Which custom field is the pay, where a system has no member for it."""

from collections.abc import Iterable

from data.exchange.parsed_offer import ParsedField
from data.values.text import normal

PAY = "salary"
OTHER_NAMES = frozenset(("base_salary", "annual_salary", "base_pay", "compensation"))
"""Names that mean the pay when no field is called Salary."""
RANGES = frozenset(("salary_range", "pay_range", "compensation_range", "base_salary_range"))
"""Names that mean what a job pays at least and at most."""


def pay_field(fields: Iterable[ParsedField]) -> ParsedField | None:
    """The field that is the pay: the one called Salary, else the only one that means it."""
    several = tuple(fields)
    for one in several:
        if normal(one.name) == PAY:
            return one
    others = [one for one in several if normal(one.name) in OTHER_NAMES]
    return others[0] if len(others) == 1 else None


def means_pay(name: str) -> bool:
    """Whether a field of this name may be the pay."""
    return normal(name) == PAY or normal(name) in OTHER_NAMES
