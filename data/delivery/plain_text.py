"""A letter as a plain text file."""

from data.delivery.delivery_records import DeliverableLetter
from data.letters.layout import letter_lines


def text(letter: DeliverableLetter) -> str:
    """The letter as plain text of at most 78 columns, its foot at the end."""
    parts = [f"[{letter.mark}]\n" if letter.mark else "", letter_lines.to_plain(letter.html)]
    parts += [f"-- \n{letter.paper.footer}\n"] if letter.paper.footer else []
    return "\n".join(filter(None, parts))
