"""Candidates and their applications."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.records.list_rows import OfferRow
from data.values import person_names


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
    address: str = ""
    full_name: str = ""

    @property
    def name(self) -> str:
        """What the person is called, or the number of a candidate that is only known by it."""
        return self.called or f"Candidate {self.id}"

    @property
    def called(self) -> str:
        """The whole name, else first and last; empty for one who is only known by a number."""
        return person_names.called(self.first_name, self.last_name, self.full_name)


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
    rejection_reason: str = ""


@dataclass(frozen=True, slots=True)
class JoinPlan:
    """What becomes of two candidates when they are joined, in sentences; the first one stays."""

    kept: CandidateRecord
    gone: CandidateRecord
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """A candidate as typed."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    notes: str = ""
    address: str = ""
    full_name: str = ""
