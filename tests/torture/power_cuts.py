"""What is left on a disk when the power goes: an act is done once, written down, and cut anywhere.

A disk keeps what it was told to synchronise. Of all else it loses any part, in any order and torn
at sectors; names in folders it loses from the last one backwards, as a journal does. `record.h`
writes the log that is read here; nothing is done again for a cut.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
MOST_ALONE = 6
"""So many of the writes that wait are lost, or kept, each by itself; drawn when there are more."""
CONFIRMED = "/confirmed"
"""What is told outside is known there, whatever becomes of the machine."""
_ENTRY = struct.Struct("<c7xQqIIQ")


class Op(NamedTuple):
    """One call: w(rite), t(runcate), p(ath truncated), s(ync), f(older synced), c(reated),
    r(enamed), l(inked), u(nlinked)."""

    kind: str
    file: int
    at: int
    path: str
    other: str
    data: bytes


class Cut(NamedTuple):
    """A moment, after so many calls, and what of the waiting is kept: changes, one of them only in
    part, and how many of the names."""

    moment: int
    kept: frozenset[int] = frozenset()
    names: int = 0
    torn: tuple[int, int] = (-1, 0)


class Start(NamedTuple):
    """A folder before the act, all of it synchronised."""

    names: Mapping[str, int]
    contents: Mapping[int, bytes]


def start(folder: Path) -> Start:
    """The folder as it is now."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {str(path): path.stat().st_ino for path in files}
    return Start(names, {path.stat().st_ino: path.read_bytes() for path in files})


def read(log: Path) -> list[Op]:
    """What was written down; a number that a new file has from a removed one is given anew."""
    data, at, found = log.read_bytes(), 0, []
    anew: dict[int, int] = {}
    while at < len(data):
        kind, file, place, first, second, size = _ENTRY.unpack_from(data, at)
        at += _ENTRY.size
        parts = []
        for length in (first, second, size):
            parts.append(data[at : at + length])
            at += length
        if kind == b"c":
            anew[file] = -len(found) - 1
        file = anew.get(file, file)
        found.append(Op(kind.decode(), file, place, parts[0].decode(), parts[1].decode(), parts[2]))
    return found


class Disk:
    """What is safe, and what waits, after each call."""

    def __init__(self, before: Start, ops: Sequence[Op]) -> None:
        self._ops = ops
        self._safe = {file: bytearray(content) for file, content in before.contents.items()}
        self._safe_names = dict(before.names)
        self._now = dict(before.names)
        self.changes: list[int] = []
        self.names: list[int] = []

    def step(self, number: int) -> None:
        """Do one call."""
        op = self._ops[number]
        if op.path.endswith(CONFIRMED) or op.file == self._now.get(self._told):
            self._tell(op)
        elif op.kind in "wtp":
            self.changes.append(number)
        elif op.kind == "s":
            self._sync(op.file)
        elif op.kind == "f":
            self._sync_names(op.path)
        else:
            self._now = _named(self._now, op)
            self.names.append(number)

    _told = ""

    def _tell(self, op: Op) -> None:
        if op.kind == "c":
            self._told = op.path
            self._now[op.path] = self._safe_names[op.path] = op.file
            self._safe[op.file] = bytearray()
        else:
            _change(self._safe, op.file, op)

    def _file(self, number: int) -> int:
        op = self._ops[number]
        return self._now.get(op.path, 0) if op.kind == "p" else op.file

    def _sync(self, file: int) -> None:
        for number in [one for one in self.changes if self._file(one) == file]:
            _change(self._safe, file, self._ops[number])
            self.changes.remove(number)

    def _sync_names(self, folder: str) -> None:
        inside = [
            at for at, number in enumerate(self.names, 1) if _is_in(self._ops[number], folder)
        ]
        done = inside[-1] if inside else 0
        for number in self.names[:done]:
            self._safe_names = _named(self._safe_names, self._ops[number])
        del self.names[:done]

    def left(self, cut: Cut) -> dict[str, bytes]:
        """The files that are there after a cut at this moment."""
        names, contents = self._safe_names, dict(self._safe)
        for number in self.names[: cut.names]:
            names = _named(names, self._ops[number])
        for number in self.changes:
            op, file = self._ops[number], self._file(number)
            if number in cut.kept:
                contents[file] = contents.get(file, bytearray())[:]
                data = op.data[: cut.torn[1]] if number == cut.torn[0] else op.data
                _change(contents, file, op._replace(data=data))
        return {path: bytes(contents.get(file, b"")) for path, file in names.items()}


def _is_in(op: Op, folder: str) -> bool:
    return folder in (str(Path(op.path).parent), str(Path(op.other).parent) if op.other else "")


def _named(names: Mapping[str, int], op: Op) -> dict[str, int]:
    changed = dict(names)
    if op.kind == "c":
        changed[op.path] = op.file
    elif op.kind == "u":
        changed.pop(op.path, None)
    elif op.path in changed:
        changed[op.other] = changed[op.path] if op.kind == "l" else changed.pop(op.path)
    return changed


def _change(contents: dict[int, bytearray], file: int, op: Op) -> None:
    content = contents.setdefault(file, bytearray())
    if op.kind != "w":
        del content[op.at :]
    content.extend(bytes(max(0, op.at - len(content))))
    content[op.at : op.at + len(op.data)] = op.data


def cuts(before: Start, ops: Sequence[Op], seed: int) -> Iterator[Cut]:
    """Every moment, and at each: all lost, all kept, each alone, the last torn, some by chance."""
    disk = Disk(before, ops)
    yield Cut(0)
    for number, op in enumerate(ops):
        disk.step(number)
        moment, all_names = number + 1, len(disk.names)
        kept = frozenset(disk.changes)
        yield Cut(moment)
        yield Cut(moment, kept, all_names)
        yield Cut(moment, frozenset(), all_names)
        yield Cut(moment, kept, 0)
        if op.kind == "w" and number in kept:
            for size in range(SECTOR, len(op.data), SECTOR):
                yield Cut(moment, kept, all_names, (number, size))
                yield Cut(moment, frozenset((number,)), all_names, (number, size))
        chance = random.Random(f"{seed} {number}")
        for one in chance.sample(disk.changes, min(MOST_ALONE, len(disk.changes))):
            yield Cut(moment, kept - {one}, all_names)
            yield Cut(moment, frozenset((one,)), all_names)
        some = frozenset(one for one in disk.changes if chance.random() < 0.5)
        yield Cut(moment, some, chance.randint(0, all_names))


def left(before: Start, ops: Sequence[Op], cut: Cut) -> dict[str, bytes]:
    """The files that are there after a cut."""
    disk = Disk(before, ops)
    for number in range(cut.moment):
        disk.step(number)
    return disk.left(cut)
