"""All filters of the template language: small, bounded, for people.

Every filter leaves an unset value as it is, so that its mark stands in the letter once.
"""

import functools
import string
from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup, escape

from data.letters.language import amount_filters, date_filters, name_filters
from data.letters.language.common_fields import COMMON
from data.letters.language.letter_values import named, texts, written
from data.letters.language.name_reference import FIELD_GROUPS, NameGroup, is_set
from data.letters.language.operators import Counted, compared
from data.letters.language.render_limits import ForbiddenError, current
from data.letters.language.syntax_check import COMPARED, COUNTED, JOINED, SLICED
from data.letters.language.unset import Unset, joined

Sequence = list[Any] | tuple[Any, ...] | range


def _sequence(value: Any, name: str) -> Sequence:
    if isinstance(value, list | tuple | range):
        return value
    raise ForbiddenError(f"'{name}' needs a list")


def _list(value: Any, word: Any = "and") -> str:
    if word not in ("and", "or"):
        raise ForbiddenError('\'list\' takes "and" or "or"')
    if isinstance(value, str):
        return value
    return current.get().day_format().listed(texts(_sequence(value, "list")), word == "or")


def _join(value: Any, between: Any = "") -> str:
    if isinstance(value, str):
        return value
    parts = texts(_sequence(value, "join"))
    joint = written(between)
    return joined([part for text in parts for part in (joint, text)][1:])


def _first_of(value: Any, *keys: Any) -> Any:
    """The first of these names of a group that is set; what the group does not have is no error."""
    if not isinstance(value, NameGroup):
        raise ForbiddenError("'first_of' needs a group such as offer.fields")
    found = (key for key in keys if isinstance(key, str) and is_set(value.values.get(key)))
    key = next(found, None)
    return Unset() if key is None else named(value, key)


def _known_as(value: Any, meaning: Any) -> Any:
    """The field that desks commonly keep something under, by what is meant."""
    if not isinstance(meaning, str) or meaning not in COMMON:
        raise ForbiddenError(f"'known_as' takes one of {', '.join(COMMON)}")
    return _first_of(value, *COMMON[meaning])


def _unused(value: Any) -> list[str]:
    """The keys of the fields that are set and were reached nowhere in the letter so far."""
    if not isinstance(value, NameGroup) or value.group not in FIELD_GROUPS:
        raise ForbiddenError("'unused' needs a group such as offer.fields")
    letter = current.get()
    known = (key for key, given in value.values.items() if is_set(given))
    return [key for key in known if not letter.is_used(f"{value.group}.{key}")]


def _label(value: Any, key: Any) -> str:
    """What a name of a group is called."""
    if not isinstance(value, NameGroup) or not isinstance(key, str):
        raise ForbiddenError("'label' needs a group such as offer.fields, and a key")
    return value.labels.get(key, key)


def _default(value: Any, other: Any = "") -> Any:
    return other if value is None or isinstance(value, Undefined) or value == "" else value


def _yes_no(value: Any, yes: Any = None, no: Any = None) -> Any:
    if isinstance(value, bool):
        word = yes if value else no
        return written(value) if word is None else word
    if isinstance(value, str):
        return value
    raise ForbiddenError("'yes_no' needs a yes or no")


def _lines(value: Any) -> str:
    lines = [escape(line.strip()) for line in str(written(value)).splitlines()]
    return joined([part for line in lines for part in (Markup("<br>"), line)][1:])


def _length(value: Any) -> int:
    if isinstance(value, str | list | tuple | range):
        return len(value)
    raise ForbiddenError("'length' needs a list or a text")


def _at(index: int, name: str) -> Callable[[Any], Any]:
    def pick(value: Any) -> Any:
        values = _sequence(value, name)
        return values[index] if len(values) else None

    return pick


def _by_text(change: Callable[[str], str]) -> Callable[[Any], str]:
    def changed(value: Any) -> str:
        return change(str(written(value)))

    return changed


def _sliced(value: Any, start: Any, stop: Any, step: Any) -> Any:
    """A part of a text or a list."""
    if not isinstance(value, str | list | tuple | range):
        raise ForbiddenError("'[…]' cannot be used here")
    part = value[start:stop:step]
    if not isinstance(part, str):
        current.get().wrote(len(part))  # texts are counted as what every filter makes
    return part


def _concatenated(values: Iterable[Any]) -> str:
    return joined([written(value) for value in values])


def _bounded(make: Callable[..., Any]) -> Callable[..., Any]:
    """The filter: it looks at the time, counts what it makes, and leaves unset values alone."""

    @functools.wraps(make)
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, Undefined):
            return value
        for argument in (*args, *kwargs.values()):
            if isinstance(argument, Undefined):
                return argument
        letter = current.get()
        letter.tick()
        made = make(value, *args, **kwargs)
        if isinstance(made, str):
            letter.wrote(len(made))
        return made

    return filtered


MAKERS: dict[str, Callable[..., Any]] = {
    **amount_filters.FILTERS,
    **date_filters.FILTERS,
    **name_filters.FILTERS,
    "list": _list,
    "join": _join,
    "length": _length,
    "first_of": _first_of,
    "known_as": _known_as,
    "unused": _unused,
    "label": _label,
    "first": _at(0, "first"),
    "last": _at(-1, "last"),
    "yes_no": _yes_no,
    "lines": _lines,
    "upper": _by_text(str.upper),
    "lower": _by_text(str.lower),
    "capitalize": _by_text(str.capitalize),
    "title": _by_text(string.capwords),
    "trim": _by_text(str.strip),
}


def filters() -> dict[str, Callable[..., Any]]:
    """Every filter by its name, those of the checker too."""
    own = {COUNTED: Counted, COMPARED: compared, JOINED: _concatenated, "default": _default}
    made = MAKERS | {SLICED: _sliced}
    return {name: _bounded(make) for name, make in made.items()} | own
