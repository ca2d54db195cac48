"""Drafts from documents: what programs hand in, as JSON or as options, becomes what would be typed.

A key that is not there leaves the draft as it is, null empties it. Whatever is read here goes
through the same rules as a form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from data.errors import Invalid, Problem
from data.records.field_records import FieldEntry, FieldRecord, field_key
from data.values import field_entry
from data.values.field_values import from_raw

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Draft = TypeVar("Draft", bound=DataclassInstance)

Document = Mapping[str, object]
CLEARED = " "
"""What a draft has in a place that was emptied on purpose, while "" is one that nobody touched."""


def filled(base: Draft, document: Document, definitions: tuple[FieldRecord, ...] = ()) -> Draft:
    """The draft with what the document says; raises Invalid with every key that it cannot have."""
    hints = get_type_hints(type(base))
    known = {field.name for field in fields(base)}
    problems: list[Problem] = []
    changes: dict[str, Any] = {}
    for key, value in document.items():
        try:
            if key == "fields":
                changes[key] = _entries(getattr(base, key), value, definitions, problems)
            elif key in known:
                changes[key] = _read(hints[key], value)
            else:
                problems.append(_unknown(key, sorted(known)))
        except ValueError as error:
            problems.append(Problem(key, "", f"{key} {error}."))
    if problems:
        raise Invalid(tuple(problems))
    return replace(base, **changes)


def _unknown(key: str, known: list[str]) -> Problem:
    return Problem(key, "", f"{key} is none of: {', '.join(known)}.")


def _read(hint: object, value: object) -> object:
    """A value as the draft has it: text, a whole number, or whether something is so."""
    if hint is bool:
        if not isinstance(value, bool):
            raise ValueError("is true or false")
        return value
    if hint is str:
        return _text(value, CLEARED)
    if hint == (str | None):
        return _text(value, None)
    if hint == frozenset[str]:
        return _names(value)
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("is a whole number")
    return value


def _text(value: object, empty: str | None) -> str | None:
    if value is None:
        return empty
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("is text or a number")
    return value if isinstance(value, str) else format(value, "f" if value else "")


def _names(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("is a list of names")
    return frozenset(value)


def _entries(
    before: tuple[FieldEntry, ...],
    values: object,
    definitions: tuple[FieldRecord, ...],
    problems: list[Problem],
) -> tuple[FieldEntry, ...]:
    """Entries of custom fields, by key or by name, over those that the draft has."""
    if not isinstance(values, Mapping):
        raise ValueError("is an object of values by key")
    entries = {entry.key: entry for entry in before}
    for name, value in values.items():
        definition = _definition(str(name), definitions)
        if definition is None:
            known = [item.key for item in definitions]
            problems.append(_unknown(field_key(str(name)), known))
        else:
            entries[definition.key] = _entry(definition, value)
    return tuple(entries.values())


def _definition(name: str, definitions: tuple[FieldRecord, ...]) -> FieldRecord | None:
    by_key = (item for item in definitions if item.key == name)
    by_name = (item for item in definitions if item.name.casefold() == name.casefold())
    return next(by_key, None) or next(by_name, None)


def _entry(definition: FieldRecord, value: object) -> FieldEntry:
    """A value as it would be typed; what the type cannot be stays as its words, for the rules."""
    if value is None:
        return FieldEntry(definition.key, CLEARED)
    if isinstance(value, str):
        return FieldEntry(definition.key, value)
    if isinstance(value, list | tuple):
        return FieldEntry(definition.key, "", tuple(str(item) for item in value))
    read = from_raw(definition.key, definition.name, definition.type, value)
    text, chosen = field_entry.entered(definition.type, read)
    return FieldEntry(definition.key, text or str(value), chosen)
