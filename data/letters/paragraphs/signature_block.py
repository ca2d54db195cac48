"""Signatures in plain paragraphs: `[signature: candidate]`, and below what stands under the line.

Paragraphs that begin so and follow each other stand side by side.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from markdown_it.token import Token

_FIRST = re.compile(r"\[signature: ?(company|second|candidate)\][ \t]*(?:\n|$)", re.IGNORECASE)
_DATE = re.compile(r"\[date\]", re.IGNORECASE)
_PICTURES = {
    "company": ("company.signature", "signature"),
    "second": ("company.second_signature", "signature second"),
}


class Column(NamedTuple):
    """Who signs, and the paragraph of what stands under the line."""

    who: str
    below: Token


def columns(tokens: list[Token], at: int) -> Iterator[Column]:
    """The paragraphs from here on that are signatures, up to the first that is none."""
    while at + 2 < len(tokens) and tokens[at].type == "paragraph_open":
        found = _column(tokens[at + 1])
        if found is None:
            return
        yield found
        at += 3


def _column(paragraph: Token) -> Column | None:
    first = _FIRST.match(paragraph.content)
    return Column(first[1].lower(), _without_first(paragraph)) if first else None


def _without_first(paragraph: Token) -> Token:
    """What stands behind the first line."""
    children = list(paragraph.children or [])
    while children and children.pop(0).type not in ("softbreak", "hardbreak"):
        continue
    return paragraph.copy(children=children)


def html(block: list[Column], inline: Callable[[Token], str]) -> str:
    """The table of the signatures: their lines, and below each who it is."""
    lines = "".join(f"<td>{_picture(one.who)}{_line(one.who)}</td>" for one in block)
    below = (f"<td>{_dated(inline(one.below), one.who)}</td>" for one in block)
    return f'<table class="signatures"><tr>{lines}</tr><tr>{"".join(below)}</tr></table>'


def _line(who: str) -> str:
    return f'<hr class="signature {who}">'


def _picture(who: str) -> str:
    """The picture of a signature where the settings have one; else room to sign."""
    if who not in _PICTURES:
        return "<br>"
    name, place = _PICTURES[who]
    picture = f'<img class="{place}" alt="{{{{ {name} }}}}">'
    return f"{{% if {name} %}}{picture}{{% else %}}<br>{{% endif %}}"


def _dated(text: str, who: str) -> str:
    return _DATE.sub(f'<span class="date {who}"></span>', text)


def row(tokens: list[Token], at: int) -> list[Token]:
    """What the cells of a row of a table say."""
    cells: list[Token] = []
    for token in (tokens[one] for one in range(at + 1, len(tokens))):
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(token)
    return cells
