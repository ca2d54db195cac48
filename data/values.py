"""Values of custom fields: their types, the shapes they are met in, and how they are shown.

A value keeps what its source said beside what was read from it (`raw`, JSON text): a value that
could not be read is None with its raw text kept, and nothing is guessed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from data.money import Money


class FieldType(StrEnum):
    """The types of custom fields, as the three systems know them ("boolean" is yes_no)."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    SINGLE_SELECT = "single_select"
    MULTI_SELECT = "multi_select"
    DATE = "date"
    CURRENCY = "currency"
    CURRENCY_RANGE = "currency_range"
    NUMBER = "number"
    NUMBER_RANGE = "number_range"
    URL = "url"
    USER = "user"


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """Pay from, pay to; either end may be missing, and so may the currency (then the ends are text)."""

    minimum: Money | None
    maximum: Money | None


@dataclass(frozen=True, slots=True)
class NumberRange:
    """A number from, a number to; either end may be missing."""

    minimum: Decimal | None
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class UserRef:
    """A person a user field names."""

    user_id: str
    name: str = ""
    email: str = ""
    employee_id: str = ""


Value = str | bool | Decimal | date | Money | MoneyRange | NumberRange | UserRef | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A custom field's value in one version: the field as it was called, what was read, what came."""

    key: str
    name: str
    type: FieldType
    value: Value | None = None
    raw: str | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing there: neither a value nor anything that could not be read."""
        return self.value in (None, "", ()) and self.raw in (None, "null", '""', "[]")
