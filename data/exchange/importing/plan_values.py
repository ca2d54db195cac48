"""Values of custom fields as the rows they become; the same few come again and again."""

from typing import NamedTuple

from data.exchange.importing.imported_field_values import Definitions
from data.exchange.importing.plan_rows import Row
from data.exchange.parsed_offer import Doubt, MetField
from data.values import exact_json, field_values
from data.values.field_values import FieldType

_MOST = 5_000
_LONGEST = 200
"""So many values are remembered, and only as long ones, in signs of JSON."""


class FieldRow(NamedTuple):
    """A value that was read: its row but for the version (None when it says nothing)."""

    field_id: int
    type: FieldType
    row: Row | None
    doubt: Doubt | None


class FieldRows:
    """Reads values through the definitions, each one once."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self._known: dict[tuple[str, str, FieldType | None, str], FieldRow] = {}

    def read(self, met: MetField) -> FieldRow:
        """The row of what came for a field; what it says follows from its JSON text alone."""
        raw = exact_json.dump_loaded(met.met)
        key = (met.key, met.name, met.type, raw)
        found = self._known.get(key)
        if found is None:
            found = self._read(met)
            if len(raw) <= _LONGEST:
                if len(self._known) >= _MOST:
                    self._known.clear()
                self._known[key] = found
        return found

    def _read(self, met: MetField) -> FieldRow:
        field_id, value, doubt = self.definitions.read(met)
        row = None
        if not value.is_empty:
            row = (value.name, field_values.to_json(value.value), value.raw)
        return FieldRow(field_id, value.type, row, doubt)
