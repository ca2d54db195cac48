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

    @property
    def columns(self) -> dict[str, object]:
        """What the columns of a job hold of it."""

        def minor(amount: Money | None) -> int | None:
            return amount.minor if amount else None

        return {
            "pay_kind": str(self.kind),
            "salary_minor": minor(self.salary),
            "minimum_minor": minor(self.minimum),
            "maximum_minor": minor(self.maximum),
            "currency": self.currency,
            "pay_frequency": str(self.pay_frequency) if self.pay_frequency else None,
        }
