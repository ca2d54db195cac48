"""Items under a condition belong to the list that they stand in.

A line of tags ends a list, so that what stands between two of them is several lists; where the tags
close what they open, these are joined again, and the tags stand between the items.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from data.letters.paragraphs.tags_aside import TagsAside

_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
_OPENS = frozenset({"if", "for", "block", "macro", "call", "filter", "with"})
_MIDDLES = frozenset({"elif", "else"})
DEEPEST = 20
"""Lists that stand under more conditions than this are left as they are."""
_LISTS = ("bullet_list_open", "ordered_list_open")


class _Reach(NamedTuple):
    """How far one list goes: the last token of it, and the ends of the lists in it."""

    last: int
    dropped: frozenset[int]


def joined(tokens: list[Token], aside: TagsAside) -> list[Token]:
    """The tokens with lists joined over the tags between them."""
    return list(_joined(tokens, aside))


def _joined(tokens: list[Token], aside: TagsAside) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        if tokens[at].type not in _LISTS or tokens[at].level:
            yield tokens[at]
            at += 1
            continue
        reach = _reach(tokens, at, aside)
        inside = range(at, reach.last + 1)
        yield from (tokens[one] for one in inside if one not in reach.dropped)
        if reach.dropped:
            yield tokens[_close(tokens, at)]
        at = reach.last + 1


def _reach(tokens: list[Token], begin: int, aside: TagsAside) -> _Reach:
    last = end = _close(tokens, begin)
    ends = {end}
    counted: set[int] = set()
    depth, at, has_tags = 0, end + 1, False
    while at < len(tokens):
        token = tokens[at]
        if token.type == "tags":
            depth = _depth(aside.back(token.content), depth)
            has_tags, end = True, at
        elif token.type == tokens[begin].type and has_tags:
            end = _close(tokens, at)
            ends |= {at, end}
            has_tags = False
        else:
            break
        if not 0 <= depth <= DEEPEST:
            break
        if depth == 0 and len(ends) > 1:
            last, counted = end, set(ends)
        at = end + 1
    return _Reach(last, frozenset(counted))


def _close(tokens: list[Token], begin: int) -> int:
    """Where a list ends that begins here."""
    level = tokens[begin].level
    return next(
        at
        for at in range(begin + 1, len(tokens))
        if tokens[at].level == level and tokens[at].nesting < 0
    )


def _depth(tags: str, depth: int) -> int:
    """How many tags are open behind these; below zero where one was open before the list."""
    for word in _WORD.findall(tags):
        if word in _OPENS:
            depth += 1
        elif word.startswith("end") and word != "endset":
            depth -= 1
        if depth < (1 if word in _MIDDLES else 0):
            return -1
    return depth
