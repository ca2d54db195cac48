"""The inputs and results of letters, as frozen records."""

from dataclasses import dataclass, field
from datetime import date

from data.records.approval_records import ApprovalRecord
from data.records.candidate_records import CandidateRecord
from data.records.field_records import FieldRecord
from data.records.job_records import JobRecord, OpeningRecord
from data.records.offer_records import Terms
from data.records.user_records import UserRecord


@dataclass(frozen=True, slots=True)
class Company:
    """Who the letter is from; an empty text is "not set".

    `pictures` names those there are: logo, signature, second_signature.
    """

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    signatory: str = ""
    signatory_title: str = ""
    second_signatory: str = ""
    second_signatory_title: str = ""
    place: str = ""
    is_confidential: bool = False
    pictures: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LetterInputs:
    """Everything a letter is made from.

    `fields` are the active custom fields of offers, `job_fields` those of jobs: a known field
    without a value is unset, a field that is not there is unknown. `hours_per_year` and
    `days_per_year` count pay otherwise, where the terms say no working time; `locale` is how a
    letter writes amounts and numbers, `language` the language of its words, such as "de-CH", unless
    its template says otherwise; empty is nothing said (`data.letters.language.spoken`).
    `reference` is how letters are numbered: "HR-{year}-{number}"; `approval` is the version's;
    `package` are the custom fields of offers that are part of the package, those that are switched
    off too.
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
    job_fields: tuple[FieldRecord, ...] = ()
    status: str = "draft"
    reason: str = ""
    reason_text: str = ""
    created_date: date | None = None
    sent_date: date | None = None
    resolved_date: date | None = None
    created_by: str = ""
    was_sent: bool = False
    application_status: str = ""
    hours_per_year: int = 2080
    days_per_year: int = 260
    locale: str = ""
    language: str = ""
    reference: str = ""
    approval: ApprovalRecord | None = None
    package: tuple[FieldRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that the letter wants and does not have: `offer.start_date`, `candidate.typo`.

    `unknown` is a name that the language does not have; `nearest` is the known one closest to it,
    or empty. `line` is where the template first wants it, from 1; None when that is not known.
    `label` is what a known one is called in the letter: "start date".
    """

    name: str
    unknown: bool
    nearest: str
    line: int | None = field(default=None, compare=False)
    label: str = field(default="", compare=False)

    @property
    def called(self) -> str:
        """What people call it."""
        return self.label or self.name


@dataclass(frozen=True, slots=True)
class LetterError:
    """Why a template gives no letter: what is wrong, and where, from 1 (None: unknown)."""

    text: str
    line: int | None
    column: int | None = None

    @property
    def sentence(self) -> str:
        """The text behind its line: "line 3: 'endif' is missing at the end"."""
        return f"line {self.line}: {self.text}" if self.line else self.text


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in the words of a template: where (from 1, 0 if nowhere) and what.

    `unknown` is only a name that letters do not know: it is marked in its place and keeps no
    letter from being made.
    """

    line: int
    column: int
    text: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of plain text, such as the subject of an email; empty with an error."""

    text: str
    missing: tuple[Missing, ...] = ()
    error: LetterError | None = None


@dataclass(frozen=True, slots=True)
class NameInfo:
    """A name of the language: what it means, what it says now ("" if unset), its type."""

    name: str
    meaning: str
    value_shown: str
    type: str
    example: str


@dataclass(frozen=True, slots=True)
class FilterInfo:
    """A filter: how it is written, what it makes, and an example with what comes out of it."""

    name: str
    signature: str
    meaning: str
    example: str
    result: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a template says of itself in its first comment; what it does not say is empty."""

    name: str = ""
    kind: str = ""
    subject: str = ""
    locale: str = ""
    language: str = ""
    country: str = ""
    check: str = ""
    written: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it is written in plain paragraphs, not in HTML."""
        return self.written.casefold() == "plain"

    @property
    def spoken(self) -> str:
        """The language with the country, such as "de-CH"; empty where no language is said."""
        return f"{self.language}-{self.country}" if self.country else self.language


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter: sanitised HTML (empty with an error), and what is missing in reading order."""

    html: str
    missing: tuple[Missing, ...]
    error: LetterError | None
