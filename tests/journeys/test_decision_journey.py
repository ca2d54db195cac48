"""Comparing, the board, many at once, and a saved view, in a real terminal with keys only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal

from data.board import board
from data.bulk import bulk_changes
from data.lists import offer_list, saved_views
from data.offers import offer_editing, offers, status_changes, warnings
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.field_records import FieldEntry
from data.records.offer_records import OfferDraft, OfferRecord
from data.records.status_records import MoveDraft
from data.storage import database
from data.templates import templates
from data.values import clock, dates
from data.values.status import Status

ROOT = Path(__file__).parents[2]
PEOPLE = ("Mina", "Jonas", "Zoe")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk with three offers that can be sent; Mina's has two versions, Zoe's expires soon."""
    path = desks.make(tmp_path / "desk.db")
    database.open_desk(path)
    try:
        template = templates.default()
        monday = clock.today() + timedelta(days=63 - clock.today().weekday())
        for name in PEOPLE:
            candidate = candidates.create(CandidateDraft(name, "Holt"))
            draft = OfferDraft(
                candidate_id=candidate.id, job_id=1, template_id=template.id,
                opening_id=None if name == "Jonas" else 1,
                start_date=monday.isoformat(), expiry_date="+5d" if name == "Zoe" else "+30d",
                fields=(FieldEntry("contract", "Permanent"),),
            )  # fmt: skip
            made = offer_editing.create(draft)
            if name == "Mina":
                offer_editing.save(made.id, replace(offers.draft_of(made), salary="82500"))
            if name == "Zoe":
                status_changes.move(made.id, MoveDraft(Status.SENT, seen=warnings.EVERY))
    finally:
        database.close_desk()
    return path


@pytest.fixture
def terminal(path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tui", "--db", path]
    with Terminal(command, columns=140, rows=42, env={"PYTHONPATH": str(ROOT)}) as opened:
        opened.wait_for("All offers")
        opened.wait_for("Mina Holt")
        yield opened


def leave(terminal: Terminal) -> None:
    """Quit from the home screen; the terminal is as it was before."""
    terminal.press("q")
    assert terminal.exit_status == 0
    assert terminal.restored


def opened(path: Path) -> dict[str, OfferRecord]:
    """Every offer in the file by first name."""
    database.open_desk(path)
    found = [offers.get(number) for number in offer_list.ids()]
    return {offer.candidate.first_name: offer for offer in found if offer.candidate}


def filter_by(terminal: Terminal, text: str, shown: str) -> None:
    """Type a filter and go back to the list."""
    terminal.press("/")
    terminal.wait_for("F1")
    terminal.type(text)
    terminal.press("enter")
    terminal.wait_for(shown)
    terminal.wait_bold("All offers · 1")


@pytest.mark.long
def test_compare_two_versions_and_two_offers(terminal: Terminal) -> None:
    filter_by(terminal, "mina", "· 1 offer")
    terminal.press("enter")
    terminal.wait_for("Versions · 2")
    terminal.press("c")
    terminal.wait_for("2,500 EUR (+3.1 %)")
    terminal.wait_for("1 term differs")
    terminal.wait_for("change 1 of")
    terminal.press("f")
    terminal.wait_for("Pay frequency")
    terminal.press("escape")
    terminal.wait_for("Versions · 2")
    terminal.press("$")
    terminal.wait_for("pay beside the job's")
    terminal.wait_for("Maximum")
    terminal.press("escape")
    terminal.wait_for("Versions · 2")
    terminal.press("escape")
    terminal.wait_for("All offers")
    terminal.press("/")
    terminal.press("escape")
    terminal.wait_bold("All offers · 3")
    terminal.press("g", "space")
    terminal.wait_for("1 marked")
    terminal.press("space")
    terminal.wait_for("2 marked")
    terminal.press("c")
    terminal.wait_for("Two offers")
    terminal.wait_for("Zoe Holt (offer")
    terminal.press("escape")
    terminal.wait_for("All offers")
    leave(terminal)


@pytest.mark.long
def test_one_matter_of_the_board_is_settled_and_one_snoozed(terminal: Terminal, path: Path) -> None:
    terminal.wait_for("1 expiring this week  b Board")
    terminal.press("b")
    terminal.wait_for("No opening · 1")
    terminal.wait_for("expires in 5 d")
    terminal.press("e")
    terminal.wait_for("▌Salary")
    terminal.press("tab", "tab", "tab", "tab")
    terminal.wait_for("▌Expires")
    terminal.press("ctrl+a", "ctrl+k")
    terminal.wait_for("+2w …")
    terminal.type("+40d")
    terminal.wait_for(dates.understood(clock.today() + timedelta(days=40)))
    terminal.press("f7")
    terminal.wait_gone("a draft again")
    terminal.press("ctrl+s")
    terminal.wait_for("No opening · 1")
    terminal.wait_gone("Expiring soon")
    terminal.press("z")
    terminal.wait_for("Snooze: No opening")
    terminal.press("tab")
    terminal.type("The job is being split")
    terminal.wait_for("being split")
    terminal.press("ctrl+s")
    terminal.wait_for("Snoozed · 1")
    terminal.wait_for("No opening: The job is being")
    terminal.press("escape")
    terminal.wait_for("All offers")
    terminal.wait_gone("expiring this week")
    leave(terminal)

    found = opened(path)
    assert found["Zoe"].terms.expiry_date == clock.today() + timedelta(days=40)
    assert found["Zoe"].status is Status.SENT
    assert board.look().is_clear
    assert [one.reason for one in board.snoozed()] == ["The job is being split"]
    assert found["Jonas"].events[-1].kind == "snoozed"
    database.close_desk()


@pytest.mark.long
def test_many_are_changed_at_once_after_it_was_shown_and_taken_back_as_one(
    terminal: Terminal, path: Path
) -> None:
    terminal.press("*")
    terminal.wait_for("3 marked")
    terminal.press("B")
    terminal.wait_for("With 3 marked offers")
    terminal.press("enter")
    terminal.wait_for("from each offer's own day")
    terminal.press("ctrl+s")
    terminal.wait_for("3 will be changed")
    terminal.wait_for("^s does this to 3")
    terminal.press("ctrl+s")
    terminal.wait_for("Done: 3 changed, 0 left")
    terminal.press("escape")
    terminal.wait_gone("Done: 3")
    terminal.wait_gone("3 marked")
    terminal.press("B")
    terminal.wait_for("With all 3 listed offers")
    terminal.type("take")
    terminal.wait_gone("Extend expiry")
    terminal.press("enter")
    terminal.wait_for("^s takes it back")
    terminal.press("ctrl+s")
    terminal.wait_for("Done: 3 changed, 0 left")
    terminal.press("escape")
    terminal.wait_gone("Done: 3")
    leave(terminal)

    found = opened(path)
    assert {name: len(offer.versions) for name, offer in found.items()} == {
        "Mina": 4, "Jonas": 3, "Zoe": 3,
    }  # fmt: skip
    for offer in found.values():
        before, after = offer.versions[-3].terms, offer.versions[-1].terms
        assert before == after
        assert before.expiry_date is not None
        moved = offer.versions[-2].terms.expiry_date
        assert moved == before.expiry_date + timedelta(days=7)
    assert found["Zoe"].status is Status.SENT
    assert bulk_changes.undoable() == ""
    database.close_desk()


@pytest.mark.long
def test_a_view_is_saved_and_opened_by_its_key(terminal: Terminal, path: Path) -> None:
    filter_by(terminal, "status:sent", "· 1 offer")
    terminal.press("v")
    terminal.wait_for("Accepted this month")
    terminal.press("n")
    terminal.wait_for("Save as a view")
    terminal.type("Waiting")
    terminal.wait_for("Waiting")
    terminal.press("tab")
    terminal.type("W")
    terminal.press("ctrl+s")
    terminal.wait_gone("Save as a view")
    terminal.wait_for("W  Waiting")
    terminal.press("escape")
    terminal.wait_gone("W  Waiting")
    terminal.press("/")
    terminal.press("escape")
    terminal.wait_bold("All offers · 3")
    terminal.press("v")
    terminal.wait_for("W  Waiting")
    terminal.press("W")
    terminal.wait_for("· 1 offer")
    terminal.wait_for("Zoe Holt")
    leave(terminal)

    opened(path)
    (view,) = saved_views.all_views()
    assert (view.name, view.key, view.filter) == ("Waiting", "W", "status:sent")
    database.close_desk()


@pytest.mark.long
def test_an_approval_is_asked_void_by_a_change_asked_again_and_sent(
    terminal: Terminal, path: Path
) -> None:
    filter_by(terminal, "mina", "· 1 offer")
    terminal.press("P")
    terminal.wait_for("Put Mina Holt's offer up for approval")
    terminal.type("Ana Ruiz, Ben Ode")
    terminal.wait_for("Ben Ode")
    terminal.press("ctrl+s")
    terminal.wait_for("version 2 waits for approval: Ana")
    terminal.press("P")
    terminal.wait_for("Approval of Mina Holt's offer")
    terminal.press("tab", "tab", "tab")
    terminal.type("Fine with me")
    terminal.wait_for("Fine with me")
    terminal.press("ctrl+s")
    terminal.wait_for("version 2 waits for approval: Ben Ode")
    terminal.press("P", "ctrl+s")
    terminal.wait_for("version 2 approved: Ana")

    terminal.press("e")
    terminal.wait_for("▌Salary")
    terminal.press("ctrl+a", "ctrl+k")
    terminal.type("83,000")
    terminal.wait_for("83,000")
    terminal.press("ctrl+s")
    terminal.wait_for("All offers")
    terminal.press("enter")
    terminal.wait_for("ended the approval")
    terminal.press("escape")
    terminal.wait_for("All offers")

    terminal.press("P")
    terminal.wait_for("Put Mina Holt's offer up for approval")
    terminal.wait_for("Ana Ruiz, Ben Ode")
    terminal.press("ctrl+s")
    terminal.wait_for("version 3 waits for approval")
    terminal.press("s")
    terminal.wait_for("Waits for approval, asked today")
    terminal.press("e")
    terminal.wait_for("Approval of Mina Holt's offer")
    terminal.press("ctrl+s")
    terminal.wait_for("Waits for approval: Ben Ode")
    terminal.press("e")
    terminal.wait_for("Approval of Mina Holt's offer")
    terminal.press("ctrl+s")
    terminal.wait_for("Approved: Ana Ruiz, Ben Ode")
    terminal.wait_gone("asked today")
    terminal.press("ctrl+s")
    terminal.wait_for("Mina Holt: sent, version 3")
    leave(terminal)

    offer = opened(path)["Mina"]
    assert offer.status is Status.SENT and offer.events[-1].seen == ()
    assert [(one.kind, one.version) for one in offer.events[2:]] == [
        ("approval asked", 2), ("approved", 2), ("approved", 2), ("version", 3),
        ("approval void", 2), ("approval asked", 3), ("approved", 3), ("approved", 3),
        ("status", 3),
    ]  # fmt: skip
    assert offer.approval_of(2) is not None and offer.approvals[0].steps[0].approvers[0].note == (
        "Fine with me"
    )
    database.close_desk()
