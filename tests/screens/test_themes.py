"""Choosing a theme: tried on while the cursor is on it, kept by Enter, taken back by Escape."""

from __future__ import annotations

import pytest

from data.settings import settings
from tui import themes
from tui.app import OfferDesk


@pytest.mark.usefixtures("desk")
async def test_a_theme_is_tried_on_taken_back_and_kept() -> None:
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+t", *"dracula")
        assert app.theme == "dracula"
        await pilot.press("escape")
        assert app.theme == themes.DARK_NAME
        assert settings.get("theme") == ""
        await pilot.press("ctrl+t", *"ansi", "enter")
        assert app.theme == themes.ANSI_NAME
        assert settings.get("theme") == themes.ANSI_NAME
