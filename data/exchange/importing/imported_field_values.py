"""Custom fields that records carry: made when they first occur, values kept as they came.

Joined by key, and by the normalised name when one of the records gave no keys (docs/domain.md,
*Custom fields*). Type, key and name are those of the strongest claim, whichever record came first.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from data.exchange.csv import csv_cells
from data.exchange.importing import fields_anew
from data.exchange.importing.field_claims import Claim, Standing
from data.exchange.importing.field_order import arranged, options_arranged
from data.exchange.importing.import_rows import FieldRow, OptionRow, Row
from data.exchange.importing.known_fields import Definition, outdoes, stored
from data.exchange.importing.remote_ids import Ref
from data.exchange.importing.remote_store import RemoteStore
from data.exchange.importing.unit_of_work import UnitOfWork
from data.exchange.parsed_offer import ImportFlag, ParsedField
from data.exchange.record_reader import RecordReader
from data.fields.custom_fields import NAME_LENGTH, SELECTS, slug
from data.values import field_values
from data.values.field_values import FieldType, FieldValue
from data.values.text import normal, one_line

_PLAIN = (str, int, bool, type(None))
"""Of these, two equal values are the same JSON; of others, two that are written alike."""
_MOST = 5_000
_LONGEST = 200
"""So many values are remembered, and only texts as long as that."""


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
        self._name, self._title = system.name, system.title
        self._is_table = system.is_table
        self._now = now
        self._belongs_to = belongs_to
        self._scope = "" if belongs_to == "offer" else belongs_to
        self._read: dict[tuple[object, ...], ReadValue] = {}
        self._anew: dict[int, str] = {}
        self._touched: set[int] = set()
        self._typed: set[int] = set()
        self.forget()
        self._before = [one.placed for one in self._by_id.values()]

    def forget(self) -> None:
        """Read the definitions anew: what is in the file counts."""
        self._by_key: dict[str, Definition] = {}
        self._by_name: dict[str, Definition] = {}
        self._by_id: dict[int, Definition] = {}
        self._options: dict[int, dict[str, int]] = {}
        self._agreed: dict[tuple[str, str, FieldType], Definition] = {}
        self._read.clear()
        for definition in stored(self._unit.desk, self._scope, self._belongs_to):
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
        definition = self._stated(field)
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

    def define(
        self, field: ParsedField, options: Iterable[str] = (), position: int | None = None
    ) -> Definition:
        """The field of this key and name as its own record has it, made when it is new."""
        if field.type is None:
            return self._definition(field)
        claim = Claim(Standing.DEFINED, field.type, position, tuple(options))
        return self._definition(field, claim)

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

    def _stated(self, field: ParsedField) -> Definition:
        """The field of a value; one that says the same type again is not weighed again."""
        if field.type is None:
            return self._definition(field)
        stated = (field.key, field.name, field.type)
        known = self._agreed.get(stated)
        if known is None:
            known = self._definition(field)
            self._agreed[stated] = known
        return known

    def _definition(self, field: ParsedField, claim: Claim | None = None) -> Definition:
        twin = self._by_name.get(normal(field.name))
        known = self._by_key.get(field.key)
        if field.type is None or self._is_table:
            # A bare key, or a column, is the normalised name of the field.
            found = twin or known
        else:
            found = known or (twin if twin is not None and twin.guessed else None)
        claim = claim or Claim.of(field)
        if found is None:
            return self._make(field, claim)
        if known is not found:
            self._save()
            self._by_key[field.key] = found
        return self._weigh(found, field, claim)

    def _make(self, field: ParsedField, claim: Claim) -> Definition:
        self._save()
        name, own = one_line(field.name)[:NAME_LENGTH], self._own_key(field.key)
        number, position = self._unit.next_id("custom_fields"), len(self._by_id)
        about = (self._belongs_to, own, name, str(claim.type), 0, position, "", self._now)
        self._unit.fields.add(FieldRow(number, *about))
        definition = Definition(number, own, name, claim.type, claim)
        self._claimed(definition, field.key)
        self._by_key[field.key] = definition
        return definition

    def _claimed(self, definition: Definition, key: str) -> None:
        """Remember what was claimed of the field that the system calls by this key."""
        raw = definition.claim.details(definition.name)
        self._store.put(("field", key, self._scope), Ref(definition.id, None, raw))
        self._remember(definition)
        self._touched.add(definition.id)

    # ------------------------------------------------------------ claims

    def _weigh(self, known: Definition, field: ParsedField, claim: Claim) -> Definition:
        """The field as it is by its strongest claim: the one it had, or this one."""
        if known.is_own or not outdoes(claim, field, known):
            return known
        if claim.type is not known.type and self._has_typed(known.id):
            return known
        self._save()
        fresh = replace(known, type=claim.type, claim=claim)
        if claim.standing is Standing.STATED or known.guessed:
            fresh = replace(fresh, name=one_line(field.name)[:NAME_LENGTH])
            fresh = replace(fresh, key=self._key_of(known, field, claim))
        self._store_as(known, fresh)
        self._claimed(fresh, field.key)
        return fresh

    def _has_typed(self, field_id: int) -> bool:
        """Whether a person entered a value of the field; who did is not asked again."""
        if field_id not in self._typed and fields_anew.has_typed(self._unit.desk, field_id):
            self._typed.add(field_id)
        return field_id in self._typed

    def _key_of(self, known: Definition, field: ParsedField, claim: Claim) -> str:
        """A guessed key gives way to the one that is told, unless something is written with it."""
        taken = self._by_key.get(field.key)
        if claim.standing < Standing.STATED or not known.guessed or not field.key.isascii():
            return known.key
        if taken is not None and taken.id != known.id:
            return known.key
        is_used = fields_anew.is_mentioned(self._unit.desk, known.key)
        return known.key if is_used else field.key

    def _store_as(self, known: Definition, fresh: Definition) -> None:
        row = self._unit.fields.get(known.id)
        if row is None:
            return
        self._unit.fields.change(row)
        row.key, row.name, row.type = fresh.key, fresh.name, str(fresh.type)
        if (fresh.type, fresh.key) != (known.type, known.key):
            self._anew.setdefault(known.id, known.key)
        self._read.clear()

    # ------------------------------------------------------------ the end of a batch and of a file

    def settle(self) -> bool:
        """Behind a batch that was written: read the values of changed fields anew."""
        for number, key in self._anew.items():
            if (definition := self._by_id.get(number)) is not None:
                field = fields_anew.Field(number, definition.name, definition.key, definition.type)
                options = fields_anew.read(self._unit.desk, field, key, self._title, self._now)
                self._meet_options(definition, options)
        is_any = bool(self._anew)
        self._anew.clear()
        return is_any

    def arrange(self) -> None:
        """Put fields and options that are new in their places; a table has them in its order."""
        touched = {one for one in self._touched if one in self._by_id}
        if not touched or self._is_table:
            return
        now = {number: one.placed for number, one in self._by_id.items()}
        for position, number in enumerate(arranged(self._before, now, touched)):
            self._unit.place_field(number, position)
        for number in touched:
            self._arrange_options(self._by_id[number])

    def _arrange_options(self, definition: Definition) -> None:
        if definition.type not in SELECTS or definition.is_own:
            return
        options = self._known_options(definition.id)
        for position, name in enumerate(options_arranged(options, definition.claim.options)):
            self._unit.place_option(options[name], position)

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
                self._touched.add(definition.id)

    def _known_options(self, field_id: int) -> dict[str, int]:
        if field_id not in self._options:
            rows = self._unit.desk.execute(
                "SELECT name, id FROM field_options WHERE field_id = ?", (field_id,)
            )
            self._options[field_id] = dict(rows.fetchall())
        return self._options[field_id]

    def _remember(self, definition: Definition) -> None:
        last = self._by_id.get(definition.id)
        self._by_id[definition.id] = definition
        if last is not None:
            for known in (self._by_key, self._by_name):
                known.update({key: definition for key, one in known.items() if one is last})
        self._by_key.setdefault(definition.key, definition)
        self._by_name.setdefault(normal(definition.name), definition)

    def _save(self) -> None:
        """Before something is added: be again what it is now, should the record be dropped."""
        self._agreed.clear()
        by_key, by_name, by_id = self._by_key, self._by_name, self._by_id
        options = self._options
        self._by_key, self._by_name, self._by_id = dict(by_key), dict(by_name), dict(by_id)
        self._options = {number: dict(names) for number, names in options.items()}

        def undo() -> None:
            self._by_key, self._by_name, self._by_id = by_key, by_name, by_id
            self._options = options
            self._agreed.clear()
            self._read.clear()

        self._unit.on_drop(undo)

    def _remember_other_keys(self) -> None:
        """Keys that the system has for fields which are called otherwise here."""
        rows = self._unit.desk.execute(
            "SELECT remote_id, field_id FROM remote_ids"
            " WHERE system = ? AND kind = 'field' AND scope = ?",
            (self._name, self._scope),
        )
        for key, number in rows.fetchall():
            if number in self._by_id:
                self._by_key.setdefault(key, self._by_id[number])


def _flag_of(definition: Definition, field: ParsedField, value: FieldValue) -> ImportFlag | None:
    if value.value is not None or field.value in (None, "", []):
        return None
    return ImportFlag(f"fields.{definition.key}", fields_anew.unread(value))
