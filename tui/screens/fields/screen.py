"""The custom fields of offers and jobs: made, renamed, put in order, switched off."""

from __future__ import annotations

from dataclasses import replace

from data.errors import NotFound
from data.fields import custom_fields
from data.records.field_records import FieldRecord
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.list_detail import ListDetailScreen
from tui.screens.fields import field_lines
from tui.screens.fields.field_lines import FieldLine
from tui.text import content
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

NO_FIELDS = f"""No custom fields yet
What your offers or jobs say besides pay and dates.
Press {key_of("fields", "new")} to make the first one."""

NONE_MATCH = f"""No custom field matches the filter
Press {key_of("fields", "filter")} to change it, Esc to leave it."""


class FieldsScreen(ListDetailScreen):
    """Custom fields in their order, those of offers first."""

    commands_name = "fields"
    place = "fields"
    filter_hint = "words of name or key, type:date, is:required … F1 explains"
    vocabulary = "FIELDS"

    def __init__(self) -> None:
        table = VirtualTable[FieldLine](
            field_lines.COLUMNS,
            empty=NO_FIELDS,
            section=lambda line: line.field is None,
            on_cursor=lambda row: self.detail_soon(),
            id="list",
            classes="pane",
        )
        detail = LinesView(empty="No field is selected.", id="detail", classes="pane")
        super().__init__(table, detail)
        self.detail.border_title = "Field"
        self.show_list(None)

    def show_list(self, keep: int | None) -> None:
        """All fields."""
        everything = custom_fields.all_fields(None)
        found = tuple(one for one in everything if custom_fields.passes(one, self._filter))
        self.table.set_empty(NONE_MATCH if self._words else NO_FIELDS)
        self.table.set_rows(field_lines.with_headings(found), keep)
        wording = f"Custom fields · {len(found)}"
        self.table.border_title = content(wording + (f" · / {self._words}" if self._words else ""))

    def show_detail(self, key: int | None, *, keep: bool) -> None:
        """Key, type, options and description of a field."""
        if key is None:
            self.detail.show_items(lambda width: ())
            return
        field = custom_fields.get(key)
        self.detail.show_items(lambda width: field_lines.field_items(field, width), keep=keep)

    # ------------------------------------------------------------ doing things with a field

    def action_new(self) -> None:
        """Make a new field, of offers or jobs as the one under the cursor."""
        line: FieldLine | None = self.table.cursor_row
        owner = line.field.belongs_to if line and line.field else "offer"
        self.app.push_screen(screens.FieldFormScreen(None, belongs_to=owner), self._saved)

    def action_edit(self) -> None:
        """Change the field."""
        self.app.push_screen(screens.FieldFormScreen(self._field()), self._saved)

    def action_open(self) -> None:
        """Change the field."""
        self.action_edit()

    def on_virtual_table_opened(self) -> None:
        """Enter on a field changes it."""
        with report.reported(self.app):
            self.action_edit()

    def action_switch(self) -> None:
        """Switch the field on or off; values stay."""
        before = self._field()
        draft = replace(field_lines.draft_of(before), active=not before.active)
        after = custom_fields.update(before.id, draft)
        wording = "in use again" if after.active else "switched off; values stay"
        report.say(
            self.app, f"{after.name} is {wording} · {key_of('fields', 'switch')} takes it back"
        )
        self.reload()

    def action_move(self, by: int) -> None:
        """Move the field up or down among its kind."""
        custom_fields.move(self._field().id, by)
        self.reload()

    def _field(self) -> FieldRecord:
        if self.table.cursor_key is None:
            raise NotFound("No field is selected.")
        return custom_fields.get(self.table.cursor_key)

    def _saved(self, field_id: int | None) -> None:
        if field_id is not None:
            self.show_saved(field_id)
