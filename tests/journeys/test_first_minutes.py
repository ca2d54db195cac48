"""The first minutes: an empty desk leads to a first offer, with keys only."""

from __future__ import annotations

import sys
from pathlib import Path

from journeys.terminal import Terminal

ROOT = Path(__file__).parents[2]


def test_an_empty_desk_leads_to_a_first_offer(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "--db", tmp_path / "desk.db"]
    with Terminal(command, columns=80, rows=24, env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("Who works at this desk?")
        terminal.type("Ada Brandt")
        terminal.press("tab", "tab")
        terminal.type("Recruiter")
        terminal.press("ctrl+s")
        terminal.wait_gone("Who works at this desk?")
        shown = "\n".join(terminal.wait_for("0  look at a desk of made-up offers"))
        assert "What comes first" in shown
        assert "5  your company" in shown
        terminal.press("n")
        terminal.wait_for("New offer")
        terminal.press("enter")
        terminal.wait_for("No candidates yet")
        terminal.type("Mina Holt")
        terminal.wait_for("Enter makes a new one")
        terminal.press("enter")
        terminal.wait_for("First name")
        terminal.press("ctrl+s")
        terminal.wait_gone("First name")
        terminal.wait_for("▌Job")  # what is needed next
        terminal.press("enter")
        terminal.wait_for("No jobs yet")
        terminal.press("ctrl+n")
        terminal.wait_for("─ New job ─")  # the picker has a line of that name
        terminal.type("Optician")
        terminal.wait_for("Optician")
        terminal.press("ctrl+s")
        terminal.wait_gone("─ New job ─")
        terminal.wait_for("Optician")
        terminal.press("ctrl+s")
        terminal.wait_for("All offers · 1 offer")
        terminal.press("v")
        terminal.wait_for("Accepted this month")
        terminal.press("A")
        terminal.wait_for("Nothing matches the filter")
        terminal.press("v")
        terminal.wait_for("F  Drafts")
        terminal.press("F")
        terminal.wait_for("Mina Holt")
