"""The protocol of what reads one system's records, and what it needs to read their members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from data.errors import DataError
from data.exchange.parsed_offer import Identity, ImportFlag, JsonValue, ParsedOffer, Record
from data.exchange.parsed_records import ParsedRecord, RequestProblem
from data.exchange.record_kinds import Kind
from data.exchange.shapes import Shape, best_kind
from data.values import dates, exact_json, money, person_names
from data.values.money import Money
from data.values.text import one_line

if TYPE_CHECKING:
    from data.exchange.importing.import_result import ImportResult

_HOLDS = ("payload", "offer", "data", "application", "candidate", "person", "job")
_DEEP = 4
_ID_LENGTH = 200
_QUOTE_LENGTH = 60

T = TypeVar("T")


class Refused(DataError):
    """A record that cannot come in at all: the field, what was expected, what came.

    `more` holds further refusals of the same record, one a field.
    """

    title = "Refused"

    def __init__(
        self,
        field: str,
        text: str,
        *,
        expected: str = "",
        came: str = "",
        more: tuple[Refused, ...] = (),
    ) -> None:
        super().__init__(text)
        self.field = field
        self.expected = expected
        self.came = came
        self.more = more

    @property
    def all(self) -> tuple[Refused, ...]:
        """Every problem of the record, this one first."""
        return (self, *self.more)


class OwnRowImporter(Protocol):
    """Brings rows in that this desk wrote itself and that come back edited."""

    @property
    def kind(self) -> Kind:
        """What such a row is recognised as."""

    def find(self, record: Record) -> object | None:
        """What the row is about; None for a row of another desk, or of no desk."""

    def bring_in(self, record: Record) -> ImportResult:
        """Save what was changed in the row; raises Refused."""


class RecordReader(Protocol):
    """Reads the records of one system; what has a body is inherited, and seldom different."""

    columns: Mapping[str, str] = MappingProxyType({})
    """What each header of a table means; nothing where records are no rows."""
    shapes: tuple[Shape, ...] = ()
    """What records of each kind look like; nothing where records are rows."""

    @property
    def is_table(self) -> bool:
        """Whether records are rows, every value a text, or a number of a spreadsheet."""
        return False

    @property
    def name(self) -> str:
        """The short name under which its ids are kept."""

    @property
    def title(self) -> str:
        """The name that people know."""

    def recognise(self, record: Record) -> Kind | None:
        """What the record is, judged by its shape alone; None when it is none of this system."""
        return best_kind(self.shapes, record)

    def refuse_columns(self) -> None:
        """Raise MappingError for a table that is none of offers, judged by its columns alone."""
        return

    def identify(self, record: Record) -> Identity:
        """Which record it is; raises Refused when it cannot be identified."""

    def spelled(self, known: Record, record: Record) -> Record:
        """The record with its keys in the spelling of the known copy."""
        return record

    def understand(self, record: Record) -> ParsedOffer:
        """What the record says, everything unclear flagged; nothing is repaired."""

    def updated_key(self, record: Record) -> str:
        """The key of the moment of the last change."""
        return "updated_at"

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        """What a record says that is no offer; raises Refused."""

    def called(self, value: JsonValue) -> str:
        """The number of the record, or of what a webhook or an answer holds."""
        for _ in range(_DEEP):
            if not isinstance(value, dict):
                return ""
            number = remote_id(value.get("id"))
            if number:
                return number
            value = next((value[key] for key in _HOLDS if isinstance(value.get(key), dict)), None)
        return ""


def remote_id(value: JsonValue) -> str | None:
    """An id as text, from a number or a text; None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip() and len(value) <= _ID_LENGTH:
        return one_line(value)
    return None


def required_id(record: Record, key: str) -> str:
    """The id under `key`; raises Refused."""
    expected = "a number or a text"
    if record.get(key) is None:
        came = "null" if key in record else "nothing"
        text = f"{key} is missing: expected the record's number or text."
        raise Refused(key, text, expected=expected, came=came)
    found = remote_id(record[key])
    if found is None:
        came = quoted(record[key])
        text = f"{key} should be {expected}, but is {came}."
        raise Refused(key, text, expected=expected, came=came)
    return found


def refused(wrong: Sequence[RequestProblem]) -> Refused:
    """All that is wrong with a record as one refusal, field by field."""
    first, *more = [
        Refused(
            one.field,
            f"Expected {one.expected}, but it is {one.came}.",
            expected=one.expected,
            came=one.came,
        )
        for one in wrong
    ]
    first.more = tuple(more)
    return first


def quoted(value: JsonValue) -> str:
    """What came, short enough for a sentence."""
    text = one_line(exact_json.dump_json(value))
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1] + "…"


class Reading:
    """Reads the members of one record and flags everything unclear on the way."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.flags: list[ImportFlag] = []

    def flag(self, field: str, text: str) -> None:
        """Note something for a person to look at."""
        self.flags.append(ImportFlag(field, text))

    def text(self, key: str) -> str:
        """Text on one line, empty when there is none."""
        value = self.record.get(key)
        return one_line(value) if isinstance(value, str) else ""

    def nested(self, key: str) -> Reading:
        """What is inside an object, its flags apart; nothing when it is none."""
        value = self.record.get(key)
        return Reading(value if isinstance(value, dict) else {})

    def objects(self, key: str) -> list[Record]:
        """The objects of a list, without whatever else is in it; none when it is no list."""
        value = self.record.get(key)
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

    def first(self, key: str, inner: str = "value") -> str:
        """The first text that stands in the objects of a list; empty when none does."""
        return next(filter(None, (Reading(one).text(inner) for one in self.objects(key))), "")

    def name(self, key: str = "name") -> tuple[str, str, str]:
        """A whole name as first and last, as far as that is certain, and as it was written."""
        return person_names.whole("", "", self.text(key))

    def meaning(self, key: str, meanings: Mapping[str, T]) -> T | None:
        """What a word stands for, in capitals or not; flagged when it is unknown."""
        return self.meaning_of(self.text(key), key, meanings)

    def meaning_of(self, word: str, key: str, meanings: Mapping[str, T]) -> T | None:
        """The same of a word that stands elsewhere."""
        found = meanings.get(word.lower())
        if word and found is None:
            self.flag(key, f"{key} is {quoted(word)}, which is unknown: left as it is.")
        return found

    def id(self, key: str) -> str | None:
        """Another record's id, flagged when it is none."""
        value = self.record.get(key)
        found = remote_id(value)
        if found is None and value is not None:
            self.flag(key, f"{key} is {quoted(value)}, which is no id: left empty.")
        return found

    def ids(self, key: str) -> tuple[str, ...]:
        """Other records' ids: those of a list, or the only one."""
        value = self.record.get(key)
        found = map(remote_id, value) if isinstance(value, list) else (self.id(key),)
        return tuple(filter(None, found))

    def moment(self, key: str) -> datetime | None:
        """A timestamp, flagged when it is none."""
        value = self.record.get(key)
        found = dates.read_moment(value) if isinstance(value, str) else None
        if found is None and value not in (None, ""):
            self.flag(key, f"{key} is {quoted(value)}, which is no timestamp: left empty.")
        return found

    def day(self, key: str) -> date | None:
        """A date, the time of a timestamp dropped, flagged when it is none."""
        value = self.record.get(key)
        found = dates.read_date(value) if isinstance(value, str) else None
        if found is None and value not in (None, ""):
            self.flag(key, f"{key} is {quoted(value)}, which is no date: left empty.")
        if found is not None:
            self.look_at_year(key, found)
        return found

    def look_at_year(self, key: str, day: date) -> None:
        """Flag a day that nobody can have meant."""
        if not dates.EARLIEST <= day.year <= dates.LATEST:
            self.flag(key, f"{key} is in the year {day.year}: kept, look at it.")

    def currency(self, key: str) -> str | None:
        """A currency code, flagged when it is unknown or withdrawn."""
        value = self.record.get(key)
        code = one_line(value).upper() if isinstance(value, str) else ""
        if value is None or (money.is_known(code) and money.is_currency(code)):
            return code or None
        if money.is_known(code):
            self.flag(key, f"The currency {code} has been withdrawn; kept as it is.")
            return code
        self.flag(key, f"{key} is {quoted(value)}, which is no known currency: kept as text.")
        return None

    def salary(
        self, key: str, currency_key: str, *, is_decimal_text: bool = False
    ) -> tuple[Money | None, str, str | None]:
        """Pay as an exact amount, or as text when it is no amount, and its currency.

        `is_decimal_text`: the system writes amounts as text with decimals.
        """
        value = self.record.get(key)
        currency = self.currency(currency_key)
        if value is None:
            return None, "", currency
        if is_decimal_text and isinstance(value, str) and currency:
            amount = money.from_decimal_text(value, currency)
            if amount is not None:
                return amount, "", currency
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            amount = money.from_number(value, currency) if currency else None
            if amount is None:
                what = "is no exact amount" if currency else "has no currency that is known"
                self.flag(key, f"The salary {quoted(value)} {what}: kept as text.")
            return amount, "" if amount else self._as_text(value, currency_key), currency
        what = "text" if isinstance(value, str) else "not a number"
        self.flag(key, f"The salary is {what} ({quoted(value)}): kept as text, never as a number.")
        return None, self._as_text(value, currency_key), currency

    def _as_text(self, value: JsonValue, currency_key: str) -> str:
        """The pay as it came; the currency behind it when it could not be read as one."""
        code_text = self.text(currency_key)
        unread = code_text if code_text and not money.is_known(code_text.upper()) else ""
        return f"{shown(value)} {unread}".strip()


def shown(value: JsonValue) -> str:
    """What came, as a person would read it."""
    return one_line(value if isinstance(value, str) else exact_json.dump_json(value))
