"""What is asked and answered in the dialogs of approvals is about the version that they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import making
from support.everyday import everyday

from data.offers import approvals, offers
from data.records.approval_records import AskDraft
from data.values.status import Status
from tui import screens
from tui.app import OfferDesk
from tui.screens.base.confirm import Leave


@pytest.mark.parametrize("was_asked", everyday([True, False]))
async def test_a_version_saved_elsewhere_meanwhile_is_not_approved_with_the_one_that_is_shown(
    desk: Path, *, was_asked: bool
) -> None:
    offer = making.a_ready_offer()
    if was_asked:
        offer = approvals.ask(offer.id, AskDraft("Ana"))
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        dialog = screens.approvals.dialog(offer)
        app.push_screen(dialog)
        await pilot.pause()
        after = making.edit(offer, salary="95,000")
        await pilot.press(*("" if was_asked else "Ana"), "ctrl+s")
        assert app.screen is dialog
        assert offers.get(offer.id) == after


@pytest.mark.parametrize("key", everyday(["ctrl+r", "ctrl+n"]))
async def test_what_is_typed_of_an_answer_is_asked_about(key: str, desk: Path) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    app = OfferDesk()
    async with app.run_test() as pilot:
        dialog = screens.AnswerDialog(offers.get(offer.id))
        await app.push_screen(dialog)
        await pilot.pause()
        dialog.field("note").set_value("Their words.")
        await pilot.press(key)
        assert isinstance(app.screen, Leave)
        assert offers.get(offer.id).approval is not None


async def test_an_offer_decided_meanwhile_keeps_what_was_typed_and_ends_nothing(desk: Path) -> None:
    offer = making.a_ready_offer()
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        dialog = screens.AskDialog(offer)
        await app.push_screen(dialog)
        await pilot.press("A", "n", "a")
        making.force(offer, Status.ACCEPTED)
        await pilot.press("escape", "s")
        assert app.screen is dialog
        assert "nothing to approve" in dialog.field("note").note
        assert dialog.field("steps").text == "Ana"


async def test_what_they_said_is_asked_for_when_it_was_cleared(desk: Path) -> None:
    offer = approvals.ask(making.a_ready_offer().id, AskDraft("Ana"))
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        dialog = screens.AnswerDialog(offer)
        await app.push_screen(dialog)
        dialog.field("answer").focus_control()
        await pilot.press("backspace", "ctrl+s")
        assert app.screen is dialog
        assert "choose what they said" in dialog.field("answer").note.lower()
    assert offers.get(offer.id) == offer
