"""A letter as another program has it: blocks, text with its marks, slots where values go.

No tag, attribute or text in it is trusted; `template_writer` writes it so that none needs to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

LINE = "line"
"""A slot that is a line to sign or to fill in by hand."""
TEXT = "text"
"""A slot that stays as it is written."""


class Text(NamedTuple):
    """Text of one look; a newline in it is a line break. `link` is where it leads."""

    text: str
    marks: tuple[str, ...] = ()
    link: str = ""


class Slot(NamedTuple):
    """A place for a value: how it is spelled, what it is called, which placeholder it is."""

    spelled: str
    words: str
    marks: tuple[str, ...] = ()
    number: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list, table or a part of one: a tag of HTML, and what is in it."""

    tag: str
    parts: tuple[Part, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


Part = Block | Text | Slot


class Placeholder(NamedTuple):
    """A placeholder of a letter: its spelling, the words around it, how often it stands there.

    `proposal` is an expression of our templates, LINE, TEXT, or empty where nothing is known.
    """

    number: int
    spelled: str
    words: str
    around: str
    times: int
    proposal: str


@dataclass(frozen=True, slots=True)
class ForeignLetter:
    """A letter that was read; `left_out` names everything that did not come along."""

    blocks: tuple[Block, ...]
    placeholders: tuple[Placeholder, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawLetter:
    """A letter before its placeholders are looked for in the text."""

    blocks: tuple[Block, ...]
    left_out: tuple[str, ...] = ()
