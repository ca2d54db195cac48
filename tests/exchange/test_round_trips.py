"""Whatever a system says comes out again key by key, with every irregularity it may have."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.everyday import everyday
from support.examples import examples
from support.exported import as_read, out, read_in, text_out, unordered
from support.making import everything_stored
from support.records_of_systems import (
    ashby_offers,
    greenhouse_hook,
    greenhouse_offers,
    greenhouse_v3_offer,
    lever_offers,
    openats_offers,
    stackone_offers,
)

from data import exchange
from data.exchange import registry
from data.exchange.backup import backup_export
from data.exchange.import_report import Report
from data.storage import connection, database

SYSTEMS = {
    "greenhouse": greenhouse_offers(),
    "openats": openats_offers(),
    "stackone": stackone_offers(),
    "lever": lever_offers(),
    "ashby": ashby_offers(),
}


def each_once(records: list[Any]) -> list[Any]:
    """Records of which no two are the same one: what several say of one is put together."""
    found = {}
    for record in records:
        system, _, met = registry.recogniser()(record)
        identity = system.identify(met)
        found.setdefault((identity.kind, identity.remote_id, identity.scope), record)
    return list(found.values())


class NewDesk:
    """A desk in a folder of its own, for one example; tables are made once and copied."""

    empty = b""

    def __enter__(self) -> Path:
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "offers.db"
        path.write_bytes(self.empty or self._make())
        database.open_desk(path)
        return path.parent

    def __exit__(self, *_: object) -> None:
        database.close_desk()
        self._folder.cleanup()

    @classmethod
    def _make(cls) -> bytes:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "offers.db"
            database.open_desk(path)
            database.close_desk()
            cls.empty = path.read_bytes()
        return cls.empty


@pytest.mark.parametrize("system", everyday(SYSTEMS, most=2))
@examples(0.5)
@given(data=st.data())
def test_every_record_comes_out_as_it_came(system: str, data: st.DataObject) -> None:
    records = each_once(data.draw(SYSTEMS[system]))
    with NewDesk() as folder:
        assert read_in(folder, *records).refused == 0
        assert unordered(out(system, records="all")) == unordered(as_read(*records))


@pytest.mark.parametrize("system", everyday(SYSTEMS, most=2))
@examples(0.375)
@given(data=st.data())
def test_reading_what_went_out_changes_nothing_here_and_says_the_same_elsewhere(
    system: str, data: st.DataObject
) -> None:
    with NewDesk() as folder:
        read_in(folder, *data.draw(SYSTEMS[system]))
        path = connection.path()
        before, went = everything_stored(path), out(system)
        lines = text_out(system, lines=True)
        if lines:
            report = read_lines(folder, lines)
            assert (report.new, report.changed, report.refused) == (0, 0, 0)
        assert everything_stored(path) == before
    with NewDesk() as folder:
        if lines:
            read_lines(folder, lines)
        assert unordered(out(system)) == unordered(went)


@pytest.mark.parametrize("system", everyday(SYSTEMS, most=2))
@examples(0.5)
@given(data=st.data())
def test_what_a_person_touched_and_left_as_it_was_comes_out_as_it_came(
    system: str, data: st.DataObject
) -> None:
    with NewDesk() as folder:
        read_in(folder, *data.draw(SYSTEMS[system]))
        went = out(system)
        with database.transaction() as desk:
            desk.execute(TOUCH)
        assert out(system) == went


TOUCH = (
    "INSERT INTO events (subject, subject_id, kind, at) SELECT 'offer', id, 'looked at',"
    " '2026-11-22T12:00:00.000Z' FROM offers"
)


def read_lines(folder: Path, lines: str) -> Report:
    path = folder / "again.jsonl"
    path.write_text(lines, "utf-8")
    return exchange.read_files([path])


@examples(0.375)
@given(records=st.lists(greenhouse_hook() | greenhouse_v3_offer(), min_size=1, max_size=4))
def test_webhooks_and_records_of_harvest_v3_come_out_again(records: list[Any]) -> None:
    different = list({json.dumps(record, sort_keys=True): record for record in records}.values())
    with NewDesk() as folder:
        assume(read_in(folder, *different).refused == 0)
        assert unordered(out("greenhouse", records="all")) == unordered(as_read(*different))


@pytest.mark.parametrize("system", everyday(SYSTEMS, most=2))
@examples(0.2)
@given(data=st.data())
def test_every_system_reads_what_was_written_for_it(system: str, data: st.DataObject) -> None:
    with NewDesk() as folder:
        read_in(folder, *data.draw(SYSTEMS[system]))
        written = {to: out(to) for to in SYSTEMS}
    for to, records in written.items():
        for record in records:
            found, kind, met = registry.recogniser()(record)
            assert (found.name, kind.is_offer) == (to, True)
            found.understand(met)


@examples(0.2)
@given(data=st.data())
def test_a_dump_is_the_same_desk_whatever_came_in(data: st.DataObject) -> None:
    with NewDesk() as folder:
        for strategy in SYSTEMS.values():
            read_in(folder, *data.draw(strategy))
        lines = text_out("json").splitlines()
    with NewDesk():
        with database.transaction() as desk:
            backup_export.read(desk, map(json.loads, lines))
        assert text_out("json").splitlines()[1:] == lines[1:]
