"""The pay of a job as records state it: one amount, or a range, each number exact or none."""

from decimal import Decimal

from data.exchange.record_reader import Reading, quoted
from data.records.pay import JobPay, PayFrequency, PayKind
from data.values import money
from data.values.field_values import MoneyRange
from data.values.money import Money


def fixed(
    reading: Reading, key: str, currency: str, frequency: PayFrequency | None = None
) -> JobPay | None:
    """One amount, None when the record states none."""
    code = reading.currency(currency)
    amount = _amount(reading, key, code)
    if amount is None:
        return None
    return JobPay(PayKind.FIXED, salary=amount, currency=code, pay_frequency=frequency)


def in_range(
    reading: Reading,
    ends: tuple[str, str],
    currency: str,
    frequency: PayFrequency | None = None,
) -> JobPay | None:
    """A range of which either end may be missing, None when both are."""
    code = reading.currency(currency)
    low, high = (_amount(reading, key, code) for key in ends)
    if low is None and high is None:
        return None
    if low and high and low.minor > high.minor:
        text = f"The minimum of the pay range is above its maximum ({quoted(reading.record)})."
        reading.flag(ends[0], text)
    return JobPay(PayKind.RANGE, minimum=low, maximum=high, currency=code, pay_frequency=frequency)


def of_amount(amount: Money) -> JobPay:
    """One amount that is read already."""
    return JobPay(PayKind.FIXED, salary=amount, currency=amount.currency)


def of_range(ends: MoneyRange) -> JobPay | None:
    """A range that is read already, None when it has no end."""
    codes = {end.currency for end in (ends.minimum, ends.maximum) if end is not None}
    if len(codes) != 1:
        return None
    return JobPay(PayKind.RANGE, None, ends.minimum, ends.maximum, codes.pop())


def _amount(reading: Reading, key: str, code: str | None) -> Money | None:
    """An exact amount in the currency, flagged when something else came."""
    value = reading.record.get(key)
    if value in (None, ""):
        return None
    found = None
    if code and isinstance(value, str):
        found = money.from_decimal_text(value, code)
    elif code and isinstance(value, int | Decimal) and not isinstance(value, bool):
        found = money.from_number(value, code)
    if found is None:
        what = "is no exact amount" if code else "has no currency that is known"
        reading.flag(key, f"{key} is {quoted(value)}, which {what}: left empty.")
    return found
