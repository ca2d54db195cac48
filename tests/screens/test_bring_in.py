"""A letter that the company has, brought in on the screen: asked for, mapped, made or left."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import company_letters
from textual.pilot import Pilot

from data.fields import custom_fields
from data.templates import templates
from tui.app import OfferDesk
from tui.screens.base.confirm import Leave
from tui.screens.base.save_file import SaveText
from tui.screens.templates.bring_in import BringIn
from tui.screens.templates.placeholders import PlaceholdersScreen
from tui.screens.templates.screen import TemplatesScreen
from tui.widgets.auto_height_lines import StaticLines
from tui.widgets.letter_view import LetterView

pytestmark = pytest.mark.usefixtures("desk")


async def asked(app: OfferDesk, pilot: Pilot[None]) -> BringIn:
    await app.run_action("go('templates')")
    await pilot.press("I")
    assert isinstance(app.screen, BringIn)
    return app.screen


def rows(app: OfferDesk) -> list[tuple[str, str]]:
    assert isinstance(app.screen, PlaceholdersScreen)
    found = app.screen.table.rows
    return [(row.placeholder.spelled, row.value) for row in map(found.row, range(len(found)))]


@pytest.mark.long
async def test_what_is_open_becomes_a_field_a_line_or_stays(tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(company_letters.tracked())
    app = OfferDesk()
    async with app.run_test(size=(140, 40)) as pilot:
        dialog = await asked(app, pilot)
        dialog.field("file").set_value(str(file))
        await pilot.press("ctrl+s")
        await pilot.press("end", "up", "f", "l")
        assert rows(app)[3:] == [
            ("<<Signing Bonus>>", "field:Signing Bonus"),
            ("${equity}", "line"),
        ]
        letter = app.screen.query_one(LetterView).text
        assert "Bonus: a new custom field" in letter and "Equity: ____" in letter
        await pilot.press("home", "t")
        assert rows(app)[0] == ("%FIRST_NAME%", "text")
        await pilot.press("escape")
        assert isinstance(app.screen, Leave)
        await pilot.press("escape", "home", "u", "ctrl+s")
        assert isinstance(app.screen, TemplatesScreen)
        key = app.screen.table.cursor_key
        assert key is not None
        made = templates.get(key)
        assert made.name == "letter" and "{{ offer.fields.signing_bonus }}" in made.source
        assert [one.name for one in custom_fields.all_fields("offer")] == ["Signing Bonus"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("file", "/nowhere/letter.docx", "cannot be read"),
        ("pasted", "\n", "cannot be read"),  # nothing is pasted: the folder is no letter
        ("name", "Permanent employment", "there is a template permanent employment already"),
    ],
)
async def test_what_cannot_be_read_or_called_so_is_said_under_its_field(
    field: str, text: str, said: str, tmp_path: Path
) -> None:
    app = OfferDesk()
    async with app.run_test(size=(100, 36)) as pilot:
        dialog = await asked(app, pilot)
        if field == "name":
            dialog.field("pasted").set_value("Dear [Name]")
        dialog.field(field).set_value(text)
        await pilot.press("ctrl+s")
        assert app.screen is dialog
        assert said in dialog.field("file" if field == "pasted" else field).note.lower()


async def test_tab_completes_a_path_in_every_dialog(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    app = OfferDesk()
    async with app.run_test(size=(100, 36)) as pilot:
        dialog = SaveText("Write", tmp_path / "let", "text")
        await app.push_screen(dialog)
        await pilot.press("end", "tab")
        assert dialog.field("file").text.endswith("/letters/")


@pytest.mark.long
async def test_the_language_that_a_letter_takes_is_named(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_text(
        "Beste [Naam], wij bieden je graag de functie van analist aan, met ingang van 28 januari. "
        "Het salaris is 50.000 euro en de proeftijd is een maand."
    )
    app = OfferDesk()
    async with app.run_test(size=(140, 40)) as pilot:
        dialog = await asked(app, pilot)
        dialog.field("file").set_value(str(file))
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, PlaceholdersScreen)
        shown = " ".join(app.screen.query_one("#about StaticLines", StaticLines).text.split())
        assert "Amounts and dates as in Dutch (locale nl)." in shown
