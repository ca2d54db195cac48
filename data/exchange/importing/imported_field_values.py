"""Custom fields that records carry: made when they first occur, values kept as they came.

A definition keeps the type it had first; joined by key, and by the normalised name when
one of the records gave no keys (docs/domain.md, *Custom fields*).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from data.exchange.csv import csv_cells
from data.exchange.importing.import_rows import FieldRow, OptionRow, Row
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import ImportFlag, JsonValue, ParsedField
from data.exchange.record_reader import RecordReader
from data.fields.custom_fields import NAME_LENGTH, SELECTS, slug
from data.values import exact_json, field_texts, field_values
from data.values.field_entry import SHORT_TEXT_LIMIT
from data.values.field_values import FieldType, FieldValue
from data.values.text import normal, one_line

_PLAIN = (str, int, bool, type(None))
"""Of these, two equal values are the same JSON; of others, two that are written alike."""
_MOST = 5_000
_LONGEST = 200
"""So many values are remembered, and only texts as long as that."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field of offers as stored; a guessed one came without type and key."""

    id: int
    key: str
    name: str
    type: FieldType
    guessed: bool


class ReadValue(NamedTuple):
    """A value that was read: its row but for the version (None when it says nothing)."""

    field_id: int
    value: FieldValue
    row: Row | None
    flag: ImportFlag | None


class Definitions:
    """The custom fields of offers (or jobs) as one system names them."""

    def __init__(
        self,
        unit: UnitOfWork,
        store: RemoteStore,
        system: RecordReader,
        now: str,
        belongs_to: str = "offer",
    ) -> None:
        self._unit = unit
        self._store = store
        self._system = system.name
        self._is_table = system.is_table
        self._now = now
        self._belongs_to = belongs_to
        self._scope = "" if belongs_to == "offer" else belongs_to
        self._read: dict[tuple[object, ...], ReadValue] = {}
        self.forget()

    def forget(self) -> None:
        """Read the definitions anew: what is in the file counts."""
        self._by_key: dict[str, Definition] = {}
        self._by_name: dict[str, Definition] = {}
        self._by_id: dict[int, Definition] = {}
        self._options: dict[int, dict[str, int]] = {}
        self._read.clear()
        for definition in self._stored():
            self._remember(definition)
        self._remember_other_keys()

    # ------------------------------------------------------------ values

    def read(self, field: ParsedField) -> ReadValue:
        """The value of what came for a field; what it says follows from what came alone."""
        value, kind = field.value, type(field.value)
        came = value if kind in _PLAIN else repr(value)
        key = (field.key, field.name, field.type, kind, came)
        found = self._read.get(key)
        if found is None:
            found = self._understand(field)
            if kind is not str or len(came) <= _LONGEST:
                if len(self._read) >= _MOST:
                    self._read.clear()
                self._read[key] = found
        return found

    def _understand(self, field: ParsedField) -> ReadValue:
        definition = self._definition(field)
        raw = csv_cells.of_field(definition.type, field.value) if self._is_table else field.value
        value = field_values.from_raw(definition.key, field.name, definition.type, raw)
        if definition.type in SELECTS:
            named = value.value
            self._meet_options(definition, named if isinstance(named, tuple) else (named,))
        row = None
        if not value.is_empty:
            row = (definition.id, value.name, field_values.to_json(value.value), value.raw)
        return ReadValue(definition.id, value, row, _flag_of(definition, field, value))

    # ------------------------------------------------------------ definitions

    def define(self, field: ParsedField) -> Definition:
        """The field of this key and name, made when it is new."""
        known = self._by_key.get(field.key)
        definition = self._definition(field)
        if known is None and field.type is not None and definition.guessed:
            self._learn_key(definition, field)
        return definition

    def find(self, key: str) -> Definition | None:
        """The field that is called by this key, here or there."""
        return self._by_key.get(key)

    def of_id(self, field_id: int) -> Definition:
        """The field with this number."""
        return self._by_id[field_id]

    def offer_options(self, definition: Definition, names: Iterable[str]) -> dict[str, int]:
        """Add the options that are new; gives every option's row by its name."""
        if definition.type in SELECTS:
            self._meet_options(definition, tuple(names))
        return self._known_options(definition.id)

    def _learn_key(self, definition: Definition, field: ParsedField) -> None:
        """Under a further key the field is known too, by that system, from now on."""
        raw = exact_json.dump_json({"name": field.name, "type": str(field.type)})
        self._store.put(("field", field.key, self._scope), Ref(definition.id, None, raw))

    def _definition(self, field: ParsedField) -> Definition:
        twin = self._by_name.get(normal(field.name))
        known = self._by_key.get(field.key)
        if field.type is None or self._is_table:
            # A bare key, or a column, is the normalised name of the field.
            found = twin or known
        else:
            found = known or (twin if twin is not None and twin.guessed else None)
        if found is None:
            return self._make(field)
        if known is not found:
            self._save()
            self._by_key[field.key] = found
        return found

    def _make(self, field: ParsedField) -> Definition:
        self._save()
        type = field.type or _guessed(field.value)
        name, own = one_line(field.name)[:NAME_LENGTH], self._own_key(field.key)
        number, position = self._unit.next_id("custom_fields"), len(self._by_id)
        about = (self._belongs_to, own, name, str(type), 0, position, "", self._now)
        self._unit.fields.add(FieldRow(number, *about))
        raw = (
            None if field.type is None else exact_json.dump_json({"name": name, "type": str(type)})
        )
        self._store.put(("field", field.key, self._scope), Ref(number, None, raw))
        definition = Definition(number, own, name, type, field.type is None)
        self._remember(definition)
        self._by_key[field.key] = definition
        return definition

    def _own_key(self, key: str) -> str:
        """The field's key here: as it is called there, in letters that every key may have."""
        if key.isascii():
            return key
        own = base = slug(key)
        number = 2
        while own in self._by_key:
            own, number = f"{base}_{number}", number + 1
        return own

    def _meet_options(self, definition: Definition, found: tuple[object, ...]) -> None:
        """Add the options that are new."""
        known = self._known_options(definition.id)
        for option in dict.fromkeys(found):
            name = one_line(option) if isinstance(option, str) else ""
            if name and name not in known:
                self._save()
                known = self._known_options(definition.id)
                number = self._unit.next_id("field_options")
                self._unit.options.add(OptionRow(number, definition.id, name, len(known)))
                known[name] = number

    def _known_options(self, field_id: int) -> dict[str, int]:
        if field_id not in self._options:
            rows = self._unit.desk.execute(
                "SELECT name, id FROM field_options WHERE field_id = ?", (field_id,)
            )
            self._options[field_id] = dict(rows.fetchall())
        return self._options[field_id]

    def _remember(self, definition: Definition) -> None:
        self._by_id[definition.id] = definition
        self._by_key.setdefault(definition.key, definition)
        self._by_name.setdefault(normal(definition.name), definition)

    def _save(self) -> None:
        """Before something is added: be again what it is now, should the record be dropped."""
        by_key, by_name, by_id = self._by_key, self._by_name, self._by_id
        options = self._options
        self._by_key, self._by_name, self._by_id = dict(by_key), dict(by_name), dict(by_id)
        self._options = {number: dict(names) for number, names in options.items()}

        def undo() -> None:
            self._by_key, self._by_name, self._by_id = by_key, by_name, by_id
            self._options = options
            self._read.clear()

        self._unit.on_drop(undo)

    def _remember_other_keys(self) -> None:
        """Keys that the system has for fields which are called otherwise here."""
        rows = self._unit.desk.execute(
            "SELECT remote_id, field_id FROM remote_ids"
            " WHERE system = ? AND kind = 'field' AND scope = ?",
            (self._system, self._scope),
        )
        for key, number in rows.fetchall():
            if number in self._by_id:
                self._by_key.setdefault(key, self._by_id[number])

    def _stored(self) -> list[Definition]:
        rows = self._unit.desk.execute(
            "SELECT custom_fields.id, key, name, type, called.id IS NOT NULL AND details IS NULL"
            " FROM custom_fields LEFT JOIN remote_ids AS called ON called.system = ?"
            "  AND called.kind = 'field' AND called.remote_id = key AND called.scope = ?"
            "  AND called.field_id = custom_fields.id"
            " LEFT JOIN import_memory AS came ON came.fact = 'type' AND came.kind = 'field'"
            "  AND came.remote_id = key AND came.system = called.system"
            "  AND came.scope = called.scope"
            " WHERE belongs_to = ? ORDER BY position, custom_fields.id",
            (self._system, self._scope, self._belongs_to),
        )
        return [
            Definition(number, key, name, FieldType(type), bool(guessed))
            for number, key, name, type, guessed in rows
        ]


def _guessed(value: JsonValue) -> FieldType:
    """The type that a value's JSON type suggests; nothing is read from what the text says."""
    if isinstance(value, bool):
        return FieldType.YES_NO
    if isinstance(value, list):
        return FieldType.MULTI_SELECT
    long = isinstance(value, str) and (len(value) > SHORT_TEXT_LIMIT or "\n" in value)
    return FieldType.LONG_TEXT if long else FieldType.SHORT_TEXT


def _flag_of(definition: Definition, field: ParsedField, value: FieldValue) -> ImportFlag | None:
    if value.value is not None or field.value in (None, "", []):
        return None
    what = f"{field.name} is {field_texts.show(value)}"
    if field.type is not None and field.type is not definition.type:
        text = f"{what}, a {field.type}; the field is {definition.type} here: kept as it came."
    else:
        text = f"{what}, which is no {definition.type}: kept as it came."
    return ImportFlag(f"fields.{definition.key}", text)
