"""The settings as a form collects them, and the screen over them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from looks import screens
from support import making

from data.errors import Invalid
from data.offers import offer_letters, offers, send_checks, side_by_side
from data.people import users
from data.settings import exchange_rates, settings
from data.settings_form import settings_form
from data.storage import connection
from tui.screens.settings.screen import SettingsScreen
from tui.text import glyphs, use_ascii

pytestmark = pytest.mark.usefixtures("desk")


def test_what_is_saved_is_what_a_form_starts_with_next_time() -> None:
    draft = settings_form.current().changed(
        company_name="  Ferncastle\tInstruments ",
        company_address="Hafenweg 4\n20457 Hamburg\n",
        decline_reasons="Pay\n\n Pay \nMoved away",
        ascii_glyphs=True,
    )
    settings_form.save(draft)
    after = settings_form.current()
    assert after["company_name"] == "Ferncastle Instruments"
    assert after["company_address"] == "Hafenweg 4\n20457 Hamburg"
    assert settings.get("decline_reasons") == ["Pay", "Moved away"]
    assert after["ascii_glyphs"] is True


def test_a_form_stores_what_was_changed_in_it_and_minds_nothing_else() -> None:
    opened = settings_form.current()
    settings_form.save(opened.changed(company_email="offers@example.com"))
    settings.put("logo_file", "/none/logo.png")
    settings_form.save(opened.changed(company_name="Ferncastle"), opened)
    after = settings_form.current()
    assert (after["company_name"], after["company_email"]) == ("Ferncastle", "offers@example.com")
    assert after["logo_file"] == "/none/logo.png"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"company_name": "x" * 301}, "company_name"),
        ({"company_address": "x" * 4001}, "company_address"),
        ({"company_email": "offers at example"}, "company_email"),
        ({"decline_reasons": " \n "}, "decline_reasons"),
        ({"withdraw_reasons": ""}, "withdraw_reasons"),
        ({"on_behalf_of": 4711}, "on_behalf_of"),
        ({"page_size": "A5"}, "page_size"),
        ({"letter_locale": "klingon"}, "letter_locale"),
        ({"letter_font": "Noto; color: red"}, "letter_font"),
        ({"letter_footer": "one\n" * 9}, "letter_footer"),
        ({"logo_file": "/none/logo.png"}, "logo_file"),
        ({"board_expiring_days": ""}, "board_expiring_days"),
        ({"board_unanswered_days": "a week"}, "board_unanswered_days"),
        ({"board_draft_days": "366"}, "board_draft_days"),
        ({"hours_per_year": "0"}, "hours_per_year"),
        ({"days_per_year": "260.5"}, "days_per_year"),
        ({"exchange_rates": "1 USD = 0,92 EUR"}, "exchange_rates"),
        ({"exchange_rates": "1 USD = 0.92 EUR\n1 GBP = 1.2 USD"}, "exchange_rates"),
        ({"exchange_rates": "1 XYZ = 0.92 EUR"}, "exchange_rates"),
        ({"exchange_rates": "1 USD = 0 EUR"}, "exchange_rates"),
    ],
)
def test_every_problem_is_named_and_nothing_is_saved(change: dict[str, object], field: str) -> None:
    before = settings_form.current()
    with pytest.raises(Invalid) as caught:
        settings_form.save(before.changed(**change))
    assert making.problems(caught.value) == {field}
    assert settings_form.current() == before


def test_days_hours_and_rates_are_stored_as_what_they_are() -> None:
    draft = settings_form.current().changed(
        board_expiring_days=" 3 ",
        hours_per_year="1720",
        exchange_rates="1 USD = 0.92 EUR\n\n gbp=1.15 eur ",
    )
    settings_form.save(draft)
    assert settings.get("board_expiring_days") == 3
    assert side_by_side.measure().hours == 1720
    assert exchange_rates.known() == {"EUR": 1, "USD": Decimal("0.92"), "GBP": Decimal("1.15")}
    after = settings_form.current()
    assert (after["board_expiring_days"], after["exchange_rates"]) == (
        "3", "1 USD = 0.92 EUR\n1 GBP = 1.15 EUR",
    )  # fmt: skip
    settings_form.save(after.changed(exchange_rates=""))
    assert exchange_rates.known() == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"board_draft_days": "many"}, "Draft untouched: a number of days from 0 to 365."),
        (
            {"exchange_rates": "1 USD = 0,92 EUR"},
            "Exchange rates: line 1, 1 USD = 0,92 EUR, is no rate: decimals have a point, "
            "1 USD = 0.92 EUR.",
        ),
    ],
)
def test_a_problem_says_what_would_be_right(change: dict[str, object], said: str) -> None:
    assert [one.text for one in settings_form.check(settings_form.current().changed(**change))] == [
        said
    ]


@pytest.mark.long
async def test_the_days_of_the_board_and_the_rates_are_typed_in_the_settings() -> None:
    app = screens.desk()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("5")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        screen.fields["board_unanswered_days"].set_value("5")
        screen.fields["exchange_rates"].set_value("1 USD = soon EUR")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is screen
        assert screen.fields["exchange_rates"].has_problem
        screen.fields["exchange_rates"].set_value("1 USD = 0.92 EUR")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.screen is not screen
    assert settings.get("board_unanswered_days") == 5
    assert exchange_rates.known()["USD"] == Decimal("0.92")


def test_all_problems_are_named_at_once() -> None:
    draft = settings_form.current().changed(decline_reasons="", withdraw_reasons="")
    assert len(settings_form.check(draft)) == 2


def test_acting_for_somebody_is_recorded_with_every_change() -> None:
    users.current()
    boss = users.create("Ada", "Brandt")
    settings_form.save(settings_form.current().changed(on_behalf_of=boss.id))
    offer = making.an_offer()
    assert offer.events[-1].on_behalf_of == "Ada Brandt"
    assert offer.events[-1].actor != "Ada Brandt"


@pytest.mark.long
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
    assert send_checks.missing(after) == ()


@pytest.mark.long
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


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", []),
        ("12-25 Christmas\n2027-03-29", ["12-25 Christmas", "2027-03-29"]),
        ("02-29 Leap day", ["02-29 Leap day"]),
        ("Christmas", None),
        ("13-25", None),
        ("2027-02-30 Nothing", None),
    ],
)
def test_holidays_begin_with_a_day(text: str, kept: list[str] | None) -> None:
    draft = settings_form.current().changed(holidays=text)
    if kept is None:
        assert [problem.field for problem in settings_form.check(draft)] == ["holidays"]
        return
    settings_form.save(draft)
    assert settings.get("holidays") == kept


@pytest.mark.parametrize("kept", ["null", "7", '"x"', "[[1], {}]", '{"a": []}', "true", "1.5"])
def test_a_value_that_is_none_of_a_setting_is_its_default(kept: str, desk: Path) -> None:
    for key, setting in settings.SETTINGS.items():
        connection.reader().execute("REPLACE INTO settings VALUES (?, ?)", (key, kept))
        value = settings.get(key)
        assert value == setting.default or type(value) is setting.type, key
