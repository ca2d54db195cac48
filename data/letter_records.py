"""What goes into a letter and what comes out of it, as frozen records."""

from dataclasses import dataclass
from datetime import date

from data.records import (
    CandidateRecord,
    FieldRecord,
    JobRecord,
    OpeningRecord,
    Terms,
    UserRecord,
)


@dataclass(frozen=True, slots=True)
class Company:
    """Who the letter is from; an empty text is "not set"."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    signatory: str = ""
    signatory_title: str = ""


@dataclass(frozen=True, slots=True)
class LetterInputs:
    """Everything a letter is made from.

    `fields` are the active custom fields of offers: a known field without a value is unset,
    a field that is not there is unknown.
    """

    offer_id: int | None
    version: int
    terms: Terms
    candidate: CandidateRecord | None
    job: JobRecord | None
    opening: OpeningRecord | None
    application_id: int | None
    sender: UserRecord | None
    company: Company
    today: date
    fields: tuple[FieldRecord, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that the letter wants and does not have: `offer.start_date`, `candidate.typo`.

    `unknown` is a name that the language does not have; `nearest` is the known one closest to it,
    or empty.
    """

    name: str
    unknown: bool
    nearest: str


@dataclass(frozen=True, slots=True)
class LetterError:
    """Why a template gives no letter: one sentence that starts with its line, if it has one."""

    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter: sanitised HTML (empty with an error), and what is missing in reading order."""

    html: str
    missing: tuple[Missing, ...]
    error: LetterError | None


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A letter template that comes with the desk."""

    file_name: str
    name: str
    kind: str
    source: str
