"""Custom field definitions, their options, and what was typed into them."""

from dataclasses import dataclass
from enum import StrEnum

from data.values.field_values import FieldType


class Counted(StrEnum):
    """How a custom field of offers counts in the package of what an offer costs."""

    NOT = ""
    YEARLY = "yearly"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class OptionRecord:
    """One choice of a select field."""

    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """A user-defined field: its key never changes, its name may."""

    id: int
    belongs_to: str
    key: str
    name: str
    type: FieldType
    required: bool
    active: bool
    position: int
    description: str
    options: tuple[OptionRecord, ...] = ()
    package: Counted = Counted.NOT


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """What was entered for a custom field: text for most types, option names for a multi-select."""

    key: str
    text: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionDraft:
    """An option as typed; `id` None for a new one."""

    name: str
    id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """A custom field as typed; key and type count only on creation. The key may be left to us."""

    name: str = ""
    type: str = "short_text"
    key: str = ""
    belongs_to: str = "offer"
    required: bool = False
    active: bool = True
    description: str = ""
    options: tuple[OptionDraft, ...] = ()
    package: str = ""


def field_key(key: str) -> str:
    """How a custom field is named among the terms of an offer."""
    return f"fields.{key}"
