"""Which custom fields of a kept record are different here, for systems that list them."""

from collections.abc import Iterable, Iterator

from data.exchange.exporting import value_shapes
from data.exchange.exporting.exported_records import Definition, ValueOut, VersionOut
from data.exchange.parsed_offer import JsonValue, ParsedField, ParsedOffer
from data.values import exact_json, field_values
from data.values.field_values import FieldValue
from data.values.text import normal


class FieldChanges:
    """Finds the fields here that a record's fields were read as, and what they say now."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        several = tuple(definitions)
        self._by_key = {one.key: one for one in several}
        self._by_name: dict[str, Definition] = {}
        for one in several:
            self._by_name.setdefault(normal(one.name), one)

    def changed(
        self, stated: ParsedOffer, version: VersionOut
    ) -> Iterator[tuple[ParsedField, JsonValue]]:
        """The record's fields that are different here, with their values in the record's shapes."""
        present = {value.key: value for value in version.values}
        for field in stated.fields:
            definition = self._of(field)
            value = present.get(definition.key) if definition else None
            if definition is not None and not same(definition, field, value):
                yield field, value_shapes.shaped(value, field.value)

    def added(self, stated: ParsedOffer, version: VersionOut) -> Iterator[ValueOut]:
        """Values of fields that the record does not have."""
        known = {found.key for found in map(self._of, stated.fields) if found is not None}
        return (value for value in version.values if value.key not in known)

    def _of(self, field: ParsedField) -> Definition | None:
        """The field here that a record's field was read as."""
        key, twin = self._by_key.get(field.key), self._by_name.get(normal(field.name))
        return (twin or key) if field.type is None else (key or twin)


def same(definition: Definition, field: ParsedField, value: ValueOut | None) -> bool:
    """Whether the field still says what the record says."""
    if value is None:
        read = FieldValue(
            "", "", definition.type, field_values.read_value(definition.type, field.value),
            exact_json.dump_loaded(field.value),
        )  # fmt: skip
        return read.is_empty
    if value.raw is not None and value.raw == exact_json.dump_loaded(field.value):
        return True
    if value.value is None:
        return False
    read_again = field_values.read_value(definition.type, field.value)
    return field_values.to_json(read_again) == value.value
