"""A letter of the company's own, written in a real terminal with keys only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal

from data.storage import database
from data.templates import templates

ROOT = Path(__file__).parents[2]

OWN_EDITOR = """#!/bin/sh
trap '' INT
echo "In my own editor"
read line
printf "<p>From my own editor</p>" > "$1"
"""
"""It minds no Ctrl+C, and ends with Enter."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return desks.make(tmp_path / "desk.db")


@pytest.fixture
def terminal(path: Path, tmp_path: Path) -> Iterator[Terminal]:
    editor = tmp_path / "editor"
    editor.write_text(OWN_EDITOR)
    editor.chmod(0o700)
    command = [sys.executable, "-m", "tui", "--db", path]
    env = {"PYTHONPATH": str(ROOT), "EDITOR": str(editor), "VISUAL": ""}
    with Terminal(command, columns=150, rows=44, env=env) as opened:
        opened.wait_for("All offers")
        yield opened


def new_template(terminal: Terminal) -> None:
    """A template of our own that begins with the shipped one; the editor is open."""
    terminal.press("6")
    terminal.wait_for("Templates ·")
    terminal.wait_for("Permanent employment")
    terminal.press("n")
    terminal.wait_for("New template")
    terminal.type("Optics letter")
    terminal.wait_for("Optics letter")
    terminal.press("tab", "tab", "enter")
    terminal.wait_for("type to find")
    terminal.type("permanent")
    terminal.wait_gone("Internship")
    terminal.press("enter")
    terminal.wait_gone("Enter Choose")
    terminal.press("ctrl+s")
    terminal.wait_for("Offer · Optics letter")
    terminal.wait_for("no mistakes")


@pytest.mark.long
def test_write_a_template_find_a_mistake_mend_save_and_compare(
    terminal: Terminal, path: Path
) -> None:
    new_template(terminal)
    terminal.press("ctrl+f")
    terminal.type("block body")
    terminal.wait_for("1 found")
    terminal.press("escape")
    terminal.wait_gone("1 found")
    terminal.press("end", "enter")
    terminal.type("<p>Good news, ")
    terminal.wait_for("Good news,")
    terminal.press("f6")
    terminal.wait_for("Names, filters and clauses")
    terminal.type("candidate.first")
    terminal.wait_gone("offer.salary")
    terminal.press("enter")
    terminal.wait_for("Good news, Robin")
    terminal.type("{{ offer.salary | mony }}")
    terminal.wait_for("did you mean 'money'?")
    terminal.wait_for("✗ line ")
    terminal.press(*["backspace"] * len("mony }}"))
    terminal.type("money }}</p>")
    terminal.wait_for("no mistakes")
    terminal.wait_for("Good news, Robin92,500 EUR")
    terminal.press("ctrl+s")
    terminal.wait_for("Saved Optics letter, revision 2")
    terminal.press("escape")
    terminal.wait_for("Templates ·")
    terminal.press("c")
    terminal.wait_for("revision 1 → revision 2")
    terminal.wait_for("{+")
    terminal.press("escape")
    terminal.wait_for("Templates ·")
    terminal.press("escape")
    terminal.wait_for("All offers")
    terminal.press("q")
    assert terminal.exit_status == 0
    assert terminal.restored

    first, second = revisions(path)
    assert "Good news" not in first
    assert "<p>Good news, {{ candidate.first_name }}{{ offer.salary | money }}</p>" in second


@pytest.mark.long
def test_write_in_the_own_editor_and_come_back(terminal: Terminal, path: Path) -> None:
    new_template(terminal)
    terminal.press("f5")
    terminal.wait_for("In my own editor")
    terminal.press("ctrl+c", "enter")
    terminal.wait_for("<p>From my own editor</p>")
    terminal.press("ctrl+s")
    terminal.wait_for("revision 2")
    terminal.press("escape")
    terminal.wait_for("Templates ·")
    terminal.press("escape")
    terminal.wait_for("All offers")
    terminal.press("q")
    assert terminal.exit_status == 0
    assert terminal.restored
    assert revisions(path)[-1] == "<p>From my own editor</p>"


def revisions(path: Path) -> list[str]:
    """The revisions of the template that was written."""
    database.open_desk(path)
    try:
        made = next(one for one in templates.all_templates() if one.name == "Optics letter")
        return [one.source for one in templates.revisions(made.id)]
    finally:
        database.close_desk()
