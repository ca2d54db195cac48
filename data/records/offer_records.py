"""Offers: terms, versions, letters, events, flags, and drafts.

Money is in minor units of its currency, dates are days, moments are UTC. None is "not set".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from data.errors import Problem
from data.records.approval_records import ApprovalRecord
from data.records.attachment_records import AttachmentRecord
from data.records.candidate_records import ApplicationStatus, CandidateRecord
from data.records.field_records import FieldEntry
from data.records.job_records import JobRecord, OpeningRecord
from data.records.negotiation_records import NegotiationRecord
from data.records.offer_warnings import OfferWarning
from data.records.pay import PayFrequency
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.status import SUPERSEDED, Status, is_expired


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything the letter can say.

    `salary_text` keeps a source's pay that is not money ("Around $100k"), never made a number.
    `pay_reason` says why pay is outside the job's range; letters never say it.
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
    pay_reason: str = ""


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
    """One line of a history; nothing in it is ever edited.

    `seen` are the warnings that were passed with it, in words.
    """

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
    seen: tuple[str, ...] = ()


class HistoryLine(NamedTuple):
    """One line of the desk's own history: what it happened to, and what happened.

    `about` is what that is called today; it is empty when there is none any more.
    """

    id: int
    subject: str
    subject_id: int
    about: str
    event: EventRecord


@dataclass(frozen=True, slots=True)
class DeletedOffer:
    """What stays of an offer that was deleted: no terms, no name."""

    id: int
    application_id: int | None
    job_id: int | None
    status_before: str | None
    deleted_at: datetime
    deleted_by: str
    on_behalf_of: str


class FlagKind(StrEnum):
    """What a flag is about: what a record says, or that it was changed here and in its system."""

    READING = "reading"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class FlagRecord:
    """Something in a record that a person should look at; `source` is the system it came from."""

    id: int
    field: str
    text: str
    source: str
    created_at: datetime
    kind: FlagKind = FlagKind.READING


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
    attachments: tuple[AttachmentRecord, ...] = ()
    rejection_reason: str = ""
    approvals: tuple[ApprovalRecord, ...] = ()
    negotiations: tuple[NegotiationRecord, ...] = ()

    @property
    def application_standing(self) -> str:
        """Where the application stands, and why when it was rejected."""
        why = f": {self.rejection_reason}" if self.rejection_reason else ""
        return f"{self.application_status}{why}"

    @property
    def approval(self) -> ApprovalRecord | None:
        """The approval of the current version, None when it was not put up for one."""
        return self.approval_of(self.version)

    def approval_of(self, version: int) -> ApprovalRecord | None:
        """The approval of a version, as it was asked last."""
        found = [one for one in self.approvals if one.is_current and one.version == version]
        return found[-1] if found else None

    @property
    def standing(self) -> str:
        """How it stands: its status, or "superseded"."""
        return SUPERSEDED if self.is_superseded else str(self.status)

    def is_expired(self, today: date) -> bool:
        """Whether its current terms have run out while it is with the candidate."""
        return is_expired(self.standing, self.terms.expiry_date, today)

    @property
    def next_version(self) -> int:
        """The number that the next version gets, behind those that do not count, too."""
        return max((version.number for version in self.versions), default=0) + 1

    @property
    def candidate_name(self) -> str:
        """The candidate as shown."""
        return self.candidate.name if self.candidate else f"Application {self.application_id}"

    @property
    def job_title(self) -> str:
        """The job as shown."""
        return self.job.name if self.job else "No job"


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """An offer as typed: every value as text, so that nothing entered is ever lost.

    On creation either `application_id`, or `candidate_id` and `job_id`.
    `correction` keeps a sent offer sent; `version` is the version the person started from. `seen`
    are the rules whose warnings the person was shown: a correction passes them.
    """

    application_id: int | None = None
    candidate_id: int | None = None
    job_id: int | None = None
    salary: str = ""
    currency: str = ""
    pay_frequency: str = ""
    pay_reason: str = ""
    start_date: str = ""
    expiry_date: str = ""
    opening_id: int | None = None
    template_id: int | None = None
    letter_html: str | None = None
    fields: tuple[FieldEntry, ...] = ()
    correction: bool = False
    version: int | None = None
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft read by the rules: the terms it means, what is wrong, and what was understood.

    `understood` maps a field's key to the sentence under it ("= 15 April 2026, a Wednesday").

    `warnings` are what would have to be seen before it is sent; those whose rule is in `noted`
    stand in `understood` already. `outside` says where pay stands that is outside the job's range,
    `package` what the terms cost a year.
    """

    terms: Terms
    problems: tuple[Problem, ...] = ()
    understood: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[OfferWarning, ...] = ()
    noted: frozenset[str] = frozenset()
    outside: str = ""
    package: str = ""
