"""A recruiter's day in a real terminal, with keys only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal
from support.word_letters import docx, merge, para

from data.lists import offer_list
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.storage import database

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return desks.make(tmp_path / "desk.db")


@pytest.fixture
def terminal(path: Path, tmp_path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tui", "--db", path]
    with Terminal(command, columns=140, rows=42, env={"PYTHONPATH": str(ROOT)}) as opened:
        opened.wait_for("All offers")
        yield opened


def create(terminal: Terminal, name: str) -> None:
    """A new offer for a new candidate, ready to be sent."""
    terminal.press("n")
    terminal.wait_for("New offer")
    terminal.press("enter")
    terminal.wait_for("Whose offer is it?")
    terminal.type(name)
    terminal.wait_for(name)
    terminal.press("enter")
    terminal.wait_for("First name")
    terminal.press("ctrl+s")
    terminal.wait_gone("First name")
    terminal.wait_for("from the job, the middle of")  # the only open job is chosen already
    terminal.wait_for("▌Start date")  # what is needed next
    terminal.type("+3w")
    terminal.press("tab")
    terminal.type("+10d")
    terminal.press("tab", "tab", "tab", "enter")
    terminal.wait_for("Fixed term")
    terminal.type("perm")
    terminal.wait_gone("Fixed term")
    terminal.press("enter")
    terminal.wait_gone("Enter Choose")
    terminal.press("ctrl+s")
    terminal.wait_for("All offers")
    terminal.wait_for(name)


def move(terminal: Terminal, letter: str, title: str, status: str) -> None:
    """Choose a move in the status dialog and make it."""
    terminal.press("s")
    terminal.wait_for("now · version")
    if title not in "\n".join(terminal.screen()):  # the first move is chosen already
        terminal.press(letter)
    terminal.wait_for(title)
    terminal.wait_for("Enter or ^s")  # the last line: what has to be seen stands above it
    if "To be seen before" in "\n".join(terminal.screen()):
        terminal.press("ctrl+s")
        terminal.wait_for("Say first that you have seen")
        terminal.press("space")
        terminal.wait_for("[x]")
    terminal.press("ctrl+s")
    terminal.wait_gone("now · version")
    terminal.wait_for(f"Letter · version {version_of(terminal)}")
    terminal.wait_for(status)


def version_of(terminal: Terminal) -> str:
    """The version that the letter pane shows."""
    text = "\n".join(terminal.screen())
    return text.partition("Letter · version ")[2][:1]


def edit_salary(terminal: Terminal, amount: str) -> None:
    """Change the salary in the form and save."""
    terminal.press("e")
    terminal.wait_for("▌Salary")
    terminal.press("ctrl+a", "ctrl+k")
    terminal.wait_for("92,500 or 80k")
    terminal.type(amount)
    terminal.wait_for(amount)
    terminal.press("ctrl+s")


def leave(terminal: Terminal) -> None:
    """Quit from the home screen; the terminal is as it was before."""
    terminal.press("q")
    assert terminal.exit_status == 0
    assert terminal.restored


def stored(path: Path) -> list[OfferRecord]:
    """Every offer in the file, oldest first."""
    database.open_desk(path)
    try:
        rows = offer_list.offers()
        ids = [row.id for row in map(rows.row, range(len(rows))) if row is not None]
        return [offers.get(offer_id) for offer_id in reversed(ids)]
    finally:
        database.close_desk()


@pytest.mark.long
def test_the_letter_a_company_has_comes_in_is_mapped_and_goes_out(
    terminal: Terminal, path: Path, nobody_at_home: Path
) -> None:
    letter = docx(
        para("Dear [Name],"),
        para("Your pay is {{SALARY}} a year from ", merge("Start_Date"), "."),
        para("You report to [Hiring Manager]."),
        footer="Registered in Hamburg",
    )
    (nobody_at_home / "Our offer.docx").write_bytes(letter)
    terminal.press("6")
    terminal.wait_for("Permanent employment")
    terminal.press("I")
    terminal.wait_for("Tab completes the names of files")
    terminal.type("Our")
    terminal.wait_for("~/Our")
    terminal.press("tab")
    terminal.wait_for("~/Our offer.docx")
    terminal.press("ctrl+s")
    terminal.wait_for("4 placeholders · 1 as written")
    terminal.wait_for("Not taken over: a footer: “Registered in Hamburg”")
    terminal.press("end")
    terminal.wait_for("a letter that has it is not sent")
    terminal.press("enter")
    terminal.wait_for("type to find")
    terminal.type("company.signatory")
    terminal.wait_gone("candidate.email")
    terminal.press("enter")
    terminal.wait_for("You report to Ada Brandt.")
    terminal.press("ctrl+s")
    terminal.wait_for("Our offer is made")
    terminal.press("#")
    terminal.wait_for("Our offer (default)")
    terminal.press("escape")
    terminal.wait_for("All offers")
    create(terminal, "Mina Holt")
    move(terminal, "s", "Mina Holt's offer as sent", "● sent")
    leave(terminal)

    (offer,) = stored(path)
    sent = offer.versions[-1].letter
    assert sent is not None
    assert "<p>Dear Mina,</p>\n<p>Your pay is 80,000 EUR a year from" in sent.html
    assert "You report to Ada Brandt." in sent.html


@pytest.mark.long
def test_create_edit_send_pending_accept(terminal: Terminal, path: Path) -> None:
    create(terminal, "Mina Holt")
    terminal.wait_for("80,000 EUR/y")
    edit_salary(terminal, "82;5k")
    terminal.wait_for("✗")  # no amount: the form stays and says so
    terminal.press("ctrl+a", "ctrl+k")
    terminal.wait_for("92,500 or 80k")
    terminal.type("82.5k")
    terminal.wait_for("= 82,500 EUR")
    terminal.press("ctrl+s")
    terminal.wait_for("82,500 EUR/y")
    move(terminal, "s", "Mina Holt's offer as sent", "● sent")
    move(terminal, "p", "Mina Holt's offer as pending", "◐ pending")
    move(terminal, "a", "Mina Holt's offer as accepted", "✓ accepted")
    terminal.press("e")
    terminal.wait_for("Locked")
    leave(terminal)

    (offer,) = stored(path)
    assert [version.number for version in offer.versions] == [1, 2]
    assert [event.to_status for event in offer.events] == [
        "draft", "draft", "sent", "pending", "accepted",
    ]  # fmt: skip
    assert offer.application_status == "hired"
    assert offer.versions[-1].letter is not None
    assert "82,500 EUR" in offer.versions[-1].letter.html


@pytest.mark.long
def test_negotiate_sent_new_version_sent_again_declined_reoffer(
    terminal: Terminal, path: Path
) -> None:
    create(terminal, "Jonas Adler")
    move(terminal, "s", "Jonas Adler's offer as sent", "● sent")
    edit_salary(terminal, "86000")
    terminal.wait_for("86,000 EUR/y")
    terminal.wait_for("○ draft")
    move(terminal, "s", "Jonas Adler's offer as sent", "● sent")
    move(terminal, "d", "Jonas Adler's offer as declined", "✗ declined")
    terminal.press("O")
    terminal.wait_for("○ draft")
    terminal.wait_for("2 offers")
    leave(terminal)

    first, again = stored(path)
    assert [version.was_sent for version in first.versions] == [True, True]
    assert "80,000 → 86,000 EUR" in first.versions[1].changes[0]
    assert first.status == "declined"
    assert (again.reoffer_of, again.status) == ((first.id, 2), "draft")
    assert again.terms.salary == first.terms.salary
