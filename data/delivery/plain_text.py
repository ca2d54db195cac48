"""A letter as plain text: a file, or the text of an email."""

import re
import textwrap

from data.delivery.delivery_records import DeliverableLetter
from data.letters.layout import letter_lines
from data.letters.layout.kept_together import NO_BREAK, kept_together
from data.values.text import REPLACEMENT, plain

COLUMNS = 78
"""How wide a letter as text is."""
_SIGN = "\uf8fe"
"""A letter of private use that stands for a space while lines are made."""
_WITHIN = re.compile(f"(?<=[^\\s<>;])(?:&nbsp;|{NO_BREAK})(?=[^\\s<>&])")


def lines(html: str) -> str:
    """Lines of at most 78 columns; spaces that do not break stay such, for who wraps it anew."""
    marked = _WITHIN.sub(_SIGN, kept_together(html.replace(_SIGN, REPLACEMENT)))
    return letter_lines.to_plain(marked, COLUMNS).replace(_SIGN, NO_BREAK)


def _foot(footer: str) -> str:
    """The foot of the pages, its lines no wider than those of the letter."""
    wrapped = (textwrap.wrap(line, COLUMNS) or [""] for line in plain(footer).splitlines())
    return "\n".join(line for lines in wrapped for line in lines)


def text(letter: DeliverableLetter) -> str:
    """The letter as plain text of at most 78 columns, its foot at the end."""
    parts = [
        f"[{letter.mark}]\n" if letter.mark else "",
        lines(letter.html),
    ]
    foot = _foot(letter.paper.footer)
    parts += [f"-- \n{foot}\n"] if foot else []
    return "\n".join(filter(None, parts))
