"""The dialogs that let letters out, driven as a person does, on a real desk."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from looks import screens
from support import making
from support.letter_making import letter_in
from support.waiting import until
from textual.pilot import Pilot

from data.delivery import deliver_many, open_externally, pdf
from data.offers import offers
from data.records.offer_records import OfferRecord
from data.settings import settings
from data.templates import templates
from data.values.status import Status
from tui.app import OfferDesk
from tui.screens.base.confirm import Confirm
from tui.screens.letters.deliver import DeliverDialog, folder
from tui.screens.letters.deliver_many import DeliverManyDialog
from tui.screens.offer.status import StatusDialog
from tui.screens.offers.home import OffersScreen
from tui.widgets.form_notice import FormNotice
from tui.widgets.lines_view import LinesView

pytestmark = pytest.mark.usefixtures("desk")
SIZE = (120, 40)


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that letters go into; there is neither WeasyPrint nor a desktop."""
    pdf._weasyprint.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "out"
    place.mkdir()
    settings.put("letters_folder", str(place))
    return place


def made(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def incomplete() -> OfferRecord:
    return making.an_offer(template_id=making.a_template())


async def dialog(pilot: Pilot[None], *keys: str) -> DeliverDialog:
    await pilot.press(*keys)
    await pilot.pause(0.1)
    assert isinstance(pilot.app.screen, DeliverDialog)
    return pilot.app.screen


async def done(pilot: Pilot[None], screen: DeliverDialog) -> str:
    await until(pilot, lambda: not screen.is_working)
    await pilot.pause()
    return screen.view("out-done").text if screen.view("out-done").display else ""


def notice(app: OfferDesk) -> str:
    return app.screen.query_one(FormNotice).text


async def test_the_dialog_names_what_will_be_made_and_makes_it(out: Path) -> None:
    making.a_ready_offer()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "enter", "l")
        ways = screen.view("ways").text
        assert "offer 1 v1 draft.html" in ways and "zoe@example.com" in ways
        assert 'pip install "offerdesk[pdf]"' in ways
        await pilot.press("h")
        assert "Written" in await done(pilot, screen)
    assert made(out) == ["Zoë Müller - Data Engineer - offer 1 v1 draft.html"]
    assert offers.get(1).events[-1].text == "offer letter as web page"


async def test_marking_as_sent_is_one_key_after_the_email_and_never_before(out: Path) -> None:
    making.a_ready_offer()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "l")
        await pilot.press("s")
        assert app.screen is screen
        await pilot.press("e")
        said = await done(pilot, screen)
        assert "s marks the offer as sent" in said and "web page is attached" in said
        assert offers.get(1).status is Status.DRAFT
        await pilot.press("s")
        await pilot.pause(0.1)
        assert isinstance(app.screen, StatusDialog)
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert isinstance(app.screen, OffersScreen)
    after = offers.get(1)
    assert after.status is Status.SENT and after.versions[-1].letter is not None
    (page,) = out.iterdir()
    assert b"X-Unsent: 1" in page.read_bytes()


@pytest.mark.long
async def test_a_file_that_is_there_is_written_over_only_after_asking(out: Path) -> None:
    making.a_ready_offer()
    place = out / "Zoë Müller - Data Engineer - offer 1 v1 draft.txt"
    place.write_text("mine")
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "l")
        await pilot.press("t", "enter")
        assert app.screen is screen and place.read_text() == "mine"
        await pilot.press("t", "y")
        await done(pilot, screen)
    assert "Welcome" in place.read_text("utf-8")


@pytest.mark.long
async def test_what_is_not_complete_is_named_and_asked_about(out: Path) -> None:
    incomplete()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "l")
        assert "Not set: salary, start date" in screen.view("out-about").text
        await pilot.press("h")
        assert isinstance(app.screen, Confirm)
        await pilot.press("escape")
        assert made(out) == []
        await pilot.press("h", "y")
        await done(pilot, screen)
    (page,) = out.iterdir()
    assert "Draft, not complete" in page.read_text("utf-8")


@pytest.mark.long
async def test_what_cannot_be_made_is_said_and_the_dialog_stays(out: Path) -> None:
    making.a_ready_offer()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "l")
        for key, words in (("p", "WeasyPrint"), ("b", "no desktop"), ("m", "no desktop")):
            await pilot.press(key)
            await until(pilot, lambda: not screen.is_working)
            await pilot.pause()
            assert words in notice(app) and app.screen is screen
        screen.fields["folder"].set_value("/none/at/all")
        await pilot.press("t")
        assert "is no folder" in notice(app)
    assert made(out) == [] and len(offers.get(1).events) == 1


async def test_an_offer_without_a_letter_has_nothing_to_let_out(out: Path) -> None:
    making.an_offer()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "l")
        assert "No letter template is chosen" in screen.view("out-about").text
        assert screen.view("ways").text == ""
        await pilot.press("h", "ctrl+s")
    assert made(out) == []


@pytest.mark.long
async def test_a_withdrawal_letter_goes_out_and_is_in_the_history(out: Path) -> None:
    template = templates.create(
        templates.TemplateDraft("Our goodbye", "withdrawal", "<p>Dear {{ candidate.name }}</p>")
    )
    making.sent()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "enter", "l")
        at = [t.id if t else None for _, t in screen.kinds].index(template.id)
        screen.fields["letter"].set_value(at)
        await pilot.pause()
        assert "Withdrawal letter of Zoë Müller" in str(screen.query_one(".out-box").border_title)
        await pilot.press("h")
        said = await done(pilot, screen)
        assert "marks the offer as sent" not in said
    (page,) = out.iterdir()
    assert letter_in(page.read_text("utf-8")) == "<p>Dear Zoë Müller</p>"
    assert page.name == "Zoë Müller - Data Engineer - withdrawal 1 v1.html"
    assert offers.get(1).events[-1].text == "withdrawal letter as web page"


@pytest.mark.long
async def test_an_older_version_is_let_out_from_its_offer(out: Path) -> None:
    offer = making.a_ready_offer()
    making.edit(offer, letter_html="<p>Second</p>")
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "enter", "j", "l")
        await pilot.press("t")
        assert "marks the offer as sent" not in await done(pilot, screen)
    (page,) = out.iterdir()
    assert "v1 draft" in page.name and "Welcome" in page.read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="asks xdg-open")
async def test_the_email_opens_in_the_mail_program(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(open_externally, "opener", lambda: ("/bin/true",))
    monkeypatch.setattr(open_externally, "has_program", lambda kind: True)
    monkeypatch.setattr(open_externally, "launch", launched.append)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    making.a_ready_offer()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await dialog(pilot, "l")
        await pilot.press("m")
        assert "nothing is sent before you send it" in await done(pilot, screen)
    assert Path(launched[0]).read_bytes().startswith(b"X-Unsent: 1")
    assert offers.get(1).events[-1].text == "offer letter opened in the mail program"


def test_letters_go_where_they_went_last_else_home(out: Path, nobody_at_home: Path) -> None:
    assert folder() == str(out)
    settings.put("letters_folder", str(out / "gone"))
    assert folder() == "~"
    (nobody_at_home / "Letters").mkdir()
    settings.put("letters_folder", str(nobody_at_home / "Letters"))
    assert folder() == "~/Letters"


# ---------------------------------------------------------------- many


async def listed(pilot: Pilot[None], *keys: str) -> DeliverManyDialog:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, DeliverManyDialog))
    screen = pilot.app.screen
    assert isinstance(screen, DeliverManyDialog)
    return screen


async def looked(pilot: Pilot[None], screen: DeliverManyDialog) -> str:
    await until(pilot, lambda: not screen.doing)
    await pilot.pause()
    return screen.query_one("#report", LinesView).text


@pytest.mark.long
async def test_letters_of_the_list_are_looked_at_first_and_then_written(out: Path) -> None:
    making.a_ready_offer()
    making.sent()
    incomplete()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await listed(pilot, "L")
        screen.fields["form"].set_value("pdf")
        await looked(pilot, screen)
        assert "WeasyPrint" in notice(app)
        screen.fields["form"].set_value("text")
        said = await looked(pilot, screen)
        assert "3 letters: 2 ready, 1 refused" in said
        assert "Not set: salary, start date" in said
        assert made(out) == []
        await pilot.press("ctrl+s")
        assert "2 written, 1 refused" in await looked(pilot, screen)
        assert len(made(out)) == 2
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OffersScreen)
    assert [offers.get(one).events[-1].kind for one in (1, 2, 3)] == ["letter", "letter", "created"]


async def test_only_what_the_filter_shows_is_written(out: Path) -> None:
    making.a_ready_offer()
    making.sent()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash", *"status:sent", "enter")
        screen = await listed(pilot, "L")
        screen.fields["form"].set_value("html")
        assert "1 letter: 1 ready" in await looked(pilot, screen)


@pytest.mark.long
async def test_writing_is_stopped_after_the_letter_that_is_made(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [making.a_ready_offer().id for _ in range(5)]
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await listed(pilot, "L")
        screen.fields["form"].set_value("text")
        await looked(pilot, screen)
        real = deliver_many.save_file.save

        def stopping(*args: object, **more: object) -> Path:
            screen.action_stop()
            return real(*args, **more)

        monkeypatch.setattr(deliver_many.save_file, "save", stopping)
        await pilot.press("ctrl+s")
        assert "stopped after 1" in await looked(pilot, screen)
    assert len(made(out)) == 1
    written = [one for one in ids if offers.get(one).events[-1].kind == "letter"]
    assert len(written) == 1


@pytest.mark.long
async def test_the_refused_ones_are_written_too_when_that_is_chosen(out: Path) -> None:
    incomplete()
    app = screens.desk()
    async with app.run_test(size=SIZE) as pilot:
        screen = await listed(pilot, "L")
        screen.fields["form"].set_value("html")
        await looked(pilot, screen)
        screen.fields["force"].set_value(1)
        assert "1 letter: 1 ready" in await looked(pilot, screen)
        await pilot.press("ctrl+s")
        await looked(pilot, screen)
    (page,) = out.iterdir()
    assert "Draft, not complete" in page.read_text("utf-8")
