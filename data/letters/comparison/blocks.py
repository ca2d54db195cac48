"""Splits a letter into blocks and runs of text, and these into words, for comparison."""

import re
from collections import Counter
from typing import NamedTuple

from data.letters.layout.html_tree import PAGE, Element
from data.letters.layout.inherited_style import InlineContext
from data.letters.layout.inline import all_inline
from data.letters.layout.wrapping import BREAK, Piece
from data.values.styled_text import Span

LINE = "#line"
"""An element of ours: a line of a text, with its blanks."""
_PAGE_MARK, _RULE_MARK = "page break", "line"
CELLS = frozenset({"td", "th"})
_KEPT = frozenset({"tr", LINE, *CELLS})
_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORDS = re.compile(rf"(\s*)([{_CJK}]|[^\W{_CJK}]+(?:[.,:'’/@&%+_-]+[^\W{_CJK}]+)*%?|[^\w\s])")


class Token(NamedTuple):
    """A word or a sign as it stands, with the blanks before it; BREAK's text begins a line."""

    text: str
    style: str
    space: str


class Block:
    """A block, or a run of text between blocks."""

    def __init__(self, nodes: list[Element | str], block: Element | None = None) -> None:
        self.nodes = nodes
        self.block = block
        self._words: tuple[str, ...] | None = None
        self._bag: Counter[str] | None = None

    @property
    def tag(self) -> str:
        """The block's tag; nothing for a run."""
        return self.block.tag if self.block else ""

    @property
    def is_leaf(self) -> bool:
        """Whether there are only words in it, and no block."""
        return self.block is None or not (self.block.has_block or self.tag in ("hr", PAGE))

    @property
    def is_rule(self) -> bool:
        """Whether it is a line or a page break."""
        return self.tag in ("hr", PAGE)

    @property
    def words(self) -> tuple[str, ...]:
        """All its words, those of the blocks in it too."""
        if self._words is None:
            self._words = tuple(self._found())
        return self._words

    @property
    def key(self) -> tuple[str, ...]:
        """Two parts with one key say the same; a list is never a paragraph."""
        return (self.tag if not self.is_leaf else "", *self.words)

    @property
    def bag(self) -> Counter[str]:
        """How often each word occurs."""
        if self._bag is None:
            self._bag = Counter(self.words)
        return self._bag

    def tokens(self) -> list[Token]:
        """The words of a leaf, with their styles."""
        is_line = self.tag == LINE
        return tokens(all_inline(Element("", {}).like(self.nodes), InlineContext()), keep=is_line)

    def _found(self) -> list[str]:
        if self.is_rule:
            return [_PAGE_MARK if self.tag == PAGE else _RULE_MARK]
        found = _breaks(self.block, "before")
        if self.is_leaf:
            keep = self.tag == LINE
            found += [token.space + token.text if keep else token.text for token in self.tokens()]
        else:
            found += [word for part in blocks_of(self.nodes) for word in part.words]
        return found + _breaks(self.block, "after")


def _breaks(block: Element | None, side: str) -> list[str]:
    return [_PAGE_MARK] if block is not None and block.breaks_page(side) else []


def blocks_of(nodes: list[Element | str]) -> list[Block]:
    """Blocks, and the runs of text between them that say something."""
    found: list[Block] = []
    run: list[Element | str] = []
    for node in nodes:
        if isinstance(node, str) or not node.is_block:
            run.append(node)
            continue
        found += _run(run)
        run = []
        if node.tag in ("thead", "tbody", "tfoot"):
            found += blocks_of(node.children)
        elif node.tag not in ("col", "colgroup"):
            found += _block(node)
    return found + _run(run)


def _block(node: Element) -> list[Block]:
    """A block that says something, or that keeps the place of a cell or a line."""
    part = Block(node.children, node)
    return [part] if part.words or node.tag in _KEPT else []


def _run(nodes: list[Element | str]) -> list[Block]:
    run = Block(nodes)
    return [run] if any(word.strip() for word in run.words) else []


def tokens(pieces: list[Piece], *, keep: bool = False) -> list[Token]:
    """Words and punctuation with the white space before them; `keep` keeps that as it is."""
    found: list[Token] = []
    space = ""
    for piece in pieces:
        if piece is BREAK:
            found.append(Token("\n", "", ""))
            space = ""
            continue
        text, style = Span(*piece)
        end = 0
        for match in _WORDS.finditer(text):
            space = space + match[1]
            kept = space if keep or "\u00a0" in space else " " if space else ""
            found.append(Token(match[2], style, kept))
            space, end = "", match.end()
        space += text[end:]
    return found


def likeness(before: Block, after: Block) -> float:
    """How many of their words two parts share, from 0 to 1."""
    total = len(before.words) + len(after.words)
    return 2 * (before.bag & after.bag).total() / total if total else 1.0
