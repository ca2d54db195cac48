"""Import with a decision about both sides, and export, in a real terminal with keys only."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from journeys import desks
from journeys.terminal import Terminal

from data import exchange
from data.lists import offer_list
from data.offers import offer_editing, offers
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.storage import database

ROOT = Path(__file__).parents[2]


def record(**changes: Any) -> dict[str, Any]:
    """A Greenhouse offer, sent."""
    made: dict[str, Any] = {
        "id": 41, "version": 1, "application_id": 51, "job_id": 61, "candidate_id": 71,
        "created_at": "2026-10-01T10:00:00.000Z", "updated_at": "2026-10-01T10:00:00.000Z",
        "sent_at": "2026-10-02", "resolved_at": None, "starts_at": "2027-01-15",
        "status": "unresolved", "opening": None, "custom_fields": {}, "keyed_custom_fields": {},
    }  # fmt: skip
    return made | changes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "exchange"
    made.mkdir()
    later = {"updated_at": "2026-11-01T10:00:00.000Z", "starts_at": "2027-03-01"}
    (made / "later.json").write_text(
        json.dumps([record(**later), record(id=42, application_id=52)])
    )
    return made


@pytest.fixture
def path(tmp_path: Path, folder: Path) -> Path:
    """A desk with one imported offer, which was changed here since."""
    made = desks.make(tmp_path / "desk.db")
    first = tmp_path / "first.json"
    first.write_text(json.dumps([record()]))
    database.open_desk(made)
    try:
        exchange.read_files([first])
        offer = offers.get(41)
        offer_editing.save(41, replace(offers.draft_of(offer), start_date="2027-02-01"))
        settings.put("import_folder", str(folder))
        settings.put("export_folder", str(folder))
    finally:
        database.close_desk()
    return made


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tui", "--db", path]
    with Terminal(command, columns=120, rows=40, env={"PYTHONPATH": str(ROOT)}) as opened:
        opened.wait_for("All offers")
        yield opened


def stored(path: Path) -> list[OfferRecord]:
    database.open_desk(path)
    try:
        rows = offer_list.offers()
        return [offers.get(row.id) for row in map(rows.row, range(len(rows))) if row is not None]
    finally:
        database.close_desk()


@pytest.mark.long
def test_import_decide_export(terminal: Terminal, path: Path, folder: Path) -> None:
    terminal.press("I")
    terminal.wait_for("2 × Greenhouse offer")
    terminal.press("space", "ctrl+s")
    terminal.wait_for("Nothing is written yet")
    assert len(stored(path)) == 1
    terminal.press("ctrl+s")
    terminal.wait_for("Done: 1 new")
    terminal.press("W")
    terminal.wait_for("changed here and in")
    terminal.wait_for("1 February 2027")
    terminal.wait_for("1 March 2027")
    terminal.press("t")
    terminal.wait_gone("changed here and in")
    terminal.press("escape")
    terminal.wait_gone("Done: 1 new")
    terminal.press("escape")
    terminal.wait_for("2 offers")
    terminal.press("x")
    terminal.wait_for("Export all 2 listed offers")
    terminal.wait_for("^s writes 2 offers")
    terminal.press("ctrl+s")
    terminal.wait_for("Written: 2 offers")
    terminal.press("escape")
    terminal.wait_gone("Written: 2 offers")
    terminal.press("q")
    assert terminal.exit_status == 0
    assert terminal.restored
    found = {offer.id: offer for offer in stored(path)}
    assert str(found[41].terms.start_date) == "2027-03-01"
    assert found[41].flags == ()
    (written,) = folder.glob("offers-csv-*.csv")
    with written.open(encoding="utf-8", newline="") as file:
        rows = {row["offer_id"]: row["start_date"] for row in csv.DictReader(file)}
    assert rows == {"41": "2027-03-01", "42": "2027-01-15"}
