"""What stands before sending, in a real terminal with keys only: warnings, rounds, many at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from journeys import desks
from journeys.terminal import Terminal

from data.lists import offer_list
from data.offers import offer_editing, offers
from data.people import applications, candidates
from data.records.candidate_records import ApplicationStatus, CandidateDraft
from data.records.field_records import FieldEntry
from data.records.offer_records import OfferDraft, OfferRecord
from data.settings import settings
from data.storage import database
from data.templates import templates
from data.values import clock
from data.values.status import Status

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.long


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk with a company, a job and nobody."""
    return desks.make(tmp_path / "desk.db")


def ready(name: str, *, start: str = "2027-03-01") -> OfferRecord:
    """A draft that lacks nothing, in the open desk."""
    person = candidates.create(CandidateDraft(name, "Holt"))
    draft = OfferDraft(
        candidate_id=person.id, job_id=1, template_id=templates.default().id, opening_id=1,
        start_date=start, expiry_date="+30d", fields=(FieldEntry("contract", "Permanent"),),
    )  # fmt: skip
    return offer_editing.create(draft)


def opened(path: Path) -> Iterator[Terminal]:
    """The desk in a terminal."""
    command = [sys.executable, "-m", "tui", "--db", path]
    with Terminal(command, columns=140, rows=42, env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("All offers")
        terminal.wait_for("Holt")
        yield terminal


def stored(path: Path) -> list[OfferRecord]:
    """Every offer in the file, oldest first."""
    database.open_desk(path)
    try:
        return [offers.get(number) for number in sorted(offer_list.ids())]
    finally:
        database.close_desk()


def test_the_offer_of_a_rejected_candidate_is_stopped(path: Path) -> None:
    database.open_desk(path)
    offer = ready("Mina")
    applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    database.close_desk()
    for terminal in opened(path):
        terminal.press("s")
        terminal.wait_for("To be seen before it is sent")
        terminal.wait_for("rejected")
        terminal.press("ctrl+s")
        terminal.wait_for("Say first that you have seen")
        terminal.press("escape")
        terminal.wait_gone("To be seen")
        terminal.press("s", "w")
        terminal.wait_for("Withdraw Mina Holt's offer")
        terminal.press("ctrl+s")
        terminal.wait_for("Mina Holt: withdrawn, version 1")
        terminal.press("q")
        assert terminal.exit_status == 0
    (after,) = stored(path)
    assert (after.status, after.sent_at) == (Status.WITHDRAWN, None)
    assert after.versions[-1].letter is None


def test_three_rounds_of_a_negotiation_lead_to_a_version(path: Path) -> None:
    database.open_desk(path)
    ready("Mina")
    database.close_desk()
    for terminal in opened(path):
        terminal.press("enter")
        terminal.wait_for("Versions · 1")
        for asked, countered, shown in (
            ("88k", "82k", "countered 82,000 EUR"),
            ("86k", "83k", "countered 83,000 EUR"),
            ("85k", "84,500", "countered 84,500 EUR"),
        ):
            terminal.press("A")
            terminal.wait_for("Negotiation with Mina Holt")
            terminal.type(asked)
            terminal.wait_for(f"= {asked[:2]},000 EUR")
            terminal.press("tab")
            terminal.type(countered)
            terminal.press("ctrl+s")
            terminal.wait_gone("Agreed on")
            terminal.wait_for(shown.split()[-2])
        terminal.press("A")
        terminal.wait_for("Negotiation with Mina Holt")
        terminal.press("tab", "tab", "right")
        terminal.wait_gone("still open")
        terminal.press("ctrl+s")
        terminal.wait_for("History · 5")
        terminal.press("e")
        terminal.wait_for("▌Salary")
        terminal.press("ctrl+a", "ctrl+k")
        terminal.type("84500")
        terminal.wait_for("= 84,500 EUR")
        terminal.press("ctrl+s")
        terminal.wait_for("Versions · 2")
        terminal.wait_for("EUR, v2")
        terminal.press("escape")
        terminal.wait_for("All offers")
        terminal.press("q")
        assert terminal.exit_status == 0
    (after,) = stored(path)
    (negotiation,) = after.negotiations
    assert negotiation.line == (
        "Salary: asked 88,000 → countered 82,000 → asked 86,000 → countered 83,000"
        " → asked 85,000 → countered 84,500 → agreed 84,500 EUR, v2"
    )


def test_fifty_offers_are_sent_at_once_and_three_are_refused_by_name(path: Path) -> None:
    database.open_desk(path)
    for number in range(50):
        offer = ready(f"Mina {number:02}", start="" if number in (3, 17, 41) else "2027-03-01")
        if number in (5, 6):
            applications.set_status(offer.application_id, ApplicationStatus.REJECTED)
    database.close_desk()
    for terminal in opened(path):
        terminal.press("*")
        terminal.wait_for("50 marked")
        terminal.press("B")
        terminal.wait_for("With 50 marked offers")
        terminal.type("send")
        terminal.wait_gone("Extend expiry")
        terminal.press("enter")
        terminal.wait_for("Sent on")
        terminal.press("ctrl+s")
        terminal.wait_for("^s does this to 45.", timeout=30)
        terminal.wait_for("[ ] Candidate is out: 2 offers")
        terminal.wait_for("3 are left as they are")
        terminal.press("space")
        terminal.wait_for("^s does this to 47.")
        terminal.press("ctrl+s")
        terminal.wait_for("Done: 47 changed, 3 left.", timeout=30)
        terminal.press("escape")
        terminal.wait_gone("Done: 47")
        terminal.press("q")
        assert terminal.exit_status == 0
    found = {offer.candidate_name: offer for offer in stored(path)}
    left = {name for name, offer in found.items() if offer.status is Status.DRAFT}
    assert left == {"Mina 03 Holt", "Mina 17 Holt", "Mina 41 Holt"}
    passed = {name for name, offer in found.items() if offer.events[-1].seen}
    assert passed == {"Mina 05 Holt", "Mina 06 Holt"}
    assert all(o.versions[-1].letter for name, o in found.items() if name not in left)


def test_an_offer_for_somebody_known_is_made_and_sent_with_eighteen_keys_at_most(
    path: Path,
) -> None:
    database.open_desk(path)
    settings.put("own_asked", True)
    candidates.create(CandidateDraft("Mina", "Holt"))
    database.close_desk()
    command = [sys.executable, "-m", "tui", "--db", path]
    monday = clock.today() + timedelta(days=70 - clock.today().weekday())
    start = f"{monday.day} {monday:%b}".lower()
    with Terminal(command, columns=140, rows=42, env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("All offers")
        keys = ["n", *"mi", "enter", *start, "enter", "p", "enter", "ctrl+s"]
        for key, shown in zip(
            keys, ["choose a candidate", "Whose offer", *[""] * 20], strict=False
        ):
            terminal.press(key)
            terminal.wait_for(shown)
        terminal.wait_for("○ draft")
        terminal.press("s")
        terminal.wait_for("Mark Mina Holt's offer as sent")
        terminal.press("ctrl+s")
        terminal.wait_for("Mina Holt: sent, version 1")
        terminal.press("q")
        assert terminal.exit_status == 0
    (offer,) = stored(path)
    assert (offer.status, offer.terms.start_date) == (Status.SENT, monday)
    assert (offer.opening is not None, offer.events[-1].seen) == (True, ())
    assert len(keys) + 2 <= 18
