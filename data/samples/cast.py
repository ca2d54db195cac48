"""What the demonstration desk is made of: company, people, fields, jobs, the shape of a plot.

Days count from today; negative ones are past. Everybody and everything here is made up.
"""

from dataclasses import dataclass
from typing import NamedTuple

from data.records.field_records import FieldDraft, FieldEntry, OptionDraft
from data.records.job_records import JobDraft

COMPANY: dict[str, str] = {
    "company_name": "Heronbridge Robotics",
    "company_address": "Cais do Ginjal 41\n2800-284 Almada\nPortugal",
    "company_email": "people@heronbridge.example",
    "company_phone": "+44 20 7946 0417",
    "company_website": "https://heronbridge.example",
    "signatory_name": "Teodora Enăchescu",
    "signatory_title": "Chief Executive",
}

USERS: tuple[tuple[str, str, str], ...] = (
    ("Inês", "Valadão", "ines@heronbridge.example"),
    ("Marek", "Sikora", "marek@heronbridge.example"),
    ("Grace", "Okafor", "grace@heronbridge.example"),
)
"""The first is the recruiter, who sometimes acts for one of the others."""


def _options(*names: str) -> tuple[OptionDraft, ...]:
    return tuple(OptionDraft(name) for name in names)


_SHARED: tuple[FieldDraft, ...] = (
    FieldDraft(
        "Employment type", "single_select", "employment_type", required=True,
        options=_options("Permanent", "Fixed term", "Internship", "Contractor"),
    ),
    FieldDraft("Weekly hours", "number_range", "weekly_hours"),
    FieldDraft("Vacation days", "number", "vacation_days", required=True),
    FieldDraft("Remote work", "yes_no", "remote"),
)  # fmt: skip
"""Fields that jobs have too, so that a new offer starts with the job's values."""

FIELDS: tuple[FieldDraft, ...] = (
    *_SHARED,
    FieldDraft("Signing bonus", "currency", "signing_bonus", description="paid with the first pay"),
    FieldDraft(
        "Benefits", "multi_select", "benefits",
        options=_options("Health plan", "Commuter pass", "Bicycle", "Childcare", "Home office"),
    ),
    FieldDraft("Pay band", "currency_range", "pay_band", description="for us, never in a letter"),
    FieldDraft("First review", "date", "first_review"),
    FieldDraft("Probation period", "short_text", "probation_period"),
    FieldDraft("Special terms", "long_text", "special_terms"),
    FieldDraft("Handbook", "url", "handbook"),
    FieldDraft("Hiring manager", "user", "hiring_manager"),
    FieldDraft("Cost centre (old)", "short_text", "cost_centre", active=False),
)  # fmt: skip


def job_fields() -> tuple[FieldDraft, ...]:
    """The fields of jobs: the shared ones, none of them required."""
    return tuple(
        FieldDraft(one.name, one.type, one.key, "job", options=one.options) for one in _SHARED
    )


@dataclass(frozen=True, slots=True)
class MadeJob:
    """A job, its openings by the ids people know, and the letter its offers are written on."""

    draft: JobDraft
    openings: tuple[str, ...]
    letter: str = "offer.html"


def _job_entries(kind: str, hours: str, days: str, remote: str) -> tuple[FieldEntry, ...]:
    given = {
        "employment_type": kind,
        "weekly_hours": hours,
        "vacation_days": days,
        "remote": remote,
    }
    return tuple(FieldEntry(key, text) for key, text in given.items() if text)


JOBS: dict[str, MadeJob] = {
    "firmware": MadeJob(
        JobDraft(
            "Senior Firmware Engineer", "Engineering", "Lisbon", pay_kind="range",
            minimum="62,000", maximum="78,000", currency="EUR", pay_frequency="yearly",
            fields=_job_entries("Permanent", "38 - 40", "25", "yes"),
        ),
        ("ENG-11", "ENG-12", "ENG-13"),
    ),
    "robotics": MadeJob(
        JobDraft(
            "Robotics Software Engineer", "Engineering", "Osaka", pay_kind="range",
            minimum="8,400,000", maximum="11,200,000", currency="JPY", pay_frequency="yearly",
            fields=_job_entries("Permanent", "40 - 40", "20", "no"),
        ),
        ("OSA-3", "OSA-4"),
    ),
    "mechanical": MadeJob(
        JobDraft(
            "Mechanical Design Lead", "Engineering", "Austin", pay_kind="range",
            minimum="128,000", maximum="152,000", currency="USD", pay_frequency="yearly",
            fields=_job_entries("Permanent", "40 - 40", "22", "no"),
        ),
        ("ENG-21", "ENG-22"),
    ),
    "intern": MadeJob(
        JobDraft(
            "Robotics Intern", "Engineering", "Austin", pay_kind="fixed", salary="27.50",
            currency="USD", pay_frequency="hourly",
            fields=_job_entries("Internship", "32 - 40", "10", "no"),
        ),
        ("INT-1", "INT-2", "INT-2"),
        "internship.html",
    ),
    "warehouse": MadeJob(
        JobDraft(
            "Warehouse Operations Manager", "Operations", "Rotterdam", pay_kind="fixed",
            salary="58,000", currency="EUR", pay_frequency="yearly",
            fields=_job_entries("Permanent", "36 - 38", "27", "no"),
        ),
        ("OPS-7",),
    ),
    "service": MadeJob(
        JobDraft(
            "Field Service Technician", "Operations", "Nagoya", pay_kind="fixed",
            salary="412,000", currency="JPY", pay_frequency="monthly",
            fields=_job_entries("Permanent", "40 - 40", "20", ""),
        ),
        ("4-7", "4-8", ""),
    ),
    "sales": MadeJob(
        JobDraft(
            "Account Executive", "Sales", "Austin", pay_kind="range", minimum="86,000",
            maximum="108,000", currency="USD", pay_frequency="yearly",
            fields=_job_entries("Permanent", "40 - 40", "20", "yes"),
        ),
        ("SAL-2", "SAL-3"),
    ),
    "people": MadeJob(
        JobDraft("People Partner", "People", "Lisbon", notes="Pay is agreed with each candidate."),
        ("PEO-1",),
    ),
}  # fmt: skip
"""Jobs by a short name that only this made-up desk uses; `people` says nothing about pay."""


class Step(NamedTuple):
    """What happens on a day: a verb of the stage, and what it needs to know."""

    day: int
    verb: str
    text: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """One offer: the job, when it is made, its first terms, then what happens to it.

    `start` and `expiry` are days from today (None: not set); `seat` is the place of its opening
    among the job's; `like` makes it an offer to the same person as the plot of that name;
    `fields` are entered values, several options with a semicolon between them.
    """

    job: str
    day: int
    salary: str = ""
    steps: tuple[Step, ...] = ()
    start: int | None = 45
    expiry: int | None = None
    seat: int | None = None
    name: str = ""
    like: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    currency: str = ""
    frequency: str = ""
    letter: str = ""
    acts_for: int | None = None
