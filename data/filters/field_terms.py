"""Filter terms of custom fields: the field, the values its type takes, the SQL condition.

Texts, options, links and people are found by words (in quotes: exactly), yes/no by yes or no; days,
numbers and amounts are compared. A range passes when some of it does.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from data.filters import operands
from data.filters.filter_error import FilterError
from data.filters.nodes import Operand, Term
from data.filters.operands import OperandError
from data.filters.vocabulary import NONE
from data.values.search_text import needle
from data.values.text import folded, normal

TEXTS = frozenset({"short_text", "long_text", "url", "single_select", "multi_select", "user"})
_NUMBERS = frozenset({"number", "number_range"})
_AMOUNTS = frozenset({"currency", "currency_range"})
_SIGNS = {":": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}

Args = tuple[str | int | float | None, ...]


class FieldWord(NamedTuple):
    """A custom field of offers as filters know it."""

    id: int
    key: str
    name: str
    type: str

    @property
    def term(self) -> str:
        """The name of its term."""
        return f"field.{self.key}"


def fields_of(desk: sqlite3.Connection) -> tuple[FieldWord, ...]:
    """The custom fields of offers in their order."""
    rows = desk.execute(
        "SELECT id, key, name, type FROM custom_fields WHERE belongs_to = 'offer'"
        " ORDER BY position, id"
    )
    return tuple(map(FieldWord._make, rows))


def meant(term: Term, fields: tuple[FieldWord, ...]) -> tuple[FieldWord, ...]:
    """The field with this key, else those with this normalised name; raises FilterError.

    Greenhouse knows the field "Employment Type" as time_type and as employment_type.
    """
    key = term.name.removeprefix("field.")
    found = tuple(field for field in fields if field.key == key)
    found = found or tuple(field for field in fields if normal(field.name) == key)
    if not found:
        raise _unknown(term, key, fields)
    for field in found:
        _check(term, field)
    return found


def is_text(term: Term, fields: tuple[FieldWord, ...]) -> bool:
    """Whether the search index has the words of the field."""
    key = term.name.removeprefix("field.")
    found = [field for field in fields if field.key == key]
    found = found or [field for field in fields if normal(field.name) == key]
    return all(
        field.type in TEXTS and not (field.type == "user" and any(map(_is_number, term.values)))
        for field in found
    )


def condition(term: Term, fields: tuple[FieldWord, ...]) -> tuple[str, Args]:
    """The condition on offers `o` whose current version says so in one of the fields."""
    parts, args = [], list[str | int | float | None]()
    for field in fields:
        for operand in term.values:
            if operand == Operand(NONE):
                parts.append(f"NOT {_EXISTS}(x.value IS NOT NULL OR x.raw IS NOT NULL))")
                args.append(field.id)
            else:
                test, values = _test(term, field, operand)
                parts.append(f"{_EXISTS}x.value IS NOT NULL AND {test})")
                args += [field.id, *values]
    return " OR ".join(parts), tuple(args)


_EXISTS = (
    "EXISTS (SELECT 1 FROM versions AS v CROSS JOIN version_values AS x ON x.version_id = v.id"
    " WHERE v.offer_id = o.id AND v.number = o.version AND x.field_id = ? AND "
)
_TEXT = "json_extract(x.value, '$')"


def _unknown(term: Term, key: str, fields: tuple[FieldWord, ...]) -> FilterError:
    from difflib import get_close_matches

    place = max(0, term.place - len(term.operator) - len(key))
    near = get_close_matches(key, [field.key for field in fields], 1)
    if near:
        return FilterError(f"There is no field {key}: field.{near[0]}?", place, len(key))
    known = ", ".join(field.term for field in fields[:5])
    more = ", …" if len(fields) > 5 else ""
    hint = f"There are {known}{more}." if known else "Offers have no custom fields yet."
    return FilterError(f"There is no field {key}. {hint}", place, len(key))


def _check(term: Term, field: FieldWord) -> None:
    """Raise FilterError when the field cannot be compared like this."""
    for operand in term.values:
        if operand == Operand(NONE) and term.operator == ":":
            continue
        try:
            if field.type in TEXTS or field.type == "yes_no":
                if term.operator != ":":
                    raise OperandError(
                        f"{field.name} cannot be more or less: write {field.term}:value."
                    )
                if field.type == "yes_no":
                    operands.yes_no(operand.text)
            elif field.type == "date":
                operands.days(operand.text)
            elif field.type in _NUMBERS:
                operands.number(operand.text)
            elif field.type in _AMOUNTS:
                operands.amount(operand.text)
        except OperandError as error:
            raise FilterError(str(error), term.place, len(operand.text)) from error


def _test(term: Term, field: FieldWord, operand: Operand) -> tuple[str, Args]:
    """The condition on the stored value `x.value`."""
    sign = _SIGNS[term.operator]
    match field.type:
        case "yes_no":
            return f"{_TEXT} = ?", (int(operands.yes_no(operand.text)),)
        case "date":
            return operands.compared(_TEXT, term.operator, operand.text)
        case "number":
            return f"{_TEXT} {sign} ?", (float(operands.number(operand.text)),)
        case "number_range":
            return _range(sign, float(operands.number(operand.text)))
        case "currency" | "currency_range":
            return _amount(field, sign, operand)
        case "multi_select":
            test, args = _option("one.value", operand)
            return f"EXISTS (SELECT 1 FROM json_each(x.value) AS one WHERE {test})", args
        case "single_select":
            return _option(_TEXT, operand)
        case "user":
            return _person(operand)
    return words_in(_TEXT, operand)


def words_in(text: str, operand: Operand) -> tuple[str, Args]:
    """Words side by side, which may begin and end inside words unless in quotes."""
    wanted = needle(operand.text, is_whole=operand.is_exact)
    if not wanted:
        return f"instr(folded({text}), ?) > 0", (folded(operand.text),)
    return f"instr(' ' || sought({text}) || ' ', ?) > 0", (wanted,)


def _option(text: str, operand: Operand) -> tuple[str, Args]:
    if operand.is_exact:
        return f"folded({text}) = ?", (folded(operand.text),)
    return words_in(text, operand)


def _person(operand: Operand) -> tuple[str, Args]:
    if _is_number(operand):
        return "json_extract(x.value, '$.user_id') = ?", (operand.text,)
    tests = [words_in(f"json_extract(x.value, '$.{key}')", operand) for key in ("name", "email")]
    return f"({' OR '.join(test for test, _ in tests)})", tuple(
        arg for _, args in tests for arg in args
    )


def _is_number(operand: Operand) -> bool:
    return operand.text.isascii() and operand.text.isdigit()


def _range(sign: str, number: float) -> tuple[str, Args]:
    """Whether some of a range passes; an open end reaches as far as one likes."""
    low, high = (f"json_extract(x.value, '$.{end}')" for end in ("min_value", "max_value"))
    below = f"coalesce({low} {'<=' if sign == '=' else sign} ?, 1)"
    above = f"coalesce({high} {'>=' if sign == '=' else sign} ?, 1)"
    if sign == "=":
        return f"({below} AND {above})", (number, number)
    return (below, (number,)) if sign in ("<", "<=") else (above, (number,))


def _amount(field: FieldWord, sign: str, operand: Operand) -> tuple[str, Args]:
    amount = operands.amount(operand.text)
    number = float(amount.number)
    if field.type == "currency":
        test = f"json_extract(x.value, '$.value') {sign} ?"
        args: Args = (number,)
        currency = "currency"
    else:
        test, args = _range(sign, number)
        currency = "unit"
    if amount.currency is None:
        return test, args
    return f"{test} AND json_extract(x.value, '$.{currency}') = ?", (*args, amount.currency)
