"""What plain paragraphs may have in them, read by markdown-it: paragraphs, headings, lists, tables,
bold and italic, a page break, and lines that are only tags. Nothing else is a sign.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, table
from markdown_it.token import Token

PAGE_BREAK = re.compile(r"\[page break\][ \t]*", re.IGNORECASE)
WIDEST = 40
"""The most columns of a table: rows that lack cells are filled up."""
DEEPEST = 1_000
"""No list is nested so deep; what was nested deeper than this would be left out."""
_SIGNS = ["heading", "list", "table", "escape", "emphasis", "newline"]
_PLUS = re.compile(r"^([ \t]*)\+(?=[ \t])", re.MULTILINE)


def parsed(text: str, stands_alone: Callable[[str], bool]) -> list[Token]:
    """The parts of a text; `stands_alone` says which lines of tags are no paragraph."""
    reader = MarkdownIt("zero", {"breaks": True, "maxNesting": DEEPEST}).enable(_SIGNS)
    reader.block.ruler.at("table", _whole_table, {"alt": ["paragraph"]})
    for name, meant in (("tags", stands_alone), ("page", _is_page_break)):
        alone: RuleOptionsType = {"alt": ["paragraph", "list"]}
        reader.block.ruler.before("list", name, _line_rule(name, meant), alone)
    return reader.parse(_PLUS.sub(r"\1\\+", text))


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table of which no cell is left out: no row has more of them than the first."""
    columns = _cells(_line(state, start))
    wider = state.env.setdefault("wider", {})  # the row that kept one above from being a table
    if columns > WIDEST or start < wider.get((columns, end), 0):
        return False
    if not table(state, start, end, True):
        return False
    for number in range(start + 1, end):
        line = _line(state, number)
        if not line.strip():
            break
        if _cells(line) > columns:
            wider[columns, end] = number
            return False
    return table(state, start, end, silent)


def _cells(line: str) -> int:
    inside = line.strip().removeprefix("|").removesuffix("|")
    return inside.replace("\\|", "").count("|") + 1


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _is_page_break(line: str) -> bool:
    return PAGE_BREAK.fullmatch(line) is not None


def _line_rule(
    name: str, meant: Callable[[str], bool]
) -> Callable[[StateBlock, int, int, bool], bool]:
    """A rule for a line that is a block by itself."""

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = _line(state, start)
        if not meant(line):
            return False
        if not silent:
            token = state.push(name, "", 0)
            token.content, token.map = line.strip(), [start, start + 1]
            state.line = start + 1
        return True

    return rule
