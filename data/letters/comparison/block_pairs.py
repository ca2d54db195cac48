"""Pairs the paragraphs of two letters: which one is an edited or moved state of which."""

from itertools import zip_longest

from data.letters.comparison.blocks import CELLS, Block, likeness
from data.letters.comparison.sequence_diff import Range

MOST_PAIRS = 2_500
"""Paragraphs that were replaced are compared with each other up to so many pairs."""
ALIKE = 0.4
"""Parts that share so much are two states of one; less is enough for rows, and face to face."""
_ALIKE = {"tr": 0.3, "td": 0.0, "th": 0.0, "li": 0.3, "table": 0.2}
FACING = 0.2
SHORT = 4
"""A paragraph of fewer words is not called moved."""
_LISTS = frozenset({"ul", "ol"})


class Move:
    """Where a part went that stands elsewhere now."""

    def __init__(self, is_down: bool) -> None:
        self.is_down = is_down
        self.number = -1


def moves(found: list[Range], before: list[Block], after: list[Block]) -> dict[Block, Move]:
    """Parts that are gone in one place and stand in another, with where they went."""
    gone = [at for one in found if not one.is_same for at in range(one.start, one.end)]
    come = [at for one in found if not one.is_same for at in range(one.other_start, one.other_end)]
    places: dict[tuple[str, ...], list[int]] = {}
    for at in gone:
        if len(before[at].words) >= SHORT:
            places.setdefault(before[at].key, []).append(at)
    moved: dict[Block, Move] = {}
    for at in come:
        left = places.get(after[at].key)
        if left:
            was = left.pop(0)
            move = Move(_is_down(found, was, at))
            moved[before[was]] = moved[after[at]] = move
    return moved


def _is_down(found: list[Range], was: int, now: int) -> bool:
    """Whether the place where a part stands now comes after the one where it stood."""
    for one in found:
        if one.start <= was < one.end:
            return not one.other_start <= now < one.other_end and now >= one.other_end
    return False


def pairs(
    before: list[Block], after: list[Block], moved: dict[Block, Move]
) -> list[tuple[Block | None, Block | None]]:
    """Both sides in order, each part with its other state or alone."""
    if not before or not after:
        return [(part, None) for part in before] + [(None, part) for part in after]
    if len(before) * len(after) > MOST_PAIRS:
        return _one_by_one(before, after, moved)
    if len(before) == len(after) and all(part.tag in CELLS for part in [*before, *after]):
        return list(zip(before, after, strict=True))
    scores = [[_score(one, other, before, after, moved) for other in after] for one in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for at in reversed(range(len(before))):
        for place in reversed(range(len(after))):
            best[at][place] = max(
                best[at + 1][place],
                best[at][place + 1],
                best[at + 1][place + 1] + scores[at][place],
            )
    return _chosen(before, after, scores, best)


def _one_by_one(
    before: list[Block], after: list[Block], moved: dict[Block, Move]
) -> list[tuple[Block | None, Block | None]]:
    """Too many to look at every pair: the first with the first, the second with the second."""
    found: list[tuple[Block | None, Block | None]] = []
    for one, other in zip_longest(before, after):
        if one and other and _score(one, other, before, after, moved) > 0:
            found.append((one, other))
        else:
            found += [(one, None)] if one else []
            found += [(None, other)] if other else []
    return found


def _chosen(
    before: list[Block], after: list[Block], scores: list[list[float]], best: list[list[float]]
) -> list[tuple[Block | None, Block | None]]:
    found: list[tuple[Block | None, Block | None]] = []
    at = place = 0
    while at < len(before) and place < len(after):
        paired = best[at + 1][place + 1] + scores[at][place]
        if scores[at][place] > 0 and best[at][place] == paired:
            found.append((before[at], after[place]))
            at, place = at + 1, place + 1
        elif best[at][place] == best[at + 1][place]:
            found.append((before[at], None))
            at += 1
        else:
            found.append((None, after[place]))
            place += 1
    found += [(part, None) for part in before[at:]]
    return found + [(None, part) for part in after[place:]]


def _score(
    one: Block, other: Block, before: list[Block], after: list[Block], moved: dict[Block, Move]
) -> float:
    """How good a pair two parts are; 0 for none."""
    if one in moved or other in moved or one.is_rule or other.is_rule:
        return 0.0
    is_kin = one.tag == other.tag or {one.tag, other.tag} <= _LISTS
    if one.is_leaf != other.is_leaf or not (one.is_leaf or is_kin):
        return 0.0
    needed = _ALIKE.get(other.tag, ALIKE)
    if len(before) == len(after) == 1:
        needed = min(needed, FACING)
    alike = likeness(one, other)
    return 0.01 + alike if alike >= needed else 0.0
