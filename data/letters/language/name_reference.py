"""Reference of the names that templates can use: meaning, type and an example of each.

The values come from `letter_context`, the filters are in `filter_reference`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from data.records.offer_terms import TERMS
from data.records.pay import PayFrequency
from data.values.field_values import MoneyRange, NumberRange
from data.values.money import Money

Scalar = str | bool | int | Decimal | date | Money | MoneyRange | NumberRange
Value = Scalar | tuple[str, ...] | None
"""A value as a template meets it; None is "not set"."""

NAMES_READ = 60
"""The longest name that is looked up among the known ones, in characters."""


class Meaning(NamedTuple):
    """A name: its label where it stands unset in a letter, what it says, its type, an example."""

    label: str
    text: str
    type: str
    example: str


def _text(label: str, text: str, example: str) -> Meaning:
    return Meaning(label, text, "text", example)


def _number(label: str, text: str, example: str) -> Meaning:
    return Meaning(label, text, "number", example)


def _amount(label: str, text: str, example: str) -> Meaning:
    return Meaning(label, text, "amount", example)


def _date(label: str, text: str, example: str) -> Meaning:
    return Meaning(label, text, "date", example)


LANGUAGE: dict[str, Meaning] = {
    "candidate.first_name": _text("first name", "The candidate's first name", "Zoë"),
    "candidate.last_name": _text("last name", "The candidate's last name", "Müller"),
    "candidate.name": _text("candidate name", "First and last name", "Zoë Müller"),
    "candidate.email": _text("candidate email", "The candidate's email", "zoe@example.com"),
    "candidate.phone": _text("candidate phone", "The candidate's telephone", "+49 30 5550 0137"),
    "candidate.address": _text(
        "candidate address",
        "The postal address; may have several lines",
        "Lindenweg 3, 20095 Hamburg",
    ),
    "offer.id": _number("offer number", "The number of the offer", "12"),
    "offer.version": _number("version", "The version of the terms, from 1", "2"),
    "offer.status": _text("status", "draft, sent, pending, accepted, declined, withdrawn", "draft"),
    **{
        f"offer.{name.name}": Meaning(
            name.label, name.meaning, name.type or term.type.letter, name.example
        )
        for term in TERMS
        for name in term.letter
    },
    "offer.weekly_hours": _number(
        "weekly hours", "The hours of work a week that its custom field says", "40"
    ),
    "offer.hours_per_year": _number(
        "hours of work a year", "Those agreed, else those of the settings", "2,080"
    ),
    "offer.days_per_year": _number(
        "days of work a year", "Those agreed, else those of the settings", "260"
    ),
    "offer.yearly_pay": _amount(
        "yearly pay", "Pay of a full year with the agreed working time", "92,500 EUR"
    ),
    "offer.whole_pay": _amount(
        "pay of the contract", "Pay of a contract that is shorter than a year", "46,250 EUR"
    ),
    "offer.package_yearly": _amount(
        "package of a year",
        "Pay of a year, or of a contract that is shorter, with the custom fields that are part of"
        " the package and paid every year; unset in several currencies",
        "92,500 EUR",
    ),
    "offer.package_once": _amount(
        "package paid once",
        "The custom fields that are part of the package and paid once; unset in several currencies",
        "5,000 EUR",
    ),
    "offer.package_whole": _amount(
        "package in all",
        "Both: what the first year comes to; unset in several currencies",
        "92,500 EUR",
    ),
    "offer.created_date": _date("day made", "The day on which the offer was made", "2 March 2026"),
    "offer.sent_date": _date("day sent", "The day on which the offer was sent", "9 March 2026"),
    "offer.was_sent": Meaning(
        "sent before", "Whether any version of the offer was ever sent", "yes or no", "yes"
    ),
    "offer.resolved_date": _date(
        "day resolved", "The day on which it was accepted, declined or withdrawn", "20 March 2026"
    ),
    "offer.approval": _text(
        "approval",
        "How the approval of this version stands: asked, approved, not approved",
        "approved",
    ),
    "offer.approved_by": Meaning(
        "approver", "Who approved this version", "list", "Ana Ruiz and Ben Ode"
    ),
    "offer.approved_date": _date(
        "day of the approval", "The day on which this version was approved", "6 March 2026"
    ),
    "offer.reference": _text(
        "reference", "The number of the letter, as the settings have it made", "HR-2026-12"
    ),
    "offer.creator": _text("creator", "Who made the offer", "Inês Valadão"),
    "offer.reason": _text(
        "reason", "Why it was declined or withdrawn, as chosen", "Position filled"
    ),
    "offer.reason_text": _text(
        "reason in words",
        "What was noted with the reason; it may be meant for you alone",
        "By phone",
    ),
    "application.id": _number("application number", "The number of the application", "7"),
    "application.status": _text("application status", "active, hired or rejected", "active"),
    "job.id": _number("job number", "The number of the job", "3"),
    "job.title": _text("job title", "The job's title", "Data Engineer"),
    "job.department": _text("department", "The job's department", "Engineering"),
    "job.location": _text("location", "Where the job is", "Lisbon"),
    "job.pay": Meaning(
        "job pay",
        "The job's own pay: an amount, or from one to another",
        "amount or range",
        "80,000 EUR to 95,000 EUR",
    ),
    "job.salary": _amount("job salary", "The job's pay when it is one amount", "92,500 EUR"),
    "job.minimum": _amount("minimum pay", "The lower end of the job's pay range", "80,000 EUR"),
    "job.maximum": _amount("maximum pay", "The upper end of the job's pay range", "95,000 EUR"),
    "job.currency": _text("job currency", "The currency of the job's pay", "EUR"),
    "job.pay_frequency": _text("job pay frequency", "How often the job's pay is counted", "yearly"),
    "opening.id": _number("opening number", "The number of the opening", "5"),
    "opening.opening_id": _text("opening", "The opening as people know it", "ENG-12"),
    "sender.first_name": _text("sender's first name", "First name of the one who acts", "Inês"),
    "sender.last_name": _text("sender's last name", "Last name of the one who acts", "Valadão"),
    "sender.name": _text("sender name", "The name of the one who acts", "Inês Valadão"),
    "sender.email": _text(
        "sender email", "The email of the one who acts", "ines@ferncastle.example"
    ),
    "company.name": _text("company name", "The company that makes the offer", "Ferncastle Labs"),
    "company.address": _text(
        "company address", "Its postal address; may have several lines", "12 Harbour Road, Lisbon"
    ),
    "company.email": _text("company email", "Its email address", "people@ferncastle.example"),
    "company.phone": _text("company phone", "Its telephone number", "+351 21 555 0100"),
    "company.website": _text("company website", "Its address on the web", "ferncastle.example"),
    "company.signatory": _text("signatory", "Who signs for the company", "Rui Costa"),
    "company.signatory_title": _text(
        "signatory's title", "What they are at the company", "Managing Director"
    ),
    "company.second_signatory": _text(
        "second signatory", "Who signs beside the first, if anybody", "Ada Brandt"
    ),
    "company.second_signatory_title": _text(
        "second signatory's title", "What they are at the company", "Head of People"
    ),
    "company.signature": _text(
        "signature",
        "What the image of the signature is called; unset without one",
        "Signature: Rui Costa",
    ),
    "company.second_signature": _text(
        "second signature", "The same of the second signatory", "Signature: Ada Brandt"
    ),
    "company.logo": _text(
        "logo", "What the logo is called; unset without one", "Logo: Ferncastle Labs"
    ),
    "company.place": _text("place", "Where letters are written, before the date", "Lisbon"),
    "company.marking": _text(
        "marking",
        "“Private and confidential”, where the settings say so",
        "Private and confidential",
    ),
    "company.hours_per_year": _number(
        "hours a year", "Hours of work a year, by which hourly pay is counted otherwise", "2080"
    ),
    "company.days_per_year": _number(
        "days a year", "Days of work a year, by which daily pay is counted otherwise", "260"
    ),
    "today": _date("today", "The day on which the letter is made", "10 March 2026"),
}
"""Every name of the language. Beside these, `offer.fields.<key>` is the custom field of offers
with that key (in short `fields.<key>`), `job.fields.<key>` that of jobs. A key that is no plain
word is written in brackets: `offer.fields["401k"]`."""

MAIN = {
    "candidate": "name",
    "application": "id",
    "job": "title",
    "opening": "opening_id",
    "offer": "id",
    "sender": "name",
    "company": "name",
}
"""What a group says when it is written by itself: `{{ candidate }}` is the candidate's name."""

FIELD_GROUPS = {
    "fields": "offer.fields",
    "offer.fields": "offer.fields",
    "job.fields": "job.fields",
}
"""The groups of custom fields, and the name under which each is reported."""

REPORTED_AS = {"offer.pay_period": "offer.pay_frequency"}
"""Names that are another name in other words; where they are unset, that one is reported."""

PERIODS = {
    PayFrequency.HOURLY: "hour",
    PayFrequency.DAILY: "day",
    PayFrequency.WEEKLY: "week",
    PayFrequency.MONTHLY: "month",
    PayFrequency.YEARLY: "year",
}


class NameGroup:
    """A read-only group of values: the names it knows, and those that have a value."""

    __slots__ = ("group", "labels", "values")

    def __init__(
        self, group: str, values: Mapping[str, "Value | NameGroup"], labels: Mapping[str, str]
    ) -> None:
        self.group = group
        self.values = values
        self.labels = labels

    def __bool__(self) -> bool:
        """Whether anything in the group is set."""
        return any(is_set(value) for value in self.values.values())

    def __iter__(self) -> Iterator[str]:
        """Only the custom fields have names that a template may want to walk through."""
        return iter(sorted(self.values)) if self.group in FIELD_GROUPS else iter(())


def is_set(value: "Value | NameGroup") -> bool:
    """Whether there is a value; False and 0 are values."""
    if isinstance(value, NameGroup):
        return bool(value)
    return value is not None and value != "" and value != ()


def nearest(name: str, known: list[str]) -> str:
    """The known name closest to a wrong one, or nothing: in its group, as a whole, by its end."""
    import difflib

    if len(name) > NAMES_READ:
        return ""
    group, _, end = name.rpartition(".")
    if group in known:
        return group
    ends = {full.rpartition(".")[2]: full for full in reversed(known)}
    inside = {full.rpartition(".")[2]: full for full in known if full.rpartition(".")[0] == group}
    whole = {full: full for full in known}
    for wanted, names, cutoff in ((end, inside, 0.6), (name, whole, 0.85), (end, ends, 0.7)):
        close = difflib.get_close_matches(wanted, names, 1, cutoff)
        if close:
            return names[close[0]]
    return ""
