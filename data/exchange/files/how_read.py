"""What a person states about how a file is written: its sheet, its encoding, its rows."""

from typing import NamedTuple


class HowRead(NamedTuple):
    """How a file is read; empty where it is told from the file itself.

    `sheet` is the name of a spreadsheet's sheet, or its number from 1; `encoding` that of text;
    with `as_rows` objects of JSON are rows of a table.
    """

    sheet: str = ""
    encoding: str = ""
    as_rows: bool = False


AS_IT_IS = HowRead()
