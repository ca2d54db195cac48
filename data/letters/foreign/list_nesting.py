"""Puts paragraphs of lists, each with its level, into lists inside lists."""

from typing import NamedTuple

from data.letters.foreign.foreign_letter import Block, Part
from data.letters.foreign.word_styles import ListLevel


class ListItem(NamedTuple):
    """A paragraph of a list; `mark` is what was written before it, where a reader knows it."""

    level: int
    kind: ListLevel
    block: Block
    list_id: str = ""
    mark: str = ""


Flow = Block | ListItem


def nested(flow: list[Flow], counts: dict[str, int] | None = None) -> tuple[Block, ...]:
    """The flow with neighbouring list items as lists, deeper ones inside the item before.

    `counts` are the items so far of each list, which may go on behind other paragraphs.
    """
    made: list[Block] = []
    at = 0
    while at < len(flow):
        one = flow[at]
        if isinstance(one, Block):
            made.append(one)
            at += 1
        else:
            found, at = _list(flow, at, one)
            made.append(found if counts is None else _continued(found, one, counts))
    return tuple(made)


def _continued(found: Block, first: ListItem, counts: dict[str, int]) -> Block:
    """The list with the number that it goes on with."""
    if found.tag != "ol" or first.level or not first.list_id:
        return found
    before = counts.get(first.list_id, first.kind.start - 1)
    counts[first.list_id] = before + len(found.parts)
    return Block("ol", found.parts, (*_started(before + 1), *_typed(first.kind)))


def _list(flow: list[Flow], at: int, first: ListItem) -> tuple[Block, int]:
    """The list that begins at a place, and where the flow goes on."""
    items: list[Block] = []
    while at < len(flow):
        one = flow[at]
        if isinstance(one, Block) or one.level < first.level:
            break
        if one.level == first.level:
            if _begins_another(one, first):
                break
            items.append(one.block)
            at += 1
        else:
            inside, at = _list(flow, at, one)
            last = items.pop()
            items.append(Block("li", (*last.parts, inside), last.attributes))
    kind = first.kind
    parts: tuple[Part, ...] = tuple(items)
    if not kind.ordered:
        return Block("ul", parts), at
    return Block("ol", parts, (*_started(kind.start), *_typed(kind))), at


def _begins_another(one: ListItem, first: ListItem) -> bool:
    """Whether an item is of another list than the first: numbered otherwise, or anew."""
    is_numbered = one.kind.ordered or first.kind.ordered
    is_anew = bool(one.mark) and one.list_id != first.list_id
    return is_numbered and (one.kind != first.kind or is_anew)


def _started(number: int) -> tuple[tuple[str, str], ...]:
    return () if number == 1 else (("start", str(number)),)


def _typed(kind: ListLevel) -> tuple[tuple[str, str], ...]:
    return (("type", kind.type),) if kind.type else ()
