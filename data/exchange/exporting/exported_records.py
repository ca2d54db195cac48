"""What an export says of an offer: the rows as they stand, nothing looked up any more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from data.exchange.parsed_offer import JsonValue
from data.records.approval_records import ApprovalState, StepRecord
from data.values import clock, exact_json, person_names
from data.values.field_values import FieldType
from data.values.money import Money
from data.values.status import Status


class Piece(NamedTuple):
    """Text or bytes to be written, with what they hold."""

    text: str | bytes
    offers: int
    records: int

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.text.encode() if isinstance(self.text, str) else self.text


class Copy(NamedTuple):
    """A record of another system as it is kept, and which version of the offer here it is.

    `number` is None when the record is the offer itself. `raw` is in the usual form; `form` is the
    record itself if it came in another one, and `was_put` says that it did.
    """

    kind: str
    remote_id: str
    scope: str
    raw: str
    version_id: int | None
    number: int | None
    form: str = ""
    was_put: bool = False

    @property
    def text(self) -> str:
        """The record as it came."""
        return self.form or self.raw


class Definition(NamedTuple):
    """A custom field of offers."""

    id: int
    key: str
    name: str
    type: FieldType
    active: bool


class ValueOut(NamedTuple):
    """A custom field's value as stored: what was read of it and what came, both JSON text."""

    key: str
    name: str
    type: FieldType
    value: str | None
    raw: str | None

    @property
    def loaded(self) -> JsonValue:
        """The value in the shape in which it is stored; as it came, if it could not be read."""
        return exact_json.load_json(self.value or self.raw or "null")


class SeatOut(NamedTuple):
    """An opening."""

    id: int
    opening_id: str
    is_open: bool
    opened_at: str | None
    closed_at: str | None
    close_reason: str
    application_id: int | None


class TemplateOut(NamedTuple):
    """A letter template."""

    id: int
    name: str
    kind: str


class PersonOut(NamedTuple):
    """A candidate."""

    id: int
    first_name: str
    last_name: str
    full_name: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        """What the person is called."""
        return person_names.called(self.first_name, self.last_name, self.full_name)


class JobOut(NamedTuple):
    """A job."""

    id: int
    title: str
    department: str
    location: str


class ApprovalOut(NamedTuple):
    """A round of approval of a version; `source` is the system that it came from."""

    id: int
    version: int
    state: ApprovalState
    in_order: bool
    source: str
    asked_at: str
    asked_by: int | None
    is_current: bool
    steps: tuple[StepRecord, ...]

    @property
    def decided_at(self) -> str | None:
        """When it was decided: at the last answer, or when it was asked if nobody is named."""
        if self.state is ApprovalState.ASKED:
            return None
        given = [one.answered_at for step in self.steps for one in step.approvers]
        known = [moment for moment in given if moment is not None]
        return clock.stamp(max(known)) if known else self.asked_at


class VersionOut(NamedTuple):
    """One version's terms; dates and moments as stored.

    `stored` has the columns of its terms. `sent_letter` is what was frozen last, of the current
    version only; `is_made_here` unless an import wrote it.
    """

    id: int
    number: int
    stored: Mapping[str, Any]
    sent_letter: str | None
    sent_on: str | None
    opening: SeatOut | None
    template: TemplateOut | None
    created_at: str
    is_superseded: bool
    superseded_at: str | None
    is_made_here: bool
    values: tuple[ValueOut, ...] = ()
    approval: ApprovalOut | None = None

    @property
    def approved(self) -> ApprovalState | None:
        """How its approval stands, None when nobody was asked."""
        return self.approval.state if self.approval else None

    @property
    def salary(self) -> Money | None:
        """The pay, when it is an amount."""
        minor = self.stored["salary_minor"]
        return None if minor is None else Money(minor, self.currency or "")

    @property
    def salary_text(self) -> str:
        """The pay that is no amount."""
        return str(self.stored["salary_text"])

    @property
    def currency(self) -> str | None:
        """The currency of the pay."""
        return self._text("currency")

    @property
    def pay_frequency(self) -> str | None:
        """How often the pay is counted."""
        return self._text("pay_frequency")

    @property
    def start_date(self) -> str | None:
        """The first day of work."""
        return self._text("start_date")

    @property
    def expiry_date(self) -> str | None:
        """The last day on which it can be accepted."""
        return self._text("expiry_date")

    @property
    def letter_html(self) -> str | None:
        """The letter by hand."""
        return self._text("letter_html")

    @property
    def names(self) -> dict[str, str]:
        """What the opening and the template are called."""
        return {
            "opening": self.opening.opening_id if self.opening else "",
            "template": self.template.name if self.template else "",
        }

    def _text(self, column: str) -> str | None:
        text: str | None = self.stored[column]
        return text


@dataclass(frozen=True, slots=True)
class OfferOut:
    """One offer with its versions, oldest first.

    `remote` has what the system that it goes to calls the records it names, by kind and number;
    `touched` says what a person changed here (offer, opening, candidate, job), `inherited` which
    terms came from the job.
    """

    id: int
    application_id: int
    status: Status
    is_superseded: bool
    is_expired: bool
    version: int
    source_value: str
    created_at: str
    updated_at: str
    sent_at: str | None
    resolved_at: str | None
    created_by: int | None
    candidate: PersonOut | None
    job: JobOut | None
    versions: tuple[VersionOut, ...]
    touched: frozenset[str] = frozenset()
    inherited: frozenset[str] = frozenset()
    remote: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def was_made_at(self) -> str | None:
        """The moment of creation if a person changed it here."""
        first = min(version.created_at for version in self.versions)
        return None if self.created_at == first else self.created_at

    @property
    def current(self) -> VersionOut:
        """The version whose terms the offer has."""
        (found,) = (one for one in self.versions if one.number == self.version)
        return found

    def number(self, kind: str, local_id: int | None) -> int | str | None:
        """A record's id in the other system; our own number where it has none."""
        if local_id is None:
            return None
        return as_number(self.remote.get((kind, local_id), str(local_id)))


def as_number(remote_id: str) -> int | str:
    """An id as records write it: digits as a number."""
    plain = remote_id.isascii() and remote_id.isdigit() and len(remote_id) < 19
    return int(remote_id) if plain and str(int(remote_id)) == remote_id else remote_id


def json_number(number: Decimal) -> int | Decimal:
    """A whole number without a decimal point; everything else as it is."""
    return int(number) if number == number.to_integral_value() else number
