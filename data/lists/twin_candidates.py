"""Candidates who may be one person: they have the same email address, or the same name."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from data.storage import connection
from data.values.text import folded, spoken

_COLUMNS = "id, name, email"
_FOUND = (
    f"SELECT {_COLUMNS} FROM candidates WHERE id IN (SELECT rowid FROM candidate_words"
    " WHERE candidate_words MATCH ? LIMIT 50) ORDER BY id"
)
_ALL = f"SELECT {_COLUMNS} FROM candidates WHERE erased_at IS NULL"
_THESE = (
    f"SELECT {_COLUMNS} FROM candidates WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
)


class Person(NamedTuple):
    """A candidate as far as it takes to tell whether another one is the same person."""

    id: int
    name: str
    email: str

    @property
    def called(self) -> str:
        """Name and number."""
        return f"{self.name} ({self.id})" if self.name else f"candidate {self.id}"


class Twins(NamedTuple):
    """Two candidates who may be one person, and what they have in common."""

    one: Person
    other: Person
    shared: str

    @property
    def words(self) -> str:
        """What they have in common, in words."""
        return f"the same {self.shared} as {self.other.called}"


def of(name: str, email: str, but: int | None = None) -> Twins | None:
    """The first candidate with this email address, or else this name; `but` is somebody known."""
    one = Person(but or 0, name, email)
    words = [f'"{spoken(email).strip()}"'] if spoken(email).strip() else []
    if spoken(name).strip():
        words.append("(" + " AND ".join(f'"{word}"' for word in spoken(name).split()) + ")")
    if not words:
        return None
    rows = connection.reader().execute(_FOUND, (" OR ".join(words),))
    others = [Person(*row) for row in rows if row[0] != but]
    for shared, key in _KEYS.items():
        wanted = key(one)
        found = next((other for other in others if wanted and key(other) == wanted), None)
        if found is not None:
            return Twins(one, found, shared)
    return None


def among(desk: sqlite3.Connection, fresh: Collection[int]) -> Iterator[Twins]:
    """Those of the fresh candidates who may be somebody who is here; each once."""
    if not fresh:
        return
    named = set[int]()
    for shared, key in _KEYS.items():
        several = _several(desk, key)
        new = {one.id for one in several}.intersection(fresh)
        first: dict[str, Person] = {}
        for person in sorted(several, key=lambda one: one.id in new):
            other = first.setdefault(key(person), person)
            if other is not person and person.id in new and person.id not in named:
                named.add(person.id)
                yield Twins(person, other, shared)


def _several(desk: sqlite3.Connection, key: Callable[[Person], str]) -> list[Person]:
    """The candidates whose key somebody else has, too, by number.

    Of all others only a number is held: an import may bring a million.
    """
    ids, hashes = array("q"), array("q")
    for row in desk.execute(_ALL):
        words = key(Person(*row))
        if words:
            ids.append(row[0])
            hashes.append(hash(words))
    twice = {one for one, other in pairwise(sorted(hashes)) if one == other}
    wanted = [number for number, one in zip(ids, hashes, strict=True) if one in twice]
    return [Person(*row) for row in desk.execute(_THESE, (json.dumps(wanted),))]


def _email(person: Person) -> str:
    return folded(person.email)


def _name(person: Person) -> str:
    """The words of a name, in any order; a single one is nobody's alone."""
    words = spoken(person.name).split()
    return " ".join(sorted(words)) if len(words) > 1 or not person.name.isascii() else ""


_KEYS = {"email address": _email, "name": _name}
