"""Reads that a key waits for: built from the models once, their SQL text kept and bound anew.

Peewee takes far longer to build a query than SQLite to answer it, so what is read with every key or
every opening of an offer is declared here as a `Read` at the top of a module.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from peewee import Value

from data.storage import connection
from data.storage.models import Table

M = TypeVar("M", bound=Table)


@dataclass(frozen=True, slots=True)
class _Bound:
    """Stands for a value that is given when the query is asked."""

    name: str


def bound(name: str) -> Value:
    """A value of a condition that is given by this name when the query is asked."""
    return Value(_Bound(name), converter=False)


class _Text(NamedTuple):
    """A query as SQLite takes it; `reads` are the columns, with what makes a value of each."""

    sql: str
    parameters: tuple[object, ...]
    reads: tuple[tuple[str, Callable[[Any], Any] | None], ...]


class Read(Generic[M]):
    """One query for rows of a model; `build` makes it, with `bound` values in its conditions.

    Rows are instances of the model with the columns that were selected.
    """

    def __init__(self, model: type[M], build: Callable[[], Any]) -> None:
        self._model = model
        self._build = build

    def rows(self, **given: object) -> list[M]:
        """Every row, with the bound values given by name."""
        text = self._text
        values = [
            given[part.name] if isinstance(part, _Bound) else part for part in text.parameters
        ]
        found = connection.reader().execute(text.sql, values)
        return [self._instance(row) for row in found]

    def first(self, **given: object) -> M | None:
        """The first row; None when there is none."""
        return next(iter(self.rows(**given)), None)

    @cached_property
    def _text(self) -> _Text:
        query = self._build()
        sql, parameters = query.sql()
        reads = tuple(
            (field.name, field.python_value if field.adapt is bool else None)
            for field in query.selected_columns
        )
        return _Text(sql, tuple(parameters), reads)

    def _instance(self, row: tuple[Any, ...]) -> M:
        made = self._model(__no_default__=True)
        for (name, convert), value in zip(self._text.reads, row, strict=True):
            made.__data__[name] = value if convert is None else convert(value)
        return made


@cache
def _by_id(model: type[Table]) -> Read[Any]:
    key = model._meta.primary_key
    return Read(model, lambda: model.select().where(key == bound("id")))


def by_id(model: type[M], number: int | None) -> M | None:
    """The row with this id; None without an id, and when there is none."""
    found: M | None = None if number is None else _by_id(model).first(id=number)
    return found
