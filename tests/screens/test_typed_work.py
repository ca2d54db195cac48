"""What is typed into any form comes back after the program has ended, and is gone once saved."""

import pkgutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from support import idle, making
from support.everyday import everyday
from support.waiting import until
from textual.pilot import Pilot

from data.offers import offers
from data.people import candidates
from data.safekeeping import typed_work
from data.templates import templates
from tui import screens
from tui.app import OfferDesk
from tui.screens.base.form import FormScreen
from tui.screens.base.form_dialog import FormDialog
from tui.screens.base.keeps_typed import KeepsTyped
from tui.screens.base.left_work import LeftWork
from tui.screens.offer.form import OfferFormScreen
from tui.screens.people.form import CandidateFormScreen
from tui.screens.people.new_candidate import NewCandidate
from tui.widgets.field import Field
from tui.widgets.form_notice import FormNotice

SHORT = {
    "ActionForm": "one choice or date",
    "BringIn": "the name of a file, and of what becomes of it",
    "NewCandidate": "has the form of a candidate to go on in",
    "OptionsDialog": "how one file is read",
    "SaveAttachment": "the name of a file",
    "SaveFile": "the name of a file",
    "SaveHistory": "the name of a file",
    "SaveText": "the name of a file",
    "SnoozeDialog": "a day",
    "ViewForm": "a name",
    "WhoAreYou": "asked again until it is answered",
}
"""Forms that are not opened again, and why that is no loss."""


def all_forms() -> Iterator[type]:
    """Every class of screen that keeps what is typed."""
    for module in pkgutil.walk_packages(screens.__path__, "tui.screens."):
        import_module(module.name)
    waiting: list[type] = [KeepsTyped]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found not in (KeepsTyped, FormScreen, FormDialog) and found.__module__[:4] == "tui.":
            yield found


def test_every_form_can_be_opened_again_or_says_why_not() -> None:
    without = {one.__name__ for one in all_forms() if "again" not in vars(one)}
    assert without == set(SHORT)
    assert all(screens.is_known(one.__name__) for one in all_forms() if "again" in vars(one))


def made() -> dict[str, Callable[[OfferDesk], Any]]:
    """A screen of every kind, over records of the desk."""
    offer = making.a_ready_offer(template_id=making.a_template(), letter_html=None)
    job, field = offer.job, making.a_field("Team")
    template = templates.all_templates("offer")[0]
    return {
        "new offer": lambda _: screens.OfferFormScreen(job_id=job.id),
        "offer": lambda _: screens.OfferFormScreen(offers.get(offer.id)),
        "job": lambda _: screens.JobFormScreen(job),
        "opening": lambda _: screens.OpeningFormScreen(job),
        "candidate": lambda _: screens.CandidateFormScreen(offer.candidate),
        "field": lambda _: screens.FieldFormScreen(field),
        "template": lambda _: screens.NewTemplate("clause"),
        "limits": lambda _: screens.LimitsForm(template),
        "note": lambda _: screens.NoteDialog("offer", offer.id, "Note on it"),
        "negotiation": lambda _: screens.NegotiationDialog(offers.get(offer.id)),
        "letter": lambda app: screens.letter_actions.editor(app, offers.get(offer.id)),
        "words": lambda _: screens.TemplateEditor(template.id),
    }


LONG_AGO = ("2020-01-01T00:00:00.000Z",)


def fill_in(screen: Any) -> None:
    """Type into the first fields, and choose something else where there is a choice."""
    if hasattr(screen, "area"):
        screen.area.put(f"{screen.area.value}<p>kept</p>")
    for field in list(screen.query(Field))[:4]:
        options = [one.value for one in getattr(field.control, "options", ())]
        other = next((one for one in reversed(options) if one not in (None, field.value)), None)
        if isinstance(field.value, tuple):
            field.set_value((other,) if other else ())
        elif options or not isinstance(field.value, str):
            field.set_value(other)
        else:
            field.set_value(f"kept {field.key}")


async def shown(pilot: Pilot[None], screen: Any) -> Any:
    pilot.app.push_screen(screen)
    await idle.until_idle()
    return screen


def ended(pilot: Pilot[None], path: Path) -> None:
    """As if the program had been killed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "UPDATE typed_work SET owner = 'elsewhere/1/1', kept_at = '2020-01-01T00:00:00.000Z'"
        )
    while len(pilot.app.screen_stack) > 1:
        pilot.app.pop_screen()


async def end(pilot: Pilot[None], path: Path) -> None:
    """As if the program had been killed and started again."""
    ended(pilot, path)
    app: Any = pilot.app
    app._keeper.offer_left()
    await idle.until_idle()


@pytest.mark.long
async def test_every_form_comes_back_as_it_was(desk: Path) -> None:
    kinds = made()
    app = OfferDesk()
    async with app.run_test(size=(80, 24)) as pilot:
        for kind, make in kinds.items():
            form = await shown(pilot, make(app))
            fill_in(form)
            await idle.until_idle()
            typed = form.typed()
            assert "kept" in str(typed) or kind == "limits"
            app.keep_typed()
            ended(pilot, desk)
            (work,) = typed_work.left_behind()
            app._keeper._answered(work, "take up")
            again: Any = app.screen
            await until(pilot, again.typed)
            await idle.until_idle()
            assert type(again) is type(form) and again is not form
            assert again.typed() == typed, kind
            app.keep_typed()
            assert kept(desk) == 1
            again.let_typed_go()


def kept(path: Path) -> int:
    return int(making.rows(path, "SELECT count(*) FROM typed_work")[0][0])


@pytest.mark.long
async def test_it_is_gone_when_it_is_saved_or_left_or_as_it_was(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        for keys, last in ((("ctrl+s",), 0), (("escape", "d"), 0), (("escape", "escape"), 1)):
            form = await shown(pilot, screens.CandidateFormScreen())
            form.fields["first_name"].set_value("Kept")
            app.keep_typed()
            assert kept(desk) == 1
            await pilot.press(*keys)
            assert kept(desk) == last
        assert isinstance(app.screen, CandidateFormScreen)
        form.fields["first_name"].set_value("")
        app.keep_typed()
        assert kept(desk) == 0


async def test_leaving_the_program_keeps_what_is_typed(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, screens.CandidateFormScreen())
        form.fields["first_name"].set_value("Kept")
        app.exit()
    assert kept(desk) == 1


@pytest.mark.long
async def test_it_is_offered_again_until_it_is_taken_up_or_let_go_twice(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, screens.CandidateFormScreen())
        form.fields["first_name"].set_value("Kept")
        app.keep_typed()
        for keys, last in ((("escape",), 1), (("d", "enter", "escape"), 1), (("d", "y"), 0)):
            await end(pilot, desk)
            await pilot.press(*keys)
            await idle.until_idle()
            assert kept(desk) == last
            assert not isinstance(app.screen, LeftWork)


async def test_it_says_what_was_changed_elsewhere_meanwhile(desk: Path) -> None:
    candidate = making.a_candidate("Zoe", "Lind")
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, screens.CandidateFormScreen(candidate))
        form.fields["phone"].set_value("123")
        form.fields["email"].set_value("zoe@example.com")
        app.keep_typed()
        draft = candidates.draft_of(candidate)
        candidates.update(candidate.id, replace(draft, phone="456", notes="elsewhere"))
        await end(pilot, desk)
        await pilot.press("t")
        await idle.until_idle()
        again: Any = app.screen
        assert again.query_one(FormNotice).text.endswith("Changed elsewhere since then: Phone.")
        assert again.draft() == replace(
            draft, phone="123", email="zoe@example.com", notes="elsewhere"
        )


@pytest.mark.long
async def test_a_letter_open_over_a_form_is_kept_with_the_form(desk: Path) -> None:
    offer = making.a_ready_offer(template_id=making.a_template(), letter_html=None)
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, screens.OfferFormScreen(offer))
        await pilot.press("ctrl+g")
        await idle.until_idle()
        editor: Any = app.screen
        editor.area.put("<p>By hand</p>")
        app.keep_typed()
        await end(pilot, desk)
        await pilot.press("t")
        await idle.until_idle()
        again: Any = app.screen
        assert (type(again), again is form) == (OfferFormScreen, False)
        assert again.draft().letter_html == "<p>By hand</p>"


@pytest.mark.long
async def test_the_words_of_a_move_come_back_with_the_move(desk: Path) -> None:
    offer = making.a_ready_offer()
    app = OfferDesk()
    async with app.run_test(size=(80, 40)) as pilot:
        for keys, to in ((("w",), "withdrawn"), (("f", "d"), "declined")):
            dialog = await shown(pilot, screens.StatusDialog(offer))
            await pilot.press(*keys)
            await idle.until_idle()
            dialog._fields["text"].set_value("because of this")
            app.keep_typed()
            await end(pilot, desk)
            await pilot.press("t")
            await idle.until_idle()
            again: Any = app.screen
            assert again._option.to == to
            assert again._entered("text") == "because of this"
            await pilot.press("escape", "d")
            assert kept(desk) == 0


@pytest.mark.long
async def test_two_that_were_open_are_offered_one_after_the_other(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, screens.OfferFormScreen())
        form.fields["salary"].set_value("80k")
        await shown(pilot, NewCandidate("Zoe Lind"))
        app.keep_typed()
        await end(pilot, desk)
        await pilot.press("t")
        await idle.until_idle()
        assert isinstance(app.screen, OfferFormScreen)
        await pilot.press("escape", "d")
        await idle.until_idle()
        await pilot.press("t")
        await idle.until_idle()
        again: Any = app.screen
        assert isinstance(again, CandidateFormScreen)
        assert again.draft().first_name == "Zoe"


async def test_another_window_that_writes_is_no_trouble_but_staying_so_is(desk: Path) -> None:
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = await shown(pilot, screens.CandidateFormScreen())
        with closing(sqlite3.connect(desk, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for number in range(5):
                form.fields["first_name"].set_value(f"Kept {number}")
                app.keep_typed()
                await idle.until_idle()
                assert len(app._notifications) == (number >= 2)
        app.keep_typed()
    assert "Kept 4" in making.rows(desk, "SELECT entries FROM typed_work")[0][0]


@pytest.mark.long
async def test_what_else_was_left_is_offered_after_the_words_of_a_template(desk: Path) -> None:
    template = templates.get(making.a_template())
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        for screen in (screens.TemplateEditor(template.id), screens.CandidateFormScreen()):
            fill_in(await shown(pilot, screen))
            await idle.until_idle()
        app.keep_typed()
        await end(pilot, desk)
        await pilot.press("t")
        await idle.until_idle()
        assert isinstance(app.screen, screens.TemplateEditor)
        await pilot.press("escape", "d")
        await idle.until_idle()
        assert isinstance(app.screen, LeftWork)
        assert kept(desk) == 1


@pytest.mark.long
async def test_what_was_erased_on_purpose_is_erased_again_after_a_crash(desk: Path) -> None:
    offer = making.an_unread_offer()
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        form.fields["fields.bonus"].focus_control()
        await pilot.press("backspace")
        app.keep_typed()
        ended(pilot, desk)
        (work,) = typed_work.left_behind()
        assert [(one.label, one.shown) for one in work.entries] == [("Bonus", "removed")]
        app._keeper._answered(work, "take up")
        await until(pilot, lambda: isinstance(app.screen, OfferFormScreen) and app.screen.typed())
        again: Any = app.screen
        assert again.fields["fields.bonus"].note == "will be removed"
        await pilot.press("ctrl+s")
    assert offers.get(offer.id).terms.fields == ()


async def test_what_came_anew_since_it_was_erased_is_not_erased(desk: Path) -> None:
    offer = making.an_unread_offer()
    app = OfferDesk()
    async with app.run_test(size=(100, 40)) as pilot:
        form = await shown(pilot, OfferFormScreen(offer))
        (other,) = erased(form, "a lot")
        form.put_typed((other,))
        assert form.cleared == set() and not form.is_changed


def erased(form: Any, start: str) -> tuple[Any, ...]:
    """What is typed once the bonus was erased, as if it had been other words then."""
    form.fields["fields.bonus"].control.on_erase()
    typed = tuple(replace(one, start=start) for one in form.typed())
    form.fields["fields.bonus"].control.on_erase()
    return typed


@pytest.mark.parametrize(
    ("acts", "is_new"),
    everyday(
        [
            (("typed", "saved"), True),
            (("typed",), False),
            (("saved",), True),
            (("by hand",), True),
        ]
    ),
)
async def test_another_window_reads_anew_what_was_saved_and_not_what_is_typed(
    desk: Path, monkeypatch: pytest.MonkeyPatch, acts: tuple[str, ...], is_new: bool
) -> None:
    making.an_offer()
    app = OfferDesk()
    read: list[str] = []
    async with app.run_test(size=(100, 40)):
        app.look_for_changes()
        monkeypatch.setattr(type(app.screen), "reload", lambda _: read.append("again"))
        for act in acts:
            subprocess.run([sys.executable, "-c", ELSEWHERE, str(desk), act], check=True, cwd=ROOT)
        app.look_for_changes()
        app.look_for_changes()
    assert read == ["again"] * is_new


ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = """
import sqlite3, sys
from pathlib import Path
from data.people import candidates
from data.records.candidate_records import CandidateDraft
from data.records.typed_records import Typed, TypedPlace
from data.safekeeping import typed_work
from data.storage import database
path, act = sys.argv[1:]
database.open_desk(Path(path))
if act == "typed":
    typed_work.keep(None, TypedPlace("NoteDialog", "Note"), (Typed("note", "Note", "", "more"),))
elif act == "saved":
    candidates.create(CandidateDraft("Mina", "Holt"))
else:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("UPDATE candidates SET phone = '1'")
database.close_desk()
"""
"""Another window: types, saves, or is no offerdesk."""
