"""Files of other systems, in: one transaction a file, one line a record."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from data import clock, users
from data.database import transaction
from data.exchange import files, together, writing
from data.exchange.arriving import Placed
from data.exchange.files import Unreadable
from data.exchange.greenhouse import Greenhouse
from data.exchange.incoming import Doubt, Identity, Record
from data.exchange.openats import OpenAts
from data.exchange.placing import Placing
from data.exchange.report import Outcome, Report, ReportLine
from data.exchange.systems import Kind, Refused, System, remote_id
from data.plain import one_line

SYSTEMS: tuple[System, ...] = (Greenhouse(), OpenAts())
"""The systems whose records are read; the first that recognises a record has it."""
DEEPEST = 64
"""A record nested deeper than this is refused: no system writes one."""


def read_files(paths: Iterable[Path]) -> Report:
    """Bring the records of these files into the open desk; a bad record stops nothing else.

    Raises Storage when the desk cannot be written; the files before that one are in.
    """
    lines: list[ReportLine] = []
    for path in paths:
        name = one_line(str(path))
        try:
            lines += _File(name).read(files.records(path))
        except Unreadable as error:
            lines.append(ReportLine(Outcome.REFUSED, name, 0, "", "", f"{name} {error.text}"))
    return Report(tuple(lines))


class _File:
    """One file: its records by system, and the lines of its report."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[ReportLine] = []
        self._places: dict[int, tuple[int, str]] = {}

    def read(self, found: list[object]) -> list[ReportLine]:
        """Bring everything in, all or nothing as far as the storage goes."""
        wanted: dict[str, list[tuple[Identity, int, Record]]] = {}
        for position, met in enumerate(found, 1):
            recognised = self._recognise(position, met)
            if recognised is not None:
                system, identity, record = recognised
                wanted.setdefault(system.name, []).append((identity, position, record))
        if wanted:
            with transaction() as desk:
                for system in SYSTEMS:
                    if system.name in wanted:
                        self._bring_in(desk, system, wanted[system.name])
        return sorted(self._lines, key=lambda line: line.position)

    def _recognise(self, position: int, met: object) -> tuple[System, Identity, Record] | None:
        try:
            system, record = _system_of(met)
            return system, system.identify(record), record
        except Refused as error:
            self._refuse(position, met, error)
            return None

    def _bring_in(
        self,
        desk: sqlite3.Connection,
        system: System,
        wanted: list[tuple[Identity, int, Record]],
    ) -> None:
        """Each in a savepoint of its own; versions of an application in their order."""
        placing = Placing(desk, system, users.current())
        for _, position, record in sorted(wanted, key=_order):
            desk.execute("SAVEPOINT record")
            try:
                placed = placing.bring_in(record)
            except Refused as error:
                self._refuse(position, record, error)
            except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as error:
                reason = Refused("", f"cannot be stored: {error}.")
                self._refuse(position, record, reason)
            else:
                desk.execute("RELEASE record")
                self._note(position, record, placed)
                continue
            desk.execute("ROLLBACK TO record")
            desk.execute("RELEASE record")
            placing.taken_back()
        placing.finish()
        self._look_together(desk, system)

    def _look_together(self, desk: sqlite3.Connection, system: System) -> None:
        """Flag what only several records show."""
        now = clock.stamp()
        for offer_id, doubt in together.doubts(desk, system.name, list(self._places)):
            for fresh in writing.flags(desk, offer_id, None, [doubt], system.title, now):
                position, number = self._places.get(offer_id, (0, ""))
                self._line(Outcome.FLAGGED, position, number, fresh, offer_id)

    def _note(self, position: int, record: Record, placed: Placed) -> None:
        number = remote_id(_id(record)) or ""
        self._places[placed.offer_id] = (position, number)
        self._line(placed.outcome, position, number, Doubt("", placed.text), placed.offer_id)
        for doubt in placed.flags:
            self._line(Outcome.FLAGGED, position, number, doubt, placed.offer_id)

    def _refuse(self, position: int, met: object, error: Refused) -> None:
        number = remote_id(_id(met)) or ""
        self._line(Outcome.REFUSED, position, number, Doubt(error.field, error.text), None)

    def _line(
        self, outcome: Outcome, position: int, number: str, doubt: Doubt, offer_id: int | None
    ) -> None:
        self._lines.append(
            ReportLine(outcome, self._name, position, number, doubt.field, doubt.text, offer_id)
        )


def _order(wanted: tuple[Identity, int, Record]) -> tuple[str, int, str, int]:
    """By application, version and creation; records without versions as they come."""
    identity, position, record = wanted
    created = record.get("created_at")
    if identity.version is None:
        return "", 0, "", position
    return identity.application or "", identity.version, str(created or ""), position


def _system_of(met: object) -> tuple[System, Record]:
    """The system of a record of a kind that is read; raises Refused."""
    if not isinstance(met, dict):
        raise Refused("", f"expected a record (a JSON object), but it is {_called(met)}.")
    if _depth(met) > DEEPEST:
        raise Refused("", f"is nested too deeply: at most {DEEPEST} levels.")
    kind: Kind | None = None
    for system in SYSTEMS:
        found = system.recognise(met)
        if found is not None and not found.refusal:
            return system, met
        kind = kind or found
    if kind is not None:
        raise Refused("", kind.refusal)
    if "offer_status" in met or "offer_history" in met:
        raise Refused("", "is a StackOne record: only Greenhouse and OpenATS are read yet.")
    known = " and ".join(system.title for system in SYSTEMS)
    raise Refused("", f"is no record that is known here: offers of {known} are read.")


def _called(met: object) -> str:
    names = {str: "text", bool: "true or false", list: "a list", type(None): "null"}
    return names.get(type(met), "a number")


def _depth(met: object) -> int:
    """How deeply lists and objects are nested, counted without recursion."""
    depth, level = 0, [met]
    while level and depth <= DEEPEST:
        inner: list[object] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
        depth, level = depth + 1, inner
    return depth


def _id(met: object) -> object:
    return met.get("id") if isinstance(met, dict) else None
