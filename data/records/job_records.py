"""Jobs and openings, and drafts of them."""

from dataclasses import dataclass
from datetime import datetime

from data.records.field_records import FieldEntry
from data.records.pay import JobPay
from data.values.field_values import FieldValue


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
