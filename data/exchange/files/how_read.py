"""What a person states about how a file is written: its sheet, its encoding."""

from typing import NamedTuple


class HowRead(NamedTuple):
    """How a file is read; empty where it is told from the file itself.

    `sheet` is the name of a spreadsheet's sheet, or its number from 1; `encoding` that of text.
    """

    sheet: str = ""
    encoding: str = ""


AS_IT_IS = HowRead()
