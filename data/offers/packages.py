"""What an offer costs a year, by the marks of the custom fields and the settings of the desk."""

from dataclasses import replace

from data.fields import custom_fields
from data.letters.language import package as rule
from data.letters.language.contract import contract
from data.letters.language.package import Package
from data.offers.comparison import NOTHING, Difference, Measure, difference
from data.offers.pay_band import measure
from data.records.offer_records import Terms
from data.values import money
from data.values.money import Money

WHOLE = "package_whole"
"""The line of a comparison that is left out where nothing is paid once."""
Amounts = tuple[Money, ...]
"""A sum: an amount for each currency."""


def of_terms(terms: Terms, by: Measure | None = None) -> Package:
    """The package of these terms."""
    by = by or measure()
    return rule.package(terms, custom_fields.in_package(), contract(terms, by.hours, by.days))


def lines(terms: Terms) -> tuple[str, ...]:
    """The package line by line; nothing where no custom field is part of it."""
    by = measure()
    return rule.lines(of_terms(terms, by), by.rates or {})


def added_up(package: Package) -> Money | None:
    """The whole in its first currency, at the rates of the desk; None without those, or pay."""
    whole = package.whole
    return rule.added_up(whole, whole[0].currency, measure().rates or {}) if whole else None


def line(terms: Terms) -> str:
    """The package in one line, for a form: nothing before any part of it has an amount."""
    by = measure()
    package = of_terms(terms, by)
    return "; ".join(rule.lines(package, by.rates or {})) if package.whole else ""


def differences(before: Terms, after: Terms, by: Measure) -> tuple[Difference, ...]:
    """The packages of two terms side by side; nothing where no custom field is part of them."""
    old, new = of_terms(before, by), of_terms(after, by)
    if not (old.is_marked or new.is_marked):
        return ()
    sums = (
        _sums("package", "Package", (old.yearly, old.period), (new.yearly, new.period), by),
        _sums("package_once", "Package, once", (old.once, ""), (new.once, ""), by),
        _sums(WHOLE, "Package, in all", (old.whole, ""), (new.whole, ""), by),
    )
    rest = (", ".join(part.words for part in one.not_counted) for one in (old, new))
    lines = (*sums, difference("package_not_counted", "Not counted", *rest))
    return tuple(
        replace(line, is_derived=True)
        for line in lines
        if (line.before, line.after) != (NOTHING, NOTHING)
        and (line.key != WHOLE or old.once or new.once)
    )


def _sums(
    key: str, label: str, old: tuple[Amounts, str], new: tuple[Amounts, str], by: Measure
) -> Difference:
    """Two sums with what they are for, and what became of them."""
    rates = by.rates or {}
    shown = (
        rule.sum_words(amounts, rates, period) if amounts else "" for amounts, period in (old, new)
    )
    found = difference(key, label, *shown)
    if not (old[0] and new[0]) or found.is_same:
        return found
    return replace(found, change=_step(old[0], new[0], by))


def _step(old: Amounts, new: Amounts, by: Measure) -> str:
    """What became of a sum, in the first currency that it has now."""
    rates, currency = by.rates or {}, new[0].currency
    was, now = (rule.added_up(amounts, currency, rates) for amounts in (old, new))
    if was is None or now is None:
        lacking = ", ".join(rule.lacking_rates((*new, *old), currency, rates))
        return f"not comparable: no exchange rate for {lacking}"
    is_converted = any(one.currency != currency for one in (*old, *new))
    return money.change(was, now) + (" at the rates set" if is_converted else "")
