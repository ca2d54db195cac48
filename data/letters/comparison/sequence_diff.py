"""Finds what two sequences have in common, in bounded time, however repetitive they are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

EFFORT = 2_000_000
"""Steps that difflib may take in one comparison; a step is well under a microsecond."""
JUNK = 200
"""From so many items on, difflib leaves out what occurs all the time (and is quadratic below)."""


class Range(NamedTuple):
    """Items `start` to `end` before and `other_start` to `other_end` after, the same or not."""

    is_same: bool
    start: int
    end: int
    other_start: int
    other_end: int


class Effort:
    """How much may still be done in one comparison; beyond it, what differs differs as a whole."""

    def __init__(self, steps: int = EFFORT) -> None:
        self._left = steps

    def allows(self, steps: int) -> bool:
        """Whether so many steps may be taken; if so they count as taken."""
        if steps > self._left:
            return False
        self._left -= steps
        return True


def ranges(
    before: Sequence[Hashable], after: Sequence[Hashable], effort: Effort
) -> Iterator[Range]:
    """Both sequences from their start to their end, cut where sameness begins and ends."""
    at = other = 0
    for start, other_start, length in _joined(_matches(before, after, effort)):
        if start > at or other_start > other:
            yield Range(False, at, start, other, other_start)
        at, other = start + length, other_start + length
        yield Range(True, start, at, other_start, other)
    if at < len(before) or other < len(after):
        yield Range(False, at, len(before), other, len(after))


_Match = tuple[int, int, int]


def _joined(matches: Iterator[_Match]) -> Iterator[_Match]:
    """Matches that follow each other on both sides put together, empty ones left out."""
    last: _Match = (0, 0, 0)
    for start, other, length in matches:
        if (start, other) == (last[0] + last[2], last[1] + last[2]):
            last = (last[0], last[1], last[2] + length)
            continue
        if last[2]:
            yield last
        last = (start, other, length)
    if last[2]:
        yield last


def _matches(
    before: Sequence[Hashable], after: Sequence[Hashable], effort: Effort
) -> Iterator[_Match]:
    shorter = min(len(before), len(after))
    head = _common(before, after, shorter, from_end=False)
    tail = _common(before, after, shorter - head, from_end=True)
    yield 0, 0, head
    end, other_end = len(before) - tail, len(after) - tail
    for start, other, length in _inner(before[head:end], after[head:other_end], effort):
        yield start + head, other + head, length
    yield end, other_end, tail


def _common(
    before: Sequence[Hashable], after: Sequence[Hashable], most: int, *, from_end: bool
) -> int:
    count = 0
    while count < most:
        at = -1 - count if from_end else count
        if before[at] != after[at]:
            break
        count += 1
    return count


def _inner(
    before: Sequence[Hashable], after: Sequence[Hashable], effort: Effort
) -> Iterator[_Match]:
    if not before or not after:
        return
    if effort.allows(_steps(before, after)):
        matcher = SequenceMatcher(None, before, after, autojunk=len(after) >= JUNK)
        for block in matcher.get_matching_blocks():
            yield block.a, block.b, block.size
        return
    at = other = 0
    anchors = _anchors(before, after)
    for start, other_start in anchors:
        gap = _matches(before[at:start], after[other:other_start], effort)
        yield from ((one + at, two + other, length) for one, two, length in gap)
        yield start, other_start, 1
        at, other = start + 1, other_start + 1
    if anchors:
        gap = _matches(before[at:], after[other:], effort)
        yield from ((one + at, two + other, length) for one, two, length in gap)


def _steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """About how many steps difflib takes: pairs of equal items, for a share of its rounds."""
    there, popular = Counter(after), len(after)
    if len(after) >= JUNK:
        popular = len(after) // 100 + 1
    pairs = sum(there[item] for item in before if there[item] <= popular)
    return len(before) + len(after) + pairs * (1 + min(len(before), len(after)) // 4)


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of what occurs once on each side, as many as stand in the same order."""
    once, there = Counter(before), Counter(after)
    places = {item: at for at, item in enumerate(after) if there[item] == 1}
    pairs = [
        (at, places[item]) for at, item in enumerate(before) if once[item] == 1 and item in places
    ]
    ends: list[int] = []
    last: list[int] = []
    behind: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        behind.append(last[length - 1] if length else -1)
        ends[length:] = [place, *ends[length + 1 :]]
        last[length:] = [number, *last[length + 1 :]]
    chain: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = behind[at]
    return chain[::-1]
