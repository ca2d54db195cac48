"""What an offer costs a year: base pay and the custom fields that are part of the package.

Rules: docs/domain.md, *Decisions*. Amounts of several currencies are never added up unasked: a sum
has one amount for each, and `added_up` takes the rates for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from data.letters.language.contract import MONTHS, Contract
from data.records.field_records import Counted, FieldRecord, field_key
from data.records.offer_records import Terms
from data.values import field_texts, money
from data.values.conversion import convert
from data.values.field_values import FieldValue
from data.values.money import Money

BASE = "salary"
"""The key of base pay among the parts."""
NOT_SET, NO_MONEY = "not set", "no amount of money"
NO_FREQUENCY, NO_HOURS = "no pay frequency", "working time is no number"
"""Why a part is not counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it comes to a year, or once; what is not counted lacks something.

    `stated` is what was entered where that is not the amount.
    """

    key: str
    label: str
    counted: Counted
    amount: Money | None = None
    stated: str = ""
    lacks: str = ""

    @property
    def words(self) -> str:
        """What it is called, what was entered, and why that does not count."""
        return f"{self.label} {self.stated}".rstrip() + f" ({self.lacks})"


@dataclass(frozen=True, slots=True)
class Package:
    """All parts, base pay first; of a contract shorter than a year they are those of its months."""

    parts: tuple[Part, ...] = ()
    months: Fraction | None = None

    @property
    def is_marked(self) -> bool:
        """Whether anything but base pay is part of it."""
        return any(part.key != BASE for part in self.parts)

    @property
    def yearly(self) -> tuple[Money, ...]:
        """What is paid every year, an amount for each currency."""
        return _sum(part for part in self.parts if part.counted is Counted.YEARLY)

    @property
    def once(self) -> tuple[Money, ...]:
        """What is paid once."""
        return _sum(part for part in self.parts if part.counted is Counted.ONCE)

    @property
    def whole(self) -> tuple[Money, ...]:
        """Both: what the first year costs, or a contract that is shorter."""
        return _sum(self.parts)

    @property
    def not_counted(self) -> tuple[Part, ...]:
        """What is part of it and does not count, because it is not set or no amount of money."""
        return tuple(part for part in self.parts if part.amount is None)

    @property
    def counted_base(self) -> str:
        """Base pay that is not what was entered: "base 62,400 EUR a year, of 30 EUR an hour"."""
        base = self.parts[0]
        if base.amount is None or not base.stated:
            return ""
        return f"{base.label} {money.show(base.amount)} {self.period}, of {base.stated}"

    @property
    def period(self) -> str:
        """What the yearly amounts are for: "a year", "for 6 months"."""
        if self.months is None:
            return "a year"
        if self.months < 1:
            return "for less than a month"
        number = field_texts.figures(round(Decimal(float(self.months)), 1))
        return f"for {number} {'month' if number == '1' else 'months'}"


def package(terms: Terms, marked: Iterable[FieldRecord], agreed: Contract) -> Package:
    """The package of these terms, by the fields that are marked as part of it.

    What a field that is switched off does not say is not missed.
    """
    held = {value.key: value for value in terms.fields if not value.is_empty}
    months = agreed.months if agreed.months and agreed.months < MONTHS else None
    parts = [_base(terms, agreed)]
    for field in marked:
        if field.package and (field.active or field.key in held):
            parts.append(_part(field, held.get(field.key), months))
    return Package(tuple(parts), months)


def _base(terms: Terms, agreed: Contract) -> Part:
    """Pay of a year with the agreed working time, or of a contract that is shorter."""
    label, salary, frequency = "base", terms.salary, terms.pay_frequency
    if salary is None:
        lacks = NO_MONEY if terms.salary_text else NOT_SET
        return Part(BASE, label, Counted.YEARLY, None, terms.salary_text, lacks)
    if frequency is None:
        return Part(BASE, label, Counted.YEARLY, None, money.show(salary), NO_FREQUENCY)
    amount = agreed.whole(salary, frequency) or agreed.yearly(salary, frequency)
    stated = money.pay(salary.minor, salary.currency, frequency, long=True)
    lacks = NO_HOURS if amount is None else ""
    return Part(BASE, label, Counted.YEARLY, amount, "" if amount == salary else stated, lacks)


def _part(field: FieldRecord, value: FieldValue | None, months: Fraction | None) -> Part:
    key, kind = field_key(field.key), field.package
    if value is None:
        return Part(key, field.name, kind, None, "", NOT_SET)
    if not isinstance(value.value, Money):
        return Part(key, field.name, kind, None, field_texts.show(value), NO_MONEY)
    amount = value.value
    if months is not None and kind is Counted.YEARLY:
        amount = Money(int(amount.minor * months / MONTHS + Fraction(1, 2)), amount.currency)
    return Part(key, field.name, kind, amount)


def _sum(parts: Iterable[Part]) -> tuple[Money, ...]:
    """An amount for each currency, in the order in which they come."""
    sums: dict[str, int] = {}
    for part in parts:
        if part.amount is not None:
            currency = part.amount.currency
            sums[currency] = sums.get(currency, 0) + part.amount.minor
    return tuple(Money(minor, currency) for currency, minor in sums.items())


# ---------------------------------------------------------------- several currencies


def added_up(amounts: Iterable[Money], currency: str, rates: Mapping[str, Decimal]) -> Money | None:
    """The amounts in one currency at these rates; None without a rate for each."""
    found = [convert(one, currency, rates) for one in amounts]
    if any(one is None for one in found):
        return None
    return Money(sum(one.minor for one in found if one is not None), currency)


def lacking_rates(
    amounts: Iterable[Money], currency: str, rates: Mapping[str, Decimal]
) -> tuple[str, ...]:
    """The currencies that have no rate to be added up in this one."""
    needed = dict.fromkeys(one.currency for one in amounts)
    others = [code for code in needed if code != currency]
    lacking = tuple(code for code in others if code not in rates)
    return lacking or (currency,) * (bool(others) and currency not in rates)


def sum_words(amounts: tuple[Money, ...], rates: Mapping[str, Decimal], period: str = "") -> str:
    """A sum as people read it, with what it is for behind it.

    Each currency stands by itself, and behind that together where there are rates.
    """
    apart = f"{' + '.join(money.show(one) for one in amounts)} {period}".rstrip()
    if len(amounts) < 2:
        return apart
    together = added_up(amounts, amounts[0].currency, rates)
    if together is not None:
        return f"{apart} ({money.show(together)} at the rates set)"
    return f"{apart} ({_not_added_up(amounts, rates)})"


def _not_added_up(amounts: tuple[Money, ...], rates: Mapping[str, Decimal]) -> str:
    lacking = ", ".join(lacking_rates(amounts, amounts[0].currency, rates))
    return f"not added up: no exchange rate for {lacking}"


# ---------------------------------------------------------------- in words


def total_words(package: Package, rates: Mapping[str, Decimal]) -> str:
    """The package in one line: what a year costs, and all of it where something is paid once."""
    parts = []
    if package.yearly:
        parts.append(sum_words(package.yearly, rates, package.period))
    if package.once:
        parts.append(sum_words(package.once, rates, "once"))
    if package.yearly and package.once:
        parts.append(_whole_words(package, rates))
    return "; ".join(parts)


def _whole_words(package: Package, rates: Mapping[str, Decimal]) -> str:
    """What all of it comes to; in several currencies only at the rates, which is said."""
    amounts, currency = package.whole, package.whole[0].currency
    together = added_up(amounts, currency, rates)
    if together is None:
        return _not_added_up(amounts, rates)
    when = "in all" if package.months else "in the first year"
    return f"{money.show(together)} {when}{' at the rates set' * (len(amounts) > 1)}"


def not_counted_words(package: Package) -> str:
    """What is part of it and does not count, with the reason for each."""
    rest = ", ".join(part.words for part in package.not_counted)
    return f"not counted: {rest}" if rest else ""


def lines(package: Package, rates: Mapping[str, Decimal]) -> tuple[str, ...]:
    """The package line by line: the sums, base pay that is counted otherwise, what is not counted.

    Nothing where no custom field is part of it.
    """
    if not package.is_marked:
        return ()
    found = (total_words(package, rates), package.counted_base, not_counted_words(package))
    return tuple(filter(None, found))
