"""Completes a filter at the cursor: names of terms, and the values that they take."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from data.filters.operands import OperandError, days
from data.filters.parser import in_quotes
from data.filters.vocabulary import (
    FREQUENCIES,
    IS_WORDS,
    NONE,
    OFFERED_IS,
    OFFERED_STATUSES,
    OFFERS,
    STATUS_WORDS,
    TermKind,
    TermName,
    Vocabulary,
)
from data.values import dates
from data.values.status import MEANING, Status
from data.values.text import folded, one_line, spoken

MOST = 8
"""Completions that are offered at once."""
_TOKEN = r"(-*)([A-Za-z][A-Za-z0-9_.]*)(?:(<=|>=|<|>|:|=)(.*))?"
_DAYS = ("today", "tomorrow", "+7d", "+14d", "-7d", "-30d", "end of month", "next monday",
         "this month", "last month", "this year")  # fmt: skip
_SOURCED = frozenset({TermKind.TEXT, TermKind.CURRENCY})


class FieldInfo(NamedTuple):
    """A custom field to complete: its term, what it is called, its type, its options."""

    term: str
    name: str
    type: str
    options: tuple[str, ...] = ()


class ValueSource(Protocol):
    """Knows the values that there are; every answer is short and quick."""

    def values(self, term: str, typed: str) -> Sequence[str]:
        """Values of a term that match what was typed (nothing: any)."""
        ...

    def fields(self) -> Sequence[FieldInfo]:
        """The custom fields of offers."""
        ...


class Completion(NamedTuple):
    """Something that could stand at the cursor, and what it means."""

    text: str
    note: str = ""


class Completions(NamedTuple):
    """What could replace the characters from `start` to `end`."""

    start: int
    end: int
    options: tuple[Completion, ...] = ()

    def taken(self, text: str, index: int) -> tuple[str, int]:
        """The text with a completion in its place, and where the cursor is then."""
        put = self.options[index].text
        rest = text[self.end :]
        if put[-1:] not in ":<>=." and not rest[:1].isspace():
            put += " "
        return text[: self.start] + put + rest, self.start + len(put)


def completions(
    text: str, cursor: int, source: ValueSource, vocabulary: Vocabulary | None = None
) -> Completions:
    """What could stand at the cursor, best first; none inside a phrase."""
    words = vocabulary or OFFERS
    start = _token_start(text, cursor)
    end = _token_end(text, cursor)
    found = re.fullmatch(_TOKEN, text[start:cursor], re.DOTALL)
    if found is None:
        if text[start:cursor].strip("-"):
            return Completions(cursor, cursor)
        start += len(text[start:cursor])
        return Completions(start, end, _limited(_names("", words, source)))
    minus, typed, sign, value = found.groups()
    start += len(minus)
    if sign is None:
        return Completions(start, end, _limited(_names(typed.lower(), words, source)))
    name = words.find(typed)
    if name is None or (name.operator and sign not in ":="):
        return Completions(cursor, cursor)
    last = _last_value(value)
    start = cursor - len(last)
    plain = one_line(last.removeprefix('"').removesuffix('"') if len(last) > 1 else last.strip('"'))
    options = _values(name, sign in ":=", plain, source)
    done = {one.text for one in options} == {last}
    return Completions(start, end, () if done else _limited(options))


def _limited(options: Iterable[Completion]) -> tuple[Completion, ...]:
    return tuple(options)[:MOST]


# ---------------------------------------------------------------- where the cursor is


def _token_start(text: str, cursor: int) -> int:
    """Where the word, phrase or term at the cursor begins."""
    start, quoted = 0, False
    for at, sign in enumerate(text[:cursor]):
        if sign == '"':
            if not quoted and (at == 0 or text[at - 1] not in ':<>=,"'):
                start = at
            quoted = not quoted
        elif not quoted and (sign.isspace() or sign in "()"):
            start = at + 1
    return start


def _token_end(text: str, cursor: int) -> int:
    """Where it ends, the characters after the cursor included."""
    quoted = text[:cursor].count('"') % 2 == 1
    end = cursor
    while end < len(text) and (quoted or not (text[end].isspace() or text[end] in '()",')):
        if quoted and text[end] == '"':
            return end + 1
        end += 1
    return end


def _last_value(value: str) -> str:
    """The last of several values with commas between them, as far as it is typed."""
    quoted, start = False, 0
    for at, sign in enumerate(value):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and not quoted:
            start = at + 1
    return value[start:].lstrip()


# ---------------------------------------------------------------- names


def _names(typed: str, words: Vocabulary, source: ValueSource) -> list[Completion]:
    """The terms whose names begin like this; further names of a term only when they are meant."""
    found = [
        Completion(name.name + _sign(name), name.meaning)
        for name in words.names.values()
        if name.kind is not TermKind.FIELD
        and name.name.startswith(typed)
        and (not name.of or len(typed) > len(name.of))
    ]
    if words.fields and typed and ("field.".startswith(typed) or typed.startswith("field.")):
        found += [
            Completion(field.term + _field_sign(field), field.name)
            for field in source.fields()
            if field.term.startswith(typed)
        ]
    elif words.fields and not typed:
        found.append(Completion("field.", "a custom field"))
    return found


def _sign(name: TermName) -> str:
    """How the term is mostly compared: as in its example."""
    found = re.match(r"[a-z_]+(<=|>=|<|>|:)", name.example)
    return found[1] if found and name.name == name.example[: found.start(1)] else ":"


def _field_sign(field: FieldInfo) -> str:
    compared = ("date", "number", "number_range", "currency", "currency_range")
    return ">=" if field.type in compared else ":"


# ---------------------------------------------------------------- values


def _values(name: TermName, is_equal: bool, typed: str, source: ValueSource) -> list[Completion]:
    """The values that begin like what was typed, or have a word that does."""
    found: list[Completion] = []
    match name.kind:
        case TermKind.STATUS:
            found = [Completion(word, _meaning(word)) for word in OFFERED_STATUSES]
        case TermKind.IS:
            found = [Completion(word, IS_WORDS[word]) for word in OFFERED_IS]
        case TermKind.CHOICE:
            found = [Completion(word, note) for word, note in name.choices.items()]
        case TermKind.FREQUENCY:
            found = [Completion(word) for word in FREQUENCIES]
        case TermKind.DAY | TermKind.MOMENT:
            found = _some_days()
        case TermKind.FIELD:
            found = _field_values(name, source)
    found = [one for one in found if _begins(one.text, typed)]
    if name.kind in _SOURCED:
        found = [Completion(text) for text in source.values(name.name, typed)]
    if name.empty and is_equal and _begins(NONE, typed):
        found.append(Completion(NONE, "without any"))
    return [one._replace(text=_put(one.text)) for one in found if one.text]


def _begins(text: str, typed: str) -> bool:
    return folded(text).startswith(folded(typed)) or (
        len(typed) > 1 and spoken(typed).rstrip() in spoken(text)
    )


def _put(text: str) -> str:
    """A value as it stands in a filter: in quotes where it needs them."""
    return text if re.fullmatch(r'[^\s()",]+', text) else in_quotes(text)


def _meaning(word: str) -> str:
    if word in tuple(Status):
        return MEANING[Status(word)]
    shown = [status for status in Status if status in STATUS_WORDS[word]]
    return ", ".join(shown) or IS_WORDS["replaced"]


def _some_days() -> list[Completion]:
    found = []
    for text in _DAYS:
        try:
            found.append(Completion(text, dates.show(days(text).first)))
        except OperandError:  # a clock at the end of the known years
            continue
    return found


def _field_values(name: TermName, source: ValueSource) -> list[Completion]:
    field = next((one for one in source.fields() if one.term == name.name), None)
    if field is None:
        return []
    if field.type == "yes_no":
        return [Completion("yes"), Completion("no")]
    if field.type == "date":
        return _some_days()
    return [Completion(option) for option in field.options]
