"""Whatever a system's records look like: all is kept, and reading it again changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import exchanging
from support import records_of_systems as systems
from support.everyday import everyday
from support.examples import examples
from support.exchanging import stored
from support.fresh_desks import fresh_desk

from data import exchange
from data.exchange import Report
from data.offers import offers
from data.storage import connection
from data.values import exact_json

Record = dict[str, Any]
LISTS = {
    "greenhouse": systems.greenhouse_offers,
    "openats": systems.openats_offers,
    "stackone": systems.stackone_offers,
    "lever": systems.lever_offers,
    "ashby": systems.ashby_offers,
}
_FEW = examples(0.3)


def read(folder: Path, records: list[Record]) -> Report:
    path = folder / "records.json"
    path.write_text(json.dumps(records), "utf-8")
    return exchange.read_files([path])


def kept(kinds: tuple[str, ...]) -> list[Any]:
    marks = ",".join("?" * len(kinds))
    rows = connection.reader().execute(
        f"SELECT raw FROM kept_records WHERE raw IS NOT NULL AND kind IN ({marks})", kinds
    )
    return [exact_json.load_json(row[0]) for row in rows]


def parsed(record: Record) -> Any:
    return exact_json.load_json(json.dumps(record))


@pytest.mark.parametrize("system", everyday(LISTS, most=3))
@_FEW
@given(data=st.data())
def test_nothing_is_lost_and_nothing_is_refused(system: str, data: st.DataObject) -> None:
    records = data.draw(LISTS[system](once=True))
    with fresh_desk() as folder:
        report = read(folder, records)
        assert [line.text for line in report.lines if line.outcome == "refused"] == []
        copies = kept(("version", "offer", "request"))
        for record in records:
            assert parsed(record) in copies
        for (number,) in connection.reader().execute("SELECT id FROM offers").fetchall():
            assert offers.get(number).versions


@pytest.mark.parametrize("system", everyday(LISTS, most=2))
@_FEW
@given(data=st.data())
def test_reading_again_in_any_order_changes_nothing(system: str, data: st.DataObject) -> None:
    records = data.draw(LISTS[system](once=False))
    again = data.draw(st.permutations(records))
    with fresh_desk() as folder:
        read(folder, records)
        before = stored()
        report = read(folder, again)
        assert (report.new, report.changed, report.refused) == (0, 0, 0)
        assert stored() == before


@_FEW
@given(data=st.data())
def test_a_version_is_one_in_whatever_form_it_comes(data: st.DataObject) -> None:
    """Webhooks and Harvest v3 beside v1: kept as they came, and read again they change nothing."""
    records = data.draw(systems.greenhouse_offers(3, once=True))
    records += data.draw(st.lists(systems.greenhouse_hook(), max_size=3))
    records += data.draw(st.lists(systems.greenhouse_v3_offer(), max_size=2))
    records = data.draw(st.permutations(records))
    with fresh_desk() as folder:
        report = read(folder, records)
        assert report.refused == 0
        copies = [*kept(("version",)), *exchanging.kept("received")]
        for record in records:
            if "action" in record or "starts_on" in record:
                assert parsed(record) in copies
        before = stored()
        report = read(folder, data.draw(st.permutations(records)))
        assert (report.new, report.changed, report.refused) == (0, 0, 0)
        assert stored() == before
