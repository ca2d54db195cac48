"""What the records of a kind look like: by which keys they are telling, and how well one fits.

A shape is declared with its kind in the system's own folder. Keys are written as the system spells
them; `key{}` asks for an object under the key and `key[]` for a list.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from data.exchange.parsed_offer import Record
from data.exchange.record_kinds import Kind

Keys = frozenset[str]
_HOLDERS = (dict, list)
_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Records of one kind: one key of each of `needs` and one of `tells`, and none of `never`.

    `knows` are all keys that such records have; with `is_closed` they have no others. `names` are
    what files and people call the kind. With `in_any_case` keys are compared in snake case.
    """

    kind: Kind
    needs: tuple[Keys, ...]
    tells: Keys
    never: Keys
    knows: Keys
    names: Keys
    is_closed: bool = False
    in_any_case: bool = False

    def fit(self, keys: Keys, *, is_stated: bool = False) -> int:
        """How many of the record's keys speak for this kind, 0 when it is not of it.

        `is_stated`: somebody says that it is of this kind, so that nothing has to tell it.
        """
        if not all(any_of & keys for any_of in self.needs):
            return 0
        if not is_stated and not self._is_evident(keys):
            return 0
        return max(1, len(keys & self.knows))

    def _is_evident(self, keys: Keys) -> bool:
        if self.never & keys or (self.tells and not self.tells & keys):
            return False
        unknown = sum(not key.startswith("_") and key[-1:] not in "}]" for key in keys - self.knows)
        return not unknown if self.is_closed else unknown < len(keys & self.knows)


def shape(
    kind: Kind,
    needs: str = "",
    tells: str = "",
    *,
    also: str = "",
    never: str = "",
    label: str = "",
    is_closed: bool = False,
    in_any_case: bool = False,
) -> Shape:
    """A shape from keys in words; of keys with `|` between them one is enough."""
    asked = tuple(frozenset(word.split("|")) for word in needs.split())
    telling = frozenset(tells.split())
    knows = frozenset().union(*asked, telling, also.split())
    names = frozenset(slug(word) for word in (label.split() or (kind.words,)))
    return Shape(
        kind, asked, telling, frozenset(never.split()), knows, names, is_closed, in_any_case
    )


def keys_of(record: Record) -> Keys:
    """The record's keys, and what objects and lists it has under them."""
    marked = [
        _marked(key, is_object=type(value) is dict)
        for key, value in record.items()
        if type(value) in _HOLDERS
    ]
    return frozenset([*record, *marked])


@lru_cache(maxsize=4096)
def _marked(key: str, *, is_object: bool) -> str:
    return f"{key}{{}}" if is_object else f"{key}[]"


@lru_cache(maxsize=4096)
def snake(key: str) -> str:
    """A key in snake case."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", key).lower()


def in_snake_case(keys: Iterable[str]) -> Keys:
    """Keys in snake case."""
    return frozenset(map(snake, keys))


def slug(words: str) -> str:
    """What somebody calls a kind, however it is spelled: `Custom Fields` is custom_field."""
    plain = _PLAIN.sub("_", snake(words.strip())).strip("_")
    if plain.endswith("ies"):
        return f"{plain[:-3]}y"
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


def best_kind(shapes: Iterable[Shape], record: Record) -> Kind | None:
    """The kind of one system that fits a record best, None when none does."""
    keys = keys_of(record)
    in_snake = in_snake_case(keys)
    fits = [(one.fit(in_snake if one.in_any_case else keys), one) for one in shapes]
    weight, best = max(fits, key=lambda fit: fit[0])
    return best.kind if weight else None


def is_named(shape_: Shape, label: str) -> bool:
    """Whether the kind is label so, or so behind other words: `public_offers` are offers."""
    return label in shape_.names or any(label.endswith(f"_{name}") for name in shape_.names)
