"""An offer's pay in the range of its job, by the year and in the job's currency.

Rules: docs/domain.md, *Decisions*. What cannot be compared says why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from data.offers.comparison import Measure, remarks, yearly
from data.records.pay import JobPay, PayFrequency, PayKind
from data.settings import exchange_rates, settings
from data.values import money
from data.values.conversion import convert
from data.values.money import Money


@dataclass(frozen=True, slots=True)
class Band:
    """Pay by the year, and the ends of the range that the job has (a fixed salary is both).

    `unknown` says why it cannot be compared; `how` what was done to compare it.
    """

    pay: Money | None = None
    least: Money | None = None
    most: Money | None = None
    is_fixed: bool = False
    unknown: str = ""
    how: str = ""
    is_converted: bool = False

    @property
    def distance(self) -> Money | None:
        """How far outside the range, negative below it; None inside, or when it is unknown."""
        if self.pay is None:
            return None
        if self.least is not None and self.pay.minor < self.least.minor:
            return Money(self.pay.minor - self.least.minor, self.pay.currency)
        if self.most is not None and self.pay.minor > self.most.minor:
            return Money(self.pay.minor - self.most.minor, self.pay.currency)
        return None

    @property
    def outside(self) -> str:
        """The words, where pay is outside a range; empty inside it, and for a fixed salary."""
        return self.words if self.distance is not None and not self.is_fixed else ""

    @property
    def percent(self) -> int | None:
        """The pay in percent of the middle of the range."""
        if self.pay is None or self.least is None or self.most is None:
            return None
        middle = self.least.minor + self.most.minor
        return _percent(2 * self.pay.minor, middle) if middle else None

    @property
    def position(self) -> int | None:
        """Where in the range: 0 at its minimum, 100 at its maximum."""
        if self.pay is None or self.least is None or self.most is None:
            return None
        width = self.most.minor - self.least.minor
        return _percent(self.pay.minor - self.least.minor, width) if width > 0 else None

    @property
    def words(self) -> str:
        """In one line: "286 % of the midpoint, 122,000 above the range"; empty without a range."""
        if self.unknown or self.pay is None:
            return self.unknown
        parts = [self._of_middle(), self._where()]
        text = ", ".join(filter(None, parts))
        return f"{text} ({self.how})" if text and self.how else text

    def _of_middle(self) -> str:
        if self.percent is None:
            return ""
        if self.is_fixed:
            return f"{self.percent} % of the job's salary"
        return f"{self.percent} % of the midpoint"

    def _where(self) -> str:
        what = "it" if self.is_fixed else "the range"
        if self.distance is not None:
            side = "above" if self.distance.minor > 0 else "below"
            return f"{self._amount(abs(self.distance.minor))} {side} {what}"
        if self.is_fixed or self.position is None:
            return ""
        return f"at {self.position} % of the range"

    def _amount(self, minor: int) -> str:
        currency = self.pay.currency if self.pay else ""
        shown = money.show_amount(minor, currency)
        return f"{shown} {currency}" if self.is_converted else shown


UNMEASURED = Measure()


@dataclass(frozen=True, slots=True)
class Peers:
    """The other offers of the job, by the year in its currency.

    `unknown` could not be compared; `by` is what they were measured by.
    """

    pays: tuple[Money, ...] = ()
    unknown: int = 0
    by: Measure = UNMEASURED

    def words(self, pay: Money | None) -> str:
        """How many, their median and highest, and where this one stands among them."""
        if not self.pays:
            return ""
        ordered = sorted(one.minor for one in self.pays)
        count = f"{len(ordered)} other {'offer' if len(ordered) == 1 else 'offers'} of the job"
        text = (
            f"{count}: median {self._shown(_median(ordered))}, highest {self._shown(ordered[-1])}"
        )
        if pay is None:
            return text
        above = sum(1 for minor in ordered if minor > pay.minor)
        return f"{text}; this one is number {above + 1} of {len(ordered) + 1}"

    def _shown(self, minor: int) -> str:
        return money.show_amount(minor, self.pays[0].currency)


def measure() -> Measure:
    """The settings' hours and days, and the rates entered."""
    return Measure(
        settings.get("hours_per_year"), settings.get("days_per_year"), exchange_rates.known()
    )


def band(salary: Money | None, frequency: PayFrequency | None, pay: JobPay, by: Measure) -> Band:
    """Pay in the range that a job has; nothing to say without an amount or a range."""
    ends = (pay.salary, pay.salary) if pay.kind is PayKind.FIXED else (pay.minimum, pay.maximum)
    known = next((end for end in ends if end is not None), None)
    if salary is None or known is None:
        return Band()
    here = in_currency(salary, frequency, known.currency, by)
    if here is None:
        lacks = salary.currency if salary.currency not in (by.rates or {}) else known.currency
        return Band(unknown=f"not comparable with the job's pay: no exchange rate for {lacks}")
    least, most = (end and yearly(end, pay.pay_frequency, by) for end in ends)
    is_converted = salary.currency != known.currency
    how = remarks(frequency, pay.pay_frequency, by, is_converted=is_converted)
    return Band(here, least, most, pay.kind is PayKind.FIXED, "", how, is_converted)


def peers(offers: Iterable[tuple[int, str, str | None]], currency: str, by: Measure) -> Peers:
    """Other offers' pay (minor units, currency, frequency) by the year in one currency."""
    found = [
        in_currency(Money(minor, code), _frequency(frequency), currency, by)
        for minor, code, frequency in offers
    ]
    known = tuple(pay for pay in found if pay is not None)
    return Peers(known, len(found) - len(known), by)


def in_currency(
    amount: Money, frequency: PayFrequency | None, currency: str, by: Measure
) -> Money | None:
    """An amount by the year in another currency; None without a rate."""
    return convert(yearly(amount, frequency, by), currency, by.rates or {})


def _frequency(word: str | None) -> PayFrequency | None:
    return PayFrequency(word) if word else None


def _percent(part: int, whole: int) -> int:
    return int((Decimal(part) * 100 / Decimal(whole)).to_integral_value("ROUND_HALF_UP"))


def _median(ordered: list[int]) -> int:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2
