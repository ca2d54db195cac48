"""What a row of a dump must be before it may come near the database.

SQLite's own checks say the rest: types, keys, references, and what its triggers keep.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from data.errors import DataError
from data.exchange.backup.backup_tables import COUNTED, Shape
from data.exchange.parsed_offer import JsonValue, Record
from data.values import exact_json
from data.values.text import one_line

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAYS = frozenset({"start_date", "expiry_date", "until"})
_JSON = frozenset({"value", "raw", "base", "theirs"})
_OBJECTS = frozenset({"details", "inputs"})
_NO_JSON = frozenset({("template_limits", "value"), ("settings", "value")})
_SCALARS = frozenset({int, str, type(None)})


class DumpRefused(DataError):
    """A dump that does not come in; the text says why and what would help."""

    title = "That dump"


class _Plan(NamedTuple):
    """How rows with these columns are checked and stored."""

    columns: tuple[str, ...]
    values: Callable[[Record], tuple[JsonValue, ...]]
    checks: tuple[tuple[str, Callable[[str], bool], str], ...]


class Checks:
    """Checks rows; what rows with the same columns share is found once."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str, ...], _Plan] = {}

    def check(self, shape: Shape, row: Record) -> _Plan:
        """Raise DumpRefused for columns and values that the table cannot have."""
        known = (shape.name, *row)
        plan = self._plans.get(known)
        if plan is None:
            plan = self._plans[known] = _plan(shape, row)
        for name, value in row.items():
            if type(value) not in _SCALARS:
                problem = f"is {quoted(value)}, which is neither text nor a whole number"
                raise DumpRefused(f"{name} of {shape.name} in the dump {problem}.")
        for name, is_right, what in plan.checks:
            value = row[name]
            if value is not None and not (isinstance(value, str) and is_right(value)):
                problem = f"is {quoted(value)}, which is no {what}"
                raise DumpRefused(f"{name} of {shape.name} in the dump {problem}.")
        return plan


def check_setting(row: Record) -> None:
    """Raise DumpRefused for a value that the setting of this name cannot have."""
    from data.settings.settings import SETTINGS

    key, text = row.get("key"), row.get("value")
    known = SETTINGS.get(key) if isinstance(key, str) else None
    try:
        value = exact_json.load_json(text) if isinstance(text, str) else None
    except ValueError:
        raise DumpRefused(f"The setting {quoted(key)} in the dump is no JSON.") from None
    if known is None:
        return
    kinds = (int, str, type(None)) if known.default is None else (type(known.default),)
    if not isinstance(value, kinds):
        raise DumpRefused(f"The setting {quoted(key)} in the dump is {quoted(text)}: not possible.")


def quoted(value: object) -> str:
    """What came, short enough for a sentence."""
    if isinstance(value, str):
        text = one_line(value)
    else:
        text = (
            str(value)
            if isinstance(value, int | Decimal)
            else one_line(exact_json.dump_json(value))
        )
    return text if len(text) <= 60 else text[:59] + "…"


def _plan(shape: Shape, row: Record) -> _Plan:
    unknown = [name for name in row if name not in shape.columns]
    if unknown:
        raise DumpRefused(
            f"The dump has a column {quoted(unknown[0])} of {shape.name}: there is none here."
        )
    lacking = [name for name in shape.key if name not in row]
    if lacking:
        raise DumpRefused(f"A row of {shape.name} in the dump has no {lacking[0]}.")
    columns = tuple(
        name for name in shape.columns if name in row and (shape.name, name) not in COUNTED
    )
    return _Plan(columns, _getter(columns), tuple(value_rules(shape.name, columns)))


def _getter(columns: tuple[str, ...]) -> Callable[[Record], tuple[JsonValue, ...]]:
    if len(columns) > 1:
        return itemgetter(*columns)
    (only,) = columns
    return lambda row: (row[only],)


def value_rules(
    table: str, columns: tuple[str, ...]
) -> list[tuple[str, Callable[[str], bool], str]]:
    """Which columns hold days, moments or JSON: each with what says so, and its word."""
    checks: list[tuple[str, Callable[[str], bool], str]] = []
    for name in columns:
        if name in _DAYS or (table, name) == ("offers", "sent_at"):
            checks.append((name, _is_day, "day"))
        elif name == "at" or name.endswith("_at"):
            checks.append((name, _is_moment, "moment"))
        elif name in _OBJECTS:
            checks.append((name, _is_object, "JSON object"))
        elif name in _JSON and (table, name) not in _NO_JSON:
            checks.append((name, _is_json, "JSON"))
    return checks


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_json(text: str) -> bool:
    try:
        exact_json.load_json(text)
    except ValueError:
        return False
    return True


def _is_object(text: str) -> bool:
    return text == "{}" or (_is_json(text) and isinstance(exact_json.load_json(text), dict))
