"""Every warning through form, dialog, board and command line: it fires, it does not, it is passed,
and that is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import shown
from support.everyday import everyday
from support.making import Time
from support.warning_cases import CASES, Case
from textual.pilot import Pilot

from data.offers import offers
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.storage import database
from data.values.status import Status
from tui.app import OfferDesk
from tui.cli.command_line import main
from tui.screens.board.screen import BoardScreen
from tui.screens.offer.form import OfferFormScreen
from tui.screens.offer.status import StatusDialog
from tui.widgets.auto_height_lines import AutoHeightLines
from tui.widgets.warning_lines import WarningLines

each = pytest.mark.parametrize("case", everyday(CASES, most=0), ids=lambda case: case.rule)


@pytest.fixture(autouse=True)
def _standing(desk: Path, time: Time) -> None:
    settings.put("company_name", "Falkland Glass")


@each
async def test_a_warning_is_said_in_every_place_and_passed_by_saying_so(
    case: Case, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offer = case.fires()
    places = await _looked_at(offer, case, desk, capsys)
    assert places == dict.fromkeys(places, True)
    async with OfferDesk().run_test(size=(200, 60)) as pilot:
        await _dialog(pilot, offer, case.to)
        await pilot.press("ctrl+s")
        assert offers.get(offer.id).status is offer.status
        await pilot.press("space", "ctrl+s")
    after = offers.get(offer.id)
    assert (after.status, case.words in after.events[-1].seen) == (case.to, True)


@each
async def test_it_is_said_nowhere_when_it_is_not_so(
    case: Case, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = await _looked_at(case.quiet(), case, desk, capsys)
    assert places == dict.fromkeys(places, False)


async def _looked_at(
    offer: OfferRecord, case: Case, desk: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, bool]:
    """Where the warning is said: an offer that was sent is not looked at in its form."""
    said = {"command line": case.words in _command_line(offer, case, desk, capsys)}
    async with OfferDesk().run_test(size=(200, 60)) as pilot:
        words = case.words.lower()
        if case.to is Status.SENT:
            said["form"] = words.removeprefix("pay ") in (await _form(pilot, offer)).lower()
        said["board"] = any(case.words in line for line in await _board(pilot))
        dialog = await _dialog(pilot, offer, case.to)
        view = dialog.query_one("#seen", AutoHeightLines)
        said["dialog"] = view.display and words in view.text.lower()
    return said


def _command_line(
    offer: OfferRecord, case: Case, desk: Path, capsys: pytest.CaptureFixture[str]
) -> str:
    """What is refused of the move; as soon as it is said to be seen, nothing is."""
    database.close_desk()
    words = ["--db", str(desk), "status", str(offer.id), str(case.to), "--dry-run"]
    main(words)
    refused = capsys.readouterr().err
    assert main([*words, "--seen", case.rule]) == 0
    database.open_desk(desk)
    return refused


async def _form(pilot: Pilot[None], offer: OfferRecord) -> str:
    form = OfferFormScreen(offer)
    await pilot.app.push_screen(form)
    await pilot.pause()
    notes = [field.note for field in form.fields.values()]
    text = "\n".join((form.query_one(WarningLines).text, *notes))
    await pilot.press("escape")
    assert pilot.app.screen is not form
    return text


async def _board(pilot: Pilot[None]) -> list[str]:
    await pilot.press("b")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()
    assert isinstance(pilot.app.screen, BoardScreen)
    return shown.lines(pilot.app)


async def _dialog(pilot: Pilot[None], offer: OfferRecord, to: Status) -> StatusDialog:
    """The dialog of the move."""
    dialog = StatusDialog(offer)
    await pilot.app.push_screen(dialog)
    await pilot.pause()
    for _ in range(len(Status)):
        if str(to) in str(dialog.query_one("#status-box").border_title):
            break
        await pilot.press("j")
    dialog.query_one("#seen").focus()
    return dialog
