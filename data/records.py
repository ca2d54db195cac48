"""What crosses the border between `data` and whoever shows it: frozen records and drafts.

Money is in minor units of its currency, dates are days, moments are UTC. None is "not set".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from data.errors import Problem
from data.money import Money
from data.rows import CandidateLine as CandidateLine
from data.rows import JobLine as JobLine
from data.rows import OfferRow as OfferRow
from data.status import SUPERSEDED, Status, is_expired
from data.values import FieldType, FieldValue


class PayFrequency(StrEnum):
    """How often pay is counted."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


# ---------------------------------------------------------------- people and places


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and for whom (None: for themselves)."""

    user_id: int
    on_behalf_of_id: int | None = None


@dataclass(frozen=True, slots=True)
class UserRecord:
    """A person who acts at the desk or in an imported history."""

    id: int
    first_name: str
    last_name: str
    email: str

    @property
    def name(self) -> str:
        """The full name, or the email address, or the number."""
        return f"{self.first_name} {self.last_name}".strip() or self.email or f"User {self.id}"


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


@dataclass(frozen=True, slots=True)
class OpeningRecord:
    """One seat of a job."""

    id: int
    job_id: int | None
    opening_id: str
    is_open: bool
    opened_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    application_id: int | None
    filled_by: str = ""

    @property
    def name(self) -> str:
        """The opening id as people know it, or its number."""
        return self.opening_id or f"#{self.id}"


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A position being filled, with its pay, openings and the custom field values of the job."""

    id: int
    title: str
    department: str
    location: str
    is_open: bool
    pay: JobPay
    notes: str
    created_at: datetime
    updated_at: datetime
    openings: tuple[OpeningRecord, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    template_id: int | None = None

    @property
    def name(self) -> str:
        """The title, or the number of a job that is only known by it."""
        return self.title or f"Job {self.id}"


@dataclass(frozen=True, slots=True)
class CandidateRecord:
    """A person who applies."""

    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    notes: str
    created_at: datetime
    updated_at: datetime
    is_erased: bool = False

    @property
    def name(self) -> str:
        """First and last name, or the number of a candidate that is only known by it."""
        return f"{self.first_name} {self.last_name}".strip() or f"Candidate {self.id}"


class ApplicationStatus(StrEnum):
    """Where a candidate stands with a job."""

    ACTIVE = "active"
    HIRED = "hired"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """A candidate for a job; either may be unknown in imported records (None)."""

    id: int
    candidate_id: int | None
    candidate_name: str
    job_id: int | None
    job_title: str
    status: ApplicationStatus
    current_offer_id: int | None = None
    offers: tuple["OfferRow", ...] = ()


# ---------------------------------------------------------------- custom fields


@dataclass(frozen=True, slots=True)
class OptionRecord:
    """One choice of a select field."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """A user-defined field: its key never changes, its name may."""

    id: int
    belongs_to: str
    key: str
    name: str
    type: FieldType
    required: bool
    active: bool
    position: int
    description: str
    options: tuple[OptionRecord, ...] = ()


# ---------------------------------------------------------------- offers


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything the letter can say.

    `salary_text` keeps a source's pay that is not money ("Around $100k"), never made a number.
    """

    salary: Money | None = None
    salary_text: str = ""
    currency: str | None = None
    pay_frequency: PayFrequency | None = None
    start_date: date | None = None
    expiry_date: date | None = None
    opening_id: int | None = None
    template_id: int | None = None
    letter_html: str | None = None
    fields: tuple[FieldValue, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """A letter as it was sent: its HTML, what it was made from, and its SHA-256 (hex)."""

    id: int
    html: str
    sha256: str
    template_id: int | None
    template_revision: int | None
    frozen_at: datetime


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One immutable state of an offer's terms.

    `status` is the last status that the offer had while this version was current;
    `changes` say in one line each what differs from the version before.
    """

    id: int
    number: int
    terms: Terms
    status: str
    created_at: datetime
    created_by: str
    on_behalf_of: str
    superseded_at: datetime | None
    is_superseded: bool
    was_sent: bool
    changes: tuple[str, ...] = ()
    note: str = ""
    letter: LetterRecord | None = None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One line of a history; nothing in it is ever edited."""

    id: int
    kind: str
    at: datetime
    actor: str
    on_behalf_of: str
    from_status: str | None
    to_status: str | None
    version: int | None
    reason: str
    text: str
    forced: bool


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """Something in a record that contradicts itself or was read with a doubt."""

    id: int
    field: str
    text: str
    source: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OfferRecord:
    """One offer, whole: its terms now, every version (oldest first), its history and flags."""

    id: int
    application_id: int
    application_status: ApplicationStatus
    job: JobRecord | None
    candidate: CandidateRecord | None
    status: Status
    is_superseded: bool
    source_value: str
    version: int
    terms: Terms
    created_by: str
    created_at: datetime
    updated_at: datetime
    sent_at: date | None
    resolved_at: datetime | None
    opening: OpeningRecord | None
    template_name: str
    reoffer_of: tuple[int, int] | None
    inherited: tuple[str, ...]
    versions: tuple[VersionRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()
    flags: tuple[FlagRecord, ...] = ()
    remote_ids: tuple[tuple[str, str], ...] = ()

    @property
    def standing(self) -> str:
        """How it stands: its status, or "superseded"."""
        return SUPERSEDED if self.is_superseded else str(self.status)

    def is_expired(self, today: date) -> bool:
        """Whether its current terms have run out while it is with the candidate."""
        return is_expired(self.standing, self.terms.expiry_date, today)

    @property
    def candidate_name(self) -> str:
        """The candidate as shown."""
        return self.candidate.name if self.candidate else f"Application {self.application_id}"

    @property
    def job_title(self) -> str:
        """The job as shown."""
        return self.job.name if self.job else "No job"


# ---------------------------------------------------------------- drafts: what a form collects


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """What was entered for a custom field: text for most types, option names for a multi-select."""

    key: str
    text: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """An offer as typed: every value as text, so that nothing entered is ever lost.

    On creation either `application_id`, or `candidate_id` and `job_id`.
    `correction` keeps a sent offer sent; `version` is the version the person started from.
    """

    application_id: int | None = None
    candidate_id: int | None = None
    job_id: int | None = None
    salary: str = ""
    currency: str = ""
    pay_frequency: str = ""
    start_date: str = ""
    expiry_date: str = ""
    opening_id: int | None = None
    template_id: int | None = None
    letter_html: str | None = None
    fields: tuple[FieldEntry, ...] = ()
    correction: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft read by the rules: the terms it means, what is wrong, and what was understood.

    `understood` maps a field's key to the sentence under it ("= 15 April 2026, a Wednesday").
    """

    terms: Terms
    problems: tuple[Problem, ...] = ()
    understood: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JobDraft:
    """A job as typed."""

    title: str = ""
    department: str = ""
    location: str = ""
    is_open: bool = True
    pay_kind: str = "none"
    salary: str = ""
    minimum: str = ""
    maximum: str = ""
    currency: str = ""
    pay_frequency: str = ""
    notes: str = ""
    fields: tuple[FieldEntry, ...] = ()
    template_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpeningDraft:
    """An opening as typed."""

    opening_id: str = ""
    is_open: bool = True
    close_reason: str = ""
    opened_at: str = ""


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """A candidate as typed."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """An option as typed; `id` None for a new one."""

    name: str
    id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A custom field as typed; key and type count only on creation. The key may be left to us."""

    name: str = ""
    type: str = "short_text"
    key: str = ""
    belongs_to: str = "offer"
    required: bool = False
    active: bool = True
    description: str = ""
    options: tuple[OptionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptChoices:
    """What accepting does besides: each is asked in the one dialog."""

    hire: bool = True
    close_opening: bool = True
    withdraw_others: bool = True


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A status change as chosen: where to, why, by force or not; sent when (today if empty)."""

    to: Status
    reason: str = ""
    text: str = ""
    force: bool = False
    sent_at: str = ""
    accept: AcceptChoices = AcceptChoices()


@dataclass(frozen=True, slots=True)
class MoveOption:
    """One move that is open from here, with what stands in its way."""

    to: Status
    forced: bool
    missing: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything the status dialog shows."""

    options: tuple[MoveOption, ...]
    opening: OpeningRecord | None
    others: tuple[OfferRow, ...]
    can_undo: str = ""


# ---------------------------------------------------------------- templates and letters


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing that a template is for: a job, a department, or a custom field's value.

    Exactly one of them is given; `field` is the key of a custom field of offers.
    """

    job_id: int | None = None
    department: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class TemplateRecord:
    """A letter template (or a clause) with the revision that letters are made from.

    `subject` is the subject line of an email with the letter, in the language of templates.
    `draft` is the number of a newer revision that has a problem and waits to be mended, or 0.
    """

    id: int
    name: str
    kind: str
    shipped: str | None
    revision: int
    source: str
    retired: bool
    subject: str = ""
    key: str = ""
    limits: tuple[Limit, ...] = ()
    draft: int = 0

    @property
    def include(self) -> str:
        """How templates name a clause: `{% include "clauses/remote_work" %}`."""
        return f"clauses/{self.key}" if self.key else self.shipped or ""


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """One immutable state of a template; `problem` says why letters are not made from it."""

    number: int
    source: str
    subject: str
    problem: str
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template as typed."""

    name: str = ""
    kind: str = "offer"
    source: str = ""
    subject: str = ""
