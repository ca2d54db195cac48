"""The dialog of a negotiation begins with what is open and says no version by itself."""

from __future__ import annotations

from pathlib import Path

from support import making
from support.making import Time

from data.offers import negotiations, offers
from data.records.negotiation_records import NegotiationDraft
from tui import screens
from tui.app import OfferDesk

ASKED = NegotiationDraft("Zoë", "98k", term="salary")


async def test_what_has_ended_is_not_gone_on_with_by_itself(desk: Path, time: Time) -> None:
    offer = making.a_ready_offer()
    open_one = negotiations.add(offer.id, ASKED).negotiations[-1]
    negotiations.add(offer.id, NegotiationDraft("Zoë", "95k", term="salary", agreed="95k"))
    time.forward(seconds=1)
    offer = making.edit(offers.get(offer.id), salary="95000")
    assert [one.version for one in offer.negotiations] == [None, 2]
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        dialog = screens.NegotiationDialog(offer)
        await app.push_screen(dialog)
        assert dialog.field("term").text == f"#{open_one.id}"
        dialog.field("term").set_value("start_date")
        await pilot.press("1", "space", *"may", "ctrl+s")
        assert app.screen is not dialog
    begun = offers.get(offer.id).negotiations[-1]
    assert (begun.label, begun.version) == ("Start date", None)


async def test_what_it_is_about_is_asked_for_when_it_was_cleared(desk: Path) -> None:
    offer = making.a_ready_offer()
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        dialog = screens.NegotiationDialog(offer)
        await app.push_screen(dialog)
        dialog.field("term").focus_control()
        await pilot.press("backspace", "tab", "tab", *"98k", "ctrl+s")
        assert app.screen is dialog
        assert "choose a term" in dialog.field("term").note.lower()
    assert offers.get(offer.id).negotiations == ()
