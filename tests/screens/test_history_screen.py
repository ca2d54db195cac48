"""The history of the desk on its screen: reached by a key, filtered, opened, written out."""

from pathlib import Path

import pytest
from support import idle, making

from data.offers import offer_deletion
from tui.app import OfferDesk
from tui.screens.history.screen import HistoryScreen
from tui.screens.offer.screen import OfferScreen

pytestmark = pytest.mark.usefixtures("desk")


async def test_a_key_shows_what_was_deleted_and_enter_opens_what_is_there(tmp_path: Path) -> None:
    kept, gone = making.an_offer(), making.an_offer()
    offer_deletion.delete(gone.id)
    app = OfferDesk()
    async with app.run_test(size=(100, 30)) as pilot:
        await idle.until_idle()
        await pilot.press("H")
        await idle.until_idle()
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        assert screen.table.cursor_row.event.kind == "deleted"
        await pilot.press("enter")
        assert screen.in_detail
        await pilot.press("escape")
        screen.filter_by(f"offer:{kept.id}")
        await pilot.press("x")
        place = tmp_path / "lines.jsonl"
        app.screen.query_one("PathEntry").value = str(place)
        await pilot.press("ctrl+s")
        await idle.until_idle()
        assert len(place.read_text("utf-8").splitlines()) == 1
        await pilot.press("enter")
        await idle.until_idle()
        assert isinstance(app.screen, OfferScreen)
