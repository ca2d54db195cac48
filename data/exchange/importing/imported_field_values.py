"""Custom fields that records carry: definitions are made as they are met, values kept as they came.

A definition keeps the first type it was met with; joined by key, and by the normalised name when
one of the records said no keys (docs/domain.md, *Custom fields*).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from data.exchange.csv import csv_cells
from data.exchange.importing.import_rows import FieldRow, OptionRow, Row
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import Doubt, JsonValue, MetField
from data.exchange.record_reader import RecordReader
from data.fields.custom_fields import NAME_LENGTH, SELECTS, slug
from data.values import exact_json, field_texts, field_values
from data.values.field_entry import SHORT_TEXT_LIMIT
from data.values.field_values import FieldType, FieldValue
from data.values.text import normal, one_line

_MOST = 5_000
_LONGEST = 200
"""So many values are remembered, and only as long ones, in characters of JSON."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field of offers as stored; a guessed one was met without type and key."""

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
    doubt: Doubt | None


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
        self._read: dict[tuple[str, str, FieldType | None, type, str], ReadValue] = {}
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

    def read(self, met: MetField) -> ReadValue:
        """The value of what came for a field; what it says follows from its JSON text alone."""
        said = met.met
        raw = said if type(said) is str else exact_json.dump_loaded(said)
        key = (met.key, met.name, met.type, type(said), raw)
        found = self._read.get(key)
        if found is None:
            found = self._understand(met)
            if len(raw) <= _LONGEST:
                if len(self._read) >= _MOST:
                    self._read.clear()
                self._read[key] = found
        return found

    def _understand(self, met: MetField) -> ReadValue:
        definition = self._definition(met)
        said = met.met
        if self._is_table and isinstance(said, str):
            said = csv_cells.one(definition.type, said)
        value = field_values.from_raw(definition.key, met.name, definition.type, said)
        if definition.type in SELECTS:
            named = value.value
            self._meet_options(definition, named if isinstance(named, tuple) else (named,))
        row = None
        if not value.is_empty:
            row = (definition.id, value.name, field_values.to_json(value.value), value.raw)
        return ReadValue(definition.id, value, row, _doubt(definition, met, value))

    # ------------------------------------------------------------ definitions

    def define(self, met: MetField) -> Definition:
        """The field of this key and name, made when it was not met before."""
        known = self._by_key.get(met.key)
        definition = self._definition(met)
        if known is None and met.type is not None and definition.guessed:
            self._is_told(definition, met)
        return definition

    def find(self, key: str) -> Definition | None:
        """The field that is called by this key, here or there."""
        return self._by_key.get(key)

    def of_id(self, field_id: int) -> Definition:
        """The field with this number."""
        return self._by_id[field_id]

    def offer_options(self, definition: Definition, names: Iterable[str]) -> dict[str, int]:
        """Add the options that were not met before; gives every option's row by its name."""
        if definition.type in SELECTS:
            self._meet_options(definition, tuple(names))
        return self._known_options(definition.id)

    def _is_told(self, definition: Definition, met: MetField) -> None:
        """Under a further key the field is known too, by that system, from now on."""
        raw = exact_json.dump_json({"name": met.name, "type": str(met.type)})
        self._store.put(("field", met.key, self._scope), Ref(definition.id, None, raw))

    def _definition(self, met: MetField) -> Definition:
        twin = self._by_name.get(normal(met.name))
        known = self._by_key.get(met.key)
        if met.type is None or self._is_table:
            # A bare key, or a column, is the normalised name of the field.
            found = twin or known
        else:
            found = known or (twin if twin is not None and twin.guessed else None)
        if found is None:
            return self._make(met)
        if known is not found:
            self._save()
            self._by_key[met.key] = found
        return found

    def _make(self, met: MetField) -> Definition:
        self._save()
        type = met.type or _guessed(met.met)
        name, own = one_line(met.name)[:NAME_LENGTH], self._own_key(met.key)
        number, position = self._unit.next_id("custom_fields"), len(self._by_id)
        about = (self._belongs_to, own, name, str(type), 0, position, "", self._now)
        self._unit.fields.add(FieldRow(number, *about))
        raw = None if met.type is None else exact_json.dump_json({"name": name, "type": str(type)})
        self._store.put(("field", met.key, self._scope), Ref(number, None, raw))
        definition = Definition(number, own, name, type, met.type is None)
        self._remember(definition)
        self._by_key[met.key] = definition
        return definition

    def _own_key(self, met: str) -> str:
        """The field's key here: as it is called there, in letters that every key may have."""
        if met.isascii():
            return met
        own = base = slug(met)
        number = 2
        while own in self._by_key:
            own, number = f"{base}_{number}", number + 1
        return own

    def _meet_options(self, definition: Definition, found: tuple[object, ...]) -> None:
        """Add the options that were not met before."""
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
            "SELECT remote_id, local_id FROM remote_refs"
            " WHERE system = ? AND kind = 'field' AND scope = ?",
            (self._system, self._scope),
        )
        for key, number in rows.fetchall():
            if number in self._by_id:
                self._by_key.setdefault(key, self._by_id[number])

    def _stored(self) -> list[Definition]:
        rows = self._unit.desk.execute(
            "SELECT custom_fields.id, key, name, type, remote_refs.id IS NOT NULL AND raw IS NULL"
            " FROM custom_fields LEFT JOIN remote_refs ON system = ? AND kind = 'field'"
            " AND remote_id = key AND scope = ? AND local_id = custom_fields.id"
            " WHERE belongs_to = ? ORDER BY position, custom_fields.id",
            (self._system, self._scope, self._belongs_to),
        )
        return [
            Definition(number, key, name, FieldType(type), bool(guessed))
            for number, key, name, type, guessed in rows
        ]


def _guessed(met: JsonValue) -> FieldType:
    """The type that a value's JSON type suggests; nothing is read from what the text says."""
    if isinstance(met, bool):
        return FieldType.YES_NO
    if isinstance(met, list):
        return FieldType.MULTI_SELECT
    long = isinstance(met, str) and (len(met) > SHORT_TEXT_LIMIT or "\n" in met)
    return FieldType.LONG_TEXT if long else FieldType.SHORT_TEXT


def _doubt(definition: Definition, met: MetField, value: FieldValue) -> Doubt | None:
    if value.value is not None or met.met in (None, "", []):
        return None
    what = f"{met.name} is {field_texts.show(value)}"
    if met.type is not None and met.type is not definition.type:
        text = f"{what}, a {met.type}; the field is {definition.type} here: kept as it came."
    else:
        text = f"{what}, which is no {definition.type}: kept as it came."
    return Doubt(f"fields.{definition.key}", text)
