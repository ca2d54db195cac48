"""Which system a record is of and what it is: weighed against every kind of every system.

Nothing is guessed: a record that fits no kind, or two equally well, is refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import RecordReader, Refused, quoted
from data.exchange.shapes import Keys, Shape, in_snake_case, is_named, keys_of, slug
from data.exchange.system import UnreadSystem
from data.values.text import one_line

Recognised = tuple[RecordReader, Kind, Record]
_REMEMBERED = 4_096
"""Sets of keys of which it is remembered what they are."""
_HOW = "say what it is with --from and --kind"


class _Declared(NamedTuple):
    """A shape and whose it is; `reader` None for a system that is not read."""

    title: str
    reader: RecordReader | None
    shape: Shape

    @property
    def called(self) -> str:
        """The kind with its system: a Greenhouse application."""
        article = "an" if self.title[:1] in "AEIOU" else "a"
        return f"{article} {self.title} {self.shape.kind.words}"


class Recogniser:
    """Tells records of these systems apart, and names those of systems that are not read."""

    def __init__(
        self,
        systems: Iterable[RecordReader],
        unread: Iterable[UnreadSystem] = (),
        *,
        kind: str = "",
        file_name: str = "",
    ) -> None:
        """`kind` is what a person says that the records are; `file_name` decides between equals."""
        self._systems = tuple(systems)
        self._declared = tuple(_declared(self._systems, unread))
        self._tables = tuple(one for one in self._systems if one.is_table)
        self._kind = slug(kind)
        self._file = slug(file_name)
        self._known: dict[tuple[Keys, str], _Declared | str] = {}

    def __call__(self, value: JsonValue, label: str = "") -> Recognised:
        """Whose record it is and what; `label`: what its file calls it. Raises Refused."""
        if not isinstance(value, dict):
            raise _no_record(value)
        for system in self._tables:
            kind = system.recognise(value)
            if kind is not None:
                return system, _read(kind), value
        key = (keys_of(value), self._kind or (slug(label) if label else ""))
        found = self._known.get(key)
        if found is None:
            found = self._weighed(*key)
            if len(self._known) < _REMEMBERED:
                self._known[key] = found
        if isinstance(found, str):
            raise Refused("", found)
        if found.reader is None or found.shape.kind.refusal:
            raise Refused("", f"looks like {found.called}, which is not read. {self._read_ones()}")
        return found.reader, found.shape.kind, value

    def _weighed(self, keys: Keys, label: str) -> _Declared | str:
        """The one kind that fits best, or why there is none."""
        stated = [one for one in self._declared if label and is_named(one.shape, label)]
        if label and not stated:
            return (
                f"is called {one_line(label)}, which is no kind that is known. {self._read_ones()}"
            )
        fits = list(_fits(stated or self._declared, keys, is_stated=bool(stated)))
        best = [one for weight, one in fits if weight == max(weight for weight, _ in fits)]
        if not best and stated:
            return f"has not what {stated[0].called} has. {self._read_ones()}"
        if not best:
            return f"is no record that is known here. {self._read_ones()}"
        if len({one.called for one in best}) > 1:
            best = [one for one in best if is_named(one.shape, self._file)] or best
        several = list(dict.fromkeys(one.called for one in best))
        if len(several) > 1:
            return f"could be {_joined(several, 'or')}: {_HOW}."
        return best[0]

    def _read_ones(self) -> str:
        """Which kinds are read, and how to say what a record is."""
        read = [one for one in self._declared if one.reader and not one.shape.kind.refusal]
        titles = list(dict.fromkeys(one.title for one in read))
        words = list(dict.fromkeys(one.shape.kind.words for one in read))
        return f"Read are, from {_joined(titles, 'and')}: {', '.join(words)}; {_HOW}."


def _declared(
    systems: Iterable[RecordReader], unread: Iterable[UnreadSystem]
) -> Iterator[_Declared]:
    for system in systems:
        yield from (_Declared(system.title, system, one) for one in system.shapes)
    for foreign in unread:
        yield from (_Declared(foreign.title, None, one) for one in foreign.shapes)


def _fits(
    declared: Iterable[_Declared], keys: Keys, *, is_stated: bool = False
) -> Iterator[tuple[int, _Declared]]:
    """The kinds that a record with these keys may be of, with how well it fits."""
    in_snake = in_snake_case(keys)
    for one in declared:
        weight = one.shape.fit(in_snake if one.shape.in_any_case else keys, is_stated=is_stated)
        if weight:
            yield weight, one


def _read(kind: Kind) -> Kind:
    if kind.refusal:
        raise Refused("", kind.refusal)
    return kind


def _no_record(value: JsonValue) -> Refused:
    called = _called(value)
    return Refused(
        "",
        f"expected a record (a JSON object), but it is {called}.",
        expected="a JSON object",
        came=called if isinstance(value, list) else quoted(value),
    )


def _joined(several: list[str], word: str) -> str:
    *others, last = several
    return f"{', '.join(others)} {word} {last}" if others else last


def _called(value: JsonValue) -> str:
    names = {str: "text", bool: "true or false", list: "a list", type(None): "null"}
    return names.get(type(value), "a number")
