"""JSON objects of no known system as the rows of a table: a person says what their keys mean."""

from collections.abc import Iterator
from itertools import chain, islice

from data.exchange.files.csv_rows import MOST_COLUMNS
from data.exchange.files.json_records import FileItem
from data.exchange.files.text_file import Unreadable
from data.exchange.parsed_offer import JsonValue
from data.values import exact_json
from data.values.text import one_line

_LOOKED_AT = 200
"""Objects whose keys are the columns."""
_BETWEEN = "; "


class JsonRows:
    """Objects as records by the names of their keys, `candidate.name` for one inside another.

    `header` are the keys of the first objects. Raises Unreadable.
    """

    def __init__(self, items: Iterator[FileItem]) -> None:
        first = list(islice(items, _LOOKED_AT))
        self.header = header_of(first)
        self._items = chain(first, items)
        if not self.header:
            raise Unreadable("holds no objects that could be rows of a table.")

    def __iter__(self) -> Iterator[FileItem]:
        for item in self._items:
            if isinstance(item.value, dict):
                row = {name: cell for name, cell in flat(item.value) if name in self.header}
                yield item._replace(value=row, label="", raw="")
            else:
                yield item


def header_of(items: list[FileItem]) -> tuple[str, ...]:
    """The keys of these objects, those of the first one first."""
    objects = (item.value for item in items if isinstance(item.value, dict))
    names = dict.fromkeys(name for record in objects for name, _ in flat(record))
    return tuple(names)[:MOST_COLUMNS]


def flat(record: dict[str, JsonValue], before: str = "") -> Iterator[tuple[str, JsonValue]]:
    """The members of an object, and of those inside it, as cells."""
    for key, value in record.items():
        name = f"{before}{one_line(key)}"
        if isinstance(value, dict):
            yield from flat(value, f"{name}.")
        elif name:
            yield name, _cell(value)


def _cell(value: JsonValue) -> JsonValue:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        plain = all(isinstance(one, str) for one in value)
        return _BETWEEN.join(value) if plain else exact_json.dump_json(value)
    return value
