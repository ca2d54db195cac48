"""The templates: by kind, with their use and problems; the letter of the chosen one beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data.errors import NotFound
from data.fields import custom_fields
from data.letter_checks import template_list, template_uses
from data.letter_checks.template_list import TemplateRow
from data.letters.letter_records import LetterInputs
from data.lists import job_list
from data.records.template_records import TemplateRecord
from data.templates import own_words, template_scope, templates
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.list_detail import WIDE, ListDetailScreen
from tui.screens.base.picker import Picked
from tui.screens.templates import preview, preview_offer, template_lines
from tui.screens.templates.preview_offer import PreviewOffer
from tui.screens.templates.saving import SaveAnyway
from tui.screens.templates.template_lines import About, TemplateLine
from tui.text import content, when
from tui.widgets.auto_height_lines import StaticLines
from tui.widgets.letter_view import LetterView
from tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from tui.screens.templates.bring_in import BroughtIn

NO_TEMPLATES = f"""No templates
What letters are made from.
Press {key_of("templates", "new")} to make the first one."""
NONE_MATCH = f"""No template matches the filter
Press {key_of("templates", "filter")} to change it, Esc to leave it."""
LOOK_AFTER = 0.02
"""Seconds between two looks for problems, so that keys come in between."""


class TemplatesScreen(ListDetailScreen):
    """Letter templates and clauses: made, changed, compared, checked."""

    commands_name = "templates"
    place = "templates"
    CSS_PATH = ["../../styles/places.tcss", "../../styles/templates.tcss"]
    filter_hint = "words of the name; offer, reminder, clause …, ours, shipped, changed, retired"

    def __init__(self) -> None:
        self._rows: tuple[TemplateRow, ...] = ()
        self._problems: dict[int, str] = {}
        self._looked: dict[int, tuple[object, ...]] = {}
        self._tried: PreviewOffer | None = None
        self._made_up: LetterInputs | None = None
        self._tried_id: int | None = None
        table = VirtualTable[TemplateLine](
            template_lines.COLUMNS,
            empty=NO_TEMPLATES,
            section=template_lines.is_heading,
            on_cursor=lambda row: self.detail_soon(),
            id="list",
            classes="pane",
        )
        self._letter = LetterView(empty="No template is selected.", id="detail", classes="pane")
        self._about = StaticLines()
        super().__init__(table, self._letter)
        self.show_list(None)

    def compose_body(self) -> ComposeResult:
        """The list; at its side what is known about the template, and its letter."""
        with Horizontal(id="panes"):
            yield self.table
            with Vertical(id="side"):
                with Vertical(id="about", classes="pane"):
                    yield self._about
                yield self._letter

    def on_mount(self) -> None:
        """The letter, and a look for problems, when the first frame is out."""
        self.call_after_refresh(self.refresh_detail)
        self.set_timer(LOOK_AFTER, self._look_for_problems)

    # ------------------------------------------------------------ the list

    def show_list(self, keep: int | None) -> None:
        """The templates that match the words."""
        self._rows = template_list.rows(self._words)
        self.table.set_empty(NONE_MATCH if self._words else NO_TEMPLATES)
        self.table.set_rows(template_lines.with_headings(self._rows, self._problems), keep)
        letters = sum(row.template.kind != "clause" for row in self._rows)
        wording = f"Templates · {letters} letters, {len(self._rows) - letters} clauses"
        self.table.border_title = content(wording + (f" · / {self._words}" if self._words else ""))

    def reload(self) -> None:
        """Read everything again, the offer that templates are tried on too."""
        self._tried = self._made_up = None
        super().reload()
        self._look_for_problems()

    def _look_for_problems(self) -> None:
        """Look at one template after the other, with room for keys in between."""
        if self.look_at_one():
            self.set_timer(LOOK_AFTER, self._look_for_problems)

    def look_at_one(self) -> bool:
        """Look for problems in the next template nobody has looked at; whether there was one."""
        clauses = templates.clauses()
        for row in self._rows:
            state = (row.template.source, row.template.draft, clauses)
            if self._looked.get(row.id) != state:
                self._looked[row.id] = state
                made_up = self._made_up = self._made_up or preview_offer.made_up().inputs
                self._problems[row.id] = template_list.problem(row.template, made_up)
                return True
        shown = template_lines.with_headings(self._rows, self._problems)
        self.table.set_rows(shown, self.table.cursor_key)
        self.refresh_detail()
        return False

    # ------------------------------------------------------------ the detail

    def show_detail(self, key: int | None, *, keep: bool) -> None:
        """What is known about a template, and its letter for the offer it is tried on."""
        if key is None:
            self._about.show_lines(())
            self._letter.show_letter(lambda width: ())
            return
        known = self._facts(templates.get(key))
        self._about.show(lambda width: template_lines.about(known, width))
        self._show_letter(known.template, keep=keep)

    def _facts(self, template: TemplateRecord) -> About:
        row = next((row for row in self._rows if row.id == template.id), None)
        newest = templates.to_write(template.id)
        by = f" by {newest.created_by}" if newest.created_by else ""
        return About(
            template,
            template_uses.uses(template.id),
            bool(row and row.is_default),
            self._problems.get(template.id, ""),
            _limit_words(template),
            f"{when(newest.created_at)}{by}",
            template_list.to_check(template),
        )

    def _show_letter(self, template: TemplateRecord, *, keep: bool) -> None:
        tried = self._tried = self._tried or preview_offer.offer(self._tried_id)
        asked = preview.PreviewRequest(
            template.source, templates.subject(template), tried.inputs, templates.clauses()
        )
        preview.show(self._letter, preview.try_out(asked), f"Letter · {tried.words}", keep=keep)

    def action_letter(self) -> None:
        """Go to the letter, which takes the place of the list where there is no room."""
        if self.in_detail:
            self.go_to_list()
        elif self.app.size.width < WIDE:
            self.go_to_detail()
        else:
            self.toggle_class("-no-letter")

    def action_try_on(self) -> None:
        """Choose the offer that templates are tried on."""
        picker = preview_offer.picker(self._tried_id)
        self.app.push_screen(picker, self._picked_offer)

    def _picked_offer(self, picked: Picked | None) -> None:
        self._tried_id = preview_offer.taken(picked, self._tried_id)
        self._tried = None
        self.refresh_detail()

    # ------------------------------------------------------------ doing things with a template

    @property
    def has_selection(self) -> bool:
        """Whether a template is under the cursor."""
        return self.is_mounted and self._under_cursor() is not None

    @property
    def is_template(self) -> bool:
        """Whether it is one that letters are made from, not a clause."""
        template = self._under_cursor() if self.is_mounted else None
        return template is not None and template.kind != "clause"

    @property
    def is_overridden(self) -> bool:
        """Whether it comes with the program and says something else here."""
        template = self._under_cursor() if self.is_mounted else None
        return template is not None and template.is_overridden

    @property
    def has_update(self) -> bool:
        """Whether the program's own words are others since it was changed here."""
        template = self._under_cursor() if self.is_mounted else None
        return template is not None and bool(template.update)

    def action_new(self) -> None:
        """Make a new template, of the kind of the one under the cursor."""
        template = self._under_cursor()
        kind = template.kind if template else "offer"
        self.app.push_screen(screens.NewTemplate(kind), self._made)

    def action_bring_in(self) -> None:
        """Make a template of a letter that the company has, after asking what it says where."""
        template = self._under_cursor()
        dialog = screens.BringIn(template.kind if template else "offer")
        self.app.push_screen(dialog, self._brought_in)

    def _brought_in(self, brought: BroughtIn | None) -> None:
        if brought is not None:
            self.app.push_screen(screens.PlaceholdersScreen(brought), self._was_made)

    def _was_made(self, template_id: int | None) -> None:
        if template_id is not None:
            self._tried = self._made_up = None  # there may be new custom fields
            self.show_saved(template_id)

    def action_edit(self) -> None:
        """Change the words; of one that comes with the program, too."""
        self._open_editor(self._template().id)

    def action_open(self) -> None:
        """Change the words."""
        self.action_edit()

    def on_virtual_table_opened(self) -> None:
        """Enter on a template changes it."""
        with report.reported(self.app):
            self.action_edit()

    def action_clone(self) -> None:
        """Make one of our own that begins with the same words."""
        made = templates.clone(self._template().id)
        self.show_saved(made.id)
        edit, rename = key_of("templates", "edit"), key_of("templates", "rename")
        how = f"{edit} changes them, {rename} its name"
        report.say(self.app, f"{made.name} begins with the same words · {how}")

    def action_take_back(self) -> None:
        """Say again what the program says; what changes in unsent letters is said before."""
        template = self._template()
        change = template_uses.would_change(template.id, own_words.of_program(template.id))
        if not change.differences:
            self._take_back(template)
            return
        question = SaveAnyway(template, change, f"Take back our words in {template.name}?")

        def answered(yes: bool | None) -> None:
            if yes:
                self._take_back(template)

        self.app.push_screen(question, answered)

    def _take_back(self, template: TemplateRecord) -> None:
        ours = template.revision
        own_words.take_back(template.id)
        self.show_saved(template.id)
        report.say(
            self.app, f"{template.name} says what the program says · ours is revision {ours}"
        )

    def action_keep_own(self) -> None:
        """Keep our words; the update of the program was looked at."""
        template = own_words.keep(self._template().id)
        self.show_saved(template.id)
        report.say(self.app, f"{template.name} keeps our words")

    def action_rename(self) -> None:
        """Call it something else."""
        template = self._template()
        templates.refuse_shipped_name(template)
        self.app.push_screen(screens.Rename(template), self._changed)

    def action_retire(self) -> None:
        """Offer it for new letters no longer, or again."""
        template = self._template()
        if template.retired:
            templates.revive(template.id)
            wording = f"{template.name} is in use again"
        else:
            templates.retire(template.id)
            back = f"{key_of('templates', 'switch')} takes it back"
            wording = f"{template.name} is retired: letters that follow it go on · {back}"
        self.show_saved(template.id)
        report.say(self.app, wording)

    def action_make_default(self) -> None:
        """New letters of its kind start with it."""
        template = self._template()
        templates.make_default(template.id)
        self.reload()
        kind = templates.KINDS[template.kind].lower()
        report.say(self.app, f"New {kind} letters start with {template.name}")

    def action_limits(self) -> None:
        """Say which jobs, departments and values of custom fields it is for."""
        self.app.push_screen(screens.LimitsForm(self._template()), self._changed)

    def action_compare(self) -> None:
        """Compare two revisions."""
        self.app.push_screen(screens.CompareRevisions(self._template().id))

    def action_check_all(self) -> None:
        """Make every letter that could be sent now, and say what is wrong."""
        self.app.push_screen(screens.CheckLetters())

    def _open_editor(self, template_id: int) -> None:
        self.app.push_screen(screens.TemplateEditor(template_id, self._tried_id))

    def _made(self, template_id: int | None) -> None:
        if template_id is not None:
            self.show_saved(template_id)
            self._open_editor(template_id)

    def _changed(self, answer: object) -> None:
        if answer is not None:
            self.reload()

    def _under_cursor(self) -> TemplateRecord | None:
        line: TemplateLine | None = self.table.cursor_row
        return line.row.template if line is not None and line.row is not None else None

    def _template(self) -> TemplateRecord:
        template = self._under_cursor()
        if template is None:
            raise NotFound("No template is selected.")
        return templates.get(template.id)


def _limit_words(template: TemplateRecord) -> tuple[str, ...]:
    if not template.limits:
        return ()
    titles = {row.id: row.name for row in job_list.jobs()}
    names = {one.key: one.name for one in custom_fields.all_fields("offer")}
    return tuple(template_scope.words(one, titles, names) for one in template.limits)
