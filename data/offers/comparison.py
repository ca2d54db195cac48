"""What differs between two states of an offer's terms, term by term, and in one line each.

Amounts of different frequencies are compared by the year, those of different currencies by the
rates that the user entered; the line says so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from data.records.offer_records import Terms
from data.records.offer_terms import AMOUNT, DAY, HTML, TERMS, Names, Term, TermType
from data.records.pay import JobPay, PayFrequency
from data.values import field_texts, money
from data.values.conversion import convert
from data.values.field_values import FieldType, FieldValue, MoneyRange
from data.values.money import Money

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: both sides as shown, and what changed in words.

    `change` is empty when both are the same. `is_same` is about the values, not how they look.
    `is_derived` says that it is no term but follows from several.
    """

    key: str
    label: str
    before: str
    after: str
    change: str = ""
    is_same: bool = True
    is_derived: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """By what amounts are compared: hours and days a year, and rates of exchange."""

    hours: int = 2080
    days: int = 260
    rates: Mapping[str, Decimal] | None = None


def differences(before: Terms, after: Terms, by: Measure, names: Names) -> tuple[Difference, ...]:
    """Every term of both sides in the order of the form, then every custom field.

    Letters by hand are left out: letters are compared by word.
    """
    shown = (term for term in TERMS if term.type is not HTML)
    return (
        *(_DIFFERENCES.get(term.type, _stated)(term, before, after, by, names) for term in shown),
        *_fields(before.fields, after.fields, by),
    )


def changes(before: Terms, after: Terms, names: Names | None = None) -> tuple[str, ...]:
    """What changed, in the order of the terms, one line each: "salary 150,000 → 155,000 USD"."""
    lines = (_change_line(term, before, after, names) for term in TERMS)
    return (*filter(None, lines), *_field_lines(before.fields, after.fields))


def _change_line(term: Term, before: Terms, after: Terms, names: Names | None) -> str:
    old, new = term.of(before), term.of(after)
    if old == new and term.source_text(before) == term.source_text(after):
        return ""
    if term.type is HTML:
        return _by_hand(old, new)
    was, now = (term.shown(terms, names, short=True) or NOTHING for terms in (before, after))
    if term.type is AMOUNT and old and new and old.currency == new.currency:
        was = money.show_amount(old.minor, old.currency)
    return f"{term.change_word} {was} → {now}"


def _by_hand(old: str | None, new: str | None) -> str:
    if new is None:
        return "letter follows the template again"
    return "letter written by hand" if old is None else "letter edited by hand"


def pay_step(
    old: Money, old_by: PayFrequency | None, new: Money, new_by: PayFrequency | None, by: Measure
) -> str:
    """What became of pay: "+5,000 EUR (+5.7 %)", by the year or by rates where that is needed."""
    if old == new and old_by == new_by:
        return ""
    if old.currency == new.currency and (old_by == new_by or None in (old_by, new_by)):
        return money.change(old, new)
    if old_by == new_by or None in (old_by, new_by):
        old_by = new_by = None
    here = convert(yearly(old, old_by, by), new.currency, by.rates or {})
    if here is None:
        return "not comparable: no exchange rate is set"
    change = money.change(here, yearly(new, new_by, by))
    if change == "no change":
        return "the same by the year"
    how = remarks(old_by, new_by, by, is_converted=old.currency != new.currency)
    return f"{change} {how}".strip()


def remarks(
    one_by: PayFrequency | None, other_by: PayFrequency | None, by: Measure, *, is_converted: bool
) -> str:
    """What was done to compare two amounts: by the year, by hours and days, at the rates."""
    parts = []
    if {one_by, other_by} - {None, PayFrequency.YEARLY}:
        parts.append("a year")
    if one_by != other_by and {one_by, other_by} & {PayFrequency.HOURLY, PayFrequency.DAILY}:
        parts.append(f"of {by.hours:,} hours, {by.days} days")
    if is_converted:
        parts.append("at the rates set")
    return " ".join(parts)


def yearly(amount: Money, frequency: PayFrequency | None, by: Measure) -> Money:
    """An amount by the year; without a frequency it is taken to be."""
    if frequency is None:
        return amount
    return Money(money.yearly(amount.minor, frequency, by.hours, by.days), amount.currency)


def pay_beside_job(terms: Terms, pay: JobPay, by: Measure) -> tuple[Difference, ...]:
    """The offer's pay against each amount that the job has."""
    stated = terms.salary_text or NOTHING
    if terms.salary is not None:
        stated = money.pay(terms.salary.minor, terms.salary.currency, terms.pay_frequency)
    ends = [
        ("salary", "Salary", pay.salary),
        ("minimum", "Minimum", pay.minimum),
        ("maximum", "Maximum", pay.maximum),
    ]
    lines = []
    for key, label, end in ends:
        if end is None:
            continue
        change = "not comparable: the offer has no amount"
        if terms.salary is not None:
            change = pay_step(end, pay.pay_frequency, terms.salary, terms.pay_frequency, by)
        shown = money.pay(end.minor, end.currency, pay.pay_frequency)
        lines.append(Difference(key, label, shown, stated, change, is_same=not change))
    return tuple(lines)


def _salary(term: Term, before: Terms, after: Terms, by: Measure, names: Names) -> Difference:
    old, new = _pay(before), _pay(after)
    change = ""
    if before.salary is not None and after.salary is not None:
        change = pay_step(
            before.salary, before.pay_frequency, after.salary, after.pay_frequency, by
        )
    elif old != new:
        change = _change(old, new)
    return Difference(term.key, term.label, old, new, change, old == new and not change)


def _pay(terms: Terms) -> str:
    if terms.salary is None:
        return terms.salary_text or NOTHING
    return money.pay(terms.salary.minor, terms.salary.currency, terms.pay_frequency)


def difference(key: str, label: str, old: object, new: object) -> Difference:
    """A difference between two things that say themselves what they are."""
    before, after = str(old or NOTHING), str(new or NOTHING)
    return Difference(key, label, before, after, _change(before, after), old == new)


def _stated(term: Term, before: Terms, after: Terms, by: Measure, names: Names) -> Difference:
    """Both sides as shown."""
    was, now = (term.shown(terms, names) or NOTHING for terms in (before, after))
    same = term.of(before) == term.of(after)
    change = "" if same else _change(was, now) or "changed"
    return Difference(term.key, term.label, was, now, change, same)


def _change(before: str, after: str) -> str:
    if before == after:
        return ""
    return "added" if before == NOTHING else "removed" if after == NOTHING else "changed"


def _day(term: Term, before: Terms, after: Terms, by: Measure, names: Names) -> Difference:
    found, old, new = _stated(term, before, after, by, names), term.of(before), term.of(after)
    return replace(found, change=_days((new - old).days)) if old and new and old != new else found


def _days(count: int) -> str:
    return f"{'+' if count > 0 else '-'}{abs(count):,} day{'' if abs(count) == 1 else 's'}"


_DIFFERENCES: dict[TermType, Callable[[Term, Terms, Terms, Measure, Names], Difference]] = {
    AMOUNT: _salary,
    DAY: _day,
}
"""How terms are compared of which more is to be said than what both sides show."""


# ---------------------------------------------------------------- custom fields


def _fields(
    before: Iterable[FieldValue], after: Iterable[FieldValue], by: Measure
) -> tuple[Difference, ...]:
    old = {value.key: value for value in before}
    new = {value.key: value for value in after}
    lines = []
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        value = now or was
        if value is not None:
            lines.append(_field(value, was, now, by))
    return tuple(lines)


def _field(
    value: FieldValue, was: FieldValue | None, now: FieldValue | None, by: Measure
) -> Difference:
    before, after = ((field_texts.show(one) if one else "") or NOTHING for one in (was, now))
    same = (was and (was.value, was.raw)) == (now and (now.value, now.raw))
    same = same or (before == after == NOTHING)
    change = "" if same else _field_change(was, now, by) or _change(before, after) or "changed"
    return Difference(f"fields.{value.key}", value.name, before, after, change, bool(same))


def _field_change(was: FieldValue | None, now: FieldValue | None, by: Measure) -> str:
    """The difference by the field's type; empty when only both values say it."""
    if was is None or now is None or was.value is None or now.value is None:
        return ""
    old, new = was.value, now.value
    if now.type is FieldType.MULTI_SELECT and isinstance(old, tuple) and isinstance(new, tuple):
        return _options(tuple(map(str, old)), tuple(map(str, new)))
    if isinstance(old, Money) and isinstance(new, Money):
        return pay_step(old, None, new, None, by)
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        step = new - old
        return f"{'+' if step > 0 else '-'}{field_texts.figures(abs(step))}"
    if isinstance(old, MoneyRange) and isinstance(new, MoneyRange):
        return _range(old, new, by)
    if isinstance(old, date) and isinstance(new, date):
        return _days((new - old).days)
    return ""


def _options(old: tuple[str, ...], new: tuple[str, ...]) -> str:
    added = [f"+ {one}" for one in new if one not in old]
    removed = [f"- {one}" for one in old if one not in new]
    return ", ".join((*added, *removed)) or "in another order"


def _range(old: MoneyRange, new: MoneyRange, by: Measure) -> str:
    steps = []
    for label, was, now in (
        ("minimum", old.minimum, new.minimum),
        ("maximum", old.maximum, new.maximum),
    ):
        if was is not None and now is not None and was != now:
            steps.append(f"{label} {pay_step(was, None, now, None, by)}")
    return ", ".join(steps)


def _field_lines(before: Iterable[FieldValue], after: Iterable[FieldValue]) -> Iterator[str]:
    old = {value.key: value for value in before}
    new = {value.key: value for value in after}
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key), new.get(key)
        named = now or was
        if named is not None and (was and (was.value, was.raw)) != (now and (now.value, now.raw)):
            yield f"{named.name} {_shortened(was)} → {_shortened(now)}"


def _shortened(value: FieldValue | None) -> str:
    text = field_texts.show(value) if value is not None else ""
    return (text if len(text) <= 40 else text[:39] + "…") or NOTHING
