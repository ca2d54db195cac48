"""What a record of any system states, in this program's words; nothing is looked up or stored.

Tuples with names, of which an import makes dozens a record: frozen dataclasses take twice as long.
"""

from datetime import date, datetime
from typing import Any, NamedTuple

from data.exchange.parsed_approvals import StatedApproval
from data.records.offer_records import FlagKind, Terms
from data.records.pay import JobPay
from data.values import person_names
from data.values.field_values import FieldType
from data.values.status import Status

JsonValue = Any
"""What JSON gives: None, bool, int, Decimal, str, list or dict."""
Record = dict[str, JsonValue]
"""One JSON object as it came."""


class ImportFlag(NamedTuple):
    """Something a person should look at, unclear or contradictory: the field and a sentence."""

    field: str
    text: str
    kind: FlagKind = FlagKind.READING


class ParsedField(NamedTuple):
    """A custom field's value as it came; `type` None when the record does not say."""

    key: str
    name: str
    type: FieldType | None
    value: JsonValue


class ParsedJob(NamedTuple):
    """A job as a record names it; what it does not state is empty or None.

    `is_named` when there is no id: the remote id is made of its names, and so is `alias`, in small
    letters only; else `alias` is a further number of the job. `departments` and `places` are
    numbers of what its department and location are called elsewhere.
    """

    remote_id: str
    title: str = ""
    department: str = ""
    location: str = ""
    notes: str = ""
    is_open: bool | None = None
    created_at: datetime | None = None
    fields: tuple[ParsedField, ...] = ()
    openings: tuple["ParsedOpening", ...] = ()
    is_named: bool = False
    alias: str = ""
    pay: JobPay | None = None
    departments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class ParsedPerson(NamedTuple):
    """A candidate as a record names them; `full_name` as it was written, where it came as one text.

    `is_named` when there is no id: the remote id is made of email address or name.
    """

    remote_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    full_name: str = ""
    is_named: bool = False

    @property
    def name(self) -> str:
        """What the person is called."""
        return person_names.called(self.first_name, self.last_name, self.full_name)

    @property
    def is_split(self) -> bool:
        """Whether first and last name were taken from the whole name."""
        names = (self.first_name, self.last_name)
        return bool(self.full_name) and names == person_names.split(self.full_name)


class ParsedOpening(NamedTuple):
    """An opening as a record shows it; `application` and `job` are the other system's ids.

    `is_open` None when the record only names it.
    """

    remote_id: str
    opening_id: str
    is_open: bool | None
    opened_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    application: str | None
    job: str | None = None


class Identity(NamedTuple):
    """Which record this is where it came from.

    `kind` and `scope` say where its copy is kept; `version` and `application` are None in systems
    that have none. A create request has the kind "request" and a digest for its number.
    """

    kind: str
    remote_id: str
    scope: str = ""
    application: str | None = None
    version: int | None = None
    alias: str | None = None


class Earlier(NamedTuple):
    """A former state of an offer's terms that its record tells of."""

    terms: Terms
    created_at: datetime | None = None


class ParsedOffer(NamedTuple):
    """An offer, or one version of it, as a record says it.

    `terms` hold no custom fields, opening or template: these are known only after looking up.
    `earlier` are former versions that the record tells of, oldest first. A request is a draft that
    takes from its job what it does not say. An undated record has no place for when it was made.
    """

    identity: Identity
    status: Status
    source_value: str
    is_superseded: bool
    terms: Terms
    job: ParsedJob | None = None
    candidate: ParsedPerson | None = None
    opening: ParsedOpening | None = None
    template: tuple[str, str] | None = None
    fields: tuple[ParsedField, ...] = ()
    created_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    sent_at: date | None = None
    resolved_at: datetime | None = None
    flags: tuple[ImportFlag, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    is_request: bool = False
    is_undated: bool = False
    approvals: tuple[StatedApproval, ...] = ()
