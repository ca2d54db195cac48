"""The placeholders of a letter that is brought in: what each becomes, beside the letter."""

from __future__ import annotations

from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from data.letter_checks import foreign_templates
from data.letter_checks.foreign_templates import FIELD
from data.letters.foreign import letter_language
from data.letters.foreign.foreign_letter import LINE, TEXT, Placeholder
from data.templates import templates
from data.values.styled_text import Line, Span
from data.values.text import count, one_line
from tui import report
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.screens.base.confirm import Leave
from tui.screens.base.list_detail import WIDE
from tui.screens.base.picker import Picked
from tui.screens.base.screens import CommandScreen
from tui.screens.templates import name_picker, preview, preview_offer
from tui.screens.templates.bring_in import BroughtIn
from tui.screens.templates.name_picker import LetterName
from tui.text import content
from tui.widgets.auto_height_lines import StaticLines
from tui.widgets.columns import Column
from tui.widgets.key_bar import KeyBar
from tui.widgets.letter_view import LetterView
from tui.widgets.virtual_table import ListRows, VirtualTable

NONE = f"""No placeholders
The letter says the same for everybody. {key_of("placeholders", "save")} makes the template."""


class PlaceholderRow(NamedTuple):
    """A placeholder, what it becomes, and what a letter says there."""

    placeholder: Placeholder
    value: str
    sample: str


class PlaceholdersScreen(CommandScreen[int | None]):
    """Each placeholder with a proposal; dismissed with the id of the template that was made."""

    commands_name = "placeholders"
    CSS_PATH = "../../styles/templates.tcss"
    AUTO_FOCUS = "VirtualTable"

    def __init__(self, brought: BroughtIn) -> None:
        super().__init__()
        self._brought = brought
        self._chosen = foreign_templates.proposed(brought.letter)
        self._start = dict(self._chosen)
        self._tried = preview_offer.made_up()
        self._offered: tuple[LetterName, ...] = ()
        self.table = VirtualTable[PlaceholderRow](
            _COLUMNS, empty=NONE, on_cursor=self._moved, id="placeholders", classes="pane"
        )
        self._about = StaticLines()
        self._letter = LetterView(empty="The letter is empty.", id="letter", classes="pane")

    def compose(self) -> ComposeResult:
        """The placeholders, what did not come along, and the letter."""
        with Horizontal(id="editor"):
            with Vertical(id="writing"):
                yield self.table
                with Vertical(id="about", classes="pane") as about:
                    about.border_title = "In the letter"
                    yield self._about
            yield self._letter
        yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Show what is proposed."""
        self._show()

    # ------------------------------------------------------------ what is shown

    def _show(self) -> None:
        letter, chosen = self._brought.letter, self._chosen
        rows = [
            PlaceholderRow(one, value, self._sample(one, value))
            for one in letter.placeholders
            for value in (chosen[one.number],)
        ]
        self.table.set_rows(ListRows(rows, lambda row: row.placeholder.number), self._number)
        still = len(foreign_templates.open_placeholders(letter, chosen))
        words = f"{self._brought.draft.name} · {count(len(rows), 'placeholder')}"
        self.table.border_title = content(f"{words} · {still} as written" if still else words)
        self._show_letter()

    def _sample(self, one: Placeholder, value: str) -> str:
        return foreign_templates.sample(value, one.spelled, self._tried.inputs)

    def _show_letter(self) -> None:
        source = foreign_templates.trial(self._brought.letter, self._chosen)
        asked = preview.PreviewRequest(source, "", self._tried.inputs, templates.clauses())
        title = f"Letter · {self._tried.words}"
        preview.show(self._letter, preview.try_out(asked), title, keep=True)

    def _moved(self, row: PlaceholderRow | None) -> None:
        self._about.show(lambda width: self._lines(row, width))

    def _lines(self, row: PlaceholderRow | None, width: int) -> list[Line]:
        lines: list[Line] = []
        if row is not None:
            lines += detail_lines.wrapped(one_line(row.placeholder.around), width)
            if row.value == TEXT:
                why = "Kept as written: a letter that has it is not sent."
                lines += detail_lines.wrapped(why, width, "warn")
        language = letter_language.sentence(self._brought.letter)
        if language:
            lines += detail_lines.wrapped(language, width)
        for words in self._brought.letter.left_out:
            lines += detail_lines.wrapped(f"Not taken over: {words}", width, "warn")
        return lines

    # ------------------------------------------------------------ choosing

    @property
    def _number(self) -> int | None:
        return self.table.cursor_key

    @property
    def has_selection(self) -> bool:
        """Whether a placeholder is under the cursor."""
        is_listed = not self.has_class("-letter-only")
        return self.is_mounted and is_listed and self._number is not None

    def on_virtual_table_opened(self) -> None:
        """Enter chooses what it becomes."""
        self.action_choose()

    def action_choose(self) -> None:
        """Choose one of our names, found by typing."""
        inputs = self._tried.inputs
        names = [one for one in name_picker.everything(inputs, {}) if one.kind == "name"]
        self._offered = tuple(one._replace(at=at) for at, one in enumerate(names))
        self.app.push_screen(name_picker.picker(self._offered), self._picked)

    def _picked(self, picked: Picked | None) -> None:
        chosen = name_picker.taken(picked, self._offered)
        row: PlaceholderRow | None = self.table.cursor_row
        if chosen is not None and row is not None:
            self._take(foreign_templates.fitted(row.placeholder, chosen.name))

    def action_keep(self) -> None:
        """Leave it as it is written."""
        self._take(TEXT)

    def action_line(self) -> None:
        """Make it a line to sign or to fill in by hand."""
        self._take(LINE)

    def action_field(self) -> None:
        """Make it a custom field of offers, called like it."""
        row: PlaceholderRow | None = self.table.cursor_row
        if row is not None:
            self._take(f"{FIELD}{row.placeholder.words or 'Note'}")

    def action_propose(self) -> None:
        """Take what was proposed first."""
        if self._number is not None:
            self._take(self._start[self._number])

    def _take(self, value: str) -> None:
        """This is what it becomes; the cursor goes on to the next."""
        if self._number is not None:
            self._chosen[self._number] = value
            self._show()
            self.table.action_cursor_down()

    # ------------------------------------------------------------ the letter, saving, leaving

    def action_letter(self) -> None:
        """Show or hide the letter; where there is no room it takes the place of the list."""
        if self.app.size.width >= WIDE:
            self.toggle_class("-no-letter")
        else:
            self.toggle_class("-letter-only")
            (self._letter if self.has_class("-letter-only") else self.table).focus()

    def action_save(self) -> None:
        """Make the template, and the custom fields that were asked for."""
        with report.reported(self.app):
            brought = self._brought
            made = foreign_templates.store(brought.letter, brought.draft, self._chosen)
            report.say(
                self.app, f"{made.name} is made · {key_of('templates', 'edit')} changes its words"
            )
            self.dismiss(made.id)

    @property
    def has_unsaved(self) -> bool:
        """Whether anything was chosen."""
        return self._chosen != self._start

    def action_back(self) -> None:
        """Leave the letter, then the screen; what was chosen is asked about."""
        if self.has_class("-letter-only"):
            self.action_letter()
        elif self.has_unsaved:
            self.ask_to_leave()
        else:
            self.dismiss(None)

    def ask_to_leave(self) -> None:
        """Make the template, forget what was chosen, or stay."""
        lines = ["The template is not made yet."]
        title = f"Leave without saving? {self._brought.draft.name}"
        self.app.push_screen(Leave(title, lines), self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "discard":
            self.dismiss(None)


def _spelled(row: PlaceholderRow) -> str:
    times = row.placeholder.times
    return f"{row.placeholder.spelled} ×{times}" if times > 1 else row.placeholder.spelled


def _becomes(row: PlaceholderRow) -> tuple[Span, ...]:
    if row.value == TEXT:
        return (Span("as written", "warn"),)
    if row.value == LINE:
        return (Span("a line to sign", "info"),)
    if row.value.startswith(FIELD):
        return (Span(f"field {row.value.removeprefix(FIELD)}", "info"),)
    return (Span(row.value, "accent"),)


_COLUMNS = (
    Column[PlaceholderRow]("spelled", "In the letter", 24, _spelled, 14, flex=True, priority=3),
    Column[PlaceholderRow]("value", "Becomes", 22, _becomes, 14, flex=True, priority=2),
    Column[PlaceholderRow]("sample", "Such as", 22, lambda row: row.sample, 10, flex=True,
                           priority=1, style="muted"),
)  # fmt: skip
