"""Columns of a table that are custom fields; of our own tables some belong together.

Our tables give a currency field two columns ("Bonus", "Bonus currency"), a range two or three
("Band minimum", "Band maximum", "Band currency"), and name a field with its key where its name
alone would be mistaken ("Salary (pay)").
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.exchange.csv.csv_cells import bare
from data.exchange.csv.csv_columns import CUSTOM, TARGETS, MappingError
from data.values.field_values import FieldType
from data.values.text import normal, one_line

_WITH_KEY = re.compile(r"(.+) \((\w+)\)")
_KNOWN = frozenset(normal(word) for one in TARGETS for word in (one.name, *one.synonyms))


class FieldColumns(NamedTuple):
    """A custom field with its columns; `type` only where the columns show it."""

    key: str
    name: str
    type: FieldType | None
    columns: tuple[str, ...]


def plain(columns: Mapping[str, str]) -> tuple[FieldColumns, ...]:
    """A field for every column that is no known one."""
    return tuple(
        FieldColumns(normal(bare(column)), one_line(bare(column)), None, (column,))
        for column, target in columns.items()
        if target == CUSTOM
    )


def refuse_alike(columns: Mapping[str, str]) -> None:
    """Raise MappingError for two columns that would be one custom field: one would be lost."""
    seen: dict[str, str] = {}
    for field in plain(columns):
        if field.key in seen:
            raise MappingError(
                f"has the columns {seen[field.key]} and {field.name}, which would be one custom"
                " field: give one of them another name."
            )
        seen[field.key] = field.name


def ours(columns: Mapping[str, str]) -> tuple[FieldColumns, ...]:
    """The fields of a table of ours."""
    left = [column for column, target in columns.items() if target == CUSTOM]
    seen = set(_KNOWN)
    found = []
    while left:
        name, type, number = _together([bare(column) for column in left[:3]])
        key = normal(name)
        with_key = _WITH_KEY.fullmatch(name)
        if with_key and normal(with_key[1]) in seen:
            name, key = with_key[1], with_key[2]
        found.append(FieldColumns(key, one_line(name), type, tuple(left[:number])))
        seen.update(map(normal, left[:number]))
        del left[:number]
    return tuple(found)


def _together(left: Sequence[str]) -> tuple[str, FieldType | None, int]:
    """Name and type of the field that the first column belongs to, and how many columns it has."""
    first = left[0]
    if left[1:2] == [f"{first} currency"]:
        return first, FieldType.CURRENCY, 2
    name = first.removesuffix(" minimum")
    if name != first and left[1:2] == [f"{name} maximum"]:
        if left[2:3] == [f"{name} currency"]:
            return name, FieldType.CURRENCY_RANGE, 3
        return name, FieldType.NUMBER_RANGE, 2
    return first, None, 1


def cells(field: FieldColumns, row: Mapping[str, str]) -> tuple[str, ...]:
    """The field's cells in a row."""
    return tuple(row.get(column, "") for column in field.columns)


def names(fields: Iterable[FieldColumns]) -> dict[str, FieldColumns]:
    """The fields by each of their columns."""
    return {column: field for field in fields for column in field.columns}
