"""Templates on the screen: the list, the editor, revisions compared, all letters checked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

import pytest
from support import making, shown
from support.shipped_updates import by_file, update
from textual import events
from textual.pilot import Pilot

from data.letter_checks import check_all
from data.letter_checks.check_all import CheckResult, Progress
from data.offers import offers
from data.records.template_records import Limit, TemplateDraft, TemplateRecord
from data.settings import settings
from data.templates import template_scope, templates
from tui.app import OfferDesk
from tui.screens.base.confirm import Leave
from tui.screens.base.picker import Picker
from tui.screens.letters.check_all import CheckLetters
from tui.screens.offer.form import OfferFormScreen
from tui.screens.offer.screen import OfferScreen
from tui.screens.templates import preview
from tui.screens.templates.editor import TemplateEditor
from tui.screens.templates.forms import LimitsForm, NewTemplate, Rename
from tui.screens.templates.revisions import CompareRevisions
from tui.screens.templates.saving import KeepDraft, SaveAnyway
from tui.screens.templates.screen import TemplatesScreen
from tui.widgets.auto_height_lines import AutoHeightLines
from tui.widgets.choice import Choice, MultiChoice
from tui.widgets.compare_view import CompareView
from tui.widgets.field import Field
from tui.widgets.find_bar import FindBar
from tui.widgets.letter_view import LetterView
from tui.widgets.mistakes import Mistakes
from tui.widgets.template_area import TemplateArea
from tui.widgets.virtual_table import VirtualTable

pytestmark = pytest.mark.usefixtures("desk")

S = TypeVar("S")
WORDS = "<p>Dear {{ candidate.first_name }}</p>\n<p>Welcome</p>\n"


@pytest.fixture(autouse=True)
def nobody_looks_for_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tests that say so look at every template; it takes half a second."""
    monkeypatch.setattr("tui.screens.templates.screen.LOOK_AFTER", 3600.0)


class Desk:
    """The desk as a person uses it at its templates."""

    def __init__(self, app: OfferDesk, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def run(self, action: str) -> None:
        await self.app.run_action(action, self.app.screen)
        await self.pilot.pause()

    def screen(self, kind: type[S]) -> S:
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    @property
    def table(self) -> VirtualTable[Any]:
        return self.screen(TemplatesScreen).query_one("#list", VirtualTable)

    async def at(self, template: TemplateRecord) -> None:
        """The cursor on a template."""
        self.screen(TemplatesScreen).reload()
        self.table.move_to_key(template.id)
        self.screen(TemplatesScreen).refresh_detail()
        await self.pilot.pause()

    async def edit(self, template: TemplateRecord) -> TemplateEditor:
        await self.at(template)
        await self.run("edit")
        return self.screen(TemplateEditor)

    async def write(self, source: str) -> None:
        self.area.put(source)
        await self.pilot.pause()

    @property
    def area(self) -> TemplateArea:
        return self.app.screen.query_one(TemplateArea)

    @property
    def letter(self) -> str:
        return self.app.screen.query_one(LetterView).text

    @property
    def mistakes(self) -> str:
        return self.app.screen.query_one(Mistakes).text

    @property
    def message(self) -> str:
        return shown.messages(self.app)[-1][1]


@asynccontextmanager
async def at_templates(size: tuple[int, int] = (140, 40)) -> AsyncIterator[Desk]:
    app = OfferDesk()
    async with app.run_test(size=size) as pilot:
        await app.run_action("go('templates')")
        await pilot.pause()
        yield Desk(app, pilot)


def ours(name: str = "House letter", source: str = WORDS, **changes: str) -> TemplateRecord:
    return templates.create(TemplateDraft(name=name, source=source, **changes))


# ---------------------------------------------------------------- the list


@pytest.mark.long
async def test_the_list_says_what_is_used_and_what_is_wrong() -> None:
    broken = ours("Broken", "<p>\n{{ offer.salry }}</p>")
    used = ours()
    making.an_offer(template_id=used.id)
    async with at_templates((180, 50)) as desk:
        screen = desk.screen(TemplatesScreen)
        while screen.look_at_one():
            pass
        lines = {line.key: line for line in map(desk.table.rows.row, range(len(desk.table.rows)))}
        assert "line 2" in lines[broken.id].problem
        assert "offer.salary" in lines[broken.id].problem
        assert lines[used.id].problem == ""
        assert (lines[used.id].row.offers, lines[used.id].row.unsent) == (1, 1)
        shown = "\n".join(strip.text for strip in map(desk.table.render_line, range(30)))
        for words in ("Offer letters", "Withdrawals", "Reminders", "Clauses", "House letter"):
            assert words in shown


@pytest.mark.long
async def test_the_letter_of_the_chosen_template_is_beside_the_list() -> None:
    made = ours()
    offer = making.an_offer()
    async with at_templates() as desk:
        await desk.at(made)
        assert "Dear Robin" in desk.letter
        await desk.run("try_on")
        picker = desk.screen(Picker)
        picker.table.move_to_key(offer.id)
        picker.action_choose()
        await desk.pilot.pause()
        assert "Dear Zoë" in desk.letter
        await desk.run("try_on")
        await desk.press("ctrl+n")
        assert "Dear Robin" in desk.letter


@pytest.mark.long
async def test_a_new_template_begins_with_a_shipped_one_and_opens_to_be_written() -> None:
    async with at_templates() as desk:
        await desk.run("new")
        form = desk.screen(NewTemplate)
        form.fields["name"].set_value("Ours")
        start = form.fields["start"].control
        assert isinstance(start, Choice)
        shipped = next(one for one in templates.all_templates("offer") if one.shipped)
        assert shipped.name in [option.text for option in start.options]
        start.value = shipped.id
        await desk.run("save")
        editor = desk.screen(TemplateEditor)
        assert editor.words[0] == shipped.source
        (made,) = [one for one in templates.all_templates("offer") if one.name == "Ours"]
        assert made.revision == 1


@pytest.mark.long
async def test_a_new_clause_has_no_subject_and_is_included_by_its_key() -> None:
    async with at_templates() as desk:
        await desk.run("new")
        form = desk.screen(NewTemplate)
        form.fields["kind"].set_value("clause")
        form.fields["name"].set_value("Remote work")
        await desk.run("save")
        assert not desk.screen(TemplateEditor).query("#subject")
        assert "clauses/remote_work" in templates.clauses()


async def test_what_is_shipped_is_changed_in_place_and_taken_back_with_one_key() -> None:
    shipped = next(one for one in templates.all_templates("offer") if one.shipped)
    async with at_templates() as desk:
        await desk.at(shipped)
        await desk.run("edit")
        editor = desk.screen(TemplateEditor)
        editor.area.put("<p>Ours</p>")
        await desk.press("ctrl+s", "escape")
        changed = templates.get(shipped.id)
        assert (changed.source, changed.is_overridden) == ("<p>Ours</p>", True)
        assert "changed" in "\n".join(shown.lines(desk.app))
        await desk.press("u")
        assert templates.get(shipped.id).source == shipped.source
        assert "ours is revision 2" in desk.message


@pytest.mark.long
async def test_a_sentence_is_added_to_a_shipped_clause_without_html_in_few_keys() -> None:
    clause = by_file("_clauses/confidentiality.html")
    before = templates.get(clause.id).source
    sentence = " Ask us if you are not sure."
    ways = ("6", "slash", *"confidentiality", "enter", "e", "f9", "pagedown", "up", "end")
    keys = [*ways, *sentence, "ctrl+s", "escape"]
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, TemplatesScreen)
    said = templates.get(clause.id)
    assert said.is_overridden and "<" not in said.source
    assert said.source.rstrip().endswith(f"conditions.{sentence}")
    assert "working conditions.</p>" in before
    assert len(keys) - len(sentence) - len("confidentiality") == 10


@pytest.mark.long
async def test_an_update_of_what_was_changed_is_said_compared_and_kept(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = templates.revise(by_file("offer.html").id, "<p>Ours</p>")
    files = {"offer.html": ("Permanent employment", "offer", "<p>Newer</p>")}
    update(monkeypatch, desk, files)
    async with at_templates() as room:
        await room.at(changed)
        assert "update" in "\n".join(shown.lines(room.app))
        await room.press("c")
        view = room.screen(CompareRevisions).query_one(CompareView)
        assert str(view.border_title) == "revision 1 → revision 3"
        await room.press("down")
        await room.run("bring_back")
        assert "Revision 2 says that already" in room.message
        await room.press("escape", "e")
        words = room.screen(TemplateEditor).query_one("#writing")
        assert "revision 2" in str(words.border_subtitle)
        await room.press("escape", "K")
        assert "keeps our words" in room.message
        assert templates.get(changed.id).update == 0


async def test_clone_rename_retire_and_default_are_a_key_each() -> None:
    made = ours()
    async with at_templates() as desk:
        await desk.at(made)
        await desk.press("O")
        copy = templates.get(desk.table.cursor_key or 0)
        assert copy.name == "House letter (copy)"
        await desk.press("r")
        desk.screen(Rename).query_one(Field).set_value("Second letter")
        await desk.press("enter")
        assert templates.get(copy.id).name == "Second letter"
        await desk.press("number_sign")
        assert settings.get("default_templates") == {"offer": copy.id}
        await desk.press("exclamation_mark")
        assert templates.get(copy.id).retired
        assert "! takes it back" in desk.message
        assert desk.table.cursor_key == copy.id
        await desk.press("exclamation_mark")
        assert not templates.get(copy.id).retired


async def test_a_name_that_is_taken_is_said_under_the_field() -> None:
    made = ours()
    ours("Other")
    async with at_templates() as desk:
        await desk.at(made)
        await desk.run("rename")
        field = desk.screen(Rename).query_one(Field)
        field.set_value("other")
        await desk.run("save")
        assert field.has_problem
        assert templates.get(made.id).name == "House letter"


@pytest.mark.long
async def test_what_a_template_is_for_is_chosen_from_lists() -> None:
    job = making.a_job("Designer", department="Design")
    field = making.a_field("Contract", "single_select", options=("Permanent", "Fixed term"))
    making.a_field("Free text")
    made = ours()
    async with at_templates() as desk:
        await desk.at(made)
        await desk.run("limits")
        form = desk.screen(LimitsForm)
        assert set(form.fields) == {"jobs", "departments", "fields.contract"}
        for key, chosen in (
            ("jobs", (job.id,)), ("departments", ("Design",)), ("fields.contract", ("Permanent",)),
        ):  # fmt: skip
            control = form.fields[key].control
            assert isinstance(control, MultiChoice)
            control.take(chosen)
        await desk.run("save")
        assert templates.get(made.id).limits == (
            Limit(job_id=job.id), Limit(department="Design"),
            Limit(field=field.key, value="Permanent"),
        )  # fmt: skip


async def test_the_filter_narrows_the_list() -> None:
    made = ours()
    async with at_templates() as desk:
        screen = desk.screen(TemplatesScreen)
        screen.filter_by("house")
        keys = [desk.table.rows.row(at).key for at in range(len(desk.table.rows))]
        assert [key for key in keys if key > 0] == [made.id]


async def test_on_a_narrow_screen_the_letter_takes_the_place_of_the_list() -> None:
    made = ours()
    async with at_templates((80, 24)) as desk:
        await desk.at(made)
        screen = desk.screen(TemplatesScreen)
        assert not screen.query_one("#side").display
        await desk.press("p")
        assert screen.query_one("#side").display
        assert not desk.table.display
        await desk.press("escape")
        assert desk.table.display


# ---------------------------------------------------------------- the editor


@pytest.mark.long
async def test_the_letter_follows_what_is_typed() -> None:
    async with at_templates() as desk:
        await desk.edit(ours())
        assert "Dear Robin" in desk.letter
        await desk.press("h", "e", "y")
        assert "hey" in desk.letter
        await desk.press("ctrl+z")
        assert "hey" not in desk.letter
        await desk.press("ctrl+y")
        assert "hey" in desk.letter


@pytest.mark.long
async def test_a_mistake_is_said_with_line_and_column_and_marked() -> None:
    async with at_templates() as desk:
        await desk.edit(ours())
        await desk.write("<p>Hi</p>\n<p>{{ offer.salary | mony }}</p>\n{{ offer.strat_date }}")
        first, second = desk.mistakes.splitlines()
        assert first.startswith("line 2, column ")
        assert "money" in first
        assert second.startswith("line 3, column ")
        assert "offer.start_date" in second
        assert desk.area.wrong is not None
        assert desk.area.wrong[0] == 1
        assert "Dear Robin" in desk.letter
        await desk.run("to_mistake")
        assert desk.area.cursor_location[0] == 1
        await desk.write("<p>Fine</p>")
        assert desk.mistakes == "no mistakes"
        assert "Fine" in desk.letter


@pytest.mark.long
async def test_a_click_on_a_mistake_goes_to_it() -> None:
    async with at_templates() as desk:
        await desk.edit(ours())
        await desk.write("<p>Hi</p>\n\n<p>{{ offer.salary | mony }}</p>")
        await desk.pilot.click(Mistakes, offset=(10, 0))
        await desk.pilot.pause()
        assert desk.area.cursor_location[0] == 2


@pytest.mark.long
async def test_letters_erased_and_typed_at_once_come_in_their_order() -> None:
    async with at_templates() as desk:
        await desk.edit(ours(source="ab"))
        desk.area.move_cursor((0, 2))
        for key in ("backspace", "x", "left", "y", "end", "z"):
            desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await desk.pilot.pause()
        assert desk.area.value == "ayxz"


@pytest.mark.long
async def test_a_name_is_put_where_the_cursor_is() -> None:
    async with at_templates() as desk:
        await desk.edit(ours(source="<p></p>"))
        desk.area.move_cursor((0, 3))
        await desk.press("f6", *"start_date", "enter")
        assert desk.area.value == "<p>{{ offer.start_date }}</p>"
        desk.area.move_cursor((0, 23))
        await desk.press("f6", *"short_date", "enter")
        assert desk.area.value == "<p>{{ offer.start_date | short_date }}</p>"
        desk.area.move_cursor((0, 22))
        await desk.press("f6", *"days_until", "enter")
        assert desk.area.value == "<p>{{ offer.start_date | days_until | short_date }}</p>"
        assert desk.app.focused is desk.area


@pytest.mark.long
async def test_paragraphs_are_written_and_their_names_completed_while_one_types() -> None:
    async with at_templates() as desk:
        await desk.run("new")
        desk.screen(NewTemplate).fields["name"].set_value("Plain")
        await desk.run("save")
        editor = desk.screen(TemplateEditor)
        editor.area.put("{# written: plain #}\n# Pay\nDear **")
        editor.area.move_cursor(editor.area.document.end)
        await desk.press(*"{{ cand")
        assert editor.area.suggestion == "idate.first_name }}"
        await desk.press("right", *"**")
        assert editor.words[0].endswith("Dear **{{ candidate.first_name }}**")
        assert "Dear" in desk.letter and "**" not in desk.letter
        await desk.press(*" and {{ offer.sal")
        assert editor.area.suggestion
        editor.area.move_cursor((0, 0))
        assert not editor.area.suggestion


@pytest.mark.long
async def test_a_clause_is_put_in_as_an_include() -> None:
    templates.create(TemplateDraft("Remote work", "clause", "<p>From home</p>"))
    async with at_templates() as desk:
        await desk.edit(ours(source=""))
        await desk.press("f6", *"remote", "enter")
        assert desk.area.value == '{% include "clauses/remote_work" %}'
        assert "From home" in desk.letter


@pytest.mark.long
async def test_find_goes_from_place_to_place_and_round() -> None:
    async with at_templates() as desk:
        await desk.edit(ours(source="one two\nTwo three\ntwo"))
        await desk.press("ctrl+f", "t", "w", "o")
        bar = desk.app.screen.query_one(FindBar)
        assert desk.area.selected_text == "two"
        assert desk.area.selection.start == (0, 4)
        places = []
        for _ in range(3):
            await desk.press("enter")
            places.append(desk.area.selection.start)
        assert places == [(1, 0), (2, 0), (0, 4)]
        await desk.press("up")
        assert desk.area.selection.start == (2, 0)
        assert "3 found" in str(desk.app.screen.query_one("#writing").border_subtitle)
        await desk.press("escape")
        assert not bar.display
        assert desk.app.focused is desk.area


@pytest.mark.long
async def test_what_is_found_is_replaced_by_typing_over_it() -> None:
    async with at_templates() as desk:
        await desk.edit(ours(source="one two"))
        await desk.press("ctrl+f", "t", "w", "o", "escape", "x")
        assert desk.area.value == "one x"


async def test_a_save_makes_a_revision_and_goes_on() -> None:
    made = ours()
    async with at_templates() as desk:
        editor = await desk.edit(made)
        await desk.write("<p>New</p>")
        editor.query_one("#subject", Field).set_value("Hello {{ candidate.first_name }}")
        await desk.press("ctrl+s")
        assert desk.app.screen is editor
        saved = templates.get(made.id)
        assert (saved.revision, saved.source) == (2, "<p>New</p>")
        assert saved.subject == "Hello {{ candidate.first_name }}"
        assert not editor.is_changed
        await desk.press("ctrl+s")
        assert len(templates.revisions(made.id)) == 2
        await desk.press("escape")
        desk.screen(TemplatesScreen)


@pytest.mark.long
async def test_the_subject_is_shown_as_it_would_read() -> None:
    async with at_templates() as desk:
        editor = await desk.edit(ours())
        field = editor.query_one("#subject", Field)
        field.set_value("Welcome, {{ candidate.first_name }}")
        await desk.pilot.pause()
        assert field.note == "= Welcome, Robin"
        field.set_value("{{ oops")
        await desk.pilot.pause()
        assert desk.mistakes.startswith("Subject: ")


@pytest.mark.long
async def test_what_would_change_in_unsent_letters_is_said_before() -> None:
    made = ours()
    making.an_offer(template_id=made.id)
    async with at_templates() as desk:
        editor = await desk.edit(made)
        await desk.write(WORDS.replace("Welcome", "Good morning"))
        await desk.press("ctrl+s")
        question = desk.screen(SaveAnyway)
        said = "\n".join("".join(span.text for span in line) for line in question.change_lines(60))
        assert "Zoë Müller" in said
        assert "[-Welcome-]" in said
        assert "{+Good morning+}" in said
        await desk.press("escape")
        assert templates.get(made.id).revision == 1
        assert editor.is_changed
        await desk.press("ctrl+s", "y")
        assert templates.get(made.id).revision == 2


@pytest.mark.long
async def test_a_mistake_is_kept_as_a_draft_only_when_asked_for() -> None:
    made = ours()
    async with at_templates() as desk:
        editor = await desk.edit(made)
        await desk.write("<p>\n{{ oops</p>")
        await desk.press("ctrl+s")
        desk.screen(KeepDraft)
        await desk.press("enter")
        assert (desk.area.value, desk.area.cursor_location[0]) == ("<p>\n{{ oops</p>", 1)
        assert len(templates.revisions(made.id)) == 1
        await desk.press("ctrl+s", "k")
        kept = templates.get(made.id)
        assert (kept.revision, kept.draft, kept.source) == (1, 2, WORDS)
        assert not editor.is_changed
        await desk.press("escape")
        await desk.edit(made)
        assert desk.area.value == "<p>\n{{ oops</p>"


@pytest.mark.long
async def test_leaving_asks_when_something_is_not_saved() -> None:
    made = ours()
    async with at_templates() as desk:
        await desk.edit(made)
        await desk.write("<p>New</p>")
        await desk.press("escape")
        desk.screen(Leave)
        await desk.press("escape")
        desk.screen(TemplateEditor)
        await desk.press("escape", "s")
        desk.screen(TemplatesScreen)
        assert templates.get(made.id).source == "<p>New</p>"
        await desk.edit(made)
        await desk.write("<p>Gone</p>")
        await desk.press("escape", "d")
        desk.screen(TemplatesScreen)
        assert templates.get(made.id).source == "<p>New</p>"


@pytest.mark.long
async def test_leaving_with_a_mistake_loses_nothing() -> None:
    made = ours()
    async with at_templates() as desk:
        await desk.edit(made)
        await desk.write("{{ oops")
        await desk.press("escape", "s")
        desk.screen(KeepDraft)
        await desk.press("enter")
        assert desk.screen(TemplateEditor).words[0] == "{{ oops"
        await desk.press("escape", "s", "k")
        desk.screen(TemplatesScreen)
        assert templates.get(made.id).draft == 2


@pytest.mark.long
async def test_somebody_elses_save_is_told_and_nothing_is_lost() -> None:
    made = ours()
    async with at_templates() as desk:
        await desk.edit(made)
        templates.revise(made.id, "<p>Theirs</p>")
        await desk.write("<p>Mine</p>")
        await desk.press("ctrl+s")
        assert "Revision 2" in desk.app.screen.query_one("FormNotice").text
        assert desk.area.value == "<p>Mine</p>"
        await desk.press("ctrl+s")
        assert [one.source for one in templates.revisions(made.id)][1:] == [
            "<p>Theirs</p>", "<p>Mine</p>",
        ]  # fmt: skip


@pytest.mark.long
async def test_a_letter_that_takes_long_is_made_beside_the_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preview, "PAUSE", 3600)  # the test itself says when the keys pause
    async with at_templates() as desk:
        editor = await desk.edit(ours())
        editor.preview.seconds = 1.0
        await desk.write("<p>{% for i in range(900) %}{{ i }} {% endfor %}</p>")
        assert "899" not in desk.letter
        editor.preview.start()
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        assert "899" in desk.letter


@pytest.mark.long
async def test_a_runaway_template_is_a_mistake_and_stops_nothing() -> None:
    endless = "{% for a in range(900) %}{% for b in range(900) %}x{% endfor %}{% endfor %}"
    async with at_templates() as desk:
        await desk.edit(ours())
        await desk.write(endless)
        assert "too" in desk.mistakes
        assert "Dear Robin" in desk.letter
        await desk.write("<p>Fine</p>")
        desk.screen(TemplateEditor).preview.start()
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        assert "Fine" in desk.letter


@pytest.mark.long
async def test_under_a_hundred_columns_a_key_shows_the_letter() -> None:
    async with at_templates((80, 24)) as desk:
        editor = await desk.edit(ours())
        assert not editor.query_one("#letter").display
        await desk.press("ctrl+l")
        assert editor.query_one("#letter").display
        assert not editor.query_one("#writing").display
        assert "Dear Robin" in desk.letter
        await desk.press("escape")
        assert editor.query_one("#writing").display


async def test_hostile_text_in_the_source_is_shown_harmlessly() -> None:
    async with at_templates() as desk:
        await desk.edit(ours(source="<p>[@click=app.quit]x[/] \u202e</p>"))
        desk.area.insert_text("\x1b[31m[/]")
        await desk.pilot.pause()
        text = "".join(shown.lines(desk.app))
        assert not set(text) & {"\x1b", "\u202e"}
        assert "[/]" in text


# ---------------------------------------------------------------- the person's own editor


def an_editor(folder: Path, script: str) -> str:
    """A program that changes the file it is given."""
    program = folder / "my editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return f"'{program}' --wait"


@pytest.mark.long
async def test_what_the_own_editor_leaves_comes_back_and_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui import external_editor

    seen = tmp_path / "seen"
    script = f'stat -c %a "$2" > {seen}; echo "$2" >> {seen}; printf "<p>Edited</p>" > "$2"'
    monkeypatch.setenv("EDITOR", an_editor(tmp_path, script))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(external_editor, "suspended", _not_suspended)
    async with at_templates() as desk:
        await desk.edit(ours())
        await desk.run("external")
        assert desk.area.value == "<p>Edited</p>"
        await desk.press("ctrl+z")
        assert desk.area.value == WORDS
    mode, file = seen.read_text().split("\n", 1)
    assert mode == "600"
    assert not Path(file.strip()).exists()


def _not_suspended(app: OfferDesk) -> Any:
    return nullcontext()


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "set EDITOR"),
        ("no-such-editor-anywhere", "no-such-editor-anywhere"),
        ("'unbalanced", "quotation marks"),
        ("false", "ended with 1"),
    ],
)
async def test_without_an_editor_the_words_stay_and_a_sentence_says_why(
    monkeypatch: pytest.MonkeyPatch, command: str, words: str
) -> None:
    from tui import external_editor

    monkeypatch.setenv("EDITOR", command)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr(external_editor, "suspended", _not_suspended)
    async with at_templates() as desk:
        await desk.edit(ours())
        await desk.run("external")
        assert words in desk.message
        assert desk.area.value == WORDS


# ---------------------------------------------------------------- revisions


@pytest.mark.long
async def test_any_two_revisions_are_compared_by_word() -> None:
    made = ours(source="<p>One</p>")
    templates.revise(made.id, "<p>Two</p>")
    templates.revise(made.id, "<p>Two</p>\n<p>More</p>")
    async with at_templates() as desk:
        await desk.at(made)
        await desk.press("c")
        screen = desk.screen(CompareRevisions)
        view = screen.query_one(CompareView)
        assert str(view.border_title) == "revision 2 → revision 3"
        assert "More" in view.text
        await desk.press("j", "j", "space", "g")
        assert str(view.border_title) == "revision 1 → revision 3"
        assert "[-One-]" in view.text
        await desk.press("p")
        assert "as letters" in str(view.border_title)
        await desk.press("full_stop", "comma", "vertical_line")


async def test_an_old_revision_is_brought_back_as_a_new_one() -> None:
    made = ours(source="<p>One</p>")
    templates.revise(made.id, "<p>Two</p>")
    async with at_templates() as desk:
        await desk.at(made)
        await desk.press("c", "j", "R")
        assert [one.source for one in templates.revisions(made.id)] == [
            "<p>One</p>", "<p>Two</p>", "<p>One</p>",
        ]  # fmt: skip
        desk.screen(CompareRevisions)


# ---------------------------------------------------------------- all letters


@pytest.mark.long
async def test_all_letters_are_made_beside_the_keys_and_what_is_wrong_is_listed() -> None:
    ours("Wants pay", "<p>{{ offer.salary }}</p>")
    offer = making.an_offer()
    async with at_templates() as desk:
        await desk.run("check_all")
        screen = desk.screen(CheckLetters)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        table = screen.query_one("#findings", VirtualTable)
        shown = "\n".join(strip.text for strip in map(table.render_line, range(30)))
        assert "Wants pay" in shown
        assert "offer.salary is not set" in shown
        await desk.press("o")
        shown = "\n".join(strip.text for strip in map(table.render_line, range(30)))
        assert f"offer {offer.id}" in shown
        await desk.press("enter")
        desk.screen(OfferScreen)


@pytest.mark.long
async def test_a_running_check_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slow(progress: Callable[[Progress], None], stop: Callable[[], bool]) -> CheckResult:
        progress(Progress(1_500, 3_000, 12_000, 7))
        assert go_on.wait(10)
        return CheckResult(0, 0, 0, (), (), 0, stopped=stop())

    monkeypatch.setattr(check_all, "check_all", slow)
    async with at_templates() as desk:
        await desk.run("check_all")
        screen = desk.screen(CheckLetters)
        state = screen.query_one("#state AutoHeightLines", AutoHeightLines)
        while "1,500 of 3,000 offers · 12,000 letters · 7 with" not in state.text:
            await desk.pilot.pause(0.01)
        assert screen.check_action("stop", ())
        go_on.set()
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        assert "Done: 0 letters for 0 offers" in state.text
        assert screen.check_action("stop", ()) is None


@pytest.mark.long
async def test_a_check_that_is_stopped_keeps_what_it_found() -> None:
    ours("Wants pay", "<p>{{ offer.salary }}</p>")
    making.an_offer()
    async with at_templates() as desk:
        await desk.run("check_all")
        screen = desk.screen(CheckLetters)
        screen.action_stop()
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        assert screen.checked is not None
        assert screen.check_action("stop", ()) is None
        await desk.press("ctrl+r")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()
        assert screen.checked is not None
        assert not screen.checked.stopped


# ---------------------------------------------------------------- templates in other forms


def template_choice(form: Any) -> Choice:
    control = form.fields["template"].control
    assert isinstance(control, Choice)
    return control


def offered(choice: Choice) -> set[str]:
    return {option.text for option in choice.options}


@pytest.mark.long
async def test_the_form_of_an_offer_offers_what_fits_and_all_on_request() -> None:
    made = ours("For designers")
    template_scope.limit(made.id, [Limit(department="Design")])
    engineer, designer = making.a_job("E"), making.a_job("D", department="Design")
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = OfferFormScreen(job_id=engineer.id)
        await app.push_screen(form)
        choice = template_choice(form)
        assert "For designers" not in offered(choice)
        form.fields["job"].set_value(designer.id)
        await pilot.pause()
        assert "For designers" in offered(choice)
        form.fields["job"].set_value(engineer.id)
        await pilot.pause()
        assert choice.new is not None
        choice.new.make("")
        assert "For designers" in offered(choice)
        choice.value = made.id
        await pilot.pause()
        assert "other offers" in form.fields["template"].note


async def test_the_form_of_an_offer_follows_custom_fields() -> None:
    making.a_field("Contract", "single_select", options=("Permanent", "Fixed term"))
    made = ours("For fixed terms")
    template_scope.limit(made.id, [Limit(field="contract", value="Fixed term")])
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = OfferFormScreen(offers.get(making.an_offer().id))
        await app.push_screen(form)
        choice = template_choice(form)
        assert "For fixed terms" not in offered(choice)
        form.fields["fields.contract"].set_value("Fixed term")
        await pilot.pause()
        assert "For fixed terms" in offered(choice)


async def test_a_new_offer_starts_with_the_template_of_its_job() -> None:
    first, second = ours("First"), ours("Second")
    one = making.a_job("One", template_id=first.id)
    two = making.a_job("Two", template_id=second.id)
    app = OfferDesk()
    async with app.run_test(size=(120, 40)) as pilot:
        form = OfferFormScreen(job_id=one.id)
        await app.push_screen(form)
        choice = template_choice(form)
        assert choice.value == first.id
        form.fields["job"].set_value(two.id)
        await pilot.pause()
        assert choice.value == second.id
        choice.value = first.id
        form.fields["job"].set_value(one.id)
        form.fields["job"].set_value(two.id)
        await pilot.pause()
        assert choice.value == first.id


async def test_the_form_of_a_job_sets_its_template() -> None:
    from data.jobs import jobs
    from tui.screens.jobs.form import JobFormScreen

    made = ours()
    job = making.a_job()
    app = OfferDesk()
    async with app.run_test(size=(120, 40)):
        form = JobFormScreen(jobs.get(job.id))
        await app.push_screen(form)
        choice = template_choice(form)
        assert "House letter" in offered(choice)
        choice.value = made.id
        form.action_save()
        assert jobs.get(job.id).template_id == made.id
