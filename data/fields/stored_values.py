"""Values of custom fields as they are stored, read back with their field."""

from data.records.field_records import FieldRecord
from data.values import field_values
from data.values.field_values import FieldValue


def value_of(definition: FieldRecord, name: str, value: str | None, raw: str | None) -> FieldValue:
    """A stored value with its field."""
    read = None if value is None else field_values.from_json(definition.type, value)
    return FieldValue(definition.key, name, definition.type, read, raw)
