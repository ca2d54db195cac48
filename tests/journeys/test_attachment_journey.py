"""A mail kept with an offer, the signed copy at acceptance, and both out again, with keys only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal

from data.offers import attachments, offers, status_changes, warnings
from data.records.status_records import MoveDraft
from data.safekeeping import verify
from data.storage import database
from data.values.status import Status

ROOT = Path(__file__).parents[2]
SIGNED = b"%PDF-1.4 signed"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk with one offer that was sent; a mail and a signed copy lie beside it."""
    path = desks.make(tmp_path / "desk.db")
    (tmp_path / "answer.eml").write_text("Subject: Yes\n\nI accept.\n")
    (tmp_path / "signed.pdf").write_bytes(SIGNED)
    desks.an_offer(path)
    database.open_desk(path)
    try:
        by_mail = MoveDraft(Status.SENT, force=True, reason="by mail", seen=warnings.EVERY)
        status_changes.move(1, by_mail)
    finally:
        database.close_desk()
    return path


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tui", "--db", path]
    env = {"PYTHONPATH": str(ROOT), "HOME": str(path.parent)}
    with Terminal(command, columns=140, rows=42, env=env) as opened:
        opened.wait_for("Mina Holt")
        yield opened


@pytest.mark.long
def test_files_are_kept_with_an_offer_and_come_out_again(terminal: Terminal, path: Path) -> None:
    terminal.press("enter")
    terminal.wait_for("Versions · 1")
    terminal.press("a")
    terminal.wait_for("any file up to 25 MB")
    terminal.type("~/none")
    terminal.press("ctrl+s")
    terminal.wait_for("There is no such file")
    terminal.press("ctrl+a", "ctrl+k")
    terminal.type("~/ans")
    terminal.press("tab")
    terminal.wait_for("~/answer.eml")
    terminal.press("tab", "enter")
    terminal.wait_for("type to find")
    terminal.type("mail")
    terminal.press("enter", "ctrl+s")
    terminal.wait_for("Attached · 1")
    terminal.press("s")
    terminal.wait_for("Mark Mina Holt's offer as")
    terminal.press("a")
    terminal.wait_for("Signed copy")
    terminal.press("tab", "tab", "tab")
    terminal.wait_for("▌Signed copy")
    terminal.type("~/signed.pdf")
    terminal.press("ctrl+s")
    terminal.wait_for("Attached · 2")
    terminal.press("tab", "down", "S")
    terminal.wait_for("Save a copy of signed.pdf")
    terminal.press("ctrl+s")
    terminal.wait_for("Replace the file")
    terminal.press("escape")
    terminal.wait_for("Into file")
    terminal.press("ctrl+a", "ctrl+k")
    terminal.type("~/copy.pdf")
    terminal.press("ctrl+s")
    terminal.wait_for("Written:")
    terminal.press("up", "delete")
    terminal.wait_for("Delete mail answer.eml")
    terminal.press("y")
    terminal.wait_for("Attached · 1")
    terminal.press("escape")
    terminal.wait_for("All offers")
    terminal.press("q")
    assert terminal.exit_status == 0

    assert (path.parent / "copy.pdf").read_bytes() == SIGNED
    database.open_desk(path)
    try:
        offer = offers.get(1)
        (kept,) = offer.attachments
        assert (kept.kind, kept.version, offer.status) == ("signed", 1, Status.ACCEPTED)
        assert attachments.content(kept.id).data == SIGNED
        assert [event.kind for event in offer.events][-4:] == [
            "attached", "attached", "status", "removed",
        ]  # fmt: skip
        assert verify.verify() == ()
    finally:
        database.close_desk()
