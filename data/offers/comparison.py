"""Two versions, two offers, or an offer and its job's pay, side by side: what differs, by how much.

Amounts of different frequencies are compared by the year, those of different currencies by the
rates that the user entered; the line says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data.drafts.draft_checks import LABELS
from data.errors import NotAllowed, NotFound
from data.jobs import jobs
from data.letters.comparison.letter_comparison import Comparison, compare
from data.offers import offer_letters, offers
from data.records.offer_records import OfferRecord, Terms, VersionRecord
from data.records.pay import JobPay, PayFrequency, PayKind
from data.settings import exchange_rates as rates
from data.settings import settings
from data.templates import templates
from data.values import dates, field_values, money
from data.values.field_values import FieldType, FieldValue, MoneyRange
from data.values.money import Money

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: both sides as shown, and what changed in words.

    `change` is empty when both are the same. `is_same` is about the values, not how they look.
    """

    key: str
    label: str
    before: str
    after: str
    change: str = ""
    is_same: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """Two things side by side: their names, the terms line by line, and their letters by word."""

    left: str
    right: str
    lines: tuple[Difference, ...]
    letter: Comparison | None = None

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The lines that differ."""
        return tuple(line for line in self.lines if not line.is_same)


@dataclass(frozen=True, slots=True)
class Measure:
    """By what amounts are compared: hours and days a year, and rates of exchange."""

    hours: int = 2080
    days: int = 260
    rates: Mapping[str, Decimal] | None = None


def measure() -> Measure:
    """The settings' hours and days, and the rates entered."""
    return Measure(settings.get("hours_per_year"), settings.get("days_per_year"), rates.known())


def versions(offer_id: int, before: int | None = None, after: int | None = None) -> Compared:
    """Two versions of an offer; if not given, the current one and its predecessor.

    Raises NotFound for a version that is none, NotAllowed when there is only one.
    """
    offer = offers.get(offer_id)
    new = _version(offer, after if after is not None else offer.version)
    old = _version(offer, before) if before is not None else _predecessor(offer, new)
    letters = tuple(offer_letters.preview(offer, one.number).html for one in (old, new))
    return Compared(
        f"v{old.number}",
        f"v{new.number}",
        terms(old.terms, new.terms, measure(), _names(offer, offer)),
        compare(*letters),
    )


def two_offers(first_id: int, second_id: int) -> Compared:
    """The current versions of two offers; raises NotFound."""
    first, second = offers.get(first_id), offers.get(second_id)
    people = [
        _said("candidate", "Candidate", first.candidate_name, second.candidate_name),
        _said("job", "Job", first.job_title, second.job_title),
        _said("status", "Status", first.status, second.status),
    ]
    names = _names(first, second)
    lines = terms(first.terms, second.terms, measure(), names)
    letters = tuple(offer_letters.preview(offer).html for offer in (first, second))
    return Compared(
        f"{first.candidate_name} (offer {first.id})",
        f"{second.candidate_name} (offer {second.id})",
        (*people, *lines),
        compare(*letters),
    )


def with_job(offer_id: int) -> Compared:
    """An offer's pay beside its job's; raises NotFound, and NotAllowed when the job has no pay."""
    offer = offers.get(offer_id)
    job = jobs.get(offer.job.id) if offer.job else None
    if job is None or job.pay.kind is PayKind.NONE:
        raise NotAllowed("The job has no pay to compare with: give it a salary or a range.")
    return Compared(
        f"{job.title or f'Job {job.id}'}: {_band(job.pay)}",
        offer.candidate_name,
        pay_beside_job(offer.terms, job.pay, measure()),
    )


# ---------------------------------------------------------------- terms


def terms(
    before: Terms, after: Terms, by: Measure, names: Mapping[str, Mapping[int, str]]
) -> tuple[Difference, ...]:
    """Every term of both sides in the order of the form, then every custom field.

    `names` has the names of openings and templates by id, under "opening" and "template".
    """
    return (
        _salary(before, after, by),
        _said("currency", LABELS["currency"], before.currency, after.currency),
        _said("pay_frequency", LABELS["pay_frequency"], before.pay_frequency, after.pay_frequency),
        _day("start_date", before.start_date, after.start_date),
        _day("expiry_date", before.expiry_date, after.expiry_date),
        _named("opening", before.opening_id, after.opening_id, names),
        _named("template", before.template_id, after.template_id, names),
        *_fields(before.fields, after.fields, by),
    )


def pay_step(
    old: Money, old_by: PayFrequency | None, new: Money, new_by: PayFrequency | None, by: Measure
) -> str:
    """What became of pay: "+5,000 EUR (+5.7 %)", by the year or by rates where that is needed."""
    if old == new and old_by == new_by:
        return ""
    if old.currency == new.currency and (old_by == new_by or None in (old_by, new_by)):
        return money.change(old, new)
    said = []
    if old_by is not None and new_by is not None and old_by != new_by:
        old, new = _yearly(old, old_by, by), _yearly(new, new_by, by)
        said.append("a year")
        if {"hourly", "daily"} & {str(old_by), str(new_by)}:
            said.append(f"of {by.hours:,} hours, {by.days} days")
    if old.currency != new.currency:
        here = rates.convert(old, new.currency, by.rates or {})
        if here is None:
            return "not comparable: no exchange rate is set"
        old = here
        said.append("at the rates set")
    change = money.change(old, new)
    return f"{change} {' '.join(said)}".strip() if change != "no change" else "the same by the year"


def pay_beside_job(terms: Terms, pay: JobPay, by: Measure) -> tuple[Difference, ...]:
    """The offer's pay against each amount that the job has."""
    said = terms.salary_text or NOTHING
    if terms.salary is not None:
        said = money.pay(terms.salary.minor, terms.salary.currency, terms.pay_frequency)
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
        lines.append(Difference(key, label, shown, said, change, is_same=not change))
    return tuple(lines)


def _yearly(amount: Money, frequency: PayFrequency, by: Measure) -> Money:
    return Money(money.yearly(amount.minor, frequency, by.hours, by.days), amount.currency)


def _salary(before: Terms, after: Terms, by: Measure) -> Difference:
    old, new = _pay(before), _pay(after)
    change = ""
    if before.salary is not None and after.salary is not None:
        change = pay_step(
            before.salary, before.pay_frequency, after.salary, after.pay_frequency, by
        )
    elif old != new:
        change = _change(old, new)
    return Difference("salary", LABELS["salary"], old, new, change, old == new and not change)


def _pay(terms: Terms) -> str:
    if terms.salary is None:
        return terms.salary_text or NOTHING
    return money.pay(terms.salary.minor, terms.salary.currency, terms.pay_frequency)


def _band(pay: JobPay) -> str:
    ends = [pay.salary] if pay.kind is PayKind.FIXED else [pay.minimum, pay.maximum]
    said = " to ".join(money.show_amount(end.minor, end.currency) if end else "…" for end in ends)
    return f"{said} {pay.currency or ''} {pay.pay_frequency or ''}".strip()


def _said(key: str, label: str, old: object, new: object) -> Difference:
    before, after = str(old or NOTHING), str(new or NOTHING)
    return Difference(key, label, before, after, _change(before, after), old == new)


def _change(before: str, after: str) -> str:
    if before == after:
        return ""
    return "added" if before == NOTHING else "removed" if after == NOTHING else "changed"


def _day(key: str, old: object, new: object) -> Difference:
    before, after = (dates.show(one) if isinstance(one, date) else NOTHING for one in (old, new))
    change = _change(before, after)
    if isinstance(old, date) and isinstance(new, date) and old != new:
        change = _days((new - old).days)
    return Difference(key, LABELS[key], before, after, change, old == new)


def _days(count: int) -> str:
    return f"{'+' if count > 0 else '-'}{abs(count):,} day{'' if abs(count) == 1 else 's'}"


def _named(
    key: str, old: int | None, new: int | None, names: Mapping[str, Mapping[int, str]]
) -> Difference:
    before, after = (
        NOTHING if one is None else names[key].get(one, f"#{one}") for one in (old, new)
    )
    change = "" if old == new else _change(before, after) or "changed"
    return Difference(key, LABELS[key], before, after, change, old == new)


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
    before, after = ((field_values.show(one) if one else "") or NOTHING for one in (was, now))
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
        return f"{'+' if step > 0 else '-'}{field_values.figures(abs(step))}"
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
    said = []
    for label, was, now in (
        ("minimum", old.minimum, new.minimum),
        ("maximum", old.maximum, new.maximum),
    ):
        if was is not None and now is not None and was != now:
            said.append(f"{label} {pay_step(was, None, now, None, by)}")
    return ", ".join(said)


# ---------------------------------------------------------------- which versions


def _version(offer: OfferRecord, number: int) -> VersionRecord:
    found = next((one for one in offer.versions if one.number == number), None)
    if found is None:
        there = ", ".join(str(one.number) for one in offer.versions)
        raise NotFound(f"Offer {offer.id} has no version {number}: it has {there}.")
    return found


def _predecessor(offer: OfferRecord, version: VersionRecord) -> VersionRecord:
    earlier = [one for one in offer.versions if one.number < version.number]
    if not earlier:
        raise NotAllowed(
            f"Version {version.number} of offer {offer.id} is the first: there is nothing to "
            "compare it with."
        )
    return earlier[-1]


def _names(first: OfferRecord, second: OfferRecord) -> dict[str, dict[int, str]]:
    seats = {
        opening.id: opening.opening_id or f"Opening {opening.id}"
        for offer in (first, second)
        for opening in (
            *(jobs.get(offer.job.id).openings if offer.job else ()),
            *((offer.opening,) if offer.opening else ()),
        )
    }
    return {"opening": seats, "template": templates.names()}
