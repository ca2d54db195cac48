"""Custom fields that records carry: definitions are made as they are met, values kept as they came.

A definition keeps the first type it was met with; joined by key, and by the normalised name when
one of the records said no keys (domain, *Custom fields*).
"""

import sqlite3
from dataclasses import dataclass

from data import fields, json_text, values
from data.exchange import refs
from data.exchange.incoming import Doubt, JsonValue, MetField
from data.exchange.refs import Ref
from data.fields import NAME_LENGTH, SELECTS, slug
from data.plain import one_line
from data.values import SHORT_TEXT_LIMIT, FieldType, FieldValue


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

    def __init__(self, desk: sqlite3.Connection, system: str, now: str) -> None:
        self._desk = desk
        self._system = system
        self._now = now
        self._by_key: dict[str, Definition] = {}
        self._by_slug: dict[str, Definition] = {}
        self._options: dict[int, set[str]] = {}
        for definition in self._stored():
            self._remember(definition)

    def read(self, met: MetField) -> tuple[int, FieldValue, Doubt | None]:
        """The field's id, its value with all that came, and a doubt when it could not be read."""
        definition = self._definition(met)
        value = values.from_met(definition.key, met.name, definition.type, met.met)
        if definition.type in SELECTS:
            self._meet_options(definition, value)
        return definition.id, value, _doubt(definition, met, value)

    def _definition(self, met: MetField) -> Definition:
        twin = self._by_slug.get(slug(met.name))
        known = self._by_key.get(met.key)
        if met.type is None:
            # A bare key is the normalised name of the field.
            found = twin or known
        else:
            found = known or (twin if twin is not None and twin.guessed else None)
        if found is None:
            return self._make(met)
        self._by_key[met.key] = found
        return found

    def _make(self, met: MetField) -> Definition:
        type = met.type or _guessed(met.met)
        name = one_line(met.name)[:NAME_LENGTH]
        position = self._desk.execute(
            "SELECT count(*) FROM custom_fields WHERE belongs_to = 'offer'"
        ).fetchone()[0]
        made = self._desk.execute(
            "INSERT INTO custom_fields (key, name, type, position, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (met.key, name, str(type), position, self._now),
        )
        fields.forget()
        number = int(made.lastrowid or 0)
        raw = None if met.type is None else json_text.dump_json({"name": name, "type": str(type)})
        key = (self._system, "field", met.key, "")
        refs.put(self._desk, self._now, key, Ref(number, None, raw))
        definition = Definition(number, met.key, name, type, met.type is None)
        self._remember(definition)
        return definition

    def _meet_options(self, definition: Definition, value: FieldValue) -> None:
        """Add the options that were not met before."""
        named = value.value
        found = named if isinstance(named, tuple) else (named,)
        known = self._known_options(definition.id)
        for option in dict.fromkeys(found):
            name = one_line(option) if isinstance(option, str) else ""
            if name and name not in known:
                self._desk.execute(
                    "INSERT INTO field_options (field_id, name, position) VALUES (?, ?, ?)",
                    (definition.id, name, len(known)),
                )
                known.add(name)
                fields.forget()

    def _known_options(self, field_id: int) -> set[str]:
        if field_id not in self._options:
            rows = self._desk.execute(
                "SELECT name FROM field_options WHERE field_id = ?", (field_id,)
            )
            self._options[field_id] = {row[0] for row in rows}
        return self._options[field_id]

    def _remember(self, definition: Definition) -> None:
        self._by_key.setdefault(definition.key, definition)
        self._by_slug.setdefault(slug(definition.name), definition)

    def _stored(self) -> list[Definition]:
        rows = self._desk.execute(
            "SELECT custom_fields.id, key, name, type, remote_refs.id IS NOT NULL AND raw IS NULL"
            " FROM custom_fields LEFT JOIN remote_refs ON system = ? AND kind = 'field'"
            " AND remote_id = key AND local_id = custom_fields.id"
            " WHERE belongs_to = 'offer' ORDER BY position, custom_fields.id",
            (self._system,),
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
    what = f"{met.name} is {values.show(value)}"
    if met.type is not None and met.type is not definition.type:
        text = f"{what}, a {met.type}; the field is {definition.type} here: kept as it came."
    else:
        text = f"{what}, which is no {definition.type}: kept as it came."
    return Doubt(f"fields.{definition.key}", text)
