"""Merges two letters into one tree in which every node says which letter it belongs to.

Elements of the tree have an attribute `side`: "before" and "after" are in the letter of that side
and in both together; "was" only in the letter before, "note" only in both together. What belongs
to a change has its number in its style, "@0" for the first one.
"""

from collections.abc import Sequence
from typing import NamedTuple

from data.letters.comparison.block_pairs import Move, moves, pairs
from data.letters.comparison.blocks import CELLS, LINE, Block, Token, blocks_of
from data.letters.comparison.sequence_diff import Effort, Range, ranges
from data.letters.layout.html_tree import PIECE, Element

Node = Element | str

_NAMES = {"li": "list item", "tr": "row", "table": "table", LINE: "line"}
_NAMES |= dict.fromkeys(CELLS, "cell")
_SIGNS = {
    "before": ("[-", "-]", "bad strike"),
    "was": ("[-", "-]", "bad strike"),
    "after": ("{+", "+}", "good underline"),
    "moved": ("{>", "<}", "info"),
}


class LetterChange(NamedTuple):
    """One change: what it is, what stood there and what stands there now.

    `kind` is "changed", "added", "removed" or "moved"; `unit` is "word", "paragraph", "row" …, and
    `number` how many of them.
    """

    kind: str
    unit: str
    number: int
    before: str
    after: str


class LetterDiff:
    """Merges two letters into one tree and collects the changes."""

    def __init__(self) -> None:
        self.changes: list[LetterChange] = []
        self._effort = Effort()

    def merge(self, before: Element, after: Element) -> Element:
        """The tree of both."""
        return after.like(self._children(blocks_of(before.children), blocks_of(after.children)))

    # ------------------------------------------------------------ blocks

    def _children(self, before: list[Block], after: list[Block]) -> list[Node]:
        keys, other_keys = [part.key for part in before], [part.key for part in after]
        found = list(ranges(keys, other_keys, self._effort))
        moved = moves(found, before, after)
        nodes: list[Node] = []
        for one in found:
            if one.is_same:
                nodes += _nodes(after[one.other_start : one.other_end])
            else:
                nodes += self._replaced(
                    before[one.start : one.end], after[one.other_start : one.other_end], moved
                )
        return nodes

    def _replaced(
        self, before: list[Block], after: list[Block], moved: dict[Block, Move]
    ) -> list[Node]:
        """What stood there and what stands there now: pairs word by word, the others as a whole."""
        nodes: list[Node] = []
        old: list[Block] = []
        new: list[Block] = []
        for one, other in [*pairs(before, after, moved), (None, None)]:
            if one is not None and other is None:
                old.append(one)
            elif other is not None and one is None:
                new.append(other)
            else:
                nodes += self._whole(old, "before", moved) + self._whole(new, "after", moved)
                old, new = [], []
            if one is not None and other is not None:
                nodes += self._pair(one, other)
        return nodes

    def _pair(self, before: Block, after: Block) -> list[Node]:
        if before.is_leaf and after.is_leaf:
            children = self._words(before, after)
            return children if after.block is None else [after.block.like(children)]
        if after.block is None or before.is_leaf or after.is_leaf:
            both = self._whole([before], "before", {}) + self._whole([after], "after", {})
            return both if after.tag not in CELLS else [_cell(after, both)]
        return [after.block.like(self._children(blocks_of(before.nodes), blocks_of(after.nodes)))]

    def _whole(self, found: list[Block], side: str, moved: dict[Block, Move]) -> list[Node]:
        """Parts that are only on one side; those that stand together are one change."""
        nodes: list[Node] = []
        run: list[Block] = []
        for part in [*found, None]:
            if part is not None and part not in moved:
                run.append(part)
                continue
            if run:
                number = self._note(run, side)
                nodes += [node for one in run for node in _marked(one, side, number)]
                run = []
            if part is not None:
                nodes += self._moved(part, side, moved[part])
        return nodes

    def _note(self, run: list[Block], side: str) -> int:
        kind = "removed" if side == "before" else "added"
        unit = _NAMES.get(run[0].tag, "paragraph")
        text = "\n".join(text_of(part) for part in run)
        stated = (text, "") if side == "before" else ("", text)
        self.changes.append(LetterChange(kind, unit, len(run), *stated))
        return len(self.changes) - 1

    def _moved(self, part: Block, side: str, move: Move) -> list[Node]:
        """A part that stands elsewhere now: in full where it stands, named where it stood."""
        if move.number < 0:
            unit = _NAMES.get(part.tag, "paragraph")
            self.changes.append(LetterChange("moved", unit, 1, text_of(part), text_of(part)))
            move.number = len(self.changes) - 1
        if side == "after":
            return _marked(part, "moved", move.number)
        first = " ".join(text_of(part).split()[:5])
        where = "below" if move.is_down else "above"
        text = f"[moved {where}: “{first} …”]"
        note = Element(LINE if part.tag == LINE else "p", {"side": "note"})
        note = note.like([piece(text, f"info @{move.number}", "note")])
        return [_in_place(note, part), *_marked(part, "was", move.number)]

    # ------------------------------------------------------------ words

    def _words(self, before: Block, after: Block) -> list[Node]:
        old, new = before.tokens(), after.tokens()
        if (before.tag == LINE) is not (after.tag == LINE) or before.tag != LINE:
            keys: list[str] = [token.text for token in old]
            others = [token.text for token in new]
        else:
            keys = [token.space + token.text for token in old]
            others = [token.space + token.text for token in new]
        nodes: list[Node] = []
        for one in _readable(list(ranges(keys, others, self._effort)), keys):
            was, now = old[one.start : one.end], new[one.other_start : one.other_end]
            if one.is_same:
                nodes += _same(was, now)
            else:
                nodes += self._changed(was, now)
        return nodes

    def _changed(self, was: list[Token], now: list[Token]) -> list[Node]:
        kind = "changed" if was and now else "removed" if was else "added"
        count = max(_count(was), _count(now), 1)
        self.changes.append(LetterChange(kind, "word", count, _text(was), _text(now)))
        mark = f"@{len(self.changes) - 1}"
        shared = was and now and was[0].space == now[0].space
        nodes: list[Node] = [piece(now[0].space, "", "")] if shared and now[0].space else []
        for side, tokens in (("before", was), ("after", now)):
            if tokens:
                space = "" if shared else tokens[0].space
                nodes += [piece(space, "", side)] if space else []
                nodes += _signed(tokens, side, mark)
        return nodes


def _readable(found: Sequence[Range], words: Sequence[str]) -> list[Range]:
    """Ranges without islands: a word or two that stayed amid much that changed goes with it."""
    kept: list[Range] = []
    for number, one in enumerate(found):
        before = kept[-1] if kept else None
        after = found[number + 1] if number + 1 < len(found) else None
        if before and not before.is_same and (not one.is_same or _is_island(before, one, after)):
            kept[-1] = Range(False, before.start, one.end, before.other_start, one.other_end)
        else:
            kept.append(one)
    return kept


def _is_island(before: Range, one: Range, after: Range | None) -> bool:
    stayed = one.end - one.start
    if after is None or stayed > 2:
        return False
    changed = [
        max(side.end - side.start, side.other_end - side.other_start) for side in (before, after)
    ]
    return min(changed) >= 2 * stayed and sum(changed) >= 5 * stayed


# ---------------------------------------------------------------- nodes


def piece(text: str, style: str, side: str) -> Element:
    """Text in a style of its own, on one side or on both."""
    return Element(PIECE, {"text": text, "style": style, "side": side})


def text_of(part: Block) -> str:
    """A part's text on one line."""
    if part.is_leaf:
        return _text(part.tokens())
    return " ".join(filter(None, (text_of(one) for one in blocks_of(part.nodes))))


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.space + token.text for token in tokens).strip().replace("\n", " ")


def _count(tokens: Sequence[Token]) -> int:
    return sum(token.text[0].isalnum() for token in tokens)


def _nodes(found: list[Block]) -> list[Node]:
    return [node for part in found for node in ([part.block] if part.block else part.nodes)]


def _written(token: Token, style: str, side: str) -> list[Node]:
    if token.text == "\n":
        return [Element("br", {"side": side})]
    text = piece(token.text, f"{token.style} {style}".strip(), side)
    return [piece(token.space, token.style and style, side), text] if token.space else [text]


def _same(was: list[Token], now: list[Token]) -> list[Node]:
    """Words that are on both sides; the blank before the first may be on one side only."""
    nodes: list[Node] = []
    first, *others = now
    if was[0].space != first.space:
        spaces = (("before", was[0].space), ("after", first.space))
        nodes += [piece(space, "", side) for side, space in spaces if space]
        first = first._replace(space="")
    return nodes + [node for token in (first, *others) for node in _written(token, "", "")]


def _signed(tokens: list[Token], side: str, mark: str) -> list[Node]:
    """The words of one side between their marks; the space before the first stays outside."""
    opening, closing, look = _SIGNS[side]
    shown_on = "after" if side == "moved" else side
    style = f"{look} {mark}"
    nodes: list[Node] = [piece(opening, style, shown_on)]
    for number, token in enumerate(tokens):
        if number and token.space:
            nodes.append(piece(token.space, style, shown_on))
        nodes += _written(token._replace(space=""), style, shown_on)
    return [*nodes, piece(closing, style, shown_on)]


def _marked(part: Block, side: str, number: int) -> list[Node]:
    """A part that is only on one side, all its words marked."""
    shown_on = "after" if side == "moved" else side
    mark = f"@{number}"
    if not part.words and part.tag != LINE:
        return [part.block] if part.block else []
    if part.is_rule or (part.is_leaf and part.tag != LINE and not part.tokens()):
        opening, closing, look = _SIGNS[side]
        shown = piece(f"{opening}{part.words[0]}{closing}", f"{look} {mark}", shown_on)
        return [Element("p", {"side": shown_on}).like([shown])]
    if not part.is_leaf:
        inside = [node for one in blocks_of(part.nodes) for node in _marked(one, side, number)]
    else:
        inside = _signed(part.tokens(), side, mark)
        if part.tag == LINE and part.words:
            space = part.tokens()[0].space
            inside = [piece(space, "", shown_on), *inside] if space else inside
    return [part.block.like(inside, side=shown_on)] if part.block else inside


def _cell(after: Block, nodes: list[Node]) -> Element:
    """What was and what is in a cell, within one cell."""
    inside: list[Node] = []
    for node in nodes:
        is_cell = isinstance(node, Element) and node.tag in CELLS
        inside += node.children if isinstance(node, Element) and is_cell else [node]
    return Element("td", {}).like(inside) if after.block is None else after.block.like(inside)


def _in_place(note: Element, part: Block) -> Element:
    """A note as it may stand where the part stood: in an item, in a cell of a row."""
    if part.tag == "li":
        return Element("li", {"side": "note"}).like(list(note.children))
    if part.tag == "tr":
        cell = Element("td", {"colspan": "40"}).like(list(note.children))
        return Element("tr", {"side": "note"}).like([cell])
    return note
