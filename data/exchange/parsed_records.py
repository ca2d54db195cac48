"""What records that are no offers say, in this program's words; nothing is looked up or stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from data.exchange.parsed_approvals import ParsedApprover, ParsedFlow, ParsedStep
from data.exchange.parsed_offer import (
    ImportFlag,
    JsonValue,
    ParsedField,
    ParsedJob,
    ParsedOpening,
    ParsedPerson,
    Record,
)
from data.records.candidate_records import ApplicationStatus
from data.values.field_values import FieldType
from data.values.status import Status


@dataclass(frozen=True, slots=True)
class ParsedUser:
    """A person who acts in the other system."""

    remote_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    employee_id: str = ""


@dataclass(frozen=True, slots=True)
class ParsedApplication:
    """An application; `status` None when the record does not say one that is known here.

    `is_action` for a hire or the like: it happened, whatever stood before. `reason` is why it was
    rejected, `reason_number` what that is called elsewhere. Without an id of its own it is the
    candidate's for that job.
    """

    remote_id: str | None
    candidate: ParsedPerson | None = None
    job: ParsedJob | None = None
    status: ApplicationStatus | None = None
    is_action: bool = False
    reason: str = ""
    reason_number: str = ""


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A department, a location or a reason: a row elsewhere, a word of rows here."""

    kind: str
    remote_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ParsedTemplate:
    """A letter template as HTML, its placeholders as the other system spells them.

    `names` are ours of those that mean something else there than their place would say.
    """

    remote_id: str
    name: str
    kind: str
    html: str
    subject: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParsedDefinition:
    """A custom field's definition; `belongs_to` is the other system's word, offer and job count.

    `options` are (remote id, name).
    """

    remote_id: str | None
    key: str
    name: str
    type: FieldType | None
    belongs_to: str = "offer"
    required: bool | None = None
    position: int | None = None
    description: str = ""
    options: tuple[tuple[str | None, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EmbeddedOffer:
    """An offer in the spelling of the system's main records, found inside another record."""

    record: Record
    created_by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Deletion:
    """The other system deleted this; nothing here goes with it (docs/domain.md, *Deleting*).

    `what` is offer, application, candidate or job; `at` None when the record does not say.
    """

    what: str
    remote_id: str
    scope: str = ""
    version: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The other system's answer to a create request: the numbers that it gave."""

    remote_id: str
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class RequestProblem:
    """One thing that is wrong in a request: the field, what was expected, what came."""

    field: str
    expected: str
    came: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A custom field in an update request, as it came; `place` says where in the record."""

    place: str
    value: JsonValue


@dataclass(frozen=True, slots=True)
class Change:
    """An update request: what is absent stays, what is None is cleared.

    `of` is offer or application: what the person has to name the request's target by. `terms` has
    values by attributes of Terms, `salary` a number still without its currency, `template` the
    other system's number, `moments` values for created_at and sent_at.
    """

    of: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    salary: Mapping[str, Any] = field(default_factory=dict)
    template: Mapping[str, Any] = field(default_factory=dict)
    moments: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[FieldChange, ...] = ()
    status: Status | None = None
    wrong: tuple[RequestProblem, ...] = ()


Part = (
    ParsedJob
    | ParsedPerson
    | ParsedUser
    | ParsedApplication
    | ParsedOpening
    | ParsedWord
    | ParsedTemplate
    | ParsedDefinition
    | ParsedField
    | ParsedFlow
    | ParsedStep
    | ParsedApprover
    | EmbeddedOffer
    | Deletion
    | Answered
    | Change
)
"""What a record that is no offer says, piece by piece."""


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """What a record that is no offer says.

    `kind` and `remote_id` name the record where it came from. `form` is how its copy is kept: ""
    for whole records of something, under their own number, else among those that came (refs).
    """

    words: str
    kind: str = ""
    remote_id: str = ""
    form: str = ""
    parts: tuple[Part, ...] = ()
    changed_at: datetime | None = None
    flags: tuple[ImportFlag, ...] = ()
