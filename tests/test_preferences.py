"""The settings as a form collects them, and the screen over them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import making
import pytest
from looks import screens

from data import offer_letters, offers, preferences, sending, settings, users
from data.errors import Invalid
from tui.screens.settings import SettingsScreen
from tui.text import glyphs, use_ascii

pytestmark = pytest.mark.usefixtures("desk")


def test_what_is_saved_is_what_a_form_starts_with_next_time() -> None:
    draft = replace(
        preferences.current(),
        company_name="  Ferncastle\tInstruments ",
        company_address="Hafenweg 4\n20457 Hamburg\n",
        decline_reasons="Pay\n\n Pay \nMoved away",
        ascii_glyphs=True,
    )
    preferences.save(draft)
    after = preferences.current()
    assert after.company_name == "Ferncastle Instruments"
    assert after.company_address == "Hafenweg 4\n20457 Hamburg"
    assert settings.get("decline_reasons") == ["Pay", "Moved away"]
    assert after.ascii_glyphs is True


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"company_name": "x" * 301}, "company_name"),
        ({"company_address": "x" * 4001}, "company_address"),
        ({"company_email": "offers at example"}, "company_email"),
        ({"decline_reasons": " \n "}, "decline_reasons"),
        ({"withdraw_reasons": ""}, "withdraw_reasons"),
        ({"on_behalf_of": 4711}, "on_behalf_of"),
    ],
)
def test_every_problem_is_named_and_nothing_is_saved(change: dict[str, object], field: str) -> None:
    before = preferences.current()
    with pytest.raises(Invalid) as caught:
        preferences.save(replace(before, **change))
    assert making.problems(caught.value) == {field}
    assert preferences.current() == before


def test_all_problems_are_named_at_once() -> None:
    draft = replace(preferences.current(), decline_reasons="", withdraw_reasons="")
    assert len(preferences.check(draft)) == 2


def test_acting_for_somebody_is_recorded_with_every_change() -> None:
    users.current()
    boss = users.create("Ada", "Brandt")
    preferences.save(replace(preferences.current(), on_behalf_of=boss.id))
    offer = making.an_offer()
    assert offer.events[-1].on_behalf_of == "Ada Brandt"
    assert offer.events[-1].actor != "Ada Brandt"


async def test_the_company_typed_in_the_settings_is_in_the_letter(desk: Path) -> None:
    template = making.a_template("<p>{{ company.name }}</p>")
    offer = making.a_ready_offer(template_id=template, letter_html=None)
    assert [one.name for one in offer_letters.preview(offer).missing] == ["company.name"]
    app = screens.desk()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("5")
        assert isinstance(app.screen, SettingsScreen)
        app.screen.fields["company_name"].set_value("Ferncastle")
        app.screen.fields["ascii_glyphs"].set_value(1)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert not isinstance(app.screen, SettingsScreen)
    assert glyphs().sent == "*"
    use_ascii(False)
    after = offers.get(offer.id)
    assert "Ferncastle" in offer_letters.preview(after).html
    assert sending.missing(after) == ()


async def test_somebody_new_can_be_acted_for_without_leaving_the_settings() -> None:
    app = screens.desk()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("5")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        screen._add_user("Ada Brandt")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert users.get(settings.get("on_behalf_of") or 0).name == "Ada Brandt"
