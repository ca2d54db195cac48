"""Rows that an import reads, makes and changes in memory, in the columns of their tables."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

from data.offers import versions
from data.records.offer_terms import MIRRORED
from data.values import person_names

Columns = tuple[str, ...]
Row = tuple[Any, ...]
TERMS: Columns = MIRRORED
"""The columns of the terms, which versions and offers share."""
STANDING: Columns = ("status", "source_value", "updated_at", "sent_at", "resolved_at")
"""The columns that say how an offer stands."""


class ImportRow:
    """A row in memory."""

    __slots__: ClassVar[tuple[str, ...]] = ()
    COLUMNS: ClassVar[Columns] = ()
    id: int

    def copied(self) -> Self:
        """The row as it is now."""
        copy = object.__new__(type(self))
        copy.restore(self)
        return copy

    def restore(self, before: Self) -> None:
        """Be again what the copy is."""
        for name in self.__slots__:
            setattr(self, name, getattr(before, name))


@dataclass(slots=True)
class UserRow(ImportRow):
    """A person who acts."""

    COLUMNS: ClassVar[Columns] = (
        "id", "first_name", "last_name", "email", "employee_id", "created_at",
    )  # fmt: skip
    id: int
    first_name: str
    last_name: str
    email: str
    employee_id: str
    created_at: str


@dataclass(slots=True)
class JobRow(ImportRow):
    """A job."""

    COLUMNS: ClassVar[Columns] = (
        "id", "title", "department", "location", "notes", "is_open", "created_at", "updated_at",
        "pay_kind", "salary_minor", "minimum_minor", "maximum_minor", "currency", "pay_frequency",
    )  # fmt: skip
    id: int
    title: str
    department: str
    location: str
    notes: str
    is_open: int
    created_at: str
    updated_at: str
    pay_kind: str = "none"
    salary_minor: int | None = None
    minimum_minor: int | None = None
    maximum_minor: int | None = None
    currency: str | None = None
    pay_frequency: str | None = None


@dataclass(slots=True)
class CandidateRow(ImportRow):
    """A candidate."""

    COLUMNS: ClassVar[Columns] = (
        "id", "first_name", "last_name", "full_name", "email", "phone", "created_at", "updated_at",
        "erased_at",
    )  # fmt: skip
    id: int
    first_name: str
    last_name: str
    full_name: str
    email: str
    phone: str
    created_at: str
    updated_at: str
    erased_at: str | None = None

    @property
    def name(self) -> str:
        """What the person is called."""
        return person_names.called(self.first_name, self.last_name, self.full_name)


@dataclass(slots=True)
class ApplicationRow(ImportRow):
    """A candidate for a job."""

    COLUMNS: ClassVar[Columns] = (
        "id", "candidate_id", "job_id", "status", "created_at", "updated_at",
    )  # fmt: skip
    id: int
    candidate_id: int | None
    job_id: int | None
    status: str
    created_at: str
    updated_at: str


@dataclass(slots=True)
class OpeningRow(ImportRow):
    """One seat of a job."""

    COLUMNS: ClassVar[Columns] = (
        "id", "job_id", "opening_id", "is_open", "opened_at", "closed_at", "close_reason",
        "application_id",
    )  # fmt: skip
    id: int
    job_id: int | None
    opening_id: str
    is_open: int
    opened_at: str | None
    closed_at: str | None
    close_reason: str
    application_id: int | None


@dataclass(slots=True)
class FieldRow(ImportRow):
    """A custom field's definition."""

    COLUMNS: ClassVar[Columns] = (
        "id", "belongs_to", "key", "name", "type", "required", "position", "description",
        "created_at",
    )  # fmt: skip
    id: int
    belongs_to: str
    key: str
    name: str
    type: str
    required: int
    position: int
    description: str
    created_at: str


@dataclass(slots=True)
class OptionRow(ImportRow):
    """One choice of a select field."""

    COLUMNS: ClassVar[Columns] = ("id", "field_id", "name", "position")
    id: int
    field_id: int
    name: str
    position: int


@dataclass(slots=True)
class VersionRow(ImportRow):
    """One version; `values` are (field, name, value, raw), None when they were not read.

    `terms` are those that the offer has, too, `own_terms` the others.

    It is superseded since `superseded_at`; `is_alone` when that is not known, because the version
    that follows may still come.
    """

    COLUMNS: ClassVar[Columns] = versions.COLUMNS
    id: int
    offer_id: int
    number: int
    note: str
    field_count: int
    created_at: str
    created_by: int | None
    on_behalf_of: int | None
    terms: Row
    own_terms: Row
    superseded_at: str | None = None
    is_alone: bool = False
    values: list[Row] | None = None

    @property
    def is_superseded(self) -> bool:
        """Whether it is no longer the offer's current state."""
        return self.is_alone or self.superseded_at is not None

    def row(self) -> Row:
        """Its columns."""
        return (
            *(self.id, self.offer_id, self.number, self.note, self.field_count, self.created_at),
            *(self.created_by, self.on_behalf_of, *self.terms, *self.own_terms),
        )


@dataclass(slots=True)
class OfferRow(ImportRow):
    """An offer with its versions, oldest first; candidate and job are those of its application.

    `flags` are (version, field, text, kind), None when they were not read.
    """

    COLUMNS: ClassVar[Columns] = (
        "id", "application_id", "inherited", "created_by", "created_at", "superseded", "version",
        *TERMS, *STANDING,
    )  # fmt: skip
    CHANGED: ClassVar[Columns] = COLUMNS[1:]
    id: int
    application_id: int
    inherited: str
    created_by: int | None
    created_at: str
    superseded: int
    version: int
    terms: Row
    standing: Row
    versions: list[VersionRow] = field(default_factory=list)
    flags: list[Row] | None = None
    is_touched: bool | None = None

    @property
    def status(self) -> str:
        """Its status."""
        return str(self.standing[0])

    @property
    def current(self) -> VersionRow:
        """The newest version that is not superseded, else the newest."""
        standing = (one for one in reversed(self.versions) if not one.is_superseded)
        return next(standing, self.versions[-1])

    @property
    def last_number(self) -> int:
        """The highest number of a version."""
        return self.versions[-1].number

    def row(self) -> Row:
        """Its columns, without the names that lists show."""
        return (
            *(self.id, self.application_id, self.inherited, self.created_by, self.created_at),
            *(self.superseded, self.version, *self.terms, *self.standing),
        )
