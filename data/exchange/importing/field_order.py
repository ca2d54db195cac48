"""The order of imported fields and their options: by what came, not by what came first.

Fields stand where their system has them, else by their names. What a person moved stays, and
what is new comes behind it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from data.values.text import folded

Order = tuple[bool, int, str, str]


class Placed(NamedTuple):
    """A field in its place; `is_own` when a person made or changed it."""

    id: int
    order: Order
    is_own: bool


def order_of(position: int | None, name: str, key: str) -> Order:
    """By what a field goes before another one."""
    return position is None, position or 0, folded(name), key


def arranged(
    before: Iterable[Placed], now: Mapping[int, Placed], moved: Collection[int]
) -> list[int]:
    """All fields of `now` in order: those of `before`, and those that are new or called anew."""
    stood = [one for one in before if one.id in now]
    foreign = [one.order for one in stood if not one.is_own]
    is_ours = foreign == sorted(foreign)
    kept = [one for one in stood if not (is_ours and one.id in moved and not one.is_own)]
    placed = [now[one.id] for one in kept]
    there = {one.id for one in placed}
    for one in sorted((now[it] for it in now if it not in there), key=lambda one: one.order):
        placed.insert(_place(placed, one) if is_ours else len(placed), one)
    return [one.id for one in placed]


def _place(placed: list[Placed], one: Placed) -> int:
    later = (at for at, it in enumerate(placed) if not it.is_own and it.order > one.order)
    return next(later, len(placed))


def options_arranged(names: Iterable[str], listed: tuple[str, ...]) -> list[str]:
    """Options in order: as the definition lists them, then by name."""
    places = {name: at for at, name in enumerate(listed)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), folded(name), name))
