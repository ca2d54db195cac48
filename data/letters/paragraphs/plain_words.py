"""Makes the HTML of a template out of plain paragraphs, line by line.

What a line of the source says stands in the same line of the HTML, so that a mistake has its place.
No sign of HTML is one here: `<` is a sign like any other. What comes out is made safe as all HTML.
"""

import functools
import re
from html import escape

from markdown_it.token import Token

from data.letters.paragraphs import dialect, joined_lists, signature_block
from data.letters.paragraphs.tags_aside import OPEN, TagsAside

_HEADINGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6"}
"""The first heading of a letter is its subject."""
_ALIGN = re.compile("text-align:(left|right|center)")


@functools.lru_cache(maxsize=16)
def html(source: str) -> str:
    """The template in HTML that these paragraphs are."""
    aside = TagsAside(source)
    tokens = dialect.parsed(aside.text, aside.stands_alone)
    return _Page(aside).written(joined_lists.joined(tokens, aside))


class _Page:
    """HTML that is written part by part, each in the line in which it stands in the source."""

    def __init__(self, aside: TagsAside) -> None:
        self._aside = aside
        self._parts: list[str] = []
        self._line = 0

    def written(self, tokens: list[Token]) -> str:
        """All of it."""
        at = 0
        while at < len(tokens):
            at += self._block(tokens, at)
        return "".join(self._parts)

    def _block(self, tokens: list[Token], at: int) -> int:
        """Write what begins here; how many tokens it took."""
        token = tokens[at]
        if token.map is not None and token.nesting >= 0:
            self._go_to(token.map[0])
        if token.type == "paragraph_open":
            columns = list(signature_block.columns(tokens, at))
            if columns:
                self._write(signature_block.html(columns, self._inline))
                return 3 * len(columns)
        if token.type == "tr_open":
            row = signature_block.row(tokens, at)
            if self._is_nothing_but_tags(row):
                self._write("".join(one.content for one in row))
                return 3 * len(row) + 2
        self._write(self._html(token))
        return 1

    def _is_nothing_but_tags(self, cells: list[Token]) -> bool:
        return self._aside.is_tags("".join(cell.content for cell in cells))

    def _html(self, token: Token) -> str:
        match token.type:
            case "inline":
                return self._inline(token)
            case "tags":
                return escape(token.content, quote=False)
            case "page":
                return '<div style="page-break-before:always"></div>'
        if token.hidden:  # the paragraph of an item, of a list without empty lines
            return ""
        name = _HEADINGS.get(token.tag, token.tag)
        if token.nesting < 0:
            return f"</{name}>"
        return f"<{name}{_attributes(token)}>"

    def _inline(self, token: Token) -> str:
        children = token.children or []
        return "".join(
            self._part(child, children[at + 1 : at + 2]) for at, child in enumerate(children)
        )

    def _part(self, token: Token, after: list[Token]) -> str:
        if token.type in ("softbreak", "hardbreak"):
            goes_on = bool(after) and self._aside.goes_on(after[0].content)
            return "\n" if goes_on else "<br>\n"
        if token.nesting:
            return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"
        return escape(token.content.replace(f"\\{OPEN}", OPEN), quote=False)

    def _go_to(self, line: int) -> None:
        """Be in the line of the source that this one of the read text is; never back."""
        there = self._aside.lines[line] if line < len(self._aside.lines) else self._line
        if there > self._line:
            self._write("\n" * (there - self._line))

    def _write(self, text: str) -> None:
        whole = self._aside.back(text)
        self._line += whole.count("\n")
        self._parts.append(whole)


def _attributes(token: Token) -> str:
    start = token.attrGet("start")
    if start is not None:
        return f' start="{int(start)}"'
    align = _ALIGN.fullmatch(str(token.attrGet("style") or ""))
    return f' align="{align[1]}"' if align else ""
