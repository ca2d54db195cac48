"""What records claim of a custom field, and which of two claims counts, whichever came first."""

from enum import IntEnum
from typing import NamedTuple

from data.exchange.parsed_offer import JsonValue, ParsedField
from data.values import exact_json
from data.values.field_entry import SHORT_TEXT_LIMIT
from data.values.field_values import FieldType, field_type

_GUESSES = (
    FieldType.YES_NO, FieldType.MULTI_SELECT, FieldType.SHORT_TEXT, FieldType.LONG_TEXT,
)  # fmt: skip
"""Of two types that values suggest, the later one: text takes whatever is written."""
_STATED = (
    FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.URL, FieldType.YES_NO,
    FieldType.SINGLE_SELECT, FieldType.MULTI_SELECT, FieldType.DATE, FieldType.USER,
    FieldType.NUMBER, FieldType.NUMBER_RANGE, FieldType.CURRENCY, FieldType.CURRENCY_RANGE,
)  # fmt: skip
"""Of two types that records state, the later one: it says more of a value."""


class Standing(IntEnum):
    """How sure a type is."""

    NOTHING = 0
    """Only empty values came."""
    GUESSED = 1
    """From the JSON type of a value."""
    STATED = 2
    """Beside a value."""
    DEFINED = 3
    """In the field's own record."""


class Claim(NamedTuple):
    """A field's type as claimed; a definition also says its place and its options in order."""

    standing: Standing
    type: FieldType
    position: int | None = None
    options: tuple[str, ...] = ()

    @classmethod
    def of(cls, field: ParsedField) -> "Claim":
        """What a value claims of its field."""
        if field.type is not None:
            return cls(Standing.STATED, field.type)
        nothing = field.value in (None, "", [])
        return cls(Standing.NOTHING if nothing else Standing.GUESSED, _guessed(field.value))

    @property
    def weight(self) -> tuple[int, int]:
        """The greater of two counts."""
        order = _STATED if self.standing >= Standing.STATED else _GUESSES
        is_listed = self.standing is not Standing.NOTHING and self.type in order
        return self.standing, order.index(self.type) if is_listed else 0

    def details(self, name: str) -> str:
        """As it is remembered."""
        facts = {"name": name, "type": str(self.type), "standing": int(self.standing)}
        if self.standing is not Standing.DEFINED:
            return exact_json.dump_json(facts)
        return exact_json.dump_json(
            {**facts, "position": self.position, "options": list(self.options)}
        )


def remembered(details: str | None, type: FieldType) -> Claim:
    """The claim of this text; none is a guess, one without a standing was stated."""
    facts = exact_json.load_json(details) if details else None
    if not isinstance(facts, dict):
        return Claim(Standing.GUESSED, type)
    number, word, place = facts.get("standing"), facts.get("type"), facts.get("position")
    standing = Standing(number) if number in tuple(Standing) else Standing.STATED
    options = facts.get("options")
    return Claim(
        standing,
        (field_type(word) if isinstance(word, str) else None) or type,
        place if isinstance(place, int) else None,
        tuple(one for one in options if isinstance(one, str)) if isinstance(options, list) else (),
    )


def _guessed(value: JsonValue) -> FieldType:
    """The type that a value's JSON type suggests; nothing is read from what the text says."""
    if isinstance(value, bool):
        return FieldType.YES_NO
    if isinstance(value, list) and value:
        return FieldType.MULTI_SELECT
    long = isinstance(value, str) and (len(value) > SHORT_TEXT_LIMIT or "\n" in value)
    return FieldType.LONG_TEXT if long else FieldType.SHORT_TEXT
