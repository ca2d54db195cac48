"""Cells of a table as values of custom fields: as our own tables write them, or as people do."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from data.exchange.parsed_offer import JsonValue
from data.values import dates, exact_json, field_entry, field_values
from data.values.field_entry import ValueProblem
from data.values.field_values import FieldType

BETWEEN = ";"
"""What stands between the options of a multi-select."""
_GUARDED = re.compile(r"'(?=[\s'\"]*[=+\-@\t\r\n＝＋－＠])")
"""What `csv_out` puts before a cell that a spreadsheet would take for a formula."""
_AS_TEXT = (FieldType.SHORT_TEXT, FieldType.LONG_TEXT, FieldType.SINGLE_SELECT, FieldType.URL)


def bare(cell: str) -> str:
    """The cell without the quote that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def written(cell: JsonValue) -> str:
    """The cell as text: a number of a spreadsheet as a plain decimal one, empty for no cell."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell) if is_number(cell) else ""


def is_number(cell: JsonValue) -> bool:
    """Whether a spreadsheet says that the cell is a number."""
    return isinstance(cell, int | Decimal) and not isinstance(cell, bool)


def of_field(type: FieldType, cell: JsonValue) -> JsonValue:
    """What a cell says for a field of this type, be it text or a number; all else as it is."""
    if is_number(cell) and type is not FieldType.NUMBER:
        cell = written(cell)
    return one(type, cell) if isinstance(cell, str) else cell


def json_value(type: FieldType, cells: Sequence[str]) -> JsonValue:
    """What a field's cells say, in the shape in which records say it; None for nothing.

    What cannot be read stays text, so that it is kept as it came.
    """
    if not any(cells):
        return None
    first, *rest = cells
    match type:
        case FieldType.CURRENCY if any(rest):
            return {"value": first, "currency": rest[-1]}
        case FieldType.CURRENCY_RANGE if any(rest):
            return {"min_value": first or None, "max_value": rest[0] or None, "unit": rest[-1]}
        case FieldType.NUMBER_RANGE if any(rest) or field_values.read_value(
            FieldType.NUMBER, first
        ):
            return {"min_value": first or None, "max_value": rest[0] if any(rest) else None}
    return one(type, first)


def one(type: FieldType, cell: str) -> JsonValue:
    """What a single cell says for a field of this type."""
    if type in _AS_TEXT or field_values.read_value(type, cell) is not None:
        return cell
    if type is FieldType.MULTI_SELECT:
        options = [option.strip() for option in cell.split(BETWEEN)]
        return [option for option in options if option] or None
    if type is FieldType.DATE:
        day = read_day(cell)
        return day.isoformat() if day else cell
    try:
        value = field_entry.read_entered(type, cell, (), (), date.min, None)
    except ValueProblem:
        return cell
    return exact_json.load_json(field_values.to_json(value) or "null")


def read_day(text: str, order: str = "") -> date | None:
    """A day that says its year; None for what could be two days, unless `order` decides it."""
    found = dates.read_date(text)
    if found is not None:
        return found
    if not any(word.isdigit() and len(word) == 4 for word in _words(text)) and "-" not in text:
        return None
    try:
        return dates.parse_date(text, date.min, order)
    except (dates.DateError, OverflowError):
        return None


def read_serial(text: str) -> date | None:
    """The day that a spreadsheet counts so, from 30 December 1899; None for other numbers."""
    if not re.fullmatch(r"[1-9][0-9]{4}(?:\.[0-9]+)?", text):
        return None
    return date(1899, 12, 30) + timedelta(days=int(text.partition(".")[0]))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()
