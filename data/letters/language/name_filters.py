"""Filters of people's names: of the candidate, the sender, or a name written as one text."""

from collections.abc import Callable
from typing import Any

from data.letters.language.letter_values import named
from data.letters.language.name_reference import NameGroup
from data.letters.language.render_limits import ForbiddenError


def _first_name(value: Any) -> Any:
    return named(value, "first_name") if _is_person(value) else _text(value).partition(" ")[0]


def _full_name(value: Any) -> Any:
    return named(value, "name") if _is_person(value) else _text(value)


def _initials(value: Any) -> Any:
    name = _full_name(value)
    return _initials_of(name) if isinstance(name, str) else name


def _formal(value: Any) -> Any:
    """`Z. Müller`; of a text, the last word is the last name."""
    name = _full_name(value)
    if not isinstance(name, str):
        return name
    if _is_person(value):
        first, last = (value.values.get(key) or "" for key in ("first_name", "last_name"))
    else:
        first, _, last = name.rpartition(" ")
    return f"{_initials_of(first)} {last}".strip()


def _initials_of(name: str) -> str:
    """`Anne-Marie Zoë` has the initials `A.-M. Z.`."""
    words = (
        "-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.split()
    )
    return " ".join(filter(None, words))


def _is_person(value: Any) -> bool:
    return isinstance(value, NameGroup) and "first_name" in value.values


def _text(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    raise ForbiddenError("this filter needs a person or a name")


FILTERS: dict[str, Callable[..., Any]] = {
    "first_name": _first_name,
    "full_name": _full_name,
    "initials": _initials,
    "formal": _formal,
}
