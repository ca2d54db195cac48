"""The syntax tree of a filter; a module of its own, because the first screen has no filter."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Word:
    """A word: a name, a title or a text of a field has these letters side by side."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in quotes: they stand somewhere side by side, whole.

    `is_open` while the closing quote is not typed yet: then they may be parts of others.
    """

    text: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Operand:
    """A value as typed; `is_exact` in quotes: texts have to be the same, not only begin so."""

    text: str
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A name compared with a value, or with any of several."""

    name: str
    operator: str
    values: tuple[Operand, ...]
    place: int = field(default=0, compare=False)
    """Where its value begins in the text, for messages."""


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Parts that must all hold: two or more."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Parts of which one must hold: two or more."""

    parts: tuple[Node, ...]


Node = Word | Phrase | Term | Not | And | Or
