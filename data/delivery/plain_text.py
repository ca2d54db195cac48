"""A letter as a plain text file."""

import textwrap

from data.delivery.delivery_records import DeliverableLetter
from data.letters.layout import letter_lines
from data.values.text import plain

COLUMNS = 78
"""How wide a letter as text is."""


def _foot(footer: str) -> str:
    """The foot of the pages, its lines no wider than those of the letter."""
    wrapped = (textwrap.wrap(line, COLUMNS) or [""] for line in plain(footer).splitlines())
    return "\n".join(line for lines in wrapped for line in lines)


def text(letter: DeliverableLetter) -> str:
    """The letter as plain text of at most 78 columns, its foot at the end."""
    parts = [
        f"[{letter.mark}]\n" if letter.mark else "",
        letter_lines.to_plain(letter.html, COLUMNS),
    ]
    foot = _foot(letter.paper.footer)
    parts += [f"-- \n{foot}\n"] if foot else []
    return "\n".join(filter(None, parts))
