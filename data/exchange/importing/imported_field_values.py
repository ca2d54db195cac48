"""Custom fields that records carry: definitions are made as they are met, values kept as they came.

A definition keeps the first type it was met with; joined by key, and by the normalised name when
one of the records said no keys (docs/domain.md, *Custom fields*).
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from data.exchange.csv import csv_cells
from data.exchange.importing import remote_ids
from data.exchange.importing.remote_ids import Ref
from data.exchange.parsed_offer import Doubt, JsonValue, MetField
from data.fields import custom_fields
from data.fields.custom_fields import NAME_LENGTH, SELECTS, slug
from data.values import exact_json, field_values
from data.values.field_values import SHORT_TEXT_LIMIT, FieldType, FieldValue
from data.values.text import normal, one_line

TABLE = "csv"
"""The system of which every value is text, whatever the field is."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field of offers as stored; a guessed one was met without type and key."""

    id: int
    key: str
    name: str
    type: FieldType
    guessed: bool


class Definitions:
    """The custom fields of offers as one system names them, in the running transaction."""

    def __init__(
        self, desk: sqlite3.Connection, system: str, now: str, belongs_to: str = "offer"
    ) -> None:
        self._desk = desk
        self._system = system
        self._is_table = system == TABLE
        self._now = now
        self._belongs_to = belongs_to
        self._scope = "" if belongs_to == "offer" else belongs_to
        self._by_key: dict[str, Definition] = {}
        self._by_name: dict[str, Definition] = {}
        self._options: dict[int, set[str]] = {}
        for definition in self._stored():
            self._remember(definition)
        self._remember_other_keys()

    def read(self, met: MetField) -> tuple[int, FieldValue, Doubt | None]:
        """The field's id, its value with all that came, and a doubt when it could not be read."""
        definition = self._definition(met)
        said = met.met
        if self._is_table and isinstance(said, str):
            said = csv_cells.one(definition.type, said)
        value = field_values.from_met(definition.key, met.name, definition.type, said)
        if definition.type in SELECTS:
            named = value.value
            self._meet_options(definition, named if isinstance(named, tuple) else (named,))
        return definition.id, value, _doubt(definition, met, value)

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

    def offer_options(self, definition: Definition, names: Iterable[str]) -> dict[str, int]:
        """Add the options that were not met before; gives every option's row by its name."""
        if definition.type in SELECTS:
            self._meet_options(definition, tuple(names))
        rows = self._desk.execute(
            "SELECT name, id FROM field_options WHERE field_id = ?", (definition.id,)
        )
        return dict(rows.fetchall())

    def _is_told(self, definition: Definition, met: MetField) -> None:
        """Under a further key the field is known too, by that system, from now on."""
        key = (self._system, "field", met.key, self._scope)
        raw = exact_json.dump_json({"name": met.name, "type": str(met.type)})
        remote_ids.put(self._desk, self._now, key, Ref(definition.id, None, raw))

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
        self._by_key[met.key] = found
        return found

    def _make(self, met: MetField) -> Definition:
        type = met.type or _guessed(met.met)
        name, own = one_line(met.name)[:NAME_LENGTH], self._own_key(met.key)
        position = self._desk.execute(
            "SELECT count(*) FROM custom_fields WHERE belongs_to = ?", (self._belongs_to,)
        ).fetchone()[0]
        made = self._desk.execute(
            "INSERT INTO custom_fields (belongs_to, key, name, type, position, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._belongs_to, own, name, str(type), position, self._now),
        )
        custom_fields.forget()
        number = int(made.lastrowid or 0)
        raw = None if met.type is None else exact_json.dump_json({"name": name, "type": str(type)})
        key = (self._system, "field", met.key, self._scope)
        remote_ids.put(self._desk, self._now, key, Ref(number, None, raw))
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
                self._desk.execute(
                    "INSERT INTO field_options (field_id, name, position) VALUES (?, ?, ?)",
                    (definition.id, name, len(known)),
                )
                known.add(name)
                custom_fields.forget()

    def _known_options(self, field_id: int) -> set[str]:
        if field_id not in self._options:
            rows = self._desk.execute(
                "SELECT name FROM field_options WHERE field_id = ?", (field_id,)
            )
            self._options[field_id] = {row[0] for row in rows}
        return self._options[field_id]

    def _remember(self, definition: Definition) -> None:
        self._by_key.setdefault(definition.key, definition)
        self._by_name.setdefault(normal(definition.name), definition)

    def _remember_other_keys(self) -> None:
        """Keys that the system has for fields which are called otherwise here."""
        by_id = {definition.id: definition for definition in self._by_key.values()}
        rows = self._desk.execute(
            "SELECT remote_id, local_id FROM remote_refs"
            " WHERE system = ? AND kind = 'field' AND scope = ?",
            (self._system, self._scope),
        )
        for key, number in rows.fetchall():
            if number in by_id:
                self._by_key.setdefault(key, by_id[number])

    def _stored(self) -> list[Definition]:
        rows = self._desk.execute(
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
    what = f"{met.name} is {field_values.show(value)}"
    if met.type is not None and met.type is not definition.type:
        text = f"{what}, a {met.type}; the field is {definition.type} here: kept as it came."
    else:
        text = f"{what}, which is no {definition.type}: kept as it came."
    return Doubt(f"fields.{definition.key}", text)
