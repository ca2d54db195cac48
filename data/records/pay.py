"""Pay: how often it is paid, and what a job offers."""

from dataclasses import dataclass
from enum import StrEnum

from data.values.money import Money


class PayFrequency(StrEnum):
    """How often pay is counted."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class PayKind(StrEnum):
    """What a job says about pay."""

    NONE = "none"
    FIXED = "fixed"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class JobPay:
    """The pay of a job: nothing, one salary, or a range (either end may be missing)."""

    kind: PayKind = PayKind.NONE
    salary: Money | None = None
    minimum: Money | None = None
    maximum: Money | None = None
    currency: str | None = None
    pay_frequency: PayFrequency | None = None
